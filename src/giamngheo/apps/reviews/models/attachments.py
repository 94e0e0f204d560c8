"""Photos and papers that show what happened: the signed minutes of a meeting, a list on its board."""

from django.db import models
from django.db.models import Q

from giamngheo.apps.reviews.models.happenings import Happening


class Attachment(models.Model):
    """A photo or a PDF of something that happened; the file lies under `stored`, a name that tells nothing.

    It is never changed nor deleted, only put aside with a reason.
    """

    happening = models.ForeignKey(Happening, on_delete=models.PROTECT, related_name="attachments")
    stored = models.CharField(max_length=80)
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)
    aside_at = models.DateTimeField(null=True)
    aside_why = models.CharField(max_length=500, blank=True)
    aside_by = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "ảnh, giấy tờ của việc rà soát"
        constraints = (
            models.CheckConstraint(
                condition=Q(aside_at=None) ^ ~Q(aside_why=""), name="reviews_put_aside_with_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.happening_id}"
