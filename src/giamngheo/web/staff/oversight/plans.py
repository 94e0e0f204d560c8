"""The yearly plan of inspections: the hub of a unit and year, a new edition, its lines, its approval."""

from collections.abc import Mapping
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from giamngheo.apps.oversight.actions import (
    LineSaid,
    OversightError,
    add_line,
    draw_plan,
    move_plan,
    remove_line,
    set_aims,
)
from giamngheo.apps.oversight.models import PlanLine, YearPlan
from giamngheo.apps.oversight.papers import contents_told, months_told
from giamngheo.apps.oversight.queries import (
    advised,
    inspections_where,
    lines_of,
    plan_in_force,
    plans_of,
    progress_of,
    report_late,
)
from giamngheo.apps.oversight.states import PLAN_DECIDING, PLAN_MOVES, PlanState, PlanVerb
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import unit_on
from giamngheo.law.library import oversight_rules
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import lines_in, number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.unit_asked import unit_asked
from giamngheo.web.staff.coordination.reaching import may_here, require, row_for, year_in
from giamngheo.web.staff.oversight.reaching import (
    advice_seen,
    chosen_unit,
    day_or_none,
    inside,
    plan_for,
    require_any,
    rounds_seen,
    units_to_inspect,
)

_VERBS: Final = {
    PlanVerb.SUBMIT: "Trình phê duyệt",
    PlanVerb.APPROVE: "Phê duyệt",
    PlanVerb.RETURN: "Trả lại để sửa",
    PlanVerb.DROP: "Bỏ dự thảo",
}


@needs(Permission.SEE_RESULTS)
@require_safe
def hub(request: HttpRequest) -> HttpResponse:
    """Show the oversight of a unit and year: its plan and how far it is, inspections and recommendations."""
    unit, others = unit_asked(request)
    year = year_in(request, today().year)
    plan = plan_in_force(unit.area_id, year)
    lines = lines_of(plan) if plan else []
    here = inside(unit.area_id, "area_id") | inside(unit.area_id, "unit_id")
    rounds = inspections_where(rounds_seen(request) & here).filter(first__year=year)
    told = {
        "unit": unit,
        "others": others,
        "year": year,
        "plan": plan,
        "progress": progress_of(lines) if plan else None,
        "editions": plans_of(unit.area_id).filter(year=year),
        "rounds": rounds[:5],
        "late": inspections_where(rounds_seen(request) & here & report_late(today())).count(),
        "advised": advised(advice_seen(request) & here, today()),
        "names": names_of({one.unit_id for one in rounds[:5]}, today()),
        "day": today(),
        "may": may_here(request, unit.area_id),
        "permissions": Permission,
        "rules": oversight_rules(),
    }
    return render(request, "staff/oversight/hub.html", told)


@needs(Permission.INSPECT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or begin the plan of a year and show it."""
    unit, others = unit_asked(request, Permission.INSPECT)
    require(request, Permission.INSPECT, unit.area_id)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        try:
            aims = lines_in(request.POST, "muc-dich", 2001)
            plan = draw_plan(
                Area(pk=unit.area_id), number_in(request.POST, "nam") or 0, aims, actor_of(request)
            )
            return redirect("year-plan", plan.pk)
        except OversightError as error:
            wrong = error.wrong
    standing = plan_in_force(unit.area_id, year_in(request, today().year))
    typed = request.POST.dict() or {
        "nam": str(year_in(request, today().year)),
        "muc-dich": standing.aims if standing else "",
    }
    told = {"unit": unit, "others": others, "typed": typed, "wrong": wrong, "standing": standing}
    return render(request, "staff/oversight/plan_new.html", told, status=422 if wrong else 200)


@needs(Permission.SEE_RESULTS)
@require_safe
def one(request: HttpRequest, year_plan_id: int) -> HttpResponse:
    """Show a plan with its lines and how far each is."""
    return _page(request, plan_for(request, year_plan_id))


@needs(Permission.SEE_RESULTS)
@require_POST
def deed(request: HttpRequest, year_plan_id: int) -> HttpResponse:
    """Change a draft, hand it in, approve, return or drop it."""
    plan, verb = plan_for(request, year_plan_id), request.POST.get("viec", "")
    may = may_here(request, plan.area_id)
    require_any(may, Permission.INSPECT, Permission.DECIDE_INSPECTIONS)
    wrong: dict[str, str] = {}
    try:
        if verb in PLAN_DECIDING:
            require_any(may, Permission.DECIDE_INSPECTIONS)
        else:
            require_any(may, Permission.INSPECT)
        _do(request, plan, verb, wrong)
        return redirect("year-plan", plan.pk)
    except OversightError as error:
        return _page(request, plan, request.POST.dict(), error.wrong | wrong)


def _do(request: HttpRequest, plan: YearPlan, verb: str, wrong: dict[str, str]) -> None:
    said, actor = request.POST, actor_of(request)
    if verb == "muc-dich":
        set_aims(plan, lines_in(said, "muc-dich", 2001), actor)
    elif verb == "dong":
        line = LineSaid(
            chosen_unit(said, "o-dau"),
            said.get("hinh-thuc", ""),
            said.getlist("noi-dung"),
            number_in(said, "tu-thang"),
            number_in(said, "den-thang"),
            words_in(said, "chu-tri", 201),
            words_in(said, "du-an", 11),
            words_in(said, "ghi-chu", 501),
        )
        add_line(plan, line, actor, today())
    elif verb == "bo-dong":
        remove_line(
            row_for(PlanLine.objects.filter(plan=plan).select_related("plan"), chosen_unit(said, "dong")),
            actor,
        )
    elif verb in PLAN_MOVES:
        day = day_or_none(said, "ngay", wrong)
        words, number = words_in(said, "ly-do", 501), words_in(said, "so", 61)
        move_plan(plan, verb, actor, today(), words=words, number=number, day=day)
    else:
        raise OversightError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")


def _page(
    request: HttpRequest,
    plan: YearPlan,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    plan.refresh_from_db()
    unit, lines, may = unit_on(plan.area_id, today()), lines_of(plan), may_here(request, plan.area_id)
    names = names_of({plan.area_id, *(one.line.unit_id for one in lines)}, today())
    may_keep, may_decide = Permission.INSPECT in may, Permission.DECIDE_INSPECTIONS in may
    verbs = [
        (verb.value, label)
        for verb, label in _VERBS.items()
        if plan.state in PLAN_MOVES[verb][0] and (may_decide if verb in PLAN_DECIDING else may_keep)
    ]
    rules = oversight_rules()
    told = {
        "plan": plan,
        "lines": lines,
        "progress": progress_of(lines),
        "names": names,
        "is_draft": plan.state == PlanState.DRAFT,
        "stands": plan.state == PlanState.APPROVED,
        "verbs": verbs,
        "may_keep": may_keep,
        "units": units_to_inspect(unit) if unit and may_keep else [],
        "rules": rules,
        "kinds": {one.id: one.name for one in rules.kinds},
        "planned": [(one.id, one.name) for one in rules.kinds if not one.needs_reason],
        "contents_told": contents_told,
        "months_told": months_told,
        "chosen": request.POST.getlist("noi-dung"),
        "typed": typed or {"muc-dich": plan.aims},
        "wrong": wrong or {},
    }
    return render(request, "staff/oversight/plan.html", told, status=422 if wrong else 200)
