"""What rows of this app have in common: who made them, to which inspection they belong."""

from django.db import models

from giamngheo.foundation.areas.models import Area


class Made(models.Model):
    """A row that somebody made."""

    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Step(Made):
    """One deed on a row with its words; only added."""

    verb = models.CharField(max_length=20)
    words = models.CharField(max_length=2000, blank=True)

    class Meta:
        abstract = True


class OfInspection(models.Model):
    """A row of an inspection; the database holds that its area is the inspecting unit."""

    inspection = models.ForeignKey(
        "oversight.Inspection", on_delete=models.PROTECT, related_name="%(class)ss"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True
