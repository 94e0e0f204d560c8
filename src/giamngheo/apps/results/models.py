"""Targets of units and the figures found for them: nothing is rewritten, the later follows the earlier."""

from datetime import date
from functools import cached_property

import msgspec
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from giamngheo.apps.programmes.models import PlanTarget
from giamngheo.apps.results.states import FigureSource, TargetState
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.text import day as day_text
from giamngheo.law.vocabulary.targets import Measured, Target, TargetKind


class PlannedTarget(models.Model):
    """A target of a unit; `said` is the whole of it as the words of the law have it (`vocabulary.targets`).

    It is drafted by one person and put in force by another. A target that changes is a new row that
    `replaces` the old one, which ends when the new one is put in force. `parent` is the target of the unit
    above of which this one is a part, `plan_target` the one of a plan in the system that it was drawn from.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    framework = models.CharField(max_length=60)
    indicator = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    first = models.DateField()
    last = models.DateField()
    group = models.CharField(max_length=200, blank=True)
    said = models.JSONField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    given_by = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by", db_index=False
    )
    plan_target = models.ForeignKey(PlanTarget, on_delete=models.PROTECT, null=True, related_name="+")
    drawn_by_id = models.BigIntegerField(null=True)
    drawn_by_name = models.CharField(max_length=200)
    drawn_at = models.DateTimeField(auto_now_add=True)
    put_in_force_by_id = models.BigIntegerField(null=True)
    put_in_force_by_name = models.CharField(max_length=200, blank=True)
    put_in_force_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "chỉ tiêu của đơn vị"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in TargetKind]), name="results_target_kind_known"
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="results_target_days"),
            models.CheckConstraint(
                condition=Q(put_in_force_by_id=None) | ~Q(put_in_force_by_id=F("drawn_by_id")),
                name="results_target_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) ^ ~Q(ended_why=""), name="results_target_ended_with_a_reason"
            ),
            models.UniqueConstraint(
                fields=["area", "framework", "indicator", "kind", "first", "last", "group"],
                condition=Q(put_in_force_at__isnull=False, ended_at=None),
                name="results_target_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.kind} of {self.area_id}"

    @cached_property
    def target(self) -> Target:
        """What the target says."""
        return msgspec.convert(self.said, Target)

    @property
    def state(self) -> TargetState:
        """Where it stands between draft and end."""
        if self.ended_at is not None:
            return TargetState.ENDED if self.put_in_force_at is not None else TargetState.DROPPED
        return TargetState.DRAFT if self.put_in_force_at is None else TargetState.IN_FORCE


class Actual(models.Model):
    """A figure of an indicator in a unit as of a day, counted in the register or typed with a proof.

    `since` is the first day of what adds up over a time, NULL for what is as of a day. A later figure of the
    same day `replaces` this one, which is then superseded. The file of a proof lies under `stored`.

    What was counted names the frozen state it was counted in (none: the register itself, at `made_at`) and
    the law it was counted by; `parts` tells it apart ({grouping: {key: [counted, of, unknown]}}), `moved` how
    a list moved since a day ({since, left, arose, came_back}), `behind` what it was counted from where no
    frozen state holds it ({activities: [[number, how much it adds]]} or {households: [numbers]}).
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    framework = models.CharField(max_length=60)
    indicator = models.CharField(max_length=60)
    since = models.DateField(null=True)
    as_of = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    unknown = models.BigIntegerField(default=0)
    parts = models.JSONField(default=dict)
    moved = models.JSONField(null=True)
    behind = models.JSONField(default=dict)
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    definition = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=10, choices=FigureSource.choices)
    proof = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    stored = models.CharField(max_length=80, blank=True)
    file_kind = models.CharField(max_length=10, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    superseded_at = models.DateTimeField(null=True)
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "số thực hiện của đơn vị"
        constraints = (
            models.CheckConstraint(
                condition=Q(source__in=FigureSource.values), name="results_actual_source_known"
            ),
            models.CheckConstraint(
                condition=~Q(source=FigureSource.TYPED) | ~Q(proof=""), name="results_actual_with_a_proof"
            ),
            models.CheckConstraint(
                condition=Q(value=None) ^ Q(numerator=None), name="results_actual_one_way"
            ),
            models.CheckConstraint(
                condition=Q(unknown__gte=0)
                & (Q(numerator=None) | Q(numerator__gte=0))
                & (Q(denominator=None) | Q(denominator__gte=F("numerator") + F("unknown"))),
                name="results_actual_counts",
            ),
            models.UniqueConstraint(
                fields=["area", "framework", "indicator", "since", "as_of"],
                nulls_distinct=False,
                condition=Q(superseded_at=None),
                name="results_actual_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} of {self.area_id} on {self.as_of}"

    @property
    def source_line(self) -> str:
        """Whence it comes: «từ số liệu chốt ngày …», «đếm lúc …», or the proof it was typed with."""
        if self.source != FigureSource.COMPUTED:
            return f"nhập kèm chứng minh: {self.proof}"
        if self.snapshot_id is not None:
            return f"từ số liệu chốt ngày {day_text(self.as_of)}"
        return f"đếm lúc {timezone.localtime(self.made_at):%H:%M %d/%m/%Y}"

    @property
    def moved_since(self) -> date | None:
        """Since when `moved` tells how a list moved."""
        return date.fromisoformat(self.moved["since"]) if self.moved else None

    @property
    def measured(self) -> Measured:
        """The figure in the words of the law."""
        return Measured(
            day=self.as_of,
            value=self.value,
            numerator=self.numerator,
            denominator=self.denominator,
            unknown=self.unknown,
        )
