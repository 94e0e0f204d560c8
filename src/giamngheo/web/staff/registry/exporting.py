"""Lists of the register taken away as files, of any size; and the blank to fill in."""

import tempfile
from pathlib import Path
from typing import Any, Final

from django.db.models import QuerySet, Sum
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.apps.households.blanks import write_blank
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import holdings_with
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Version
from giamngheo.foundation.areas.naming import called
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.exporting import XLSX, Exported, Taken, areas_told, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import capital, number
from giamngheo.web.staff.registry.asked_kinds import FLAGS, KINDS
from giamngheo.web.staff.registry.exported import HOUSEHOLDS, MEMBERS, PEOPLE
from giamngheo.web.staff.registry.listing import FLAGGED_AT_MOST, Asked, chosen

_MOST_VILLAGES: Final = 500  # to choose from in a drop-down; who holds a province types the name


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
            path.open("rb"), as_attachment=True, filename="mau-danh-sach-ho.xlsx", content_type=XLSX
        )


def _give(
    request: HttpRequest, what: Exported, count: int, found: tuple[Asked, QuerySet[Any]], ending: str
) -> HttpResponseBase:
    asked, rows = found
    areas = areas_told(request, Permission.SEE_HOUSEHOLDS, asked.area_id)
    taken = Taken("households.export", count, areas, _asked_for(asked), {"looked_for": bool(asked.words)})
    return give(request, what, rows, taken, ending)


def _asked_for(asked: Asked) -> list[list[str]]:
    """The filters as they stand above the rows."""
    group = capital(FLAGS[asked.flag].label) if asked.flag in FLAGS else ""
    if asked.is_flag_left_out:
        group += f" (chưa lọc: có hơn {number(FLAGGED_AT_MOST)} hộ)"
    said = {"Tìm": asked.words, "Lọc loại hộ": KINDS.get(asked.kind, ""), "Lọc nhóm": group}
    return [[name, words] for name, words in said.items() if words]


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
