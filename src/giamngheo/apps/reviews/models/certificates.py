"""For whom a certificate was drawn up after which decision, so that nobody gets two."""

from django.db import models

from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.reviews.models.entries import Decision, Entry


class Certificate(models.Model):
    """The certificate of a household by a decision; another (`ordinal` 2 …) only when it was withdrawn."""

    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="certificates", db_index=False
    )
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="certificates")
    ordinal = models.PositiveSmallIntegerField(default=1)
    paper = models.OneToOneField(IssuedPaper, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "giấy chứng nhận đã lập"
        constraints = (
            models.UniqueConstraint(fields=["decision", "entry", "ordinal"], name="reviews_certificate_once"),
        )

    def __str__(self) -> str:
        return f"certificate {self.ordinal} of {self.entry_id}"
