"""The page of a unit: what it is called, where it lies, what came before and after, who works there."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.foundation.accounts.models import Holding
from giamngheo.foundation.accounts.roles import ROLES, Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.queries import children_of, path_of, predecessors_of, successors_of, unit_on
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import day_in
from giamngheo.web.components.guard import signed_in
from giamngheo.web.staff.areas.drawing import drawing


@signed_in
@require_safe
def unit(request: HttpRequest, area_id: int) -> HttpResponse:
    """Show one unit as it is on a day; where it does not live that day, as it was when it last did."""
    area = found_area(area_id)
    asked, typed, wrong = day_in(request.GET, "ngay", today())
    day = nearest_day(area, asked)
    shown = unit_on(area_id, day)
    if shown is None:
        raise Http404
    person, children = person_of(request), children_of(area_id, day)
    return render(
        request,
        "staff/areas/unit.html",
        {
            "area": area,
            "unit": shown,
            "day": day,
            "asked": asked,
            "typed": typed,
            "wrong": {"ngay": wrong} if wrong else {},
            "path": [above for above in path_of(area_id, day) if above.area_id != area_id],
            "children": children,
            "drawing": drawing(children, day) if children else None,
            "versions": sorted(area.versions.all(), key=lambda one: one.valid.lower or date.min),
            "codes": sorted(area.codes.all(), key=lambda one: one.valid.lower or date.min),
            "predecessors": predecessors_of(area_id),
            "successors": successors_of(area_id),
            "people": _people(area_id) if may(person, Permission.SEE_PEOPLE, area_id, today()) else None,
            "roles": ROLES,
            "may_grant": may(person, Permission.GRANT, area_id, today()),
            "may_see_trail": may(person, Permission.SEE_TRAIL, area_id, today()),
        },
    )


def found_area(area_id: int) -> Area:
    """The area of this number with its names and codes; Http404 where there is none."""
    area = Area.objects.filter(pk=area_id).prefetch_related("versions", "codes").first()
    if area is None:
        raise Http404
    return area


def nearest_day(area: Area, asked: date) -> date:
    """The asked day if the area lives on it, else the nearest day on which it does."""
    first: date | None = area.valid.lower
    end: date | None = area.valid.upper
    if first is not None and asked < first:
        return first
    return date.fromordinal(end.toordinal() - 1) if end is not None and asked >= end else asked


def _people(area_id: int) -> list[Holding]:
    held = Holding.objects.in_force_on(today()).filter(area_id=area_id).select_related("user")
    return list(held.order_by("role", "user_id"))
