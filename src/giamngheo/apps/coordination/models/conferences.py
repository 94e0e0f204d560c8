"""Conferences that look back on a half year, a year or a term; what they conclude is given as tasks."""

from django.db import models
from django.db.models import Q

from giamngheo.apps.coordination.models.made import Filed, Made
from giamngheo.apps.coordination.states import ConferenceKind, ConferenceState
from giamngheo.foundation.areas.models import Area


class Conference(Made, Filed):
    """A conference of a unit; its conclusions are given tasks. Its file: the minutes that were signed."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=ConferenceKind.choices)
    title = models.CharField(max_length=300)
    day = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    programme = models.CharField(max_length=4000)
    invited = models.CharField(max_length=2000)
    attended = models.PositiveIntegerField(null=True)
    minutes = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=ConferenceState.choices)
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "hội nghị sơ kết, tổng kết"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=ConferenceState.values, kind__in=ConferenceKind.values),
                name="coordination_conference_known",
            ),
            models.CheckConstraint(
                condition=~Q(state=ConferenceState.HELD) | (~Q(minutes="") & Q(attended__isnull=False)),
                name="coordination_conference_held_with_minutes",
            ),
        )

    def __str__(self) -> str:
        return f"conference of {self.area_id} on {self.day}"
