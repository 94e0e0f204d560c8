"""The allowed moves of a task: from, to, verb, who."""

from django.db.models import TextChoices


class State(TextChoices):
    """Where a task stands."""

    WAITING = "waiting", "Đang chờ"
    RUNNING = "running", "Đang chạy"
    DONE = "done", "Đã xong"
    FAILED = "failed", "Không xong"
    CANCELLED = "cancelled", "Đã dừng theo yêu cầu"


OVER = frozenset({State.DONE, State.FAILED, State.CANCELLED})

MOVES = (
    # from, to, verb, who
    (State.WAITING, State.RUNNING, "begin", "worker"),
    (State.WAITING, State.CANCELLED, "cancel", "owner"),
    (State.WAITING, State.FAILED, "fail", "worker"),
    (State.RUNNING, State.DONE, "finish", "worker"),
    (State.RUNNING, State.FAILED, "fail", "worker"),
    (State.RUNNING, State.CANCELLED, "cancel", "worker"),
)


def sources(target: State) -> list[State]:
    """The states from which a task may move to `target`."""
    return [start for start, end, _, _ in MOVES if end == target]
