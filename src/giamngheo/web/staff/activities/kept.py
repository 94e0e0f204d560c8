"""What stays beside activities: officers and who of them was trained, equipment and its state, norms."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.activities.actions import (
    ActivityError,
    confirm_norms,
    end_asset,
    end_norms,
    end_officer,
    list_asset,
    list_officer,
    load_norms,
    report_asset,
)
from giamngheo.apps.activities.models import Asset, NormTable, Officer
from giamngheo.apps.activities.norms import ALL_ITEMS
from giamngheo.apps.activities.queries import assets_with_state, officers_of, was_trained
from giamngheo.apps.activities.states import AssetState, NormPer, NormState
from giamngheo.foundation.accounts.held import areas_around
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit, children_of
from giamngheo.foundation.tasks.models import Task
from giamngheo.law.activities.library import activity_kinds, asset_kinds
from giamngheo.law.library import code_list
from giamngheo.law.vocabulary.activities import ActivityKind
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import day_needed, number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.kept_figures import figures_or_task
from giamngheo.web.components.unit_asked import areas_in, unit_asked
from giamngheo.web.staff.activities.reaching import Row, may_in, require, row_for
from giamngheo.web.staff.results.typed import number_typed, whole_typed

ALL_TOGETHER: Final = "tat-ca"
"""The fields of the norm that is on all things together."""
ON_A_PAGE: Final = 100
_NO_DAY = "Chưa có ngày: gõ ngày, như 1/3/2026."
_Told = dict[str, Any]


def _answer(
    request: HttpRequest,
    page: str,
    told: Callable[[HttpRequest, Unit], _Told | HttpResponse],
    deeds: Mapping[str, Callable[[HttpRequest, Unit], None]],
) -> HttpResponse:
    """Show a page of a unit, or do what one of its forms asks for and show it again."""
    unit, others = unit_asked(request)
    wrong: Mapping[str, str] = {}
    if request.method == "POST":
        deed = deeds.get(request.POST.get("viec", ""))
        if deed is None:
            raise Http404
        try:
            deed(request, unit)
            return redirect(f"{request.path}?don-vi={unit.area_id}")
        except ActivityError as error:
            wrong = error.wrong
    found = told(request, unit)
    if isinstance(found, HttpResponse):
        return found
    may = may_in(request, unit.area_id)
    shown = {
        "unit": unit,
        "others": others,
        "typed": request.POST.dict() if wrong else {},
        "wrong": dict(wrong),
        "today": today(),
        "may_keep": Permission.KEEP_ACTIVITIES in may,
        "may_decide": Permission.DECIDE_ACTIVITIES in may,
        **found,
    }
    return render(request, f"staff/activities/{page}.html", shown, status=422 if wrong else 200)


def _day(request: HttpRequest, name: str) -> date:
    wrong: dict[str, str] = {}
    day = day_needed(request.POST, name, _NO_DAY, wrong)
    if day is None:
        raise ActivityError("Có ô ghi sai.", wrong=wrong)
    return day


def _within(request: HttpRequest, unit: Unit) -> Q:
    return among(areas_in(request, unit))


def _page(request: HttpRequest, rows: QuerySet[Row]) -> Page[Row]:
    """Some of the rows at a time: a province lists thousands."""
    return Paginator(rows, ON_A_PAGE).get_page(number_in(request.GET, "trang") or 1)


def _area_of(request: HttpRequest, unit: Unit) -> Area:
    """The unit or one directly under it, as the form names it, for who may keep there."""
    asked = number_in(request.POST, "noi-lam") or unit.area_id
    if asked not in {unit.area_id, *(one.area_id for one in children_of(unit.area_id, today()))}:
        raise ActivityError("Chưa chọn đơn vị. Chọn một đơn vị.", "noi-lam")
    require(request, Permission.KEEP_ACTIVITIES, asked)
    return Area(pk=asked)


@needs(Permission.SEE_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def officers(request: HttpRequest) -> HttpResponse:
    """Show the officers of a unit and who was trained in a year; list one, or take one off."""
    return _answer(request, "officers", _officers_told, {"ghi": _list_officer, "thoi": _end_officer})


def _officers_told(request: HttpRequest, unit: Unit) -> _Told | HttpResponse:
    year = number_in(request.GET, "nam") or today().year
    year = min(max(year, 2000), 2100)
    title = f"Tập huấn cán bộ năm {year}, {unit.full_name}"
    figures = figures_or_task(request, "activities.officers", unit.area_id, str(year), title)
    if isinstance(figures, Task):
        return redirect("counting", figures.pk)
    page = _page(request, officers_of(_within(request, unit)))
    shown = Officer.objects.filter(pk__in=[one.pk for one in page.object_list])
    trained = shown.filter(was_trained(date(year, 1, 1), date(year, 12, 31)))
    return {
        "page": page,
        "year": year,
        "title": title,
        "figures": figures,
        "trained": set(trained.values_list("pk", flat=True)),
        "positions": code_list("officer_positions"),
        "names": names_of({one.area_id for one in page.object_list}, today()),
        "children": children_of(unit.area_id, today()),
    }


def _list_officer(request: HttpRequest, unit: Unit) -> None:
    typed = request.POST
    list_officer(
        _area_of(request, unit),
        words_in(typed, "ho-ten", 201),
        _day(request, "tu-ngay"),
        actor_of(request),
        sex=words_in(typed, "gioi-tinh", 10),
        position=words_in(typed, "chuc-danh", 40),
        organisation=words_in(typed, "co-quan", 201),
    )


def _end_officer(request: HttpRequest, unit: Unit) -> None:
    one = row_for(request, Officer, number_in(request.POST, "dong") or 0)
    require(request, Permission.KEEP_ACTIVITIES, one.area_id)
    end_officer(one, today(), words_in(request.POST, "ly-do", 301), actor_of(request))


@needs(Permission.SEE_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def assets(request: HttpRequest) -> HttpResponse:
    """Show loudspeakers and information points with their state; list one, say its state, end it."""
    deeds = {"ghi": _list_asset, "tinh-trang": _report_asset, "thoi": _end_asset}
    return _answer(request, "assets", _assets_told, deeds)


def _assets_told(request: HttpRequest, unit: Unit) -> _Told:
    page = _page(request, assets_with_state(_within(request, unit), today()))
    return {
        "page": page,
        "kinds": asset_kinds(),
        "states": {one.value: one.label for one in AssetState},
        "names": names_of({one.area_id for one in page.object_list}, today()),
        "children": children_of(unit.area_id, today()),
    }


def _list_asset(request: HttpRequest, unit: Unit) -> None:
    typed = request.POST
    list_asset(
        _area_of(request, unit),
        words_in(typed, "loai", 40),
        words_in(typed, "ten", 201),
        _day(request, "tu-ngay"),
        actor_of(request),
        place=words_in(typed, "noi", 301),
    )


def _asset(request: HttpRequest) -> Asset:
    one = row_for(request, Asset, number_in(request.POST, "dong") or 0)
    require(request, Permission.KEEP_ACTIVITIES, one.area_id)
    return one


def _report_asset(request: HttpRequest, unit: Unit) -> None:
    state = words_in(request.POST, "tinh-trang", 10)
    if state not in AssetState.values:
        raise ActivityError("Chưa chọn tình trạng. Chọn một mục.", "tinh-trang")
    words = words_in(request.POST, "loi", 301)
    day = _day(request, "ngay")
    report_asset(_asset(request), day, AssetState(state), today(), actor_of(request), words=words)


def _end_asset(request: HttpRequest, unit: Unit) -> None:
    end_asset(_asset(request), today(), words_in(request.POST, "ly-do", 301), actor_of(request))


@needs(Permission.SEE_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def norms(request: HttpRequest) -> HttpResponse:
    """Show the tables of norms of a unit and of units above; load one, put it in force, end it."""
    deeds = {"nap": _load_norms, "ap-dung": _confirm_norms, "thoi": _end_norms}
    return _answer(request, "norms", _norms_told, deeds)


def _norms_told(request: HttpRequest, unit: Unit) -> _Told:
    around = areas_around([unit.area_id], today()).get(unit.area_id, frozenset())
    rows = list(NormTable.objects.filter(area__in=around).order_by("kind", "-first", "-pk"))
    kinds = {name: kind for name, kind in activity_kinds().items() if kind.gives}
    asked = request.GET.get("loai", "")
    return {
        "rows": rows,
        "kinds": kinds,
        "kind": kinds.get(asked) or kinds.get(request.POST.get("loai", "")),
        "names": names_of({one.area_id for one in rows}, today()),
        "states": {one.value: one.label for one in NormState},
        "norm_rows": _norm_rows(kinds.get(asked) or kinds.get(request.POST.get("loai", ""))),
        "per": dict(NormPer.choices),
        "all_together": ALL_TOGETHER,
    }


def _norm_rows(kind: ActivityKind | None) -> list[tuple[str, str]]:
    """The rows of the form of norms: each thing of the kind, and all of them together."""
    things = [(one.id, one.name) for one in kind.items] if kind else []
    return [*things, (ALL_TOGETHER, "Mọi hiện vật cộng lại (giá trị)")]


def _load_norms(request: HttpRequest, unit: Unit) -> None:
    require(request, Permission.KEEP_ACTIVITIES, unit.area_id)
    typed, wrong = request.POST, dict[str, str]()
    kind = activity_kinds().get(typed.get("loai", ""))
    lines = []
    for item in [*(one.id for one in kind.items), ALL_ITEMS] if kind else ():
        field = item or ALL_TOGETHER
        quantity = number_typed(typed, f"luong-{field}", wrong)
        value = whole_typed(typed, f"gia-tri-{field}", wrong)
        if quantity is not None or value is not None:
            lines.append(
                {
                    "item": item,
                    "unit": words_in(typed, f"don-vi-{field}", 40),
                    "quantity": None if quantity is None else str(quantity),
                    "value": value,
                    "per": words_in(typed, f"tinh-{field}", 20) or NormPer.ACTIVITY.value,
                }
            )
    if wrong:
        raise ActivityError("Có ô ghi sai.", wrong=wrong)
    source, first = words_in(typed, "van-ban", 201), _day(request, "tu-ngay")
    load_norms(
        Area(pk=unit.area_id), typed.get("loai", ""), lines, actor_of(request), source=source, first=first
    )


def _table(request: HttpRequest, permission: Permission) -> NormTable:
    one = row_for(request, NormTable, number_in(request.POST, "dong") or 0)
    require(request, permission, one.area_id)
    return one


def _confirm_norms(request: HttpRequest, unit: Unit) -> None:
    confirm_norms(_table(request, Permission.DECIDE_ACTIVITIES), actor_of(request))


def _end_norms(request: HttpRequest, unit: Unit) -> None:
    table = _table(request, Permission.SEE_RESULTS)
    needed = Permission.DECIDE_ACTIVITIES if table.state == NormState.IN_FORCE else Permission.KEEP_ACTIVITIES
    require(request, needed, table.area_id)
    end_norms(table, words_in(request.POST, "ly-do", 301), actor_of(request))
