"""What a fund spends without a household: on its own running, or into the fund of another unit."""

from django.db import models
from django.db.models import F, Q

from giamngheo.apps.fund.models.book import BookEntry
from giamngheo.apps.fund.models.income import Receipt
from giamngheo.apps.fund.states import MONEY, OutlayState
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.foundation.areas.models import Area

_UNPAID = [OutlayState.DRAFT.value, OutlayState.DROPPED.value]


class OwnOutlay(models.Model):
    """Money of the fund of `area`, drawn up by one person, paid under the next voucher when another agrees.

    `kind` is one of `other_outlays` of `law/fund.yaml`; a transfer goes `to_unit`, which takes it with a
    receipt of its own (`taken`) of the same đồng, or refuses it so that the giver cancels it. Vouchers share
    their numbers with deliveries.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    to_unit = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    receiver = models.CharField(max_length=200)
    what = models.CharField(max_length=300)
    basis = models.CharField(max_length=300)
    account = models.CharField(max_length=10)
    amount = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=OutlayState.choices, default=OutlayState.DRAFT)
    drawn_by_id = models.BigIntegerField(null=True)
    drawn_by_name = models.CharField(max_length=200)
    drawn_at = models.DateTimeField(auto_now_add=True)
    settled_by_id = models.BigIntegerField(null=True)
    settled_by_name = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    day = models.DateField(null=True)
    entry = models.OneToOneField(BookEntry, on_delete=models.PROTECT, null=True, related_name="own_outlay")
    paper = models.ForeignKey(IssuedPaper, on_delete=models.PROTECT, null=True, related_name="+")
    taken = models.OneToOneField(Receipt, on_delete=models.PROTECT, null=True, related_name="transfer")
    answered_by_name = models.CharField(max_length=200, blank=True)
    because = models.CharField(max_length=300, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by_name = models.CharField(max_length=200, blank=True)
    cancelled_because = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "khoản chi khác của Quỹ"
        indexes = (
            models.Index(fields=["area", "-id"], name="fund_outlay_list"),
            models.Index(
                fields=["to_unit"], name="fund_outlay_on_its_way", condition=Q(state=OutlayState.PAID)
            ),
        )
        constraints = (
            models.UniqueConstraint("area", "year", "number", name="fund_outlay_number_once"),
            models.CheckConstraint(condition=Q(state__in=OutlayState.values), name="fund_outlay_state_known"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, account__in=[one.value for one in MONEY]),
                name="fund_outlay_of_money",
            ),
            models.CheckConstraint(
                condition=Q(to_unit=None) | ~Q(to_unit=F("area")), name="fund_outlay_to_another"
            ),
            models.CheckConstraint(
                condition=Q(state__in=_UNPAID, number=None, entry=None, paper=None)
                | ~Q(state__in=_UNPAID) & Q(number__gt=0, entry__isnull=False, paper__isnull=False),
                name="fund_outlay_paid_with_a_voucher",
            ),
            models.CheckConstraint(
                condition=Q(state=OutlayState.TAKEN, taken__isnull=False, to_unit__isnull=False)
                | ~Q(state=OutlayState.TAKEN) & Q(taken=None),
                name="fund_outlay_taken_with_a_receipt",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_UNPAID) | ~Q(settled_by_id=F("drawn_by_id")),
                name="fund_outlay_paid_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[OutlayState.DROPPED, OutlayState.REFUSED]) | ~Q(because=""),
                name="fund_outlay_ended_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=OutlayState.CANCELLED, cancelled_at__isnull=False)
                & ~Q(cancelled_because="")
                | ~Q(state=OutlayState.CANCELLED) & Q(cancelled_at=None),
                name="fund_outlay_cancelled_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"outlay {self.pk}"
