"""Whom the fund helps: what is proposed, what a meeting decided, what was handed over with which proof."""

from django.db import models
from django.db.models import Q

from giamngheo.apps.fund.models.book import BookEntry, Item
from giamngheo.apps.fund.states import MONEY, CaseState, MeetingState
from giamngheo.apps.households.models import Household, Person
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.support.models import Support
from giamngheo.foundation.areas.models import Area


class HelpCase(models.Model):
    """A proposal to help a household or one of its people out of the fund of a unit.

    `area` is where the household lived when it was proposed, `unit` whose fund is asked. What is asked:
    `asked` in đồng, or `asked_goods` in words. `is_sudden`: hardship that came suddenly, also outside the
    lists of poor households. What was decided: `granted` in đồng, `granted_item` with its quantity.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="help_cases")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    purpose = models.CharField(max_length=40)
    need = models.CharField(max_length=40)
    what = models.CharField(max_length=200)
    why = models.CharField(max_length=1000)
    asked = models.BigIntegerField(null=True)
    asked_goods = models.CharField(max_length=200, blank=True)
    is_sudden = models.BooleanField(default=False)
    proposer = models.CharField(max_length=200)
    day = models.DateField()
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.PROPOSED)
    proposed_by_id = models.BigIntegerField(null=True)
    proposed_by_name = models.CharField(max_length=200)
    proposed_at = models.DateTimeField(auto_now_add=True)
    granted = models.BigIntegerField(null=True)
    granted_item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+")
    granted_quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    decided_on = models.DateField(null=True)
    because = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "hồ sơ đề nghị Quỹ hỗ trợ"
        indexes = (
            models.Index(fields=["unit", "state", "-id"], name="fund_case_of_unit"),
            models.Index(fields=["household"], name="fund_case_of_household"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="fund_case_state_known"),
            models.CheckConstraint(
                condition=(Q(asked__gt=0) | Q(asked=None)) & ~Q(asked=None, asked_goods=""),
                name="fund_case_asks_for_something",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CaseState.APPROVED, CaseState.DELIVERED])
                | Q(granted__gt=0)
                | Q(granted_item__isnull=False, granted_quantity__gt=0),
                name="fund_case_approved_of_what",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CaseState.DECLINED, CaseState.DROPPED]) | ~Q(because=""),
                name="fund_case_ended_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"case {self.pk}"


class Meeting(models.Model):
    """A meeting that decides on many cases at once: drawn up by one person, confirmed by another."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    place = models.CharField(max_length=200)
    chair = models.CharField(max_length=200)
    present = models.TextField()
    minutes = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.DRAFT)
    drawn_by_id = models.BigIntegerField(null=True)
    drawn_by_name = models.CharField(max_length=200)
    drawn_at = models.DateTimeField(auto_now_add=True)
    settled_by_id = models.BigIntegerField(null=True)
    settled_by_name = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=300, blank=True)
    paper = models.ForeignKey(IssuedPaper, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "cuộc họp xét của Quỹ"
        indexes = (models.Index(fields=["area", "-day"], name="fund_meeting_list"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=MeetingState.values), name="fund_meeting_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.CONFIRMED) | ~Q(settled_by_id=models.F("drawn_by_id")),
                name="fund_meeting_confirmed_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"meeting {self.pk}"


class Ruling(models.Model):
    """What a meeting says of one case: how much, or why not. Of the meetings that stand a case has one."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="rulings")
    case = models.ForeignKey(HelpCase, on_delete=models.PROTECT, related_name="rulings")
    is_approved = models.BooleanField()
    amount = models.BigIntegerField(null=True)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+")
    quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "ý kiến họp xét hồ sơ"
        constraints = (
            models.UniqueConstraint("meeting", "case", name="fund_ruling_once_a_meeting"),
            models.CheckConstraint(
                condition=Q(is_approved=True) & (Q(amount__gt=0) | Q(item__isnull=False, quantity__gt=0))
                | Q(is_approved=False, amount=None, item=None, quantity=None) & ~Q(reason=""),
                name="fund_ruling_says_how_much_or_why_not",
            ),
        )

    def __str__(self) -> str:
        return f"ruling {self.pk}"


class Delivery(models.Model):
    """What was handed over for a case, under a numbered voucher of the unit and year.

    `goods_value` is the worth at which the goods left the stock, 0 where they were not valued.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(HelpCase, on_delete=models.PROTECT, related_name="deliveries")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    day = models.DateField()
    receiver = models.CharField(max_length=200)
    account = models.CharField(max_length=10, blank=True)
    amount = models.BigIntegerField(null=True)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+")
    quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    goods_value = models.BigIntegerField(null=True)
    again_because = models.CharField(max_length=300, blank=True)
    entry = models.OneToOneField(BookEntry, on_delete=models.PROTECT, related_name="delivery")
    money_support = models.OneToOneField(Support, on_delete=models.PROTECT, null=True, related_name="+")
    goods_support = models.OneToOneField(Support, on_delete=models.PROTECT, null=True, related_name="+")
    paper = models.ForeignKey(IssuedPaper, on_delete=models.PROTECT, related_name="+")
    recorded_by_id = models.BigIntegerField(null=True)
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by_name = models.CharField(max_length=200, blank=True)
    cancelled_because = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "lần trao hỗ trợ của Quỹ"
        constraints = (
            models.UniqueConstraint("area", "year", "number", name="fund_delivery_number_once"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, account__in=[one.value for one in MONEY])
                | Q(amount=None, account="", item__isnull=False, quantity__gt=0),
                name="fund_delivery_of_what",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_because="")
                | Q(cancelled_at__isnull=False) & ~Q(cancelled_because=""),
                name="fund_delivery_cancelled_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"delivery {self.number}/{self.year}"


class Proof(models.Model):
    """A photo or PDF that shows that something was handed over; the file lies under `stored`."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="proofs")
    stored = models.CharField(max_length=80)
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "minh chứng trao hỗ trợ"

    def __str__(self) -> str:
        return f"proof {self.pk}"
