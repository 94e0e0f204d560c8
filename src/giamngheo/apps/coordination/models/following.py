"""Who follows and helps which household, from when to when, and what came of each contact."""

from django.db import models
from django.db.models import F, Q

from giamngheo.apps.coordination.models.made import Made
from giamngheo.apps.coordination.states import FollowerKind
from giamngheo.apps.households.models import Household


class Follow(Made):
    """An officer, party member, agency or association follows a household; seen where the household is.

    `until` is the last day, NULL while it runs. `basis` is the paper by which it was assigned.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="follows")
    kind = models.CharField(max_length=14, choices=FollowerKind.choices)
    follower = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)
    agreed = models.CharField(max_length=1000, blank=True)
    basis = models.CharField(max_length=200, blank=True)
    ended_why = models.CharField(max_length=500, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "phân công theo dõi hộ"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=FollowerKind.values), name="coordination_follower_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | (Q(until__gte=F("since")) & ~Q(ended_why="")),
                name="coordination_follow_ended_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["household", "key"], condition=Q(until=None), name="coordination_follower_once"
            ),
        )

    def __str__(self) -> str:
        return f"follower of {self.household_id}"

    @property
    def title(self) -> str:
        """Who follows, with what they are."""
        return f"{self.follower} ({FollowerKind(self.kind).label.lower()})"


class Contact(Made):
    """A visit or talk of who follows a household: on which day, what was seen or said, what came of it."""

    follow = models.ForeignKey(Follow, on_delete=models.PROTECT, related_name="contacts")
    day = models.DateField()
    words = models.CharField(max_length=2000)
    result = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name_plural = "lần liên hệ với hộ"

    def __str__(self) -> str:
        return f"contact {self.follow_id} on {self.day}"
