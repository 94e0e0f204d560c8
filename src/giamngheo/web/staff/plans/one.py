"""One plan: what it says, what it lacks, what is given by it and to it; its deeds."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from giamngheo.apps.households.queries import households_in
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.programmes.actions import (
    PARTS,
    PlanError,
    begin_edition,
    draw_adjustment,
    drop_adjustment,
    drop_plan,
    end_plan,
    give_back,
    hand_up,
    issue_plan,
    note_received,
    put_adjustment_in_force,
    take_over,
)
from giamngheo.apps.programmes.checks import lacks_of
from giamngheo.apps.programmes.models import PlanAdjustment, PlanShare, UnitPlan
from giamngheo.apps.programmes.queries import (
    actuals_of,
    adjusted_of,
    adjustments_of,
    day_within,
    drafted_adjustment,
    given_to,
    plans_seen,
    projects_of,
    shares_of,
    targets_of,
    tasks_of,
)
from giamngheo.apps.programmes.states import AdjustmentState, PlanState
from giamngheo.apps.programmes.sums import agreement_of
from giamngheo.apps.programmes.wording import figure_said, target_said
from giamngheo.apps.results.actions import draw_from_plan, put_plan_in_force
from giamngheo.apps.results.queries import followed_from
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import children_of
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.refused import RefusedError
from giamngheo.law.results.library import indicator_of
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import day_needed, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.plans.reaching import may_here, plan_for, require
from giamngheo.web.staff.registry.done import tell_done, told_done

_K, _D = Permission.KEEP_RESULTS, Permission.DECIDE_RESULTS
_NO_DAY = "Chưa có ngày: gõ ngày ban hành, như 1/3/2026."
Deed = Callable[[HttpRequest, UnitPlan, Actor], str]


@needs(Permission.SEE_RESULTS)
@require_safe
def page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Show a plan."""
    return plan_page(request, plan_for(request, plan_id), {})


@needs(Permission.SEE_RESULTS)
@require_POST
def deed(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Hand up, give back, issue, note, end, drop, take over, replace, follow in results."""
    plan, actor = plan_for(request, plan_id), actor_of(request)
    word = request.POST.get("viec", "")
    permission, done = _DEEDS.get(word, (_K, _no_such))
    require(request, permission, plan.area_id)
    if word == "tra-lai" and not {_K, _D} & may_here(request, plan.area_id):
        raise PermissionDenied
    try:
        if word == "ban-thay":
            return redirect("plan", begin_edition(plan, actor).pk)
        sentence = done(request, plan, actor)
    except RefusedError as error:
        return plan_page(request, plan_for(request, plan_id), error.wrong, request.POST)
    if sentence:
        tell_done(request, sentence)
    return redirect("plan", plan.pk)


def _no_such(request: HttpRequest, plan: UnitPlan, actor: Actor) -> str:
    raise PlanError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")


def _hand_up(request: HttpRequest, plan: UnitPlan, actor: Actor) -> str:
    hand_up(plan, actor, today())
    return "Đã trình ban hành. Lãnh đạo khác của đơn vị ghi số, ngày và ban hành."


def _issue(request: HttpRequest, plan: UnitPlan, actor: Actor) -> str:
    wrong: dict[str, str] = {}
    day = plan.day or day_needed(request.POST, "ngay", _NO_DAY, wrong)
    if day is None:
        raise PlanError("Có ô ghi sai.", wrong=wrong)
    issue_plan(plan, words_in(request.POST, "so", 61), day, actor)
    return "Đã ban hành. Các đơn vị bên dưới đọc được kế hoạch và chỉ tiêu giao cho mình."


def _give_back(request: HttpRequest, plan: UnitPlan, actor: Actor) -> str:
    give_back(plan, words_in(request.POST, "ly-do", 501), actor)
    return "Đã trả lại để sửa."


def _note(request: HttpRequest, plan: UnitPlan, actor: Actor) -> str:
    note_received(plan, actor)
    return "Đã ghi nhận kế hoạch của cấp trên."


def _end(request: HttpRequest, plan: UnitPlan, actor: Actor) -> str:
    end_plan(plan, words_in(request.POST, "ly-do", 501), actor)
    return "Kế hoạch đã thôi hiệu lực."


def _drop(request: HttpRequest, plan: UnitPlan, actor: Actor) -> str:
    drop_plan(plan, words_in(request.POST, "ly-do", 501), actor)
    return "Đã bỏ dự thảo."


def _adjust(request: HttpRequest, plan: UnitPlan, actor: Actor) -> str:
    wrong: dict[str, str] = {}
    day = day_needed(request.POST, "ngay-dieu-chinh", _NO_DAY, wrong)
    if wrong:
        raise PlanError("Có ô ghi sai.", wrong=wrong)
    number, why = words_in(request.POST, "so-dieu-chinh", 61), words_in(request.POST, "ly-do-dieu-chinh", 501)
    draw_adjustment(plan, number, day, why, actor)
    return "Đã soạn điều chỉnh. Bấm «Điều chỉnh» ở từng chỉ tiêu rồi ghi số mới."


def _drafted(plan: UnitPlan) -> PlanAdjustment:
    found = drafted_adjustment(plan)
    if found is None:
        raise PlanError("Không có điều chỉnh nào đang soạn. Cách xử lý: tải lại trang.")
    return found


def _adjustment_in_force(request: HttpRequest, plan: UnitPlan, actor: Actor) -> str:
    count = put_adjustment_in_force(_drafted(plan), actor)
    return f"Đã cho hiệu lực điều chỉnh {count} số giao. Các đơn vị bên dưới đọc được số mới."


def _drop_adjustment(request: HttpRequest, plan: UnitPlan, actor: Actor) -> str:
    drop_adjustment(_drafted(plan), words_in(request.POST, "ly-do", 501), actor)
    return "Đã bỏ điều chỉnh."


def _take_over(request: HttpRequest, plan: UnitPlan, actor: Actor) -> str:
    taken = take_over(plan, actor)
    return f"Đã nhận {taken} chỉ tiêu cấp trên giao." if taken else "Không có chỉ tiêu nào chờ nhận."


def _follow(request: HttpRequest, plan: UnitPlan, actor: Actor) -> str:
    drawn = draw_from_plan(plan, actor)
    left = "".join(f" Để lại «{one.wording[:60]}»: {why}." for one, why in drawn.left[:5])
    return f"Đã soạn {len(drawn.rows)} chỉ tiêu ở «Kết quả», chờ người khác cho hiệu lực.{left}"


def _in_force(request: HttpRequest, plan: UnitPlan, actor: Actor) -> str:
    return f"Đã cho hiệu lực {put_plan_in_force(plan, actor)} chỉ tiêu ở «Kết quả»."


_DEEDS: Mapping[str, tuple[Permission, Deed]] = {
    "trinh": (_K, _hand_up),
    "tra-lai": (Permission.SEE_RESULTS, _give_back),
    "ban-hanh": (_D, _issue),
    "ghi-nhan": (_K, _note),
    "thoi": (_D, _end),
    "bo": (_K, _drop),
    "nhan": (_K, _take_over),
    "ban-thay": (_K, _no_such),
    "theo-doi": (_K, _follow),
    "hieu-luc": (_D, _in_force),
    "dieu-chinh": (_K, _adjust),
    "hieu-luc-dieu-chinh": (_D, _adjustment_in_force),
    "bo-dieu-chinh": (_K, _drop_adjustment),
}


def plan_page(
    request: HttpRequest, plan: UnitPlan, wrong: dict[str, str], typed: Mapping[str, str] | None = None
) -> HttpResponse:
    """The page of a plan, with what was refused."""
    day, who, may = today(), person_of(request), may_here(request, plan.area_id)
    targets, projects, tasks = targets_of(plan), projects_of(plan), tasks_of(plan)
    shares = shares_of(plan)
    is_draft, is_own = plan.state == PlanState.DRAFT, Permission.SEE_RESULTS in may
    lived = day_within(plan.area_id, plan.last_year, day)
    given = given_to(plan.area_id, plan.years, lived) if is_draft and not plan.is_received else []
    below = children_of(plan.area_id, lived) if not plan.is_received else []
    follows = followed_from(plan) if is_own else {}
    adjustments = adjustments_of(plan) if not is_draft else []
    adjusted = adjusted_of(adjustments)
    told = {
        "plan": plan,
        "state": PlanState(plan.state),
        "names": names_of(
            {plan.area_id, *(one.area_id for each in (shares, *adjusted.values()) for one in each)}, day
        ),
        "related": _related(request, plan),
        "paper": IssuedPaper.objects.filter(pk=plan.paper_id).defer("content").first()
        if plan.paper_id
        else None,
        "targets": targets,
        "said": target_said,
        "figure": figure_said,
        "indicators": {
            one.pk: indicator_of(one.framework, one.indicator) for one in targets if one.indicator
        },
        "shares": _by_target(plan, shares),
        "actuals": actuals_of(plan) if is_own else {},
        "followed": follows,
        "to_follow": [one for one in targets if one.indicator and one.pk not in follows],
        "in_draft": [one for one in follows.values() if one.put_in_force_at is None],
        "checks": agreement_of(targets, households_in([plan.area_id], day).get(plan.area_id))
        if is_own
        else [],
        "projects": projects,
        "tasks": [(name, list(rows)) for name, rows in groupby(tasks, key=lambda one: one.organisation)],
        "given": given,
        "taken": {one.given_id for one in targets},
        "adjustments": adjustments,
        "adjusted": adjusted,
        "drafted": next((one for one in adjustments if one.state == AdjustmentState.DRAFT), None),
        "me": who,
        "lacks": lacks_of(plan, targets, projects, tasks, given) if is_draft and not plan.is_received else [],
        "parts": PARTS,
        "has_below": bool(below),
        "may_keep": _K in may,
        "may_edit": _K in may and is_draft,
        "may_issue": _D in may and who not in (plan.drawn_by_id, plan.handed_up_by_id),
        "may_decide": _D in may,
        "is_own": is_own,
        "done": told_done(request),
        "typed": typed or {"so": plan.number, "ngay": f"{plan.day:%d/%m/%Y}" if plan.day else ""},
        "wrong": wrong,
    }
    return render(request, "staff/plans/plan.html", told, status=422 if wrong else 200)


def _related(request: HttpRequest, plan: UnitPlan) -> dict[str, UnitPlan | None]:
    """The plans that this one names, as far as who asks may read them; one question."""
    seen = UnitPlan.objects.filter(plans_seen(person_of(request), today())).defer("said")
    asked = {"parent": plan.parent_id, "made_from": plan.made_from_id, "replaces": plan.replaces_id}
    found = seen.in_bulk([one for one in asked.values() if one is not None])
    after = seen.filter(replaces=plan).exclude(state=PlanState.DROPPED).order_by("-pk").first()
    return {name: found.get(number or 0) for name, number in asked.items()} | {"replaced_by": after}


def _by_target(plan: UnitPlan, shares: Sequence[PlanShare]) -> dict[int, dict[str, list[PlanShare]]]:
    """Of each target the shares of the unit itself by year, and those given below."""
    found: dict[int, dict[str, list[PlanShare]]] = {}
    for one in shares:
        place = found.setdefault(one.target_id, {"own": [], "below": []})
        place["own" if one.area_id == plan.area_id else "below"].append(one)
    return found
