"""Criteria of resolutions: typed in, signed by another person; an amount shared out by them, explained."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from giamngheo.apps.budgets.actions import (
    BudgetError,
    Paper,
    Said,
    criteria_of,
    draw_decision,
    draw_resolution,
    end_resolution,
    sign_resolution,
)
from giamngheo.apps.budgets.dimensions import key_of
from giamngheo.apps.budgets.models import Line, Resolution
from giamngheo.apps.budgets.queries import by_unit, lines_of
from giamngheo.apps.budgets.shares import Criterion, CriterionKind, Share, SharesError, shares
from giamngheo.apps.budgets.states import DecisionKind
from giamngheo.apps.dashboards.models import Summary, UnitFigures
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit
from giamngheo.foundation.text import day as day_text
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import day_needed, number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.budgets.reaching import Place, below, may_here, place_for, require, resolution_for
from giamngheo.web.staff.budgets.shown import words
from giamngheo.web.staff.budgets.typed import amount_typed, choices

ROWS: Final = range(1, 9)
COUNTS: Final = {
    "official_result.poor": "Số hộ nghèo",
    "official_result.near_poor": "Số hộ cận nghèo",
    "official_result.households": "Số hộ dân cư",
}
"""What of a frozen state a criterion can be counted by; all else is typed in with its source."""
_KINDS: Final[Mapping[CriterionKind, str]] = {
    "points": "Tính điểm",
    "fixed": "Định mức",
    "coefficient": "Hệ số nhân",
}


@needs(Permission.SEE_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def resolutions(request: HttpRequest) -> HttpResponse:
    """Show the resolutions of a unit, or keep the criteria of another one."""
    place = place_for(request)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        require(request, Permission.KEEP_MONEY, place.area_id)
        typed = request.POST
        day = day_needed(typed, "ngay", "Chưa ghi ngày nghị quyết. Cách xử lý: ghi ngày ban hành.", wrong)
        found = _criteria_typed(typed, wrong)
        if day is not None and not wrong:
            paper = (
                words_in(typed, "so", 61),
                day,
                words_in(typed, "co-quan", 201),
                words_in(typed, "trich-yeu", 301),
            )
            try:
                made = draw_resolution(place.area, paper, found, actor_of(request))
                return redirect("budget-resolution", made.pk)
            except BudgetError as error:
                wrong = error.wrong
    told = {
        "place": place,
        "tab": "tieu-chi",
        "rows": list(Resolution.objects.filter(area=place.area_id).order_by("-day", "-pk")),
        "places": ROWS,
        "kinds": [(one, name) for one, name in _KINDS.items() if one != "points"],
        "counts": list(COUNTS.items()),
        "typed": request.POST.dict(),
        "wrong": wrong,
        **words(),
    }
    return render(request, "staff/budgets/resolutions.html", told, status=422 if wrong else 200)


@needs(Permission.SEE_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def resolution(request: HttpRequest, resolution_id: int) -> HttpResponse:
    """Show the criteria of a resolution; share an amount out by them, look, then draft the decision."""
    row, place = resolution_for(request, resolution_id), place_for(request)
    criteria = criteria_of(row)
    units = below(place.area_id)
    lines = [one for one in lines_of(place.area_id, place.year) if one.unallocated]
    number_of = number_in(request.POST, "tu-dong")
    giving = next((one for one in lines if one.pk == number_of), None)
    wrong: dict[str, str] = {}
    shared: dict[int, Share] = {}
    counted = _counted(place, criteria, units)
    if request.method == "POST":
        require(request, Permission.KEEP_MONEY, place.area_id)
        if row.signed_at is None or row.ended_at is not None:
            raise PermissionDenied
        shared = _shared(request.POST, giving, criteria, units, wrong)
        if shared and giving is not None and not wrong and "luu" in request.POST:
            try:
                made = _drafted(request, place, row, giving, shared)
                return redirect("budget-decision", made)
            except BudgetError as error:
                wrong = error.wrong
    before = by_unit([one.area_id for one in units], place.year - 1, today()) if shared else {}
    may, who = may_here(request, row.area_id), person_of(request)
    may_decide = Permission.DECIDE_MONEY in may and row.ended_at is None
    told = {
        "row": row,
        "place": place,
        "criteria": criteria,
        "kind_names": _KINDS,
        "units": units,
        "lines": lines,
        "shared": shared,
        "before": before,
        "count_names": COUNTS,
        "may_sign": may_decide and row.signed_at is None and row.drawn_by_id != who,
        "may_end": may_decide,
        "may_share": place.may_keep and row.signed_at is not None and row.ended_at is None,
        "typed": request.POST.dict() or counted[0],
        "counted_from": counted[1],
        "wrong": wrong,
        **choices(place),
        **words(),
    }
    return render(request, "staff/budgets/resolution.html", told, status=422 if wrong else 200)


@needs(Permission.DECIDE_MONEY)
@require_POST
def resolution_deed(request: HttpRequest, resolution_id: int) -> HttpResponse:
    """Sign the criteria of a resolution, or let it be used no more."""
    row = resolution_for(request, resolution_id)
    require(request, Permission.DECIDE_MONEY, row.area_id)
    try:
        if request.POST.get("viec") == "ky":
            sign_resolution(row, actor_of(request))
        else:
            end_resolution(row, words_in(request.POST, "ly-do", 501), actor_of(request))
    except BudgetError as error:
        back = reverse("budget-resolution", args=[row.pk])
        told = {"errors": list(error.wrong.items()), "back": back, "title": "Chưa làm được"}
        return render(request, "staff/budgets/refused.html", told, status=422)
    return redirect("budget-resolution", row.pk)


def _criteria_typed(typed: Mapping[str, str], wrong: dict[str, str]) -> list[Criterion]:
    found = []
    for place in ROWS:
        name = words_in(typed, f"ten-{place}", 200)
        if not name:
            continue
        kind: CriterionKind = next((one for one in _KINDS if one == typed.get(f"loai-{place}")), "points")
        weight = _decimal(typed, f"trong-so-{place}", wrong) if kind == "points" else Decimal(1)
        counts = typed.get(f"dem-{place}", "")
        found.append(
            Criterion(
                f"c{place}",
                name,
                kind,
                weight or Decimal(0),
                words_in(typed, f"don-vi-tinh-{place}", 40),
                counts if counts in COUNTS else "",
                amount_typed(typed, f"dinh-muc-{place}", wrong) or 0,
                amount_typed(typed, f"toi-thieu-{place}", wrong),
                amount_typed(typed, f"toi-da-{place}", wrong),
            )
        )
    return found


def _decimal(typed: Mapping[str, str], name: str, wrong: dict[str, str]) -> Decimal | None:
    """A number with a comma for decimals, at least nought; None where the field is empty or wrong."""
    text = words_in(typed, name, 30).replace(" ", "")
    if not text:
        return None
    try:
        value = Decimal(text.replace(".", "").replace(",", ".")) if "," in text else Decimal(text)
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or value < 0:
        wrong[name] = f"«{text}» không phải số từ 0 trở lên. Cách xử lý: ghi như 12 hay 1,5."
        return None
    return value


def _shared(
    typed: Mapping[str, str],
    giving: Line | None,
    criteria: Sequence[Criterion],
    units: Sequence[Unit],
    wrong: dict[str, str],
) -> dict[int, Share]:
    total = amount_typed(typed, "tong", wrong)
    if giving is None:
        wrong["tu-dong"] = "Chưa chọn lấy từ dòng kinh phí nào. Cách xử lý: chọn dòng chưa phân bổ hết."
    if total is None and "tong" not in wrong:
        wrong["tong"] = "Chưa ghi tổng số phân bổ. Cách xử lý: ghi số đồng."
    if not words_in(typed, "nguon-so-lieu", 300):
        wrong["nguon-so-lieu"] = "Chưa ghi nguồn số liệu. Cách xử lý: ghi văn bản, bản chốt lấy số liệu."
    values: dict[int, dict[str, Decimal]] = {}
    for unit in units:
        for one in criteria:
            name = f"{one.code}-{unit.area_id}"
            value = _decimal(typed, name, wrong)
            if value is None and name not in wrong:
                wrong[name] = (
                    f"Chưa ghi {one.name.lower()} của {unit.full_name}. Cách xử lý: ghi số, 0 nếu không có."
                )
            values.setdefault(unit.area_id, {})[one.code] = value or Decimal(0)
    if wrong or total is None:
        return {}
    try:
        return shares(total, criteria, values)
    except SharesError as error:
        wrong["tong"] = str(error)
        return {}


def _drafted(
    request: HttpRequest, place: Place, row: Resolution, giving: Line, shared: Mapping[int, Share]
) -> int:
    programme, _, chosen = words_in(request.POST, "du-an", 80).rpartition(":")
    if programme not in {"", giving.programme}:
        raise BudgetError(
            "Dự án này thuộc chương trình khác với dòng được lấy. Cách xử lý: chọn dự án của chương trình "
            "ấy, hoặc lấy từ dòng khác.",
            "du-an",
        )
    project = chosen or giving.project
    said = [
        Said(replace(key_of(giving, area_id), project=project), one.amount, giving)
        for area_id, one in shared.items()
        if one.amount
    ]
    names = names_of(shared, today())
    explained = {
        "resolution": row.pk,
        "lines": [
            f"Theo {row.title}, số {row.number} ngày {day_text(row.day)}. "
            f"Số liệu: {words_in(request.POST, 'nguon-so-lieu', 300)}.",
            *(f"{names[area]}: {'; '.join(one.explained)}." for area, one in shared.items()),
        ],
    }
    title = words_in(request.POST, "trich-yeu", 301) or f"Phân bổ theo nghị quyết số {row.number}"
    made = draw_decision(
        Area(pk=place.area_id),
        DecisionKind.ALLOCATE,
        Paper(title),
        said,
        actor_of(request),
        year=place.year,
        explained=explained,
    )
    return made.pk


def _counted(
    place: Place, criteria: Sequence[Criterion], units: Sequence[Unit]
) -> tuple[dict[str, str], str]:
    """Values out of the last frozen state of the unit that was summed, and what it is called."""
    wanted = [one for one in criteria if one.counts]
    last = (
        Summary.objects.filter(area=place.area_id)
        .select_related("snapshot")
        .order_by("-snapshot__closing", "-pk")
    )
    summary = last.first() if wanted else None
    if summary is None:
        return {}, ""
    rows = UnitFigures.objects.filter(summary=summary, area__in=[one.area_id for one in units])
    found = {row.area_id: row.counts for row in rows}
    values = {
        f"{one.code}-{area_id}": str(counts.get(one.counts, 0))
        for area_id, counts in found.items()
        for one in wanted
    }
    said = f"bản chốt «{summary.snapshot.title}» đến ngày {day_text(summary.snapshot.closing)}"
    return {**values, "nguon-so-lieu": said}, said
