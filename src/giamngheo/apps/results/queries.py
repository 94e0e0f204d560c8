"""Targets of a unit with their figures and where they stand; what of them agrees."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from giamngheo.apps.households.queries import households_in
from giamngheo.apps.programmes.models import UnitPlan
from giamngheo.apps.results.models import Actual, PlannedTarget
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import children_of
from giamngheo.law.results.agreement import Check, checks_of
from giamngheo.law.results.cascade import Part, Sum, sum_of
from giamngheo.law.results.library import frameworks, indicator_of
from giamngheo.law.results.standing import Standing, State, begun_of, standing
from giamngheo.law.results.words import in_words
from giamngheo.law.vocabulary.frameworks import Among, Indicator
from giamngheo.law.vocabulary.targets import Between, Target

_ABOVE = "SELECT * FROM results_targets_above(%s, %s, %s)"


@dataclass(frozen=True)
class Followed:
    """A target with its indicator, its standing figures from the earliest day on, and where it stands."""

    row: PlannedTarget
    indicator: Indicator
    figures: tuple[Actual, ...]
    day: date

    @property
    def target(self) -> Target:
        """What the target says."""
        return self.row.target

    @cached_property
    def standing(self) -> Standing:
        """Where it stands on the day."""
        return standing(self.target, self.indicator, [one.measured for one in self.figures], self.day)

    @cached_property
    def last(self) -> Actual | None:
        """The figure that counts."""
        found = self.standing.last
        return None if found is None else next(one for one in self.figures if one.as_of == found.day)

    @property
    def apart(self) -> Actual | None:
        """The last figure that is told apart by groups."""
        return next((one for one in reversed(self.figures) if one.parts), None)

    @cached_property
    def begun(self) -> Between | None:
        """The baseline: the plan's own, else a figure of a day before."""
        return begun_of(self.target, [one.measured for one in self.figures])

    @property
    def words(self) -> str:
        """What it asks for, in one form for all plans."""
        return in_words(self.target, self.indicator)


@dataclass(frozen=True)
class Given:
    """A unit below: its name, its standing or drafted target that is part of one above, its households."""

    area_id: int
    name: str
    followed: Followed | None
    households: int


def standing_in(area_id: int, year: int | None = None) -> list[PlannedTarget]:
    """Targets of a unit that are drafted or in force, of a year where one is named, in the order of time."""
    within = Q(first__lte=date(year, 12, 31), last__gte=date(year, 1, 1)) if year else Q()
    rows = PlannedTarget.objects.filter(within, area=area_id, ended_at=None)
    return list(rows.order_by("last", "first", "indicator", "pk"))


def targets_above(area_id: int, year: int) -> list[PlannedTarget]:
    """Targets in force of the units above, the highest unit first; asked by whoever sees this unit.

    The database gives them past its guard: the target, never a figure, and of no other unit.
    """
    found = PlannedTarget.objects.raw(_ABOVE, [area_id, date(year, 1, 1), date(year, 12, 31)])
    return [one for one in found if indicator_of(one.framework, one.indicator) is not None]


def followed_from(plan: UnitPlan) -> dict[int, PlannedTarget]:
    """The targets that are followed of each target of a plan, drafted or in force; one question."""
    rows = PlannedTarget.objects.filter(plan_target__plan=plan, ended_at=None).order_by("pk")
    return {one.plan_target_id: one for one in rows if one.plan_target_id is not None}


def years_of(area_id: int) -> list[int]:
    """The years for which a unit has targets, newest first."""
    spans = PlannedTarget.objects.filter(area=area_id, ended_at=None).values_list("first", "last")
    return sorted({year for first, last in spans for year in range(first.year, last.year + 1)}, reverse=True)


def followed(rows: Sequence[PlannedTarget], day: date) -> list[Followed]:
    """These targets with their figures. One question; an indicator that no pack has any more is left out."""
    asked = {(one.area_id, one.framework, one.indicator) for one in rows}
    figures = Actual.objects.filter(
        area__in={area for area, _, _ in asked},
        indicator__in={name for _, _, name in asked},
        superseded_at=None,
        as_of__lte=day,
    ).order_by("as_of")
    found: dict[tuple[int, str, str, date | None], list[Actual]] = {}
    for one in figures.defer("behind"):
        found.setdefault((one.area_id, one.framework, one.indicator, one.since), []).append(one)
    told = []
    for row in rows:
        indicator = indicator_of(row.framework, row.indicator)
        if indicator is None:
            continue
        since = row.first if indicator.over_period else None
        own = found.get((row.area_id, row.framework, row.indicator, since), [])
        told.append(Followed(row, indicator, tuple(own), day))
    return told


def followed_in(area_id: int, year: int, day: date) -> list[Followed]:
    """The targets of a unit in a year with their figures, in the order of the framework. Two questions."""
    found = followed(standing_in(area_id, year), day)
    places = {
        (framework.id, one.id): place
        for framework in frameworks().values()
        for place, one in enumerate(framework.indicators)
    }
    return sorted(
        found, key=lambda one: (places[one.row.framework, one.row.indicator], one.row.last, one.row.pk)
    )


def coverage_in(area_id: int, year: int) -> list[tuple[Indicator, Actual]]:
    """Of those in need of something or entitled to it, how many had it: the last figure of each in a year.

    In the order of the frameworks; indicators of whom nobody told a figure are left out.
    """
    rows = Actual.objects.filter(area=area_id, superseded_at=None, as_of__year=year, denominator__gt=0)
    last = {(one.framework, one.indicator): one for one in rows.order_by("as_of", "pk").defer("behind")}
    return [
        (indicator, last[framework.id, indicator.id])
        for framework in frameworks().values()
        for indicator in framework.indicators
        if indicator.among not in (None, Among.ALL) and (framework.id, indicator.id) in last
    ]


def checked(found: Iterable[Followed], households: int | None) -> list[Check]:
    """What the targets of one unit say of each other."""
    told = list(found)
    return checks_of(
        [one.target for one in told], {one.indicator.id: one.indicator for one in told}, households
    )


def given_below(row: PlannedTarget, day: date) -> list[Given]:
    """The units directly below with their parts of a target, in the order of the alphabet. Four questions."""
    units = children_of(row.area_id, day)
    parts = PlannedTarget.objects.filter(parent=row, ended_at=None).order_by("put_in_force_at", "pk")
    by_area = {one.row.area_id: one for one in followed(list(parts), day)}
    numbers = [one.area_id for one in units]
    counts = households_in(numbers, day)
    found = [
        Given(one.area_id, one.full_name, by_area.pop(one.area_id, None), counts.get(one.area_id, 0))
        for one in units
    ]
    # Parts of units that are no more, so that no figure of the sum is out of sight.
    names = names_of(by_area, day)
    return found + [Given(area, names.get(area, "–"), one, 0) for area, one in by_area.items()]


def sum_below(row: PlannedTarget, indicator: Indicator, given: Sequence[Given]) -> Sum:
    """Whether the parts of the units below make up a target."""
    parts = [
        Part(one.name, one.followed.target if one.followed else None, one.households or None) for one in given
    ]
    return sum_of(row.target, indicator, parts)


def slow_below(given: Iterable[Given]) -> list[str]:
    """The units below whose part is slow or was missed."""
    behind = (State.SLOW, State.MISSED)
    return [one.name for one in given if one.followed and one.followed.standing.state in behind]


def by_state(found: Iterable[Followed]) -> Mapping[str, int]:
    """How many targets in force stand where."""
    counts: dict[str, int] = {}
    for one in found:
        if one.row.put_in_force_at is not None:
            counts[one.standing.state] = counts.get(one.standing.state, 0) + 1
    return counts
