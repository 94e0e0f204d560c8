"""The money of a unit in a year: by project and stage, its lines, units below; one line with its entries."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.budgets.queries import (
    Sums,
    by_project,
    entries_of,
    former_units_with_money,
    idle,
    lines_of,
    sums_of,
    within,
)
from giamngheo.foundation.accounts.held import areas_within
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import children_of
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.guard import needs
from giamngheo.web.components.unit_asked import areas_in
from giamngheo.web.staff.budgets.reaching import line_for, may_here, place_for
from giamngheo.web.staff.budgets.shown import words


@needs(Permission.SEE_MONEY)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show the money of the unit and year that the address asks for."""
    place, day = place_for(request), today()
    lines = list(lines_of(place.area_id, place.year))
    projects = by_project(lines)
    children = children_of(place.area_id, day)
    areas = areas_in(request, place.unit, Permission.SEE_MONEY)
    money = within(areas, [one.area_id for one in children], place.year, day)
    below = money.units
    # A commune answers for what it took in; further above these lie within the units that are shown.
    inside = areas_within([place.area_id], day) if place.unit.tier == Tier.COMMUNE else []
    former = former_units_with_money(inside, place.year, day) if inside else []
    names = names_of([area for area, _ in former], day)
    told = {
        "place": place,
        "tab": "nam",
        "projects": projects,
        "sums": sum((one.sums for one in projects), Sums()),
        "children": [(one, below[one.area_id]) for one in children if one.area_id in below],
        "whole": money.whole if below else None,
        "idle": idle([place.area_id], place.year, day, most=5).largest,
        "former": [(names[area], area, sums) for area, sums in former],
        "in_dong": request.GET.get("tien") == "dong",
        **words(),
    }
    return render(request, "staff/budgets/overview.html", told)


@needs(Permission.SEE_MONEY)
@require_safe
def one_line(request: HttpRequest, money_line_id: int) -> HttpResponse:
    """Show a line: its balances and every entry that made them."""
    line = line_for(request, money_line_id)
    told = {
        "line": line,
        "sums": sums_of(line),
        "entries": entries_of(line),
        "names": names_of([line.area_id], today()),
        "may_keep": Permission.KEEP_MONEY in may_here(request, line.area_id),
        "day": today(),
        **words(),
    }
    return render(request, "staff/budgets/line.html", told)
