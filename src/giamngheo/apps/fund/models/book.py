"""The book of a fund: entries of lines that never change, and the balances that the database keeps."""

from django.db import models
from django.db.models import Q

from giamngheo.apps.fund.states import HELD, MONEY, Account, EntryKind
from giamngheo.foundation.areas.models import Area

_HELD, _MONEY = [one.value for one in HELD], [one.value for one in MONEY]


class Item(models.Model):
    """A kind of goods that a fund holds, in one unit of measure; valued in đồng or not, never both in one.

    `name_key` is the name without accents, so that «Gạo tẻ» and «gạo tẻ» are one.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120)
    unit = models.CharField(max_length=40)
    is_valued = models.BooleanField()

    class Meta:
        verbose_name_plural = "mặt hàng của Quỹ"
        constraints = (
            models.UniqueConstraint("area", "name_key", "unit", "is_valued", name="fund_item_once"),
        )

    def __str__(self) -> str:
        return self.name


class BookEntry(models.Model):
    """One deed in the book of a unit's fund on a day; a wrong one is reversed by another with its reason."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=EntryKind.choices)
    day = models.DateField()
    sentence = models.CharField(max_length=400)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")
    reason = models.CharField(max_length=300, blank=True)
    recorded_by_id = models.BigIntegerField(null=True)
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "bút toán của Quỹ"
        indexes = (models.Index(fields=["area", "day", "id"], name="fund_entry_book"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="fund_entry_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.REVERSAL, reverses__isnull=False) & ~Q(reason="")
                | ~Q(kind=EntryKind.REVERSAL) & Q(reverses=None, reason=""),
                name="fund_reversed_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Line(models.Model):
    """One side of an entry: `amount` in đồng, above nought a debit, below it a credit.

    Goods are counted on both sides as well (`quantity`). The lines of an entry add up to nought, are written
    in one statement and never changed; the database refuses them else, and where a balance would fall below
    nought at the end of any day.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(BookEntry, on_delete=models.PROTECT, related_name="lines")
    day = models.DateField()
    account = models.CharField(max_length=10, choices=Account.choices)
    campaign = models.ForeignKey("fund.Campaign", on_delete=models.PROTECT, null=True, related_name="+")
    purpose = models.CharField(max_length=40, blank=True)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+")
    quantity = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    amount = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "dòng bút toán của Quỹ"
        indexes = (models.Index(fields=["area", "account", "item", "day"], name="fund_line_account"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(account__in=_MONEY, item=None, quantity=0) & ~Q(amount=0)
                | Q(account=Account.GOODS, item__isnull=False) & ~Q(quantity=0)
                | Q(account__in=[Account.INCOME, Account.OUTLAY]),
                name="fund_line_of_its_account",
            ),
            models.CheckConstraint(
                condition=(Q(account=Account.OUTLAY) & ~Q(purpose=""))
                | (~Q(account=Account.OUTLAY) & Q(purpose="")),
                name="fund_outlay_has_a_purpose",
            ),
            models.CheckConstraint(
                condition=Q(campaign=None) | Q(account=Account.INCOME), name="fund_campaign_of_income"
            ),
        )

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"


class Balance(models.Model):
    """What a fund holds of cash, bank money or an item; written by the database alone, never below nought."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    account = models.CharField(max_length=10)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+")
    amount = models.BigIntegerField()
    quantity = models.DecimalField(max_digits=16, decimal_places=3)

    class Meta:
        verbose_name_plural = "số dư của Quỹ"
        constraints = (
            models.UniqueConstraint(
                "area", "account", "item", name="fund_balance_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(account__in=_HELD), name="fund_balance_of_what_is_held"),
            models.CheckConstraint(
                condition=Q(amount__gte=0, quantity__gte=0), name="fund_balance_not_below_nought"
            ),
            models.CheckConstraint(
                condition=~Q(account=Account.GOODS) | Q(quantity__gt=0) | Q(amount=0),
                name="fund_no_worth_without_goods",
            ),
        )

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"
