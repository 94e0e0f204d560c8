"""Lists of the register taken away as files, of any size; and the blank to fill in."""

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from django.db.models import QuerySet, Sum
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.apps.households.blanks import write_blank
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import holdings_with
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Version
from giamngheo.foundation.areas.naming import called
from giamngheo.foundation.areas.queries import smallest_area_of, units_on
from giamngheo.foundation.audit.actions import record
from giamngheo.foundation.sheets import LongList, csv_parts, write_long_workbook
from giamngheo.foundation.text import plain
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import capital
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.staff.registry.exported import (
    HOUSEHOLDS,
    MEMBERS,
    PEOPLE,
    Exported,
    Looking,
    frames,
)
from giamngheo.web.staff.registry.listing import Asked, chosen

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV: Final = "text/csv; charset=utf-8"
_MOST_VILLAGES: Final = 500  # to choose from in a drop-down; who holds a province types the name
_MOST_TOLD: Final = 5


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give what the list shows, all pages of it: households, or the people that were looked for."""
    asked, rows = chosen(request)
    return _give(request, PEOPLE if asked.words else HOUSEHOLDS, rows.count(), (asked, rows), ending)


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def members(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the households of the list with their members, one row a member; words looked for are left out."""
    asked, rows = chosen(request, of_people=False)
    count = rows.order_by().aggregate(total=Sum("members"))["total"] or 0
    return _give(request, MEMBERS, count, (asked, rows), ending)


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def blank(request: HttpRequest) -> HttpResponseBase:
    """Give the blank on which households and members are listed, with the own villages to choose from."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mau.xlsx"
        write_blank(path, _villages(request))
        return FileResponse(
            path.open("rb"), as_attachment=True, filename="mau-danh-sach-ho.xlsx", content_type=_XLSX
        )


def _give(
    request: HttpRequest, what: Exported, count: int, found: tuple[Asked, QuerySet[Any]], ending: str
) -> HttpResponseBase:
    """Write the line of the trail, then give the file: .csv on its way, .xlsx when it is whole."""
    asked, rows = found
    person, day = person_of(request), today()
    held = list(holdings_with(person, Permission.SEE_HOUSEHOLDS, day).values_list("area_id", flat=True))
    areas = [asked.area_id] if asked.area_id is not None else held
    place = _called(areas)
    record(
        actor_of(request),
        "households.export",
        f"Xuất «{what.title}» của {place}: {count} dòng, tệp .{ending}",
        area_id=smallest_area_of(areas, day),
        details={"list": what.title, "rows": count, "format": ending, "looked_for": bool(asked.words)},
    )
    told = LongList(
        what.title,
        what.schema,
        frames(what, rows, Looking(person, day)),
        count,
        lead=_lead(request, what, (asked, place), count),
        column_widths=what.widths,
    )
    name = f"{_file_name(what.title)}-{_file_name(place)}-{day:%Y-%m-%d}.{ending}"
    if ending == "csv":
        answer = StreamingHttpResponse(csv_parts(told), content_type=_CSV)
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "danh-sach.xlsx"
        write_long_workbook(path, told)
        # The folder goes when we leave; the open file stays readable until it is sent.
        return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=_XLSX)


def _lead(request: HttpRequest, what: Exported, at: tuple[Asked, str], count: int) -> list[Sequence[Any]]:
    """What stands above the rows: what it is, of where, of which day, who asked."""
    asked, place = at
    looked_for = [["Tìm", asked.words]] if asked.words else []
    return [
        [what.title.upper()],
        ["Địa bàn", capital(place)],
        *looked_for,
        ["Ngày", day_text(today())],
        ["Người xuất", actor_of(request).name],
        [what.counted, count],
        [],
    ]


def _called(areas: Sequence[int]) -> str:
    """The areas in a sentence; of many the first."""
    units = sorted(units_on(areas, today()).values(), key=lambda unit: (unit.tier, unit.name))
    names = [unit.full_name for unit in units[:_MOST_TOLD]]
    more = f" và {len(units) - _MOST_TOLD} địa bàn khác" if len(units) > _MOST_TOLD else ""
    return ", ".join(names) + more or "địa bàn được xem"


def _villages(request: HttpRequest) -> list[str]:
    """The villages in which somebody may see households, where they are not too many to choose from."""
    person, day = person_of(request), today()
    held = holdings_with(person, Permission.SEE_HOUSEHOLDS, day).values("area_id")
    within = Version.objects.filter(
        area__around__ancestor__in=held,
        area__around__valid__contains=day,
        valid__contains=day,
        tier=Tier.VILLAGE,
    )
    found = list(within.order_by("sort_key", "area_id").distinct()[: _MOST_VILLAGES + 1])
    return [capital(called(one)) for one in found] if len(found) <= _MOST_VILLAGES else []


def _file_name(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", plain(text)).strip("-")[:60].strip("-")
