"""Every change of reports: one deed, one transaction, one line of the trail."""

from giamngheo.apps.reporting.actions.arranging import Asked, Set, ask, set_day
from giamngheo.apps.reporting.actions.copying import acknowledge
from giamngheo.apps.reporting.actions.drawing import draw_from_parts, draw_from_snapshot, draw_plain
from giamngheo.apps.reporting.actions.marking import answer_cell, mark_cell, unmark_cell
from giamngheo.apps.reporting.actions.moving import ReportingError, move
from giamngheo.apps.reporting.actions.taking_in import Brought, take_in
from giamngheo.apps.reporting.actions.wording import write

__all__ = [
    "Asked",
    "Brought",
    "ReportingError",
    "Set",
    "acknowledge",
    "answer_cell",
    "ask",
    "draw_from_parts",
    "draw_from_snapshot",
    "draw_plain",
    "mark_cell",
    "move",
    "set_day",
    "take_in",
    "unmark_cell",
    "write",
]
