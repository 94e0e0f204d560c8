"""What the worker does for snapshots; the measure is loaded only when there is work."""

from giamngheo.foundation.tasks.models import Task


def make(task: Task) -> None:
    """Freeze the register of an area."""
    from giamngheo.apps.snapshots.long_work import make_in_background  # noqa: PLC0415

    make_in_background(task)
