"""Who leads and takes part in each project of a unit and year; assigned, confirmed, ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from giamngheo.apps.coordination.actions import (
    CoordinationError,
    Where,
    assign,
    confirm,
    end_assignment,
    propose_from_plan,
)
from giamngheo.apps.coordination.directory import offered
from giamngheo.apps.coordination.models import Assignment
from giamngheo.apps.coordination.queries import Matrix, matrix_of, plans_for, years_of
from giamngheo.apps.coordination.states import AssignmentState, Part
from giamngheo.apps.programmes.models import UnitPlan
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.queries import Unit
from giamngheo.law.library import LawError
from giamngheo.law.programmes.library import programme_for
from giamngheo.law.vocabulary.programmes import Programme
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.unit_asked import unit_asked
from giamngheo.web.staff.coordination.reaching import may_here, require, row_for, year_in


@dataclass(frozen=True)
class Seen:
    """The unit and year of the address, its programme (None: none runs) and its matrix."""

    unit: Unit
    others: tuple[Unit, ...]
    year: int
    years: list[int]
    programme: Programme | None
    plans: list[UnitPlan]
    matrix: Matrix | None

    @property
    def query(self) -> str:
        """The address behind «?»."""
        return urlencode({"don-vi": self.unit.area_id, "nam": self.year})


@needs(Permission.SEE_RESULTS)
@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Show the matrix of the unit and year that the address asks for."""
    return _page(request, seen(request))


@needs(Permission.COORDINATE)
@require_POST
def deed(request: HttpRequest) -> HttpResponse:
    """Assign, propose from a plan, confirm, end; then the matrix again."""
    told = seen(request)
    require(request, Permission.COORDINATE, told.unit.area_id)
    try:
        done = _do(request, told)
    except CoordinationError as error:
        return _page(request, told, request.POST.dict(), error.wrong)
    return redirect(f"{reverse('assignments')}?{told.query}&{urlencode(done)}")


def seen(request: HttpRequest, otherwise: int | None = None) -> Seen:
    """What the address asks for, else the latest year that was assigned; 404 outside of one's reach."""
    unit, others = unit_asked(request)
    years = years_of(unit.area_id)
    year = year_in(request, otherwise or next(iter(years), today().year))
    plans = plans_for(unit.area_id, year)
    try:
        programme = programme_for(date(year, 12, 31))
    except LawError:
        programme = None
    found = matrix_of(unit.area_id, year, programme, plans) if programme is not None else None
    all_years = sorted({year, today().year, *years}, reverse=True)
    return Seen(unit, others, year, all_years, programme, plans, found)


def _do(request: HttpRequest, told: Seen) -> Mapping[str, object]:
    typed, actor, verb = request.POST, actor_of(request), request.POST.get("viec", "")
    if told.programme is None:
        raise CoordinationError("Năm này không có chương trình nào. Cách xử lý: chọn năm khác.")
    where = Where(Area(pk=told.unit.area_id), told.year, told.programme)
    if verb == "them":
        assign(
            where,
            words_in(typed, "du-an", 10),
            words_in(typed, "don-vi-lam", 201),
            typed.get("vai", ""),
            actor,
        )
        return {"xong": "them"}
    if verb == "tu-ke-hoach":
        number = number_in(typed, "ke-hoach")
        plan = next((one for one in told.plans if one.pk == number), None)
        if plan is None:
            raise CoordinationError("Chưa chọn kế hoạch. Cách xử lý: chọn kế hoạch của năm.", "ke-hoach")
        proposed = propose_from_plan(where, plan, actor)
        return {"xong": "de-xuat", "so": proposed.made, "khong-ma": len(proposed.without_code)}
    rows = Assignment.objects.filter(**where.of)
    if verb == "xac-nhan":
        number = number_in(typed, "dong")
        waiting = rows.filter(state=AssignmentState.PROPOSED).order_by("-part", "pk")
        done, refused = confirm(where, list(waiting.filter(pk=number) if number else waiting), actor)
        if refused:
            raise CoordinationError("", wrong={f"xac-nhan-{at}": said for at, said in enumerate(refused)})
        return {"xong": "xac-nhan", "so": done}
    if verb == "thoi":
        end_assignment(
            where, row_for(rows, number_in(typed, "dong") or 0), words_in(typed, "ly-do", 501), actor
        )
        return {"xong": "thoi"}
    raise CoordinationError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")


def _page(
    request: HttpRequest,
    told: Seen,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    if wrong:  # what was confirmed before one was refused stands
        told = seen(request)
    may_keep = Permission.COORDINATE in may_here(request, told.unit.area_id)
    shown = {
        "seen": told,
        "may_keep": may_keep,
        "names": offered(told.unit, today()) if may_keep else [],
        "parts": Part.choices,
        "done": request.GET.get("xong", ""),
        "count": number_in(request.GET, "so") or 0,
        "without_code": number_in(request.GET, "khong-ma") or 0,
        "typed": typed or {},
        "wrong": wrong or {},
    }
    return render(request, "staff/coordination/matrix.html", shown, status=422 if wrong else 200)
