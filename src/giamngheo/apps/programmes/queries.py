"""Questions about plans of units, their pieces and the files they were read from."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Q, QuerySet

from giamngheo.apps.programmes.models import (
    PlanActual,
    PlanAdjustment,
    PlanFile,
    PlanProject,
    PlanShare,
    PlanTarget,
    PlanTask,
    UnitPlan,
)
from giamngheo.apps.programmes.states import WAS_ISSUED, AdjustmentState, PlanState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached, held_areas
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Containment, Succession, Version
from giamngheo.foundation.areas.queries import (
    Unit,
    children_of,
    path_of,
    predecessors_of,
    unit_on,
    units_on,
)
from giamngheo.foundation.text import sort_key

_ORDER: Final = (
    PlanState.ISSUED,
    PlanState.WAITING,
    PlanState.DRAFT,
    PlanState.REPLACED,
    PlanState.ENDED,
    PlanState.DROPPED,
)


@dataclass(frozen=True)
class Branch:
    """A unit in the tree with its plans of a year, those that are issued first."""

    unit: Unit
    plans: tuple[UnitPlan, ...]

    @property
    def has_its_own(self) -> bool:
        """Whether it made a plan of that year alone that is issued."""
        return any(one.state == PlanState.ISSUED and one.is_of_one_year for one in self.plans)


@dataclass(frozen=True)
class Tree:
    """The plans of a year above a unit, of it and what it came from, beside it and below, as one may see."""

    above: tuple[Branch, ...]
    own: Branch
    received: tuple[UnitPlan, ...]
    former: tuple[Branch, ...]
    beside: tuple[Branch, ...]
    below: tuple[Branch, ...]

    @property
    def missing(self) -> list[Unit]:
        """The units directly below that have no issued plan of the year."""
        return [one.unit for one in self.below if not one.has_its_own]


@dataclass(frozen=True)
class InScope:
    """Which projects the plans that bind a unit in a year carry out: by code, with the plan as cited."""

    said: Mapping[str, tuple[bool, str]]

    def left_out_by(self, code: str) -> str:
        """The plan that leaves a project out; empty where none does.

        A part that no plan names goes with its project.
        """
        is_in, cited = self.said.get(code) or self.said.get(code.partition(".")[0]) or (True, "")
        return "" if is_in else cited

    def told(self, code: str, name: str) -> str:
        """A project as forms offer it: code and name, and whether it is out of scope."""
        return f"{code} {name}" + (" (không thuộc phạm vi thực hiện)" if self.left_out_by(code) else "")


def files_of(condition: Q) -> QuerySet[PlanFile]:
    """The files of the areas that a condition names, newest first."""
    return PlanFile.objects.filter(condition).select_related("area").order_by("-handed_in_at", "-pk")


def plans_seen(user_id: int | None, day: date) -> Q:
    """The condition that somebody may read a plan: of a unit where they see results; if issued, above it.

    The database holds the same rule by role alone.
    """
    reach = areas_reached(user_id, Permission.SEE_RESULTS, day)
    if reach is None:
        return Q()
    held = held_areas(user_id, Permission.SEE_RESULTS, day)
    # Also what a unit lay in before: the district of the years in which there were districts.
    before = Succession.objects.filter(successor__in=held).values("predecessor")
    around = Containment.objects.filter(Q(area__in=held) | Q(area__in=before))
    above = set(around.values_list("ancestor_id", flat=True))
    return Q(area__in=reach) | Q(area__in=above, state__in=WAS_ISSUED, is_received=False)


def day_within(area_id: int, last_year: int, today: date) -> date:
    """The last day of a period, not after today, on which a unit lived; today where it did not live then.

    A plan of a district stands in the tree of its years, with the communes that lay in it.
    """
    for day in (min(today, date(last_year, 12, 31)), date(last_year, 1, 1)):
        if unit_on(area_id, day) is not None:
            return day
    return today


def districts_of(areas: Iterable[int], today: date, year: int | None = None) -> list[Unit]:
    """The districts among these areas that live no more, as they were at last; of a year or of any."""
    rows = Version.objects.filter(area__in=list(areas), tier=Tier.DISTRICT)
    if year is not None:
        rows = rows.filter(valid__overlap=DateRange(date(year, 1, 1), date(year + 1, 1, 1)))
    last: dict[int, date] = {}
    for area_id, valid in rows.values_list("area_id", "valid"):
        if valid.upper is not None and valid.upper <= today:
            last[area_id] = max(valid.upper - timedelta(days=1), last.get(area_id, date.min))
    living = units_on(list(last), today) if last else {}
    of_day: dict[date, list[int]] = {}
    for area_id, day in last.items():
        if area_id not in living:
            of_day.setdefault(day, []).append(area_id)
    found = [one for day, each in of_day.items() for one in units_on(each, day).values()]
    return sorted(found, key=lambda one: sort_key(one.name))


def plans_of_year(areas: Iterable[int], year: int, seen: Q) -> dict[int, list[UnitPlan]]:
    """The plans of these areas that hold a year, were not dropped and may be read, the issued first."""
    within = Q(area__in=list(areas), first_year__lte=year, last_year__gte=year)
    rows = UnitPlan.objects.filter(seen, within).exclude(state=PlanState.DROPPED).defer("said")
    found: dict[int, list[UnitPlan]] = {}
    for one in sorted(
        rows, key=lambda one: (_ORDER.index(one.state), -one.first_year, one.last_year, -one.pk)
    ):
        found.setdefault(one.area_id, []).append(one)
    return found


def tree_of(unit: Unit, year: int, day: date, seen: Q, reach: Container[int] | None) -> Tree:
    """The tree around a unit; `seen` is what may be read, `reach` the areas whose lack may be told."""
    path = path_of(unit.area_id, day)[:-1]
    around = children_of(path[-1].area_id, day) if path else []
    beside = [
        one for one in around if one.area_id != unit.area_id and (reach is None or one.area_id in reach)
    ]
    below = children_of(unit.area_id, day)
    former = [one.unit for one in predecessors_of(unit.area_id)]
    rows = plans_of_year([one.area_id for one in (*path, unit, *former, *beside, *below)], year, seen)

    def branch(one: Unit) -> Branch:
        return Branch(one, tuple(plan for plan in rows.get(one.area_id, []) if not plan.is_received))

    return Tree(
        tuple(map(branch, path)),
        branch(unit),
        tuple(one for one in rows.get(unit.area_id, []) if one.is_received),
        tuple(branch(one) for one in former if one.area_id in rows),
        tuple(map(branch, beside)),
        tuple(map(branch, below)),
    )


def targets_of(plan: UnitPlan) -> list[PlanTarget]:
    """The targets of a plan in its order; one question."""
    rows = list(PlanTarget.objects.filter(plan=plan).order_by("position", "pk"))
    for one in rows:
        one.plan = plan
    return rows


def targets_in(plans: Sequence[int]) -> QuerySet[PlanTarget]:
    """The targets of these plans, plan by plan, in their order."""
    rows = PlanTarget.objects.filter(plan__in=plans).select_related("plan").defer("plan__said")
    return rows.order_by("plan__area_id", "plan__first_year", "plan_id", "position", "pk")


def projects_of(plan: UnitPlan) -> list[PlanProject]:
    """The projects and sub-projects of a plan in its order, with national code, scope, leads and funding."""
    return list(PlanProject.objects.filter(plan=plan).order_by("position", "pk"))


def tasks_of(plan: UnitPlan) -> list[PlanTask]:
    """What each organisation is to do by a plan, in its order, with the day until when where it is known."""
    return list(PlanTask.objects.filter(plan=plan).order_by("position", "pk"))


def _standing(shares: QuerySet[PlanShare]) -> QuerySet[PlanShare]:
    """Of these shares those that hold: of each target, unit and year what was decided last."""
    last = (
        shares.filter(Q(adjustment=None) | Q(adjustment__state=AdjustmentState.IN_FORCE))
        .order_by(
            "target_id", "area_id", "year", F("adjustment__day").desc(nulls_last=True), "-adjustment_id"
        )
        .distinct("target_id", "area_id", "year")
    )
    return PlanShare.objects.filter(pk__in=last.values("pk"))


def adjustments_of(plan: UnitPlan) -> list[PlanAdjustment]:
    """The adjustments of what a plan gives, what was dropped left out, the first first."""
    rows = PlanAdjustment.objects.filter(plan=plan).exclude(state=AdjustmentState.DROPPED)
    return list(rows.order_by("day", "pk"))


def drafted_adjustment(plan: UnitPlan) -> PlanAdjustment | None:
    """The adjustment of a plan that is being drawn up, if there is one."""
    return PlanAdjustment.objects.filter(plan=plan, state=AdjustmentState.DRAFT).first()


def adjusted_of(adjustments: Sequence[PlanAdjustment]) -> dict[int, list[PlanShare]]:
    """What each adjustment gives, in the order of the plan; one question."""
    found: dict[int, list[PlanShare]] = {one.pk: [] for one in adjustments}
    rows = PlanShare.objects.filter(adjustment__in=found).select_related("target") if found else ()
    for one in sorted(rows, key=lambda one: (one.target.position, one.target_id, one.year, one.area_id)):
        found[one.adjustment_id or 0].append(one)
    return found


def adjusted_by(adjustment: PlanAdjustment) -> list[PlanShare]:
    """What an adjustment gives, in the order of the plan."""
    return adjusted_of([adjustment])[adjustment.pk]


def shares_of(plan: UnitPlan, *, as_issued: bool = False) -> list[PlanShare]:
    """All shares of the targets of a plan, its own of each year and those of the units below.

    As they hold now, by the adjustments in force; or `as_issued` with the plan.
    """
    of_plan = PlanShare.objects.filter(target__plan=plan)
    rows = of_plan.filter(adjustment=None) if as_issued else _standing(of_plan)
    rows = rows.select_related("target")
    return list(rows.order_by("target__position", "target_id", "year", "area_id"))


def given_to(area_id: int, years: range, day: date) -> list[PlanShare]:
    """What issued plans of the units above give a unit in these years, in the order of those plans."""
    above = [one.area_id for one in path_of(area_id, day) if one.area_id != area_id]
    rows = _standing(
        PlanShare.objects.filter(
            area=area_id,
            year__in=list(years),
            target__plan__area__in=above,
            target__plan__state=PlanState.ISSUED,
        )
    )
    return list(
        rows.select_related("target__plan", "adjustment").order_by(
            "target__plan_id", "target__position", "year"
        )
    )


def shares_for(plan: UnitPlan, area_id: int, year: int) -> Mapping[int, PlanShare]:
    """What of each target of a plan a unit is to reach in a year, by target."""
    rows = _standing(PlanShare.objects.filter(target__plan=plan, area=area_id, year=year))
    return {one.target_id: one for one in rows}


def actuals_of(plan: UnitPlan) -> dict[int, dict[int, PlanActual]]:
    """The standing figures of targets without indicator, by target and year."""
    found: dict[int, dict[int, PlanActual]] = {}
    for one in PlanActual.objects.filter(target__plan=plan, superseded_at=None).order_by("year"):
        found.setdefault(one.target_id, {})[one.year] = one
    return found


def standing_plan(area_id: int, year: int) -> UnitPlan | None:
    """The issued plan of a unit that holds a year: the yearly one before that of several years."""
    rows = UnitPlan.objects.filter(
        area=area_id, state=PlanState.ISSUED, is_received=False, first_year__lte=year, last_year__gte=year
    )
    return rows.order_by("-first_year", "last_year").first()


def plan_above(area_id: int, year: int, day: date) -> UnitPlan | None:
    """The issued plan of a year of the nearest unit above that has one, its yearly one before others."""
    for unit in reversed(path_of(area_id, day)[:-1]):
        if (found := standing_plan(unit.area_id, year)) is not None:
            return found
    return None


def in_scope_of(area_id: int, year: int, today: date) -> InScope:
    """What the issued plans of a unit and of those above it say of each project, the nearest plan first.

    A yearly plan goes before one of several years.
    """
    path = [one.area_id for one in path_of(area_id, day_within(area_id, year, today))]
    rows = (
        PlanProject.objects.filter(
            plan__area__in=path,
            plan__state=PlanState.ISSUED,
            plan__is_received=False,
            plan__first_year__lte=year,
            plan__last_year__gte=year,
        )
        .exclude(code="")
        .select_related("plan")
        .defer("plan__said")
    )
    found: dict[str, tuple[bool, str]] = {}
    for one in sorted(
        rows, key=lambda one: (-path.index(one.plan.area_id), -one.plan.first_year, one.plan.last_year)
    ):
        found.setdefault(one.code, (one.in_scope, one.plan.cited))
    return InScope(found)
