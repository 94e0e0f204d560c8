"""A target given to the units below, or split over years, in a draft or by an adjustment."""

from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.households.queries import households_in
from giamngheo.apps.programmes.actions import PlanError, adjust_shares, give_shares
from giamngheo.apps.programmes.models import PlanShare, PlanTarget
from giamngheo.apps.programmes.queries import adjusted_by, day_within, drafted_adjustment, shares_of
from giamngheo.apps.programmes.states import PlanState
from giamngheo.apps.programmes.sums import Asked, households_meant, sum_given
from giamngheo.apps.programmes.typed import figure_shown
from giamngheo.apps.programmes.wording import target_said
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.queries import Unit, children_of, unit_on
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.plans.reaching import plan_for, require_keeping, target_in
from giamngheo.web.staff.results.typed import number_typed


@needs(Permission.KEEP_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def giving(request: HttpRequest, plan_id: int, given_target_id: int) -> HttpResponse:
    """Show the unit and those below with a field each, sum what was typed, or keep it."""
    plan = plan_for(request, plan_id)
    day = day_within(plan.area_id, plan.last_year, today())
    require_keeping(request, plan.area_id)
    target = target_in(plan, given_target_id)
    own = unit_on(plan.area_id, day)
    adjustment = drafted_adjustment(plan) if plan.state == PlanState.ISSUED else None
    if plan.is_received or own is None or (plan.state != PlanState.DRAFT and adjustment is None):
        raise Http404
    year = number_in(request.GET, "nam") or target.year or plan.last_year
    units = children_of(plan.area_id, day)
    standing = {one.area_id: one for one in shares_of(plan) if _is_of(one, target, year)}
    wrong: dict[str, str] = {}
    if adjustment is not None:
        drafted = {one.area_id: one for one in adjusted_by(adjustment) if _is_of(one, target, year)}
        standing |= drafted
    given = {area: one.value for area, one in standing.items()}
    if request.method == "POST":
        given = _typed(request, [own, *units], target.has_no_value, wrong)
        if not wrong and "thu" not in request.POST:
            try:
                if adjustment is not None:
                    adjust_shares(adjustment, target, year, given, actor_of(request))
                else:
                    give_shares(target, year, given, actor_of(request))
                return redirect(f"/ke-hoach/{plan.pk}/#chi-tieu")
            except PlanError as error:
                wrong = error.wrong
    households = households_in([plan.area_id, *(one.area_id for one in units)], day)
    below = {area: value for area, value in given.items() if area != plan.area_id}
    value = given.get(plan.area_id, None if len(plan.years) > 1 and year != plan.last_year else target.value)
    told = {
        "plan": plan,
        "adjustment": adjustment,
        "target": target,
        "said": target_said(target),
        "year": year,
        "own": own,
        "units": units,
        "households": households,
        "meant": {
            area: households_meant(target, value, households.get(area, 0)) for area, value in given.items()
        },
        "by_tick": target.has_no_value,
        "sum": sum_given(Asked(target, year, value), below, units, households) if below else None,
        "typed": request.POST if request.method == "POST" else _known(standing),
        "wrong": wrong,
    }
    return render(request, "staff/plans/giving.html", told, status=422 if wrong else 200)


def _is_of(share: PlanShare, target: PlanTarget, year: int) -> bool:
    return share.target_id == target.pk and share.year == year


def _typed(
    request: HttpRequest, units: list[Unit], by_tick: bool, wrong: dict[str, str]
) -> dict[int, Decimal | None]:
    """What was typed for each unit; those whose field is empty are left out."""
    found: dict[int, Decimal | None] = {}
    for unit in units:
        name = f"so-{unit.area_id}"
        if by_tick:
            if name in request.POST:
                found[unit.area_id] = None
        elif (value := number_typed(request.POST, name, wrong)) is not None:
            found[unit.area_id] = value
    return found


def _known(standing: dict[int, PlanShare]) -> dict[str, str]:
    return {f"so-{area}": figure_shown(one.value) or "1" for area, one in standing.items()}
