"""The targets of a unit in a year: baseline, target, figure, progress, state and why; whether they agree."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.households.queries import households_in
from giamngheo.apps.reporting.queries import accepted_above
from giamngheo.apps.results.models import PlannedTarget
from giamngheo.apps.results.queries import (
    by_state,
    checked,
    followed_in,
    targets_above,
    years_of,
)
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.law.activities.library import feeding
from giamngheo.law.results.library import frameworks, indicator_of
from giamngheo.law.results.standing import State
from giamngheo.law.results.words import between, in_words
from giamngheo.law.vocabulary.frameworks import OF_ACTIVITIES, Indicator
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import capital
from giamngheo.web.components.shown import TARGET_STATES
from giamngheo.web.staff.results.reaching import may_here, place_for

_YEARS: Final = range(2000, 2101)


@needs(Permission.SEE_RESULTS)
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show the targets of the unit and year that the address asks for."""
    place, year, day = place_for(request), year_in(request), today()
    found = followed_in(place.area_id, year, day)
    in_force = [one for one in found if one.row.put_in_force_at is not None]
    may = may_here(request, place.area_id)
    return render(
        request,
        "staff/results/list.html",
        {
            "place": place,
            "year": year,
            "years": sorted({year, day.year, *years_of(place.area_id)}, reverse=True),
            "found": found,
            "above": _above(place.area_id, year),
            "counts": by_state(found),
            "states": TARGET_STATES,
            "between": between,
            "labels": {state.value: state.label for state in State},
            "checks": checked(in_force, _households(place.area_id, day)) if in_force else [],
            "may_keep": Permission.KEEP_RESULTS in may,
            "can_count": any(one.indicator.computed for one in found),
            "is_frozen": any(one.last is not None and one.last.snapshot_id for one in found),
            "computed": number_in(request.GET, "da-tinh"),
            "query": urlencode({"don-vi": place.area_id, "nam": year}),
        },
    )


@needs(Permission.SEE_RESULTS)
@require_safe
def framework(request: HttpRequest) -> HttpResponse:
    """Show the indicators of every framework, how each is counted, and what is open."""
    told = {"frameworks": frameworks().values(), "of_activities": OF_ACTIVITIES, "feeding": feeding}
    return render(request, "staff/results/framework.html", told)


def year_in(request: HttpRequest) -> int:
    """The year that is asked for, else this one."""
    asked: Any = number_in(request.GET, "nam") or number_in(request.POST, "nam")
    return asked if asked in _YEARS else today().year


@dataclass(frozen=True)
class Above:
    """A target of a unit above: whose, what it asks for, and what its last accepted report said of it."""

    row: PlannedTarget
    unit: str
    indicator: Indicator
    told: Mapping[str, str]

    @property
    def words(self) -> str:
        """What it asks for, in one form for all plans."""
        return in_words(self.row.target, self.indicator)


def _above(area_id: int, year: int) -> list[Above]:
    """The targets of the units above, read only. Three questions."""
    rows = targets_above(area_id, year)
    if not rows:
        return []
    names = names_of({one.area_id for one in rows}, today())
    told = accepted_above(area_id, year)
    return [
        Above(one, capital(names.get(one.area_id, "–")), indicator, told.get(one.pk, {}))
        for one in rows
        if (indicator := indicator_of(one.framework, one.indicator)) is not None
    ]


def _households(area_id: int, day: date) -> int | None:
    """How many households live in a unit by the register; None where it holds none."""
    return households_in([area_id], day).get(area_id)
