"""The allowed moves of a paper: from, to, verb, who."""

from django.db.models import TextChoices


class PaperState(TextChoices):
    """Where a paper stands, as it is told to everybody who holds it."""

    DRAFT = "draft", "dự thảo, chưa ban hành"
    ISSUED = "issued", "đang có giá trị"
    REPLACED = "replaced", "đã được thay"
    WITHDRAWN = "withdrawn", "đã thu hồi"


MOVES = (
    # from, to, verb, who
    (PaperState.DRAFT, PaperState.ISSUED, "issue", "who keeps the numbers of the office"),
    (PaperState.DRAFT, PaperState.WITHDRAWN, "withdraw", "who drew it up or signs"),
    (PaperState.ISSUED, PaperState.WITHDRAWN, "withdraw", "who signs; a decision: asked for by another"),
    (PaperState.ISSUED, PaperState.REPLACED, "replace", "who signs; a decision: issued by another"),
)


def may_move(before: str, after: str) -> bool:
    """Whether a paper may go from one state to the other."""
    return any((start, end) == (before, after) for start, end, _, _ in MOVES)
