"""The tables of oversight, one aggregate a file."""

from giamngheo.apps.oversight.models.doubts import SettledDoubt
from giamngheo.apps.oversight.models.inspections import (
    Attached,
    CheckItem,
    Finding,
    Inspection,
    InspectionStep,
    TeamMember,
)
from giamngheo.apps.oversight.models.plans import PlanLine, YearPlan
from giamngheo.apps.oversight.models.recommendations import FollowUp, Recommendation
from giamngheo.apps.oversight.models.social import SocialPoint, SocialReview, SocialStep

__all__ = [
    "Attached",
    "CheckItem",
    "Finding",
    "FollowUp",
    "Inspection",
    "InspectionStep",
    "PlanLine",
    "Recommendation",
    "SettledDoubt",
    "SocialPoint",
    "SocialReview",
    "SocialStep",
    "TeamMember",
    "YearPlan",
]
