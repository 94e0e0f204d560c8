"""Entries with their postings: the deeds that move money; what was loaded from spreadsheets."""

from django.db import models
from django.db.models import Q

from giamngheo.apps.budgets.models.decisions import Decision
from giamngheo.apps.budgets.models.lines import Line
from giamngheo.apps.budgets.states import (
    DISBURSED,
    Account,
    EntryKind,
    LoadingKind,
)
from giamngheo.foundation.areas.models import Area

_SPENT = [one.value for one in DISBURSED]


class Loading(models.Model):
    """A spreadsheet of the treasury or the office that was taken in, undone as a whole where it was wrong.

    One of allocations became the draft of a `decision`: what is wrong with that is the draft's to tell.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=10, choices=LoadingKind.choices, default=LoadingKind.VOUCHERS, db_default="vouchers"
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, related_name="loadings", db_index=False
    )
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField()
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=200, blank=True)
    undone_why = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "bảng chứng từ đã nạp"
        constraints = (
            models.CheckConstraint(
                condition=Q(undone_at=None) ^ ~Q(undone_why=""), name="budgets_loading_undone_with_a_reason"
            ),
            models.CheckConstraint(condition=Q(kind__in=LoadingKind.values), name="budgets_loading_known"),
            models.CheckConstraint(
                condition=Q(kind=LoadingKind.ALLOCATION, decision__isnull=False)
                | (~Q(kind=LoadingKind.ALLOCATION) & Q(decision=None)),
                name="budgets_loading_of_allocations_is_a_decision",
            ),
        )

    def __str__(self) -> str:
        return f"{self.file_name} of {self.area_id}"


class Entry(models.Model):
    """One deed with money: its postings come with it, in one statement, and balance on every line.

    It rests on a decision or on a voucher of the treasury; it is never rewritten: what was wrong is reversed
    by an entry that `reverses` it and says why, and it is marked.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=EntryKind.choices)
    year = models.PositiveSmallIntegerField()
    day = models.DateField()
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="entries")
    loading = models.ForeignKey(Loading, on_delete=models.PROTECT, null=True, related_name="entries")
    voucher = models.CharField(max_length=60, blank=True)
    payee = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=500, blank=True)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")
    reversed_at = models.DateTimeField(null=True)
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "bút toán kinh phí"
        indexes = (models.Index(fields=["area", "year", "-day", "-id"], name="budgets_entry_list"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="budgets_entry_known"),
            models.CheckConstraint(
                condition=Q(reverses=None) | ~Q(why=""), name="budgets_reversed_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=False) | ~Q(voucher="") | Q(reverses__isnull=False),
                name="budgets_entry_rests_on_a_paper",
            ),
            models.UniqueConstraint(
                fields=["area", "year", "voucher"],
                condition=~Q(voucher="") & Q(reversed_at=None, reverses=None),
                name="budgets_voucher_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.voucher} of {self.area_id}"

    @property
    def lines(self) -> list[Line]:
        """The lines that it moved; asks nothing where its postings were fetched with their lines."""
        return list({leg.line_id: leg.line for leg in self.postings.all()}.values())


class Posting(models.Model):
    """One side of an entry: đồng into an account of a line (above nought) or out of it; kept as written.

    What was given is a credit: it is written below nought. `area`, `year` and `day` repeat those of the line
    and of the entry, so that sums by month need no join.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="postings", db_index=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    day = models.DateField()
    account = models.CharField(max_length=12, choices=Account.choices)
    amount = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "vế bút toán kinh phí"
        indexes = (
            models.Index(fields=["line", "day", "id"], name="budgets_posting_line"),
            models.Index(
                fields=["year", "area", "day"],
                include=["amount"],
                condition=Q(account__in=_SPENT),
                name="budgets_posting_spent",
            ),
        )
        constraints = (
            models.CheckConstraint(condition=Q(account__in=Account.values), name="budgets_account_known"),
            models.CheckConstraint(condition=~Q(amount=0), name="budgets_posted_something"),
        )

    def __str__(self) -> str:
        return f"{self.account} {self.amount} of {self.line_id}"
