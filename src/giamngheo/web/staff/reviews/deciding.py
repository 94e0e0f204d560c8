"""The decision on villages that are ready, a decision that mends another, and what a unit sets."""

from collections.abc import Sequence
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db.models import Count, F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.reviews.actions import ReviewError, Signed, decide, mend, set_point, start_deciding
from giamngheo.apps.reviews.actions.deciding import to_recognise, to_refuse
from giamngheo.apps.reviews.folding import rules_of
from giamngheo.apps.reviews.models import Case, Decision, Entry, ProcedureSetting, Round
from giamngheo.apps.reviews.queries import filters_of, villages_of
from giamngheo.apps.reviews.settings import as_said
from giamngheo.apps.reviews.subjects import workers_in
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.law.procedures.library import PointOnDay, role_name, roles, settable
from giamngheo.law.procedures.reading import value_in_words
from giamngheo.law.vocabulary.procedures import (
    CHOICES,
    NOBODY,
    Days,
    ProcedureKind,
    Setting,
    Value,
)
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import day_needed, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.reviews.reaching import areas_seen_by, may_here, require, round_for, seen_by
from giamngheo.web.staff.reviews.rounds import is_ready
from giamngheo.web.staff.reviews.words import words_of

AT_ONCE: Final = 1_000
"""Households on which a decision is written well within two seconds."""
_NO_DAY: Final = "Chưa có ngày ký: gõ ngày trên quyết định, như 12/12/2026 hoặc 121226."


@needs(Permission.DECIDE_REVIEWS)
@require_http_methods(["GET", "HEAD", "POST"])
def deciding(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show which villages are ready and what the decision makes of them, or write the signed decision."""
    one, day = round_for(request, round_id), today()
    require(request, Permission.DECIDE_REVIEWS, one.area_id)
    villages = villages_of(one, areas_seen_by(request), day)
    ready = [each for each in villages if is_ready(each, day)]
    cases = {each.case.pk: each.case for each in ready}
    wrong: dict[str, str] = {}
    if request.method == "POST":
        chosen = [cases[number] for number in _numbers(request, "thon") if number in cases]
        signed = _signed(request, wrong)
        if signed is not None:
            try:
                return _decide(request, one, chosen, signed)
            except ReviewError as error:
                wrong[error.about] = str(error)
    refused = to_refuse(list(cases.values())).values_list("case_id").annotate(Count("pk"))
    told = {
        "round": one,
        "villages": ready,
        "waiting": len(villages) - len(ready),
        "refused": dict(refused.order_by()),
        "chosen": set(_numbers(request, "thon")) if request.method == "POST" else set(cases),
        "names": names_of([each.case.area_id for each in ready], one.opened_on),
        "words": words_of(one),
        "filters": filters_of(one),
        "workers": workers_in(to_recognise(list(cases.values()))) if cases else {},
        "typed": request.POST or request.GET,
        "wrong": wrong,
    }
    return render(request, "staff/reviews/deciding.html", told, status=422 if wrong else 200)


def _decide(request: HttpRequest, one: Round, chosen: Sequence[Case], signed: Signed) -> HttpResponse:
    """Write a decision, or begin to where it is about many households; raises ReviewError."""
    actor = actor_of(request)
    if chosen and to_recognise(chosen).count() > AT_ONCE:
        task = start_deciding(one, chosen, signed, actor, str(request.session.session_key))
        return redirect("review-deciding", one.pk, task.pk)
    decide(one, chosen, signed, actor)
    return redirect("review", one.pk)


@needs(Permission.DECIDE_REVIEWS)
@require_http_methods(["GET", "HEAD", "POST"])
def mending(request: HttpRequest, round_id: int, decision_id: int) -> HttpResponse:
    """Show households whose result changed since a decision, or write the decision that mends it."""
    one = round_for(request, round_id)
    require(request, Permission.DECIDE_REVIEWS, one.area_id)
    first = get_object_or_404(Decision, pk=decision_id, round=one)
    changed = Entry.objects.filter(seen_by(request), round=one, decided_proposal__gt=0).exclude(
        proposal=F("decided_proposal")
    )
    wrong: dict[str, str] = {}
    if request.method == "POST":
        chosen = list(changed.filter(pk__in=_numbers(request, "ho")))
        signed = _signed(request, wrong)
        if not chosen:
            wrong["ho"] = "Chưa chọn hộ: chọn ít nhất một hộ."
        if signed is not None and not wrong:
            try:
                mend(first, chosen, signed, words_in(request.POST, "ly-do", 1_000), actor_of(request))
            except ReviewError as error:
                wrong[error.about] = str(error)
            else:
                return redirect("review", one.pk)
    told = {
        "round": one,
        "decision": first,
        "changed": list(changed.order_by("sort_key", "pk")[:1_000]),
        "chosen": set(_numbers(request, "ho")),
        "typed": request.POST,
        "wrong": wrong,
    }
    return render(request, "staff/reviews/mending.html", told, status=422 if wrong else 200)


@needs(Permission.SEE_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show every number of the procedure with its clause and mark; set what the law leaves to the unit."""
    one = round_for(request, round_id)
    may_set = bool({Permission.LEAD_REVIEWS, Permission.DECIDE_REVIEWS} & may_here(request, one.area_id))
    rules = rules_of(one)
    points = {point.point.id: point for point in settable(rules)}
    wrong: dict[str, str] = {}
    if request.method == "POST":
        if not may_set:
            raise PermissionDenied
        said = _setting(request, points, wrong)
        if said is not None:
            try:
                set_point(one.area, ProcedureKind(one.kind), said, actor_of(request))
            except ReviewError as error:
                wrong[error.about] = str(error)
            else:
                return redirect("review-settings", one.pk)
    rows = ProcedureSetting.objects.filter(area=one.area_id, kind=one.kind, ended_at=None)
    all_points = [(point, rules.point(point.id, today())) for point in rules.procedure.points]
    told = {
        "round": one,
        "rules": rules,
        "points": [(point, found) for point, found in all_points if found is not None],
        "said": value_in_words,
        "settable": points,
        "choices": {name: _choices(point) for name, point in points.items()},
        "types": {name: point.point.type for name, point in points.items()},
        "kept": [(row, value_in_words(as_said(row.value))) for row in rows.order_by("point", "since")],
        "point_names": {point.id: point.name for point in rules.procedure.points},
        "chosen": words_in(request.POST or request.GET, "muc", 40),
        "may_set": may_set,
        "typed": request.POST,
        "wrong": wrong,
    }
    return render(request, "staff/reviews/settings.html", told, status=422 if wrong else 200)


def _numbers(request: HttpRequest, name: str) -> list[int]:
    typed = request.POST.getlist(name)
    return [int(one) for one in typed if one.isascii() and one.isdigit() and len(one) < 19]


def _signed(request: HttpRequest, wrong: dict[str, str]) -> Signed | None:
    typed = request.POST
    day = day_needed(typed, "ngay", _NO_DAY, wrong)
    if day is not None and day > today():
        wrong["ngay"] = "Ngày này chưa tới: ghi ngày ký trên quyết định."
    number = words_in(typed, "so", 60)
    if not number:
        wrong["so"] = "Chưa ghi số quyết định: ghi số và ký hiệu, như 125/QĐ-UBND."
    by = words_in(typed, "nguoi-ky", 200)
    if not by:
        wrong["nguoi-ky"] = "Chưa ghi người ký."
    return None if wrong or day is None else Signed(number, day, by)


def _setting(request: HttpRequest, points: dict[str, PointOnDay], wrong: dict[str, str]) -> Setting | None:
    typed = request.POST
    name = typed.get("muc", "")
    since = day_needed(typed, "tu-ngay", "Chưa có ngày bắt đầu áp dụng.", wrong)
    if name not in points:
        wrong["muc"] = "Chưa chọn mục: chọn một mục đơn vị được đặt."
        return None
    value = _value(points[name], typed)
    if value is None:
        wrong["gia-tri"] = "Giá trị chưa hợp lệ: chọn hoặc gõ theo gợi ý của mục."
    source = words_in(typed, "can-cu", 300)
    if not source:
        wrong["can-cu"] = "Chưa ghi căn cứ: ghi số, ngày của văn bản."
    if wrong or since is None or value is None:
        return None
    return Setting(point=name, value=value, since=since, source=source)


def _value(point: PointOnDay, typed: Any) -> Value | None:
    """What was typed for a point, by its type; None where it cannot be read."""
    text = words_in(typed, "gia-tri", 60)
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None
    match point.point.type:
        case "days":
            is_calendar = typed.get("don-vi") == "calendar"
            return Days(number, "calendar" if is_calendar else "working") if number else None
        case "share":
            part, _, whole = text.partition("/")
            return (int(part), int(whole)) if part.isdigit() and whole.isdigit() else None
        case "count" | "day_of_month":
            return number
        case "month_day":
            day, _, month = text.partition("/")
            return (int(month), int(day)) if day.isdigit() and month.isdigit() else None
        case "role" | "choice":
            return text if text in dict(_choices(point)) else None
    return None


def _choices(point: PointOnDay) -> list[tuple[str, str]]:
    if point.point.type == "role":
        return [(NOBODY, role_name(NOBODY)), *((one, role_name(one)) for one in sorted(roles()))]
    if point.point.type == "choice":
        return list(CHOICES[point.point.id].items())
    return []
