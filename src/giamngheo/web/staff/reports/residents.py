"""Residents in all of the units that one answers for, typed in with their source, newest first."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.reports.actions import ResidentsError, type_residents
from giamngheo.apps.reports.models import ResidentTotal
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import held_areas, reached
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import units_and_children
from giamngheo.web.components.acting_person import actor_of, permissions_here, person_of, today
from giamngheo.web.components.asked import day_needed, number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.results.typed import whole_typed

MOST_SHOWN = 200


@needs(Permission.SEE_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Show the totals and the form, or keep one; who may freeze figures may type in."""
    wrong: dict[str, str] = {}
    may_type = Permission.FREEZE_FIGURES in permissions_here(request)
    areas = _areas(request) if may_type else {}
    if request.method == "POST" and may_type:
        told = _typed(request, set(areas), wrong)
        if told is not None and not wrong:
            try:
                type_residents(told, today(), actor_of(request))
                return redirect("residents")
            except ResidentsError as error:
                wrong = error.wrong
    rows = list(_rows(request)[:MOST_SHOWN])
    shown = {
        "rows": rows,
        "names": names_of({one.area_id for one in rows}, today()),
        "areas": areas,
        "typed": request.POST,
        "wrong": wrong,
    }
    return render(request, "staff/reports/residents.html", shown, status=422 if wrong else 200)


def _rows(request: HttpRequest) -> QuerySet[ResidentTotal]:
    seen = reached(person_of(request), Permission.SEE_HOUSEHOLDS, today())
    return ResidentTotal.objects.filter(seen).order_by("-as_of", "-pk")


def _areas(request: HttpRequest) -> dict[int, str]:
    """The units for which who asks may type in: those held, and what stands directly under them."""
    held = held_areas(person_of(request), Permission.FREEZE_FIGURES, today())
    units, children = units_and_children(held, today())
    found = [one for area in held if area in units for one in (units[area], *children.get(area, []))]
    return {one.area_id: one.full_name for one in found}


def _typed(request: HttpRequest, areas: set[int], wrong: dict[str, str]) -> ResidentTotal | None:
    typed = request.POST
    area = number_in(typed, "don-vi")
    if area is None or area not in areas:
        wrong["don-vi"] = "Chưa chọn đơn vị. Chọn một đơn vị."
    as_of = day_needed(typed, "ngay", "Chưa có ngày: gõ ngày của số liệu, như 1/9/2026.", wrong)
    households, persons = whole_typed(typed, "ho", wrong), whole_typed(typed, "khau", wrong)
    minority = whole_typed(typed, "ho-thieu-so", wrong)
    minority_persons = whole_typed(typed, "khau-thieu-so", wrong)
    if households is None and "ho" not in wrong:
        wrong["ho"] = "Chưa ghi số hộ. Ghi tổng số hộ dân cư."
    if wrong or area is None or as_of is None or households is None:
        return None
    return ResidentTotal(
        area_id=area,
        as_of=as_of,
        households=households,
        persons=persons,
        minority_households=minority,
        minority_persons=minority_persons,
        source=words_in(typed, "nguon", 300),
    )
