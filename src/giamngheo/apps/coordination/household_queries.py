"""Questions about who follows which household, who has nobody, and plans of households."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from giamngheo.apps.coordination.models import Follow, HouseholdPlan, HouseholdPlanStep
from giamngheo.apps.coordination.states import HouseholdPlanState, PlanStepState
from giamngheo.apps.households.flags import Flag, certainly
from giamngheo.apps.households.models import Household
from giamngheo.foundation.counted import Counted, counted_together, in_areas
from giamngheo.law.vocabulary.standards import HouseholdClass

CLASSES: Final = (HouseholdClass.POOR.value, HouseholdClass.NEAR_POOR.value)
OPEN_PLANS: Final = (HouseholdPlanState.DRAFT, HouseholdPlanState.AGREED)
_AGREED: Final = """
FROM coordination_householdplan AS plan JOIN {table} AS {row} ON {row}.plan_id = plan.id {home}
WHERE plan.state = 'agreed'
"""
_RUNNING: Final = Follow.objects.filter(household=OuterRef("pk"), until=None)


@dataclass(frozen=True)
class Coverage:
    """Of the poor and near-poor households of a unit, how many somebody follows."""

    households: int
    followed: int

    @property
    def alone(self) -> int:
        """How many have nobody."""
        return self.households - self.followed


def households_to_follow(
    condition: Q, of_class: str = "", state: str = "", follower: str = ""
) -> QuerySet[Household]:
    """Poor and near-poor households of a condition, by name; `state`: «alone» or «followed» only."""
    classes = [of_class] if of_class in CLASSES else CLASSES
    rows = Household.objects.filter(condition, is_living=True, class_today__in=classes)
    if state:
        running = Exists(_RUNNING)
        rows = rows.filter(running if state == "followed" else ~running)
    if follower:
        rows = rows.filter(Exists(_RUNNING.filter(follower__icontains=follower)))
    return rows.order_by("sort_key", "pk")


def followers_of(household_ids: Sequence[int]) -> dict[int, list[Follow]]:
    """Who follows each of these households now. One question."""
    found: dict[int, list[Follow]] = {}
    rows = Follow.objects.filter(household_id__in=household_ids, until=None)
    for one in rows.annotate(times=Count("contacts")).order_by("since", "pk"):
        found.setdefault(one.household_id, []).append(one)
    return found


def followers_on(household: Household, day: date) -> list[Follow]:
    """Who followed a household on a day, the first first. One question."""
    rows = Follow.objects.filter(Q(until=None) | Q(until__gte=day), household=household, since__lte=day)
    return list(rows.order_by("since", "pk"))


def coverage_by_area(condition: Q) -> dict[int, Coverage]:
    """By village: poor and near-poor households, and how many of them somebody follows."""
    rows: Any = (
        Household.objects.filter(condition, is_living=True, class_today__in=CLASSES)
        .values_list("area_id")
        .annotate(Count("pk"), followed=Count("pk", filter=Exists(_RUNNING)))
    )
    return {area_id: Coverage(total, followed) for area_id, total, followed in rows}


def sum_of(coverage: Mapping[int, Coverage]) -> Coverage:
    """All of them together."""
    return Coverage(
        sum(one.households for one in coverage.values()), sum(one.followed for one in coverage.values())
    )


def plans_of_households(condition: Q, state: str = "") -> QuerySet[HouseholdPlan]:
    """Plans of households of a condition, what runs first."""
    rows = HouseholdPlan.objects.filter(condition).select_related("household")
    if state in HouseholdPlanState.values:
        rows = rows.filter(state=state)
    steps = HouseholdPlanStep.objects.filter(plan=OuterRef("pk")).order_by().values("plan")
    counted = steps.annotate(count=Count("pk")).values("count")  # asked for the rows of a page only
    return rows.annotate(
        all_steps=Coalesce(Subquery(counted.exclude(state=PlanStepState.DROPPED)), 0),
        done_steps=Coalesce(Subquery(counted.filter(state=PlanStepState.DONE)), 0),
    ).order_by("ended_on", "last", "pk")


def unable_without_plan(condition: Q, day: date) -> QuerySet[Household]:
    """Poor households that certainly have nobody able to work and no plan that runs."""
    running = HouseholdPlan.objects.filter(household=OuterRef("pk"), state__in=OPEN_PLANS)
    rows = Household.objects.filter(condition, is_living=True, class_today=HouseholdClass.POOR.value)
    rows = rows.filter(~Exists(running))
    return rows.filter(certainly(Flag.NO_WORKING_CAPACITY, day)).order_by("sort_key", "pk")


def counted_in_plans(areas: Sequence[int] | None, day: date) -> Counted:
    """In running plans of households that live in these areas (None: in the whole country): steps late,
    reviews due and not held.
    """
    there = f"ON home.id = plan.household_id AND {in_areas('home.area_id', areas)}"
    home = "" if areas is None else f"JOIN households_household AS home {there}"
    steps = _AGREED.format(table="coordination_householdplanstep", row="step", home=home)
    reviews = _AGREED.format(table="coordination_householdplanreview", row="review", home=home)
    return Counted(
        {
            "plan_steps_late": f"(SELECT count(*) {steps}"
            " AND step.state = 'to_do' AND step.due < %(day)s::date)",
            "plan_reviews_due": f"(SELECT count(*) {reviews}"
            " AND review.held_on IS NULL AND review.due <= %(day)s::date)",
        },
        "",
        {"areas": areas, "day": day},
    )


def late_in_plans_of(areas: Sequence[int] | None, day: date) -> tuple[int, int]:
    """As `counted_in_plans`; one question."""
    told = counted_together([counted_in_plans(areas, day)])
    return told["plan_steps_late"], told["plan_reviews_due"]
