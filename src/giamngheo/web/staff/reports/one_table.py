"""A table of frozen figures by units, on the screen and as a file; each figure opens its households."""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from urllib.parse import urlencode

import polars as pl
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from giamngheo.apps.reports.queries import PARTS, told
from giamngheo.apps.reports.reckoning import EVERY_GROUP, MINORITY, UNTOLD, Line, Reckoned, opens
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.law.library import code_list
from giamngheo.law.reports.arithmetic import Number
from giamngheo.law.vocabulary.reports import Column, ReportTable
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import number
from giamngheo.web.staff.reports.reaching import SeenTable, address_of, seen_table, whole_only

DECIMALS: Final = 2
WHOLE: Final = "Cộng"
_GROUPS: Final = {EVERY_GROUP: "Tổng số", MINORITY: "Dân tộc thiểu số", UNTOLD: "Chưa ghi dân tộc"}


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
@whole_only
def page(request: HttpRequest, snapshot_id: int, name: str) -> HttpResponseBase:
    """Show the table, the whole first."""
    seen = seen_table(request, snapshot_id, name)
    found = told(seen.table, seen.opened, seen.units, seen.residents)
    units = {line.unit for line in found.lines if line.unit is not None}
    return render(
        request,
        "staff/reports/table.html",
        {
            **seen.told(),
            "address": address_of(seen.table),
            "lines": found.lines,
            "disagreements": found.disagreements,
            "names": seen.names(units),
            "parts": part_words(seen.table.text),
            "part_head": part_head(seen.table.text),
            "heads": _heads(seen.table.text),
            "cell": cell_said,
            "residents": residents_said(seen, found),
            "opened": lambda line, column: _behind(seen, line, column),
        },
    )


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
@whole_only
def taken(request: HttpRequest, snapshot_id: int, name: str, ending: str) -> HttpResponseBase:
    """Give the table as a file."""
    seen = seen_table(request, snapshot_id, name)
    found = told(seen.table, seen.opened, seen.units, seen.residents)
    asked = [
        ["Từ ngày", f"{seen.snapshot.opening:%d/%m/%Y}"],
        ["Đến ngày", f"{seen.snapshot.closing:%d/%m/%Y}"],
        ["Bản chốt", seen.snapshot.manifest_hash],
        *[["Dân cư đã nhập", one] for one in residents_said(seen, found)],
        *[
            ["Số chưa khớp", f"{one.said}: {cell(one.left)} và {cell(one.right)}"]
            for one in found.disagreements
        ],
    ]
    given = Taken(
        "reports.export", len(found.lines), [seen.snapshot.area_id], asked, {"snapshot": seen.snapshot.pk}
    )
    return give(request, exported(seen), lambda: iter(found.lines), given, ending)


def _behind(seen: SeenTable, line: Line, column: Column) -> str:
    """The address behind «?» of the households of a cell; empty where there are none."""
    if (
        column.id in line.typed
        or not line.counts.get(column.id)
        or not opens(seen.table, column.id, line.part)
    ):
        return ""
    told = {"cot": column.id, "dong": line.part, "don-vi": str(line.unit or "")} | seen.query
    return urlencode({name: value for name, value in told.items() if value})


def residents_said(seen: SeenTable, found: Reckoned) -> list[str]:
    """The totals that were typed in and stand in the table: of which unit, whence, beside the register."""
    typed = {line.unit: line for line in found.lines if line.typed}
    if not typed:
        return []
    names = seen.names({one.area_id for one in seen.residents})
    told = []
    for one in seen.residents:
        line = typed.get(one.area_id) or typed.get(None)
        persons = "" if one.persons is None else f", {number(one.persons)} nhân khẩu"
        if "minority" in one.totals and one.minority_households is not None:
            persons += f", {number(one.minority_households)} hộ dân tộc thiểu số"
        own = f"; sổ hộ có {number(line.counts['households'])} hộ" if line else ""
        told.append(
            f"{names.get(one.area_id, '')}: {number(one.households)} hộ{persons} ngày {one.as_of:%d/%m/%Y}, "
            f"theo {one.source}{own}"
        )
    return told


def exported(seen: SeenTable) -> Exported:
    """The table as a list that is taken away: a column each, its number before its heading."""
    text = seen.table.text
    words, head = part_words(text), part_head(text)
    columns = {
        heading(column): pl.Float64() if column.unit == "percent" else COUNT for column in text.columns
    }
    beside = {head: TEXT} if head else {}

    def lines(chunk: Sequence[Line], looking: Looking) -> Iterator[Sequence[Any]]:
        names = seen.names({line.unit for line in chunk if line.unit is not None})
        for line in chunk:
            place = WHOLE if line.unit is None else names.get(line.unit, "")
            part = [words.get(line.part, line.part)] if head else []
            yield place, *part, *(value_of(line.values.get(column.id), column) for column in text.columns)

    widths = (7, 28, *([20] if head else []), *[14] * len(columns))
    return Exported(
        text.title, "Số dòng", {PLACE: COUNT, seen.unit_head: TEXT, **beside, **columns}, widths, lines
    )


def heading(column: Column) -> str:
    """A heading as one line: number, what stands above it, its own words."""
    above = f"{column.under}: " if column.under else ""
    return f"{column.number}. {above}{column.name}" if column.number else f"{above}{column.name}"


def part_words(table: ReportTable) -> dict[str, str]:
    """What the lines of one unit are called; none where there is one."""
    if table.lines == "households_and_persons":
        return dict(PARTS)
    if table.lines == "ethnic_groups":
        return {**{name: entry.name for name, entry in code_list("ethnic_groups").items()}, **_GROUPS}
    return {}


def part_head(table: ReportTable) -> str:
    """What stands above the words of the lines of one unit."""
    return {"households_and_persons": "Tính theo", "ethnic_groups": "Dân tộc"}.get(table.lines, "")


def cell_said(line: Line, column: Column) -> str:
    """A cell as it is read: a count, a rate with two decimals, a dash where it is not known."""
    return cell(line.values.get(column.id), DECIMALS if column.unit == "percent" else 0)


def cell(value: Number, decimals: int = 0) -> str:
    """A number as it is read; a dash where there is none."""
    if value is None:
        return "–"
    if not decimals and value == int(value):
        return number(int(value))
    return number(float(value), decimals)


def value_of(value: Number, column: Column) -> int | float | None:
    """A cell as a number of a file: a rate with two decimals."""
    if value is None:
        return None
    return round(float(value), DECIMALS) if column.unit == "percent" else int(value)


def _heads(table: ReportTable) -> list[tuple[str, list[Column]]]:
    """The columns under their common headings, in their order."""
    found: list[tuple[str, list[Column]]] = []
    for column in table.columns:
        if found and found[-1][0] == column.under and column.under:
            found[-1][1].append(column)
        else:
            found.append((column.under, [column]))
    return found
