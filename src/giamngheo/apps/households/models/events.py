"""What happened, when, why, by which paper, and who wrote it down."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from giamngheo.apps.households.states import EventKind
from giamngheo.foundation.areas.models import Area


class Event(models.Model):
    """One thing that happened to a household or a person; undone by another event, never changed.

    `area` is the unit that answered for it on that day: who may read of it. Events of one `batch` were
    written by one import and are undone together.
    """

    kind = models.CharField(max_length=20, choices=EventKind.choices)
    day = models.DateField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    paper = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)
    batch = models.UUIDField(null=True)
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")

    class Meta:
        verbose_name_plural = "biến động của hộ"
        indexes = (
            models.Index(fields=["area", "-id"], name="households_event_of_area"),
            models.Index(
                fields=["batch"], name="households_event_of_batch", condition=models.Q(batch__isnull=False)
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=EventKind.values), name="households_event_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(undoes__isnull=True) ^ models.Q(kind=EventKind.UNDOING),
                name="households_event_undoes_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_undone(self) -> bool:
        """Whether another event took this one back."""
        return hasattr(self, "undone_by")


class Fact(models.Model):
    """Something said by `recorded_by` to hold on the days of `valid`, until `superseded_by` put it aside.

    What was put aside by an event that was undone is said again: a row of the same origin, `reinstated_by`.
    """

    valid = DateRangeField()
    recorded_by = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    reinstated_by = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    superseded_by = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        abstract = True
        # Nearly no row has them: an index of all rows would cost every import for nothing.
        indexes = (
            models.Index(
                fields=["superseded_by"],
                name="%(class)s_superseded",
                condition=models.Q(superseded_by__isnull=False),
            ),
            models.Index(
                fields=["reinstated_by"],
                name="%(class)s_reinstated",
                condition=models.Q(reinstated_by__isnull=False),
            ),
        )
