"""Residents of a unit in all, as an office typed them in: where the register does not hold all households."""

from django.db import models
from django.db.models import Q

from giamngheo.foundation.areas.models import Area


class ResidentTotal(models.Model):
    """How many households and persons live in a unit on a day, with the source; the later row stands.

    Those of ethnic minorities are told both or not at all.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    as_of = models.DateField()
    households = models.PositiveIntegerField()
    persons = models.PositiveIntegerField(null=True)
    minority_households = models.PositiveIntegerField(null=True)
    minority_persons = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=300)
    typed_by_id = models.BigIntegerField(null=True)
    typed_by_name = models.CharField(max_length=200)
    typed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "tổng số dân cư của đơn vị"
        indexes = (models.Index(fields=["area", "-as_of", "-id"], name="reports_residents_of_area"),)
        constraints = (
            models.CheckConstraint(condition=~Q(source=""), name="reports_residents_have_a_source"),
            models.CheckConstraint(
                condition=Q(persons=None) | Q(persons__gte=models.F("households")),
                name="reports_residents_in_every_household",
            ),
            models.CheckConstraint(
                condition=Q(minority_households=None, minority_persons=None)
                | Q(
                    minority_households__lte=models.F("households"),
                    minority_persons__lte=models.F("persons"),
                    persons__isnull=False,
                ),
                name="reports_residents_of_minorities",
            ),
        )

    def __str__(self) -> str:
        return f"residents of {self.area_id} on {self.as_of}"

    @property
    def totals(self) -> dict[str, int]:
        """What is told, by kind."""
        told = {"households": self.households} | ({} if self.persons is None else {"persons": self.persons})
        minority, minority_persons = self.minority_households, self.minority_persons
        if self.persons is None or minority is None or minority_persons is None:
            return told
        return told | {
            "households_by_group": self.households,
            "persons_by_group": self.persons,
            "kinh": self.households - minority,
            "minority": minority,
            "untold": 0,
            "minority_persons": minority_persons,
        }
