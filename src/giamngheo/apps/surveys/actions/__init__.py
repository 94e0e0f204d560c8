"""Every change of a sheet: one verb, one function, one transaction, one line of the trail."""

from giamngheo.apps.surveys.actions.filling import assign_reviewer, give_reason, save_draft, take_people
from giamngheo.apps.surveys.actions.gathering import (
    Gathered,
    TakenBack,
    Written,
    take_gathered_back,
    write_gathered,
)
from giamngheo.apps.surveys.actions.opening import ask_also, open_sheet, open_sheets
from giamngheo.apps.surveys.actions.sealing import correct, seal
from giamngheo.apps.surveys.actions.writing import StaleError, SurveyError, UnfinishedError

__all__ = [
    "Gathered",
    "StaleError",
    "SurveyError",
    "TakenBack",
    "UnfinishedError",
    "Written",
    "ask_also",
    "assign_reviewer",
    "correct",
    "give_reason",
    "open_sheet",
    "open_sheets",
    "save_draft",
    "seal",
    "take_gathered_back",
    "take_people",
    "write_gathered",
]
