"""The states of a target of a unit, and whence a figure comes."""

from django.db import models


class TargetState(models.TextChoices):
    """A target is drafted by one person and put in force by another; what ended stays readable."""

    DRAFT = "draft", "Dự thảo"
    IN_FORCE = "in_force", "Đang có hiệu lực"
    DROPPED = "dropped", "Dự thảo đã bỏ"
    ENDED = "ended", "Đã thôi hiệu lực"


class FigureSource(models.TextChoices):
    """Whence a figure comes."""

    COMPUTED = "computed", "tính từ sổ hộ"
    TYPED = "typed", "nhập kèm chứng minh"
