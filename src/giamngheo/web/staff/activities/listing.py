"""All activities of a unit and below: as a list with its filters in the address, and month by month."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from giamngheo.apps.activities.models import Activity
from giamngheo.apps.activities.queries import (
    Wanted,
    activities_where,
    in_month,
    is_late,
    waiting_for_decision,
    with_counts,
)
from giamngheo.apps.activities.states import ActivityState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit
from giamngheo.foundation.tasks.models import Task
from giamngheo.law.activities.library import activity_kinds, activity_packs
from giamngheo.law.programmes.library import programmes
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.kept_figures import figures_or_task
from giamngheo.web.components.unit_asked import areas_in, unit_asked
from giamngheo.web.staff.activities.reaching import may_in

ON_A_PAGE: Final = 30
ON_A_DAY: Final = 20
_FIRST_YEAR: Final = 2021
SPECIAL: Final = {"qua-han": "Quá hạn", "cho-duyet": "Chờ người duyệt"}


@dataclass(frozen=True)
class Asked:
    """The filters as they live in the address."""

    unit: Unit
    others: tuple[Unit, ...]
    wanted: Wanted
    special: str = ""

    @property
    def query(self) -> str:
        """The address behind «?», without the page."""
        said = {
            "don-vi": str(self.unit.area_id),
            "nam": str(self.wanted.year or "tat-ca"),
            "du-an": self.wanted.project,
            "loai": self.wanted.kind,
            "buoc": self.special or self.wanted.state,
            "tim": self.wanted.words,
        }
        return urlencode({name: value for name, value in said.items() if value})


def asked_of(request: HttpRequest) -> Asked:
    """What the address asks for; 404 for a unit that who asks does not see."""
    unit, others = unit_asked(request)
    year = None if request.GET.get("nam") == "tat-ca" else number_in(request.GET, "nam") or today().year
    kind, state = words_in(request.GET, "loai", 60), words_in(request.GET, "buoc", 20)
    wanted = Wanted(
        year=year,
        project=words_in(request.GET, "du-an", 10),
        kind=kind if kind in activity_kinds() else "",
        state=state if state in ActivityState.values else "",
        words=words_in(request.GET, "tim"),
    )
    return Asked(unit, others, wanted, state if state in SPECIAL else "")


def condition_of(request: HttpRequest, asked: Asked) -> Q:
    """The condition on activities: where who asks sees, within the unit, of the special filter."""
    within = among(areas_in(request, asked.unit))
    special = {"qua-han": is_late(today()), "cho-duyet": waiting_for_decision()}
    return within & special.get(asked.special, Q())


@needs(Permission.SEE_RESULTS)
@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """Show the activities that the address asks for, and what those of the year add up to."""
    asked = asked_of(request)
    condition = condition_of(request, asked)
    rows = with_counts(activities_where(condition, asked.wanted))
    page = Paginator(rows, ON_A_PAGE).get_page(number_in(request.GET, "trang") or 1)
    outputs = None
    if "ket-qua" in request.GET and asked.wanted.year is not None:
        year, unit = asked.wanted.year, asked.unit
        title = f"Kết quả hoạt động năm {year}, {unit.full_name}"
        outputs = figures_or_task(request, "activities.outputs", unit.area_id, str(year), title)
        if isinstance(outputs, Task):
            return redirect("counting", outputs.pk)
    told = {
        "asked": asked,
        "page": page,
        "names": names_of({one.area_id for one in page.object_list}, today()),
        "late": {one.pk for one in page.object_list if one.last < today() and _is_open(one)},
        "outputs": outputs,
        "kinds": activity_kinds(),
        "may_keep": Permission.KEEP_ACTIVITIES in may_in(request, asked.unit.area_id),
        **choices(),
    }
    return render(request, "staff/activities/list.html", told)


@needs(Permission.SEE_RESULTS)
@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """Show the activities of a month, day by day of its weeks."""
    asked = asked_of(request)
    first = _month_asked(request)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    there = in_month(condition_of(request, asked), first, last, ON_A_DAY)
    rows = there.rows
    going_on = [one for one in rows if one.first < first]
    told = {
        "asked": asked,
        "first": first,
        "before": first - timedelta(days=1),
        "after": last + timedelta(days=1),
        "weeks": _weeks(first, rows),
        "rows": rows,
        "going_on": going_on,
        "going_on_count": there.counts.get(first - timedelta(days=1), 0),
        "more": {day: count - ON_A_DAY for day, count in there.counts.items() if count > ON_A_DAY},
        "today": today(),
        "names": names_of({one.area_id for one in rows}, today()),
    }
    return render(request, "staff/activities/calendar.html", told)


def choices() -> Mapping[str, object]:
    """What the filters of lists offer."""
    projects = {
        one.code: f"{one.code} {one.name}"
        for programme in programmes().values()
        for one in programme.projects
    }
    return {
        "years": range(today().year + 1, _FIRST_YEAR - 1, -1),
        "projects": projects,
        "packs": activity_packs().values(),
        "states": [*SPECIAL.items(), *((one.value, one.label) for one in ActivityState)],
    }


def _is_open(one: Activity) -> bool:
    return one.state not in {
        ActivityState.DONE,
        ActivityState.ACCEPTED,
        ActivityState.DROPPED,
        ActivityState.STOPPED,
    }


def _month_asked(request: HttpRequest) -> date:
    year, _, number = request.GET.get("thang", "").partition("-")
    is_month = year.isdigit() and number.isdigit() and 1900 < int(year) < 2200 and 1 <= int(number) <= 12
    return date(int(year), int(number), 1) if is_month else today().replace(day=1)


def _weeks(first: date, rows: Sequence[Activity]) -> list[list[tuple[date, list[Activity]]]]:
    """The weeks of a month from Monday on, each day with the activities that begin on it."""
    days = calendar.Calendar().monthdatescalendar(first.year, first.month)
    on: dict[date, list[Activity]] = {}
    for one in rows:
        on.setdefault(one.first, []).append(one)
    return [[(day, on.get(day, []) if day.month == first.month else []) for day in week] for week in days]
