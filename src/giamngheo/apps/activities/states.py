"""The states of an activity, and which deed leads from which to which, by the course of its kind."""

from collections.abc import Mapping
from typing import Final

from django.db import models

from giamngheo.law.vocabulary.activities import Course


class ActivityState(models.TextChoices):
    """Where an activity stands; how the first and the last but one are called depends on its course."""

    DRAFT = "draft", "Đề xuất"
    SUBMITTED = "submitted", "Chờ phê duyệt"
    APPROVED = "approved", "Đã phê duyệt"
    GOING_ON = "going_on", "Đang thực hiện"
    DONE = "done", "Chờ nghiệm thu"
    ACCEPTED = "accepted", "Đã nghiệm thu"
    DROPPED = "dropped", "Đã bỏ"
    STOPPED = "stopped", "Dừng giữa chừng"


class Verb(models.TextChoices):
    """What is done to an activity as a whole."""

    SUBMIT = "submit", "Trình phê duyệt"
    RETURN = "return", "Trả lại"
    APPROVE = "approve", "Phê duyệt"
    BEGIN = "begin", "Bắt đầu thực hiện"
    FINISH = "finish", "Báo đã làm xong"
    REOPEN = "reopen", "Mở lại để bổ sung"
    ACCEPT = "accept", "Nghiệm thu"
    DROP = "drop", "Bỏ"
    STOP = "stop", "Dừng giữa chừng"


class AssetState(models.TextChoices):
    """Whether equipment works, as somebody who looked last said."""

    WORKS = "works", "Hoạt động"
    PARTLY = "partly", "Hoạt động một phần"
    BROKEN = "broken", "Không hoạt động"


class NormState(models.TextChoices):
    """A table of norms is loaded by one person and put in force by another."""

    DRAFT = "draft", "Chờ người thứ hai xem"
    IN_FORCE = "in_force", "Đang áp dụng"
    ENDED = "ended", "Đã thôi áp dụng"


class NormPer(models.TextChoices):
    """For what a norm is the most: one activity, a year over all activities, or the time of its table."""

    ACTIVITY = "activity", "hoạt động"
    YEAR = "year", "năm"
    TERM = "term", "cả kỳ"


_S: Final = ActivityState
Moves = Mapping[Verb, tuple[frozenset[ActivityState], ActivityState]]
MOVES: Final[Mapping[Course, Moves]] = {
    Course.PROPOSED: {
        Verb.SUBMIT: (frozenset({_S.DRAFT}), _S.SUBMITTED),
        Verb.RETURN: (frozenset({_S.SUBMITTED}), _S.DRAFT),
        Verb.APPROVE: (frozenset({_S.SUBMITTED}), _S.APPROVED),
        Verb.BEGIN: (frozenset({_S.APPROVED}), _S.GOING_ON),
        Verb.FINISH: (frozenset({_S.GOING_ON}), _S.DONE),
        Verb.REOPEN: (frozenset({_S.DONE}), _S.GOING_ON),
        Verb.ACCEPT: (frozenset({_S.DONE}), _S.ACCEPTED),
        Verb.DROP: (frozenset({_S.DRAFT, _S.SUBMITTED, _S.APPROVED}), _S.DROPPED),
        Verb.STOP: (frozenset({_S.GOING_ON}), _S.STOPPED),
    },
    Course.PLANNED: {
        Verb.FINISH: (frozenset({_S.DRAFT}), _S.DONE),
        Verb.REOPEN: (frozenset({_S.DONE}), _S.DRAFT),
        Verb.ACCEPT: (frozenset({_S.DONE}), _S.ACCEPTED),
        Verb.DROP: (frozenset({_S.DRAFT}), _S.DROPPED),
    },
}
"""From which states a deed leads, and where to."""

DECIDING: Final = frozenset({Verb.RETURN, Verb.APPROVE, Verb.ACCEPT})
"""What another person does than who handed it in."""
WITH_A_REASON: Final = frozenset({Verb.RETURN, Verb.REOPEN, Verb.DROP, Verb.STOP})
GIVEN_UP: Final = frozenset({_S.DROPPED, _S.STOPPED})
OVER: Final = GIVEN_UP | {_S.ACCEPTED}

ENTERING: Final[Mapping[Course, frozenset[ActivityState]]] = {
    Course.PROPOSED: frozenset({_S.DRAFT, _S.APPROVED, _S.GOING_ON}),
    Course.PLANNED: frozenset({_S.DRAFT}),
}
"""When participants come and go."""
CARRYING_OUT: Final[Mapping[Course, frozenset[ActivityState]]] = {
    Course.PROPOSED: frozenset({_S.GOING_ON}),
    Course.PLANNED: frozenset({_S.DRAFT}),
}
"""When gatherings, things, visits and questions are written down."""

_CALLED: Final[Mapping[ActivityState, str]] = {_S.DRAFT: "Dự kiến", _S.DONE: "Đã tổ chức, chờ nghiệm thu"}
_VERBS_CALLED: Final[Mapping[Verb, str]] = {Verb.FINISH: "Báo đã tổ chức"}


def state_called(state: ActivityState, course: Course) -> str:
    """How a state is called where an activity goes this course."""
    return (_CALLED.get(state) if course is Course.PLANNED else None) or str(state.label)


def verb_called(verb: Verb, course: Course) -> str:
    """How a deed is called where an activity goes this course."""
    return (_VERBS_CALLED.get(verb) if course is Course.PLANNED else None) or str(verb.label)


def verbs_from(state: ActivityState, course: Course) -> list[Verb]:
    """What may be done next, in the order of the work."""
    return [verb for verb, (before, _) in MOVES[course].items() if state in before]
