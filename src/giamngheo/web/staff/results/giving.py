"""A target given to the units below: a number for each, summed before it is kept."""

from dataclasses import replace

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.results.actions import ResultsError, give_targets
from giamngheo.apps.results.models import PlannedTarget
from giamngheo.apps.results.queries import Followed, Given, followed, given_below, sum_below
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.law.vocabulary.targets import WITHOUT_VALUE, Target
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.results.reaching import require, target_for
from giamngheo.web.staff.results.typed import number_typed


@needs(Permission.KEEP_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def giving(request: HttpRequest, target_id: int) -> HttpResponse:
    """Show the units below with a field each, sum what was typed, or draft their targets."""
    row, day = target_for(request, target_id), today()
    require(request, Permission.KEEP_RESULTS, row.area_id)
    found = next(iter(followed([row], day)), None)
    given = given_below(row, day)
    if found is None or row.ended_at is not None or not given:
        raise Http404
    wrong: dict[str, str] = {}
    parts: dict[int, Target] = {}
    if request.method == "POST":
        parts = _typed(request, found, given, wrong)
        if not wrong and "thu" not in request.POST:
            try:
                give_targets(row, parts, actor_of(request))
                return redirect("target", row.pk)
            except ResultsError as error:
                wrong = error.wrong
    told = {
        "one": found,
        "row": row,
        "names": names_of([row.area_id], row.first),
        "given": given,
        "by_tick": row.target.kind in WITHOUT_VALUE,
        "sum": sum_below(row, found.indicator, _with(given, parts, row)) if parts else None,
        "typed": request.POST if request.method == "POST" else _known(given),
        "wrong": wrong,
    }
    return render(request, "staff/results/giving.html", told, status=422 if wrong else 200)


def _typed(
    request: HttpRequest, found: Followed, given: list[Given], wrong: dict[str, str]
) -> dict[int, Target]:
    """The parts that were typed: those of units whose field is empty are left out."""
    whole, parts = found.target, {}
    for unit in given:
        name = f"so-{unit.area_id}"
        if whole.kind in WITHOUT_VALUE:
            if name in request.POST:
                parts[unit.area_id] = _part(whole, None)
        elif (value := number_typed(request.POST, name, wrong)) is not None:
            parts[unit.area_id] = _part(whole, value)
    return parts


def _part(whole: Target, value: object) -> Target:
    """The target of a unit below: the words, time and kind of the whole with its own number."""
    return msgspec.structs.replace(
        whole, value=value, up_to=None, baseline=None, baseline_day=None, reaches=None, responsible=""
    )


def _with(given: list[Given], parts: dict[int, Target], row: PlannedTarget) -> list[Given]:
    """The units below as they would stand with what was typed."""
    made = [
        PlannedTarget(
            area_id=area_id,
            framework=row.framework,
            indicator=row.indicator,
            first=row.first,
            said=msgspec.to_builtins(target),
        )
        for area_id, target in parts.items()
    ]
    typed = {one.row.area_id: one for one in followed(made, today())}
    return [replace(unit, followed=typed.get(unit.area_id, unit.followed)) for unit in given]


def _known(given: list[Given]) -> dict[str, str]:
    """What the fields show at first: what was given before."""
    return {
        f"so-{unit.area_id}": str(
            unit.followed.target.value if unit.followed.target.value is not None else 1
        ).replace(".", ",")
        for unit in given
        if unit.followed is not None
    }
