"""Who takes part: households and persons of the register, officers of the unit's own list."""

from django.db import models
from django.db.models import Q

from giamngheo.apps.activities.models.activities import OfActivity
from giamngheo.apps.households.models import Household, Person
from giamngheo.foundation.areas.models import Area


class Officer(models.Model):
    """An officer of poverty reduction as the unit lists them (`law/codes/officer_positions.yaml`)."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    full_name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=600)
    sex = models.CharField(max_length=10)
    position = models.CharField(max_length=40)
    organisation = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=300, blank=True)
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "cán bộ làm công tác giảm nghèo"
        indexes = (models.Index(fields=["area", "sort_key", "id"], name="activities_officers"),)
        constraints = (
            models.CheckConstraint(condition=Q(sex__in=["male", "female"]), name="activities_officer_sex"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(ended_why=""), name="activities_officer_ended_with_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"officer {self.pk}"


class Participant(OfActivity):
    """Who takes part, as they were on the day of entry: this never changes, only that they left is added.

    `standing` is what the household was recognised as, or by what else they are of a group; `group` is the
    group of the kind by which they are rightly here, empty for an exception, which has its `reason`, and for
    officers. `again_because` says why a need is met that was met before in the year. NULL: the register does
    not tell.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="participations")
    village = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=200)
    standing = models.CharField(max_length=30, blank=True)
    group = models.CharField(max_length=30, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    again_because = models.CharField(max_length=300, blank=True)
    is_woman = models.BooleanField(null=True)
    is_minority = models.BooleanField(null=True)
    entered_on = models.DateField()
    entered_by_id = models.BigIntegerField(null=True)
    entered_by_name = models.CharField(max_length=200)
    entered_at = models.DateTimeField(auto_now_add=True)
    left_on = models.DateField(null=True)
    left_why = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "người tham gia hoạt động"
        indexes = (models.Index(fields=["village", "activity"], name="activities_took_part_of"),)
        constraints = (
            models.CheckConstraint(
                condition=(Q(household__isnull=False) & Q(officer=None))
                | (Q(officer__isnull=False) & Q(household=None, person=None)),
                name="activities_participant_is_somebody",
            ),
            models.CheckConstraint(
                condition=Q(household=None) | ~Q(group="") | ~Q(reason=""),
                name="activities_participant_rightly_or_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | ~Q(left_why=""), name="activities_participant_left_with_a_reason"
            ),
            models.UniqueConstraint(
                fields=["activity", "household"],
                name="activities_household_once",
                condition=Q(person=None, left_on=None),
            ),
            models.UniqueConstraint(
                fields=["activity", "person"], name="activities_person_once", condition=Q(left_on=None)
            ),
            models.UniqueConstraint(
                fields=["activity", "officer"], name="activities_officer_once", condition=Q(left_on=None)
            ),
        )

    def __str__(self) -> str:
        return f"participant {self.pk} of {self.activity_id}"
