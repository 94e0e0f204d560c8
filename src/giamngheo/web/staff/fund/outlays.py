"""Pages of what a fund spends without a household: drawn up, agreed to, taken by the other fund."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.fund.actions.spending import (
    OutlaySaid,
    cancel_outlay,
    draw_outlay,
    drop_outlay,
    pay_outlay,
    refuse_transfer,
    take_transfer,
)
from giamngheo.apps.fund.models import OwnOutlay
from giamngheo.apps.fund.queries import outlays_of, standing_of
from giamngheo.apps.fund.states import MONEY, OutlayState
from giamngheo.apps.fund.writing import FundError
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit, path_of, units_and_children
from giamngheo.foundation.text import day as day_text
from giamngheo.law.library import fund_rules
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.fund.reaching import (
    WITH_A_FUND,
    area_of,
    found,
    may_here,
    require,
    seen,
    unit_of_fund,
)
from giamngheo.web.staff.fund.typed import Typed

A_PAGE = 50
_UNPAID = Q(state__in=[OutlayState.DRAFT, OutlayState.DROPPED])
_FORM = require_http_methods(["GET", "HEAD", "POST"])


@needs(Permission.SEE_FUND)
@_FORM
def outlays(request: HttpRequest) -> HttpResponse:
    """Show what a fund spent without a household and what came to it from others; or draw one more up."""
    unit, others = unit_of_fund(request)
    typed = Typed(
        request.POST.dict() or {"tai-khoan": MONEY[0].value, "noi-dung": request.GET.get("noi-dung", "")}
    )
    funds = _funds_near(unit)
    if request.method == "POST":
        require(request, Permission.KEEP_FUND, unit.area_id)
        try:
            made = draw_outlay(area_of(unit), _said(typed, funds), actor_of(request))
            return redirect("fund-outlay", made.pk)
        except FundError as error:
            typed.wrong |= error.wrong
    told = {
        "unit": unit,
        "others": others,
        "page": Paginator(outlays_of(unit.area_id), A_PAGE).get_page(number_in(request.GET, "trang") or 1),
        "standing": standing_of(unit.area_id),
        "names": _kinds(),
        "kinds": fund_rules().other_outlays,
        "funds": [(str(one.area_id), f"Quỹ {one.full_name}") for one in funds],
        "origins": [(one.value, one.label) for one in MONEY],
        "may_keep": Permission.KEEP_FUND in may_here(request, unit.area_id),
        "typed": typed.said,
        "wrong": typed.wrong,
    }
    return render(request, "staff/fund/outlays.html", told, status=422 if typed.wrong else 200)


@needs(Permission.SEE_FUND)
@_FORM
def outlay(request: HttpRequest, outlay_id: int) -> HttpResponse:
    """Show one; or agree to it, put it aside, cancel it; take or refuse what another fund passed on."""
    rows = OwnOutlay.objects.filter(seen(request) | seen(request, "to_unit_id") & ~_UNPAID)
    one = found(rows.select_related("paper", "taken"), outlay_id)
    giving = may_here(request, one.area_id)
    taking = may_here(request, one.to_unit_id) if one.to_unit_id else frozenset[Permission]()
    typed = Typed(request.POST.dict() or {"ngay": day_text(today()), "tai-khoan": one.account})
    if request.method == "POST":
        try:
            _do(request, one, typed, giving, taking)
            return redirect("fund-outlay", one.pk)
        except FundError as error:
            typed.wrong |= error.wrong
    told = {
        "one": one,
        "giver": names_of([one.area_id], today()).get(one.area_id, ""),
        "kind": _kinds().get(one.kind, one.kind),
        "sees_giver": Permission.SEE_FUND in giving,
        "is_own": one.drawn_by_id == person_of(request),
        "may_keep": Permission.KEEP_FUND in giving,
        "may_decide": Permission.DECIDE_FUND in giving,
        "may_take": Permission.KEEP_FUND in taking,
        "origins": [(each.value, each.label) for each in MONEY],
        "typed": typed.said,
        "wrong": typed.wrong,
    }
    return render(request, "staff/fund/outlay.html", told, status=422 if typed.wrong else 200)


def _do(
    request: HttpRequest,
    one: OwnOutlay,
    typed: Typed,
    giving: frozenset[Permission],
    taking: frozenset[Permission],
) -> None:
    verb, actor = typed.said.get("viec", ""), actor_of(request)
    entitled = {
        "duyet": Permission.DECIDE_FUND in giving,
        "bo": Permission.KEEP_FUND in giving,
        "huy": Permission.KEEP_FUND in giving,
        "nhan": Permission.KEEP_FUND in taking,
        "khong-nhan": Permission.KEEP_FUND in taking,
    }
    if not entitled.get(verb, False):
        raise PermissionDenied
    if verb in {"duyet", "nhan"}:
        day = typed.day("ngay")
        typed.settle()
        if verb == "duyet":
            pay_outlay(one, day, actor)
        else:
            take_transfer(one, typed.words("tai-khoan", 20), day, actor)
        return
    deed = {"bo": drop_outlay, "huy": cancel_outlay, "khong-nhan": refuse_transfer}[verb]
    deed(one, typed.words("ly-do", 300), actor)


def _said(typed: Typed, funds: list[Unit]) -> OutlaySaid:
    to_unit = number_in(typed.said, "quy-nhan")
    said = OutlaySaid(
        typed.words("noi-dung", 40),
        typed.words("gi", 300),
        typed.words("can-cu", 300),
        typed.words("tai-khoan", 20),
        typed.money("so-tien"),
        typed.words("nguoi-nhan", 200),
        to_unit if to_unit in {one.area_id for one in funds} else None,
    )
    typed.settle()
    return said


def _funds_near(unit: Unit) -> list[Unit]:
    """The funds that money may be passed to: of the units above, beside and below."""
    above = path_of(unit.area_id, today())[:-1]
    _, children = units_and_children([one.area_id for one in above[-1:]] + [unit.area_id], today())
    near = {
        one.area_id: one for one in [*reversed(above), *(one for each in children.values() for one in each)]
    }
    near.pop(unit.area_id, None)
    return [one for one in near.values() if one.tier in WITH_A_FUND]


def _kinds() -> dict[str, str]:
    return {one.id: one.name for one in fund_rules().other_outlays}
