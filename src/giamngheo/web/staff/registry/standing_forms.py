"""What a decision recognised, written down from the paper: the class of a household, a low-income worker."""

from collections.abc import Callable, Mapping
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.households.actions import (
    About,
    Decision,
    Recognised,
    RegisterError,
    end_worker_recognition,
    recognise_household,
    recognise_worker,
)
from giamngheo.apps.households.circumstances import deprivations_of, standard_on
from giamngheo.apps.households.models import Household, Person
from giamngheo.apps.households.models.standings import RECOGNISED
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached
from giamngheo.foundation.text import parse_day
from giamngheo.law.library import rules_of
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import day_needed, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.registry.reaching import household_for

LONGEST, LONGEST_NUMBER, MOST_POINTS = 200, 60, 999
_MISSING = "Chưa có ngày: gõ ngày quyết định có hiệu lực, như 15/12/2025 hoặc 151225."


@needs(Permission.KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def recognition(request: HttpRequest, code: str) -> HttpResponse:
    """Show the form, or write down what a decision says of a household and show the household."""
    home = household_for(request, code, Permission.KEEP_HOUSEHOLDS)
    wrong: dict[str, str] = {}
    is_sent = request.method == "POST" and "doi" not in request.POST
    if is_sent and _recognise(request, home, wrong):
        return redirect("household", home.code)
    typed = request.POST if request.method == "POST" else request.GET
    day = _day_typed(typed)
    standard = standard_on(day)
    return render(
        request,
        "staff/registry/recognition.html",
        {
            "household": home,
            "class_names": RECOGNISED,
            "standard": rules_of(standard).standard if standard else None,
            "lacking": deprivations_of(day),
            "ticked": set(_listed(request, "thieu-hut")),
            "typed": typed,
            "wrong": wrong,
        },
        status=422 if wrong else 200,
    )


@needs(Permission.KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def worker(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show the form, or write down that a person is, or is no more, a worker of low income."""
    within = reached(person_of(request), Permission.KEEP_HOUSEHOLDS, today())
    found = Person.objects.filter(within, pk=person_id).select_related("household").first()
    if found is None:
        raise Http404
    wrong: dict[str, str] = {}
    if request.method == "POST" and _recognise_worker(request, found, wrong):
        return redirect("register-person", found.pk)
    told = {"person": found, "typed": request.POST, "wrong": wrong}
    return render(request, "staff/registry/worker.html", told, status=422 if wrong else 200)


def _recognise(request: HttpRequest, home: Household, wrong: dict[str, str]) -> bool:
    typed = request.POST
    since = day_needed(typed, "ngay", _MISSING, wrong)
    decision = _decision(typed, wrong)
    points = {name: _points(typed, name, wrong) for name in ("b1", "b2")}
    if typed.get("loai", "") not in RECOGNISED:
        wrong["loai"] = "Chưa chọn loại hộ: chọn một loại theo quyết định."
    lacking = _listed(request, "thieu-hut")
    lacks_nothing = "khong-thieu" in typed
    if lacking and lacks_nothing:
        wrong["khong-thieu"] = "Đã chọn cả «không thiếu hụt» và một chỉ số: giữ một trong hai."
    if wrong or since is None:
        return False
    said = Recognised(
        home.pk,
        typed["loai"],
        deprivations=lacking if lacking or lacks_nothing else None,
        income_points=points["b1"],
        deprivation_points=points["b2"],
    )
    about = About(since, words_in(typed, "ly-do", LONGEST), decision.number)
    return _done(lambda: recognise_household(home, said, decision, about, actor_of(request)), wrong)


def _recognise_worker(request: HttpRequest, person: Person, wrong: dict[str, str]) -> bool:
    typed = request.POST
    day = day_needed(typed, "ngay", _MISSING, wrong)
    decision = _decision(typed, wrong)
    if wrong or day is None:
        return False
    about = About(day, words_in(typed, "ly-do", LONGEST), decision.number)
    if typed.get("viec") == "thoi":
        return _done(lambda: end_worker_recognition(person, about, actor_of(request)), wrong)
    return _done(lambda: recognise_worker(person, decision, about, actor_of(request)), wrong)


def _done(write: Callable[[], object], wrong: dict[str, str]) -> bool:
    try:
        write()
    except RegisterError as error:
        wrong[""] = str(error)
        return False
    return True


def _decision(typed: Mapping[str, str], wrong: dict[str, str]) -> Decision:
    """The paper as typed; a number or a day that is not there stays missing."""
    signed: date | None = None
    if typed.get("ngay-quyet-dinh", "").strip():
        signed = day_needed(typed, "ngay-quyet-dinh", "", wrong)
    year = words_in(typed, "nam", 10)
    if year and not (year.isascii() and year.isdigit() and len(year) == 4):
        wrong["nam"] = "Năm không hợp lệ: ghi bốn chữ số, như 2026, hoặc để trống."
    return Decision(
        words_in(typed, "so", LONGEST_NUMBER),
        signed,
        words_in(typed, "co-quan", LONGEST),
        int(year) if year and "nam" not in wrong else None,
    )


def _points(typed: Mapping[str, str], name: str, wrong: dict[str, str]) -> int | None:
    text = words_in(typed, name, 10)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and int(text) <= MOST_POINTS):
        wrong[name] = f"Điểm không hợp lệ: ghi số nguyên từ 0 đến {MOST_POINTS}, hoặc để trống."
        return None
    return int(text)


def _listed(request: HttpRequest, name: str) -> list[str]:
    return [one[:LONGEST_NUMBER] for one in request.POST.getlist(name)[:50] if "\0" not in one]


def _day_typed(typed: Mapping[str, str]) -> date:
    """The day whose standard is shown: the one typed where it is one, else today."""
    try:
        return parse_day(typed.get("ngay", "")[:20])
    except ValueError:
        return today()
