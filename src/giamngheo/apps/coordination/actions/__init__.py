"""Every change of what is coordinated: one verb, one function, one transaction, one line of the trail."""

from giamngheo.apps.coordination.actions.assigning import (
    Proposed,
    Where,
    assign,
    confirm,
    end_assignment,
    propose_from_plan,
)
from giamngheo.apps.coordination.actions.following import (
    Followed,
    Following,
    codes_in,
    end_follow,
    follow_households,
    note_contact,
    unknown_codes,
)
from giamngheo.apps.coordination.actions.giving import Task, give_tasks, move_task
from giamngheo.apps.coordination.actions.household_plans import (
    add_step,
    draw_household_plan,
    end_household_plan,
    hold_review,
    mark_step,
    set_review,
    sign_household_plan,
)
from giamngheo.apps.coordination.actions.obstacles import Raised, move_obstacle, raise_obstacle, unit_above
from giamngheo.apps.coordination.actions.writing import CoordinationError

__all__ = [
    "CoordinationError",
    "Followed",
    "Following",
    "Proposed",
    "Raised",
    "Task",
    "Where",
    "add_step",
    "assign",
    "codes_in",
    "confirm",
    "draw_household_plan",
    "end_assignment",
    "end_follow",
    "end_household_plan",
    "follow_households",
    "give_tasks",
    "hold_review",
    "mark_step",
    "move_obstacle",
    "move_task",
    "note_contact",
    "propose_from_plan",
    "raise_obstacle",
    "set_review",
    "sign_household_plan",
    "unit_above",
    "unknown_codes",
]
