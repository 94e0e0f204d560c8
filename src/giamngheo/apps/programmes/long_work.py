"""Reading a plan's file in the background, for who may keep the plans of its unit."""

from django.utils import timezone

from giamngheo.apps.programmes.actions import PlanError, read_handed_in
from giamngheo.apps.programmes.models import PlanFile
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.tasks.actions import TaskError, finish, report
from giamngheo.foundation.tasks.models import Task


def read_in_background(task: Task) -> None:
    """Read what a task asks for."""
    told = task.payload
    actor, today = Actor(told["user"], told["name"], told["address"]), timezone.localdate()
    report(task, step=1)
    with acting(actor.id, today):
        row = PlanFile.objects.filter(pk=told["plan"]).first()
        if row is None or not may(actor.id, Permission.KEEP_RESULTS, row.area_id, today):
            raise TaskError(
                "Bạn không còn quyền giữ kế hoạch của đơn vị này. "
                "Cách xử lý: nhờ người quản trị giao lại vai trò."
            )
        refused = _read(row, actor)
    if refused:  # only now: what was written of it would be taken back
        raise TaskError(refused)
    finish(task, result={"plan": row.pk})


def _read(row: PlanFile, actor: Actor) -> str:
    try:
        read_handed_in(row, actor)
    except PlanError as error:
        return str(error)
    return ""
