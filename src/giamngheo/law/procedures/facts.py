"""What happened in one case of a procedure: dated facts, oldest first, and the calendar that counts days.

A *case* is one list that goes through the steps together: of a village, of a commune, of one applicant.
Facts name households by whatever their keeper calls them; no name, number or other particular is in them.
"""

from datetime import date
from enum import StrEnum
from typing import Protocol

import msgspec

WHOLE = ""


class Verb(StrEnum):
    """What can happen."""

    OPENED = "opened"
    APPLIED = "applied"
    LISTED = "listed"
    REVIEWED = "reviewed"
    MET = "met"
    POSTED = "posted"
    POSTED_AGAIN = "posted_again"
    OBJECTION_OPENED = "objection_opened"
    OBJECTION_CLOSED = "objection_closed"
    OPINION_ASKED = "opinion_asked"
    OPINION_ANSWERED = "opinion_answered"
    DECIDED = "decided"
    REFUSED = "refused"
    CERTIFIED = "certified"


class Vote(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a meeting voted, on one household or (`about` empty) on the whole list: for, of those attending."""

    votes_for: int
    votes_of: int
    about: str = WHOLE


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One thing that happened on a day; `about` empty means the whole list.

    The first review is of the whole list; later ones name the households reviewed again or added. A meeting
    has `votes`, and `attending` of `invited` where they were counted; an objection has its own name; a
    refusal in writing has `reason_given`.
    """

    verb: Verb
    day: date
    about: tuple[str, ...] = ()
    votes: tuple[Vote, ...] = ()
    attending: int | None = None
    invited: int | None = None
    objection: str = ""
    reason_given: bool = False


class WorkingDays(Protocol):
    """The calendar, as `foundation.calendar` has it."""

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on the day."""

    def deadline(
        self,
        day: date,
        number: int,
        *,
        working: bool,
        first_day_counts: bool = False,
        moves_off_rest_days: bool = True,
    ) -> date:
        """The last day of a time limit."""
