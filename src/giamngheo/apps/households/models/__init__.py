"""The tables of the register, one aggregate a file."""

from giamngheo.apps.households.models.circumstances import Cause, Need, Note, Paper
from giamngheo.apps.households.models.doubles import PersonMerger, Suspicion
from giamngheo.apps.households.models.events import Event
from giamngheo.apps.households.models.homes import (
    CodeSeries,
    Household,
    HouseholdNumber,
    Membership,
    Residence,
)
from giamngheo.apps.households.models.people import SAID, FormerNumber, Particulars, Person
from giamngheo.apps.households.models.standings import Recognition, WorkerRecognition
from giamngheo.apps.households.models.tallies import Tally

__all__ = [
    "SAID",
    "Cause",
    "CodeSeries",
    "Event",
    "FormerNumber",
    "Household",
    "HouseholdNumber",
    "Membership",
    "Need",
    "Note",
    "Paper",
    "Particulars",
    "Person",
    "PersonMerger",
    "Recognition",
    "Residence",
    "Suspicion",
    "Tally",
    "WorkerRecognition",
]
