"""The long work on an intake, as its task: with the rights of who asked for it, on the day it runs."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connections
from django.utils import timezone

from giamngheo.apps.exchange import taking_in
from giamngheo.apps.exchange.asked import ListError
from giamngheo.apps.exchange.models import Intake
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.tasks.actions import CancelledError, TaskError, report
from giamngheo.foundation.tasks.models import Task


def do_in_background(task: Task) -> None:
    """Compare, write, take back or give back an intake; tell where it is to be looked at again."""
    one = Intake.objects.filter(pk=task.payload["intake"]).first()
    if one is None:
        raise CancelledError
    actor, today = Actor(task.payload["actor"], task.payload["name"]), timezone.localdate()
    if not may(actor.id, Permission.FILL_SHEETS, one.area_id, today):
        raise TaskError(
            "Người gửi tệp không còn quyền điền phiếu ở địa bàn này. Cách xử lý: người khác gửi lại tệp."
        )
    try:
        with _telling(task) as tell, acting(actor.id, today):
            again = taking_in.do(task.kind.rpartition(".")[2], one, actor, task.payload["reason"], tell)
    except ListError as error:
        raise TaskError(str(error)) from error
    if again:
        raise TaskError(again)


@contextmanager
def _telling(task: Task) -> Iterator[taking_in.Progress]:
    """Tell how far the work is on a connection of its own.

    It is one transaction: what is told in it nobody would see before its end, and who stops it would wait.
    """
    with ThreadPoolExecutor(1) as beside:

        def tell(step: int, done: int, total: int) -> None:
            beside.submit(report, task, step=step, done=done, total=total or None).result()

        try:
            yield tell
        finally:
            beside.submit(connections.close_all).result()
