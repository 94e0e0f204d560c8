"""What the fund tells everybody of a year, out of its book: who gave and agrees, what it was spent on.

No household is in it. How often was helped, and how many households, is left out where the count is so small
that it could point to one, with what would tell it by subtraction (`measurement.suppression`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

import msgspec
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from giamngheo.apps.fund.booking import quantity_text
from giamngheo.apps.fund.models import Delivery, Donor, Item, Line, OwnOutlay
from giamngheo.apps.fund.states import HELD, Account, EntryKind
from giamngheo.law.library import fund_rules
from giamngheo.measurement.suppression import Counted, untold
from giamngheo.measurement.suppression import Sum as Whole

NO_CAMPAIGN: Final = "Ngoài các cuộc vận động"
_TOTAL: Final = ""


class Named(msgspec.Struct, frozen=True):
    """Something with its đồng: a campaign, a donor who agrees to be named (`goods` in words)."""

    name: str
    amount: int
    goods: str = ""


class Spent(msgspec.Struct, frozen=True):
    """A purpose: how often was helped (None: left out), with how many đồng."""

    name: str
    times: int | None
    amount: int


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A year of a fund as everybody reads it; amounts in đồng, goods at their worth.

    `opening` + `received` − `spent` is `closing`. `households` and `times` are None where they are left out.
    """

    year: int
    opening: int
    received: int
    received_goods: int
    spent: int
    closing: int
    campaigns: tuple[Named, ...]
    donors: tuple[Named, ...]
    unnamed: int
    unnamed_goods: str
    purposes: tuple[Spent, ...]
    households: int | None
    times: int | None
    smallest: int


@dataclass(frozen=True)
class _Given:
    """What one donor gave in a year."""

    amount: int = 0
    goods: tuple[tuple[int, Decimal], ...] = ()


def told_of(area_id: int, year: int, smallest: int) -> Told:
    """A year of the fund of a unit as it stands in the book now; `smallest`: the least count that is told."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    lines = Line.objects.filter(area=area_id, day__lte=last).annotate(
        what=Coalesce("entry__reverses__kind", "entry__kind")
    )
    of_year = lines.filter(day__gte=first)
    income = of_year.filter(account=Account.INCOME).exclude(what=EntryKind.OPENING)
    received, spent = -_sum(income), _sum(of_year.filter(account=Account.OUTLAY))
    held = [one.value for one in HELD]
    before = lines.filter(Q(day__lt=first) | Q(what=EntryKind.OPENING), account__in=held)
    named, unnamed = _donors(income)
    purposes, households, times = _spent(area_id, of_year, (first, last), smallest)
    return Told(
        year=year,
        opening=_sum(before),
        received=received,
        received_goods=-_sum(income.filter(item__isnull=False)),
        spent=spent,
        closing=_sum(lines.filter(account__in=held)),
        campaigns=_campaigns(income),
        donors=named,
        unnamed=received - sum(one.amount for one in named),
        unnamed_goods=unnamed,
        purposes=purposes,
        households=households,
        times=times,
        smallest=smallest,
    )


def as_data(told: Told) -> dict[str, Any]:
    """As it is kept and read by everybody."""
    kept: dict[str, Any] = msgspec.to_builtins(told)
    return kept


def _sum(lines: Any) -> int:
    return int(lines.aggregate(sum=Sum("amount"))["sum"] or 0)


def _campaigns(income: Any) -> tuple[Named, ...]:
    rows = income.values_list("campaign__name").annotate(sum=-Sum("amount")).order_by("-sum")
    return tuple(Named(name or NO_CAMPAIGN, amount) for name, amount in rows if amount)


def _donors(income: Any) -> tuple[tuple[Named, ...], str]:
    """Who agrees to be named, the most first; the goods of all others in words."""
    who = Coalesce(F("entry__receipt__donor"), F("entry__reverses__receipt__donor"))
    rows = (
        income.annotate(who=who).values_list("who", "item").annotate(sum=Sum("amount"), many=Sum("quantity"))
    )
    given: dict[int | None, _Given] = {}
    for donor, item, amount, many in rows:
        one = given.get(donor, _Given())
        goods = ((item, -many),) if item is not None and many else ()
        given[donor] = _Given(one.amount - amount, one.goods + goods)
    agree = dict(Donor.objects.filter(pk__in=given, is_named=True).values_list("pk", "name"))
    items = Item.objects.in_bulk({item for one in given.values() for item, _ in one.goods})
    named = [
        Named(agree[donor], one.amount, _goods(one.goods, items))
        for donor, one in given.items()
        if donor in agree and (one.amount > 0 or one.goods)
    ]
    others: dict[int, Decimal] = {}
    for donor, one in given.items():
        if donor not in agree:
            for item, many in one.goods:
                others[item] = others.get(item, Decimal(0)) + many
    named.sort(key=lambda one: (-one.amount, one.name))
    return tuple(named), _goods(tuple(others.items()), items)


def _goods(goods: tuple[tuple[int, Decimal], ...], items: Mapping[int, Item]) -> str:
    return "; ".join(
        f"{quantity_text(many)} {items[item].unit} {items[item].name}" for item, many in goods if many > 0
    )


def _spent(
    area_id: int, of_year: Any, days: tuple[date, date], smallest: int
) -> tuple[tuple[Spent, ...], int | None, int | None]:
    """By purpose; how many households and how often in all, where these may be told."""
    amounts = dict(of_year.filter(account=Account.OUTLAY).values_list("purpose").annotate(sum=Sum("amount")))
    standing = Delivery.objects.filter(area=area_id, day__range=days, cancelled_at=None)
    times = dict(standing.values_list("case__purpose").annotate(times=Count("pk")))
    households = standing.aggregate(count=Count("case__household", distinct=True))["count"]
    names = {one.id: one.name for one in fund_rules().purposes}
    used = [one for one in names if one in amounts or one in times]
    cells = {one: Counted(times.get(one, 0)) for one in used}
    cells[_TOTAL] = Counted(sum(one.count for one in cells.values()))
    hidden = untold(cells, [Whole(_TOTAL, tuple(used))], smallest) if used else frozenset()
    purposes = tuple(
        Spent(names[one], None if one in hidden else times.get(one, 0), amounts.get(one, 0)) for one in used
    )
    # Where money went without a household, how often points to nobody.
    paid = OwnOutlay.objects.filter(area=area_id, day__range=days, cancelled_at=None)
    often = dict(paid.values_list("kind").annotate(times=Count("pk")))
    purposes += tuple(
        Spent(one.name, often.get(one.id, 0), amounts[one.id])
        for one in fund_rules().other_outlays
        if amounts.get(one.id)
    )
    total = None if _TOTAL in hidden else cells[_TOTAL].count
    return purposes, None if Counted(households).is_small(smallest) else households, total
