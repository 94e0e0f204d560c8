"""Inspections as a list, taken away as a file; a new one, from a line of the plan or without."""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from giamngheo.apps.oversight.actions import Opened, OversightError, open_inspection
from giamngheo.apps.oversight.models import Inspection, PlanLine
from giamngheo.apps.oversight.papers import contents_told, months_told
from giamngheo.apps.oversight.queries import inspections_where, report_late
from giamngheo.apps.oversight.states import InspectionState, PlanState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit
from giamngheo.law.library import oversight_rules
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.components.unit_asked import unit_asked
from giamngheo.web.staff.coordination.reaching import may_here, require
from giamngheo.web.staff.oversight.reaching import (
    chosen_unit,
    day_or_none,
    inside,
    rounds_seen,
    units_to_inspect,
)

A_PAGE: Final = 30
SIDES: Final = {
    "cua-minh": "Đơn vị này kiểm tra",
    "o-day": "Được kiểm tra ở đơn vị này và bên dưới",
}


@needs(Permission.SEE_RESULTS)
@require_safe
def inspections(request: HttpRequest) -> HttpResponse:
    """Show the inspections of a unit and at it, the latest first."""
    unit, others = unit_asked(request)
    page = Paginator(_asked(request, unit), A_PAGE).get_page(number_in(request.GET, "trang") or 1)
    asked = {name: words_in(request.GET, name, 20) for name in ("nam", "hinh-thuc", "tinh-trang", "phia")}
    areas = {area for one in page.object_list for area in (one.area_id, one.unit_id)}
    told = {
        "unit": unit,
        "others": others,
        "page": page,
        "asked": asked,
        "query": urlencode({"don-vi": unit.area_id} | {name: said for name, said in asked.items() if said}),
        "kinds": [(one.id, one.name) for one in oversight_rules().kinds],
        "states": [*InspectionState.choices, ("qua-han", "Quá hạn báo cáo")],
        "sides": SIDES,
        "names": names_of(areas, today()),
        "day": today(),
        "may_open": Permission.INSPECT in may_here(request, unit.area_id),
    }
    return render(request, "staff/oversight/inspections.html", told)


@needs(Permission.SEE_RESULTS)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the inspections that the page shows."""
    unit, _ = unit_asked(request)
    rows = _asked(request, unit)
    return give(request, INSPECTIONS, rows, Taken("oversight.export", rows.count(), [unit.area_id]), ending)


@needs(Permission.INSPECT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, begun with the line of the plan that is carried out; or open an inspection."""
    unit, others = unit_asked(request, Permission.INSPECT)
    require(request, Permission.INSPECT, unit.area_id)
    line, wrong = _line(request, unit), dict[str, str]()
    contents = request.POST.getlist("noi-dung") or (list(line.contents) if line else [])
    if request.method == "POST":
        said = request.POST
        opened = Opened(
            chosen_unit(said, "o-dau"),
            said.get("hinh-thuc", ""),
            words_in(said, "ten", 301),
            words_in(said, "noi", 301),
            day_or_none(said, "tu-ngay", wrong),
            day_or_none(said, "den-ngay", wrong),
            said.getlist("noi-dung"),
            words_in(said, "ly-do", 501),
            words_in(said, "du-an", 11),
            line,
        )
        try:
            if wrong:
                raise OversightError("Có ô ghi sai.", wrong=wrong)
            row = open_inspection(Area(pk=unit.area_id), opened, actor_of(request), today())
            return redirect("inspection", row.pk)
        except OversightError as error:
            wrong = error.wrong | wrong
    rules = oversight_rules()
    told = {
        "unit": unit,
        "others": others,
        "line": line,
        "line_told": f"{contents_told(line.contents)}, {months_told(line.first_month, line.last_month)}"
        if line
        else "",
        "units": units_to_inspect(unit, line.unit_id if line else None),
        "kinds": [(one.id, one.name) for one in rules.kinds],
        "rules": rules,
        "chosen": contents,
        "typed": request.POST.dict() or _begun(line),
        "wrong": wrong,
    }
    return render(request, "staff/oversight/inspection_new.html", told, status=422 if wrong else 200)


def _begun(line: PlanLine | None) -> dict[str, str]:
    """What the form begins with."""
    if line is None:
        return {}
    return {"o-dau": str(line.unit_id), "hinh-thuc": line.kind, "du-an": line.project}


def _line(request: HttpRequest, unit: Unit) -> PlanLine | None:
    """The line of the unit's plan in force that an address or a form names."""
    number = number_in(request.POST, "dong") or number_in(request.GET, "dong")
    rows = PlanLine.objects.filter(area_id=unit.area_id, plan__state=PlanState.APPROVED)
    return rows.filter(pk=number).select_related("plan").first() if number is not None else None


def _asked(request: HttpRequest, unit: Unit) -> QuerySet[Inspection]:
    at = inside(unit.area_id, "unit_id")
    condition = {
        "cua-minh": Q(area_id=unit.area_id),
        "o-day": at & ~Q(area_id=unit.area_id),
    }.get(request.GET.get("phia", ""), at | inside(unit.area_id, "area_id"))
    state, kind = request.GET.get("tinh-trang", ""), request.GET.get("hinh-thuc", "")
    if state == "qua-han":
        condition &= report_late(today())
    elif state in InspectionState.values:
        condition &= Q(state=state)
    if kind in {one.id for one in oversight_rules().kinds}:
        condition &= Q(kind=kind)
    year = number_in(request.GET, "nam")
    if year is not None and 2000 <= year <= 2100:
        condition &= Q(first__year=year)
    return inspections_where(rounds_seen(request) & condition)


def _lines(chunk: Sequence[Any], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(area for one in chunk for area in (one.area_id, one.unit_id))
    kinds = {one.id: one.name for one in oversight_rules().kinds}
    for one in chunk:
        yield (
            one.title,
            looking.name(one.area_id),
            looking.name(one.unit_id),
            kinds.get(one.kind, one.kind),
            contents_told(one.contents),
            day_text(one.first),
            day_text(one.last),
            one.number or None,
            one.get_state_display(),
            day_text(one.report_due),
            day_text(one.reported_on) if one.reported_on else None,
            "có" if one.is_late(looking.day) else None,
            one.advised,
            one.waiting,
        )


INSPECTIONS: Final = Exported(
    "Các đợt kiểm tra, giám sát",
    "Số đợt",
    {
        PLACE: COUNT,
        "Đợt kiểm tra": TEXT,
        "Đơn vị kiểm tra": TEXT,
        "Được kiểm tra": TEXT,
        "Hình thức": TEXT,
        "Nội dung": TEXT,
        "Từ ngày": TEXT,
        "Đến ngày": TEXT,
        "Quyết định": TEXT,
        "Tình trạng": TEXT,
        "Hạn báo cáo": TEXT,
        "Ngày báo cáo": TEXT,
        "Báo cáo muộn": TEXT,
        "Kiến nghị": COUNT,
        "Chưa xác nhận": COUNT,
    },
    (7, 40, 24, 24, 14, 44, 12, 12, 18, 24, 12, 12, 12, 10, 12),
    _lines,
)
