"""A target drafted: first which indicator and kind, then only the fields of that kind."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.results.actions import ResultsError, draw_target
from giamngheo.apps.results.models import PlannedTarget
from giamngheo.apps.results.states import TargetState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.models import Area
from giamngheo.law.library import LawError
from giamngheo.law.results.library import framework_for
from giamngheo.law.vocabulary.frameworks import Framework, Indicator
from giamngheo.law.vocabulary.targets import TargetKind
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.staff.results.reaching import place_for, require, target_for
from giamngheo.web.staff.results.typed import (
    FIELD_OF,
    fields_of,
    kinds_for,
    target_typed,
    written_of,
)


@needs(Permission.KEEP_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form by steps, or keep a target and show it."""
    place = place_for(request)
    require(request, Permission.KEEP_RESULTS, place.area_id)
    return _form(request, place.area_id, place.unit.full_name, None)


@needs(Permission.KEEP_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def following(request: HttpRequest, target_id: int) -> HttpResponse:
    """Draft the target that is to follow one in force."""
    row = target_for(request, target_id)
    require(request, Permission.KEEP_RESULTS, row.area_id)
    if row.state is not TargetState.IN_FORCE:
        raise Http404
    return _form(request, row.area_id, "", row)


def _form(request: HttpRequest, area_id: int, place: str, old: PlannedTarget | None) -> HttpResponse:
    day, wrong = today(), dict[str, str]()
    typed = request.POST if request.method == "POST" else request.GET
    framework = _framework(old.last if old else day, wrong)
    indicator = framework.indicator(old.indicator if old else typed.get("chi-so", "")) if framework else None
    kind = _kind(typed.get("loai", old.kind if old else ""), indicator)
    if request.method == "POST" and indicator is not None and kind is not None:
        target = target_typed(request.POST, indicator, kind, wrong)
        if target is not None and not wrong:
            try:
                row = draw_target(Area(pk=area_id), target, actor_of(request), replaces=old)
                return redirect("target", row.pk)
            except ResultsError as error:
                wrong |= {FIELD_OF.get(name, name): said for name, said in error.wrong.items()}
            except LawError as error:
                wrong["den-ngay"] = str(error)
    if request.method == "POST":
        shown = request.POST.dict()
    elif old is not None:
        shown = written_of(old.target) | request.GET.dict()
    else:
        year = number_in(request.GET, "nam") or day.year
        year = year if date.min.year <= year <= date.max.year else day.year
        days = {"tu-ngay": day_text(date(year, 1, 1)), "den-ngay": day_text(date(year, 12, 31))}
        shown = days | {"phu-trach": indicator.responsible if indicator else ""} | request.GET.dict()
    told = {
        "area_id": area_id,
        "place": place,
        "old": old,
        "framework": framework,
        "indicator": indicator,
        "kind": kind,
        "kinds": [(one.value, one.label) for one in kinds_for(indicator)] if indicator else [],
        "fields": fields_of(kind) if kind else frozenset(),
        "typed": shown,
        "wrong": wrong,
    }
    return render(request, "staff/results/drafting.html", told, status=422 if wrong else 200)


def _framework(day: date, wrong: dict[str, str]) -> Framework | None:
    try:
        return framework_for(day)
    except LawError as error:
        wrong["chi-so"] = str(error)
        return None


def _kind(typed: str, indicator: Indicator | None) -> TargetKind | None:
    return next((one for one in kinds_for(indicator) if one == typed), None) if indicator else None
