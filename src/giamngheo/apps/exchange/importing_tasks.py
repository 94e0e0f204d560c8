"""The long work on an import, as its task: with the rights of who sent the file, on the day it runs."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from giamngheo.apps.exchange import importing
from giamngheo.apps.exchange.asked import ListError
from giamngheo.apps.exchange.models import Import
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.tasks.actions import CancelledError, TaskError, report
from giamngheo.foundation.tasks.models import Task


def compare_in_background(task: Task) -> None:
    """Compare an import with the register."""
    with _import_of(task) as one:
        importing.compare(one, _progress(task))


def write_in_background(task: Task) -> None:
    """Write an import, or tell that the register changed since it was shown."""
    with _import_of(task) as one:
        again = importing.write_in(one, _progress(task))
    if again:
        raise TaskError(again)


def return_in_background(task: Task) -> None:
    """Write the workbook of an import with its faults."""
    with _import_of(task) as one:
        importing.give_back(one, _progress(task))


@contextmanager
def _import_of(task: Task) -> Iterator[Import]:
    one = Import.objects.filter(pk=task.payload["import"]).first()
    if one is None:
        raise CancelledError
    today = timezone.localdate()
    if not may(one.owner_id, Permission.KEEP_HOUSEHOLDS, one.area_id, today):
        raise TaskError(
            "Người gửi tệp không còn quyền ghi sổ ở địa bàn này. Cách xử lý: người khác gửi lại tệp."
        )
    try:
        with acting(one.owner_id, today):
            yield one
    except ListError as error:
        raise TaskError(str(error)) from error


def _progress(task: Task) -> importing.Progress:
    return lambda step, done, total: report(task, step=step, done=done, total=total or None)
