"""The targets of a unit in a year: baseline, target, figure, progress, state and why; whether they agree."""

from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from giamngheo.apps.results.actions import compute
from giamngheo.apps.results.models import PlannedTarget
from giamngheo.apps.results.queries import (
    by_state,
    checked,
    followed_in,
    households_of,
    standing_in,
    years_of,
)
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.law.results.library import frameworks
from giamngheo.law.results.standing import State
from giamngheo.law.results.words import between
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.shown import TARGET_STATES
from giamngheo.web.staff.results.reaching import may_here, place_for, require

_YEARS: Final = range(2000, 2101)


@needs(Permission.SEE_RESULTS)
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show the targets of the unit and year that the address asks for."""
    place, year, day = place_for(request), year_in(request), today()
    found = followed_in(place.area_id, year, day)
    in_force = [one for one in found if one.row.put_in_force_at is not None]
    may = may_here(request, place.area_id)
    return render(
        request,
        "staff/results/list.html",
        {
            "place": place,
            "year": year,
            "years": sorted({year, day.year, *years_of(place.area_id)}, reverse=True),
            "found": found,
            "counts": by_state(found),
            "states": TARGET_STATES,
            "between": between,
            "labels": {state.value: state.label for state in State},
            "checks": checked(in_force, households_of(place.area_id, day)) if in_force else [],
            "may_keep": Permission.KEEP_RESULTS in may,
            "can_count": any(one.indicator.computed for one in found),
            "computed": number_in(request.GET, "da-tinh"),
            "query": urlencode({"don-vi": place.area_id, "nam": year}),
        },
    )


@needs(Permission.KEEP_RESULTS)
@require_POST
def computing(request: HttpRequest) -> HttpResponse:
    """Count the figures of the unit's targets of a year, and of the parts given to the units below."""
    place, year, day = place_for(request), year_in(request), today()
    require(request, Permission.KEEP_RESULTS, place.area_id)
    own = standing_in(place.area_id, year)
    parts = PlannedTarget.objects.filter(parent__in=own, ended_at=None)
    done = compute([*own, *parts], day, actor_of(request))
    query = {"don-vi": place.area_id, "nam": year}
    if not done.left:
        return redirect(f"{reverse('results')}?{urlencode(query | {'da-tinh': done.written})}")
    told = {"place": place, "done": done, "query": urlencode(query)}
    return render(request, "staff/results/computed.html", told)


@needs(Permission.SEE_RESULTS)
@require_safe
def framework(request: HttpRequest) -> HttpResponse:
    """Show the indicators of every framework, how each is counted, and what is open."""
    return render(request, "staff/results/framework.html", {"frameworks": frameworks().values()})


def year_in(request: HttpRequest) -> int:
    """The year that is asked for, else this one."""
    asked: Any = number_in(request.GET, "nam") or number_in(request.POST, "nam")
    return asked if asked in _YEARS else today().year
