"""What the worker does for the register; comparing is loaded only when there is work."""

from giamngheo.foundation.tasks.models import Task


def search_doubles(task: Task) -> None:
    """Search an area for people who are in the register twice."""
    from giamngheo.apps.households.searching import search  # noqa: PLC0415

    search(task)
