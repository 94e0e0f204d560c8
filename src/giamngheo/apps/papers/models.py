"""Papers: what was drawn up, under which code, and what became of it."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractYear

from giamngheo.apps.papers.states import PaperState
from giamngheo.foundation.areas.models import Area


class IssuedPaper(models.Model):
    """A paper of a unit, from its draft on; `content` is a `documents.Document` without number, day and code.

    `kind` is what it is in the work («recognition_decision»), `title` the kind and `issuer` the unit as they
    stand on it: these two are read by everybody who has the code, so they name no person and no household.
    Where a withdrawal was asked for and is not confirmed yet, `reason` is the reason that was given for it.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.SlugField(max_length=60, db_index=False)
    title = models.CharField(max_length=200)
    issuer = models.CharField(max_length=300)
    check_code = models.CharField(max_length=20, unique=True)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    layout = models.CharField(max_length=60)
    is_demonstration = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=PaperState.choices, default=PaperState.DRAFT)
    sign = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=20, blank=True)
    day = models.DateField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaces")
    drawn_up_at = models.DateTimeField(auto_now_add=True)
    drawn_up_by_id = models.BigIntegerField(null=True)
    drawn_up_by_name = models.CharField(max_length=200)
    issued_at = models.DateTimeField(null=True)
    issued_by_id = models.BigIntegerField(null=True)
    issued_by_name = models.CharField(max_length=200, blank=True)
    withdrawal_asked_at = models.DateTimeField(null=True)
    withdrawal_asked_by_id = models.BigIntegerField(null=True)
    withdrawal_asked_by_name = models.CharField(max_length=200, blank=True, db_default="")
    ended_at = models.DateTimeField(null=True)
    ended_by_id = models.BigIntegerField(null=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "văn bản"
        indexes = (
            models.Index(fields=["area", "-drawn_up_at"], name="papers_of_area"),
            models.Index(  # asked by every home page: few wait at a time
                fields=["area"],
                name="papers_withdrawal_waits",
                condition=Q(state=PaperState.ISSUED, withdrawal_asked_at__isnull=False),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                "area",
                "sign",
                "number",
                ExtractYear("day"),
                name="papers_number_once_a_year",
                condition=~Q(number=""),
            ),
            models.CheckConstraint(condition=Q(state__in=PaperState.values), name="papers_state_known"),
            models.CheckConstraint(
                condition=~Q(state=PaperState.DRAFT) | Q(number="", day=None),
                name="papers_draft_has_no_number",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PaperState.ISSUED, PaperState.REPLACED]) | Q(day__isnull=False),
                name="papers_issued_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=PaperState.REPLACED, replaced_by__isnull=False)
                | (~Q(state=PaperState.REPLACED) & Q(replaced_by=None)),
                name="papers_replaced_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[PaperState.DRAFT, PaperState.ISSUED]) | ~Q(reason=""),
                name="papers_ended_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=PaperState.WITHDRAWN) | ~Q(ended_by_id=F("withdrawal_asked_by_id")),
                name="papers_withdrawn_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.check_code}"

    @property
    def was_issued(self) -> bool:
        """Whether it was ever issued; a draft that was withdrawn was not."""
        return self.day is not None

    @property
    def waits_to_be_withdrawn(self) -> bool:
        """Whether somebody asked to withdraw it and nobody else confirmed it yet; until then it stands."""
        return self.state == PaperState.ISSUED and self.withdrawal_asked_at is not None
