"""People who may be in the register twice: what speaks for it, what people decided, which record stays."""

from django.db import models
from django.db.models import F, Q

from giamngheo.apps.households.models.events import Event, Fact
from giamngheo.apps.households.models.people import Person
from giamngheo.apps.households.states import SuspicionState
from giamngheo.foundation.areas.periods import one_at_a_time


class PersonMerger(Fact):
    """A record was merged into another of the same person; the other one stays."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mergers")
    into = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merged_from")

    class Meta:
        constraints = (
            one_at_a_time("households_merged_once", numbers=("person_id",), condition=Q(superseded_by=None)),
            models.CheckConstraint(condition=~Q(person=F("into")), name="households_merged_into_another"),
        )
        indexes = (*Fact.Meta.indexes, models.Index(fields=["into"], name="households_merged_from"))

    def __str__(self) -> str:
        return f"{self.person_id} is {self.into_id}"


class Suspicion(models.Model):
    """Two people who may be one, the older record first: no fact of the register, a question about it.

    `levels` has a code by comparison (`linkage`); `fingerprint` is of the particulars of both at that moment,
    so that what people decided holds until one of these changes.
    """

    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    probability = models.FloatField()
    levels = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10, choices=SuspicionState.choices, default=SuspicionState.OPEN, db_default="open"
    )
    fingerprint = models.CharField(max_length=32)
    found_at = models.DateTimeField()
    merger = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=200, blank=True, db_default="")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True, db_default="")

    class Meta:
        verbose_name_plural = "cặp nghi trùng"
        constraints = (
            models.UniqueConstraint(fields=["first", "second"], name="households_suspicion_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="households_suspicion_in_order"),
            models.CheckConstraint(
                condition=Q(state__in=SuspicionState.values), name="households_suspicion_state_known"
            ),
        )
        indexes = (
            models.Index(fields=["state", "-probability", "id"], name="households_suspicion_list"),
            models.Index(fields=["second"], name="households_suspicion_second"),
        )

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"
