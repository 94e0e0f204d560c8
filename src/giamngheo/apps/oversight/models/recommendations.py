"""Recommendations that follow from findings, and all that was done until they were closed."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from giamngheo.apps.oversight.models.inspections import Finding
from giamngheo.apps.oversight.models.made import Made, OfInspection, Step
from giamngheo.apps.oversight.states import WAITING, RecommendationState, RecommendationVerb
from giamngheo.foundation.areas.models import Area


class Recommendation(OfInspection, Made):
    """What `unit` is to do by `due`; `money` in đồng and `goods` in words are to be recovered.

    `remedied_by_id` is who told last that it was done: another person of the inspecting side closes it.
    """

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="recommendations")
    unit = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    to_whom = models.CharField(max_length=200)
    words = models.CharField(max_length=2000)
    money = models.BigIntegerField(null=True)
    goods = models.CharField(max_length=300, blank=True)
    recovered = models.BigIntegerField(default=0)
    first_due = models.DateField()
    due = models.DateField()
    state = models.CharField(
        max_length=10, choices=RecommendationState.choices, default=RecommendationState.OPEN
    )
    remedied_by_id = models.BigIntegerField(null=True)
    closed_by_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name_plural = "kiến nghị qua kiểm tra"
        indexes = (
            models.Index(fields=["area", "due"], name="oversight_waits_here", condition=Q(state__in=WAITING)),
            models.Index(
                fields=["unit", "due"], name="oversight_waits_there", condition=Q(state__in=WAITING)
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["id", "area"], name="oversight_advice_in_its_area"),
            models.CheckConstraint(
                condition=Q(state__in=RecommendationState.values), name="oversight_advice_state_known"
            ),
            models.CheckConstraint(
                condition=(Q(money=None) | Q(money__gt=0)) & Q(recovered__gte=0),
                name="oversight_advice_not_negative",
            ),
            models.CheckConstraint(
                condition=~Q(state=RecommendationState.CLOSED) | ~Q(closed_by_id=F("remedied_by_id")),
                name="oversight_advice_closed_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"recommendation {self.pk} to {self.unit_id}"

    def is_late(self, day: date) -> bool:
        """Whether it is not done and its day has passed."""
        return self.state == RecommendationState.OPEN and self.due < day


class FollowUp(Step):
    """A deed on a recommendation; `due` held from then on, `recovered` đồng came back with it."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="follow_ups")
    due = models.DateField()
    recovered = models.BigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "theo dõi kiến nghị"
        constraints = (
            models.CheckConstraint(condition=Q(recovered__gte=0), name="oversight_recovered_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.verb} of recommendation {self.recommendation_id}"

    @property
    def done(self) -> str:
        """What was done, in words."""
        return str(RecommendationVerb(self.verb).label)
