"""What the ledger says: of a unit by project and line, of units below, by month, and what lies idle."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import BigIntegerField, Case, Count, F, Prefetch, Q, QuerySet, Sum, When

from giamngheo.apps.budgets.models import Decision, Entry, Estimate, Line, Posting
from giamngheo.apps.budgets.states import Account, EstimateState
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.queries import Unit, children_of
from giamngheo.foundation.prepared_queries import OneOf

IDLE_DAYS: Final = 60
"""After so many days without movement money is told as idle; ours, as no text was seen that says."""
BY: Final = ("project", "source", "nature")
_ACCOUNTS: Final = tuple(one.value for one in Account)
_SUMS: Final = ", ".join(f"coalesce(sum(line.{name}), 0)::bigint" for name in _ACCOUNTS)
_BY_UNIT: Final = f"""
SELECT within.ancestor_id, {_SUMS}
FROM areas_containment AS within JOIN budgets_line AS line ON line.area_id = within.area_id
WHERE within.ancestor_id = ANY(%(units)s) AND within.valid @> %(day)s::date AND line.year = %(year)s
GROUP BY within.ancestor_id
"""
_WITHIN: Final = f"""
SELECT place.ancestor_id, line.project, line.source, {_SUMS}
FROM budgets_line AS line LEFT JOIN areas_containment AS place ON place.area_id = line.area_id
    AND place.ancestor_id = ANY(%(units)s::bigint[]) AND place.valid @> %(day)s::date
WHERE line.year = %(year)s AND {{there}}
GROUP BY place.ancestor_id, line.project, line.source
"""
_BY_MONTH: Final = """
SELECT extract(year FROM day)::int, extract(month FROM day)::int, sum(amount)::bigint
FROM budgets_posting
WHERE year = %(year)s AND account IN ('advanced', 'paid', 'settled')
    AND (%(areas)s::bigint[] IS NULL OR area_id = ANY(%(areas)s::bigint[]))
GROUP BY 1, 2 ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Sums:
    """How much of the money of one or several lines is where, in đồng."""

    given: int = 0
    unallocated: int = 0
    passed: int = 0
    split: int = 0
    allocated: int = 0
    advanced: int = 0
    paid: int = 0
    settled: int = 0
    carried: int = 0
    cancelled: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def received(self) -> int:
        """What the unit was given: what one of its lines gave to another counts once."""
        return self.given - self.split

    @property
    def own(self) -> int:
        """What these lines themselves answer for: what went to other lines counts once, where it arrived."""
        return self.given - self.split - self.passed

    @property
    def disbursed(self) -> int:
        """What left the treasury, advances included."""
        return self.advanced + self.paid + self.settled

    @property
    def left(self) -> int:
        """What can still be spent."""
        return self.unallocated + self.allocated

    @property
    def rate(self) -> float | None:
        """The share that was disbursed, None where nothing was given."""
        return self.disbursed / self.own if self.own else None


@dataclass(frozen=True)
class ProjectMoney:
    """The money of a project in a unit, and its lines."""

    project: str
    sums: Sums
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Idle:
    """Money that lies: of which line, how much, since when, and whether it was allocated."""

    line: Line
    amount: int
    since: date
    is_allocated: bool


@dataclass(frozen=True)
class AllIdle:
    """How many amounts lie idle, how much they are together, and the largest of them."""

    count: int
    amount: int
    largest: tuple[Idle, ...]


@dataclass(frozen=True)
class Month:
    """What was disbursed in a month, and until its end, in đồng."""

    year: int
    month: int
    amount: int
    until: int


def sums_of(line: Line) -> Sums:
    """The balances of one line."""
    return Sums(*(line.held(name) for name in _ACCOUNTS))


def lines_of(area_id: int, year: int) -> QuerySet[Line]:
    """The lines of a unit in a year on which something was given, in the order of projects."""
    rows = Line.objects.filter(area=area_id, year=year, given_on__isnull=False).select_related("activity")
    activity = F("activity_id").asc(nulls_first=True)
    return rows.order_by("project", "nature", "source", activity, "item", "use", "origin_year")


def by_project(lines: Iterable[Line]) -> list[ProjectMoney]:
    """The lines of a unit put together by project, in the order of their codes."""
    found: dict[str, list[Line]] = {}
    for one in lines:
        found.setdefault(one.project, []).append(one)
    return [
        ProjectMoney(project, sum(map(sums_of, rows), Sums()), tuple(rows))
        for project, rows in sorted(found.items(), key=lambda pair: order_of(pair[0]))
    ]


def order_of(project: str) -> tuple[int, ...]:
    """Codes in the order of the programme; money without a project last."""
    return tuple(int(part) for part in project.split(".")) if project else (10**6,)


def years_of(area_id: int) -> list[int]:
    """The years in which a unit has money, newest first."""
    return list(Line.objects.filter(area=area_id).order_by("-year").values_list("year", flat=True).distinct())


@dataclass(frozen=True)
class Within:
    """The money of a unit and of all below it in a year, by unit directly below, project and source."""

    units: dict[int, Sums]
    projects: dict[str, Sums]
    sources: dict[str, Sums]

    @property
    def whole(self) -> Sums:
        """All of it together."""
        return sum(self.projects.values(), Sums())


def within(areas: Sequence[int] | None, units: Sequence[int], year: int, day: date) -> Within:
    """The money of these areas (None: of all), by those of these units that have any. One question."""
    asked: dict[str, Any] = {"units": list(units), "year": year, "day": day, "areas": list(areas or ())}
    there = "true" if areas is None else "line.area_id = ANY(%(areas)s::bigint[])"
    found = Within({}, {}, {})
    with connection.cursor() as cursor:
        cursor.execute(_WITHIN.format(there=there), asked)
        for unit, project, source, *amounts in cursor.fetchall():
            for sums, key in ((found.units, unit), (found.projects, project), (found.sources, source)):
                if key is not None:
                    sums[key] = sums.get(key, Sums()) + Sums(*amounts)
    return found


def by_unit(units: Sequence[int], year: int, day: date) -> dict[int, Sums]:
    """The money within each of these units in a year, of those that have any. One question."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_UNIT, {"units": list(units), "year": year, "day": day})
        return {row[0]: Sums(*row[1:]) for row in cursor.fetchall()}


def by_month(areas: Sequence[int] | None, year: int) -> list[Month]:
    """What was disbursed of the money of a year, month after month, also after its end. One question."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_MONTH, {"areas": None if areas is None else list(areas), "year": year})
        rows = cursor.fetchall()
    found, until = [], 0
    for when, month, amount in rows:
        until += amount
        found.append(Month(when, month, amount, until))
    return found


def share_of_year(year: int, day: date) -> float:
    """How much of a budget year is gone on a day, from 0 to 1."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    gone = (min(max(day, first - timedelta(days=1)), last) - first).days + 1
    return gone / ((last - first).days + 1)


def idle(areas: Sequence[int] | None, year: int, day: date, *, most: int, days: int = IDLE_DAYS) -> AllIdle:
    """Money given and not allocated, or allocated and not paid, for so many days. Three questions."""
    since = day - timedelta(days=days)
    not_allocated = Q(unallocated__gt=0, given_on__lte=since)
    not_paid = Q(allocated__gt=0, allocated_on__lte=since) & (Q(paid_on=None) | Q(paid_on__lte=since))
    rows = _within(areas, year).filter(not_allocated | not_paid)
    first, second = (
        Case(When(condition, then=F(name)), default=0, output_field=BigIntegerField())
        for condition, name in ((not_allocated, "unallocated"), (not_paid, "allocated"))
    )
    told = rows.aggregate(
        amount=Sum(first + second), count=Count("pk", filter=not_allocated) + Count("pk", filter=not_paid)
    )
    found = []
    largest = rows.order_by((first + second).desc(), "pk").values_list("pk", flat=True)[:most]
    for line in Line.objects.select_related("activity").filter(pk__in=list(largest)):
        if line.unallocated and line.given_on and line.given_on <= since:
            found.append(Idle(line, line.unallocated, line.given_on, is_allocated=False))
        last = max(filter(None, (line.allocated_on, line.paid_on)), default=None)
        if line.allocated and last and last <= since:
            found.append(Idle(line, line.allocated, last, is_allocated=True))
    first_ones = sorted(found, key=lambda one: -one.amount)[:most]
    return AllIdle(told["count"], told["amount"] or 0, tuple(first_ones))


@dataclass(frozen=True)
class Told:
    """An entry of a line as a person reads it: what each account gained or lost by it."""

    entry: Entry
    moved: Mapping[str, int] = field(default_factory=dict)


def entries_of(line: Line) -> list[Told]:
    """The entries of a line, the last first. One question for all."""
    found: dict[int, tuple[Entry, dict[str, int]]] = {}
    rows = line.postings.select_related("entry", "entry__decision").order_by("-day", "-pk")
    for one in rows:
        _, moved = found.setdefault(one.entry_id, (one.entry, {}))
        moved[one.account] = moved.get(one.account, 0) + (
            -one.amount if one.account == Account.GIVEN else one.amount
        )
    return [Told(entry, moved) for entry, moved in found.values()]


def former_units_with_money(within: Sequence[int], year: int, day: date) -> list[tuple[int, Sums]]:
    """Units that are no more on a day, of those in these areas, with their money of a year. One question."""
    rows = _within(within, year).filter(area__valid__endswith__lte=day)
    summed = rows.order_by("area_id").values_list("area_id").annotate(*(Sum(name) for name in _ACCOUNTS))
    return [(area_id, Sums(*amounts)) for area_id, *amounts in summed]


def vouchers_of(area_id: int, year: int) -> QuerySet[Entry]:
    """The vouchers of a unit in a year, the last first, each with its amount and lines."""
    gained = Sum("postings__amount", filter=Q(postings__amount__gt=0))
    rows = Entry.objects.filter(area=area_id, year=year, decision=None).annotate(amount=gained)
    lines = Prefetch("postings", Posting.objects.select_related("line__activity"))
    return rows.prefetch_related(lines).order_by("-day", "-pk")


def decisions_of(area_id: int, year: int) -> QuerySet[Decision]:
    """The decisions of a unit in a year with the sum of their amounts, the last first."""
    rows = Decision.objects.filter(area=area_id, year=year).annotate(amount=Sum("lines__amount"))
    return rows.order_by("-pk")


def units_holding_money(area_id: int, day: date) -> list[Unit]:
    """The units below that hold money of their own: villages do not."""
    return [one for one in children_of(area_id, day) if one.tier != Tier.VILLAGE]


def needs_of(area_id: int, year: int) -> QuerySet[Estimate]:
    """What a unit needs in a year, the last first; what was withdrawn is left out."""
    return (
        Estimate.objects.filter(area=area_id, year=year)
        .exclude(state=EstimateState.WITHDRAWN)
        .select_related("activity", "decision")
        .order_by("-pk")
    )


def needs_below(units: Sequence[int], year: int) -> dict[int, tuple[int, int]]:
    """What units asked for and what was found right of it, by unit, in đồng. One question."""
    rows = (
        Estimate.objects.filter(OneOf(F("area_id"), list(units)), year=year)
        .exclude(state=EstimateState.WITHDRAWN)
        .values_list("area_id")
        .annotate(Sum("asked"), Sum("found_right"))
    )
    return {area_id: (asked or 0, right or 0) for area_id, asked, right in rows}


def _within(areas: Sequence[int] | None, year: int) -> QuerySet[Line]:
    rows = Line.objects.filter(year=year, given_on__isnull=False)
    return rows if areas is None else rows.filter(OneOf(F("area_id"), list(areas)))
