"""Every change of plans and of the files they are read from: one deed, one line of the trail."""

from giamngheo.apps.programmes.actions.adjusting import (
    adjust_shares,
    draw_adjustment,
    drop_adjustment,
    put_adjustment_in_force,
)
from giamngheo.apps.programmes.actions.figures import Reached, type_actual
from giamngheo.apps.programmes.actions.files import (
    MOST_BYTES,
    READ,
    correct,
    files_folder,
    hand_in,
    leave,
    read_handed_in,
    take_in,
)
from giamngheo.apps.programmes.actions.issuing import (
    end_plan,
    give_back,
    hand_up,
    issue_plan,
    note_received,
)
from giamngheo.apps.programmes.actions.plans import (
    PARTS,
    YEARS,
    begin_edition,
    begin_plan,
    drop_plan,
    edit,
    issuer_of,
    make_from,
)
from giamngheo.apps.programmes.actions.shares import give_shares, take_over
from giamngheo.apps.programmes.actions.writing import PlanError

__all__ = [
    "MOST_BYTES",
    "PARTS",
    "READ",
    "YEARS",
    "PlanError",
    "Reached",
    "adjust_shares",
    "begin_edition",
    "begin_plan",
    "correct",
    "draw_adjustment",
    "drop_adjustment",
    "drop_plan",
    "edit",
    "end_plan",
    "files_folder",
    "give_back",
    "give_shares",
    "hand_in",
    "hand_up",
    "issue_plan",
    "issuer_of",
    "leave",
    "make_from",
    "note_received",
    "put_adjustment_in_force",
    "read_handed_in",
    "take_in",
    "take_over",
    "type_actual",
]
