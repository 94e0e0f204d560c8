"""Counting in the background, for who may see the count."""

from typing import Final

from django.utils import timezone

from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.kept_counts.kinds import count_kind
from giamngheo.foundation.kept_counts.models import KeptCount
from giamngheo.foundation.kept_counts.queries import kept_count
from giamngheo.foundation.tasks import actions as tasks
from giamngheo.foundation.tasks.models import Task

COUNT: Final = "kept_counts.count"
STEPS: Final = ("Đếm trong sổ sách",)


def start_counting(
    kind: str, area_id: int, about: str, *, user: int | None, owner: str, back: str, title: str
) -> Task:
    """Begin to count; where this person has the same under way, that is given back.

    `back` is the address of the page that shows the count, `title` says to people what is counted.
    Raises UnknownCountError.
    """
    count_kind(kind)
    payload = {"kind": kind, "area": area_id, "about": about, "user": user, "back": back, "title": title}
    same = {f"payload__{name}": payload[name] for name in ("kind", "area", "about")}
    waiting = Task.objects.of_owner(owner).not_over().filter(kind=COUNT, **same)
    return waiting.first() or tasks.start(COUNT, owner, STEPS, payload)


def count_in_background(task: Task) -> None:
    """Count what a task asks for and keep it.

    The registers are read past row-level security, in the unit alone: what is kept of a unit is the same
    whoever asked for it, and is shown to those only who may see all of the unit.
    """
    told = task.payload
    found = count_kind(told["kind"])
    if not may(told["user"], found.permission, told["area"], timezone.localdate()):
        raise tasks.TaskError(
            "Bạn không còn xem được số liệu của địa bàn này. Cách xử lý: nhờ người quản trị giao lại vai trò."
        )
    tasks.report(task, step=0)
    kept = kept_count(told["kind"], told["area"], told["about"])
    if kept is not None and kept.counted_at > task.created_at:
        return  # Somebody else's counting began after this one was asked for.
    started = timezone.now()
    counted = found.count(told["area"], told["about"], timezone.localdate())
    KeptCount.objects.update_or_create(
        kind=told["kind"],
        area_id=told["area"],
        about=told["about"],
        defaults={"told": counted, "counted_at": started},
    )
