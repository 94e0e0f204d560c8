"""Freezing in the background, for who may do so.

The register is read past row-level security, in the area that was asked for alone: a household that moved
away is no longer seen by who asks, and is still one of those that the list of the unit lost.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date

from django.db import connection, connections
from django.utils import timezone

from giamngheo.apps.snapshots.actions import SnapshotError, Wanted, make_snapshot
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.tasks.actions import TaskError, finish, report
from giamngheo.foundation.tasks.models import Task


def make_in_background(task: Task) -> None:
    """Freeze what a task asks for; stopped on the way, nothing is left of it."""
    told = task.payload
    actor, today = Actor(told["user"], told["name"], told["address"]), timezone.localdate()
    if not may(actor.id, Permission.FREEZE_FIGURES, told["area"], today):
        raise TaskError(
            "Bạn không còn giữ vai trò chốt số liệu ở địa bàn này nên không làm được việc này. "
            "Cách xử lý: nhờ người quản trị giao lại vai trò."
        )
    report(task, step=0)
    wanted = Wanted(
        Area.objects.get(pk=told["area"]),
        date.fromisoformat(told["opening"]),
        date.fromisoformat(told["closing"]),
        told["title"],
        Snapshot.objects.filter(pk=told["replaces"]).first() if told["replaces"] else None,
        told["reason"],
    )
    try:
        with _beside() as beside:
            made = make_snapshot(
                wanted, actor, lambda done, total: beside(lambda: report(task, done=done, total=total))
            )
    except SnapshotError as error:
        raise TaskError(str(error)) from error
    finish(task, result={"snapshot": made.pk, "households": made.households, "people": made.people})


@contextmanager
def _beside() -> Iterator[Callable[[Callable[[], None]], None]]:
    """Do something on a connection of its own, as who reads at one moment can write nothing meanwhile."""
    if connection.in_atomic_block:  # what is read is of the caller's transaction, and so is what is written
        yield lambda deed: deed()
        return
    with ThreadPoolExecutor(1) as other:
        try:
            yield lambda deed: other.submit(deed).result()
        finally:
            other.submit(connections.close_all).result()
