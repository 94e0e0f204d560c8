"""Plans for households that cannot leave poverty by themselves: situation, aims, steps, reviews, outcome."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from giamngheo.apps.coordination.models.made import Made
from giamngheo.apps.coordination.states import HouseholdPlanState, PlanOutcome, PlanStepState
from giamngheo.apps.households.models import Household


class HouseholdPlan(Made):
    """A plan for one household; `situation` is what the register said of it on the day of drawing.

    `signed_by` is who of the household agreed to it. A household has one plan at a time.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="coordination_plans")
    first = models.DateField()
    last = models.DateField()
    situation = models.JSONField()
    aims = models.CharField(max_length=2000)
    state = models.CharField(max_length=8, choices=HouseholdPlanState.choices)
    signed_by = models.CharField(max_length=200, blank=True)
    signed_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, choices=PlanOutcome.choices, blank=True)
    outcome_words = models.CharField(max_length=2000, blank=True)
    ended_on = models.DateField(null=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "kế hoạch của hộ"
        indexes = (models.Index(fields=["ended_on", "last", "id"], name="coordination_plans_listed"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(first__lte=F("last")), name="coordination_household_plan_days"
            ),
            models.CheckConstraint(
                condition=Q(state__in=HouseholdPlanState.values), name="coordination_household_plan_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=HouseholdPlanState.AGREED)
                | (~Q(signed_by="") & Q(signed_on__isnull=False)),
                name="coordination_household_plan_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state=HouseholdPlanState.ENDED) | (~Q(outcome="") & Q(ended_on__isnull=False)),
                name="coordination_household_plan_ended",
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(state__in=[HouseholdPlanState.DRAFT, HouseholdPlanState.AGREED]),
                name="coordination_household_plan_once",
            ),
        )

    def __str__(self) -> str:
        return f"plan of household {self.household_id}"


class HouseholdPlanStep(Made):
    """A step of a plan: what, who, by when, and how it stands; never taken out, but dropped with a reason."""

    plan = models.ForeignKey(HouseholdPlan, on_delete=models.PROTECT, related_name="steps")
    words = models.CharField(max_length=500)
    who = models.CharField(max_length=200)
    due = models.DateField()
    state = models.CharField(max_length=8, choices=PlanStepState.choices)
    result = models.CharField(max_length=1000, blank=True)
    changed_by_name = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "việc trong kế hoạch của hộ"
        constraints = (
            models.CheckConstraint(
                condition=Q(state=PlanStepState.TO_DO)
                | (Q(state__in=[PlanStepState.DONE, PlanStepState.DROPPED]) & ~Q(result="")),
                name="coordination_plan_step_over_with_words",
            ),
        )

    def __str__(self) -> str:
        return f"step of plan {self.plan_id}"

    def is_late(self, day: date) -> bool:
        """Whether it should be done and is not."""
        return self.state == PlanStepState.TO_DO and self.due < day


class HouseholdPlanReview(Made):
    """A day on which a plan is looked at again; `words` is what was found, once it was (`held_on`)."""

    plan = models.ForeignKey(HouseholdPlan, on_delete=models.PROTECT, related_name="reviews")
    due = models.DateField()
    held_on = models.DateField(null=True)
    words = models.CharField(max_length=2000, blank=True)
    held_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "lần xem lại kế hoạch của hộ"
        constraints = (
            models.UniqueConstraint(fields=["plan", "due"], name="coordination_plan_review_once"),
            models.CheckConstraint(
                condition=Q(held_on=None) | ~Q(words=""), name="coordination_plan_review_with_words"
            ),
        )

    def __str__(self) -> str:
        return f"review of plan {self.plan_id} on {self.due}"
