"""Filled sheets and their versions."""

import json
from functools import partial
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from psycopg.types.json import Json

from giamngheo.apps.households.models import Household
from giamngheo.apps.surveys.states import SheetState, VersionKind
from giamngheo.foundation.areas.models import Area

AS_TEXT: Final = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


class WrittenField(models.JSONField):
    """JSON that is kept as it was written: it is read whole, hundreds of thousands at once, never searched.

    What jsonb holds would be written out anew at every reading, which costs more than all else of it.
    """

    def db_type(self, connection: Any) -> str:
        """The kind of column."""
        return "json"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """As the column takes it."""
        return None if value is None else Json(value, AS_TEXT)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The driver has read it already."""
        return super().from_db_value(value, expression, connection) if isinstance(value, str) else value


class FilledSheet(models.Model):
    """A form filled in for a household on one occasion: the key of the review that asks.

    `area` is the unit that answered for it on the day, whatever becomes of the household; `household_code`
    is kept beside the number, because who answers for the sheet may not see a household that moved away.
    `asked_also` are items of a signed table of points that this sheet asks. `version` is the number of the
    last version, `missing` how many answers that one lacks.
    """

    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, related_name="sheets", db_index=False
    )  # the constraint below has an index that begins with it
    household_code = models.CharField(max_length=20)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # an index below begins with it
    occasion = models.CharField(max_length=80)
    form = models.CharField(max_length=80)
    form_version = models.CharField(max_length=40, blank=True)
    asked_also = ArrayField(models.CharField(max_length=80), default=list)
    day = models.DateField()
    state = models.CharField(max_length=10, choices=SheetState.choices, default=SheetState.DRAFT)
    reviewer_id = models.BigIntegerField(null=True)
    reviewer_name = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    missing = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "phiếu đã điền"
        constraints = (
            models.UniqueConstraint(
                fields=["household", "occasion", "form"], name="surveys_sheet_once_an_occasion"
            ),
            models.CheckConstraint(
                condition=Q(state__in=SheetState.values), name="surveys_sheet_state_known"
            ),
            models.CheckConstraint(condition=~Q(occasion=""), name="surveys_sheet_of_an_occasion"),
            models.CheckConstraint(
                condition=~Q(state=SheetState.SEALED) | Q(missing=0), name="surveys_sealed_lacks_nothing"
            ),
        )
        indexes = (
            # Nothing that saving writes stands in an index: a draft that is saved again changes in its place.
            # Read backwards it lists an occasion; which occasions an area has is no question for it.
            models.Index(fields=["occasion", "-id"], name="surveys_sheet_of_occasion"),
            models.Index(fields=["area", "occasion", "id"], name="surveys_sheet_occasions"),
            models.Index(
                fields=["reviewer_id"],
                name="surveys_sheet_of_reviewer",
                condition=Q(reviewer_id__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"sheet {self.pk}"


class Tally(models.Model):
    """What one change of sheets did to the numbers of an occasion, by unit and reviewer.

    The numbers are sums: a change adds rows and waits for nobody else's. The database writes them, whoever
    changes a sheet (migration 0009), and puts the rows of a unit together now and then. Of drafts, nobody
    typed in `untouched` ones since they were opened (of these `untouched_lacking` lack answers), `lacking`
    were begun and lack answers, `whole` were begun and lack none.
    """

    occasion = models.CharField(max_length=80)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    reviewer_id = models.BigIntegerField(null=True)
    reviewer_name = models.CharField(max_length=200, blank=True)
    untouched = models.IntegerField()
    untouched_lacking = models.IntegerField()
    lacking = models.IntegerField()
    whole = models.IntegerField()
    sealed = models.IntegerField()

    class Meta:
        verbose_name_plural = "số phiếu theo người điền"
        indexes = (models.Index(fields=["occasion", "area"], name="surveys_tally_of_occasion"),)

    def __str__(self) -> str:
        return f"{self.occasion} {self.area_id}: {self.reviewer_id}"


class SheetVersion(models.Model):
    """All answers of a sheet as they stood when somebody saved, sealed or corrected it; never changed.

    Numbers have gaps: of those that the page saved by itself one after the other while one person typed, only
    the last is kept when the sheet is sealed (`actions.thinning`). No other version is ever deleted.

    `answers` are as `law.questionnaires.stored` writes them, members by the number of the person. `reasons`
    tell of each implausible answer why it stands, with the answer that they explain: of another one they say
    nothing. `reason` is why a sealed sheet was corrected. Each version is a whole copy: it needs no
    replaying, and nothing that was typed is lost. `measured` has what the measure looks at of a sealed one,
    once more (`law.questionnaires.measured`): it is read by the hundred thousand.
    """

    sheet = models.ForeignKey(FilledSheet, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=VersionKind.choices)
    answers = WrittenField()
    measured = models.TextField(blank=True, db_default="")
    reasons = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)
    author_id = models.BigIntegerField(null=True)
    author_name = models.CharField(max_length=200)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "bản của phiếu"
        constraints = (
            models.UniqueConstraint(fields=["sheet", "number"], name="surveys_version_once"),
            models.UniqueConstraint(
                fields=["sheet"], name="surveys_version_opened_once", condition=Q(kind=VersionKind.OPENED)
            ),
            models.UniqueConstraint(
                fields=["sheet"], name="surveys_version_sealed_once", condition=Q(kind=VersionKind.SEALED)
            ),
            models.CheckConstraint(
                condition=Q(kind__in=VersionKind.values), name="surveys_version_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1) & (Q(number=1) ^ ~Q(kind=VersionKind.OPENED)),
                name="surveys_version_first_is_opened",
            ),
            models.CheckConstraint(
                condition=Q(reason="") ^ Q(kind=VersionKind.CORRECTED), name="surveys_version_corrected_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.sheet_id} version {self.number}"
