"""The states of a plan and of a file that a plan is read from, and which deed leads from which to which."""

from typing import Final

from django.db import models


class FileState(models.TextChoices):
    """A file is read, looked through and corrected by a person, then taken in; what was taken in stays."""

    READING = "reading", "Đang đọc"
    FAILED = "failed", "Không đọc được"
    DRAFT = "draft", "Đang soát lại"
    TAKEN_IN = "taken_in", "Đã đưa vào hệ thống"
    DROPPED = "dropped", "Đã bỏ"
    ENDED = "ended", "Đã thôi dùng"


class PlanState(models.TextChoices):
    """A plan is drafted and handed up by some, issued by somebody else; the text that was issued stays."""

    DRAFT = "draft", "Dự thảo"
    WAITING = "waiting", "Chờ ban hành"
    ISSUED = "issued", "Đã ban hành"
    REPLACED = "replaced", "Đã được thay"
    ENDED = "ended", "Đã thôi hiệu lực"
    DROPPED = "dropped", "Dự thảo đã bỏ"


WAS_ISSUED: Final = (PlanState.ISSUED, PlanState.REPLACED, PlanState.ENDED)
"""States of a plan that units below may read."""


class AdjustmentState(models.TextChoices):
    """An adjustment of what is given is drawn up by some, put in force by somebody else."""

    DRAFT = "draft", "Dự thảo, chờ người khác cho hiệu lực"
    IN_FORCE = "in_force", "Đang có hiệu lực"
    DROPPED = "dropped", "Đã bỏ"


FILE_MOVES: Final = {
    "read": ({FileState.READING}, FileState.DRAFT),
    "fail": ({FileState.READING}, FileState.FAILED),
    "take_in": ({FileState.DRAFT}, FileState.TAKEN_IN),
    "drop": ({FileState.READING, FileState.FAILED, FileState.DRAFT}, FileState.DROPPED),
    "end": ({FileState.TAKEN_IN}, FileState.ENDED),
}
"""From which states of a file a deed leads, and where to."""

PLAN_MOVES: Final = {
    # verb: from, to, who
    "hand_up": (PlanState.DRAFT, PlanState.WAITING, "who keeps the plans of the unit"),
    "give_back": (PlanState.WAITING, PlanState.DRAFT, "who keeps, or who issues"),
    "issue": (PlanState.WAITING, PlanState.ISSUED, "who issues, neither drafted nor handed up"),
    "note": (PlanState.DRAFT, PlanState.ISSUED, "who keeps: a plan of a unit above that was received"),
    "replace": (PlanState.ISSUED, PlanState.REPLACED, "who issues the plan that follows"),
    "end": (PlanState.ISSUED, PlanState.ENDED, "who issues, with a reason"),
    "drop": (PlanState.DRAFT, PlanState.DROPPED, "who keeps, with a reason"),
}
"""From which state of a plan a deed leads, where to, and whose deed it is."""
