"""An inspection: opened, its team and checklist, decided on by another, days moved, cancelled, closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction

from giamngheo.apps.oversight.actions.writing import (
    OversightError,
    after_move,
    by,
    locked,
    past,
    require_another,
    require_state,
    require_within,
    tell,
    texts,
)
from giamngheo.apps.oversight.models import (
    CheckItem,
    Inspection,
    InspectionStep,
    PlanLine,
    Recommendation,
    TeamMember,
    YearPlan,
)
from giamngheo.apps.oversight.states import (
    INSPECTION_MOVES,
    LIST_OPEN,
    TEAM_OPEN,
    WAITING,
    InspectionVerb,
    MemberRole,
    PlanState,
)
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.calendar import calendar
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole
from giamngheo.law.library import oversight_rules

MOST_ITEMS: Final = 200
MOST_MEMBERS: Final = 30


@dataclass(frozen=True)
class Opened:
    """An inspection as it is typed; `line` is the line of the plan that it carries out, if any."""

    unit_id: int
    kind: str
    title: str
    place: str
    first: date | None
    last: date | None
    contents: Sequence[str]
    reason: str = ""
    project: str = ""
    line: PlanLine | None = None


def report_due(last: date) -> date:
    """The last working day on which the report of a round that ends on `last` may come."""
    return calendar().deadline(last, oversight_rules().report.working_days, working=True)


@transaction.atomic
def open_inspection(area: Area, opened: Opened, actor: Actor, today: date) -> Inspection:
    """Prepare an inspection with the checklist of its contents; raises OversightError."""
    wrong: dict[str, str] = {}
    try:
        said = texts(
            ("ten", opened.title, "tên đợt kiểm tra", 300), ("noi", opened.place, "nơi kiểm tra", 300)
        )
    except OversightError as error:
        wrong |= error.wrong
    kind = {one.id: one for one in oversight_rules().kinds}.get(opened.kind)
    if kind is None:
        wrong["hinh-thuc"] = "Chưa chọn hình thức. Cách xử lý: chọn định kỳ, hằng năm hoặc đột xuất."
    elif kind.needs_reason and not opened.reason.strip():
        wrong["ly-do"] = "Kiểm tra đột xuất phải có lý do. Cách xử lý: ghi vì sao kiểm tra đột xuất."
    contents = [one for one in oversight_rules().contents if one.id in opened.contents]
    if not contents:
        wrong["noi-dung"] = "Chưa chọn nội dung. Cách xử lý: chọn ít nhất một nội dung kiểm tra."
    try:
        first, last = _days(opened.first, opened.last)
    except OversightError as error:
        wrong |= error.wrong
    plan = _plan_of(opened.line, area) if opened.line else None
    if opened.line is not None and plan is None:
        wrong["dong"] = "Dòng kế hoạch này không thuộc kế hoạch đã phê duyệt. Cách xử lý: chọn lại dòng."
    if wrong:
        raise OversightError("Có ô ghi sai.", wrong=wrong)
    require_within(opened.unit_id, area.pk, today, "o-dau")
    row = Inspection.objects.create(
        area=area,
        unit_id=opened.unit_id,
        line=opened.line,
        plan_cited=_cited(plan) if plan else "",
        kind=opened.kind,
        reason=OversightError.words(opened.reason, "lý do", about="ly-do", longest=500, needed=False),
        title=said["ten"],
        contents=[one.id for one in contents],
        project=OversightError.words(opened.project, "dự án", about="du-an", longest=10, needed=False),
        place=said["noi"],
        first=first,
        last=last,
        report_due=report_due(last),
        **by(actor),
    )
    CheckItem.objects.bulk_create(
        CheckItem(
            inspection=row,
            area=area,
            content=content.id,
            origin=f"{content.id}.{item.id}",
            text=item.text,
        )
        for content in contents
        for item in content.items
    )
    note(row, InspectionVerb.OPEN, row.reason, actor, unit=opened.unit_id)
    return row


@transaction.atomic
def name_member(inspection: Inspection, name: str, post: str, role: str, actor: Actor) -> TeamMember:
    """Put somebody on the team; raises OversightError."""
    row = locked(inspection)
    require_state(row.state, TEAM_OPEN, "thêm thành viên")
    said = texts(("ho-ten", name, "họ và tên", 200), ("chuc-vu", post, "chức vụ, cơ quan", 200))
    if role not in MemberRole.values:
        raise OversightError("Chưa chọn vai trò trong đoàn.", "vai-tro")
    members = list(row.teammembers.all())
    if len(members) >= MOST_MEMBERS:
        raise OversightError(f"Đoàn đã có {MOST_MEMBERS} người. Cách xử lý: bớt người trước khi thêm.")
    held = next((one for one in members if one.role == role), None)
    if held is not None and role != MemberRole.MEMBER:
        raise OversightError(
            f"Đoàn đã có {held.get_role_display().lower()} là {held.name}. "
            "Cách xử lý: bỏ người đó trước, hoặc chọn vai trò khác.",
            "vai-tro",
        )
    member = TeamMember.objects.create(
        inspection=row, area_id=row.area_id, name=said["ho-ten"], post=said["chuc-vu"], role=role
    )
    sentence = f"Cử {member.name} làm {member.get_role_display().lower()} đoàn «{row.title}»"
    tell(row, row.area_id, actor, "name_member", sentence)
    return member


@transaction.atomic
def remove_member(member: TeamMember, actor: Actor) -> None:
    """Take somebody off a team that was not decided on yet; raises OversightError."""
    row = locked(member.inspection)
    require_state(row.state, TEAM_OPEN, "bớt thành viên")
    TeamMember.objects.filter(pk=member.pk).delete()
    tell(row, row.area_id, actor, "remove_member", f"Bỏ {member.name} khỏi đoàn «{row.title}»")


@transaction.atomic
def add_item(inspection: Inspection, text: str, actor: Actor) -> CheckItem:
    """Add a line of one's own to the checklist; raises OversightError."""
    row = locked(inspection)
    require_state(row.state, LIST_OPEN, "thêm mục đề cương")
    said = OversightError.words(text, "mục kiểm tra", about="muc-moi", longest=500)
    if row.checkitems.count() >= MOST_ITEMS:
        raise OversightError(f"Đề cương đã có {MOST_ITEMS} mục. Cách xử lý: bỏ bớt mục không cần.")
    item = CheckItem.objects.create(inspection=row, area_id=row.area_id, text=said)
    tell(row, row.area_id, actor, "add_item", f"Thêm mục «{said[:100]}» vào đề cương «{row.title}»")
    return item


@transaction.atomic
def remove_item(item: CheckItem, actor: Actor) -> None:
    """Take a line out of the checklist that nobody answered; raises OversightError."""
    row = locked(item.inspection)
    require_state(row.state, LIST_OPEN, "bớt mục đề cương")
    if item.answer or item.findings.exists():
        raise OversightError("Mục này đã có kết quả. Cách xử lý: ghi «Không áp dụng» thay vì bỏ.")
    CheckItem.objects.filter(pk=item.pk, answer="").delete()
    tell(row, row.area_id, actor, "remove_item", f"Bỏ mục «{item.text[:100]}» khỏi đề cương «{row.title}»")


@transaction.atomic
def decide(inspection: Inspection, number: str, day: date | None, actor: Actor, today: date) -> Inspection:
    """Write down the decision on the team, by another person than who prepared it; raises OversightError."""
    row = locked(inspection)
    row.state = after_move(row.state, InspectionVerb.DECIDE, INSPECTION_MOVES)
    require_another(actor, {row.made_by_id}, "lập đợt kiểm tra này")
    if not row.teammembers.filter(role=MemberRole.HEAD).exists():
        raise OversightError("Đoàn chưa có trưởng đoàn. Cách xử lý: cử trưởng đoàn rồi ban hành quyết định.")
    if not row.checkitems.exists():
        raise OversightError("Đề cương chưa có mục nào. Cách xử lý: thêm ít nhất một mục kiểm tra.")
    row.number = OversightError.words(number, "số quyết định", about="so", longest=60)
    row.decided_on = past(day, today, "ngay", "ngày quyết định")
    if row.decided_on > row.last:
        raise OversightError(
            f"Quyết định ngày {day_text(row.decided_on)} sau ngày cuối của đợt, {day_text(row.last)}. "
            "Cách xử lý: xem lại ngày, hoặc đổi ngày kiểm tra.",
            "ngay",
        )
    row.decided_by_id, row.decided_by_name = actor.id, actor.name
    row.save()
    note(row, InspectionVerb.DECIDE, f"{row.number} ngày {day_text(row.decided_on)}", actor)
    return row


@transaction.atomic
def move_days(
    inspection: Inspection, first: date | None, last: date | None, why: str, actor: Actor
) -> Inspection:
    """Move the days of an inspection before its minutes, with the reason; the day of the report follows."""
    row = locked(inspection)
    after_move(row.state, InspectionVerb.MOVE_DAYS, INSPECTION_MOVES)
    said = OversightError.words(why, "lý do đổi ngày", about="ly-do", longest=500)
    row.first, row.last = _days(first, last)
    row.report_due = report_due(row.last)
    row.save(update_fields=["first", "last", "report_due"])
    words = f"{day_text(row.first)} – {day_text(row.last)}: {said}"
    note(row, InspectionVerb.MOVE_DAYS, words, actor)
    return row


@transaction.atomic
def cancel(inspection: Inspection, why: str, actor: Actor) -> Inspection:
    """Give an inspection up before its minutes, with the reason; raises OversightError."""
    row = locked(inspection)
    row.state = after_move(row.state, InspectionVerb.CANCEL, INSPECTION_MOVES)
    row.why = OversightError.words(why, "lý do hủy", about="ly-do", longest=500)
    row.save(update_fields=["state", "why"])
    note(row, InspectionVerb.CANCEL, row.why, actor)
    return row


@transaction.atomic
def close(inspection: Inspection, actor: Actor) -> Inspection:
    """End an inspection whose report is issued and whose recommendations are all closed; OversightError."""
    row = locked(inspection)
    row.state = after_move(row.state, InspectionVerb.CLOSE, INSPECTION_MOVES)
    waiting = Recommendation.objects.filter(inspection=row, state__in=WAITING).count()
    if waiting:
        raise OversightError(
            f"Còn {whole(waiting)} kiến nghị chưa xác nhận thực hiện. "
            "Cách xử lý: theo dõi đến khi thực hiện xong, hoặc rút kiến nghị với lý do."
        )
    row.save(update_fields=["state"])
    note(row, InspectionVerb.CLOSE, "", actor)
    return row


def note(row: Inspection, verb: InspectionVerb, words: str, actor: Actor, **details: Any) -> None:
    """Keep a step of an inspection and tell the trail."""
    InspectionStep.objects.create(
        inspection=row, area_id=row.area_id, verb=verb, words=words[:2000], **by(actor)
    )
    sentence = f"{verb.label}: «{row.title}»" + (f" ({words[:160]})" if words else "")
    tell(row, row.area_id, actor, f"inspection_{verb}", sentence, **details)


def _plan_of(line: PlanLine, area: Area) -> YearPlan | None:
    """The plan of a line, where it is of this area and stands."""
    return YearPlan.objects.filter(pk=line.plan_id, area=area, state=PlanState.APPROVED).first()


def _cited(plan: YearPlan) -> str:
    day = f" ngày {day_text(plan.day)}" if plan.day else ""
    return f"Kế hoạch kiểm tra, giám sát năm {plan.year} ({plan.number}{day})"


def _days(first: date | None, last: date | None) -> tuple[date, date]:
    if first is None:
        raise OversightError("Chưa ghi ngày bắt đầu kiểm tra. Cách xử lý: gõ ngày, như 15/3/2026.", "tu-ngay")
    last = last or first
    if last < first:
        raise OversightError("Ngày kết thúc trước ngày bắt đầu. Cách xử lý: xem lại hai ngày.", "den-ngay")
    if (last - first).days > 366:
        raise OversightError("Đợt kiểm tra dài hơn một năm. Cách xử lý: xem lại hai ngày.", "den-ngay")
    return first, last
