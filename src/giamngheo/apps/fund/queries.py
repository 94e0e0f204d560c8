"""Questions about the fund: what it holds, what waits, who gave, whom it helped before, who sponsors whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value, Window
from django.db.models.functions import Coalesce

from giamngheo.apps.fund.models import (
    Balance,
    BookEntry,
    Campaign,
    Delivery,
    Donor,
    HelpCase,
    Line,
    Meeting,
    OwnOutlay,
    Pledge,
    Receipt,
    Ruling,
    Sponsor,
    SponsorHelp,
    Sponsorship,
)
from giamngheo.apps.fund.states import MONEY, Account, CaseState, MeetingState, OutlayState
from giamngheo.apps.households.models import Household
from giamngheo.apps.support.examining import is_of_one_year
from giamngheo.apps.support.models import Support
from giamngheo.law.vocabulary.standards import HouseholdClass

_LISTED: Final = (HouseholdClass.POOR.value, HouseholdClass.NEAR_POOR.value)


@dataclass(frozen=True)
class Standing:
    """What a fund holds and what of it is promised: đồng; `goods` with what is in stock."""

    cash: int
    bank: int
    goods: Sequence[Balance]
    granted: int

    @property
    def money(self) -> int:
        """Cash and bank together."""
        return self.cash + self.bank

    @property
    def free(self) -> int:
        """Money that no approved case waits for; below nought where more was approved than is there."""
        return self.money - self.granted


def standing_of(area_id: int) -> Standing:
    """What the fund of a unit holds now."""
    rows = Balance.objects.filter(area=area_id).select_related("item").order_by("item__name")
    held = {one.account: one.amount for one in rows if one.account in MONEY}
    open_cases = HelpCase.objects.filter(unit=area_id, state=CaseState.APPROVED)
    granted = open_cases.aggregate(sum=Sum("granted"))["sum"] or 0
    handed = Delivery.objects.filter(case__in=open_cases, cancelled_at=None).aggregate(sum=Sum("amount"))
    return Standing(
        held.get(Account.CASH, 0),
        held.get(Account.BANK, 0),
        [one for one in rows if one.account == Account.GOODS and one.quantity],
        granted - (handed["sum"] or 0),
    )


@dataclass(frozen=True)
class Turnover:
    """What came in and went out in a year, in đồng, goods at their worth."""

    received: int
    spent: int


def turnover_of(area_id: int, year: int) -> Turnover:
    """The year of a fund so far; what was there before the book began is not received."""
    lines = Line.objects.filter(area=area_id, day__year=year).exclude(
        Q(entry__kind="opening") | Q(entry__reverses__kind="opening")
    )
    sums = lines.aggregate(
        received=Sum("amount", filter=Q(account=Account.INCOME)),
        spent=Sum("amount", filter=Q(account=Account.OUTLAY)),
    )
    return Turnover(-(sums["received"] or 0), sums["spent"] or 0)


def campaigns_of(area_id: int) -> QuerySet[Campaign]:
    """The campaigns of a unit, the latest first, each with what it brought (`brought`) in đồng."""
    brought = (
        Receipt.objects.filter(campaign=OuterRef("pk"), cancelled_at=None)
        .order_by()
        .values("campaign")
        .annotate(sum=Sum("amount"))
        .values("sum")
    )
    rows = Campaign.objects.filter(area=area_id)
    return rows.annotate(brought=Coalesce(brought, Value(0))).order_by("-first", "-pk")


def pledges_of(area_id: int) -> QuerySet[Pledge]:
    """The pledges of a unit that wait, those due first; each with what came of it (`came`) in đồng."""
    came = (
        Receipt.objects.filter(pledge=OuterRef("pk"), cancelled_at=None)
        .order_by()
        .values("pledge")
        .annotate(sum=Sum("amount"))
        .values("sum")
    )
    rows = Pledge.objects.filter(area=area_id, kept_at=None, ended_at=None)
    return (
        rows.annotate(came=Coalesce(came, Value(0))).select_related("donor", "campaign").order_by("due", "pk")
    )


def donors_of(area_id: int, asked: str = "") -> QuerySet[Donor]:
    """The donors of a unit by name, with what they gave (`gave`) in đồng; `asked`: a part of the name."""
    gave = (
        Receipt.objects.filter(donor=OuterRef("pk"), cancelled_at=None)
        .order_by()
        .values("donor")
        .annotate(sum=Sum("amount"))
        .values("sum")
    )
    rows = Donor.objects.filter(area=area_id)
    rows = rows.filter(name__icontains=asked) if asked else rows
    return rows.annotate(gave=Coalesce(gave, Value(0))).order_by("sort_key", "pk")


def receipts_of(area_id: int, year: int) -> QuerySet[Receipt]:
    """The receipts of a unit and year, the last number first; what was cancelled is among them."""
    rows = Receipt.objects.filter(area=area_id, year=year)
    return rows.select_related("donor", "campaign", "item").order_by("-number")


def book_of(area_id: int, year: int) -> QuerySet[BookEntry]:
    """The entries of a year in their order, with what each moved of money and of goods in đồng.

    `money` and `worth` are signed; `running` is what of the year's money was there after it.
    """
    lines = Line.objects.filter(entry=OuterRef("pk")).order_by().values("entry").annotate(sum=Sum("amount"))
    moved = {
        "money": lines.filter(account__in=MONEY).values("sum"),
        "worth": lines.filter(account=Account.GOODS).values("sum"),
    }
    rows = BookEntry.objects.filter(area=area_id, day__year=year)
    rows = rows.annotate(**{name: Coalesce(sums, Value(0)) for name, sums in moved.items()})
    running = Window(Sum("money"), order_by=["day", "pk"])
    rows = rows.annotate(running=running).select_related(
        "receipt", "delivery", "own_outlay", "reversed_by", "reverses"
    )
    return rows.order_by("day", "pk")


def money_before(area_id: int, year: int) -> int:
    """The money that a fund held at the end of the year before."""
    rows = Line.objects.filter(area=area_id, account__in=MONEY, day__year__lt=year)
    return rows.aggregate(sum=Sum("amount"))["sum"] or 0


def cases_where(condition: Q) -> QuerySet[HelpCase]:
    """Proposals that a condition names, the latest first."""
    rows = HelpCase.objects.filter(condition)
    return rows.select_related("household", "granted_item").order_by("-pk")


def waiting_for_a_meeting(area_id: int) -> QuerySet[HelpCase]:
    """Cases of a unit's fund that no meeting has taken up, the oldest first."""
    drafted = Ruling.objects.filter(case=OuterRef("pk"), meeting__state=MeetingState.DRAFT)
    rows = HelpCase.objects.filter(~Exists(drafted), unit=area_id, state=CaseState.PROPOSED)
    return rows.select_related("household").order_by("day", "pk")


def meetings_of(area_id: int) -> QuerySet[Meeting]:
    """The meetings of a unit, the latest first, with how many cases each decided on (`cases`)."""
    return Meeting.objects.filter(area=area_id).annotate(cases=Count("rulings")).order_by("-day", "-pk")


@dataclass(frozen=True)
class Before:
    """What a household got, waits for and is promised already: asked before it is helped again."""

    helps: Sequence[Support]
    cases: Sequence[HelpCase]
    sponsorships: Sequence[Sponsorship]

    def is_met(self, need: str, day: date, occasion: str = "") -> bool:
        """Whether something else met this need as of one year with a day, so that a reason is asked for."""
        return any(
            one.need == need
            and is_of_one_year(one.given_on, day)
            and (one.occasion != occasion or not occasion)
            for one in self.helps
        )


def before_of(household: Household, year: int, but: int | None = None) -> Before:
    """Help of this year and the year before from all sources, other cases and sponsorships that stand.

    `but`: a case of which nothing is told, being the one that is looked at.
    """
    helps = Support.objects.filter(household=household, taken_back_at=None, given_on__year__gte=year - 1)
    cases = HelpCase.objects.filter(
        household=household, state__in=[CaseState.PROPOSED, CaseState.APPROVED]
    ).exclude(pk=but or 0)
    sponsorships = Sponsorship.objects.filter(household=household, ended_on=None)
    return Before(
        list(helps.order_by("-given_on", "-pk")),
        list(cases.order_by("-pk")),
        list(sponsorships.select_related("sponsor").order_by("-first")),
    )


def sponsors_of(area_id: int) -> QuerySet[Sponsor]:
    """The sponsors of a unit by name, with how many households each stands by (`households`)."""
    standing = Count("sponsorships", filter=Q(sponsorships__ended_on=None))
    return Sponsor.objects.filter(area=area_id).annotate(households=standing).order_by("sort_key", "pk")


def sponsorships_where(condition: Q) -> QuerySet[Sponsorship]:
    """Sponsorships that a condition names, those that stand first."""
    rows = Sponsorship.objects.filter(condition).select_related("sponsor", "household")
    return rows.order_by(F("ended_on").desc(nulls_first=True), "-first", "-pk")


def without_a_sponsor(condition: Q) -> QuerySet[Household]:
    """Poor and near-poor households of today that nobody sponsors, by name."""
    stands = Sponsorship.objects.filter(household=OuterRef("pk"), ended_on=None)
    rows = Household.objects.filter(condition, ~Exists(stands), is_living=True, class_today__in=_LISTED)
    return rows.order_by("sort_key", "pk")


def helps_of(sponsorship: Sponsorship) -> QuerySet[SponsorHelp]:
    """What a sponsor gave a household, the last first; what was taken back is among it."""
    rows = SponsorHelp.objects.filter(sponsorship=sponsorship).select_related("support")
    return rows.order_by("-support__given_on", "-pk")


def waiting_by_unit(areas: Sequence[int], day: date) -> Mapping[int, Mapping[str, int]]:
    """For each of these units: pledges due, deliveries unproved, outlays drawn up, transfers that come."""
    within = Q(area__in=areas)
    due = Pledge.objects.filter(within, kept_at=None, ended_at=None, due__lte=day)
    unproved = Delivery.objects.filter(within, cancelled_at=None, proofs=None)
    found: dict[int, dict[str, int]] = {}
    for name, rows in (("due", due), ("unproved", unproved)):
        for area, count in rows.order_by().values_list("area_id").annotate(count=Count("pk")):
            found.setdefault(area, {})[name] = count
    outlays = OwnOutlay.objects.filter(
        within & Q(state=OutlayState.DRAFT) | Q(to_unit__in=areas, state=OutlayState.PAID)
    )
    for area, to_unit, state in outlays.values_list("area_id", "to_unit_id", "state"):
        unit, name = (area, "outlays") if state == OutlayState.DRAFT else (to_unit, "coming")
        of_unit = found.setdefault(unit, {})
        of_unit[name] = of_unit.get(name, 0) + 1
    return found


def outlays_of(area_id: int) -> QuerySet[OwnOutlay]:
    """What the fund of a unit spent without a household and what others passed to it, the latest first."""
    return OwnOutlay.objects.filter(
        Q(area=area_id) | Q(to_unit=area_id) & ~Q(state__in=[OutlayState.DRAFT, OutlayState.DROPPED])
    ).order_by("-pk")


def cases_by_unit(condition: Q) -> Mapping[int, Mapping[str, int]]:
    """For each unit that a condition on `unit_id` names: how many cases wait, by their state."""
    rows = HelpCase.objects.filter(condition, state__in=[CaseState.PROPOSED, CaseState.APPROVED])
    found: dict[int, dict[str, int]] = {}
    for unit, state, count in rows.order_by().values_list("unit_id", "state").annotate(count=Count("pk")):
        found.setdefault(unit, {})[state] = count
    return found
