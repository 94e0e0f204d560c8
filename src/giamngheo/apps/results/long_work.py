"""Counting figures in the background, for who may keep results.

The register is read past row-level security, in the units of the targets alone: a household that moved away
since the day that is counted is no longer seen by who asks, and is still one of those that lived there.
"""

from django.utils import timezone

from giamngheo.apps.results.actions import compute
from giamngheo.apps.results.models import PlannedTarget
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may, reached
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.tasks.actions import TaskError, finish, report
from giamngheo.foundation.tasks.models import Task


def count_in_background(task: Task) -> None:
    """Count what a task asks for; stopped on the way, nothing is written."""
    told = task.payload
    actor, today = Actor(told["user"], told["name"], told["address"]), timezone.localdate()
    if not may(actor.id, Permission.KEEP_RESULTS, told["area"], today):
        raise TaskError(
            "Bạn không còn giữ vai trò ghi kết quả ở địa bàn này nên không làm được việc này. "
            "Cách xử lý: nhờ người quản trị giao lại vai trò."
        )
    report(task, step=0)
    rows = PlannedTarget.objects.filter(
        reached(actor.id, Permission.KEEP_RESULTS, today), pk__in=told["targets"], ended_at=None
    )
    done = compute(
        list(rows),
        today,
        actor,
        within=reached(actor.id, Permission.SEE_RESULTS, today),
        anew=told["anew"],
        report=lambda read, of: report(task, done=read, total=of),
    )
    finish(task, result={"written": done.written, "same": done.same, "left": done.left})
