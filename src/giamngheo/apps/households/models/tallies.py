"""How many households of each kind live in each unit, kept beside them by the database."""

from django.db import models

from giamngheo.foundation.areas.models import Area


class Tally(models.Model):
    """What one change of the register did to the number of living households of a kind in a unit.

    The number is the sum: a change adds rows and waits for nobody else's. The database writes them, whoever
    changes a household (migration 0017), and puts the rows of a unit together where they became many.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    class_today = models.CharField(max_length=30, blank=True)
    escaped_on = models.DateField(null=True)
    households = models.IntegerField()

    class Meta:
        verbose_name_plural = "số hộ theo loại"

    def __str__(self) -> str:
        return f"{self.area_id} {self.class_today}: {self.households:+}"
