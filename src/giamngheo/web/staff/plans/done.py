"""What was done of a plan: by project the activities and the money of a year, in the unit and below it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from giamngheo.apps.budgets.queries import Sums
from giamngheo.apps.budgets.rates import YearRates, money_in
from giamngheo.apps.programmes.models import PlanProject
from giamngheo.apps.programmes.queries import projects_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.queries import unit_on
from giamngheo.foundation.tasks.models import Task
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.kept_figures import Figures, figures_or_task
from giamngheo.web.staff.budgets.shown import millions, project_name
from giamngheo.web.staff.plans.reaching import may_here, plan_for

_NONE: Final = {"all": 0, "done": 0, "going_on": 0}


@dataclass(frozen=True)
class Done:
    """A project of the plan, or a code outside it, with its activities and its money."""

    code: str
    name: str
    mark: str
    activities: Mapping[str, int]
    money: Sums


@needs(Permission.SEE_RESULTS)
@require_safe
def page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Show the projects of a plan with what was done in a year of it; money for who may see it."""
    plan = plan_for(request, plan_id)
    unit, may = unit_on(plan.area_id, today()), may_here(request, plan.area_id)
    if unit is None or Permission.SEE_RESULTS not in may or plan.is_received:
        raise Http404
    year = min(max(number_in(request.GET, "nam") or today().year, plan.first_year), plan.last_year)
    sees_money = Permission.SEE_MONEY in may
    found: list[Figures] = []
    for kind, title in (
        ("activities.projects", f"Hoạt động theo dự án năm {year}, {unit.full_name}"),
        *((("budgets.rates", f"Tỷ lệ giải ngân năm {year}, {unit.full_name}"),) if sees_money else ()),
    ):
        figures = figures_or_task(request, kind, unit.area_id, str(year), title)
        if isinstance(figures, Task):
            return redirect("counting", figures.pk)
        found.append(figures)
    money = money_in(cast(YearRates, found[1].told)).projects if sees_money else {}
    told = {
        "plan": plan,
        "unit": unit,
        "year": year,
        "years": plan.years,
        "figures": found[0],
        "title": f"Hoạt động theo dự án năm {year}, {unit.full_name}",
        "rows": _rows(projects_of(plan), found[0].told, money),
        "sees_money": sees_money,
        "millions": millions,
    }
    return render(request, "staff/plans/done.html", told)


def _rows(
    projects: list[PlanProject], activities: Mapping[str, Any], money: Mapping[str, Sums]
) -> list[Done]:
    """Projects in the order of the plan, then what was done under codes that it does not name.

    What stands under a code that is not the plan's own is told by the nearest project above it that is.
    """
    named = {one.code: one for one in projects if one.code}
    rows = [
        Done(
            code,
            f"{code} {one.label}: {one.name}",
            "" if one.in_scope else "không thuộc phạm vi thực hiện",
            *_under(code, named, activities, money),
        )
        for code, one in named.items()
    ]
    outside = sorted(code for code in {*activities, *money} if _place(code, named) is None)
    rows += [
        Done(code, project_name(code), "ngoài kế hoạch", activities.get(code, _NONE), money.get(code, Sums()))
        for code in outside
    ]
    return rows


def _place(code: str, named: Mapping[str, PlanProject]) -> str | None:
    return code if code in named else (above if (above := code.partition(".")[0]) in named else None)


def _under(
    code: str, named: Mapping[str, PlanProject], activities: Mapping[str, Any], money: Mapping[str, Sums]
) -> tuple[Mapping[str, int], Sums]:
    own = [each for each in {*activities, *money} if _place(each, named) == code]
    counts = {name: sum(activities.get(each, _NONE)[name] for each in own) for name in _NONE}
    return counts, sum((money.get(each, Sums()) for each in own), Sums())
