"""What was reached of a target without indicator, typed year by year with its proof."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.programmes.actions import PlanError, Reached, type_actual
from giamngheo.apps.programmes.states import PlanState
from giamngheo.apps.programmes.wording import target_said
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.plans.reaching import require_keeping, target_for
from giamngheo.web.staff.results.typed import number_typed


@needs(Permission.KEEP_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def typing(request: HttpRequest, plan_target_id: int) -> HttpResponse:
    """Show the form, or keep the figure and go back to the plan."""
    target = target_for(request, plan_target_id)
    plan = target.plan
    require_keeping(request, plan.area_id)
    if plan.state != PlanState.ISSUED or plan.is_received or target.indicator:
        raise Http404
    wrong: dict[str, str] = {}
    if request.method == "POST":
        value = number_typed(request.POST, "so", wrong)
        reached = Reached(
            number_in(request.POST, "nam") or 0,
            value,
            words_in(request.POST, "ket-qua", 501),
            words_in(request.POST, "chung-minh", 301),
        )
        if not wrong:
            try:
                type_actual(target, reached, actor_of(request))
                return redirect(f"/ke-hoach/{plan.pk}/#chi-tieu")
            except PlanError as error:
                wrong = error.wrong
    told = {
        "plan": plan,
        "target": target,
        "said": target_said(target),
        "years": [(str(year), str(year)) for year in plan.years],
        "typed": request.POST.dict() or {"nam": str(min(max(today().year, plan.first_year), plan.last_year))},
        "wrong": wrong,
    }
    return render(request, "staff/plans/figure.html", told, status=422 if wrong else 200)
