"""Supervision and critique by the Front: opinions and, beside each, what the unit answered."""

from datetime import date

from django.db import models
from django.db.models import Q

from giamngheo.apps.oversight.models.made import Made, Step
from giamngheo.apps.oversight.states import SocialKind, SocialState, SocialVerb, Taken
from giamngheo.foundation.areas.models import Area


class SocialReview(Made):
    """A supervision, or a critique of a draft, by the Front of `area`, addressed to `unit`."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=SocialKind.choices)
    body = models.CharField(max_length=200)
    subject = models.CharField(max_length=300)
    draft = models.CharField(max_length=300, blank=True)
    day = models.DateField()
    due = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=SocialState.choices, default=SocialState.DRAFT)
    answered_by_name = models.CharField(max_length=200, blank=True)
    answered_on = models.DateField(null=True)
    stored = models.CharField(max_length=80, blank=True)
    file_kind = models.CharField(max_length=10, blank=True)
    file_size = models.PositiveIntegerField(default=0)
    file_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name_plural = "giám sát, phản biện xã hội"
        indexes = (
            models.Index(fields=["unit", "due"], name="oversight_social_waits", condition=Q(state="sent")),
            models.Index(fields=["area", "-day", "-id"], name="oversight_social_list"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=SocialState.values, kind__in=SocialKind.values),
                name="oversight_social_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[SocialState.DRAFT, SocialState.WITHDRAWN]) | Q(due__isnull=False),
                name="oversight_social_sent_with_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(kind=SocialKind.CRITIQUE) | ~Q(draft=""), name="oversight_critique_of_a_draft"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} for {self.unit_id}"

    def is_late(self, day: date) -> bool:
        """Whether it waits for an answer longer than was asked."""
        return self.state == SocialState.SENT and self.due is not None and self.due < day


class SocialPoint(models.Model):
    """One opinion, and how the unit took it."""

    review = models.ForeignKey(SocialReview, on_delete=models.PROTECT, related_name="points")
    words = models.CharField(max_length=2000)
    taken = models.CharField(max_length=10, choices=Taken.choices, blank=True)
    answer = models.CharField(max_length=2000, blank=True)

    class Meta:
        verbose_name_plural = "ý kiến giám sát, phản biện"
        constraints = (
            models.CheckConstraint(
                condition=Q(taken="", answer="") | (Q(taken__in=Taken.values) & ~Q(answer="")),
                name="oversight_point_answered_in_words",
            ),
        )

    def __str__(self) -> str:
        return f"point {self.pk} of review {self.review_id}"


class SocialStep(Step):
    """What was done to a supervision or critique."""

    review = models.ForeignKey(SocialReview, on_delete=models.PROTECT, related_name="steps")

    class Meta:
        verbose_name_plural = "việc của giám sát, phản biện xã hội"

    def __str__(self) -> str:
        return f"{self.verb} of review {self.review_id}"

    @property
    def done(self) -> str:
        """What was done, in words."""
        return str(SocialVerb(self.verb).label)
