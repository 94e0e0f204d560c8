"""Vouchers of the treasury: listed, written by hand, reversed with a reason."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from giamngheo.apps.budgets.actions import BudgetError, Part, Voucher, reverse_voucher, spend
from giamngheo.apps.budgets.models import Line
from giamngheo.apps.budgets.queries import lines_of, vouchers_of
from giamngheo.apps.budgets.states import VOUCHERS, EntryKind
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import day_needed, number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.budgets.reaching import Place, entry_for, place_for, require
from giamngheo.web.staff.budgets.shown import words
from giamngheo.web.staff.budgets.typed import amount_typed

A_PAGE = 50
_KINDS = [(one.value, one.label) for one in VOUCHERS]


@needs(Permission.SEE_MONEY)
@require_safe
def vouchers(request: HttpRequest) -> HttpResponse:
    """Show the vouchers of a unit in a year, the last first."""
    place = place_for(request)
    rows = Paginator(vouchers_of(place.area_id, place.year).select_related("loading"), A_PAGE)
    told = {
        "place": place,
        "tab": "chung-tu",
        "page": rows.get_page(number_in(request.GET, "trang") or 1),
        **words(),
    }
    return render(request, "staff/budgets/vouchers.html", told)


@needs(Permission.KEEP_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or write a voucher and show its line."""
    place = place_for(request)
    require(request, Permission.KEEP_MONEY, place.area_id)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        line = _line_typed(request, place)
        voucher = _typed(request, wrong)
        amount = amount_typed(request.POST, "so-tien", wrong)
        if line is None:
            wrong["dong"] = "Chưa chọn dòng kinh phí. Cách xử lý: chọn dòng đã được phân bổ."
        if amount is None and "so-tien" not in wrong:
            wrong["so-tien"] = "Chưa ghi số tiền. Cách xử lý: ghi số đồng trên chứng từ."
        if not wrong and voucher is not None and line is not None:
            try:
                spend(place.area, voucher, [Part(line, amount or 0)], actor_of(request))
                return redirect("budget-line", line.pk)
            except BudgetError as error:
                wrong = error.wrong
    typed = request.POST.dict() if request.method == "POST" else request.GET.dict()
    lines = [one for one in lines_of(place.area_id, place.year) if one.allocated or one.disbursed]
    asked = number_in(typed, "hoat-dong")
    own = [one for one in lines if one.activity_id == asked] if asked is not None else []
    if own and "dong" not in typed:
        typed["dong"] = str(own[0].pk)
    told = {
        "place": place,
        "lines": lines,
        "kinds": _KINDS,
        "typed": typed,
        "wrong": wrong,
        **words(),
    }
    return render(request, "staff/budgets/voucher.html", told, status=422 if wrong else 200)


@needs(Permission.KEEP_MONEY)
@require_POST
def reversing(request: HttpRequest, money_entry_id: int) -> HttpResponse:
    """Reverse a voucher with the reason, today; shows its line, or why not."""
    entry = entry_for(request, money_entry_id)
    require(request, Permission.KEEP_MONEY, entry.area_id)
    back = f"{reverse('budget-vouchers')}?don-vi={entry.area_id}&nam={entry.year}"
    try:
        reverse_voucher(entry, words_in(request.POST, "ly-do", 501), today(), actor_of(request))
    except BudgetError as error:
        told = {"errors": list(error.wrong.items()), "back": back, "title": "Chưa ghi đảo được"}
        return render(request, "staff/budgets/refused.html", told, status=422)
    return redirect(back)


def _line_typed(request: HttpRequest, place: Place) -> Line | None:
    number = number_in(request.POST, "dong")
    return Line.objects.filter(pk=number, area=place.area_id, year=place.year).first() if number else None


def _typed(request: HttpRequest, wrong: dict[str, str]) -> Voucher | None:
    typed = request.POST
    kind = next((one for one in VOUCHERS if one == typed.get("loai")), None)
    if kind is None:
        wrong["loai"] = "Chưa chọn loại chứng từ. Cách xử lý: chọn tạm ứng, thanh toán …"
    day = day_needed(typed, "ngay", "Chưa ghi ngày chứng từ. Cách xử lý: ghi ngày trên chứng từ.", wrong)
    if kind is None or day is None:
        return None
    return Voucher(
        EntryKind(kind),
        words_in(typed, "so-chung-tu", 61),
        day,
        words_in(typed, "nguoi-nhan", 201),
        words_in(typed, "noi-dung-chi", 501),
    )
