"""Meetings in which people plan together, and what they propose, until it stands in a plan."""

from django.db import models
from django.db.models import F, Q

from giamngheo.apps.activities.models import Activity
from giamngheo.apps.coordination.models.made import Filed, Made
from giamngheo.apps.coordination.states import ProposalState
from giamngheo.foundation.areas.models import Area


class CommunityMeeting(Made, Filed):
    """A meeting of the people of a unit: when, where, how many came. Its file: the minutes."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    place = models.CharField(max_length=200)
    led_by = models.CharField(max_length=200)
    attended = models.PositiveIntegerField()
    women = models.PositiveIntegerField(null=True)
    poor_households = models.PositiveIntegerField(null=True)
    words = models.CharField(max_length=2000, blank=True)

    class Meta:
        verbose_name_plural = "cuộc họp lập kế hoạch có người dân tham gia"
        constraints = (
            models.CheckConstraint(
                condition=Q(attended__gte=1)
                & (Q(women=None) | Q(women__lte=F("attended")))
                & (Q(poor_households=None) | Q(poor_households__lte=F("attended"))),
                name="coordination_meeting_counts",
            ),
        )

    def __str__(self) -> str:
        return f"meeting in {self.area_id} on {self.day}"


class CommunityProposal(Made):
    """What a meeting proposed; `votes` who were for it, `priority` 1 is the most wanted.

    It is accepted or declined with the reason; what was accepted is taken into a plan (`plan_words`) and
    carried out by an `activity`.
    """

    meeting = models.ForeignKey(CommunityMeeting, on_delete=models.PROTECT, related_name="proposals")
    title = models.CharField(max_length=200)
    words = models.CharField(max_length=2000, blank=True)
    project = models.CharField(max_length=10, blank=True)
    votes = models.PositiveIntegerField(null=True)
    priority = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=8, choices=ProposalState.choices)
    why = models.CharField(max_length=1000, blank=True)
    plan_words = models.CharField(max_length=300, blank=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, related_name="proposals", db_index=False
    )

    class Meta:
        verbose_name_plural = "đề xuất của cộng đồng"
        indexes = (
            models.Index(
                fields=["activity"], name="coordination_carried_out", condition=Q(activity__isnull=False)
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(activity=None) | Q(state__in=[ProposalState.ACCEPTED, ProposalState.IN_PLAN]),
                name="coordination_carried_out_when_accepted",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ProposalState.values), name="coordination_proposal_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.DECLINED) | ~Q(why=""),
                name="coordination_proposal_declined_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.IN_PLAN) | ~Q(plan_words=""),
                name="coordination_proposal_in_a_plan",
            ),
            models.UniqueConstraint(fields=["meeting", "priority"], name="coordination_priority_once"),
        )

    def __str__(self) -> str:
        return f"proposal of meeting {self.meeting_id}"
