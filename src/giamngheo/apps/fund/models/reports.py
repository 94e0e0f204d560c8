"""What the fund of a unit tells everybody of a year: frozen when it was drawn up, never a household."""

from django.db import models
from django.db.models import F, Q

from giamngheo.apps.fund.states import ReportState
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.foundation.areas.models import Area


class YearReport(models.Model):
    """The report of a year: drawn up by one person, published by another, withdrawn with a reason.

    `told` is all that everybody reads (`year_report.Told`); `code` its address.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=24, unique=True)
    unit = models.CharField(max_length=200)
    above = models.CharField(max_length=200, blank=True)
    told = models.JSONField()
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    paper = models.ForeignKey(IssuedPaper, on_delete=models.PROTECT, related_name="+")
    drawn_by_id = models.BigIntegerField(null=True)
    drawn_by_name = models.CharField(max_length=200)
    drawn_at = models.DateTimeField(auto_now_add=True)
    published_by_id = models.BigIntegerField(null=True)
    published_by_name = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True)
    withdrawn_by_name = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "báo cáo công khai của Quỹ"
        constraints = (
            models.UniqueConstraint(
                "area", "year", condition=~Q(state=ReportState.WITHDRAWN), name="fund_one_report_a_year"
            ),
            models.CheckConstraint(condition=Q(state__in=ReportState.values), name="fund_report_state_known"),
            models.CheckConstraint(
                condition=~Q(state=ReportState.PUBLISHED)
                | Q(published_at__isnull=False) & ~Q(published_by_id=F("drawn_by_id")),
                name="fund_report_published_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.WITHDRAWN, withdrawn_at__isnull=False)
                & ~Q(withdrawn_because="")
                | ~Q(state=ReportState.WITHDRAWN) & Q(withdrawn_at=None, withdrawn_because=""),
                name="fund_report_withdrawn_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"fund report {self.year}"
