"""What the worker does for dashboards; the measure is loaded only when there is work."""

from giamngheo.foundation.tasks.models import Task


def sum_up(task: Task) -> None:
    """Sum a large snapshot by unit."""
    from giamngheo.apps.dashboards.long_work import sum_in_background  # noqa: PLC0415

    sum_in_background(task)
