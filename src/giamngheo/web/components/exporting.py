"""A list of a page taken away as a file of any size: .csv on its way, .xlsx when whole, told in the trail.

A page says which columns there are, how a chunk of its rows becomes lines, and of which areas they are.
"""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Final, Literal, get_args

import polars as pl
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_where, holdings_with, is_everywhere
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import smallest_area_of, units_on
from giamngheo.foundation.audit.actions import record
from giamngheo.foundation.sheets import LongList, csv_parts, write_long_workbook
from giamngheo.foundation.text import plain
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.numbers import capital
from giamngheo.web.components.numbers import day as day_text

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_ONCE: Final = 2_000
ENDINGS: Final = ("xlsx", "csv")
PLACE: Final = "STT"
TEXT, COUNT = pl.String(), pl.Int64()
ExportVerb = Literal[
    "accounts.export",
    "activities.export",
    "areas.export",
    "budgets.export",
    "coordination.export",
    "audit.export",
    "exchange.import_export",
    "fund.export",
    "households.export",
    "oversight.export",
    "results.export",
    "reviews.export",
    "surveys.export",
    "papers.export",
    "reports.export",
    "reporting.export",
    "support.export",
]
EXPORT_VERBS: Final[tuple[str, ...]] = get_args(ExportVerb)
"""How the trail calls that a list was taken away, one a part of the product."""
_CSV: Final = "text/csv; charset=utf-8"
_MOST_TOLD: Final = 5


@dataclass
class Looking:
    """Who looks (nobody who signed in: None), on which day; the names of areas are asked for once."""

    person: int | None
    day: date
    names: dict[int, str] = field(default_factory=dict)

    def learn(self, area_ids: Iterable[int | None]) -> None:
        """Ask for the names of areas that are not known yet."""
        unknown = {one for one in area_ids if one is not None} - set(self.names)
        self.names |= names_of(unknown, self.day) if unknown else {}

    def name(self, area_id: int | None) -> str:
        """How an area is written in a column."""
        return capital(self.names.get(area_id or 0, ""))

    def sees_numbers(self) -> Callable[[int], bool]:
        """In which areas personal numbers are shown whole."""
        if is_everywhere(self.person, Permission.SEE_NUMBERS, self.day):
            return lambda area_id: True
        areas = set(areas_where(self.person, Permission.SEE_NUMBERS, self.day))
        return lambda area_id: area_id in areas


@dataclass(frozen=True)
class Exported:
    """A list that can be taken away: its title, headings with types and widths, how a chunk becomes rows.

    The first column is the place of the row, which is not in the lines.
    """

    title: str
    counted: str
    schema: Mapping[str, pl.DataType]
    widths: Sequence[float]
    lines: Callable[[Sequence[Any], Looking], Iterator[Sequence[Any]]]


@dataclass(frozen=True)
class Taken:
    """What is given: how many rows of a list, of which areas, what was asked for, how the trail calls it.

    `place` says of what the list is, where that is not the areas whose people read the line of the trail.
    Without a verb the list is of nobody but who asks, and no line tells of it.
    """

    verb: ExportVerb | None
    count: int
    areas: Sequence[int]
    asked: Sequence[Sequence[Any]] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    place: str = ""


def frames(
    exported: Exported, rows: QuerySet[Any] | Callable[[], Iterator[Any]], looking: Looking
) -> Iterator[pl.DataFrame]:
    """The rows of a list as frames; asked for as who looks, also where the page is over by then.

    The database keeps the rows of the moment in which the first chunk was asked for.
    """
    found: Iterator[Any] | None = None
    place = 1
    while True:
        with acting(looking.person, looking.day):
            if found is None:
                found = rows.iterator(chunk_size=AT_ONCE) if isinstance(rows, QuerySet) else rows()
            chunk = list(islice(found, AT_ONCE))
            lines = [(place + offset, *line) for offset, line in enumerate(exported.lines(chunk, looking))]
        if not chunk:
            return
        place += len(lines)
        yield pl.DataFrame(lines, schema=exported.schema, orient="row")


def give(
    request: HttpRequest,
    exported: Exported,
    rows: QuerySet[Any] | Callable[[], Iterator[Any]],
    taken: Taken,
    ending: str,
) -> HttpResponseBase:
    """Write the line of the trail, then give the file: .csv on its way, .xlsx when it is whole."""
    day, place = today(), taken.place or called(taken.areas)
    if taken.verb is not None:
        record(
            actor_of(request),
            taken.verb,
            f"Xuất «{exported.title}» của {place}: {taken.count} dòng, tệp .{ending}",
            area_id=smallest_area_of(taken.areas, day),
            details={"list": exported.title, "rows": taken.count, "format": ending, **taken.details},
        )
    told = LongList(
        exported.title,
        exported.schema,
        frames(exported, rows, Looking(request.user.pk, day)),
        taken.count,
        lead=[
            [exported.title.upper()],
            ["Thuộc" if taken.place else "Địa bàn", capital(place)],
            *taken.asked,
            ["Ngày", day_text(day)],
            ["Người xuất", actor_of(request).name],
            [exported.counted, taken.count],
            [],
        ],
        column_widths=exported.widths,
    )
    name = f"{_file_name(exported.title)}-{_file_name(place)}-{day:%Y-%m-%d}.{ending}"
    if ending == "csv":
        answer = StreamingHttpResponse(csv_parts(told), content_type=_CSV)
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "danh-sach.xlsx"
        write_long_workbook(target, told)
        # The folder goes when we leave; the open file stays readable until it is sent.
        return FileResponse(target.open("rb"), as_attachment=True, filename=name, content_type=XLSX)


def areas_told(request: HttpRequest, permission: Permission, chosen: int | None) -> list[int]:
    """Of which areas a file is: the chosen one, which must be one's own, else all that one holds."""
    if chosen is not None:
        return [chosen]
    held = holdings_with(person_of(request), permission, today())
    return list(held.values_list("area_id", flat=True))


def called(areas: Sequence[int]) -> str:
    """The areas in a sentence; of many the first."""
    units = sorted(units_on(areas, today()).values(), key=lambda unit: (unit.tier, unit.name))
    names = [unit.full_name for unit in units[:_MOST_TOLD]]
    more = f" và {len(units) - _MOST_TOLD} địa bàn khác" if len(units) > _MOST_TOLD else ""
    return ", ".join(names) + more or "địa bàn được xem"


def addresses(route: str, view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """The two addresses at which a list is taken away."""
    return [path(f"{route}.{ending}", view, {"ending": ending}, f"{name}-{ending}") for ending in ENDINGS]


def _file_name(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", plain(text)).strip("-")[:60].strip("-")
