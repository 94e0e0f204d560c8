"""Local legal documents with the time in which they hold, and what should be changed in policies."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from giamngheo.apps.coordination.models.made import Filed, Made
from giamngheo.apps.coordination.states import AmendmentState
from giamngheo.foundation.areas.models import Area


class LocalDocument(Made, Filed):
    """A document of a unit that holds from `since` to `until`; read by the units below, too."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=500)
    issuer = models.CharField(max_length=200)
    issued_on = models.DateField()
    since = models.DateField()
    until = models.DateField(null=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaces")
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "văn bản của địa phương"
        constraints = (
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="coordination_document_days"
            ),
            models.UniqueConstraint(
                fields=["area", "number", "issued_on"], name="coordination_document_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} of {self.area_id}"

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


class Amendment(Made):
    """What should be changed in a policy: of an instrument of `law/instruments.yaml`, or a local document."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=60, blank=True)
    document = models.ForeignKey(
        LocalDocument, on_delete=models.PROTECT, null=True, related_name="amendments"
    )
    point = models.CharField(max_length=200, blank=True)
    trouble = models.CharField(max_length=2000)
    proposal = models.CharField(max_length=2000)
    state = models.CharField(max_length=10, choices=AmendmentState.choices)
    sent = models.CharField(max_length=300, blank=True)
    answer = models.CharField(max_length=2000, blank=True)

    class Meta:
        verbose_name_plural = "đề xuất sửa chính sách"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=AmendmentState.values)
                & (Q(instrument="", document__isnull=False) | (~Q(instrument="") & Q(document=None))),
                name="coordination_amendment_of_one_document",
            ),
        )

    def __str__(self) -> str:
        return f"amendment of {self.area_id}"
