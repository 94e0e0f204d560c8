"""The tables of coordination, one aggregate a file."""

from giamngheo.apps.coordination.models.assignments import Assignment, GivenTask, TaskStep
from giamngheo.apps.coordination.models.committees import Committee, CommitteeMember, ContactOfficer
from giamngheo.apps.coordination.models.conferences import Conference
from giamngheo.apps.coordination.models.directory import DirectoryEntry
from giamngheo.apps.coordination.models.documents import Amendment, LocalDocument
from giamngheo.apps.coordination.models.following import Contact, Follow
from giamngheo.apps.coordination.models.household_plans import (
    HouseholdPlan,
    HouseholdPlanReview,
    HouseholdPlanStep,
)
from giamngheo.apps.coordination.models.obstacles import Obstacle, ObstacleStep
from giamngheo.apps.coordination.models.proposals import CommunityMeeting, CommunityProposal

__all__ = [
    "Amendment",
    "Assignment",
    "Committee",
    "CommitteeMember",
    "CommunityMeeting",
    "CommunityProposal",
    "Conference",
    "Contact",
    "ContactOfficer",
    "DirectoryEntry",
    "Follow",
    "GivenTask",
    "HouseholdPlan",
    "HouseholdPlanReview",
    "HouseholdPlanStep",
    "LocalDocument",
    "Obstacle",
    "ObstacleStep",
    "TaskStep",
]
