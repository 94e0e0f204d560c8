"""Papers of an activity: the list on which people sign for what they got, and the minutes of acceptance."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from giamngheo.apps.activities.fields import shown
from giamngheo.apps.activities.models import Activity
from giamngheo.apps.activities.outputs import outputs_of
from giamngheo.apps.activities.queries import participants_of, things_of
from giamngheo.apps.papers.actions import draw_up
from giamngheo.apps.papers.documents import Column, Document, Paragraph, Point, Signature, Table
from giamngheo.apps.reviews.papers.rows import heading_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import quantity, whole
from giamngheo.law.vocabulary.activities import Takes
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import capital
from giamngheo.web.staff.activities.reaching import activity_for, require
from giamngheo.web.staff.reports.as_paper import issued_by

_NOTE: Final = "(Ký, ghi rõ họ tên)"


@needs(Permission.ISSUE_PAPERS)
@require_POST
def drawing_up(request: HttpRequest, activity_id: int, kind: str) -> HttpResponse:
    """Draw a paper of an activity up as a draft and show it."""
    row = activity_for(request, activity_id)
    require(request, Permission.ISSUE_PAPERS, row.area_id)
    require(request, Permission.SEE_HOUSEHOLDS, row.area_id)
    if kind not in PAPERS:
        raise Http404
    paper = draw_up(row.area_id, f"activity_{kind.replace('-', '_')}", PAPERS[kind](row), actor_of(request))
    return redirect("paper", paper.pk)


def receipt_of(row: Activity) -> Document:
    """The list of what was handed over, with a place for each to sign."""
    things = [one for one in things_of(row) if not one.support.is_taken_back]
    things.sort(key=lambda one: (one.support.given_on, one.participant.name, one.pk))
    villages = names_of({one.participant.village_id for one in things}, today())
    rows = [
        (
            str(place),
            one.participant.name,
            capital(villages.get(one.participant.village_id, "")),
            one.support.what,
            quantity(one.support.quantity) if one.support.quantity else "",
            one.support.unit,
            whole(one.support.value) if one.support.value is not None else "",
            day_text(one.support.given_on),
            "",
        )
        for place, one in enumerate(things, start=1)
    ]
    total = whole(sum(one.support.value or 0 for one in things))
    rows.append(("", "Cộng", "", "", "", "", total, "", ""))
    columns = (
        Column("TT", 0.4, "center"),
        Column("Họ và tên", 1.6),
        Column("Thôn, tổ", 1.2),
        Column("Hiện vật", 2),
        Column("Số lượng", 0.7, "right"),
        Column("Đơn vị", 0.6),
        Column("Giá trị (đồng)", 1.1, "right"),
        Column("Ngày giao", 0.9),
        Column("Ký nhận", 1.1),
    )
    table = Table(columns, tuple(rows), bold_rows=(len(rows) - 1,))
    return _document(
        row,
        "Danh sách giao, nhận hiện vật",
        (table,),
        ("Người giao", "Người lập danh sách"),
        is_landscape=True,
    )


def acceptance_of(row: Activity) -> Document:
    """The minutes of acceptance: what was agreed, who took part, what came of it; opinions by hand."""
    kind = row.law
    said = [
        Point("-", f"{field.name}: {shown(field, row.said[field.id])}.")
        for field in kind.fields
        if row.said.get(field.id) not in {None, ""}
    ]
    people = participants_of(row).filter(left_on=None)
    exceptions = people.filter(group="").exclude(reason="").count() if kind.takes is not Takes.OFFICERS else 0
    outputs = [
        Point("-", f"{told.output.name}: {whole(told.number)} {told.output.unit}.")
        for told in outputs_of(row)
    ]
    taking_part = f"Tham gia: {whole(people.count())} {kind.takes.label}"
    owner = f"Chủ trì: {row.owner_name}." if row.owner_name else ""
    agreed = (
        Paragraph(
            f"Từ ngày {day_text(row.first)} đến ngày {day_text(row.last)}. {owner}", lead="1. Thực hiện."
        ),
        *said,
        Paragraph(
            f"{taking_part}, trong đó {whole(exceptions)} trường hợp ngoại lệ có lý do."
            if kind.takes is not Takes.NOBODY
            else "Không ghi danh sách người tham gia.",
            lead="2. Đối tượng.",
        ),
        Paragraph("Kết quả được đếm trên phần mềm:", lead="3. Kết quả."),
        *outputs,
        Paragraph("……………………………………………………………………", lead="4. Nhận xét, kiến nghị."),
        Paragraph("Các bên thống nhất nghiệm thu □ / chưa nghiệm thu □ hoạt động này.", lead="5. Kết luận."),
    )
    return _document(
        row,
        "Biên bản nghiệm thu",
        agreed,
        ("Đại diện bên thực hiện", "Đại diện người tham gia", "Người nghiệm thu"),
    )


def _document(
    row: Activity, kind: str, body: Any, signers: tuple[str, ...], *, is_landscape: bool = False
) -> Document:
    return Document(
        **issued_by(heading_of(row.area_id, today(), today().year)),
        kind=kind,
        subject=f"{row.law.name}: {row.title}",
        year=today().year,
        body=tuple(body),
        signatures=tuple(Signature((one,), note=_NOTE) for one in signers),
        is_landscape=is_landscape,
        about=f"activity {row.pk}",
    )


KINDS: Final[Mapping[str, str]] = {
    "activity_giao_nhan": "Danh sách giao, nhận hiện vật",
    "activity_nghiem_thu": "Biên bản nghiệm thu hoạt động",
}
"""How papers of activities are called where papers of all kinds are listed: they have no template."""
PAPERS: Final[Mapping[str, Callable[[Activity], Document]]] = {
    "giao-nhan": receipt_of,
    "nghiem-thu": acceptance_of,
}
