"""Households drawn to be visited again by another reviewer, and the drawing, which anybody can repeat."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from giamngheo.apps.reviews.models.entries import Entry
from giamngheo.apps.reviews.models.rounds import Round
from giamngheo.apps.surveys.models import FilledSheet, SheetVersion
from giamngheo.foundation.areas.models import Area


class Sample(models.Model):
    """A drawing: from `frame` (numbers of entries) by `seed`, as `sampling.drawn` does it; never changed."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="samples")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    seed = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    frame = ArrayField(models.BigIntegerField())
    drawn_by_id = models.BigIntegerField(null=True)
    drawn_by_name = models.CharField(max_length=200)
    drawn_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "lần rút mẫu phúc tra"
        constraints = (
            models.CheckConstraint(condition=~Q(seed=""), name="reviews_sample_has_a_seed"),
            models.CheckConstraint(condition=Q(number__gte=1), name="reviews_sample_of_somebody"),
        )

    def __str__(self) -> str:
        return f"sample {self.pk} of {self.round_id}"


class Revisit(models.Model):
    """A household of a sample: what its first sheet said when it was drawn, and its second sheet."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="revisits")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="revisit")
    first_version = models.ForeignKey(SheetVersion, on_delete=models.PROTECT, related_name="+")
    sheet = models.OneToOneField(FilledSheet, on_delete=models.PROTECT, related_name="revisit")

    class Meta:
        verbose_name_plural = "phúc tra hộ"

    def __str__(self) -> str:
        return f"revisit of {self.entry_id}"
