"""Freezing figures: the form, the work in the background, and once more in place of what was frozen."""

import uuid
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.snapshots.actions import MAKE, SnapshotError, Wanted, start_snapshot
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import held_areas, may
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import children_of, units_on
from giamngheo.foundation.tasks.models import Task
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import day_needed, number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.long_work import own_task, stopped_or_part
from giamngheo.web.staff.reports.reaching import snapshot_for

LONGEST = 200


@needs(Permission.FREEZE_FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def freezing(request: HttpRequest) -> HttpResponse:
    """Show the form, or begin to freeze and show how far it is."""
    wrong: dict[str, str] = {}
    areas = _areas(request)
    if request.method == "POST":
        wanted = _wanted(request, set(areas), wrong)
        if wanted is not None and (task := _begun(request, wanted, wrong)) is not None:
            return redirect("freezing-figures", task.pk)
    told = {
        "areas": areas,
        "typed": request.POST,
        "last": date(today().year - 1, 12, 31),
        "today": today(),
        "wrong": wrong,
    }
    return render(request, "staff/reports/freezing.html", told, status=422 if wrong else 200)


@needs(Permission.FREEZE_FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, snapshot_id: int) -> HttpResponse:
    """Show what is frozen once more and ask why, or begin."""
    before = snapshot_for(request, snapshot_id)
    if not may(person_of(request), Permission.FREEZE_FIGURES, before.area_id, today()):
        raise Http404
    wrong: dict[str, str] = {}
    if request.method == "POST":
        reason = words_in(request.POST, "ly-do", 500)
        wanted = Wanted(before.area, before.opening, before.closing, before.title, before, reason)
        if (task := _begun(request, wanted, wrong)) is not None:
            return redirect("freezing-figures", task.pk)
    told = {"snapshot": before, "typed": request.POST, "wrong": wrong}
    return render(request, "staff/reports/freezing_again.html", told, status=422 if wrong else 200)


@needs(Permission.FREEZE_FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show how far the work is and what it gave; stop it on its owner's wish."""
    task = own_task(request, MAKE, key)
    area = task.payload["area"]
    told = {"task": task, "area": names_of([area], today()).get(area, "")}
    if (answer := stopped_or_part(request, task, "staff/reports/freezing_part.html", told)) is not None:
        return answer
    if task.state == "done" and Snapshot.objects.filter(pk=task.result["snapshot"]).exists():
        return redirect("report", task.result["snapshot"])
    return render(request, "staff/reports/freezing_progress.html", told)


def _areas(request: HttpRequest) -> dict[int, str]:
    """The units whose figures who asks may freeze: those held, and what stands directly under them."""
    held = held_areas(person_of(request), Permission.FREEZE_FIGURES, today())
    units = list(units_on(held, today()).values())
    below = [unit for one in held for unit in children_of(one, today())]
    return {
        unit.area_id: unit.full_name for unit in (*units, *below) if unit.tier in {*Tier} - {Tier.VILLAGE}
    }


def _wanted(request: HttpRequest, areas: set[int], wrong: dict[str, str]) -> Wanted | None:
    typed = request.POST
    area = number_in(typed, "don-vi")
    if area not in areas:
        wrong["don-vi"] = "Chưa chọn đơn vị: chọn trong danh sách."
    opening = day_needed(typed, "dau-ky", "Chưa có ngày đầu kỳ: gõ ngày, như 31/12/2025.", wrong)
    closing = day_needed(typed, "cuoi-ky", "Chưa có ngày cuối kỳ: gõ ngày, như 14/12/2026.", wrong)
    title = words_in(typed, "ten", LONGEST)
    if not title:
        wrong["ten"] = "Chưa có tên bản chốt: ghi tên, như «Kết quả rà soát năm 2026»."
    if wrong or opening is None or closing is None:
        return None
    return Wanted(Area.objects.get(pk=area or 0), opening, closing, title)


def _begun(request: HttpRequest, wanted: Wanted, wrong: dict[str, str]) -> Task | None:
    try:
        return start_snapshot(wanted, actor_of(request), str(request.session.session_key))
    except SnapshotError as error:
        wrong["cuoi-ky" if wanted.replaces is None else "ly-do"] = str(error)
        return None
