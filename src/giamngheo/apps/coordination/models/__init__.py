"""The tables of coordination, one aggregate a file."""

from giamngheo.apps.coordination.models.assignments import Assignment, GivenTask, TaskStep
from giamngheo.apps.coordination.models.following import Contact, Follow
from giamngheo.apps.coordination.models.household_plans import (
    HouseholdPlan,
    HouseholdPlanReview,
    HouseholdPlanStep,
)
from giamngheo.apps.coordination.models.obstacles import Obstacle, ObstacleStep

__all__ = [
    "Assignment",
    "Contact",
    "Follow",
    "GivenTask",
    "HouseholdPlan",
    "HouseholdPlanReview",
    "HouseholdPlanStep",
    "Obstacle",
    "ObstacleStep",
    "TaskStep",
]
