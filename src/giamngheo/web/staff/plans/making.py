"""A plan begun: empty, from last year's, or from the plan of a unit above."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.programmes.actions import YEARS, PlanError, begin_plan, make_from
from giamngheo.apps.programmes.models import UnitPlan
from giamngheo.apps.programmes.queries import day_within, plans_seen
from giamngheo.apps.programmes.states import WAS_ISSUED
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import path_of, predecessors_of
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.plans.reaching import require_keeping, unit_of_year

_CHOSEN_FROM = 50


@needs(Permission.KEEP_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or begin the draft and go on to it."""
    year_asked = number_in(request.POST, "den-nam") or number_in(request.GET, "nam") or today().year
    year_asked = year_asked if year_asked in YEARS else today().year
    unit, others = unit_of_year(request, year_asked)
    require_keeping(request, unit.area_id)
    sources = list(_sources(request, unit.area_id, year_asked)[:_CHOSEN_FROM])
    sent = request.POST if request.method == "POST" else request.GET
    wrong: dict[str, str] = {}
    if request.method == "POST":
        first, last = number_in(sent, "tu-nam") or 0, number_in(sent, "den-nam") or 0
        source = next((one for one in sources if one.pk == number_in(sent, "tu")), None)
        actor = actor_of(request)
        try:
            if source is not None:
                return redirect("plan", make_from(source, unit, first, last, actor).pk)
            return redirect("plan", begin_plan(unit, first, last, actor).pk)
        except PlanError as error:
            wrong = error.wrong
    year = str(year_asked)
    told = {
        "unit": unit,
        "others": others,
        "sources": [(str(one.pk), _named(one, unit.area_id)) for one in sources],
        "typed": {"tu-nam": year, "den-nam": year, "tu": "", **sent.dict()},
        "wrong": wrong,
    }
    return render(request, "staff/plans/new.html", told, status=422 if wrong else 200)


def _sources(request: HttpRequest, area_id: int, year: int) -> QuerySet[UnitPlan]:
    """Plans that may be copied: issued ones of the unit and of those above it, and what it received."""
    above = [one.area_id for one in path_of(area_id, day_within(area_id, year, today()))]
    above += [one.unit.area_id for one in predecessors_of(area_id)]
    rows = UnitPlan.objects.filter(
        plans_seen(person_of(request), today()), area__in=above, state__in=WAS_ISSUED
    )
    return rows.defer("said").order_by("-last_year", "-first_year", "-pk")


def _named(one: UnitPlan, area_id: int) -> str:
    whose = "" if one.area_id == area_id else f", {names_of([one.area_id], today()).get(one.area_id, '–')}"
    received = ", nhận của cấp trên" if one.is_received else ""
    return f"{one.called}{whose}{received}: {one.title[:80]}"
