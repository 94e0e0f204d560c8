"""A table of a report as it was drawn up; the receiver marks here which figures are not accepted."""

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from giamngheo.apps.reporting.actions import ReportingError, mark_cell, unmark_cell
from giamngheo.apps.reporting.figures import disagreements_in, lines_in
from giamngheo.apps.reporting.models import Edition, ReturnedCell
from giamngheo.apps.reporting.states import MOVES, ReportState, Verb
from giamngheo.apps.reports.reckoning import Cell, Line
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.law.reports.library import statutory_tables
from giamngheo.law.vocabulary.reports import ReportTable
from giamngheo.web.components.acting_person import actor_of
from giamngheo.web.components.asked import number_in, number_of, words_in
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.staff.reporting.reaching import Seen, names, of_report
from giamngheo.web.staff.reports.one_table import WHOLE, cell_said, heading, part_head, part_words, value_of
from giamngheo.web.staff.reports.reaching import UNIT_HEADS


@of_report
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, seen: Seen, name: str) -> HttpResponseBase:
    """Show the table; mark a cell, or take a mark back."""
    edition, text = _found(seen, name)
    place = _asked(request, text)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        seen.require(MOVES[Verb.RETURN])
        try:
            if (mark := number_in(request.POST, "bo")) is not None:
                unmark_cell(seen.owed, mark, actor_of(request))
            elif place is not None:
                mark_cell(seen.owed, text.id, place, words_in(request.POST, "ly-do", 501), actor_of(request))
            else:
                raise Http404
            return redirect("owed-table", *seen.args, name)
        except ReportingError as error:
            wrong = error.wrong
    lines = lines_in(edition.figures, text.id)
    cells = ReturnedCell.objects.filter(report=seen.report, edition=edition, table=text.id)
    may_mark = seen.may(MOVES[Verb.RETURN]) and seen.owed.state == ReportState.SUBMITTED
    if not may_mark:  # what is marked so far is the receiver's own
        cells = cells.exclude(step=None)
    return render(
        request,
        "staff/reporting/table.html",
        {
            "seen": seen,
            "owed": seen.owed,
            "edition": edition,
            "table": text,
            "name": name,
            "unit_head": UNIT_HEADS.get(Tier(edition.tier), "Đơn vị"),
            "lines": lines,
            "names": _names(lines, edition),
            "parts": part_words(text),
            "part_head": part_head(text),
            "cell": cell_said,
            "marks": {(one.unit, one.part, one.column): one for one in cells},
            "disagreements": disagreements_in(edition.figures, text.id),
            "place": place if may_mark else None,
            "column": next((one for one in text.columns if place and one.id == place.column), None),
            "may_mark": may_mark,
            "typed": request.POST,
            "wrong": wrong,
        },
        status=422 if wrong else 200,
    )


@of_report
@require_GET
def taken(request: HttpRequest, seen: Seen, name: str, ending: str) -> HttpResponseBase:
    """Give the table as a file."""
    edition, text = _found(seen, name)
    lines = lines_in(edition.figures, text.id)
    asked = [["Báo cáo", seen.owed.name], ["Lần lập", str(edition.number)]]
    given = Taken(
        "reporting.export",
        len(lines),
        [seen.owed.unit.area_id],
        asked,
        {"edition": edition.pk, "table": text.id},
    )
    return give(request, exported_of(text, edition), lambda: iter(lines), given, ending)


def _found(seen: Seen, name: str) -> tuple[Edition, ReportTable]:
    edition = seen.report.edition
    table = statutory_tables().get(name.replace("-", "_"))
    if edition is None or table is None or table.text.id not in edition.figures:
        raise Http404
    return edition, table.text


def _asked(request: HttpRequest, text: ReportTable) -> Cell | None:
    """The cell that the address names."""
    column = next((one for one in text.columns if one.id == request.GET.get("cot")), None)
    if column is None or column.open:
        return None
    return Cell(column.id, number_of(request.GET.get("don-vi", "")), request.GET.get("dong", "")[:20])


def _names(lines: Sequence[Line], edition: Edition) -> dict[int, str]:
    return names({line.unit for line in lines if line.unit is not None}, edition.closing)


def exported_of(text: ReportTable, edition: Edition) -> Exported:
    """A table of an edition as a list that can be taken away."""
    words, head = part_words(text), part_head(text)
    columns = {
        heading(column): pl.Float64() if column.unit == "percent" else COUNT for column in text.columns
    }
    beside = {head: TEXT} if head else {}

    def lines(chunk: Sequence[Line], looking: Looking) -> Iterator[Sequence[Any]]:
        called = _names(chunk, edition)
        for line in chunk:
            place = WHOLE if line.unit is None else called.get(line.unit, "")
            part = [words.get(line.part, line.part)] if head else []
            yield place, *part, *(value_of(line.values.get(column.id), column) for column in text.columns)

    widths = (7, 28, *([20] if head else []), *[14] * len(columns))
    unit_head = UNIT_HEADS.get(Tier(edition.tier), "Đơn vị")
    return Exported(
        text.title, "Số dòng", {PLACE: COUNT, unit_head: TEXT, **beside, **columns}, widths, lines
    )
