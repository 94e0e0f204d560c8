"""What comes in: campaigns, who gives, what was pledged, what was received."""

from django.db import models
from django.db.models import Q

from giamngheo.apps.fund.models.book import BookEntry, Item
from giamngheo.apps.fund.states import MONEY, DonorKind
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.foundation.areas.models import Area

_MONEY = [one.value for one in MONEY]
ENDED_WITH_A_REASON = Q(ended_at=None, ended_because="") | Q(ended_at__isnull=False) & ~Q(ended_because="")


class Campaign(models.Model):
    """A time in which a unit asks for gifts; `kind` of `law/fund.yaml`, `aim` in đồng where one was set."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    first = models.DateField()
    last = models.DateField()
    aim = models.BigIntegerField(null=True)
    opened_by_id = models.BigIntegerField(null=True)
    opened_by_name = models.CharField(max_length=200)
    opened_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "cuộc vận động của Quỹ"
        constraints = (
            models.UniqueConstraint("area", "name", "first", name="fund_campaign_once"),
            models.CheckConstraint(
                condition=Q(last__gte=models.F("first")), name="fund_campaign_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(aim=None) | Q(aim__gt=0), name="fund_campaign_aim"),
            models.CheckConstraint(condition=ENDED_WITH_A_REASON, name="fund_campaign_ended_with_a_reason"),
        )

    def __str__(self) -> str:
        return self.name


class Donor(models.Model):
    """Who gives to the fund of a unit; named in public only where they agree. `contact` is masked to most."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=DonorKind.choices)
    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=600)
    contact = models.CharField(max_length=200, blank=True)
    is_named = models.BooleanField(default=False)
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "người ủng hộ Quỹ"
        indexes = (models.Index(fields=["area", "sort_key"], name="fund_donor_list"),)

    def __str__(self) -> str:
        return self.name


class Pledge(models.Model):
    """What somebody promised by a day: đồng, or goods in words; kept when receipts name it.

    Without a donor it is of somebody who does not want to be known.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, null=True, related_name="pledges")
    donor = models.ForeignKey(Donor, on_delete=models.PROTECT, null=True, related_name="pledges")
    amount = models.BigIntegerField(null=True)
    goods = models.CharField(max_length=200, blank=True)
    day = models.DateField()
    due = models.DateField()
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)
    kept_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "cam kết ủng hộ Quỹ"
        indexes = (
            models.Index(
                fields=["area", "due"], name="fund_pledge_open", condition=Q(kept_at=None, ended_at=None)
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(amount__gt=0, goods="") | Q(amount=None) & ~Q(goods=""),
                name="fund_pledge_of_what",
            ),
            models.CheckConstraint(condition=ENDED_WITH_A_REASON, name="fund_pledge_ended_with_a_reason"),
        )

    def __str__(self) -> str:
        return f"pledge {self.pk}"


class Receipt(models.Model):
    """A numbered receipt of a unit and year: money into an account, or goods; a number is given once.

    `amount` is its worth in đồng, 0 for goods that nobody valued. A cancelled one keeps its number; its entry
    is reversed. Numbers follow one another without gaps, which the database holds.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    day = models.DateField()
    donor = models.ForeignKey(Donor, on_delete=models.PROTECT, null=True, related_name="receipts")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, null=True, related_name="receipts")
    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, null=True, related_name="receipts")
    account = models.CharField(max_length=10)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+")
    quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    amount = models.BigIntegerField()
    what_for = models.CharField(max_length=300)
    handed_by = models.CharField(max_length=200, blank=True)
    entry = models.OneToOneField(BookEntry, on_delete=models.PROTECT, related_name="receipt")
    paper = models.ForeignKey(IssuedPaper, on_delete=models.PROTECT, related_name="+")
    recorded_by_id = models.BigIntegerField(null=True)
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by_name = models.CharField(max_length=200, blank=True)
    cancelled_because = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "phiếu thu của Quỹ"
        indexes = (models.Index(fields=["donor"], name="fund_receipt_of_donor"),)
        constraints = (
            models.UniqueConstraint("area", "year", "number", name="fund_receipt_number_once"),
            models.CheckConstraint(
                condition=Q(account__in=_MONEY, item=None, quantity=None, amount__gt=0)
                | Q(account="goods", item__isnull=False, quantity__gt=0, amount__gte=0),
                name="fund_receipt_of_what",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_because="")
                | Q(cancelled_at__isnull=False) & ~Q(cancelled_because=""),
                name="fund_receipt_cancelled_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"receipt {self.number}/{self.year}"
