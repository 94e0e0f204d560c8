"""Reports of units by period; what was drawn up, said, returned and done is added, never rewritten."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from giamngheo.apps.reporting.states import ReportState, Verb
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Area


class Arrangement(models.Model):
    """What a unit sets for those of a tier below it: their last day, and to whom else they report.

    `recipients` are offices that are only named, `also` units kept here, which get a copy of what is sent.
    `month` and `day` are NULL where the day stays as the law or a unit above has it. The latest row of the
    nearest unit above holds.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=60)
    tier = models.PositiveSmallIntegerField(choices=[(one.value, one.name) for one in Tier])
    month = models.PositiveSmallIntegerField(null=True)
    day = models.PositiveSmallIntegerField(null=True)
    recipients = models.CharField(max_length=500, blank=True)
    also = ArrayField(models.BigIntegerField(), default=list)
    instrument = models.CharField(max_length=200)
    set_by_id = models.BigIntegerField(null=True)
    set_by_name = models.CharField(max_length=200)
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "lịch báo cáo"
        constraints = (
            models.CheckConstraint(
                condition=Q(day=None, month=None) | Q(day__range=(1, 31), month__range=(0, 12)),
                name="reporting_arrangement_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty} of tier {self.tier} under {self.area_id}"


class Request(models.Model):
    """A report that a unit asks of some of those below it; `ended` is when what is reported on ended."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    units = ArrayField(models.BigIntegerField())
    first = models.DateField()
    last = models.DateField()
    due = models.DateField()
    instrument = models.CharField(max_length=200)
    asked_by_id = models.BigIntegerField(null=True)
    asked_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "yêu cầu báo cáo"
        constraints = (
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="reporting_request_days"),
            models.CheckConstraint(condition=~Q(units=[]), name="reporting_request_of_somebody"),
        )

    def __str__(self) -> str:
        return f"request {self.pk} of {self.area_id}"


class Report(models.Model):
    """A report of a unit for a period (`period`: its code in addresses), and where it stands.

    `receiver` is the unit above, NULL where none is kept here. `edition` is what was drawn up last,
    `standing` what was accepted: figures of an adjustment count only when they are accepted too.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    receiver = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    duty = models.CharField(max_length=60)
    period = models.CharField(max_length=20)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, null=True, related_name="reports")
    first = models.DateField()
    last = models.DateField()
    state = models.CharField(max_length=10, choices=ReportState.choices)
    edition = models.ForeignKey(
        "Edition", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    standing = models.ForeignKey(
        "Edition", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "báo cáo"
        constraints = (
            models.UniqueConstraint(fields=["area", "duty", "period"], name="reporting_report_once"),
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="reporting_report_state_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty} {self.period} of {self.area_id}"


class Edition(models.Model):
    """The figures of a report as they were drawn up once, from frozen figures or from the reports below.

    `figures`: of each table its lines, (unit or null for the whole, part, counts by column). `parts`: of each
    unit below the edition that was summed or compared. `targets`: where the targets of the unit stood.
    `forms`: the unit's own forms that were finished for the period, with all that stood on them then.
    `money`: đồng in each account (in the order of `budgets.queries.Sums`) by project; `activities`: what they
    added up to by kind and output; of the unit and all below it, in the years of the period.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, related_name="+")
    tier = models.PositiveSmallIntegerField()
    closing = models.DateField()
    figures = models.JSONField()
    parts = models.JSONField(default=dict)
    targets = models.JSONField(default=list)
    forms = models.JSONField(default=list)
    money = models.JSONField(default=dict)
    activities = models.JSONField(default=dict)
    law = models.CharField(max_length=64)
    reason = models.CharField(max_length=500, blank=True)
    drawn_by_id = models.BigIntegerField(null=True)
    drawn_by_name = models.CharField(max_length=200)
    drawn_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "lần lập báo cáo"
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="reporting_edition_number"),)

    def __str__(self) -> str:
        return f"edition {self.number} of report {self.report_id}"


class Wording(models.Model):
    """What a person wrote under a section of a report; the latest of a section is its text."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="wordings")
    section = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    written_by_id = models.BigIntegerField(null=True)
    written_by_name = models.CharField(max_length=200)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "lời báo cáo"

    def __str__(self) -> str:
        return f"{self.section} of report {self.report_id}"


class Step(models.Model):
    """A move of a report: who did it when, of which edition, with what words.

    `texts` are the words of all sections as they were sent.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="steps")
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    verb = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Verb])
    note = models.CharField(max_length=1000, blank=True)
    texts = models.JSONField(default=dict)
    done_by_id = models.BigIntegerField(null=True)
    done_by_name = models.CharField(max_length=200)
    done_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "việc của báo cáo"

    def __str__(self) -> str:
        return f"{self.verb} of report {self.report_id}"


class Copy(models.Model):
    """What was sent once, for a further receiver to read: the edition and the words of that sending.

    What is drawn up, returned or adjusted afterwards is not theirs until it is sent again, as another copy.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    sender = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="copies")
    duty = models.CharField(max_length=60)
    title = models.CharField(max_length=400)
    last = models.DateField()
    texts = models.JSONField(default=dict)
    note = models.CharField(max_length=1000, blank=True)
    sent_by_name = models.CharField(max_length=200)
    sent_at = models.DateTimeField(auto_now_add=True)
    acknowledged_by_id = models.BigIntegerField(null=True)
    acknowledged_by_name = models.CharField(max_length=200, blank=True)
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "báo cáo gửi thêm"

    def __str__(self) -> str:
        return f"copy of edition {self.edition_id} for {self.area_id}"


class ReturnedCell(models.Model):
    """A cell that the receiver does not accept, with the reason; given back with the report by `step`.

    A cell is marked first, then returned. What stays as it was is answered by the sender.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="returned_cells")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", db_index=False)
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, related_name="cells", db_index=False)
    table = models.CharField(max_length=60)
    unit = models.BigIntegerField(null=True)
    part = models.CharField(max_length=20, blank=True)
    column = models.CharField(max_length=60)
    value = models.CharField(max_length=30)
    reason = models.CharField(max_length=500)
    marked_by_name = models.CharField(max_length=200)
    marked_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=500, blank=True)
    answered_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "số bị trả lại"
        constraints = (
            models.UniqueConstraint(
                fields=["edition", "table", "unit", "part", "column"],
                nulls_distinct=False,
                name="reporting_cell_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.table} {self.column} of report {self.report_id}"
