"""Snapshots: of which area and days, by which law, and the hash of the manifest that tells the rest."""

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from giamngheo.foundation.areas.models import Area


class Snapshot(models.Model):
    """The register of an area as it stood on `opening` and on `closing`, as known when it was made.

    Its files lie in the data folder under its key. `replaces` is the one before of the same area and days:
    `reason` says why there is another, `differs` counts the households of which it tells something else.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    opening = models.DateField()
    closing = models.DateField()
    title = models.CharField(max_length=200)
    standard = models.CharField(max_length=60)
    manifest_hash = models.CharField(max_length=64)
    households = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    reason = models.CharField(max_length=500, blank=True)
    differs = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "bản chốt số liệu"
        indexes = (models.Index(fields=["area", "-closing", "-id"], name="snapshots_of_area"),)
        constraints = (
            models.CheckConstraint(condition=Q(opening__lt=F("closing")), name="snapshots_days_in_order"),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(reason=""), name="snapshots_another_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"snapshot {self.pk}"

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return Path(settings.DATA) / "snapshots" / str(self.key)
