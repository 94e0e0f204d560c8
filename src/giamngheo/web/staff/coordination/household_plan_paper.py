"""The plan of a household as a paper that the household signs."""

from datetime import date

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.apps.coordination.models import HouseholdPlan
from giamngheo.apps.coordination.situations import Situation, situation_told
from giamngheo.apps.coordination.states import PlanStepState
from giamngheo.apps.papers.documents import Column, Document, Paragraph, Point, Signature, Table
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.components.shown import CLASSES
from giamngheo.web.staff.coordination.household_plans import plan_for
from giamngheo.web.staff.coordination.printing import heading_for, printed


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def paper(request: HttpRequest, home_plan_id: int, ending: str) -> HttpResponseBase:
    """Give the plan as a paper."""
    row = plan_for(request, home_plan_id)
    area = row.household.area_id
    place = names_of([area], today()).get(area, "–")
    return printed(request, document_of(row, place), ending, area, f"ke-hoach-ho-{row.household.code}")


def document_of(row: HouseholdPlan, place: str) -> Document:
    """The plan as a document of the commune, for the household to sign."""
    home, situation = row.household, situation_told(row.situation)
    steps = row.steps.exclude(state=PlanStepState.DROPPED).order_by("due", "pk")
    table = Table(
        (
            Column("TT", 0.4, "center"),
            Column("Việc", 3),
            Column("Ai làm", 1.6),
            Column("Hạn", 0.9, "center"),
            Column("Kết quả", 1.8),
        ),
        tuple(
            (str(place_in), one.words, one.who, day_text(one.due), one.result)
            for place_in, one in enumerate(steps, 1)
        ),
    )
    reviews = ", ".join(day_text(one.due) for one in row.reviews.order_by("due"))
    return Document(
        **heading_for(home.area_id, row.first.year),
        kind="Kế hoạch",
        subject=f"Giúp hộ {home.head_name or home.code} vươn lên thoát nghèo",
        year=row.first.year,
        body=(
            Paragraph(f"Hộ: {home.head_name or '–'}; mã hộ {home.code}; {place}. Số người: {home.members}."),
            Paragraph(f"Thời gian: từ {day_text(row.first)} đến {day_text(row.last)}."),
            Paragraph("I. Hoàn cảnh", is_bold=True),
            *(Point("-", said) for said in said_of(situation)),
            Paragraph("II. Mục tiêu", is_bold=True),
            *(Paragraph(line) for line in row.aims.splitlines() if line),
            Paragraph("III. Việc làm", is_bold=True),
            table,
            *([Paragraph(f"Ngày xem lại: {reviews}.")] if reviews else []),
        ),
        signatures=(
            Signature(("Đại diện hộ",), row.signed_by, "(Ký, ghi rõ họ tên)"),
            Signature(("Trưởng thôn, tổ trưởng",), note="(Ký, ghi rõ họ tên)"),
            Signature(("Người lập kế hoạch",), row.made_by_name, "(Ký, ghi rõ họ tên)"),
        ),
        about=home.code,
    )


def said_of(situation: Situation) -> list[str]:
    """The situation in lines."""
    shown = CLASSES.get(situation.household_class)
    decision = f" (quyết định số {situation.decision})" if situation.decision else ""
    lines = [
        f"Theo sổ ngày {day_text(date.fromisoformat(situation.day))}: "
        f"{shown.name.lower() if shown else 'chưa có quyết định công nhận'}{decision}."
    ]
    if situation.lacks is not None:
        lines.append(f"Thiếu hụt: {'; '.join(situation.lacks) or 'không chỉ số nào'}.")
    if situation.causes:
        lines.append(f"Nguyên nhân: {'; '.join(situation.causes)}.")
    if situation.needs:
        lines.append(f"Nhu cầu: {'; '.join(situation.needs)}.")
    if situation.flags:
        lines.append(f"Lưu ý: {'; '.join(situation.flags)}.")
    return lines
