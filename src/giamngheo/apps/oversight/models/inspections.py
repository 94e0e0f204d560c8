"""An inspection with its team, checklist, findings, files and the steps it went through."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from giamngheo.apps.oversight.models.made import Made, OfInspection, Step
from giamngheo.apps.oversight.models.plans import PlanLine
from giamngheo.apps.oversight.states import Answer, InspectionState, InspectionVerb, MemberRole
from giamngheo.foundation.areas.models import Area

_S = InspectionState


class Inspection(Made):
    """A round of a team of `area` at `unit`, which lies in it.

    Number and day of the decision on the team, and of the report, are empty until they were issued.
    `report_due` is the last working day on which the report may come. `plan_cited` names the plan of `line`
    for the inspected unit, too, which does not read that plan.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, null=True, related_name="inspections")
    plan_cited = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20)
    reason = models.CharField(max_length=500, blank=True)
    title = models.CharField(max_length=300)
    contents = ArrayField(models.CharField(max_length=40))
    project = models.CharField(max_length=10, blank=True)
    place = models.CharField(max_length=300)
    first = models.DateField()
    last = models.DateField()
    report_due = models.DateField()
    state = models.CharField(max_length=10, choices=_S.choices, default=_S.PREPARING)
    why = models.CharField(max_length=500, blank=True)
    number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    minutes_on = models.DateField(null=True)
    minutes_present = models.CharField(max_length=2000, blank=True)
    minutes_words = models.CharField(max_length=5000, blank=True)
    report_words = models.CharField(max_length=10000, blank=True)
    written_by_id = models.BigIntegerField(null=True)
    written_by_name = models.CharField(max_length=200, blank=True)
    report_number = models.CharField(max_length=60, blank=True)
    reported_on = models.DateField(null=True)
    conclusion = models.CharField(max_length=5000, blank=True)
    concluded_by_id = models.BigIntegerField(null=True)
    concluded_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "đợt kiểm tra, giám sát"
        indexes = (
            models.Index(fields=["area", "-first", "-id"], name="oversight_rounds"),
            models.Index(fields=["unit", "-first", "-id"], name="oversight_rounds_at"),
            models.Index(  # asked by every home page
                fields=["area", "state"],
                name="oversight_rounds_wait",
                condition=Q(state__in=[_S.PREPARING, _S.DECIDED, _S.MINUTED, _S.WRITTEN]),
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["id", "area"], name="oversight_round_in_its_area"),
            models.CheckConstraint(condition=Q(state__in=_S.values), name="oversight_round_state_known"),
            models.CheckConstraint(
                condition=Q(last__gte=F("first"), report_due__gte=F("last")), name="oversight_round_days"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[_S.PREPARING, _S.CANCELLED])
                | (~Q(number="") & Q(decided_on__isnull=False)),
                name="oversight_round_decided_by_a_paper",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by_id=F("made_by_id")), name="oversight_round_decided_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[_S.MINUTED, _S.WRITTEN, _S.REPORTED, _S.CLOSED])
                | Q(minutes_on__isnull=False),
                name="oversight_round_minuted_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[_S.REPORTED, _S.CLOSED])
                | (~Q(report_number="") & Q(reported_on__isnull=False) & ~Q(conclusion="")),
                name="oversight_round_reported_by_a_paper",
            ),
            models.CheckConstraint(
                condition=~Q(concluded_by_id=F("written_by_id")), name="oversight_round_concluded_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state=_S.CANCELLED) | ~Q(why=""), name="oversight_round_cancelled_with_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"inspection {self.pk} of {self.unit_id} by {self.area_id}"

    def is_late(self, day: date) -> bool:
        """Whether the report is owed and its last day has passed; or it came after it."""
        told = self.reported_on
        if told is not None:
            return told > self.report_due
        return self.state in {_S.DECIDED, _S.MINUTED, _S.WRITTEN} and self.report_due < day


class InspectionStep(OfInspection, Step):
    """What was done to an inspection; an opinion of the inspected unit is one, too."""

    class Meta:
        verbose_name_plural = "việc của đợt kiểm tra"

    def __str__(self) -> str:
        return f"{self.verb} of inspection {self.inspection_id}"

    @property
    def done(self) -> str:
        """What was done, in words."""
        return str(InspectionVerb(self.verb).label)


class TeamMember(OfInspection):
    """A member of the team; one head, one secretary."""

    name = models.CharField(max_length=200)
    post = models.CharField(max_length=200)
    role = models.CharField(max_length=10, choices=MemberRole.choices)

    class Meta:
        verbose_name_plural = "thành viên đoàn kiểm tra"
        constraints = (
            models.UniqueConstraint(
                fields=["inspection", "role"],
                name="oversight_team_one_of_each",
                condition=Q(role__in=[MemberRole.HEAD, MemberRole.SECRETARY]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} of inspection {self.inspection_id}"


class CheckItem(OfInspection):
    """A line of the checklist: drawn from the law folder (`origin`) or added; how it was found."""

    content = models.CharField(max_length=40, blank=True)
    origin = models.CharField(max_length=80, blank=True)
    text = models.CharField(max_length=500)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    answered_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "mục của đề cương kiểm tra"
        constraints = (
            models.CheckConstraint(
                condition=Q(answer__in=["", *Answer.values]), name="oversight_item_answer_known"
            ),
        )

    def __str__(self) -> str:
        return f"item {self.pk} of inspection {self.inspection_id}"


class Finding(OfInspection, Made):
    """What the team found: how grave, by which clause; `check_code` and `subject` where the data told it.

    Until the minutes it may be put aside, with the reason in `aside_why`.
    """

    item = models.ForeignKey(CheckItem, on_delete=models.PROTECT, null=True, related_name="findings")
    level = models.CharField(max_length=20)
    words = models.CharField(max_length=2000)
    clause = models.CharField(max_length=300, blank=True)
    check_code = models.CharField(max_length=40, blank=True)
    subject = models.BigIntegerField(null=True)
    aside_why = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "phát hiện qua kiểm tra"

    def __str__(self) -> str:
        return f"finding {self.pk} of inspection {self.inspection_id}"


class Attached(OfInspection, Made):
    """A photo or paper of an inspection, of a finding or of a follow-up; put aside with a reason."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, null=True, related_name="files")
    follow_up = models.ForeignKey(
        "oversight.FollowUp", on_delete=models.PROTECT, null=True, related_name="files"
    )
    title = models.CharField(max_length=200)
    stored = models.CharField(max_length=80)
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    aside_at = models.DateTimeField(null=True)
    aside_why = models.CharField(max_length=500, blank=True)
    aside_by = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "ảnh, giấy tờ của đợt kiểm tra"

    def __str__(self) -> str:
        return f"{self.kind} of inspection {self.inspection_id}"
