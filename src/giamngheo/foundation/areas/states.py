"""The states of a batch and the allowed moves between them."""

from django.db import models


class BatchState(models.TextChoices):
    """Where a change of units stands."""

    DRAFT = "draft", "Đang soạn"
    PROPOSED = "proposed", "Chờ người thứ hai cho hiệu lực"
    IN_FORCE = "in_force", "Đã có hiệu lực"
    UNDONE = "undone", "Đã hoàn tác"
    DISCARDED = "discarded", "Đã bỏ"


class Verb(models.TextChoices):
    """What a line of a batch does to a unit."""

    CREATE = "create", "lập đơn vị"
    END = "end", "chấm dứt đơn vị"
    SUCCEED = "succeed", "chuyển về đơn vị mới"
    RENAME = "rename", "đổi tên"
    CHANGE_KIND = "change_kind", "đổi loại"
    MOVE = "move", "đổi đơn vị cấp trên"


_MOVES = {
    (BatchState.DRAFT, BatchState.PROPOSED),
    (BatchState.DRAFT, BatchState.DISCARDED),
    (BatchState.PROPOSED, BatchState.DRAFT),
    (BatchState.PROPOSED, BatchState.IN_FORCE),
    (BatchState.PROPOSED, BatchState.DISCARDED),
    (BatchState.IN_FORCE, BatchState.UNDONE),
}


def may_move(before: str, after: str) -> bool:
    """Whether a batch may go from one state to the other."""
    return (before, after) in _MOVES
