"""Every change of activities: one verb, one function, one transaction, one line of the trail."""

from giamngheo.apps.activities.actions.filing import attach, put_aside, read_attached
from giamngheo.apps.activities.actions.gathering import add_gathering, mark
from giamngheo.apps.activities.actions.giving import Given, Line, hand_over, take_thing_back
from giamngheo.apps.activities.actions.keeping import (
    confirm_norms,
    end_asset,
    end_norms,
    end_officer,
    list_asset,
    list_officer,
    load_norms,
    report_asset,
)
from giamngheo.apps.activities.actions.moving import Said, change, draft, move
from giamngheo.apps.activities.actions.participants import Entered, Refused, enter, enter_officers, leave
from giamngheo.apps.activities.actions.talking import answer, ask, note_visit
from giamngheo.apps.activities.actions.tracing import (
    add_product,
    add_test,
    publish_product,
    take_product_back,
)
from giamngheo.apps.activities.actions.writing import ActivityError

__all__ = [
    "ActivityError",
    "Entered",
    "Given",
    "Line",
    "Refused",
    "Said",
    "add_gathering",
    "add_product",
    "add_test",
    "answer",
    "ask",
    "attach",
    "change",
    "confirm_norms",
    "draft",
    "end_asset",
    "end_norms",
    "end_officer",
    "enter",
    "enter_officers",
    "hand_over",
    "leave",
    "list_asset",
    "list_officer",
    "load_norms",
    "mark",
    "move",
    "note_visit",
    "publish_product",
    "put_aside",
    "read_attached",
    "report_asset",
    "take_product_back",
    "take_thing_back",
]
