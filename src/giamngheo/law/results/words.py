"""Numbers, targets and indicators as Vietnamese papers write them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from giamngheo.law.vocabulary.frameworks import Direction, Indicator
from giamngheo.law.vocabulary.targets import Between, Target, TargetKind

_SIGNS: Final = str.maketrans(",.-", ".,−")
_MOST_DECIMALS: Final = 2
NO_BREAK: Final = "\u00a0"


def decimals_of(value: Decimal) -> int:
    """With how many decimals a number was written."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def written(value: Decimal) -> str:
    """A number with the decimals in which it was written: 1,30."""
    return f"{value:,f}".translate(_SIGNS)


def number(value: Fraction, decimals: int = _MOST_DECIMALS) -> str:
    """A reckoned number, rounded half up; whole numbers without decimals."""
    shown = 0 if value.denominator == 1 else decimals
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{exact.quantize(Decimal(1).scaleb(-shown), rounding=ROUND_HALF_UP):,f}".translate(_SIGNS)


def between(known: Between, unit: str) -> str:
    """What is known of a number: «1,2 %», «từ 1,2 đến 1,4 %»."""
    if known.is_known:
        return f"{number(known.least)}{NO_BREAK}{unit}"
    return f"từ {number(known.least)} đến {number(known.most)}{NO_BREAK}{unit}"


def change_unit(target: Target, indicator: Indicator) -> str:
    """In what a change of the indicator is told."""
    if target.kind is TargetKind.CHANGE_POINTS:
        return f"điểm{NO_BREAK}%"
    return indicator.unit.label


def moved(direction: Direction) -> str:
    """The word for a change for the better."""
    return "giảm" if direction is Direction.DOWN else "tăng"


def day(value: date) -> str:
    """A day as 15/11/2025."""
    return f"{value:%d/%m/%Y}"


def in_words(target: Target, indicator: Indicator) -> str:
    """What a target asks for, in one form for all plans: «giảm 0,17–0,2 điểm % mỗi năm»."""
    unit = indicator.unit.label
    value = written(target.value) if target.value is not None else "…"
    many = f"{value}–{written(target.up_to)}" if target.up_to is not None else value
    among = f" của {indicator.among.label}" if indicator.among else ""
    each = " mỗi năm" if target.each_year else ""
    return {
        TargetKind.LEVEL: f"đạt {value}{NO_BREAK}{unit}",
        TargetKind.BELOW: f"dưới {value}{NO_BREAK}{unit}",
        TargetKind.AT_LEAST: f"từ {value}{NO_BREAK}{unit} trở lên",
        TargetKind.RANGE: f"trong khoảng {many}{NO_BREAK}{unit}",
        TargetKind.ZERO: f"bằng 0{NO_BREAK}{unit}",
        TargetKind.SHARE: f"{value}{NO_BREAK}%{among}",
        TargetKind.EACH_HOUSEHOLD: f"mỗi hộ ít nhất {value} người",
        TargetKind.NO_NUMBER: "không ghi con số",
    }.get(
        target.kind,
        f"{moved(indicator.direction)} {many}{NO_BREAK}{change_unit(target, indicator)}{each}",
    )
