"""Pages of receipts: the list of a year, a new one, one with its paper, cancelled."""

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from giamngheo.apps.fund.actions.gathering import ReceiptSaid, cancel_receipt, receive
from giamngheo.apps.fund.models import Campaign, Donor, Pledge, Receipt
from giamngheo.apps.fund.queries import pledges_of, receipts_of
from giamngheo.apps.fund.states import HELD
from giamngheo.apps.fund.writing import FundError
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.queries import unit_on
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.fund.gathering import A_PAGE, choices_of
from giamngheo.web.staff.fund.reaching import (
    area_of,
    chosen,
    found,
    may_here,
    require,
    seen,
    unit_of_fund,
    year_asked,
)
from giamngheo.web.staff.fund.typed import Typed


@needs(Permission.SEE_FUND)
@require_safe
def receipts(request: HttpRequest) -> HttpResponse:
    """Show the receipts of a unit and year."""
    unit, others = unit_of_fund(request)
    year = year_asked(request)
    rows = receipts_of(unit.area_id, year)
    told = {
        "unit": unit,
        "others": others,
        "year": year,
        "page": Paginator(rows, A_PAGE).get_page(number_in(request.GET, "trang") or 1),
        "may_keep": Permission.KEEP_FUND in may_here(request, unit.area_id),
    }
    return render(request, "staff/fund/receipts.html", told)


@needs(Permission.KEEP_FUND)
@require_http_methods(["GET", "HEAD", "POST"])
def new_receipt(request: HttpRequest) -> HttpResponse:
    """Show the form, filled in from a pledge where one is named; or write the receipt."""
    unit, _ = unit_of_fund(request)
    area = unit.area_id
    require(request, Permission.KEEP_FUND, area)
    typed = Typed(request.POST.dict() or _begun(request, area))
    if request.method == "POST":
        try:
            said = ReceiptSaid(
                day=typed.day("ngay"),
                account=typed.words("tai-khoan", 20),
                what_for=typed.words("noi-dung", 300),
                amount=typed.money("so-tien"),
                goods=typed.words("hien-vat"),
                unit=typed.words("don-vi-tinh", 40),
                quantity=typed.quantity("so-luong"),
                worth=typed.money("tri-gia"),
                donor=chosen(Donor, area, typed.said, "nguoi"),
                campaign=chosen(Campaign, area, typed.said, "cuoc"),
                pledge=chosen(Pledge, area, typed.said, "cam-ket"),
                handed_by=typed.words("nguoi-nop", 200),
            )
            typed.settle()
            return redirect("fund-receipt", receive(area_of(unit), said, actor_of(request)).pk)
        except FundError as error:
            typed.wrong |= error.wrong
    told = {
        "unit": unit,
        **choices_of(area),
        "pledge_choices": [(str(one.pk), _called(one)) for one in pledges_of(area)],
        "accounts": [(one.value, one.label) for one in HELD],
        "typed": typed.said,
        "wrong": typed.wrong,
    }
    return render(request, "staff/fund/receipt_new.html", told, status=422 if typed.wrong else 200)


@needs(Permission.SEE_FUND)
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, receipt_id: int) -> HttpResponse:
    """Show a receipt; or cancel it with a reason."""
    rows = Receipt.objects.select_related("donor", "campaign", "pledge", "item", "paper")
    one = found(rows.filter(seen(request)), receipt_id)
    wrong: Mapping[str, str] = {}
    if request.method == "POST":
        require(request, Permission.KEEP_FUND, one.area_id)
        try:
            cancel_receipt(one, words_in(request.POST, "ly-do", 301), actor_of(request))
            return redirect("fund-receipt", one.pk)
        except FundError as error:
            wrong = error.wrong
    told = {
        "unit": unit_on(one.area_id, today()),
        "one": one,
        "may_keep": Permission.KEEP_FUND in may_here(request, one.area_id),
        "typed": request.POST.dict(),
        "wrong": wrong,
    }
    return render(request, "staff/fund/receipt.html", told, status=422 if wrong else 200)


def _begun(request: HttpRequest, area: int) -> dict[str, str]:
    said = {"ngay": day_text(today()), "noi-dung": "Ủng hộ Quỹ «Vì người nghèo»", "tai-khoan": "cash"}
    number = number_in(request.GET, "cam-ket")
    pledge = pledges_of(area).filter(pk=number).first() if number is not None else None
    if pledge is None:
        return said | {name: request.GET.get(name, "") for name in ("nguoi", "cuoc")}
    came: int = getattr(pledge, "came", 0)
    return said | {
        "cam-ket": str(pledge.pk),
        "nguoi": str(pledge.donor_id or ""),
        "cuoc": str(pledge.campaign_id or ""),
        "so-tien": whole(max(pledge.amount - came, 0)) if pledge.amount else "",
        "tai-khoan": "cash" if pledge.amount else "goods",
        "hien-vat": "",
    }


def _called(pledge: Pledge) -> str:
    what = f"{whole(pledge.amount)} đồng" if pledge.amount else pledge.goods
    who = pledge.donor.name if pledge.donor else "không nêu tên"
    return f"{who}: {what}, hạn {day_text(pledge.due)}"
