"""The allowed moves of an uploaded list: from, to, verb, who."""

from django.db.models import TextChoices


class State(TextChoices):
    """How far a list has come; whether work is running on it is told by its task."""

    RECEIVED = "received", "Đã nhận tệp"
    OPENED = "opened", "Đã nhận cột"
    CLASSIFIED = "classified", "Đã phân loại"


MOVES = (
    # from, to, verb, who
    (State.RECEIVED, State.OPENED, "open", "worker or page"),
    (State.OPENED, State.OPENED, "open again", "worker or page"),
    (State.CLASSIFIED, State.OPENED, "correct the columns", "owner"),
    (State.OPENED, State.CLASSIFIED, "classify", "worker"),
)


def sources(target: State) -> list[State]:
    """The states from which a list may move to `target`."""
    return [start for start, end, _, _ in MOVES if end == target]
