"""Conferences: planned, held with minutes, cancelled; what they conclude is given as tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO

from django.db import transaction

from giamngheo.apps.coordination.actions.filing import kept_file
from giamngheo.apps.coordination.actions.giving import Task, give_tasks
from giamngheo.apps.coordination.actions.writing import (
    CoordinationError,
    after_move,
    by,
    day_needed,
    locked,
    texts_needed,
    told,
)
from giamngheo.apps.coordination.models import Conference, GivenTask
from giamngheo.apps.coordination.states import CONFERENCE_MOVES, ConferenceKind, ConferenceState
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text

LONGEST_MINUTES = 20_000


@dataclass(frozen=True)
class Called:
    """A conference as it is typed."""

    kind: str
    title: str
    day: date | None
    place: str
    programme: str
    invited: str


@transaction.atomic
def call_conference(area: Area, called: Called, actor: Actor) -> Conference:
    """Plan a conference; raises CoordinationError."""
    if called.kind not in ConferenceKind.values:
        raise CoordinationError("Chưa chọn sơ kết hay tổng kết.", "loai")
    texts = texts_needed(("ten", called.title, "tên hội nghị", 300))
    day = day_needed(called.day, "ngay", "ngày họp")
    for field, text, what, longest in (
        ("chuong-trinh", called.programme, "chương trình", 4000),
        ("moi", called.invited, "mời ai", 2000),
    ):
        CoordinationError.words(text, what, about=field, longest=longest)
    row = Conference.objects.create(
        area=area,
        kind=called.kind,
        title=texts["ten"],
        day=day,
        place=called.place[:200],
        programme=called.programme,
        invited=called.invited,
        state=ConferenceState.PLANNED,
        **by(actor),
    )
    told(row, area.pk, actor, "conference", f"Lên lịch «{row.title}» ngày {day_text(day)}")
    return row


def hold_conference(
    conference: Conference,
    minutes: str,
    attended: int | None,
    given: IO[bytes] | None,
    actor: Actor,
    *,
    today: date,
) -> Conference:
    """Write down that it was held, with its minutes and how many came; raises CoordinationError."""
    if not minutes.strip():
        raise CoordinationError("Chưa ghi nội dung biên bản.", "bien-ban")
    if len(minutes) > LONGEST_MINUTES:
        raise CoordinationError("Biên bản dài quá. Cách xử lý: ghi tóm tắt, gắn tệp biên bản.", "bien-ban")
    if not attended:
        raise CoordinationError("Chưa ghi số người dự.", "so-nguoi")
    with kept_file(given) as columns, transaction.atomic():
        row = locked(conference)
        row.state = after_move(row.state, "hold", CONFERENCE_MOVES)
        if row.day > today:
            raise CoordinationError(
                f"Hội nghị ngày {day_text(row.day)} chưa tới. Cách xử lý: ghi sau khi họp."
            )
        row.minutes, row.attended = minutes, attended
        for field, value in columns.items():
            setattr(row, field, value)
        row.save(update_fields=["state", "minutes", "attended", *columns])
        told(row, row.area_id, actor, "conference_hold", f"Ghi biên bản «{row.title}»")
    return row


@transaction.atomic
def cancel_conference(conference: Conference, why: str, actor: Actor) -> Conference:
    """Cancel it with the reason; raises CoordinationError."""
    row = locked(conference)
    row.state = after_move(row.state, "cancel", CONFERENCE_MOVES)
    row.why = CoordinationError.words(why, "lý do", about="ly-do", longest=500)
    row.save(update_fields=["state", "why"])
    told(row, row.area_id, actor, "conference_cancel", f"Hủy «{row.title}»: {row.why}")
    return row


@transaction.atomic
def conclude(conference: Conference, wanted: Sequence[Task], actor: Actor) -> list[GivenTask]:
    """Give what a conference concluded as tasks, each followed like any other; raises CoordinationError."""
    row = locked(conference)
    after_move(row.state, "conclude", CONFERENCE_MOVES)
    return give_tasks(Area(pk=row.area_id), row.day.year, wanted, actor, conference=row)
