"""Conferences that look back: called, held with minutes, their conclusions given as tasks and followed."""

from collections.abc import Mapping
from typing import Final

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from giamngheo.apps.coordination.actions import (
    Called,
    CoordinationError,
    Task,
    call_conference,
    cancel_conference,
    conclude,
    hold_conference,
)
from giamngheo.apps.coordination.models import Conference
from giamngheo.apps.coordination.queries import OPEN_TASKS
from giamngheo.apps.coordination.states import ConferenceKind, ConferenceState
from giamngheo.apps.coordination.unit_queries import conferences_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import day_in, lines_in, number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.unit_asked import unit_asked
from giamngheo.web.staff.coordination.filed import FILE_FIELD, file_given, handed_out
from giamngheo.web.staff.coordination.reaching import may_here, require, row_for, seen_by

A_PAGE: Final = 30


@needs(Permission.SEE_RESULTS)
@require_safe
def conferences(request: HttpRequest) -> HttpResponse:
    """Show the conferences of a unit, the latest first."""
    unit, others = unit_asked(request)
    rows = conferences_of(Q(area_id=unit.area_id) & seen_by(request))
    told = {
        "unit": unit,
        "others": others,
        "page": Paginator(rows, A_PAGE).get_page(number_in(request.GET, "trang") or 1),
        "may_keep": Permission.COORDINATE in may_here(request, unit.area_id),
    }
    return render(request, "staff/coordination/conferences.html", told)


@needs(Permission.COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or call a conference and show it."""
    unit, others = unit_asked(request)
    require(request, Permission.COORDINATE, unit.area_id)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        typed = request.POST
        day, text, fault = day_in(typed, "ngay", today())
        called = Called(
            typed.get("loai", ""),
            words_in(typed, "ten", 301),
            day if text and not fault else None,
            words_in(typed, "noi", 200),
            lines_in(typed, "chuong-trinh", 4001),
            lines_in(typed, "moi", 2001),
        )
        try:
            row = call_conference(Area(pk=unit.area_id), called, actor_of(request))
            return redirect("conference", row.pk)
        except CoordinationError as error:
            wrong = error.wrong | ({"ngay": fault} if fault else {})
    told = {
        "unit": unit,
        "others": others,
        "kinds": ConferenceKind.choices,
        "typed": request.POST,
        "wrong": wrong,
    }
    return render(request, "staff/coordination/conference_new.html", told, status=422 if wrong else 200)


@needs(Permission.SEE_RESULTS)
@require_safe
def one(request: HttpRequest, conference_id: int) -> HttpResponse:
    """Show a conference with its minutes and how far its conclusions are."""
    return _page(request, _conference(request, conference_id))


@needs(Permission.COORDINATE)
@require_POST
def deed(request: HttpRequest, conference_id: int) -> HttpResponse:
    """Write the minutes down, cancel, or give a conclusion as a task."""
    row, typed, verb = _conference(request, conference_id), request.POST, request.POST.get("viec", "")
    require(request, Permission.COORDINATE, row.area_id)
    actor = actor_of(request)
    try:
        if verb == "hop":
            attended, minutes = number_in(typed, "so-nguoi"), lines_in(typed, "bien-ban", 20_001)
            hold_conference(row, minutes, attended, file_given(request), actor, today=today())
        elif verb == "huy":
            cancel_conference(row, words_in(typed, "ly-do", 501), actor)
        elif verb == "ket-luan":
            due, text, fault = day_in(typed, "han", today())
            if fault:
                raise CoordinationError(fault, "han")
            who, words = words_in(typed, "giao-cho", 201), words_in(typed, "nhiem-vu", 1001)
            conclude(row, [Task(who, words, due if text else None)], actor)
        else:
            raise CoordinationError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")
    except CoordinationError as error:
        return _page(request, row, typed.dict(), error.wrong)
    return redirect("conference", row.pk)


@needs(Permission.SEE_RESULTS)
@require_GET
def minutes(request: HttpRequest, conference_id: int) -> HttpResponse:
    """Hand out the minutes that were signed."""
    row = _conference(request, conference_id)
    return handed_out(request, row, row.area_id, f"Biên bản {row.title}")


def _conference(request: HttpRequest, conference_id: int) -> Conference:
    return row_for(Conference.objects.filter(seen_by(request)), conference_id)


def _page(
    request: HttpRequest,
    row: Conference,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    may = Permission.COORDINATE in may_here(request, row.area_id)
    told = {
        "row": row,
        "place": names_of([row.area_id], today()).get(row.area_id, "–"),
        "conclusions": row.conclusions.order_by("due", "pk"),
        "day": today(),
        "open_states": OPEN_TASKS,
        "may_hold": may and row.state == ConferenceState.PLANNED,
        "may_conclude": may and row.state == ConferenceState.HELD,
        "file": FILE_FIELD,
        "typed": typed or {},
        "wrong": wrong or {},
    }
    return render(request, "staff/coordination/conference.html", told, status=422 if wrong else 200)
