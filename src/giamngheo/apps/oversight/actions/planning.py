"""The yearly plan: drawn up, handed in, approved by another person, replaced by the next edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from giamngheo.apps.oversight.actions.writing import (
    OversightError,
    after_move,
    by,
    locked,
    long_text,
    past,
    require_another,
    require_within,
    tell,
    texts,
)
from giamngheo.apps.oversight.models import PlanLine, YearPlan
from giamngheo.apps.oversight.states import PLAN_MOVES, PlanState, PlanVerb
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text
from giamngheo.law.library import oversight_rules

MOST_LINES: Final = 200
YEARS: Final = range(2020, 2101)


@dataclass(frozen=True)
class LineSaid:
    """A line as it is typed."""

    unit_id: int
    kind: str
    contents: Sequence[str]
    first_month: int | None
    last_month: int | None
    lead: str
    project: str = ""
    words: str = ""


@transaction.atomic
def draw_plan(area: Area, year: int, aims: str, actor: Actor) -> YearPlan:
    """Begin the plan of a year, or the next edition of the one that stands with its lines; OversightError."""
    if year not in YEARS:
        raise OversightError("Năm không hợp lý. Cách xử lý: ghi năm của kế hoạch, như 2026.", "nam")
    said = long_text(aims, "mục đích, yêu cầu", "muc-dich", 2000)
    Area.objects.select_for_update(no_key=True).filter(pk=area.pk).first()
    rows = YearPlan.objects.filter(area=area, year=year)
    if rows.filter(state__in=[PlanState.DRAFT, PlanState.SUBMITTED]).exists():
        raise OversightError(
            f"Kế hoạch năm {year} đang có bản dự thảo. Cách xử lý: mở bản đó để sửa, hoặc bỏ nó trước.", "nam"
        )
    standing = rows.filter(state=PlanState.APPROVED).first()
    last = rows.aggregate(last=Max("edition"))["last"] or 0
    plan = YearPlan.objects.create(area=area, year=year, edition=last + 1, aims=said, **by(actor))
    if standing is not None:
        lines = list(standing.lines.order_by("pk"))
        for line in lines:
            line.origin_id = line.origin_id or line.pk
            line.pk, line.plan = None, plan
            line._state.adding = True
        PlanLine.objects.bulk_create(lines)
    more = f", lần {plan.edition}" if last else ""
    tell(plan, area.pk, actor, "draw_plan", f"Lập dự thảo kế hoạch kiểm tra, giám sát năm {year}{more}")
    return plan


@transaction.atomic
def set_aims(plan: YearPlan, aims: str, actor: Actor) -> YearPlan:
    """Write the aims of a draft anew; raises OversightError."""
    row = _draft(plan)
    row.aims = long_text(aims, "mục đích, yêu cầu", "muc-dich", 2000)
    row.save(update_fields=["aims"])
    tell(row, row.area_id, actor, "set_aims", f"Sửa mục đích, yêu cầu của {_named(row)}")
    return row


@transaction.atomic
def add_line(plan: YearPlan, said: LineSaid, actor: Actor, today: date) -> PlanLine:
    """Add a line to a draft; raises OversightError."""
    row = _draft(plan)
    if row.lines.count() >= MOST_LINES:
        raise OversightError(f"Kế hoạch đã có {MOST_LINES} dòng. Cách xử lý: gộp các dòng giống nhau.")
    wrong: dict[str, str] = {}
    try:
        told = texts(("chu-tri", said.lead, "đơn vị, người chủ trì", 200))
    except OversightError as error:
        wrong |= error.wrong
    planned = [one.id for one in oversight_rules().kinds if not one.needs_reason]
    if said.kind not in planned:
        wrong["hinh-thuc"] = "Chưa chọn hình thức. Cách xử lý: chọn định kỳ hoặc hằng năm."
    contents = [one.id for one in oversight_rules().contents if one.id in said.contents]
    if not contents:
        wrong["noi-dung"] = "Chưa chọn nội dung. Cách xử lý: chọn ít nhất một nội dung kiểm tra."
    first = said.first_month or 0
    last = said.last_month or first
    if not 1 <= first <= last <= 12:
        wrong["tu-thang"] = "Tháng không hợp lý. Cách xử lý: ghi từ tháng đến tháng, trong khoảng 1 đến 12."
    if wrong:
        raise OversightError("Có ô ghi sai.", wrong=wrong)
    require_within(said.unit_id, row.area_id, today, "o-dau")
    line = PlanLine.objects.create(
        plan=row,
        area_id=row.area_id,
        unit_id=said.unit_id,
        kind=said.kind,
        contents=contents,
        project=OversightError.words(said.project, "dự án", about="du-an", longest=10, needed=False),
        first_month=first,
        last_month=last,
        lead=told["chu-tri"],
        words=OversightError.words(said.words, "ghi chú", about="ghi-chu", longest=500, needed=False),
    )
    details = {"unit": said.unit_id, "contents": contents}
    tell(row, row.area_id, actor, "add_line", f"Thêm một dòng vào {_named(row)}", **details)
    return line


@transaction.atomic
def remove_line(line: PlanLine, actor: Actor) -> None:
    """Take a line out of a draft; raises OversightError."""
    row = _draft(line.plan)
    details = {"unit": line.unit_id, "contents": line.contents}
    PlanLine.objects.filter(pk=line.pk, plan=row).delete()
    tell(row, row.area_id, actor, "remove_line", f"Bỏ một dòng khỏi {_named(row)}", **details)


@transaction.atomic
def move_plan(
    plan: YearPlan,
    verb: str,
    actor: Actor,
    today: date,
    *,
    words: str = "",
    number: str = "",
    day: date | None = None,
) -> YearPlan:
    """Hand in, approve (with the number and day of the decision), return, drop; raises OversightError."""
    row = locked(plan)
    row.state = after_move(row.state, verb, PLAN_MOVES)
    if verb == PlanVerb.SUBMIT:
        if not row.lines.exists():
            raise OversightError("Kế hoạch chưa có dòng nào. Cách xử lý: thêm ít nhất một dòng rồi trình.")
        row.submitted_by_id, row.why = actor.id, ""
    if verb == PlanVerb.APPROVE:
        require_another(actor, {row.made_by_id, row.submitted_by_id}, "lập hoặc trình kế hoạch này")
        row.number = OversightError.words(number, "số quyết định phê duyệt", about="so", longest=60)
        row.day = past(day, today, "ngay", "ngày quyết định phê duyệt")
        row.approved_by_id, row.approved_by_name = actor.id, actor.name
        row.approved_at = timezone.now()
        before = YearPlan.objects.select_for_update().filter(
            area_id=row.area_id, year=row.year, state=PlanState.APPROVED
        )
        for one in before:
            one.state = PlanState.REPLACED
            one.save(update_fields=["state"])
            row.replaces = one
    if verb in {PlanVerb.RETURN, PlanVerb.DROP}:
        row.why = OversightError.words(words, "lý do", about="ly-do", longest=500)
    row.save()
    more = f" theo {row.number} ngày {day_text(row.day)}" if row.day else ""
    more += f": {row.why}" if row.why else ""
    tell(row, row.area_id, actor, f"plan_{verb}", f"{PlanVerb(verb).label} {_named(row)}{more}")
    return row


def _draft(plan: YearPlan) -> YearPlan:
    row = locked(plan)
    if row.state != PlanState.DRAFT:
        raise OversightError(
            f"Kế hoạch {row.get_state_display().lower()} nên không sửa được. "
            "Cách xử lý: nhờ lãnh đạo trả lại, hoặc lập lần sau để thay."
        )
    return row


def _named(plan: YearPlan) -> str:
    return f"kế hoạch kiểm tra, giám sát năm {plan.year}" + (
        f" (lần {plan.edition})" if plan.edition > 1 else ""
    )
