"""Pages of sponsors: who sponsors whom and whom nobody does, one sponsor, one sponsorship with its help."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from giamngheo.apps.fund.actions.sponsoring import (
    PromiseSaid,
    SponsorSaid,
    begin_sponsorship,
    end_sponsorship,
    give_as_sponsor,
    record_sponsor,
    take_help_back,
)
from giamngheo.apps.fund.models import Sponsor, SponsorHelp, Sponsorship
from giamngheo.apps.fund.queries import (
    before_of,
    helps_of,
    sponsors_of,
    sponsorships_where,
    without_a_sponsor,
)
from giamngheo.apps.fund.states import SponsorKind
from giamngheo.apps.fund.writing import FundError
from giamngheo.apps.households.circumstances import needs as all_needs
from giamngheo.apps.households.queries import household_of
from giamngheo.apps.support.examining import Help
from giamngheo.apps.support.states import Form, Source
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import unit_on
from giamngheo.foundation.text import day as day_text
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.fund.reaching import (
    area_of,
    cases_seen,
    found,
    masked,
    may_here,
    require,
    seen,
    unit_of_fund,
)
from giamngheo.web.staff.fund.typed import Typed

A_PAGE = 50
_FORM = require_http_methods(["GET", "HEAD", "POST"])


@needs(Permission.SEE_CASES)
@require_safe
def sponsorships(request: HttpRequest) -> HttpResponse:
    """Show who sponsors whom, and the poor and near-poor households that nobody does."""
    page = Paginator(sponsorships_where(cases_seen(request)), A_PAGE).get_page(
        number_in(request.GET, "trang") or 1
    )
    alone = without_a_sponsor(seen(request, "area_id", Permission.SEE_CASES))
    told_alone = Paginator(alone, A_PAGE).get_page(number_in(request.GET, "trang-ho") or 1)
    places = {one.area_id for one in page.object_list} | {one.area_id for one in told_alone.object_list}
    told = {"page": page, "alone": told_alone, "names": names_of(places, today()), "today": today()}
    return render(request, "staff/fund/sponsorships.html", told)


@needs(Permission.SEE_FUND)
@_FORM
def sponsors(request: HttpRequest) -> HttpResponse:
    """Show the sponsors of a unit, those who sponsor nobody among them; or record one more."""
    unit, others = unit_of_fund(request)
    typed = Typed(request.POST.dict())
    if request.method == "POST":
        require(request, Permission.PROPOSE_CASES, unit.area_id)
        try:
            said = SponsorSaid(typed.words("loai", 20), typed.words("ten", 200), typed.words("lien-he", 200))
            return redirect("fund-sponsor", record_sponsor(area_of(unit), said, actor_of(request)).pk)
        except FundError as error:
            typed.wrong |= error.wrong
    told = {
        "unit": unit,
        "others": others,
        "page": Paginator(sponsors_of(unit.area_id), A_PAGE).get_page(number_in(request.GET, "trang") or 1),
        "kinds": SponsorKind.choices,
        "may": Permission.PROPOSE_CASES in may_here(request, unit.area_id),
        "typed": typed.said,
        "wrong": typed.wrong,
    }
    return render(request, "staff/fund/sponsors.html", told, status=422 if typed.wrong else 200)


@needs(Permission.SEE_FUND)
@_FORM
def sponsor(request: HttpRequest, sponsor_id: int) -> HttpResponse:
    """Show whom a sponsor stands by; or let it stand by one more household."""
    one = found(Sponsor.objects.filter(seen(request)), sponsor_id)
    may = may_here(request, one.area_id)
    typed = Typed(request.POST.dict() or {"ho": request.GET.get("ho", ""), "tu-ngay": day_text(today())})
    if request.method == "POST":
        require(request, Permission.PROPOSE_CASES, one.area_id)
        try:
            household = household_of(typed.words("ho", 30))
            if household is None or Permission.PROPOSE_CASES not in may_here(request, household.area_id):
                typed.wrong["ho"] = "Không thấy hộ mang mã này trong địa bàn của bạn. Xem lại mã ở «Sổ hộ»."
            first, last = typed.day("tu-ngay"), typed.day_or_none("den-ngay")
            typed.settle()
            if household is not None:
                said = PromiseSaid(household, typed.words("giup-gi", 500), first, last)
                return redirect("fund-sponsorship", begin_sponsorship(one, said, actor_of(request)).pk)
        except FundError as error:
            typed.wrong |= error.wrong
    rows = list(sponsorships_where(cases_seen(request)).filter(sponsor=one)[:A_PAGE])
    told = {
        "unit": unit_on(one.area_id, today()),
        "one": one,
        "contact": masked(one.contact, is_whole=Permission.KEEP_FUND in may),
        "rows": rows,
        "names": names_of({each.area_id for each in rows}, today()),
        "may": Permission.PROPOSE_CASES in may,
        "typed": typed.said,
        "wrong": typed.wrong,
    }
    return render(request, "staff/fund/sponsor.html", told, status=422 if typed.wrong else 200)


@needs(Permission.SEE_CASES)
@_FORM
def sponsorship(request: HttpRequest, sponsorship_id: int) -> HttpResponse:
    """Show what a sponsor promised and gave; or write a help down, take one back, end it."""
    one = found(sponsorships_where(cases_seen(request)), sponsorship_id)
    may = Permission.PROPOSE_CASES in may_here(request, one.area_id)
    typed = Typed(request.POST.dict() or {"ngay": day_text(today()), "ngay-cuoi": day_text(today())})
    if request.method == "POST":
        require(request, Permission.PROPOSE_CASES, one.area_id)
        try:
            _do(request, one, typed)
            return redirect("fund-sponsorship", one.pk)
        except FundError as error:
            typed.wrong |= error.wrong
    told = {
        "one": one,
        "names": names_of([one.area_id, one.unit_id], today()),
        "helps": helps_of(one),
        "before": before_of(one.household, today().year),
        "needs": list(all_needs().items()),
        "forms": Form.choices,
        "may": may,
        "typed": typed.said,
        "wrong": typed.wrong,
        "list_address": reverse("fund-sponsorships"),
    }
    return render(request, "staff/fund/sponsorship.html", told, status=422 if typed.wrong else 200)


def _do(request: HttpRequest, one: Sponsorship, typed: Typed) -> None:
    verb, actor = typed.said.get("viec", ""), actor_of(request)
    if verb == "giup":
        form = typed.words("dang", 20)
        if form not in Form:
            raise FundError("Chưa chọn giúp bằng gì. Cách xử lý: chọn tiền, hiện vật, ngày công …", "dang")
        said = Help(
            one.household_id,
            typed.words("nhu-cau", 40),
            Form(form),
            typed.words("gi", 300),
            typed.day("ngay"),
            Source.SPONSOR,
            quantity=typed.quantity("so-luong"),
            unit=typed.words("don-vi-tinh", 40),
            value=typed.money("so-tien"),
            again_because=typed.words("vi-sao-them", 300),
        )
        typed.settle()
        give_as_sponsor(one, said, actor)
    elif verb == "rut":
        given = found(SponsorHelp.objects.filter(sponsorship=one), number_in(typed.said, "khoan") or 0)
        take_help_back(given, typed.words("ly-do", 300), actor)
    elif verb == "ket-thuc":
        day = typed.day("ngay-cuoi")
        typed.settle()
        end_sponsorship(one, day, typed.words("ly-do", 300), typed.words("ket-qua", 500), actor)
    else:
        raise FundError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")
