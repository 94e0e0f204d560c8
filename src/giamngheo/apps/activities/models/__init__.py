"""The tables of activities, one aggregate a file."""

from giamngheo.apps.activities.models.activities import Activity, Attached, Step
from giamngheo.apps.activities.models.done import Attendance, Gathering, HomeVisit, Question, Thing
from giamngheo.apps.activities.models.kept import Asset, AssetReport, NormTable, Product, ProductTest
from giamngheo.apps.activities.models.people import Officer, Participant

__all__ = [
    "Activity",
    "Asset",
    "AssetReport",
    "Attached",
    "Attendance",
    "Gathering",
    "HomeVisit",
    "NormTable",
    "Officer",
    "Participant",
    "Product",
    "ProductTest",
    "Question",
    "Step",
    "Thing",
]
