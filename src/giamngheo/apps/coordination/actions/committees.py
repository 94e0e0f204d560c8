"""Steering committees set up and ended, members named and released; who takes reports in a unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import IO

from django.db import transaction

from giamngheo.apps.coordination.actions.filing import kept_file
from giamngheo.apps.coordination.actions.writing import (
    CoordinationError,
    by,
    day_needed,
    locked,
    texts_needed,
    told,
)
from giamngheo.apps.coordination.models import Committee, CommitteeMember, ContactOfficer
from giamngheo.apps.coordination.states import CommitteeRole
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text


@dataclass(frozen=True)
class Decided:
    """A decision on a committee as it is typed; `rules` names the working rules that the file holds."""

    name: str
    number: str
    decided_on: date | None
    since: date | None
    rules: str = ""


@dataclass(frozen=True)
class Named:
    """A member as typed."""

    name: str
    post: str
    role: str
    is_woman: bool | None
    since: date | None
    areas: Sequence[int] = ()
    matters: str = ""


@dataclass(frozen=True)
class Reached:
    """Who takes reports and answers questions, and where they are reached."""

    name: str
    post: str
    phone: str
    email: str
    since: date | None


def set_up_committee(area: Area, decided: Decided, given: IO[bytes] | None, actor: Actor) -> Committee:
    """Set up a committee; one that stands ends the day before. Raises CoordinationError."""
    texts = texts_needed(
        ("ten", decided.name, "tên ban chỉ đạo", 300), ("so", decided.number, "số quyết định", 60)
    )
    decided_on = day_needed(decided.decided_on, "ngay", "ngày quyết định")
    since = day_needed(decided.since, "tu-ngay", "từ ngày nào")
    rules = CoordinationError.words(
        decided.rules, "tên quy chế", about="quy-che", longest=200, needed=given is not None
    )
    with kept_file(given) as columns, transaction.atomic():
        before = Committee.objects.select_for_update().filter(area=area, until=None).first()
        if before is not None:
            if before.since >= since:
                raise CoordinationError(
                    f"Ban chỉ đạo đang có từ {day_text(before.since)}, không trước ngày này. "
                    "Cách xử lý: xem lại ngày bắt đầu.",
                    "tu-ngay",
                )
            _end(before, since - timedelta(days=1), f"Thay bằng quyết định {texts['so']}", actor)
        row = Committee.objects.create(
            area=area,
            name=texts["ten"],
            number=texts["so"],
            decided_on=decided_on,
            since=since,
            rules=rules,
            **columns,
            **by(actor),
        )
        told(
            row, area.pk, actor, "committee", f"Lập {row.name} theo quyết định {row.number}",
            since=since.isoformat(),
        )  # fmt: skip
    return row


def keep_rules(committee: Committee, rules: str, given: IO[bytes] | None, actor: Actor) -> Committee:
    """Keep the working rules of a committee that has none yet; raises CoordinationError."""
    if given is None:
        raise CoordinationError("Chưa chọn tệp quy chế. Cách xử lý: chọn tệp .pdf hoặc .docx.", "tep")
    name = CoordinationError.words(rules, "tên quy chế", about="quy-che", longest=200)
    with kept_file(given) as columns, transaction.atomic():
        row = _standing(committee)
        if row.stored:
            raise CoordinationError("Đã có tệp quy chế. Quy chế mới đi cùng quyết định mới.", "tep")
        row.rules = name
        for field, value in columns.items():
            setattr(row, field, value)
        row.save(update_fields=["rules", *columns])
        told(row, row.area_id, actor, "committee_rules", f"Gắn quy chế «{name}» của {row.name}")
    return row


@transaction.atomic
def end_committee(committee: Committee, until: date | None, why: str, actor: Actor) -> Committee:
    """End a committee without another in its place; raises CoordinationError."""
    said = CoordinationError.words(why, "lý do", about="ly-do", longest=500)
    row = _standing(committee)
    last = day_needed(until, "ngay-thoi", "ngày cuối")
    if last < row.since:
        raise CoordinationError(f"Ngày cuối phải từ {day_text(row.since)}.", "ngay-thoi")
    _end(row, last, said, actor)
    return row


@transaction.atomic
def name_member(committee: Committee, named: Named, actor: Actor) -> CommitteeMember:
    """Name a member; a committee has one head. Raises CoordinationError."""
    row = _standing(committee)
    texts = texts_needed(("thanh-vien", named.name, "họ tên", 200), ("chuc-vu", named.post, "chức vụ", 200))
    since = day_needed(named.since, "tu-ngay", "từ ngày nào")
    if named.role not in CommitteeRole.values:
        raise CoordinationError("Chưa chọn là gì trong ban.", "vai")
    if since < row.since:
        raise CoordinationError(f"Ban có từ {day_text(row.since)}. Cách xử lý: gõ lại ngày.", "tu-ngay")
    if named.role == CommitteeRole.HEAD:
        head = row.members.filter(until=None, role=CommitteeRole.HEAD).first()
        if head is not None:
            raise CoordinationError(
                f"Đã có {head.name} là trưởng ban. Cách xử lý: thôi người ấy trước, hoặc chọn vai khác.",
                "vai",
            )
    made = CommitteeMember.objects.create(
        committee=row,
        name=texts["thanh-vien"],
        post=texts["chuc-vu"],
        role=named.role,
        is_woman=named.is_woman,
        areas=list(named.areas),
        matters=CoordinationError.words(
            named.matters, "lĩnh vực", about="linh-vuc", longest=300, needed=False
        ),
        since=since,
        **by(actor),
    )
    said = f"Cử {made.name} làm {CommitteeRole(made.role).label.lower()} {row.name}"
    told(made, row.area_id, actor, "committee_member", said)
    return made


@transaction.atomic
def release_member(member: CommitteeMember, until: date | None, why: str, actor: Actor) -> CommitteeMember:
    """Let a member go; raises CoordinationError."""
    committee, row = _standing(member.committee), locked(member)
    said = CoordinationError.words(why, "lý do", about=f"ly-do-{row.pk}", longest=500)
    last = day_needed(until, f"den-ngay-{row.pk}", "ngày cuối")
    if row.until is not None or last < row.since:
        raise CoordinationError(f"Ngày cuối phải từ {day_text(row.since)}.", f"den-ngay-{row.pk}")
    row.until, row.ended_why = last, said
    row.save(update_fields=["until", "ended_why"])
    told(row, committee.area_id, actor, "committee_member", f"Thôi {row.name} trong {committee.name}: {said}")
    return row


@transaction.atomic
def name_contact_officer(area: Area, reached: Reached, actor: Actor) -> ContactOfficer:
    """Name who takes reports and answers questions; the one before ends. Raises CoordinationError."""
    texts = texts_needed(("ho-ten", reached.name, "họ tên", 200), ("chuc-danh", reached.post, "chức vụ", 200))
    since = day_needed(reached.since, "dau-moi-tu", "từ ngày nào")
    phone = CoordinationError.words(reached.phone, "điện thoại", about="dien-thoai", longest=30, needed=False)
    email = CoordinationError.words(reached.email, "thư điện tử", about="thu", longest=200, needed=False)
    if not phone and not email:
        raise CoordinationError("Chưa ghi điện thoại hoặc thư điện tử cơ quan.", "dien-thoai")
    before = ContactOfficer.objects.select_for_update().filter(area=area, until=None).first()
    if before is not None:
        if before.since >= since:
            raise CoordinationError(
                f"{before.name} là đầu mối từ {day_text(before.since)}. Cách xử lý: gõ ngày sau đó.",
                "dau-moi-tu",
            )
        before.until, before.ended_why = since - timedelta(days=1), f"Thay bằng {texts['ho-ten']}"
        before.save(update_fields=["until", "ended_why"])
    row = ContactOfficer.objects.create(
        area=area,
        name=texts["ho-ten"],
        post=texts["chuc-danh"],
        phone=phone,
        email=email,
        since=since,
        **by(actor),
    )
    told(row, area.pk, actor, "contact_officer", f"Cử {row.name} làm đầu mối từ {day_text(since)}")
    return row


def _standing(committee: Committee) -> Committee:
    row = locked(committee)
    if row.until is not None:
        raise CoordinationError("Ban chỉ đạo này đã thôi nên không đổi được nữa.")
    return row


def _end(row: Committee, until: date, why: str, actor: Actor) -> None:
    row.until, row.ended_why, row.ended_by_name = until, why, actor.name
    row.save(update_fields=["until", "ended_why", "ended_by_name"])
    told(row, row.area_id, actor, "committee_end", f"Thôi {row.name} (quyết định {row.number}): {why}")
