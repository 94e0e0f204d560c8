"""An activity, the steps it went through, and the photos and papers that belong to it."""

from django.db import models
from django.db.models import F, Q

from giamngheo.apps.activities.states import ActivityState, Verb, state_called
from giamngheo.foundation.areas.models import Area
from giamngheo.law.activities.library import activity_kinds
from giamngheo.law.vocabulary.activities import ActivityKind


class Activity(models.Model):
    """Something done under a (sub)project: `said` has the fields of its kind by id, as JSON.

    `area` is who carries it out and answers for it; it never changes. `replicates` is the accepted activity
    that this one repeats.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    programme = models.CharField(max_length=60)
    project = models.CharField(max_length=10)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    owner_kind = models.CharField(max_length=40, blank=True)
    owner_name = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=300, blank=True)
    first = models.DateField()
    last = models.DateField()
    said = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=ActivityState.choices, default=ActivityState.DRAFT)
    why = models.CharField(max_length=500, blank=True)
    approval = models.CharField(max_length=200, blank=True)
    replicates = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="replications", db_index=False
    )
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)
    submitted_by_id = models.BigIntegerField(null=True)
    approved_by_id = models.BigIntegerField(null=True)
    finished_by_id = models.BigIntegerField(null=True)
    accepted_by_id = models.BigIntegerField(null=True)
    accepted_on = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "hoạt động"
        indexes = (
            models.Index(fields=["area", "year", "kind"], name="activities_of_area"),
            models.Index(fields=["-year", "-first", "-id"], name="activities_by_year"),
            models.Index(fields=["area", "first", "last"], name="activities_calendar"),
            models.Index(
                fields=["area", "state"],
                name="activities_not_over",
                condition=~Q(state__in=["accepted", "dropped", "stopped"]),
            ),
            models.Index(
                fields=["replicates"], name="activities_repeats", condition=Q(replicates__isnull=False)
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["id", "area"], name="activities_activity_in_its_area"),
            models.UniqueConstraint(  # what money of it is held to by the database
                fields=["id", "area", "programme", "project"], name="activities_activity_of_its_project"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ActivityState.values), name="activities_state_known"
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="activities_ends_after_it_begins"),
            models.CheckConstraint(
                condition=~Q(approved_by_id=F("submitted_by_id")), name="activities_approved_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(accepted_by_id=F("finished_by_id")), name="activities_accepted_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state=ActivityState.ACCEPTED) | Q(accepted_on__isnull=False),
                name="activities_accepted_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ActivityState.DROPPED, ActivityState.STOPPED]) | ~Q(why=""),
                name="activities_ended_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def law(self) -> ActivityKind:
        """The kind as the law has it; KeyError where the packs have it no more."""
        return activity_kinds()[self.kind]

    @property
    def state_word(self) -> str:
        """How the state is called on its course."""
        return state_called(ActivityState(self.state), self.law.course)

    @property
    def occasion(self) -> str:
        """How the ledger of help names it."""
        return f"activity:{self.pk}"


class OfActivity(models.Model):
    """A row of an activity; the database holds that its area is the activity's."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="%(class)ss")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True


class Step(OfActivity):
    """A deed by which an activity moved on; never changed."""

    verb = models.CharField(max_length=10, choices=Verb.choices)
    before = models.CharField(max_length=10, choices=ActivityState.choices)
    after = models.CharField(max_length=10, choices=ActivityState.choices)
    day = models.DateField()
    words = models.CharField(max_length=500, blank=True)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "bước của hoạt động"

    def __str__(self) -> str:
        return f"{self.verb} {self.activity_id}"


class Attached(OfActivity):
    """A photo or paper: the file lies under `stored`; put aside with a reason, never deleted."""

    stored = models.CharField(max_length=80)
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)
    aside_at = models.DateTimeField(null=True)
    aside_why = models.CharField(max_length=500, blank=True)
    aside_by = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "ảnh, giấy tờ của hoạt động"

    def __str__(self) -> str:
        return f"{self.kind} of {self.activity_id}"
