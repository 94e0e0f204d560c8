"""Forms with their versions, and forms filled in; what is in use and what was finished is not rewritten."""

from functools import cached_property

import msgspec
from django.db import models
from django.db.models import F, Q

from giamngheo.apps.report_forms.blanks import BlankSheet
from giamngheo.apps.report_forms.designs import Design, Planned
from giamngheo.apps.report_forms.states import FilledState, Period, VersionState
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.areas.models import Area


class ReportForm(models.Model):
    """A form of a unit, used by it and by those below; `slot` is the place that a circular keeps for it."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    slot = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300)
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "biểu mẫu tự lập"

    def __str__(self) -> str:
        return f"report form {self.pk}"


class FormVersion(models.Model):
    """A blank with where its figures are from. `levels` are the tiers that fill it in; `official` is signed.

    The file lies under `stored` in the folder of files; `sheet` is what was read of it, `design` the words of
    `designs.Design`. `reason` says why there is another version.
    """

    form = models.ForeignKey(ReportForm, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    file_name = models.CharField(max_length=200)
    stored = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    sheet = models.JSONField()
    design = models.JSONField(default=dict)
    levels = models.JSONField()
    period = models.CharField(max_length=10, choices=Period.choices)
    clause = models.CharField(max_length=300, blank=True)
    ordered_by = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    loaded_by_id = models.BigIntegerField(null=True)
    loaded_by_name = models.CharField(max_length=200)
    loaded_at = models.DateTimeField(auto_now_add=True)
    signed_by_id = models.BigIntegerField(null=True)
    signed_by_name = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_for = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "phiên bản biểu mẫu"
        constraints = (
            models.UniqueConstraint(fields=["form", "number"], name="report_forms_number_once"),
            models.UniqueConstraint(
                fields=["form"], condition=Q(state=VersionState.IN_USE), name="report_forms_one_in_use"
            ),
            models.UniqueConstraint(
                fields=["form"], condition=Q(state=VersionState.DRAFT), name="report_forms_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state__in=VersionState.values), name="report_forms_version_state"
            ),
            models.CheckConstraint(condition=Q(period__in=Period.values), name="report_forms_period_known"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="report_forms_another_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | ~Q(signed_for=""), name="report_forms_signed_for_a_paper"
            ),
            models.CheckConstraint(
                condition=Q(signed_by_id=None) | ~Q(signed_by_id=F("loaded_by_id")),
                name="report_forms_signed_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"version {self.number} of report form {self.form_id}"

    @cached_property
    def planned(self) -> Planned:
        """The design on its sheet."""
        return Planned(msgspec.convert(self.sheet, BlankSheet), msgspec.convert(self.design, Design))

    @property
    def is_official(self) -> bool:
        """Whether somebody signed that it is the official blank."""
        return self.signed_at is not None


class FilledForm(models.Model):
    """A version filled in for a unit and a period; `figures` are kept as they were when it was finished."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="filled")
    first = models.DateField()
    last = models.DateField()
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=FilledState.choices, default=FilledState.DRAFT)
    figures = models.JSONField(null=True)
    begun_by_id = models.BigIntegerField(null=True)
    begun_by_name = models.CharField(max_length=200)
    begun_at = models.DateTimeField(auto_now_add=True)
    finished_by_name = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True)
    reopened_why = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "tờ biểu đã lập"
        constraints = (
            models.UniqueConstraint(
                fields=["version", "area", "first", "last"], name="report_forms_filled_once"
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="report_forms_filled_days"),
            models.CheckConstraint(
                condition=Q(state=FilledState.DRAFT, figures=None)
                | Q(state=FilledState.FINISHED, figures__isnull=False, finished_at__isnull=False),
                name="report_forms_finished_has_figures",
            ),
        )

    def __str__(self) -> str:
        return f"filled form {self.pk}"


class TypedCell(models.Model):
    """What stands in a cell that is typed in: who wrote it and when; `of` are the filled forms it sums up."""

    filled = models.ForeignKey(FilledForm, on_delete=models.PROTECT, related_name="typed")
    cell = models.CharField(max_length=10)
    value = models.CharField(max_length=1_000, null=True)
    of = models.JSONField(default=list)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "ô đã nhập"
        constraints = (models.UniqueConstraint(fields=["filled", "cell"], name="report_forms_cell_once"),)

    def __str__(self) -> str:
        return f"{self.cell} of {self.filled_id}"
