"""Decisions about money, and resolutions by whose criteria it is shared out."""

from django.db import models
from django.db.models import F, Q

from giamngheo.apps.budgets.models.lines import Line
from giamngheo.apps.budgets.states import (
    DecisionKind,
    DecisionState,
)
from giamngheo.foundation.areas.models import Area


class Decision(models.Model):
    """A decision about money, drafted by one person and put in force by another; then its entry is posted.

    `area` is the unit whose people draft and decide. `issuer`, `number`, `day` are those of the paper; its
    file lies under `stored`. `explained` holds how it was computed, as it was shown.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=DecisionKind.choices)
    year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=60, blank=True)
    day = models.DateField(null=True)
    issuer = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300)
    explained = models.JSONField(null=True)
    stored = models.CharField(max_length=80, blank=True)
    file_kind = models.CharField(max_length=10, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    drawn_by_id = models.BigIntegerField(null=True)
    drawn_by_name = models.CharField(max_length=200)
    drawn_at = models.DateTimeField(auto_now_add=True)
    put_in_force_by_id = models.BigIntegerField(null=True)
    put_in_force_by_name = models.CharField(max_length=200, blank=True)
    put_in_force_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "quyết định về kinh phí"
        indexes = (models.Index(fields=["area", "year", "-id"], name="budgets_decision_list"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=DecisionKind.values), name="budgets_decision_known"),
            models.CheckConstraint(
                condition=Q(put_in_force_by_id=None) | ~Q(put_in_force_by_id=F("drawn_by_id")),
                name="budgets_decision_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(put_in_force_at=None) | (~Q(number="") & Q(day__isnull=False) & ~Q(issuer="")),
                name="budgets_decision_with_its_paper",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) ^ ~Q(ended_why=""), name="budgets_decision_ended_with_a_reason"
            ),
            models.UniqueConstraint(
                fields=["area", "issuer", "number", "day", "kind"],
                condition=Q(put_in_force_at__isnull=False, ended_at=None),
                name="budgets_decision_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.number} of {self.area_id}"

    @property
    def state(self) -> DecisionState:
        """Where it stands between draft and end."""
        if self.ended_at is not None:
            return DecisionState.REVERSED if self.put_in_force_at is not None else DecisionState.DROPPED
        return DecisionState.DRAFT if self.put_in_force_at is None else DecisionState.IN_FORCE


class DecisionLine(models.Model):
    """One amount of a decision: to `line`, out of `from_line`; below nought where it takes back.

    Where both are the same line the unit allocates to itself what it may spend. Carried over, `from_line` is
    that of the old year; `account` says in which account the money stands, for carrying over and cancelling.
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    from_line = models.ForeignKey(Line, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    account = models.CharField(max_length=12, blank=True)
    amount = models.BigIntegerField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "khoản của quyết định về kinh phí"
        constraints = (
            models.CheckConstraint(condition=~Q(amount=0), name="budgets_decided_something"),
            models.UniqueConstraint(
                fields=["decision", "line", "from_line", "account"],
                nulls_distinct=False,
                name="budgets_decided_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.amount} to {self.line_id}"


class Resolution(models.Model):
    """Criteria of a resolution by which a unit allocates: typed in by one person, signed by another.

    `criteria` holds them as `shares.Criterion` has them; nothing of them stands in the product itself.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    day = models.DateField()
    issuer = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    criteria = models.JSONField()
    drawn_by_id = models.BigIntegerField(null=True)
    drawn_by_name = models.CharField(max_length=200)
    drawn_at = models.DateTimeField(auto_now_add=True)
    signed_by_id = models.BigIntegerField(null=True)
    signed_by_name = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "nghị quyết về tiêu chí phân bổ"
        constraints = (
            models.CheckConstraint(
                condition=Q(signed_by_id=None) | ~Q(signed_by_id=F("drawn_by_id")),
                name="budgets_resolution_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) ^ ~Q(ended_why=""), name="budgets_resolution_ended_with_a_reason"
            ),
            models.UniqueConstraint(
                fields=["area", "number", "day"],
                condition=Q(ended_at=None),
                name="budgets_resolution_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} of {self.area_id}"
