"""What the worker does for plans; the reader is loaded only when there is work."""

from giamngheo.foundation.tasks.models import Task


def read_plan(task: Task) -> None:
    """Read a plan's file that waits."""
    from giamngheo.apps.programmes.long_work import read_in_background  # noqa: PLC0415

    read_in_background(task)
