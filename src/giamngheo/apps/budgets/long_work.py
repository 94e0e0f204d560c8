"""A long spreadsheet written in the background, for who may keep the money of its unit."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import msgspec
from django.conf import settings
from django.utils import timezone

from giamngheo.apps.budgets.actions import Paper
from giamngheo.apps.budgets.loading import Draft, File, take_in, take_in_allocation, take_in_needs
from giamngheo.apps.budgets.looking import Asking, look_at
from giamngheo.apps.budgets.models import Loading
from giamngheo.apps.budgets.posting import BudgetError
from giamngheo.apps.budgets.sheets.allocations import Allocation
from giamngheo.apps.budgets.sheets.needs import Needs
from giamngheo.apps.budgets.states import DecisionKind
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.tasks import actions as tasks
from giamngheo.foundation.tasks.models import Task
from giamngheo.foundation.text import whole

TAKE_IN: Final = "budgets.take_in"
STEPS: Final = ("Đọc tệp, xem từng dòng", "Ghi dòng đúng")
AT_ONCE: Final = 300
"""Rows that are written while the page waits: well below two seconds."""


def kept_in() -> Path:
    """Where files lie that were looked at and are not written yet."""
    return Path(settings.DATA) / "budgets" / "loading"


def written(path: Path, asking: Asking, paper: Paper | None, actor: Actor) -> Loading:
    """Write what can be written of a file that was looked at, then forget it; raises BudgetError."""
    looked = look_at(path, asking, timezone.localdate())
    file = File(asking.name, hashlib.sha256(path.read_bytes()).hexdigest())
    area, year = Area(pk=asking.area), asking.year
    if isinstance(looked, Allocation):
        kind = DecisionKind(asking.decision)
        loading = take_in_allocation(area, file, looked, Draft(kind, year, paper or Paper("")), actor)
    elif isinstance(looked, Needs):
        loading = take_in_needs(area, file, looked, actor)
    else:
        loading = take_in(area, file, looked.ready, actor, year=year, left_out=looked.faulty_rows)
    path.unlink(missing_ok=True)
    return loading


def start_taking_in(asking: Asking, paper: Paper | None, actor: Actor) -> Task:
    """Put the writing of a file in the queue."""
    payload: Mapping[str, Any] = {
        "asking": asdict(asking),
        "paper": msgspec.to_builtins(paper) if paper else None,
        "user": actor.id,
        "actor": actor.name,
        "address": actor.address,
    }
    return tasks.start(TAKE_IN, f"person:{actor.id or 0}", STEPS, payload)


def take_in_in_background(task: Task) -> None:
    """Write what a task asks for; it says how many rows were written and how many were left."""
    told, today = task.payload, timezone.localdate()
    actor = Actor(told["user"], told["actor"], told["address"])
    asking = Asking(**told["asking"])
    paper = msgspec.convert(told["paper"], Paper | None)
    tasks.report(task, step=1)
    path = kept_in() / asking.stored
    with acting(actor.id, today):
        if not may(actor.id, Permission.KEEP_MONEY, asking.area, today):
            raise tasks.TaskError(
                "Bạn không còn quyền ghi kinh phí của đơn vị này. "
                "Cách xử lý: nhờ người quản trị giao lại vai trò."
            )
        if not path.is_file():
            raise tasks.TaskError("Tệp đã xem không còn. Cách xử lý: chọn lại tệp, xem trước rồi ghi.")
        try:
            made = written(path, asking, paper, actor)
        except BudgetError as error:
            raise tasks.TaskError(str(error)) from error
    message = f"Đã ghi {whole(made.rows)} dòng; để lại {whole(made.left_out)} dòng cần sửa."
    tasks.finish(task, message=message, result={"loading": made.pk})
