"""What the worker does with money; the reader of spreadsheets is loaded only when there is work."""

from giamngheo.foundation.tasks.models import Task


def take_in_vouchers(task: Task) -> None:
    """Write the vouchers of a spreadsheet that waits."""
    from giamngheo.apps.budgets.long_work import take_in_in_background  # noqa: PLC0415

    take_in_in_background(task)
