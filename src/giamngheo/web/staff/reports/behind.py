"""The households behind a figure of a table: those of them that who asks may see, as they are today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from giamngheo.apps.households.models import Household
from giamngheo.apps.reports.queries import households_behind
from giamngheo.apps.reports.reckoning import Cell
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.prepared_queries import OneOf
from giamngheo.law.vocabulary.reports import Column
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.shown import CLASSES
from giamngheo.web.staff.reports.one_table import WHOLE, heading, part_words
from giamngheo.web.staff.reports.reaching import SeenTable, address_of, seen_table, whole_only

ON_A_PAGE: Final = 50


@dataclass(frozen=True)
class Behind:
    """A figure, whom it counts, and who of them may be seen."""

    seen: SeenTable
    column: Column
    cell: Cell
    counted: int
    rows: QuerySet[Household]

    @property
    def query(self) -> str:
        """The address of the figure."""
        told = {"cot": self.cell.column, "dong": self.cell.part, "don-vi": str(self.cell.unit or "")}
        return urlencode({name: value for name, value in {**told, **self.seen.query}.items() if value})

    @property
    def place(self) -> str:
        """The unit whose figure it is."""
        unit = self.cell.unit
        return WHOLE if unit is None else self.seen.names({unit}).get(unit, "")


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
@whole_only
def page(request: HttpRequest, snapshot_id: int, name: str) -> HttpResponseBase:
    """Show the households behind a figure, in the order of names."""
    found = _behind(request, snapshot_id, name)
    mark = found.rows.filter(pk=number_in(request.GET, "sau") or 0).first()
    later = Q(sort_key__gt=mark.sort_key) | Q(sort_key=mark.sort_key, pk__gt=mark.pk) if mark else Q()
    rows = list(found.rows.filter(later)[: ON_A_PAGE + 1])
    shown = rows[:ON_A_PAGE]
    total = found.rows.count()
    return render(
        request,
        "staff/reports/behind.html",
        {
            **found.seen.told(),
            "address": address_of(found.seen.table),
            "heading": heading(found.column),
            "part": part_words(found.seen.table.text).get(found.cell.part, ""),
            "place": found.place,
            "rows": shown,
            "total": total,
            "counted": found.counted,
            "names": names_of({one.area_id for one in shown}, today()),
            "figure": found.query,
            "next": shown[-1].pk if len(rows) > ON_A_PAGE else None,
            "is_first": mark is None,
        },
    )


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
@whole_only
def listed(request: HttpRequest, snapshot_id: int, name: str, ending: str) -> HttpResponseBase:
    """Give the households behind a figure."""
    found = _behind(request, snapshot_id, name)
    asked = [
        ["Biểu", found.seen.table.text.title],
        ["Cột", heading(found.column)],
        ["Đơn vị", found.place],
        ["Đến ngày", f"{found.seen.snapshot.closing:%d/%m/%Y}"],
    ]
    given = Taken(
        "reports.export",
        found.rows.count(),
        [found.seen.snapshot.area_id],
        asked,
        {"snapshot": found.seen.snapshot.pk},
    )
    return give(request, LIST, found.rows, given, ending)


def _behind(request: HttpRequest, snapshot_id: int, name: str) -> Behind:
    seen = seen_table(request, snapshot_id, name)
    columns, part = seen.table.text.columns, request.GET.get("dong", "")
    asked = request.GET.get("cot", columns[0].id)
    column = next((one for one in columns if one.id == asked), None)
    unit = number_in(request.GET, "don-vi")
    if column is None or (unit is not None and unit not in set(seen.units.unit_of.values())):
        raise Http404
    cell = Cell(column.id, unit, part)
    try:
        numbers = households_behind(seen.table, cell, seen.opened, seen.units)
    except KeyError as error:
        raise Http404 from error
    rows = Household.objects.filter(
        reached(person_of(request), Permission.SEE_HOUSEHOLDS, today()), OneOf(F("pk"), numbers)
    )
    return Behind(seen, column, cell, len(numbers), rows.order_by("sort_key", "pk"))


def _lines(chunk: Sequence[Household], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for one in chunk)
    for one in chunk:
        kind = CLASSES[one.class_today].name if one.class_today else None
        yield one.head_name, one.code, kind, looking.name(one.area_id), one.members


LIST: Final = Exported(
    "Hộ trong số liệu",
    "Số hộ",
    {
        PLACE: COUNT,
        "Chủ hộ": TEXT,
        "Mã hộ": TEXT,
        "Loại hộ hôm nay": TEXT,
        "Nơi ở hôm nay": TEXT,
        "Nhân khẩu hôm nay": COUNT,
    },
    (7, 28, 18, 24, 30, 12),
    _lines,
)
