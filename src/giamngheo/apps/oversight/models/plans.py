"""The yearly plan of inspections of a unit: editions that are replaced, never overwritten, with lines."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from giamngheo.apps.oversight.models.made import Made
from giamngheo.apps.oversight.states import PlanState
from giamngheo.foundation.areas.models import Area

_OPEN = (PlanState.DRAFT, PlanState.SUBMITTED)


class YearPlan(Made):
    """«Kế hoạch kiểm tra, giám sát năm» of `area`; the next edition replaces the one that stands.

    `number` and `day` are those of the decision that approved it, typed by who approves.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    edition = models.PositiveSmallIntegerField()
    aims = models.CharField(max_length=2000)
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    why = models.CharField(max_length=500, blank=True)
    number = models.CharField(max_length=60, blank=True)
    day = models.DateField(null=True)
    submitted_by_id = models.BigIntegerField(null=True)
    approved_by_id = models.BigIntegerField(null=True)
    approved_by_name = models.CharField(max_length=200, blank=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "kế hoạch kiểm tra, giám sát năm"
        constraints = (
            models.UniqueConstraint(fields=["id", "area"], name="oversight_plan_in_its_area"),
            models.UniqueConstraint(fields=["area", "year", "edition"], name="oversight_plan_edition"),
            models.UniqueConstraint(
                fields=["area", "year"], name="oversight_plan_one_stands", condition=Q(state="approved")
            ),
            models.UniqueConstraint(
                fields=["area", "year"], name="oversight_plan_one_draft", condition=Q(state__in=_OPEN)
            ),
            models.CheckConstraint(
                condition=Q(state__in=PlanState.values), name="oversight_plan_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PlanState.APPROVED, PlanState.REPLACED])
                | (~Q(number="") & Q(day__isnull=False)),
                name="oversight_plan_approved_by_a_paper",
            ),
            models.CheckConstraint(
                condition=~Q(approved_by_id=F("submitted_by_id")) & ~Q(approved_by_id=F("made_by_id")),
                name="oversight_plan_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=PlanState.DROPPED) | ~Q(why=""),
                name="oversight_plan_dropped_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"plan {self.year} of {self.area_id}, edition {self.edition}"


class PlanLine(models.Model):
    """A line: which unit or village, what is looked at, in which months, who leads.

    `origin` is the line of the first edition that it was taken over from; its inspections count for it, too.
    """

    plan = models.ForeignKey(YearPlan, on_delete=models.PROTECT, related_name="lines")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    origin = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="later")
    unit = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    contents = ArrayField(models.CharField(max_length=40))
    project = models.CharField(max_length=10, blank=True)
    first_month = models.PositiveSmallIntegerField()
    last_month = models.PositiveSmallIntegerField()
    lead = models.CharField(max_length=200)
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "dòng của kế hoạch kiểm tra, giám sát"
        constraints = (
            models.UniqueConstraint(fields=["id", "area"], name="oversight_line_in_its_area"),
            models.CheckConstraint(
                condition=Q(first_month__gte=1, last_month__lte=12, last_month__gte=F("first_month")),
                name="oversight_line_months",
            ),
        )

    def __str__(self) -> str:
        return f"line {self.pk} of plan {self.plan_id}"
