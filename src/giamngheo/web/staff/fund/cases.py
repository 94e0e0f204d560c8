"""Pages of proposals to help: the list, a new one with what the household got before, one with its deeds."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from giamngheo.apps.fund.actions.deciding import ProposalSaid, drop_case, propose
from giamngheo.apps.fund.actions.delivering import (
    DeliverySaid,
    close_case,
    deliver,
    left_of,
    occasion_of,
)
from giamngheo.apps.fund.models import Delivery, HelpCase
from giamngheo.apps.fund.queries import before_of, cases_where
from giamngheo.apps.fund.states import MONEY, CaseState
from giamngheo.apps.fund.writing import FundError
from giamngheo.apps.households.circumstances import needs as all_needs
from giamngheo.apps.households.models import Household
from giamngheo.apps.households.queries import household_of, household_on
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit, path_of
from giamngheo.foundation.text import day as day_text
from giamngheo.law.library import fund_rules
from giamngheo.web.components.acting_person import actor_of, permissions_here, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.fund.reaching import cases_seen, found, may_here
from giamngheo.web.staff.fund.typed import Typed

A_PAGE = 50
_WITH_A_FUND = (Tier.PROVINCE, Tier.DISTRICT, Tier.COMMUNE)
_FORM = require_http_methods(["GET", "HEAD", "POST"])


@needs(Permission.SEE_CASES)
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Show the proposals of one's own area or fund, by their state."""
    state = request.GET.get("tinh-trang", "")
    of_state = Q(state=state) if state in CaseState else Q()
    page = Paginator(cases_where(cases_seen(request) & of_state), A_PAGE).get_page(
        number_in(request.GET, "trang") or 1
    )
    places = {area for one in page.object_list for area in (one.area_id, one.unit_id)}
    told = {
        "page": page,
        "state": state,
        "states": CaseState.choices,
        "names": names_of(places, today()),
        "purposes": _purposes(),
        "may_propose": Permission.PROPOSE_CASES in permissions_here(request),
    }
    return render(request, "staff/fund/cases.html", told)


@needs(Permission.PROPOSE_CASES)
@_FORM
def new_case(request: HttpRequest) -> HttpResponse:
    """Ask for the household, then show the form under what it got before; or write the proposal down."""
    code = words_in(request.POST, "ho", 30) or words_in(request.GET, "ho", 30)
    household = household_of(code) if code else None
    typed = Typed(request.POST.dict() or {"ho": code, "ngay": day_text(today())})
    if code and household is None:
        typed.wrong["ho"] = "Không thấy hộ mang mã này trong địa bàn của bạn. Xem lại mã ở «Sổ hộ»."
    units: Sequence[Unit] = ()
    if household is not None:
        if Permission.PROPOSE_CASES not in may_here(request, household.area_id):
            raise PermissionDenied
        path = path_of(household.area_id, today())
        units = [one for one in reversed(path) if one.tier in _WITH_A_FUND]
        if request.method == "POST":
            try:
                case = propose(_proposal(typed, household, units), actor_of(request))
                return redirect("fund-case", case.pk)
            except FundError as error:
                typed.wrong |= error.wrong
    told = {
        "household": household,
        "people": household_on(household, today()).members if household else [],
        "before": before_of(household, today().year) if household else None,
        "units": [(str(one.area_id), f"Quỹ {one.full_name}") for one in units],
        "purposes": [(one.id, one.name) for one in fund_rules().purposes],
        "needs": list(all_needs().items()),
        "typed": typed.said,
        "wrong": typed.wrong,
    }
    return render(request, "staff/fund/case_new.html", told, status=422 if typed.wrong else 200)


@needs(Permission.SEE_CASES)
@_FORM
def case(request: HttpRequest, help_id: int) -> HttpResponse:
    """Show a case with what the household got before; or take it back, hand over, close it."""
    one = found(cases_where(cases_seen(request)).select_related("person"), help_id)
    may_there, may_keep = may_here(request, one.area_id), _may_keep(request, one)
    typed = Typed(request.POST.dict() or _handing_over(one))
    if request.method == "POST":
        if not may_keep and not (typed.said.get("viec") == "rut" and Permission.PROPOSE_CASES in may_there):
            raise PermissionDenied
        try:
            _do(request, one, typed, may_keep=may_keep)
            return redirect("fund-case", one.pk)
        except FundError as error:
            typed.wrong |= error.wrong
    before = before_of(one.household, today().year, but=one.pk)
    told = {
        "one": one,
        "names": names_of([one.area_id, one.unit_id], today()),
        "purpose": _purposes().get(one.purpose, one.purpose),
        "need": all_needs().get(one.need, one.need),
        "before": before,
        "is_met": before.is_met(one.need, today(), occasion_of(one)),
        "deliveries": Delivery.objects.filter(case=one).select_related("item").order_by("-pk"),
        "left": left_of(one),
        "may_keep": may_keep,
        "may_drop": (one.state == CaseState.PROPOSED and Permission.PROPOSE_CASES in may_there) or may_keep,
        "origins": [(each.value, each.label) for each in MONEY],
        "typed": typed.said,
        "wrong": typed.wrong,
    }
    return render(request, "staff/fund/case.html", told, status=422 if typed.wrong else 200)


def _do(request: HttpRequest, one: HelpCase, typed: Typed, *, may_keep: bool) -> None:
    verb, actor = typed.said.get("viec", ""), actor_of(request)
    if verb == "rut":
        if one.state == CaseState.APPROVED and not may_keep:
            raise PermissionDenied
        drop_case(one, typed.words("ly-do", 300), actor)
    elif verb == "dong":
        close_case(one, typed.words("ly-do", 300), actor)
    elif verb == "trao":
        said = DeliverySaid(
            typed.day("ngay"),
            typed.words("nguoi-nhan", 200),
            typed.words("tai-khoan", 20),
            typed.money("so-tien"),
            typed.quantity("so-luong"),
            typed.words("vi-sao-them", 300),
        )
        typed.settle()
        deliver(one, said, actor)
    else:
        raise FundError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")


def _may_keep(request: HttpRequest, one: HelpCase) -> bool:
    return Permission.KEEP_FUND in may_here(request, one.unit_id)


def _handing_over(one: HelpCase) -> dict[str, str]:
    """What the form of handing over begins with: all that is left, to the head."""
    left = left_of(one)
    return {
        "ngay": day_text(today()),
        "nguoi-nhan": one.household.head_name,
        "so-tien": f"{left.amount:,}".replace(",", ".") if left.amount else "",
        "so-luong": f"{left.quantity.normalize():f}".replace(".", ",") if left.quantity else "",
        "tai-khoan": "cash",
    }


def _proposal(typed: Typed, household: Household, units: Sequence[Unit]) -> ProposalSaid:
    unit = number_in(typed.said, "quy")
    if unit not in {one.area_id for one in units}:
        raise FundError("Chưa chọn đề nghị Quỹ nào. Cách xử lý: chọn Quỹ của xã hoặc cấp trên.", "quy")
    said = ProposalSaid(
        unit or 0,
        household,
        typed.words("noi-dung", 40),
        typed.words("gi", 200),
        typed.words("vi-sao", 1000),
        typed.day("ngay"),
        typed.words("ai", 200),
        need=typed.words("nhu-cau", 40),
        asked=typed.money("so-tien"),
        asked_goods=typed.words("hien-vat", 200),
        is_sudden=typed.said.get("dot-xuat") == "co",
        person_id=number_in(typed.said, "nguoi"),
    )
    typed.settle()
    members = {each.person_id for each in household_on(household, today()).members}
    if said.person_id is not None and said.person_id not in members:
        raise FundError("Người này không thuộc hộ. Cách xử lý: chọn người trong hộ.", "nguoi")
    return said


def _purposes() -> dict[str, str]:
    return {one.id: one.name for one in fund_rules().purposes}
