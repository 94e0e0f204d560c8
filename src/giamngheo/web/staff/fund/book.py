"""The book of a fund: a year of entries with what was there after each; opened, moved, reversed."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from giamngheo.apps.fund.actions.keeping import move_money, open_book, reverse_entry
from giamngheo.apps.fund.models import BookEntry
from giamngheo.apps.fund.queries import book_of, money_before, standing_of
from giamngheo.apps.fund.states import MONEY, EntryKind
from giamngheo.apps.fund.writing import FundError
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.text import day as day_text
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.fund.reaching import (
    area_of,
    found,
    may_here,
    require,
    seen,
    unit_of_fund,
    year_asked,
)
from giamngheo.web.staff.fund.typed import Typed

A_PAGE = 100


@needs(Permission.SEE_FUND)
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest) -> HttpResponse:
    """Show the book of a year; or open it, move money, reverse an entry."""
    unit, others = unit_of_fund(request)
    area, year = unit.area_id, year_asked(request)
    typed = Typed(request.POST.dict() or {"ngay": day_text(today())})
    if request.method == "POST":
        require(request, Permission.KEEP_FUND, area)
        try:
            _do(request, area_of(unit), typed)
            return redirect(f"{reverse('fund-book')}?don-vi={area}&nam={year}")
        except FundError as error:
            typed.wrong |= error.wrong
    page = Paginator(book_of(area, year), A_PAGE).get_page(number_in(request.GET, "trang") or 1)
    told = {
        "unit": unit,
        "others": others,
        "year": year,
        "page": page,
        "before": money_before(area, year),
        "standing": standing_of(area),
        "has_opening": BookEntry.objects.filter(area=area, kind=EntryKind.OPENING, reversed_by=None).exists(),
        "may_keep": Permission.KEEP_FUND in may_here(request, area),
        "origins": [(one.value, one.label) for one in MONEY],
        "reversible": (EntryKind.OPENING, EntryKind.TRANSFER),
        "typed": typed.said,
        "wrong": typed.wrong,
    }
    return render(request, "staff/fund/book.html", told, status=422 if typed.wrong else 200)


def _do(request: HttpRequest, area: Area, typed: Typed) -> None:
    verb, actor = typed.said.get("viec", ""), actor_of(request)
    if verb == "mo-so":
        day, cash, bank = typed.day("ngay"), typed.money("tien-mat"), typed.money("tien-gui")
        typed.settle()
        open_book(area, day, cash, bank, actor)
    elif verb == "chuyen":
        day, amount = typed.day("ngay"), typed.money("so-tien")
        typed.settle()
        move_money(area, day, typed.words("tai-khoan", 20), amount, actor)
    elif verb == "dao":
        entry = found(
            BookEntry.objects.filter(seen(request), area=area), number_in(typed.said, "but-toan") or 0
        )
        reverse_entry(entry, typed.words("ly-do", 300), actor)
    else:
        raise FundError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")
