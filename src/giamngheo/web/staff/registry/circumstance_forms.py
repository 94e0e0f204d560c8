"""Causes of poverty and needs of a household, written down and changed on one page each."""

from collections.abc import Callable
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.households.actions import (
    About,
    CauseSaid,
    RegisterError,
    add_need,
    end_need,
    set_causes,
)
from giamngheo.apps.households.circumstances import OTHER, causes, needs
from giamngheo.apps.households.models import Cause, Household, Need
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import day_needed, number_in, words_in
from giamngheo.web.components.guard import needs as needs_permission
from giamngheo.web.staff.registry.reaching import household_for

LONGEST: Final = 200
LONGEST_WORDS: Final = 300
RANKS: Final = tuple(str(rank) for rank in range(1, len(causes()) + 1))
SHOWN_RANKS: Final = 5  # more where more are written down
_DAY: Final = "Chưa có ngày: gõ ngày, như 1/9/2026 hoặc 010926."


@needs_permission(Permission.KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def cause_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show the ranked causes to change, or write them down and show the household."""
    home = household_for(request, code, Permission.KEEP_HOUSEHOLDS)
    wrong: dict[str, str] = {}
    if request.method == "POST" and _set_causes(request, home, wrong):
        return redirect("household", home.code)
    standing = Cause.objects.filter(household=home, superseded_by=None, valid__contains=today())
    typed: dict[str, str] = {f"thu-{one.rank}": one.cause for one in standing}
    typed["ro"] = next((one.words for one in standing if one.cause == OTHER), "")
    told = {
        "household": home,
        "causes": causes(),
        "ranks": RANKS[: max(SHOWN_RANKS, *(one.rank for one in standing), 0)],
        "typed": request.POST if request.method == "POST" else typed,
        "wrong": wrong,
    }
    return render(request, "staff/registry/causes.html", told, status=422 if wrong else 200)


@needs_permission(Permission.KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def need_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a household needs, or write down a new need or that one is met."""
    home = household_for(request, code, Permission.KEEP_HOUSEHOLDS)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        is_end = "het" in request.POST
        if _end_need(request, home, wrong) if is_end else _add_need(request, home, wrong):
            return redirect("household-needs", home.code)
    standing = Need.objects.filter(household=home, superseded_by=None, valid__contains=today())
    told = {
        "household": home,
        "needs": needs(),
        "standing": standing.order_by("valid", "pk"),
        "ending": number_in(request.POST, "het"),
        "typed": request.POST,
        "wrong": wrong,
    }
    return render(request, "staff/registry/needs.html", told, status=422 if wrong else 200)


def _set_causes(request: HttpRequest, home: Household, wrong: dict[str, str]) -> bool:
    day = day_needed(request.POST, "ngay", _DAY, wrong)
    chosen = [code for rank in RANKS if (code := words_in(request.POST, f"thu-{rank}", 40))]
    words = words_in(request.POST, "ro", LONGEST_WORDS)
    if wrong or day is None:
        return False
    said = [CauseSaid(code, words if code == OTHER else "") for code in chosen]
    return _done(lambda: set_causes(home, said, _about(request, day), actor_of(request)), wrong)


def _add_need(request: HttpRequest, home: Household, wrong: dict[str, str]) -> bool:
    day = day_needed(request.POST, "ngay", _DAY, wrong)
    need, words = request.POST.get("nhu-cau", ""), words_in(request.POST, "ro", LONGEST_WORDS)
    if need not in needs():
        wrong["nhu-cau"] = "Chưa chọn nhu cầu: chọn một nhu cầu trong danh sách."
    if wrong or day is None:
        return False
    return _done(lambda: add_need(home, need, words, _about(request, day), actor_of(request)), wrong)


def _end_need(request: HttpRequest, home: Household, wrong: dict[str, str]) -> bool:
    rows = Need.objects.filter(household=home, superseded_by=None).select_related("household")
    need = rows.filter(pk=number_in(request.POST, "het") or 0).first()
    if need is None:
        wrong[""] = "Nhu cầu này không còn trong sổ. Cách xử lý: tải lại trang để xem."
        return False
    field = f"ngay-{need.pk}"
    day = day_needed(request.POST, field, _DAY, wrong)
    if wrong or day is None:
        return False
    return _done(lambda: end_need(need, _about(request, day), actor_of(request)), wrong)


def _about(request: HttpRequest, day: date) -> About:
    reason, paper = (words_in(request.POST, name, LONGEST) for name in ("ly-do", "giay-to"))
    return About(day, reason, paper)


def _done(write: Callable[[], object], wrong: dict[str, str]) -> bool:
    try:
        write()
    except RegisterError as error:
        wrong[""] = str(error)
        return False
    return True
