"""What is known of a household besides its people: why it is poor, what it needs, who saw what there."""

from django.db import models
from django.db.models import Q

from giamngheo.apps.households.models.events import Fact
from giamngheo.apps.households.models.homes import Household
from giamngheo.foundation.areas.periods import one_at_a_time

_STANDING = Q(superseded_by=None)


class Cause(Fact):
    """A cause of poverty (`law/codes/poverty_causes.yaml`); `rank` 1 is the heaviest."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="causes")
    cause = models.CharField(max_length=40)
    rank = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "nguyên nhân nghèo của hộ"
        indexes = Fact.Meta.indexes
        constraints = (
            one_at_a_time(
                "households_cause_once", numbers=("household_id",), texts=("cause",), condition=_STANDING
            ),
            one_at_a_time("households_cause_ranked", numbers=("household_id", "rank"), condition=_STANDING),
        )

    def __str__(self) -> str:
        return f"{self.household_id} {self.rank} {self.cause}"


class Need(Fact):
    """Something a household asks for (`law/codes/needs.yaml`), until it is met or falls away."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="needs")
    need = models.CharField(max_length=40)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "nhu cầu của hộ"
        indexes = Fact.Meta.indexes

    def __str__(self) -> str:
        return f"{self.household_id} {self.need}"


class Note(Fact):
    """What somebody noted of a household, or saw on a visit; the day is the first of `valid`."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="notes")
    is_visit = models.BooleanField()
    by_whom = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=2000)

    class Meta:
        verbose_name_plural = "ghi chú, lần thăm hộ"
        indexes = Fact.Meta.indexes

    def __str__(self) -> str:
        return f"{'visit' if self.is_visit else 'note'} {self.household_id}"


class Paper(Fact):
    """A photo or a paper of a household: the file itself lies under `stored`, a name that tells nothing."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="papers")
    stored = models.CharField(max_length=80)
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "ảnh, giấy tờ của hộ"
        indexes = Fact.Meta.indexes

    def __str__(self) -> str:
        return f"{self.kind} {self.household_id}"
