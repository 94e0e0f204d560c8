"""Questions about who follows which household, who has nobody, and plans of households."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from giamngheo.apps.coordination.models import Follow, HouseholdPlan, HouseholdPlanReview, HouseholdPlanStep
from giamngheo.apps.coordination.states import HouseholdPlanState, PlanStepState
from giamngheo.apps.households.flags import Flag, certainly
from giamngheo.apps.households.models import Household
from giamngheo.foundation.areas.models import Containment
from giamngheo.foundation.counted import Counted, in_areas
from giamngheo.law.vocabulary.standards import HouseholdClass

CLASSES: Final = (HouseholdClass.POOR.value, HouseholdClass.NEAR_POOR.value)
OPEN_PLANS: Final = (HouseholdPlanState.DRAFT, HouseholdPlanState.AGREED)
_AGREED: Final = """
FROM coordination_householdplan AS plan JOIN households_household AS home ON home.id = plan.household_id
JOIN {table} AS {row} ON {row}.plan_id = plan.id WHERE plan.state = 'agreed'
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


def within(area_id: int, day: date) -> Q:
    """The condition that a household lives in a unit."""
    inside = Containment.objects.filter(ancestor_id=area_id, valid__contains=day)
    return Q(area_id__in=inside.values("area_id"))


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
    return rows.annotate(
        all_steps=Count("steps", filter=~Q(steps__state=PlanStepState.DROPPED), distinct=True),
        done_steps=Count("steps", filter=Q(steps__state=PlanStepState.DONE), distinct=True),
    ).order_by("ended_on", "last", "pk")


def unable_without_plan(condition: Q, day: date) -> QuerySet[Household]:
    """Poor households that certainly have nobody able to work and no plan that runs."""
    running = HouseholdPlan.objects.filter(household=OuterRef("pk"), state__in=OPEN_PLANS)
    rows = Household.objects.filter(condition, is_living=True, class_today=HouseholdClass.POOR.value)
    rows = rows.filter(~Exists(running))
    return rows.filter(certainly(Flag.NO_WORKING_CAPACITY, day)).order_by("sort_key", "pk")


def counted_in_plans(areas: Sequence[int], day: date) -> Counted:
    """As `late_in_plans`, for households that live in these areas."""
    where = in_areas("home.area_id", areas)
    steps = _AGREED.format(table="coordination_householdplanstep", row="step")
    reviews = _AGREED.format(table="coordination_householdplanreview", row="review")
    return Counted(
        {
            "plan_steps_late": f"(SELECT count(*) {steps} AND {where}"
            " AND step.state = 'to_do' AND step.due < %(day)s::date)",
            "plan_reviews_due": f"(SELECT count(*) {reviews} AND {where}"
            " AND review.held_on IS NULL AND review.due <= %(day)s::date)",
        },
        "",
        {"areas": list(areas), "day": day},
    )


def late_in_plans(condition: Q, day: date) -> tuple[int, int]:
    """In running plans of a condition (on `plan__household`): steps late, reviews due and not held."""
    agreed = Q(plan__state=HouseholdPlanState.AGREED)
    steps = HouseholdPlanStep.objects.filter(condition, agreed, state=PlanStepState.TO_DO, due__lt=day)
    reviews = HouseholdPlanReview.objects.filter(condition, agreed, held_on=None, due__lte=day)
    return steps.count(), reviews.count()
