"""Summaries of snapshots by unit, written once, and what was published of them."""

from django.db import models
from django.db.models import Q

from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.areas.models import Area


class Summary(models.Model):
    """That a snapshot was summed by units, with the hash it had, by which law; another law, another one."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="summaries")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    manifest_hash = models.CharField(max_length=64)
    law = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "bản tổng hợp số liệu"
        constraints = (
            models.UniqueConstraint(fields=["snapshot", "law"], name="dashboards_summed_once_by_a_law"),
        )

    def __str__(self) -> str:
        return f"summary {self.pk}"


class UnitFigures(models.Model):
    """The counts of a unit in a summary by id («poor_movement.opening»); what is not in it is nought."""

    summary = models.ForeignKey(Summary, on_delete=models.PROTECT, related_name="figures")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    above = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    tier = models.PositiveSmallIntegerField()
    counts = models.JSONField()

    class Meta:
        verbose_name_plural = "số liệu tổng hợp của đơn vị"
        indexes = (models.Index(fields=["summary", "above"], name="dashboards_below"),)
        constraints = (
            models.UniqueConstraint(fields=["area", "summary"], name="dashboards_unit_once_in_a_summary"),
        )

    def __str__(self) -> str:
        return f"figures {self.pk}"


class FiguresPage(models.Model):
    """The tables of a snapshot as everybody sees them, made when it was published, without small counts.

    `code` is its address. One that is taken back says why and is not opened again.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="figures_pages")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=24, unique=True)
    unit = models.CharField(max_length=200)
    above = models.CharField(max_length=200, blank=True)
    told = models.JSONField()
    published_at = models.DateTimeField(auto_now_add=True)
    published_by_id = models.BigIntegerField(null=True)
    published_by_name = models.CharField(max_length=200)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_why = models.CharField(max_length=500, blank=True)
    taken_back_by = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "trang số liệu công bố"
        constraints = (
            models.UniqueConstraint(
                fields=["snapshot"], condition=Q(taken_back_at=None), name="dashboards_published_once"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) ^ ~Q(taken_back_why=""), name="dashboards_back_with_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"figures_page {self.pk}"
