"""The plans of a year as a tree: above a unit, its own, beside it and below it, and who made none."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.programmes.queries import day_within, plans_seen, tree_of
from giamngheo.apps.programmes.states import PlanState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached
from giamngheo.foundation.areas.queries import Unit
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.plans.reaching import may_keep, unit_of_year

YEARS_SHOWN = range(2021, 2036)


@dataclass(frozen=True)
class Seen:
    """What the address asks for: the unit, year, the day on whose tree it stands, what may be read of it."""

    unit: Unit
    others: tuple[Unit, ...]
    year: int
    day: date
    readable: Q
    reach: set[int] | None


def seen(request: HttpRequest) -> Seen:
    """The unit and year that the address asks for; 404 outside of one's reach."""
    now, who = today(), person_of(request)
    asked = number_in(request.GET, "nam") or now.year
    year = asked if asked in YEARS_SHOWN else now.year
    unit, others = unit_of_year(request, year)
    reach = areas_reached(who, Permission.SEE_RESULTS, now)
    lived = day_within(unit.area_id, year, now)
    return Seen(unit, others, year, lived, plans_seen(who, now), None if reach is None else set(reach))


@needs(Permission.SEE_RESULTS)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the tree around the unit asked for, in the year asked for."""
    asked = seen(request)
    told = {
        "unit": asked.unit,
        "others": asked.others,
        "year": asked.year,
        "years": sorted({*YEARS_SHOWN, asked.year}, reverse=True),
        "tree": tree_of(asked.unit, asked.year, asked.day, asked.readable, asked.reach),
        "may_keep": may_keep(request, asked.unit.area_id),
        "issued": PlanState.ISSUED,
    }
    return render(request, "staff/plans/tree.html", told)
