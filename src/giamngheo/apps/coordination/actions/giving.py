"""Tasks given to organisations and units: given, reported on in words, sent back, postponed, cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.coordination.actions.listing import enter
from giamngheo.apps.coordination.actions.writing import (
    CoordinationError,
    after_move,
    by,
    locked,
    shortened,
    told,
)
from giamngheo.apps.coordination.directory import holders_of
from giamngheo.apps.coordination.models import Conference, GivenTask, TaskStep
from giamngheo.apps.coordination.states import TASK_MOVES, TaskState, TaskVerb
from giamngheo.apps.programmes.models import UnitPlan
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.queries import Unit
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import plain, whole

LONGEST: Final = 1000
MOST: Final = 300
"""So many tasks are given at once."""
_ASKS: Final = {
    TaskVerb.WORK: "việc đã làm được",
    TaskVerb.FINISH: "kết quả",
    TaskVerb.SEND_BACK: "phải làm tiếp việc gì",
    TaskVerb.POSTPONE: "lý do đổi hạn",
    TaskVerb.CANCEL: "lý do thôi giao",
}


@dataclass(frozen=True)
class Task:
    """A task as it is typed: to whom, what, until when."""

    organisation: str
    words: str
    due: date | None
    project: str = ""
    unit: Unit | None = None


@transaction.atomic
def give_tasks(
    area: Area,
    year: int,
    wanted: Sequence[Task],
    actor: Actor,
    *,
    plan: UnitPlan | None = None,
    conference: Conference | None = None,
) -> list[GivenTask]:
    """Give tasks, all or none; each is a line of the trail. Raises CoordinationError."""
    if not wanted:
        raise CoordinationError("Chưa chọn nhiệm vụ nào. Cách xử lý: đánh dấu ít nhất một dòng.", "viec-giao")
    if len(wanted) > MOST:
        raise CoordinationError(f"Nhiều hơn {whole(MOST)} nhiệm vụ. Cách xử lý: giao làm nhiều lần.")
    named = [
        one
        if one.unit and not one.organisation
        else replace(
            one,
            organisation=CoordinationError.words(
                one.organisation, "giao cho ai", about="giao-cho", longest=200
            ),
        )
        for one in wanted
    ]
    holder = holders_of([area.pk], timezone.localdate()).get(area.pk, area.pk)
    listed = enter(holder, {one.organisation: "" for one in named if not one.unit}, actor)
    rows = [
        GivenTask(
            area=area,
            unit_id=one.unit.area_id if one.unit else None,
            year=year,
            project=one.project,
            organisation=listed[plain(one.organisation)].name
            if not one.unit
            else one.organisation or one.unit.full_name,
            words=CoordinationError.words(one.words, "nhiệm vụ", about="nhiem-vu", longest=LONGEST),
            due=_due(one.due),
            state=TaskState.GIVEN,
            plan=plan,
            conference=conference,
            **by(actor),
        )
        for one in named
    ]
    GivenTask.objects.bulk_create(rows)
    TaskStep.objects.bulk_create(
        TaskStep(task=row, verb=TaskVerb.GIVE, due=row.due, **by(actor)) for row in rows
    )
    for row in rows:
        _told(row, actor, TaskVerb.GIVE, f"hạn {day_text(row.due)}")
    return rows


@transaction.atomic
def move_task(task: GivenTask, verb: str, words: str, actor: Actor, due: date | None = None) -> GivenTask:
    """Do a deed on a task, with words; a new day where it is postponed. Raises CoordinationError."""
    row = locked(task)
    row.state = after_move(row.state, verb, TASK_MOVES)
    said = CoordinationError.words(words, _ASKS[TaskVerb(verb)], about="loi", longest=LONGEST)
    if verb == TaskVerb.POSTPONE:
        row.due = _due(due)
    if verb in {TaskVerb.WORK, TaskVerb.FINISH}:
        row.result = said
    row.done_at = timezone.now() if row.state == TaskState.DONE else None
    row.save(update_fields=["state", "due", "result", "done_at"])
    TaskStep.objects.create(task=row, verb=verb, words=said, due=row.due, **by(actor))
    _told(row, actor, verb, said)
    return row


def _due(due: date | None) -> date:
    if due is None:
        raise CoordinationError("Chưa ghi hạn. Cách xử lý: gõ ngày phải xong, như 30/6/2026.", "han")
    return due


def _told(row: GivenTask, actor: Actor, verb: str, said: str) -> None:
    sentence = f"{TaskVerb(verb).label} nhiệm vụ của {row.organisation}: «{shortened(row.words)}». {said}"
    told(row, row.area_id, actor, f"task_{verb}", sentence, unit=row.unit_id, due=row.due.isoformat())
