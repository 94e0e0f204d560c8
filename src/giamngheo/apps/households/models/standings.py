"""What a household or a person was recognised as, by which decision; what follows from it is not kept."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q

from giamngheo.apps.households.models.events import Fact
from giamngheo.apps.households.models.homes import Household
from giamngheo.apps.households.models.people import Person
from giamngheo.foundation.areas.periods import one_at_a_time
from giamngheo.law.vocabulary.standards import HouseholdClass

RECOGNISED = tuple(one.value for one in HouseholdClass if one is not HouseholdClass.UNKNOWN)
"""The classes that a decision may give; «chưa xác định» is none."""


class Decided(Fact):
    """A decision: its number and day may be missing on paper, then they are shown as missing."""

    decision_number = models.CharField(max_length=60, blank=True)
    decision_date = models.DateField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


class Recognition(Decided):
    """A decision on the class of a household, which holds since the first day of `valid`.

    It holds until a later decision, so that lists of past years come in any order and each is taken back
    alone; of two words about one day the later one puts the earlier aside. Whether the household escaped,
    fell back or is new is reckoned from all of them. `deprivations` are ids of the standard, NULL where
    nobody told; points are those of the sheet that the decision rests on.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="recognitions")
    household_class = models.CharField(max_length=30)
    list_year = models.PositiveSmallIntegerField(null=True)
    standard = models.CharField(max_length=60, blank=True)
    income_points = models.PositiveSmallIntegerField(null=True)
    deprivation_points = models.PositiveSmallIntegerField(null=True)
    deprivations = ArrayField(models.CharField(max_length=60), null=True)

    class Meta:
        verbose_name_plural = "quyết định công nhận hộ"
        indexes = Fact.Meta.indexes
        constraints = (
            models.UniqueConstraint(
                F("household"),
                Func(F("valid"), function="lower", output_field=models.DateField()),
                name="households_one_recognition_a_day",
                condition=Q(superseded_by=None),
            ),
            models.CheckConstraint(
                condition=Q(household_class__in=RECOGNISED), name="households_recognition_class_known"
            ),
            models.CheckConstraint(
                condition=Q(valid__startswith__isnull=False, valid__endswith=None),
                name="households_recognition_since_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.household_class} {self.household_id}"


class WorkerRecognition(Decided):
    """A person is recognised as a worker of low income."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="worker_recognitions")

    class Meta:
        verbose_name_plural = "quyết định công nhận lao động thu nhập thấp"
        indexes = Fact.Meta.indexes
        constraints = (
            one_at_a_time("households_worker_once", numbers=("person_id",), condition=Q(superseded_by=None)),
        )

    def __str__(self) -> str:
        return f"worker {self.person_id}"
