"""Lists of names of frozen figures: on the screen, as a file of any size, and as a paper of a commune."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_safe

from giamngheo.apps.papers.documents import Column, Document, Paragraph, Signature, Table
from giamngheo.apps.papers.typesetting import pdf_of
from giamngheo.apps.reports.name_lists import Listed, NamesOf, names_of_list
from giamngheo.apps.reviews.papers.rows import heading_of
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.apps.snapshots.queries import opened
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.audit.actions import record
from giamngheo.law.papers.library import layout_on
from giamngheo.law.reports.library import name_lists
from giamngheo.law.vocabulary.reports import NameColumn, NameList
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import capital
from giamngheo.web.staff.reports.as_paper import issued_by
from giamngheo.web.staff.reports.reaching import snapshot_for, whole_only

HOMES_ON_A_PAGE: Final = 50
MOST_ON_PAPER: Final = 5_000
VILLAGE: Final = "Thôn, tổ dân phố"
_TRUTHS: Final = {True: "x", False: "", None: "chưa rõ"}
_NUMBERS: Final = frozenset({"home", "member", "born_man", "born_woman"})
_WIDTHS: Final = {"name": 28, "relationship": 16, "standing": 18, "ethnicity": 12}


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
@whole_only
def page(request: HttpRequest, snapshot_id: int, which: str) -> HttpResponseBase:
    """Show a list, fifty households a page, by village and name."""
    snapshot, found = _found(request, snapshot_id, which)
    place = number_in(request.GET, "trang") or 0
    first = place * HOMES_ON_A_PAGE
    lines = list(found.lines(_seen(request), first, HOMES_ON_A_PAGE)) if first < found.households else []
    told = {
        "snapshot": snapshot,
        "table": found.text,
        "address": which,
        "heads": _heads(found.text),
        "lines": lines,
        "cell": cell,
        "areas": _villages({one.area for one in lines}, found),
        "households": found.households,
        "people": found.people.height,
        "is_short": found.people.height <= MOST_ON_PAPER,
        "most": MOST_ON_PAPER,
        "place": place,
        "next": place + 1 if first + HOMES_ON_A_PAGE < found.households else None,
    }
    return render(request, "staff/reports/name_list.html", told)


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
@whole_only
def listed(request: HttpRequest, snapshot_id: int, which: str, ending: str) -> HttpResponseBase:
    """Give a list as a file, of any size."""
    snapshot, found = _found(request, snapshot_id, which)
    within = _seen(request)
    asked = [
        ["Đến ngày", f"{snapshot.closing:%d/%m/%Y}"],
        ["Bản chốt", snapshot.manifest_hash],
        *[[f"Cột {one.number} để trống", one.open] for one in found.text.columns if one.open],
    ]
    given = Taken("reports.export", found.people.height, [snapshot.area_id], asked, {"snapshot": snapshot.pk})
    return give(request, _exported(found), lambda: found.lines(within), given, ending)


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
@whole_only
def paper(request: HttpRequest, snapshot_id: int, which: str) -> HttpResponseBase:
    """Give a list of a commune as a paper to sign; a longer one goes as .xlsx."""
    snapshot, found = _found(request, snapshot_id, which)
    if found.people.height > MOST_ON_PAPER:
        return redirect("name-list", snapshot_id, which)  # which tells why, and what to do
    content = pdf_of(_document(snapshot, found, _seen(request)), layout_on(today()))
    record(
        actor_of(request),
        "reports.export",
        f"Xuất «{found.text.title}», tệp .pdf",
        area_id=snapshot.area_id,
        details={"snapshot": snapshot.pk, "format": "pdf", "rows": found.people.height},
    )
    answer = HttpResponse(content, content_type="application/pdf")
    name = f"bieu-{found.text.number}-{which}-{snapshot.closing:%Y-%m-%d}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def lists_of(snapshot: Snapshot) -> list[tuple[str, NameList]]:
    """The lists of names in use on the closing day, with their addresses."""
    return [(one.id.replace("_", "-"), one) for one in name_lists().values() if one.holds(snapshot.closing)]


def cell(line: Listed, column: NameColumn) -> str | int | None:
    """What stands in a column; None where it is empty."""
    if column.open:
        return None
    if column.id in {"born_man", "born_woman"}:
        return line.born if line.sex == {"born_man": "male", "born_woman": "female"}[column.id] else None
    if column.id in {"merit", "without_labour"}:
        return _TRUTHS[getattr(line, column.id)] or None
    value: str | int = getattr(line, column.id)
    return value or None


def _found(request: HttpRequest, snapshot_id: int, which: str) -> tuple[Snapshot, NamesOf]:
    snapshot = snapshot_for(request, snapshot_id)
    text = dict(lists_of(snapshot)).get(which)
    if text is None:
        raise Http404
    return snapshot, names_of_list(text, opened(snapshot), snapshot.closing)


def _seen(request: HttpRequest) -> Q:
    """The condition on rows of the register that who asks may see today."""
    return reached(person_of(request), Permission.SEE_HOUSEHOLDS, today())


def _villages(areas: set[int], found: NamesOf) -> dict[int, str]:
    return {area: capital(name) for area, name in names_of(areas, found.day).items()}


def _heading(column: NameColumn) -> str:
    above = f"{column.under}: " if column.under else ""
    return f"{column.number}. {above}{column.name}"


def _exported(found: NamesOf) -> Exported:
    columns = found.text.columns

    def lines(chunk: Sequence[Listed], looking: Looking) -> Iterator[Sequence[Any]]:
        areas = _villages({one.area for one in chunk}, found)
        for one in chunk:
            yield areas.get(one.area, ""), *(cell(one, column) for column in columns)

    schema = {_heading(one): COUNT if one.id in _NUMBERS else TEXT for one in columns}
    widths = (7, 24, *(_WIDTHS.get(one.id, 10) for one in columns))
    return Exported(found.text.title, "Số người", {PLACE: COUNT, VILLAGE: TEXT, **schema}, widths, lines)


def _heads(text: NameList) -> list[tuple[str, list[NameColumn]]]:
    """The columns under their common headings, in their order."""
    found: list[tuple[str, list[NameColumn]]] = []
    for column in text.columns:
        if found and column.under and found[-1][0] == column.under:
            found[-1][1].append(column)
        else:
            found.append((column.under, [column]))
    return found


def _document(snapshot: Snapshot, found: NamesOf, within: Q) -> Document:
    """The list as a paper of the unit, a line before each village; its pages lie."""
    text = found.text
    heading = heading_of(snapshot.area_id, snapshot.closing, snapshot.closing.year)
    areas = _villages(set(found.homes["area"].to_list()), found)
    rows: list[tuple[str, ...]] = []
    sections: list[int] = []
    village: int | None = None
    for line in found.lines(within):
        if line.area != village:
            village = line.area
            sections.append(len(rows))
            rows.append(tuple(areas.get(line.area, "") if one.id == "name" else "" for one in text.columns))
        rows.append(tuple(str(cell(line, one) or "") for one in text.columns))
    shares = {"name": 3.4, "relationship": 1.6, "standing": 1.7, "ethnicity": 1.4}
    columns = tuple(
        Column(
            f"({one.number}) {one.name}",
            shares.get(one.id, 1.25),
            "left" if one.id in shares else "center",
            one.under,
        )
        for one in text.columns
    )
    notes = [text.note, *dict.fromkeys(one.open for one in text.columns if one.open)]
    return Document(
        **issued_by(heading),
        kind=f"Biểu số {text.number}",
        subject=text.title,
        year=snapshot.closing.year,
        body=(
            Paragraph(f"Đến ngày {snapshot.closing:%d/%m/%Y}", side="center", is_italic=True),
            Table(columns, tuple(rows), bold_rows=tuple(sections)),
            *(Paragraph(one) for one in (*notes, f"Nguồn: bản chốt số liệu {snapshot.manifest_hash}.")),
        ),
        signatures=(
            Signature(("Người lập biểu",), note="(Ký, ghi rõ họ tên)"),
            Signature(("Thủ trưởng đơn vị",), note="(Ký, đóng dấu)"),
        ),
        is_landscape=True,
        is_large=True,
    )
