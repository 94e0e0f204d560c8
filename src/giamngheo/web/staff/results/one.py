"""One target: its words, figures, where it stands and why, its parts below; what is done to it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from giamngheo.apps.results.actions import ResultsError, end_target, put_in_force
from giamngheo.apps.results.models import Actual, PlannedTarget
from giamngheo.apps.results.queries import followed, given_below, slow_below, sum_below, targets_above
from giamngheo.apps.results.states import TargetState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.law.results.grouping import groups_of
from giamngheo.law.results.library import indicator_of
from giamngheo.law.results.words import between, in_words
from giamngheo.law.vocabulary.frameworks import OF_ACTIVITIES
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.shown import TARGET_STATES
from giamngheo.web.staff.results.computing import begin
from giamngheo.web.staff.results.reaching import may_here, require, target_for


@needs(Permission.SEE_RESULTS)
@require_safe
def target(request: HttpRequest, target_id: int) -> HttpResponse:
    """Show a target."""
    return _page(request, target_for(request, target_id), {})


@needs(Permission.SEE_RESULTS)
@require_POST
def deed(request: HttpRequest, target_id: int) -> HttpResponse:
    """Put a draft in force, drop it, end a target with a reason, or count its figures."""
    row = target_for(request, target_id)
    if not {Permission.KEEP_RESULTS, Permission.DECIDE_RESULTS} & may_here(request, row.area_id):
        raise PermissionDenied
    actor, word = actor_of(request), request.POST.get("viec", "")
    is_draft = row.state is TargetState.DRAFT
    try:
        if word == "hieu-luc":
            require(request, Permission.DECIDE_RESULTS, row.area_id)
            put_in_force(row, actor)
        elif word == "bo":
            require(request, Permission.KEEP_RESULTS if is_draft else Permission.DECIDE_RESULTS, row.area_id)
            end_target(row, words_in(request.POST, "ly-do", 501), actor)
        elif word == "tinh":
            require(request, Permission.KEEP_RESULTS, row.area_id)
            return begin(request, [row])
        else:
            raise ResultsError("Chưa chọn việc. Cách xử lý: bấm nút của việc cần làm.", "viec")
    except ResultsError as error:
        return _page(request, row, error.wrong)
    return redirect("target", row.pk)


def _page(request: HttpRequest, row: PlannedTarget, wrong: dict[str, str]) -> HttpResponse:
    day = today()
    found = next(iter(followed([row], day)), None)
    if found is None:  # no pack has its indicator any more
        raise Http404
    given = given_below(row, day)
    may = may_here(request, row.area_id)
    areas = [row.area_id, *([row.given_by_id] if row.given_by_id else [])]
    is_living = row.ended_at is None
    told = {
        "one": found,
        "row": row,
        "state": row.state,
        "names": names_of(areas, row.first),
        "states": TARGET_STATES,
        "between": between,
        "figures": _history(found.row, found.indicator.over_period),
        "parent": _parent(row),
        "groups": groups_of(found.indicator, found.apart.parts) if found.apart else [],
        "given": given,
        "behind": slow_below(given),
        "sum": sum_below(row, found.indicator, given) if any(unit.followed for unit in given) else None,
        "is_own_draft": row.drawn_by_id == person_of(request),
        "may_keep": is_living and Permission.KEEP_RESULTS in may,
        "may_decide": is_living and Permission.DECIDE_RESULTS in may,
        "of_activities": OF_ACTIVITIES,
        "may_list": Permission.SEE_HOUSEHOLDS in may,
        "typed": request.POST,
        "wrong": wrong,
        "errors": [("", said) for said in wrong.values()],
    }
    return render(request, "staff/results/target.html", told, status=422 if wrong else 200)


def _parent(row: PlannedTarget) -> str:
    """What the target of the unit above asks for, of which this is a part."""
    if row.parent_id is None:
        return ""
    for year in (row.first.year, row.last.year):
        for one in targets_above(row.area_id, year):
            indicator = indicator_of(one.framework, one.indicator)
            if one.pk == row.parent_id and indicator is not None:
                return in_words(one.target, indicator)
    return ""


def _history(row: PlannedTarget, over_period: bool) -> list[Actual]:
    """Every figure of the target, newest first, also those that another followed."""
    rows = Actual.objects.filter(
        area=row.area_id,
        framework=row.framework,
        indicator=row.indicator,
        since=row.first if over_period else None,
    )
    return list(rows.select_related("snapshot").order_by("-as_of", "-pk")[:100])
