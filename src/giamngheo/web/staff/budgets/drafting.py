"""A decision drafted: first its kind, then amounts; to units below, to own projects, of what was paid."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.activities.models import Activity
from giamngheo.apps.budgets.actions import BudgetError, Paper, Said, draw_decision
from giamngheo.apps.budgets.dimensions import Key, key_of
from giamngheo.apps.budgets.models import Line
from giamngheo.apps.budgets.of_activities import activities_of
from giamngheo.apps.budgets.queries import lines_of
from giamngheo.apps.budgets.states import DecisionKind
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.queries import predecessors_of
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import day_in, number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.budgets.reaching import Place, below, place_for, require
from giamngheo.web.staff.budgets.shown import words
from giamngheo.web.staff.budgets.typed import amount_typed, choices, key_typed, to_choose

ROWS = range(1, 7)
KINDS = (DecisionKind.RECEIVE, DecisionKind.ALLOCATE, DecisionKind.ADJUST, DecisionKind.SETTLE)
"""What is drafted here; the rest is drafted at the end of the year."""


@needs(Permission.KEEP_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a kind of decision, or keep a draft and show it."""
    place = place_for(request)
    require(request, Permission.KEEP_MONEY, place.area_id)
    typed = request.POST if request.method == "POST" else request.GET
    kind = next((one for one in KINDS if one == typed.get("loai")), DecisionKind.RECEIVE)
    lines = list(lines_of(place.area_id, place.year))
    number = number_in(typed, "tu-dong")
    giving = next((one for one in lines if one.pk == number), None)
    units = below(place.area_id)
    gives = kind in {DecisionKind.ALLOCATE, DecisionKind.ADJUST} and giving is not None
    taken_in = (
        {one.unit.area_id: one.unit.full_name for one in predecessors_of(place.area_id)} if gives else {}
    )
    activities = activities_of(place.area_id, place.year, giving.project if giving else "", taken_in)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        asked = Asked(place, giving, lines, activities)
        said = _SAID[kind](request.POST, asked, wrong)
        if giving is not None and gives:
            said += _to_units(request.POST, giving, [one.area_id for one in units], wrong)
        day, _, fault = day_in(request.POST, "ngay", today())
        if fault:
            wrong["ngay"] = fault
        paper = Paper(
            words_in(request.POST, "trich-yeu", 301),
            words_in(request.POST, "so", 61),
            day if request.POST.get("ngay") else None,
            words_in(request.POST, "co-quan", 201),
        )
        if not wrong:
            try:
                made = draw_decision(place.area, kind, paper, said, actor_of(request), year=place.year)
                return redirect("budget-decision", made.pk)
            except BudgetError as error:
                wrong = error.wrong
    told = {
        "place": place,
        "kind": kind,
        "kinds": [(one.value, one.label) for one in KINDS],
        "lines": lines,
        "giving": giving,
        "units": units,
        "rows": ROWS,
        "activities": to_choose(activities, taken_in),
        "below": kind in {DecisionKind.ADJUST, DecisionKind.RECEIVE},
        "typed": typed.dict(),
        "wrong": wrong,
        **choices(place, giving),
        **words(),
    }
    return render(request, "staff/budgets/drafting.html", told, status=422 if wrong else 200)


Typed = Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """For which unit and year, out of which line; the lines and activities that there are."""

    place: Place
    giving: Line | None
    lines: list[Line]
    activities: Mapping[int, Activity]

    def key(self, typed: Typed, row: int) -> Key:
        """What a row of the form names."""
        return key_typed(typed, self.place.area_id, self.place.year, f"-{row}", self.activities)


def _received(typed: Typed, asked: Asked, wrong: dict[str, str]) -> list[Said]:
    found = []
    for row in ROWS:
        amount = amount_typed(typed, f"so-tien-{row}", wrong, below=True)
        if amount is not None:
            found.append(Said(asked.key(typed, row), amount))
    return found


def _allocated(typed: Typed, asked: Asked, wrong: dict[str, str]) -> list[Said]:
    """To projects, activities, uses and works of the unit itself, for spending.

    For an activity of a unit that came into it: to that unit, whose money it then is.
    """
    giving = asked.giving
    if giving is None:
        wrong["tu-dong"] = "Chưa chọn lấy từ dòng kinh phí nào. Cách xử lý: chọn dòng, bấm «Chọn»."
        return []
    below = typed.get("loai") == DecisionKind.ADJUST
    found = []
    for row in ROWS:
        amount = amount_typed(typed, f"so-tien-{row}", wrong, below=below)
        if amount is not None:
            key = asked.key(typed, row)
            activity = asked.activities.get(key.activity_id or 0)
            to = replace(
                key_of(giving, activity.area_id if activity else giving.area_id),
                project=key.project or giving.project,
                use=key.use or giving.use,
                item=key.item or giving.item,
                activity_id=key.activity_id or giving.activity_id,
            )
            found.append(Said(to, amount, giving))
    return found


def _to_units(typed: Typed, giving: Line, units: list[int], wrong: dict[str, str]) -> list[Said]:
    """To the units below, of one project each time."""
    below = typed.get("loai") == DecisionKind.ADJUST
    project = words_in(typed, "du-an-cap-duoi", 10) or giving.project
    found = []
    for area_id in units:
        amount = amount_typed(typed, f"don-vi-{area_id}", wrong, below=below)
        if amount is not None:
            to = replace(key_of(giving, area_id), project=project)
            found.append(Said(to, amount, giving))
    return found


def _settled(typed: Typed, asked: Asked, wrong: dict[str, str]) -> list[Said]:
    found = []
    for line in asked.lines:
        amount = amount_typed(typed, f"dong-{line.pk}", wrong) if line.paid else None
        if amount:
            found.append(Said(key_of(line), amount))
    return found


_SAID: Mapping[DecisionKind, Callable[[Typed, Asked, dict[str, str]], list[Said]]] = {
    DecisionKind.RECEIVE: _received,
    DecisionKind.ALLOCATE: _allocated,
    DecisionKind.ADJUST: _allocated,
    DecisionKind.SETTLE: _settled,
}
