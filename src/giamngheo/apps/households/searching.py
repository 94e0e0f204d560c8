"""The search for doubles of a whole area, as its task: reading, comparing, keeping what is open."""

from datetime import date

from django.utils import timezone

from giamngheo.apps.households.doubles import areas_in, people_frame
from giamngheo.apps.households.linkage import pairs_within
from giamngheo.apps.households.suspicions import keep_found
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_where
from giamngheo.foundation.tasks.actions import TaskError, finish, report
from giamngheo.foundation.tasks.models import Task


def search(task: Task) -> None:
    """Compare all people of an area, as the one who asked and with their rights of that day."""
    area, user = int(task.payload["area"]), int(task.payload["user"])
    day = date.fromisoformat(task.payload["day"])
    report(task, step=0)
    with acting(user, day):
        mine = areas_where(user, Permission.KEEP_HOUSEHOLDS, day).filter(area_id__in=areas_in(area, day))
        areas = sorted(set(mine))
        people = people_frame(areas)
    if not areas:
        raise TaskError(
            "Bạn không còn giữ vai trò ghi sổ ở địa bàn này nên không tìm được người trùng. "
            "Cách xử lý: nhờ người quản trị giao lại vai trò."
        )
    report(task, done=people.height, total=people.height)
    found = pairs_within(people, told=lambda step: report(task, step=min(step, 2) + 1))
    report(task, step=4)
    with acting(user, day):
        opened = keep_found(found.pairs, areas, timezone.now())
    finish(
        task,
        result={
            "people": people.height,
            "compared": found.compared,
            "open": opened,
            "parameters": str(found.parameters),
            "dropped": [str(one) for one in found.dropped],
        },
    )
