"""The short three-valued expressions in which a pack says who is deprived.

True, False and unknown (null) follow Kleene: `and`, `or`, `not` of narwhals keep an unknown unless the
other side decides. Nothing here fills a null.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_

import narwhals.stable.v2 as nw

BIRTH_EARLIEST = "birth_earliest"
BIRTH_LATEST = "birth_latest"
URBAN = "urban"


def unknown() -> nw.Expr:
    """Neither true nor false."""
    return nw.lit(None, nw.Boolean)


def known(holds: nw.Expr, fails: nw.Expr) -> nw.Expr:
    """True where `holds` is certain, False where `fails` is certain, else unknown."""
    return nw.when(holds).then(nw.lit(True)).otherwise(nw.when(fails).then(nw.lit(False)))


def agreed(*witnesses: nw.Expr) -> nw.Expr:
    """What all witnesses that know say; unknown where they contradict each other or none knows."""
    if not witnesses:
        return unknown()
    if len(witnesses) == 1:
        return witnesses[0]
    if len(witnesses) == 2:
        first, second = witnesses
    else:  # all and any of many agree or contradict exactly as the many do
        first, second = reduce(and_, witnesses), reduce(or_, witnesses)
    told = nw.when(second.is_null() | (first == second)).then(first)
    return nw.when(first.is_null()).then(second).otherwise(told)


def by_residence(of_rural: nw.Expr, of_urban: nw.Expr, *, residence_known: bool) -> nw.Expr:
    """What holds where the household lives; where that is not known, what holds in both places alike."""
    either = nw.when(of_rural == of_urban).then(of_rural)
    if not residence_known:
        return either
    urban = nw.col(URBAN)
    return nw.when(urban).then(of_urban).otherwise(nw.when(~urban).then(of_rural).otherwise(either))


class Answers:
    """The answers at hand: a column that the source lacks reads as unknown in every row."""

    def __init__(self, columns: Iterable[str], day: date) -> None:
        self.columns = frozenset(columns)
        self.day = day

    def __contains__(self, question: str) -> bool:
        return question in self.columns

    def yes(self, question: str) -> nw.Expr:
        """A yes-or-no answer."""
        return nw.col(question) if question in self.columns else unknown()

    def number(self, question: str) -> nw.Expr:
        """A number, null where not known."""
        return nw.col(question) if question in self.columns else nw.lit(None, nw.Int64)

    def one_of(self, question: str, *codes: str) -> nw.Expr:
        """Whether the answer is one of `codes`."""
        return nw.col(question).is_in(codes) if question in self.columns else unknown()

    def age_at_least(self, years: int) -> nw.Expr:
        """Whether a person has turned `years` by the day; unknown where a birth year alone leaves it open."""
        if BIRTH_EARLIEST not in self.columns:
            return unknown()
        limit = self.day.year * 10_000 + self.day.month * 100 + self.day.day - years * 10_000
        if BIRTH_LATEST not in self.columns:  # dates of birth known to the day: one comparison
            return nw.col(BIRTH_EARLIEST) <= limit
        return known(nw.col(BIRTH_LATEST) <= limit, nw.col(BIRTH_EARLIEST) > limit)

    def age_from_through(self, first: int, last: int) -> nw.Expr:
        """Whether a person has turned `first` and not yet the year after `last`."""
        return self.age_from_to_under(first, last + 1)

    def at_least(self, conditions: Sequence[nw.Expr], count: int) -> nw.Expr:
        """Whether at least `count` of the conditions hold."""
        certain = nw.sum_horizontal(*(nw.when(c).then(1).otherwise(0) for c in conditions))
        possible = nw.sum_horizontal(*(nw.when(~c).then(0).otherwise(1) for c in conditions))
        return known(certain >= count, possible < count)

    def age_from_to_under(self, first: int, end: int) -> nw.Expr:
        """Whether `first` ≤ age < `end`."""
        return self.age_at_least(first) & ~self.age_at_least(end)


@dataclass(frozen=True)
class OfHousehold:
    """Deprived by an answer of the household itself."""

    deprived: nw.Expr


@dataclass(frozen=True)
class AnyMember:
    """Deprived when at least one member is."""

    deprived: nw.Expr


@dataclass(frozen=True)
class NoMember:
    """Deprived when not one member has it."""

    has: nw.Expr


@dataclass(frozen=True)
class ShareOfMembers:
    """Deprived when more than `more_than` (numerator, denominator) of the members count."""

    counted: nw.Expr
    more_than: tuple[int, int]


Formula = OfHousehold | AnyMember | NoMember | ShareOfMembers
