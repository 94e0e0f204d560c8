"""What a plan sets out to reach: every kind of target as data, and what was reached.

Percentages are written as on paper: 1,2 % is 1.2, a change of 0,15 points is 0.15; both keep the decimals
in which they were written, because rounding is told from them.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

import msgspec


class TargetKind(StrEnum):
    """The closed list of kinds."""

    LEVEL = "level"
    BELOW = "below"
    AT_LEAST = "at_least"
    RANGE = "range"
    ZERO = "zero"
    SHARE = "share"
    CHANGE_POINTS = "change_points"
    CHANGE_COUNT = "change_count"
    EACH_HOUSEHOLD = "each_household"
    NO_NUMBER = "no_number"

    @property
    def label(self) -> str:
        """The words on screen."""
        return _LABELS[self]


_LABELS: Final[Mapping[TargetKind, str]] = {
    TargetKind.LEVEL: "đạt một mức",
    TargetKind.BELOW: "dưới một mức (<)",
    TargetKind.AT_LEAST: "từ một mức trở lên (≥)",
    TargetKind.RANGE: "trong một khoảng",
    TargetKind.ZERO: "không để xảy ra (bằng 0)",
    TargetKind.SHARE: "phần trăm của người có nhu cầu, đủ điều kiện hoặc tất cả",
    TargetKind.CHANGE_POINTS: "giảm hoặc tăng một số điểm phần trăm",
    TargetKind.CHANGE_COUNT: "giảm hoặc tăng một số lượng",
    TargetKind.EACH_HOUSEHOLD: "mỗi hộ có ít nhất một",
    TargetKind.NO_NUMBER: "không ghi con số",
}


CHANGES: Final = (TargetKind.CHANGE_POINTS, TargetKind.CHANGE_COUNT)
WITHOUT_VALUE: Final = (TargetKind.ZERO, TargetKind.NO_NUMBER)
MAY_BE_A_RANGE: Final = (TargetKind.RANGE, *CHANGES)
OF_PERCENT: Final = (TargetKind.SHARE, TargetKind.CHANGE_POINTS, TargetKind.EACH_HOUSEHOLD)
"""Kinds that only an indicator told as a percentage can have; an indicator of numbers has `OF_COUNT`."""
OF_COUNT: Final = (TargetKind.CHANGE_COUNT,)


class Target(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A target of a plan. `wording` is the plan's own; `first` and `last` are the days it is for.

    `value` is the number, or the nearer end of a range whose farther end is `up_to`. Changes are told in the
    better direction of the indicator: a fall of 71 households is 71. `each_year`: so much in every year.
    `reaches` is the level that the plan says the change leads to.
    """

    indicator: str
    kind: TargetKind
    wording: str
    first: date
    last: date
    value: Decimal | None = None
    up_to: Decimal | None = None
    each_year: bool = False
    baseline: Decimal | None = None
    baseline_day: date | None = None
    reaches: Decimal | None = None
    group: str = ""
    source: str = ""
    responsible: str = ""

    @property
    def years(self) -> int:
        """How many years it runs through."""
        return self.last.year - self.first.year + 1

    @property
    def is_change(self) -> bool:
        """Whether it asks for a change and not for a level."""
        return self.kind in CHANGES

    @property
    def times(self) -> int:
        """How often `value` is to be reached until the end: once, or in each of its years."""
        return self.years if self.each_year and self.is_change else 1


class Between(msgspec.Struct, frozen=True):
    """What is known of a number: it lies between two, which are the same where it is known."""

    least: Fraction
    most: Fraction

    @property
    def is_known(self) -> bool:
        """Whether it is one number."""
        return self.least == self.most

    def minus(self, other: "Between") -> "Between":
        """The difference."""
        return Between(self.least - other.most, self.most - other.least)


class Measured(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What was found on a day: a value, or how many of how many, with those of whom it is not known.

    The unknown are in the denominator and not in the numerator. Without a denominator the numerator is what
    was counted.
    """

    day: date
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    unknown: int = 0

    @property
    def is_of_nobody(self) -> bool:
        """Whether there is nobody of whom a percentage could be taken."""
        return self.denominator == 0

    @property
    def known(self) -> Between | None:
        """Between what it lies; None where nothing was found, or there is nobody."""
        if self.numerator is None:
            return None if self.value is None else Between(Fraction(self.value), Fraction(self.value))
        if self.denominator is None:
            return Between(Fraction(self.numerator), Fraction(self.numerator + self.unknown))
        if self.denominator == 0:
            return None
        least, most = (
            Fraction(100 * count, self.denominator)
            for count in (self.numerator, self.numerator + self.unknown)
        )
        return Between(least, most)
