"""The tables of the register, one aggregate a file."""

from giamngheo.apps.households.models.doubles import PersonMerger, Suspicion
from giamngheo.apps.households.models.events import Event
from giamngheo.apps.households.models.homes import (
    CodeSeries,
    Household,
    HouseholdNumber,
    Membership,
    Residence,
)
from giamngheo.apps.households.models.people import FormerNumber, Particulars, Person

__all__ = [
    "CodeSeries",
    "Event",
    "FormerNumber",
    "Household",
    "HouseholdNumber",
    "Membership",
    "Particulars",
    "Person",
    "PersonMerger",
    "Residence",
    "Suspicion",
]
