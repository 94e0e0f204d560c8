"""What a unit needs and what was found right of it: told, appraised by another person, summed from below."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from giamngheo.apps.budgets.actions import BudgetError, Need, appraise, draw_need, withdraw_need
from giamngheo.apps.budgets.from_needs import draw_from_needs, undecided
from giamngheo.apps.budgets.of_activities import activities_of
from giamngheo.apps.budgets.queries import needs_below, needs_of
from giamngheo.apps.budgets.states import EstimateState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.acting_person import actor_of, person_of
from giamngheo.web.components.asked import words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.budgets.reaching import below as units_below
from giamngheo.web.staff.budgets.reaching import need_for, place_for, require
from giamngheo.web.staff.budgets.shown import words
from giamngheo.web.staff.budgets.typed import amount_typed, choices, key_typed, to_choose


@needs(Permission.SEE_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def all_needs(request: HttpRequest) -> HttpResponse:
    """Show the needs of a unit and those summed of the units below, or keep another one."""
    place = place_for(request)
    wrong: dict[str, str] = {}
    activities = activities_of(place.area_id, place.year)
    if request.method == "POST":
        require(request, Permission.KEEP_MONEY, place.area_id)
        asked = amount_typed(request.POST, "so-tien", wrong)
        if not wrong:
            need = Need(
                key_typed(request.POST, place.area_id, place.year, activities=activities),
                asked or 0,
                words_in(request.POST, "can-cu", 1001),
            )
            try:
                draw_need(need, actor_of(request))
                return redirect(f"{reverse('budget-needs')}?{place.query}")
            except BudgetError as error:
                wrong = error.wrong
    rows = list(needs_of(place.area_id, place.year))
    units = units_below(place.area_id)
    below = needs_below([one.area_id for one in units], place.year)
    told = {
        "place": place,
        "tab": "nhu-cau",
        "needs": rows,
        "asked": sum(one.asked for one in rows),
        "found_right": sum(one.found_right or 0 for one in rows),
        "below": [(one, *below[one.area_id]) for one in units if one.area_id in below],
        "states": {one.value: one.label for one in EstimateState},
        "person": person_of(request),
        "undecided": undecided([place.area_id, *(one.area_id for one in units)], place.year).count(),
        "activities": to_choose(activities),
        "typed": request.POST.dict() or {"hoat-dong": request.GET.get("hoat-dong", "")},
        "wrong": wrong,
        **choices(place),
        **words(),
    }
    return render(request, "staff/budgets/needs.html", told, status=422 if wrong else 200)


@needs(Permission.KEEP_MONEY)
@require_POST
def drafting(request: HttpRequest) -> HttpResponse:
    """Draft the decision out of all needs that were found right, of the unit and of those below it."""
    place = place_for(request)
    require(request, Permission.KEEP_MONEY, place.area_id)
    units = {one.area_id: one.full_name for one in units_below(place.area_id)}
    names = {place.area_id: place.unit.full_name, **units}
    try:
        made, _ = draw_from_needs(place.area, place.year, list(units), names, actor_of(request))
    except BudgetError as error:
        back = f"{reverse('budget-needs')}?{place.query}"
        told = {"errors": list(error.wrong.items()), "back": back, "title": "Chưa soạn được quyết định"}
        return render(request, "staff/budgets/refused.html", told, status=422)
    return redirect("budget-decision", made.pk)


@needs(Permission.SEE_MONEY)
@require_POST
def deed(request: HttpRequest, need_id: int) -> HttpResponse:
    """Appraise a need or take it back."""
    need, wrong = need_for(request, need_id), dict[str, str]()
    back = f"{reverse('budget-needs')}?don-vi={need.area_id}&nam={need.year}"
    try:
        if request.POST.get("viec") == "rut":
            require(request, Permission.KEEP_MONEY, need.area_id)
            withdraw_need(need, actor_of(request))
        else:
            require(request, Permission.DECIDE_MONEY, need.area_id)
            amount = amount_typed(request.POST, "so-tien", wrong)
            if amount is None:
                raise BudgetError(
                    wrong.get("so-tien") or "Chưa ghi số thẩm định. Cách xử lý: ghi số đồng, 0 là không."
                )
            appraise(need, amount, words_in(request.POST, "ly-do", 501), actor_of(request))
    except BudgetError as error:
        told = {"errors": list(error.wrong.items()), "back": back, "title": "Chưa lưu được"}
        return render(request, "staff/budgets/refused.html", told, status=422)
    return redirect(back)
