"""The plans of a year as a tree: above a unit, its own, beside it and below it, and who made none."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.programmes.queries import plans_seen, tree_of
from giamngheo.apps.programmes.states import PlanState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.unit_asked import unit_asked
from giamngheo.web.staff.plans.reaching import may_keep

YEARS_SHOWN = range(2021, 2036)


@needs(Permission.SEE_RESULTS)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the tree around the unit asked for, in the year asked for."""
    unit, others = unit_asked(request)
    day, who = today(), person_of(request)
    asked = number_in(request.GET, "nam") or day.year
    year = asked if asked in YEARS_SHOWN else day.year
    reach = areas_reached(who, Permission.SEE_RESULTS, day)
    told = {
        "unit": unit,
        "others": others,
        "year": year,
        "years": sorted({*YEARS_SHOWN, year}, reverse=True),
        "tree": tree_of(unit, year, day, plans_seen(who, day), None if reach is None else set(reach)),
        "may_keep": may_keep(request, unit.area_id),
        "issued": PlanState.ISSUED,
    }
    return render(request, "staff/plans/tree.html", told)
