"""Every change of a review: one verb, one function, one transaction, a line of the trail for each village."""

from giamngheo.apps.reviews.actions.applying import Asking, take_application
from giamngheo.apps.reviews.actions.attaching import attach, put_attachment_aside, read_attachment
from giamngheo.apps.reviews.actions.deciding import Signed, certify, decide, mend, refuse, start_deciding
from giamngheo.apps.reviews.actions.listing import add_household, close_list, leave_out
from giamngheo.apps.reviews.actions.meeting import Minutes, record_meeting
from giamngheo.apps.reviews.actions.opening import open_round, set_point
from giamngheo.apps.reviews.actions.opinion import answer_opinion, ask_opinion
from giamngheo.apps.reviews.actions.planning import PlanError, save_plan
from giamngheo.apps.reviews.actions.point_tables import load_table, retire_table, take_tables
from giamngheo.apps.reviews.actions.posting import close_objection, open_objection, post
from giamngheo.apps.reviews.actions.publishing import publish, take_down
from giamngheo.apps.reviews.actions.revisiting import assign_revisits, draw
from giamngheo.apps.reviews.actions.scoring import (
    record_reviewed,
    score,
    score_together,
    start_scoring,
)
from giamngheo.apps.reviews.actions.taking_back import take_back
from giamngheo.apps.reviews.actions.writing import OutOfOrderError, ReviewError

__all__ = [
    "Asking",
    "Minutes",
    "OutOfOrderError",
    "PlanError",
    "ReviewError",
    "Signed",
    "add_household",
    "answer_opinion",
    "ask_opinion",
    "assign_revisits",
    "attach",
    "certify",
    "close_list",
    "close_objection",
    "decide",
    "draw",
    "leave_out",
    "load_table",
    "mend",
    "open_objection",
    "open_round",
    "post",
    "publish",
    "put_attachment_aside",
    "read_attachment",
    "record_meeting",
    "record_reviewed",
    "refuse",
    "retire_table",
    "save_plan",
    "score",
    "score_together",
    "set_point",
    "start_deciding",
    "start_scoring",
    "take_application",
    "take_back",
    "take_down",
    "take_tables",
]
