"""Sổ tay: the households of a village with who was there last and what was noted; an entry from the phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from giamngheo.apps.households.actions import About, RegisterError, note_household
from giamngheo.apps.households.flags import flags_of
from giamngheo.apps.households.models import Event, Household, Note
from giamngheo.apps.households.states import EventKind
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may, reached
from giamngheo.foundation.areas.models import Containment
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import day_needed, lines_in, number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.registry.listing import after, areas_of, newly_among
from giamngheo.web.staff.registry.reaching import household_for, may_put_aside, taken_back
from giamngheo.web.staff.registry.sections import events_of, notes_until

ON_A_PAGE = 50
LONGEST: Final = 200
LONGEST_NOTE: Final = 2_000
NOTES_ON_A_PAGE: Final = 100
_KINDS: Final = (EventKind.VISIT, EventKind.NOTE)


@dataclass(frozen=True)
class Asked:
    """What the address asks for, and the households that it gives: all in reach, and of them not visited."""

    area_id: int | None
    is_waiting: bool
    living: QuerySet[Household]
    not_visited: QuerySet[Household]

    @property
    def chosen(self) -> QuerySet[Household]:
        """The households of the list."""
        return self.not_visited if self.is_waiting else self.living

    @property
    def query(self) -> str:
        """The address behind «?»."""
        said = {"dia-ban": str(self.area_id or ""), "chua-tham": "1" if self.is_waiting else ""}
        return urlencode({name: value for name, value in said.items() if value})


def homes_noted(request: HttpRequest) -> Asked:
    """The households in reach of who asks, of an area where one is chosen."""
    day, area = today(), number_in(request.GET, "dia-ban")
    within = reached(person_of(request), Permission.NOTE_HOUSEHOLDS, day)
    if area is not None:
        inside = Containment.objects.filter(ancestor_id=area, valid__contains=day)
        within &= Q(area_id__in=list(inside.values_list("area_id", flat=True)))
    living = Household.objects.filter(within, is_living=True)
    not_visited = living.filter(~Exists(_visits_of_the_year(day)))
    return Asked(area, request.GET.get("chua-tham") == "1", living, not_visited)


@needs(Permission.NOTE_HOUSEHOLDS)
@require_safe
def notebook(request: HttpRequest) -> HttpResponse:
    """Show the households in reach in the order of names, with the last visit and the last note of each."""
    who, day = person_of(request), today()
    asked = homes_noted(request)
    rows = after(asked.chosen.order_by("sort_key", "pk"), Household.objects, number_in(request.GET, "sau"))
    found = list(rows[: ON_A_PAGE + 1])
    page = found[:ON_A_PAGE]
    return render(
        request,
        "staff/registry/notebook.html",
        {
            "rows": page,
            "total": asked.living.count(),
            "waiting": asked.not_visited.count(),
            "is_waiting": asked.is_waiting,
            "next": page[-1].pk if len(found) > ON_A_PAGE else None,
            "is_first": "sau" not in request.GET,
            "query": asked.query,
            "visits": last_said(page, day, is_visit=True),
            "notes": last_said(page, day, is_visit=False),
            "newly": newly_among(page, day),
            "flags": flags_of([one.pk for one in page], day),
            "names": names_of([one.area_id for one in page], day),
            "areas": areas_of(who, asked.area_id, Permission.NOTE_HOUSEHOLDS),
            "area_id": asked.area_id,
            "year": day.year,
        },
    )


@needs(Permission.NOTE_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was noted of a household with the form, or write down a visit or a note."""
    home = household_for(request, code, Permission.NOTE_HOUSEHOLDS)
    wrong: dict[str, str] = {}
    if request.method == "POST" and _write(request, home, wrong):
        return redirect("household-notes", home.code)
    notes = list(notes_until(home, today())[:NOTES_ON_A_PAGE])
    who = person_of(request)
    told = {
        "household": home,
        "notes": notes,
        "said_by": events_of(notes),
        "me": actor_of(request),
        "may_keep": may(who, Permission.KEEP_HOUSEHOLDS, home.area_id, today()),
        "today": today(),
        "typed": request.POST,
        "wrong": wrong,
        "limit": LONGEST_NOTE,
    }
    return render(request, "staff/registry/entry.html", told, status=422 if wrong else 200)


@needs(Permission.NOTE_HOUSEHOLDS)
@require_POST
def withdrawing(request: HttpRequest, code: str) -> HttpResponse:
    """Put a visit or a note aside, with its reason: one's own, or any for who keeps the register."""
    home = household_for(request, code, Permission.NOTE_HOUSEHOLDS)
    number = number_in(request.POST, "viec") or 0
    of_home = Note.objects.filter(household=home, superseded_by=None, recorded_by=number)
    event = Event.objects.filter(pk=number, kind__in=_KINDS).first()
    if event is None or not of_home.exists() or not may_put_aside(request, event, home):
        raise Http404
    return taken_back(request, event, home, "household-notes")


def _write(request: HttpRequest, home: Household, wrong: dict[str, str]) -> bool:
    typed = request.POST
    kind = typed.get("viec", "")
    if kind not in {"tham", "ghi-chu"}:
        wrong["viec"] = "Chưa chọn: thăm hộ hay ghi chú."
    day = day_needed(typed, "ngay", "Chưa có ngày: gõ ngày, như 1/9/2026 hoặc 010926.", wrong)
    words = lines_in(typed, "noi-dung", LONGEST_NOTE)
    if not words:
        wrong["noi-dung"] = "Chưa ghi nội dung: ghi những gì đã thấy, đã nghe ở hộ."
    elif len(typed.get("noi-dung", "")) > LONGEST_NOTE:
        wrong["noi-dung"] = f"Nội dung dài hơn {LONGEST_NOTE} chữ: ghi ngắn lại, hoặc tách thành hai lần ghi."
    if wrong or day is None:
        return False
    by_whom = words_in(typed, "ai", LONGEST)
    try:
        note_household(home, words, About(day), actor_of(request), by_whom=by_whom, is_visit=kind == "tham")
    except RegisterError as error:
        wrong[""] = str(error)
        return False
    return True


def _visits_of_the_year(day: date) -> QuerySet[Note]:
    return Note.objects.filter(
        household=OuterRef("pk"),
        is_visit=True,
        superseded_by=None,
        valid__startswith__gte=date(day.year, 1, 1),
    )


def last_said(rows: Sequence[Household], day: date, *, is_visit: bool) -> dict[int, Note]:
    """The last visit or note of each of these households up to a day. One question."""
    found = Note.objects.filter(
        household__in=[one.pk for one in rows],
        is_visit=is_visit,
        superseded_by=None,
        valid__startswith__lte=day,
    )
    latest = found.order_by("household_id", "-valid", "-pk").distinct("household_id")
    return {one.household_id: one for one in latest}
