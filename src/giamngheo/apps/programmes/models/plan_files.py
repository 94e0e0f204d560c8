"""Plans of units handed in as files: what was read, what a person made of it, and whether it was taken in."""

from functools import cached_property

import msgspec
from django.db import models
from django.db.models import Q

from giamngheo.apps.programmes.plans.structure import Plan
from giamngheo.apps.programmes.states import FileState
from giamngheo.foundation.areas.models import Area


class PlanFile(models.Model):
    """A plan of a unit; `read` is what the program read and `said` what stands after corrections.

    Both are whole plans as `plan.json` has them. Until it is read the file lies under `stored`; of a plan
    that was read only its text is kept. What was taken in is not rewritten: it is ended with a reason.
    """

    was_stored: str = ""  # where its file lay until it was read; for who removes it

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=FileState.choices)
    read = models.JSONField(null=True)
    said = models.JSONField(null=True)
    why = models.CharField(max_length=500, blank=True)
    handed_in_by_id = models.BigIntegerField(null=True)
    handed_in_by_name = models.CharField(max_length=200)
    handed_in_at = models.DateTimeField(auto_now_add=True)
    changed_by_name = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField(null=True)
    taken_in_by_id = models.BigIntegerField(null=True)
    taken_in_by_name = models.CharField(max_length=200, blank=True)
    taken_in_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "kế hoạch đọc từ tệp"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=FileState.values), name="programmes_plan_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[FileState.DRAFT, FileState.TAKEN_IN, FileState.ENDED])
                | (Q(read__isnull=False) & Q(said__isnull=False)),
                name="programmes_plan_was_read",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[FileState.TAKEN_IN, FileState.ENDED]) | Q(taken_in_at__isnull=False),
                name="programmes_plan_taken_in_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[FileState.DROPPED, FileState.ENDED, FileState.FAILED]) | ~Q(why=""),
                name="programmes_plan_ended_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["area", "sha256"],
                condition=Q(state=FileState.TAKEN_IN),
                name="programmes_plan_taken_in_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.file_name} of {self.area_id}"

    @cached_property
    def plan(self) -> Plan | None:
        """The plan as it stands; None until it is read."""
        return msgspec.convert(self.said, Plan) if self.said is not None else None

    @property
    def title(self) -> str:
        """How pages and the trail call it."""
        plan = self.plan
        number = f"số {plan.number}" if plan is not None and plan.number else f"«{self.file_name}»"
        return f"Kế hoạch {number}"
