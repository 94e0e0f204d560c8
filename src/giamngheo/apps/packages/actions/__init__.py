"""Every change of packages and keys: one verb, one transaction, one line of audit."""

from giamngheo.apps.packages.actions.deciding import accept, note_cell, send_back, take_back_note
from giamngheo.apps.packages.actions.keys import confirm_key, end_key, register_key
from giamngheo.apps.packages.actions.making import make_package
from giamngheo.apps.packages.actions.reporting import as_report
from giamngheo.apps.packages.actions.taking import take_answer, take_package

__all__ = [
    "accept",
    "as_report",
    "confirm_key",
    "end_key",
    "make_package",
    "note_cell",
    "register_key",
    "send_back",
    "take_answer",
    "take_back_note",
    "take_package",
]
