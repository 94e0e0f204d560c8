"""Doubts of the registers: counts by check and unit, the households for who may see them; settled here."""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST, require_safe

from giamngheo.apps.households.circumstances import deprivations_of
from giamngheo.apps.oversight.actions import OversightError, look_again, make_finding, set_aside
from giamngheo.apps.oversight.doubts import (
    CHECKS,
    MOST_AT_ONCE,
    WHOLE,
    Asked,
    Check,
    Doubt,
    counts_of,
    doubts_of,
)
from giamngheo.apps.oversight.models import Inspection, SettledDoubt
from giamngheo.apps.oversight.states import InspectionState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among, permissions_in_each
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit, children_of, path_of
from giamngheo.foundation.tasks.models import Task
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import number_in, number_of, words_in
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.kept_figures import Figures, figures_or_task
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.components.unit_asked import areas_in, unit_asked
from giamngheo.web.staff.coordination.reaching import may_here, row_for, year_in

A_PAGE: Final = 50
_FIRST: Final = next(iter(CHECKS))


@needs(Permission.SEE_RESULTS)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show how many rows of a unit and year each check doubts."""
    unit, others = unit_asked(request)
    year = year_in(request, today().year)
    figures = _counted(request, unit, year)
    if isinstance(figures, Task):
        return redirect("counting", figures.pk)
    told = {
        "unit": unit,
        "others": others,
        "year": year,
        "checks": CHECKS,
        "figures": figures,
        "title": _title(unit, year),
        "counts": {code: figures.told[code][WHOLE] for code in CHECKS},
    }
    return render(request, "staff/oversight/checks.html", told)


@needs(Permission.SEE_RESULTS)
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Show one check: counts by the units below, and its rows for who may see households."""
    return _page(request)


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the rows of a check that wait, or those that were settled."""
    unit, _ = unit_asked(request, Permission.SEE_HOUSEHOLDS)
    one, asked, is_settled = _check(request), _asked(request, unit), _is_settled(request)
    count = counts_of(one, asked)[WHOLE]
    taken = Taken(
        "oversight.export",
        count["settled" if is_settled else "waiting"],
        [unit.area_id],
        [["Đối chiếu", one.name], ["Năm", asked.year]],
        {"check": one.code, "year": asked.year},
    )
    return give(request, DOUBTS, lambda: iter(doubts_of(one, asked, is_settled=is_settled)), taken, ending)


@needs(Permission.INSPECT)
@require_POST
def deed(request: HttpRequest) -> HttpResponse:
    """Make chosen rows a finding, set them aside, or look at one again."""
    unit, _ = unit_asked(request, Permission.INSPECT)
    if not {Permission.INSPECT, Permission.SEE_HOUSEHOLDS} <= may_here(request, unit.area_id):
        raise PermissionDenied
    one, asked, said = _check(request), _asked(request, unit), request.POST
    subjects = [number for text in said.getlist("dong") if (number := number_of(text)) is not None]
    try:
        if said.get("viec") == "phat-hien":
            rounds = Inspection.objects.filter(pk__in=[row.pk for row in _rounds(request, unit)])
            inspection = rounds.filter(pk=number_in(said, "dot") or 0).first()
            if inspection is None:
                raise OversightError("Chưa chọn đợt kiểm tra. Cách xử lý: chọn đợt đã có quyết định.", "dot")
            finding = make_finding(one, asked, subjects, inspection, actor_of(request))
            return redirect(f"{reverse('inspection', args=[finding.inspection_id])}#phat-hien-muc")
        if said.get("viec") == "bo-qua":
            set_aside(one, asked, subjects, words_in(said, "ly-do", 501), actor_of(request))
        elif said.get("viec") == "xem-lai":
            rows = SettledDoubt.objects.filter(among(asked.area_ids), check_code=one.code)
            look_again(row_for(rows, number_in(said, "so") or 0), actor_of(request))
        else:
            raise OversightError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")
        return redirect(f"{reverse('data-check')}?{_query(unit, asked, one)}")
    except OversightError as error:
        return _page(request, error.wrong)


def _page(request: HttpRequest, wrong: dict[str, str] | None = None) -> HttpResponse:
    unit, others = unit_asked(request)
    one, asked, is_settled = _check(request), _asked(request, unit), _is_settled(request)
    may = may_here(request, unit.area_id)
    figures = _counted(request, unit, asked.year)
    if isinstance(figures, Task):
        return redirect("counting", figures.pk)
    below, counts = children_of(unit.area_id, today()), figures.told[one.code]
    here, number = counts[WHOLE], number_in(request.GET, "trang") or 1
    sees = Permission.SEE_HOUSEHOLDS in may
    rows: list[Doubt] = []
    if sees:
        after = (number - 1) * A_PAGE
        rows = doubts_of(one, asked, is_settled=is_settled, after=after, most=A_PAGE)
    may_settle = sees and Permission.INSPECT in may
    told = {
        "unit": unit,
        "others": others,
        "year": asked.year,
        "check": one,
        "checks": CHECKS,
        "here": here,
        "figures": figures,
        "title": _title(unit, asked.year),
        "below": [(each, counts[str(each.area_id)]) for each in below if str(each.area_id) in counts],
        "rows": rows,
        "names": names_of({each.area_id for each in rows}, today()),
        "sees": sees,
        "is_settled": is_settled,
        "may_settle": may_settle,
        "rounds": _rounds(request, unit) if may_settle else [],
        "most": MOST_AT_ONCE,
        "number": number,
        "has_more": number * A_PAGE < here["settled" if is_settled else "waiting"],
        "query": _query(unit, asked, one) + ("&xem=da-xu-ly" if is_settled else ""),
        "chosen": request.POST.getlist("dong"),
        "typed": request.POST.dict(),
        "wrong": wrong or {},
    }
    return render(request, "staff/oversight/check.html", told, status=422 if wrong else 200)


def _counted(request: HttpRequest, unit: Unit, year: int) -> Figures | Task:
    return figures_or_task(request, "oversight.checks", unit.area_id, str(year), _title(unit, year))


def _title(unit: Unit, year: int) -> str:
    return f"Đối chiếu năm {year}, {unit.full_name}"


def _check(request: HttpRequest) -> Check:
    asked = request.GET.get("kiem") or request.POST.get("kiem") or ""
    return CHECKS.get(asked, CHECKS[_FIRST])


def _is_settled(request: HttpRequest) -> bool:
    return request.GET.get("xem") == "da-xu-ly"


def _asked(request: HttpRequest, unit: Unit) -> Asked:
    """The year and areas of a page; households are asked for only where who asks may see the unit."""
    names = {one.id: one.name.lower() for one in deprivations_of(today())}
    return Asked(areas_in(request, unit), year_in(request, today().year), today(), names)


def _rounds(request: HttpRequest, unit: Unit) -> list[Inspection]:
    """Inspections on the spot to which a finding may go.

    Those of the unit whose page it is, and those of units above that inspect it, where who asks inspects.
    """
    above = [one.area_id for one in path_of(unit.area_id, today())]
    may = permissions_in_each(person_of(request), above, today())
    mine = [area_id for area_id in above if Permission.INSPECT in may[area_id]]
    at = Q(area_id=unit.area_id) | Q(unit_id__in=above)
    rows = Inspection.objects.filter(at, state=InspectionState.DECIDED, area_id__in=mine)
    return list(rows.order_by("-first", "-pk")[:100])


def _query(unit: Unit, asked: Asked, one: Check) -> str:
    return urlencode({"don-vi": unit.area_id, "nam": asked.year, "kiem": one.code})


def _lines(chunk: Sequence[Any], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for one in chunk)
    for one in chunk:
        yield (
            one.code,
            one.head_name or None,
            looking.name(one.area_id),
            day_text(one.day),
            one.words,
            "đã thành phát hiện" if one.finding_id else one.reason or None,
            one.settled_by or None,
        )


DOUBTS: Final = Exported(
    "Đối chiếu hỗ trợ đúng đối tượng",
    "Số dòng",
    {
        PLACE: COUNT,
        "Mã hộ": TEXT,
        "Chủ hộ": TEXT,
        "Thôn, tổ": TEXT,
        "Ngày": TEXT,
        "Điều cần xem": TEXT,
        "Đã xử lý": TEXT,
        "Người xử lý": TEXT,
    },
    (7, 16, 26, 24, 12, 70, 34, 26),
    _lines,
)
