"""Doubts that the registers raised and that a person settled."""

from django.db import models
from django.db.models import Q

from giamngheo.apps.oversight.models.inspections import Finding
from giamngheo.apps.oversight.models.made import Made
from giamngheo.foundation.areas.models import Area


class SettledDoubt(Made):
    """A doubt became a finding, or was set aside with a reason; `subject` is the row that the check names."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    check_code = models.CharField(max_length=40)
    subject = models.BigIntegerField()
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "nghi vấn đã xử lý"
        constraints = (
            models.UniqueConstraint(
                fields=["check_code", "subject"],
                name="oversight_doubt_settled_once",
                condition=Q(taken_back_at=None),
            ),
            models.CheckConstraint(
                condition=Q(finding__isnull=False) | ~Q(reason=""), name="oversight_doubt_settled_with_words"
            ),
        )

    def __str__(self) -> str:
        return f"{self.check_code} {self.subject}"
