"""Pieces of a plan that other rows point to: targets with their shares and figures, projects, tasks."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import Q

from giamngheo.apps.programmes.models.unit_plans import UnitPlan
from giamngheo.apps.programmes.states import AdjustmentState
from giamngheo.foundation.areas.models import Area
from giamngheo.law.vocabulary.targets import WITHOUT_VALUE, Target, TargetKind


class PlanTarget(models.Model):
    """A target of a plan in its own words; numbers as `law.vocabulary.targets.Target` writes them.

    `framework` and `indicator` say by what of `law/results` it is followed; empty: by figures that are typed
    each year (`PlanActual`). `is_carried`: copied from another plan and not looked at since. `given` is the
    share of a target above that it took over.
    """

    plan = models.ForeignKey(UnitPlan, on_delete=models.PROTECT, related_name="targets")
    position = models.PositiveSmallIntegerField()
    wording = models.CharField(max_length=1000)
    framework = models.CharField(max_length=60, blank=True)
    indicator = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20)
    comparator = models.CharField(max_length=10, blank=True)
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    up_to = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    unit = models.CharField(max_length=60, blank=True)
    baseline = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    baseline_year = models.PositiveSmallIntegerField(null=True)
    reaches = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    each_year = models.BooleanField(default=False)
    rises = models.BooleanField(default=False)
    year = models.PositiveSmallIntegerField(null=True)
    group = models.CharField(max_length=300, blank=True)
    is_carried = models.BooleanField(default=False)
    given = models.ForeignKey("PlanShare", on_delete=models.PROTECT, null=True, related_name="taken_over")

    class Meta:
        verbose_name_plural = "chỉ tiêu của kế hoạch"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in TargetKind]), name="programmes_target_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(framework="", indicator="") | (~Q(framework="") & ~Q(indicator="")),
                name="programmes_target_indicator_whole",
            ),
        )

    def __str__(self) -> str:
        return f"target {self.position} of plan {self.plan_id}"

    @property
    def has_no_value(self) -> bool:
        """Whether its kind has no number."""
        return self.kind in WITHOUT_VALUE

    def as_written(self, number: Decimal | None) -> Decimal | None:
        """A number with as many decimals as the plan writes it with."""
        return None if number is None else round(number, self.decimals)

    def target(self) -> Target:
        """What it says in the words of the law; `indicator` may be empty."""
        last = self.year or self.plan.last_year
        return Target(
            indicator=self.indicator,
            kind=TargetKind(self.kind),
            wording=self.wording,
            first=date(min(self.plan.first_year, last), 1, 1),
            last=date(last, 12, 31),
            value=None if self.has_no_value else self.as_written(self.value),
            up_to=self.as_written(self.up_to),
            each_year=self.each_year,
            baseline=self.as_written(self.baseline),
            baseline_day=date(self.baseline_year, 12, 31) if self.baseline_year else None,
            reaches=self.as_written(self.reaches),
            group=self.group[:200],
        )


class PlanAdjustment(models.Model):
    """A decision that changes what an issued plan gives to the units below, without rewriting the plan.

    Its shares stand in the place of those of the plan, or of an earlier adjustment, once it is in force.
    """

    plan = models.ForeignKey(UnitPlan, on_delete=models.PROTECT, related_name="adjustments")
    number = models.CharField(max_length=60)
    day = models.DateField()
    why = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=AdjustmentState.choices, default=AdjustmentState.DRAFT)
    drawn_by_id = models.BigIntegerField(null=True)
    drawn_by_name = models.CharField(max_length=200)
    drawn_at = models.DateTimeField(auto_now_add=True)
    settled_by_id = models.BigIntegerField(null=True)
    settled_by_name = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)
    dropped_because = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "điều chỉnh chỉ tiêu giao"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=AdjustmentState.values), name="programmes_adjustment_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=AdjustmentState.IN_FORCE)
                | Q(settled_by_id=None)
                | ~Q(settled_by_id=models.F("drawn_by_id")),
                name="programmes_adjustment_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=AdjustmentState.DROPPED) | ~Q(dropped_because=""),
                name="programmes_adjustment_dropped_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state=AdjustmentState.DRAFT),
                name="programmes_one_adjustment_drafted",
            ),
            models.UniqueConstraint(
                fields=["plan", "number"],
                condition=~Q(state=AdjustmentState.DROPPED),
                name="programmes_adjustment_once",
            ),
        )

    def __str__(self) -> str:
        return f"adjustment {self.number} of plan {self.plan_id}"

    @property
    def called(self) -> str:
        """«Quyết định số 20/QĐ-UBND ngày 01/8/2026»."""
        return f"Quyết định số {self.number} ngày {self.day:%d/%m/%Y}"


class PlanShare(models.Model):
    """What of a target one unit is to reach in a year: the unit of the plan itself, or one below that it is
    given to («giao chỉ tiêu»). Without a value a target without a number is given. `adjustment`: the decision
    by which it stands in the place of an earlier one.
    """

    target = models.ForeignKey(PlanTarget, on_delete=models.PROTECT, related_name="shares")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    adjustment = models.ForeignKey(PlanAdjustment, on_delete=models.PROTECT, null=True, related_name="shares")

    class Meta:
        verbose_name_plural = "chỉ tiêu giao cho đơn vị"
        constraints = (
            models.UniqueConstraint(
                fields=["target", "area", "year", "adjustment"],
                name="programmes_share_once",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"share of {self.area_id} in {self.year} of target {self.target_id}"


class PlanProject(models.Model):
    """A project or sub-project of a plan: national `code` beside the local `label`; in or out of scope."""

    plan = models.ForeignKey(UnitPlan, on_delete=models.PROTECT, related_name="projects")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=5, blank=True)
    label = models.CharField(max_length=100)
    name = models.CharField(max_length=500)
    in_scope = models.BooleanField(default=True)
    objective = models.TextField(blank=True)
    target_groups = models.JSONField(default=list)
    contents = models.JSONField(default=list)
    lead = models.JSONField(default=list)
    cooperating = models.JSONField(default=list)
    funding = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "dự án của kế hoạch"

    def __str__(self) -> str:
        return f"project {self.code} of plan {self.plan_id}"


class PlanTask(models.Model):
    """What one organisation is to do by the plan, until when; `due` is as the plan says it, `project` whose
    national code it is about, if any.
    """

    plan = models.ForeignKey(UnitPlan, on_delete=models.PROTECT, related_name="tasks")
    position = models.PositiveSmallIntegerField()
    organisation = models.CharField(max_length=300)
    what = models.TextField()
    due_on = models.DateField(null=True)
    due = models.CharField(max_length=200, blank=True)
    project = models.CharField(max_length=5, blank=True)

    class Meta:
        verbose_name_plural = "nhiệm vụ của kế hoạch"

    def __str__(self) -> str:
        return f"task {self.position} of plan {self.plan_id}"


class PlanActual(models.Model):
    """What was reached of a target without indicator in a year, typed with its proof; the later follows the
    earlier. Either a number or, where the target has none, words.
    """

    target = models.ForeignKey(PlanTarget, on_delete=models.PROTECT, related_name="actuals")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    words = models.CharField(max_length=500, blank=True)
    proof = models.CharField(max_length=300)
    superseded_at = models.DateTimeField(null=True)
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "số thực hiện của kế hoạch"
        constraints = (
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(words=""), name="programmes_actual_says_something"
            ),
            models.CheckConstraint(condition=~Q(proof=""), name="programmes_actual_with_a_proof"),
            models.UniqueConstraint(
                fields=["target", "year"], condition=Q(superseded_at=None), name="programmes_actual_once"
            ),
        )

    def __str__(self) -> str:
        return f"figure of {self.year} of target {self.target_id}"
