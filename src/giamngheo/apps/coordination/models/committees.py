"""Steering committees with members and rules, and who of a unit answers questions and takes reports."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from giamngheo.apps.coordination.models.made import Filed, Made
from giamngheo.apps.coordination.states import CommitteeRole
from giamngheo.foundation.areas.models import Area

_ENDED = Q(until=None) | (Q(until__gte=F("since")) & ~Q(ended_why=""))


class Committee(Made, Filed):
    """A steering committee of a unit by a decision; `until` NULL while it stands. Its file: working rules."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    number = models.CharField(max_length=60)
    decided_on = models.DateField()
    since = models.DateField()
    until = models.DateField(null=True)
    rules = models.CharField(max_length=200, blank=True)
    ended_why = models.CharField(max_length=500, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "ban chỉ đạo"
        constraints = (
            models.CheckConstraint(condition=_ENDED, name="coordination_committee_ended_with_a_reason"),
            models.UniqueConstraint(
                fields=["area"], condition=Q(until=None), name="coordination_one_committee"
            ),
        )

    def __str__(self) -> str:
        return f"committee of {self.area_id} by {self.number}"


class CommitteeMember(Made):
    """A member; `areas` are the units below that they are in charge of, `matters` what else."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="members")
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=200)
    role = models.CharField(max_length=10, choices=CommitteeRole.choices)
    is_woman = models.BooleanField(null=True)
    areas = ArrayField(models.BigIntegerField(), default=list)
    matters = models.CharField(max_length=300, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "thành viên ban chỉ đạo"
        constraints = (
            models.CheckConstraint(
                condition=_ENDED & Q(role__in=CommitteeRole.values), name="coordination_member_known"
            ),
            models.UniqueConstraint(
                fields=["committee"],
                condition=Q(until=None, role=CommitteeRole.HEAD),
                name="coordination_one_head",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} of committee {self.committee_id}"


class ContactOfficer(Made):
    """Who of a unit takes reports and answers questions; read by the units below, too."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=200)
    phone = models.CharField(max_length=30, blank=True)
    email = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "cán bộ đầu mối"
        constraints = (
            models.CheckConstraint(condition=_ENDED, name="coordination_officer_ended_with_a_reason"),
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email=""), name="coordination_officer_to_be_reached"
            ),
            models.UniqueConstraint(
                fields=["area"], condition=Q(until=None), name="coordination_one_contact_officer"
            ),
        )

    def __str__(self) -> str:
        return f"contact officer of {self.area_id}"
