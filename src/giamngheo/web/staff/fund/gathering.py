"""Pages of what comes in: campaigns, donors, pledges."""

from collections.abc import Mapping
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from giamngheo.apps.fund.actions.gathering import (
    CampaignSaid,
    DonorSaid,
    PledgeSaid,
    change_donor,
    end_campaign,
    end_pledge,
    open_campaign,
    record_donor,
    take_pledge,
)
from giamngheo.apps.fund.models import Campaign, Donor, Pledge, Receipt
from giamngheo.apps.fund.queries import campaigns_of, donors_of, pledges_of
from giamngheo.apps.fund.states import DonorKind
from giamngheo.apps.fund.writing import FundError
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.queries import unit_on
from giamngheo.foundation.text import day as day_text
from giamngheo.law.library import fund_rules
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.fund.reaching import (
    area_of,
    chosen,
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


@needs(Permission.KEEP_FUND)
@_FORM
def new_campaign(request: HttpRequest) -> HttpResponse:
    """Show the form, with the days of the chosen kind where a source gave them; or open the campaign."""
    unit, _ = unit_of_fund(request)
    require(request, Permission.KEEP_FUND, unit.area_id)
    typed = Typed(request.POST.dict() or _preset(request.GET.get("loai", ""), today()))
    if request.method == "POST":
        try:
            said = CampaignSaid(
                typed.words("loai", 40),
                typed.words("ten", 200),
                typed.day("tu-ngay"),
                typed.day("den-ngay"),
                typed.money("muc"),
            )
            typed.settle()
            return redirect("fund-campaign", open_campaign(area_of(unit), said, actor_of(request)).pk)
        except FundError as error:
            typed.wrong |= error.wrong
    kinds = fund_rules().campaigns
    note = next((one.note for one in kinds if one.id == typed.said.get("loai")), "")
    told = {"unit": unit, "kinds": kinds, "typed": typed.said, "wrong": typed.wrong, "note": note}
    return _rendered(request, "campaign_new", told)


@needs(Permission.SEE_FUND)
@_FORM
def campaign(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Show a campaign with what it brought; or end it."""
    one = found(Campaign.objects.filter(seen(request)), campaign_id)
    unit = unit_on(one.area_id, today())
    wrong: Mapping[str, str] = {}
    if request.method == "POST":
        require(request, Permission.KEEP_FUND, one.area_id)
        try:
            end_campaign(one, words_in(request.POST, "ly-do", 301), actor_of(request))
            return redirect("fund-campaign", one.pk)
        except FundError as error:
            wrong = error.wrong
    kinds = {kind.id: kind for kind in fund_rules().campaigns}
    told = {
        "unit": unit,
        "one": campaigns_of(one.area_id).get(pk=one.pk),
        "kind": kinds.get(one.kind),
        "pledges": pledges_of(one.area_id).filter(campaign=one)[:A_PAGE],
        "receipts": Receipt.objects.filter(campaign=one)
        .select_related("donor", "item")
        .order_by("-pk")[:A_PAGE],
        "may_keep": Permission.KEEP_FUND in may_here(request, one.area_id),
        "typed": request.POST.dict(),
        "wrong": wrong,
        "today": today(),
    }
    return _rendered(request, "campaign", told)


@needs(Permission.SEE_FUND)
@_FORM
def donors(request: HttpRequest) -> HttpResponse:
    """Show who gives, or record one more."""
    unit, others = unit_of_fund(request)
    typed = Typed(request.POST.dict())
    if request.method == "POST":
        require(request, Permission.KEEP_FUND, unit.area_id)
        try:
            record_donor(area_of(unit), _donor_said(typed), actor_of(request))
            return redirect(f"{reverse('fund-donors')}?don-vi={unit.area_id}")
        except FundError as error:
            typed.wrong |= error.wrong
    asked = words_in(request.GET, "tim")
    page = Paginator(donors_of(unit.area_id, asked), A_PAGE).get_page(number_in(request.GET, "trang") or 1)
    may_keep = Permission.KEEP_FUND in may_here(request, unit.area_id)
    told = {
        "unit": unit,
        "others": others,
        "page": page,
        "asked": asked,
        "kinds": DonorKind.choices,
        "may_keep": may_keep,
        "shown": {one.pk: masked(one.contact, is_whole=may_keep) for one in page.object_list},
        "typed": typed.said,
        "wrong": typed.wrong,
    }
    return _rendered(request, "donors", told)


@needs(Permission.SEE_FUND)
@_FORM
def donor(request: HttpRequest, donor_id: int) -> HttpResponse:
    """Show a donor with what they gave and promised; or change what is said of them."""
    one = found(Donor.objects.filter(seen(request)), donor_id)
    may_keep = Permission.KEEP_FUND in may_here(request, one.area_id)
    kept = {
        "loai": one.kind,
        "ten": one.name,
        "lien-he": masked(one.contact, is_whole=may_keep),
        "neu-ten": "co" if one.is_named else "",
    }
    typed = Typed(request.POST.dict() or kept)
    if request.method == "POST":
        require(request, Permission.KEEP_FUND, one.area_id)
        try:
            change_donor(one, _donor_said(typed), actor_of(request))
            return redirect("fund-donor", one.pk)
        except FundError as error:
            typed.wrong |= error.wrong
    told = {
        "unit": unit_on(one.area_id, today()),
        "one": one,
        "kinds": DonorKind.choices,
        "receipts": Receipt.objects.filter(donor=one)
        .select_related("donor", "item")
        .order_by("-pk")[:A_PAGE],
        "pledges": pledges_of(one.area_id).filter(donor=one)[:A_PAGE],
        "may_keep": may_keep,
        "typed": typed.said,
        "wrong": typed.wrong,
        "today": today(),
    }
    return _rendered(request, "donor", told)


@needs(Permission.SEE_FUND)
@_FORM
def pledges(request: HttpRequest) -> HttpResponse:
    """Show the promises that wait, or write one more down."""
    unit, others = unit_of_fund(request)
    typed = Typed(request.POST.dict() or {"cuoc": request.GET.get("cuoc", ""), "ngay": day_text(today())})
    if request.method == "POST":
        require(request, Permission.KEEP_FUND, unit.area_id)
        try:
            said = PledgeSaid(
                day=typed.day("ngay"),
                due=typed.day("han"),
                amount=typed.money("so-tien"),
                goods=typed.words("hien-vat", 200),
                donor=chosen(Donor, unit.area_id, typed.said, "nguoi"),
                campaign=chosen(Campaign, unit.area_id, typed.said, "cuoc"),
            )
            typed.settle()
            take_pledge(area_of(unit), said, actor_of(request))
            return redirect(f"{reverse('fund-pledges')}?don-vi={unit.area_id}")
        except FundError as error:
            typed.wrong |= error.wrong
    page = Paginator(pledges_of(unit.area_id), A_PAGE).get_page(number_in(request.GET, "trang") or 1)
    told = {
        "unit": unit,
        "others": others,
        "page": page,
        **choices_of(unit.area_id),
        "may_keep": Permission.KEEP_FUND in may_here(request, unit.area_id),
        "today": today(),
        "typed": typed.said,
        "wrong": typed.wrong,
    }
    return _rendered(request, "pledges", told)


@needs(Permission.KEEP_FUND)
@require_POST
def ending_pledge(request: HttpRequest, pledge_id: int) -> HttpResponse:
    """Wait for a promise no more."""
    one = found(Pledge.objects.filter(seen(request)), pledge_id)
    require(request, Permission.KEEP_FUND, one.area_id)
    try:
        end_pledge(one, words_in(request.POST, "ly-do", 301), actor_of(request))
    except FundError as error:
        told = {"unit": unit_on(one.area_id, today()), "refused": str(error), "back": reverse("fund-pledges")}
        return render(request, "staff/fund/refused.html", told, status=422)
    return redirect(f"{reverse('fund-pledges')}?don-vi={one.area_id}")


def choices_of(area_id: int) -> dict[str, list[tuple[str, str]]]:
    """Donors and campaigns that a form lets choose."""
    campaigns = Campaign.objects.filter(area=area_id, ended_at=None).order_by("-first")
    return {
        "donor_choices": [(str(one.pk), one.name) for one in donors_of(area_id)],
        "campaign_choices": [(str(one.pk), one.name) for one in campaigns],
    }


def _donor_said(typed: Typed) -> DonorSaid:
    return DonorSaid(
        typed.words("loai", 20),
        typed.words("ten", 200),
        typed.words("lien-he", 200),
        typed.said.get("neu-ten") == "co",
    )


def _preset(kind: str, day: date) -> dict[str, str]:
    """What a form begins with: name and days of a kind of campaign in this year, where they are known."""
    one = next((each for each in fund_rules().campaigns if each.id == kind), None)
    if one is None:
        return {}
    said = {"loai": one.id, "ten": f"{one.name} năm {day.year}"}
    if one.first and one.last:
        said["tu-ngay"] = day_text(date(day.year, one.first.month, one.first.day))
        said["den-ngay"] = day_text(date(day.year, one.last.month, one.last.day))
    return said


def _rendered(request: HttpRequest, name: str, told: Mapping[str, object]) -> HttpResponse:
    return render(request, f"staff/fund/{name}.html", told, status=422 if told["wrong"] else 200)
