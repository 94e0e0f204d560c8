"""The table of B1 points by which a round reckons; a whole copy, so that it is the same in ten years."""

from functools import cached_property

import msgspec
from django.db import models

from giamngheo.apps.reviews.models.rounds import Round
from giamngheo.law.vocabulary.point_tables import PointTable
from giamngheo.law.vocabulary.standards import Residence


class RoundTable(models.Model):
    """A loaded table of points as a round took it over; never changed, the last of a residence counts.

    `name` is that of the loaded table, with the fingerprint of all that it says; `region` is the region for
    which it was chosen, empty where the region of the province is not known.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="point_tables")
    name = models.CharField(max_length=200)
    residence = models.CharField(max_length=20)
    region = models.CharField(max_length=60, blank=True)
    content = models.JSONField()
    taken_by_id = models.BigIntegerField(null=True)
    taken_by_name = models.CharField(max_length=200)
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "bảng điểm B1 của đợt rà soát"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(residence__in=[one.value for one in Residence]),
                name="reviews_table_residence_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} in {self.round_id}"

    @cached_property
    def table(self) -> PointTable:
        """What the table says."""
        return msgspec.convert(self.content, PointTable)
