"""The table of counts that are kept."""

from django.db import models


class KeptCount(models.Model):
    """What was counted in a unit and all below it about something («2026») at a moment.

    Counted again, the new takes the place of the old: it is a reading of the registers, nothing rests on it.
    So `area_id` is a bare number: what is remembered of a unit must not hinder its deeds.
    """

    kind = models.CharField(max_length=60)
    area_id = models.BigIntegerField()
    about = models.CharField(max_length=60)
    told = models.JSONField()
    counted_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "số đã đếm"
        constraints = (
            models.UniqueConstraint(fields=["kind", "area_id", "about"], name="kept_counts_kept_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.area_id} {self.about}"
