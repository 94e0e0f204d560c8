"""Every change of a task; each verb takes a task only from a state that allows it."""

import time
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import procrastinate
from asgiref.sync import async_to_sync
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app as django_app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

from giamngheo.foundation.tasks.kinds import require_known
from giamngheo.foundation.tasks.locks import is_held
from giamngheo.foundation.tasks.models import Task
from giamngheo.foundation.tasks.states import State, sources

RUN = "giamngheo.foundation.tasks.run"
_SECONDS_BETWEEN_REPORTS = 0.5
_app: procrastinate.App = django_app

LOST = "Máy chủ dừng giữa chừng nên việc này chưa xong. Làm lại từ đầu: gửi lại tệp rồi chạy lại."
UNEXPECTED = (
    "Phần mềm gặp lỗi khi làm việc này. Thử chạy lại; nếu vẫn lỗi, "
    "báo người quản trị mã việc {id} để xem nhật ký."
)


class CancelledError(Exception):
    """The owner asked to stop; raised in the work at its next report, so that it ends between two pieces."""


class StoppedError(Exception):
    """The worker is shutting down; raised in the work at its next report."""


class TaskError(Exception):
    """The work cannot be done; the message is for the owner, in Vietnamese, with reason and remedy."""


def start(kind: str, owner: str, steps: Sequence[str], payload: Mapping[str, Any]) -> Task:
    """Put a task in the queue, in the caller's transaction if there is one; raises UnknownKindError."""
    require_known(kind)
    with transaction.atomic():
        task = Task.objects.create(kind=kind, owner=owner, steps=list(steps), payload=dict(payload))
        _app.configure_task(RUN).defer(task_id=str(task.id))
    return task


def begin(task_id: uuid.UUID) -> Task | None:
    """Take a waiting task to work; nothing if it was cancelled or begun meanwhile."""
    moved = Task.objects.filter(id=task_id, state__in=sources(State.RUNNING)).update(
        state=State.RUNNING, started_at=timezone.now()
    )
    return Task.objects.get(id=task_id) if moved else None


def report(
    task: Task,
    *,
    step: int | None = None,
    done: int | None = None,
    total: int | None = None,
    message: str | None = None,
) -> None:
    """Tell how far a running task is; cheap enough for every piece of work, written at most twice a second.

    A new step is written at once. Raises CancelledError or StoppedError where the work must end here.
    """
    new_step = step is not None and step != task.step
    if new_step:
        task.done, task.total = 0, None
    for name, value in {"step": step, "done": done, "total": total, "message": message}.items():
        if value is not None:
            setattr(task, name, value)
    if task.must_stop():
        raise StoppedError
    now = time.monotonic()
    if not new_step and now - task.reported_at < _SECONDS_BETWEEN_REPORTS:
        return
    task.reported_at = now
    running = Task.objects.filter(id=task.id, state=State.RUNNING)
    running.update(step=task.step, done=task.done, total=task.total, message=task.message)
    if not running.filter(cancel_requested=False).exists():
        raise CancelledError


def cancel(task: Task) -> None:
    """Stop a task on its owner's wish: at once while it waits, at its next report while it runs."""
    if not _end(task, State.CANCELLED, only_from=[State.WAITING]):
        Task.objects.filter(id=task.id, state=State.RUNNING).update(cancel_requested=True)
    task.refresh_from_db()


def end_cancelled(task: Task) -> None:
    """Close a running task that noticed the owner's wish."""
    _end(task, State.CANCELLED, only_from=[State.RUNNING])
    task.refresh_from_db()


def finish(task: Task, *, message: str = "", result: Mapping[str, Any] | None = None) -> None:
    """Close a running task as done; `result` is what the pages need to show it."""
    fields: dict[str, Any] = {"step": len(task.steps), "done": task.done, "total": task.total}
    if message:
        fields["message"] = message
    if result is not None:
        fields["result"] = dict(result)
    _end(task, State.DONE, **fields)
    task.refresh_from_db()


def fail(task: Task, error: str) -> None:
    """Close a task as failed; `error` says in Vietnamese what happened, why and what to do."""
    _end(task, State.FAILED, error=error)
    task.refresh_from_db()


def end_abandoned() -> int:
    """Close the running tasks whose worker is gone, and their entries in the queue; gives how many."""
    ended = 0
    for task in Task.objects.filter(state=State.RUNNING):
        if is_held(task.id):
            continue
        ended += _end(task, State.FAILED, error=LOST)
        for job in ProcrastinateJob.objects.filter(status="doing", args__task_id=str(task.id)):
            close = async_to_sync(_app.job_manager.finish_job_by_id_async)
            close(job_id=job.id, status=Status.FAILED, delete_job=True)
    return ended


def _end(task: Task, state: State, *, only_from: Sequence[State] | None = None, **fields: Any) -> int:
    allowed = only_from if only_from is not None else sources(state)
    rows = Task.objects.filter(id=task.id, state__in=allowed)
    return rows.update(state=state, finished_at=timezone.now(), **fields)
