"""Intakes of submissions into sheets: whose, of which occasion, how far; what became of each submission."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from giamngheo.apps.exchange.states import IntakeState
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.foundation.areas.models import Area


class Intake(models.Model):
    """A file that ODK or Kobo gave out, on its way into the sheets of an occasion in a unit.

    `mark` is that of the plan shown. `choices` say what is taken of submissions that answer otherwise than
    their sheets: `all` is «keep» or «file», `but` are the sheets of which the contrary was said. `picked` are
    the rows of the file that are taken of households that were sent differently, by the household's code;
    `added` the rows of people who are on no sheet and are added to the register.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=80)
    form = models.CharField(max_length=80)
    file_name = models.CharField(max_length=255)
    folder = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=20, choices=IntakeState.choices, default=IntakeState.RECEIVED)
    choices = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    mark = models.CharField(max_length=64, blank=True)
    task = models.UUIDField(null=True)
    owner_id = models.BigIntegerField()
    owner_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    written_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "lần nhận phiếu thu"
        indexes = (models.Index(fields=["area", "-created_at"], name="exchange_intake_of_area"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=IntakeState.values), name="exchange_intake_state_known"
            ),
        )

    def __str__(self) -> str:
        return f"intake {self.pk}"


class TakenIn(models.Model):
    """A submission that was written into a sheet: as which version of it, after which one.

    `digest` is that of all it answers; the same one sent again is known by it and by `instance`, unless
    something of it was left out (`whole`). `area` is that of the sheet. `arrivals` are the events of the
    register by which people were added who were not on the sheet.
    """

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="taken", db_index=False)
    sheet = models.ForeignKey(FilledSheet, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    instance = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64)
    whole = models.BooleanField()
    before = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    arrivals = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        verbose_name_plural = "bản nộp đã nhận"
        constraints = (
            models.UniqueConstraint(fields=["intake", "sheet"], name="exchange_taken_in_once_an_intake"),
        )

    def __str__(self) -> str:
        return f"submission of sheet {self.sheet_id} in {self.intake_id}"
