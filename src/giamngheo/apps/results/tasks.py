"""What the worker does for results; the measure is loaded only when there is work."""

from giamngheo.foundation.tasks.models import Task


def count(task: Task) -> None:
    """Count the figures of targets."""
    from giamngheo.apps.results.long_work import count_in_background  # noqa: PLC0415

    count_in_background(task)
