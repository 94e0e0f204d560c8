"""How many households lists have by class before and now, kept beside the entries."""

from django.db import models

from giamngheo.apps.reviews.models.rounds import Case, Round
from giamngheo.foundation.areas.models import Area


class Tally(models.Model):
    """What one change of entries did to the number of households of a list, by class before and proposed.

    The number is the sum: a change adds rows and waits for nobody else's. The database writes them, whoever
    changes an entry (migration 0017), and puts the rows of a list together where they became many.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    class_before = models.CharField(max_length=30, blank=True)
    proposed_class = models.CharField(max_length=30, blank=True)
    listed = models.IntegerField()
    left_out = models.IntegerField()

    class Meta:
        verbose_name_plural = "số hộ rà soát theo diện"

    def __str__(self) -> str:
        return f"{self.case_id} {self.class_before} {self.proposed_class}: {self.listed:+}"
