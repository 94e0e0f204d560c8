"""A long spreadsheet of vouchers written in the background, for who may keep the money of its unit."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from giamngheo.apps.budgets.loading import File, take_in
from giamngheo.apps.budgets.models import Loading
from giamngheo.apps.budgets.posting import BudgetError
from giamngheo.apps.budgets.queries import lines_of
from giamngheo.apps.budgets.sheets import look
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.tasks import actions as tasks
from giamngheo.foundation.tasks.models import Task
from giamngheo.foundation.text import whole

TAKE_IN: Final = "budgets.take_in"
STEPS: Final = ("Đọc tệp, xem từng dòng", "Ghi chứng từ vào sổ")
AT_ONCE: Final = 300
"""Rows that are written while the page waits: well below two seconds."""


def kept_in() -> Path:
    """Where files lie that were looked at and are not written yet."""
    return Path(settings.DATA) / "budgets" / "loading"


def written(path: Path, name: str, area: Area, year: int, actor: Actor) -> Loading:
    """Write what can be written of a file that was looked at, then forget it; raises BudgetError."""
    lines = [one for one in lines_of(area.pk, year) if one.allocated or one.disbursed]
    looked = look(path, lines, area.pk, year, timezone.localdate())
    file = File(name, hashlib.sha256(path.read_bytes()).hexdigest())
    left_out = len({one.row for one in looked.faults})
    loading = take_in(area, file, looked.ready, actor, year=year, left_out=left_out)
    path.unlink(missing_ok=True)
    return loading


def start_taking_in(stored: str, name: str, area: Area, year: int, actor: Actor) -> Task:
    """Put the writing of a file in the queue."""
    payload: Mapping[str, Any] = {
        "stored": stored,
        "name": name,
        "area": area.pk,
        "year": year,
        "user": actor.id,
        "actor": actor.name,
        "address": actor.address,
    }
    return tasks.start(TAKE_IN, f"person:{actor.id or 0}", STEPS, payload)


def take_in_in_background(task: Task) -> None:
    """Write what a task asks for; it says how many rows were written and how many were left."""
    told, today = task.payload, timezone.localdate()
    actor = Actor(told["user"], told["actor"], told["address"])
    tasks.report(task, step=1)
    path = kept_in() / told["stored"]
    with acting(actor.id, today):
        if not may(actor.id, Permission.KEEP_MONEY, told["area"], today):
            raise tasks.TaskError(
                "Bạn không còn quyền ghi kinh phí của đơn vị này. "
                "Cách xử lý: nhờ người quản trị giao lại vai trò."
            )
        if not path.is_file():
            raise tasks.TaskError("Tệp đã xem không còn. Cách xử lý: chọn lại tệp, xem trước rồi ghi.")
        try:
            made = written(path, told["name"], Area(pk=told["area"]), told["year"], actor)
        except BudgetError as error:
            raise tasks.TaskError(str(error)) from error
    message = f"Đã ghi {whole(made.rows)} dòng vào sổ; để lại {whole(made.left_out)} dòng cần sửa."
    tasks.finish(task, message=message, result={"loading": made.pk})
