"""Plans of households: the list, those that have none and need one, drawing up, one with its steps, print."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from giamngheo.apps.coordination.actions import (
    CoordinationError,
    add_step,
    draw_household_plan,
    end_household_plan,
    hold_review,
    mark_step,
    set_review,
    sign_household_plan,
)
from giamngheo.apps.coordination.household_queries import (
    late_in_plans_of,
    plans_of_households,
    unable_without_plan,
)
from giamngheo.apps.coordination.models import HouseholdPlan
from giamngheo.apps.coordination.situations import situation_of, situation_told
from giamngheo.apps.coordination.states import HouseholdPlanState, PlanOutcome, PlanStepState
from giamngheo.apps.households.codes import code_typed
from giamngheo.apps.households.models import Household
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import day_in, lines_in, number_in, words_in
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.components.shown import CLASSES
from giamngheo.web.components.unit_asked import areas_in, unit_asked
from giamngheo.web.staff.coordination.reaching import may_here, require, row_for, seen_by

A_PAGE: Final = 30
CANDIDATES: Final = 20


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Show the plans of households of a unit, and poor households without workers that have none."""
    unit, others = unit_asked(request)
    typed, wrong = words_in(request.GET, "ma-ho", 40), dict[str, str]()
    if typed:
        if code := code_typed(typed):
            return redirect("new-household-plan", code)
        wrong["ma-ho"] = f"«{typed}» không phải mã hộ. Cách xử lý: chép lại mã từ Sổ hộ."
    state = request.GET.get("tinh-trang", "")
    page = Paginator(_asked(request, unit), A_PAGE).get_page(number_in(request.GET, "trang") or 1)
    within = areas_in(request, unit, Permission.SEE_HOUSEHOLDS)
    candidates = list(unable_without_plan(among(within), today())[: CANDIDATES + 1])
    areas = {one.household.area_id for one in page.object_list} | {one.area_id for one in candidates}
    late, due = late_in_plans_of(within, today())
    told = {
        "unit": unit,
        "others": others,
        "page": page,
        "names": names_of(areas, today()),
        "states": HouseholdPlanState.choices,
        "state": state,
        "query": urlencode({"don-vi": unit.area_id} | ({"tinh-trang": state} if state else {})),
        "candidates": candidates[:CANDIDATES],
        "has_more": len(candidates) > CANDIDATES,
        "late": late,
        "due": due,
        "may_draw": Permission.TAKE_PART in may_here(request, unit.area_id),
        "typed": {"ma-ho": typed},
        "wrong": wrong,
    }
    return render(request, "staff/coordination/household_plans.html", told, status=422 if wrong else 200)


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the plans that the page shows."""
    unit, _ = unit_asked(request)
    rows = _asked(request, unit)
    return give(request, PLANS, rows, Taken("coordination.export", rows.count(), [unit.area_id]), ending)


@needs(Permission.TAKE_PART)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the register says of a household and the form, or draw its plan up."""
    seen = seen_by(request, permission=Permission.SEE_HOUSEHOLDS)
    household = Household.objects.filter(seen, code=code).first()
    if household is None:
        raise Http404
    require(request, Permission.TAKE_PART, household.area_id)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        first, first_wrong = _day(request, "tu-ngay")
        last, last_wrong = _day(request, "den-ngay")
        try:
            aims = lines_in(request.POST, "muc-tieu", 2001)
            row = draw_household_plan(household, aims, first, last, actor_of(request), today=today())
            return redirect("household-plan", row.pk)
        except CoordinationError as error:
            said = {"tu-ngay": first_wrong, "den-ngay": last_wrong}
            wrong = error.wrong | {name: words for name, words in said.items() if words}
    told = {
        "household": household,
        "place": names_of([household.area_id], today()).get(household.area_id, "–"),
        "situation": situation_told(situation_of(household, today())),
        "typed": request.POST,
        "wrong": wrong,
    }
    return render(request, "staff/coordination/household_plan_new.html", told, status=422 if wrong else 200)


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def one(request: HttpRequest, home_plan_id: int) -> HttpResponse:
    """Show a plan with its steps and reviews."""
    return _page(request, plan_for(request, home_plan_id))


@needs(Permission.TAKE_PART)
@require_POST
def deed(request: HttpRequest, home_plan_id: int) -> HttpResponse:
    """Add or mark a step, set or hold a review, note the signature, end the plan."""
    row = plan_for(request, home_plan_id)
    require(request, Permission.TAKE_PART, row.household.area_id)
    try:
        _do(request, row)
    except CoordinationError as error:
        return _page(request, row, request.POST.dict(), error.wrong)
    return redirect("household-plan", row.pk)


def plan_for(request: HttpRequest, home_plan_id: int) -> HouseholdPlan:
    """The plan of this number; 404 where who asks does not see its household."""
    seen = seen_by(request, "household__area_id", permission=Permission.SEE_HOUSEHOLDS)
    return row_for(HouseholdPlan.objects.filter(seen).select_related("household"), home_plan_id)


def _do(request: HttpRequest, row: HouseholdPlan) -> None:
    typed, actor, verb = request.POST, actor_of(request), request.POST.get("viec", "")
    number = number_in(typed, "dong") or 0
    if verb == "them-viec":
        due, fault = _day(request, "han")
        if fault:
            raise CoordinationError(fault, "han")
        add_step(row, words_in(typed, "viec-lam", 501), words_in(typed, "ai-lam", 201), due, actor)
    elif verb in {PlanStepState.DONE, PlanStepState.DROPPED}:
        mark_step(row_for(row.steps.all(), number), verb, words_in(typed, f"ket-qua-{number}", 1001), actor)
    elif verb == "hen-xem":
        set_review(row, _day(request, "ngay-xem")[0], actor)
    elif verb == "xem-lai":
        review = row_for(row.reviews.all(), number)
        words = lines_in(typed, f"xem-{number}", 2001)
        hold_review(review, _day(request, f"ngay-xem-{number}")[0], words, actor, today=today())
    elif verb == "ky":
        signed_by = words_in(typed, "nguoi-ky", 201)
        sign_household_plan(row, signed_by, _day(request, "ngay-ky")[0], actor, today=today())
    elif verb == "ket-thuc":
        words = lines_in(typed, "ket-cuc", 2001)
        end_household_plan(row, typed.get("muc", ""), words, actor, today=today())
    else:
        raise CoordinationError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")


def _day(request: HttpRequest, name: str) -> tuple[date | None, str]:
    day, text, fault = day_in(request.POST, name, today())
    return (day if text and not fault else None), fault


def _asked(request: HttpRequest, unit: Unit) -> QuerySet[HouseholdPlan]:
    there = among(areas_in(request, unit, Permission.SEE_HOUSEHOLDS), "household__area_id")
    return plans_of_households(there, request.GET.get("tinh-trang", ""))


def _page(
    request: HttpRequest,
    row: HouseholdPlan,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    is_open = row.state in {HouseholdPlanState.DRAFT, HouseholdPlanState.AGREED}
    told = {
        "row": row,
        "place": names_of([row.household.area_id], today()).get(row.household.area_id, "–"),
        "situation": situation_told(row.situation),
        "steps": [(step, step.is_late(today())) for step in row.steps.order_by("due", "pk")],
        "reviews": row.reviews.order_by("due"),
        "may": is_open and Permission.TAKE_PART in may_here(request, row.household.area_id),
        "is_draft": row.state == HouseholdPlanState.DRAFT,
        "outcomes": PlanOutcome.choices,
        "today": today(),
        "typed": typed or {},
        "wrong": wrong or {},
    }
    return render(request, "staff/coordination/household_plan.html", told, status=422 if wrong else 200)


def _lines(chunk: Sequence[Any], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.household.area_id for one in chunk)
    for one in chunk:
        home = one.household
        yield (
            home.head_name,
            home.code,
            looking.name(home.area_id),
            CLASSES[home.class_today].name if home.class_today else None,
            f"{day_text(one.first)} – {day_text(one.last)}",
            one.get_state_display(),
            f"{one.done_steps}/{one.all_steps}",
            one.get_outcome_display() if one.outcome else None,
        )


PLANS: Final = Exported(
    "Kế hoạch giúp hộ thoát nghèo",
    "Số kế hoạch",
    {
        PLACE: COUNT,
        "Chủ hộ": TEXT,
        "Mã hộ": TEXT,
        "Thôn, tổ dân phố": TEXT,
        "Diện hôm nay": TEXT,
        "Thời gian": TEXT,
        "Tình trạng": TEXT,
        "Việc đã xong": TEXT,
        "Kết cục": TEXT,
    },
    (7, 28, 18, 24, 20, 24, 26, 14, 28),
    _lines,
)
