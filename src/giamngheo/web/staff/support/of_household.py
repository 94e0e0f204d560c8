"""All that one household was given; help is written down here by hand and taken back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from giamngheo.apps.households.circumstances import needs
from giamngheo.apps.households.models import Household, Membership
from giamngheo.apps.support.actions import SupportError, give, take_back
from giamngheo.apps.support.examining import LONGEST_REASON, LONGEST_WHAT, Help
from giamngheo.apps.support.queries import support_of
from giamngheo.apps.support.states import Form, Source
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may, permissions_in_each
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.text import parse_money, parse_quantity
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import day_needed, number_in, words_in
from giamngheo.web.components.guard import needs as needs_permission
from giamngheo.web.staff.registry.reaching import household_for
from giamngheo.web.staff.support.told import quantity_told, standing_told

LONGEST = 200


@needs_permission(Permission.SEE_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a household was given with the form, or write down another help."""
    home = household_for(request, code, Permission.SEE_HOUSEHOLDS)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        household_for(request, code, Permission.GIVE_SUPPORT)
        if _give(request, home, wrong):
            return redirect("household-support", home.code)
    return _page(request, home, wrong)


@needs_permission(Permission.GIVE_SUPPORT)
@require_POST
def taking_back(request: HttpRequest, code: str, support_id: int) -> HttpResponse:
    """Take a help back that was written down by hand, with its reason."""
    home = household_for(request, code, Permission.GIVE_SUPPORT)
    row = support_of(home).filter(pk=support_id, occasion="").first() if support_id < 2**63 else None
    if row is None or not may(person_of(request), Permission.GIVE_SUPPORT, row.area_id, today()):
        raise Http404
    try:
        take_back([row], words_in(request.POST, "ly-do", LONGEST_REASON + 1), actor_of(request))
    except SupportError as error:
        return _page(request, home, {f"ly-do-{row.pk}": str(error)})
    return redirect("household-support", home.code)


def _page(request: HttpRequest, home: Household, wrong: dict[str, str]) -> HttpResponse:
    rows = list(support_of(home))
    areas = {home.area_id, *(one.area_id for one in rows)}
    permissions = permissions_in_each(person_of(request), areas, today())
    giving = {area for area in areas if Permission.GIVE_SUPPORT in permissions[area]}
    told = {
        "household": home,
        "rows": rows,
        "names": names_of({one.area_id for one in rows}, today()),
        "needs": needs(),
        "forms": Form.choices,
        "sources": Source.choices,
        "members": _members(home),
        "may_give": home.area_id in giving and home.is_living,
        "may_take_back": {one.pk for one in rows if one.area_id in giving},
        "typed": request.POST or {"hinh-thuc": Form.GOODS.value, "nguon": Source.PROGRAMME.value},
        "wrong": wrong,
        "quantity_told": quantity_told,
        "standing_told": standing_told,
        "longest": LONGEST_WHAT,
        "limit": LONGEST,
    }
    return render(request, "staff/support/of_household.html", told, status=422 if wrong else 200)


def _members(home: Household) -> list[tuple[int, str]]:
    living = Membership.objects.filter(household=home, superseded_by=None, valid__contains=today())
    return list(living.order_by("pk").values_list("person_id", "person__full_name"))


def _give(request: HttpRequest, home: Household, wrong: dict[str, str]) -> bool:
    typed = request.POST
    day = day_needed(typed, "ngay", "Chưa có ngày: gõ ngày đã hỗ trợ, như 1/9/2026.", wrong)
    need, form, source = (typed.get(name, "") for name in ("nhu-cau", "hinh-thuc", "nguon"))
    chosen = (
        ("nhu-cau", need, needs(), "Chưa chọn nhu cầu mà khoản hỗ trợ đáp ứng."),
        ("hinh-thuc", form, Form.values, "Chưa chọn hình thức hỗ trợ."),
        ("nguon", source, Source.values, "Chưa chọn nguồn hỗ trợ."),
    )
    wrong.update({name: sentence for name, value, known, sentence in chosen if value not in known})
    read: dict[str, object] = {}
    for name, reading in (("so-luong", parse_quantity), ("gia-tri", parse_money)):
        try:
            read[name] = reading(text) if (text := words_in(typed, name, 40)) else None
        except ValueError as error:
            wrong[name] = str(error)
    if wrong or day is None:
        return False
    line = Help(
        household_id=home.pk,
        need=need,
        form=Form(form),
        what=words_in(typed, "noi-dung", LONGEST_WHAT + 1),
        given_on=day,
        source=Source(source),
        person_id=number_in(typed, "nguoi"),
        quantity=read["so-luong"],  # type: ignore[arg-type]
        unit=words_in(typed, "don-vi-tinh", 40),
        value=read["gia-tri"],  # type: ignore[arg-type]
        giver=words_in(typed, "don-vi", LONGEST),
        again_because=words_in(typed, "vi-sao-them", LONGEST_REASON),
    )
    try:
        give([line], actor_of(request))
    except SupportError as error:
        wrong["vi-sao-them" if "đã được hỗ trợ" in str(error) else ""] = str(error)
        return False
    return True
