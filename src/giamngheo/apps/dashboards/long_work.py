"""Summing a large snapshot in the background, for who may see its area."""

from django.utils import timezone

from giamngheo.apps.dashboards.actions import sum_up
from giamngheo.apps.snapshots.files import BrokenSnapshotError
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.tasks.actions import TaskError, finish, report
from giamngheo.foundation.tasks.models import Task


def sum_in_background(task: Task) -> None:
    """Sum what a task asks for; stopped on the way, nothing is left of it."""
    told = task.payload
    actor, today = Actor(told["user"], told["name"], told["address"]), timezone.localdate()
    with acting(actor.id, today):
        snapshot = Snapshot.objects.filter(pk=told["snapshot"]).first()
        if snapshot is None or not may(actor.id, Permission.SEE_HOUSEHOLDS, snapshot.area_id, today):
            raise TaskError(
                "Bạn không còn xem được bản chốt này nên không làm được việc này. "
                "Cách xử lý: nhờ người quản trị giao lại vai trò."
            )
        report(task, step=0)
        try:
            sum_up(snapshot, actor)
        except BrokenSnapshotError as error:
            raise TaskError(str(error)) from error
    finish(task, result={"snapshot": snapshot.pk})
