"""What happens to a household, written down on one form: who, when, why, by which paper; and taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from giamngheo.apps.households.actions import (
    About,
    MemberSaid,
    RegisterError,
    change_head,
    end_household,
    record_birth,
    record_death,
    record_departure,
    undo_event,
)
from giamngheo.apps.households.models import Household, Person
from giamngheo.apps.households.particulars import choices_of
from giamngheo.apps.households.queries import history_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached
from giamngheo.foundation.audit.actions import Actor
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import day_needed, number_in, words_in
from giamngheo.web.components.guard import needs

LONGEST = 200


@dataclass(frozen=True)
class Deed:
    """One thing to write down: its words, whether it is about a member, whether somebody is born."""

    word: str
    of_member: bool = False
    of_child: bool = False


DEEDS: Mapping[str, Deed] = {
    "sinh": Deed("Sinh", of_child=True),
    "chet": Deed("Chết", of_member=True),
    "di": Deed("Một người chuyển đi", of_member=True),
    "chu-ho": Deed("Đổi chủ hộ", of_member=True),
    "ca-ho": Deed("Cả hộ chuyển đi"),
}
_DO_TO_MEMBER: Mapping[str, Callable[[Household, Person, About, Actor], object]] = {
    "chet": lambda home, person, about, actor: record_death(person, about, actor),
    "di": lambda home, person, about, actor: record_departure(person, about, actor),
    "chu-ho": lambda home, person, about, actor: change_head(home, person, {}, about, actor),
}


@needs(Permission.KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def deed(request: HttpRequest, code: str) -> HttpResponse:
    """Show the form of what is chosen, or write it down and show the household."""
    home = _kept(request, code)
    if request.method != "POST":
        return _form(request, home, {})
    wrong: dict[str, str] = {}
    if _write(request, home, wrong):
        return redirect("household", home.code)
    return _form(request, home, wrong)


@needs(Permission.KEEP_HOUSEHOLDS)
@require_POST
def undoing(request: HttpRequest, code: str) -> HttpResponse:
    """Take an event of this household back, with its reason."""
    home = _kept(request, code)
    event = next((one for one in history_of(home) if one.pk == number_in(request.POST, "viec")), None)
    if event is None:
        raise Http404
    try:
        undo_event(event, About(today(), words_in(request.POST, "ly-do", LONGEST)), actor_of(request))
    except RegisterError as error:
        told = {"household": home, "refused": str(error)}
        return render(request, "staff/registry/refused.html", told, status=422)
    return redirect("household", home.code)


def _kept(request: HttpRequest, code: str) -> Household:
    within = reached(person_of(request), Permission.KEEP_HOUSEHOLDS, today())
    home = Household.objects.filter(within, code=code).first()
    if home is None:
        raise Http404
    return home


def _write(request: HttpRequest, home: Household, wrong: dict[str, str]) -> bool:
    """Write it down if it can be; else tell by field why not."""
    name = request.POST.get("viec", "")
    chosen = DEEDS.get(name)
    if chosen is None:
        wrong["viec"] = "Chưa chọn việc: chọn một việc trong danh sách."
    person = _members(home).filter(pk=number_in(request.POST, "nguoi") or 0).first()
    if chosen is not None and chosen.of_member and person is None:
        wrong["nguoi"] = "Chưa chọn người: chọn một thành viên của hộ."
    child = words_in(request.POST, "ten", LONGEST)
    if chosen is not None and chosen.of_child and not child:
        wrong["ten"] = "Chưa ghi tên: gõ họ và tên trẻ mới sinh."
    missing = "Chưa có ngày: gõ ngày việc xảy ra, như 1/9/2026 hoặc 010926."
    day = day_needed(request.POST, "ngay", missing, wrong)
    if wrong or chosen is None or day is None:
        return False
    about = About(day, words_in(request.POST, "ly-do", LONGEST), words_in(request.POST, "giay-to", LONGEST))
    actor = actor_of(request)
    try:
        if chosen.of_child:
            said = {"full_name": child, "sex": request.POST.get("gioi-tinh", "")}
            record_birth(home, MemberSaid(request.POST.get("quan-he", "")[:40], said), about, actor)
        elif person is not None and chosen.of_member:
            _DO_TO_MEMBER[name](home, person, about, actor)
        else:
            end_household(home, about, actor)
    except RegisterError as error:
        wrong[""] = str(error)
        return False
    return True


def _members(home: Household) -> QuerySet[Person]:
    return Person.objects.filter(household=home, is_living=True).order_by("sort_key", "pk")


def _form(request: HttpRequest, home: Household, wrong: dict[str, str]) -> HttpResponse:
    typed = request.POST if request.method == "POST" else request.GET
    name = typed.get("viec", "")
    return render(
        request,
        "staff/registry/deed.html",
        {
            "household": home,
            "deeds": DEEDS,
            "name": name if name in DEEDS else "",
            "chosen": DEEDS.get(name),
            "members": _members(home),
            "relations": {one: word for one, word in choices_of("relationship").items() if one != "head"},
            "sexes": choices_of("sex"),
            "typed": typed,
            "wrong": wrong,
        },
        status=422 if wrong else 200,
    )
