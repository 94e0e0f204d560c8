"""The states of a plan that was handed in as a file, and which deed leads from which to which."""

from typing import Final

from django.db import models


class PlanState(models.TextChoices):
    """A plan is read, looked through and corrected by a person, then taken in; what was taken in stays."""

    READING = "reading", "Đang đọc"
    FAILED = "failed", "Không đọc được"
    DRAFT = "draft", "Đang soát lại"
    TAKEN_IN = "taken_in", "Đã đưa vào hệ thống"
    DROPPED = "dropped", "Đã bỏ"
    ENDED = "ended", "Đã thôi dùng"


MOVES: Final = {
    "read": ({PlanState.READING}, PlanState.DRAFT),
    "fail": ({PlanState.READING}, PlanState.FAILED),
    "take_in": ({PlanState.DRAFT}, PlanState.TAKEN_IN),
    "drop": ({PlanState.READING, PlanState.FAILED, PlanState.DRAFT}, PlanState.DROPPED),
    "end": ({PlanState.TAKEN_IN}, PlanState.ENDED),
}
"""From which states a deed leads, and where to."""
