"""What a figure would be on a day to come if it went on as it did: a straight line, its assumption told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from giamngheo.law.results.words import NO_BREAK, day, number
from giamngheo.law.vocabulary.frameworks import Indicator

_WHOLE: Final = Fraction(100)


@dataclass(frozen=True)
class Forecast:
    """What is foreseen for a day; `value` None where it cannot be told. `why` names the assumption."""

    day: date
    value: Fraction | None
    why: str


def forecast(certain: Mapping[date, Fraction], indicator: Indicator, until: date) -> Forecast:
    """The figure on `until` by the line through the first and the last of the certain figures by day.

    Percentages stay between 0 and 100, numbers are never below 0.
    """
    if len(certain) < 2:
        return Forecast(
            until, None, "Cần ít nhất hai lần có số liệu chắc chắn, khác ngày, mới dự báo được đến cuối kỳ."
        )
    first, last = min(certain), max(certain)
    a_day = (certain[last] - certain[first]) / (last - first).days
    value = max(certain[last] + a_day * (until - last).days, Fraction(0))
    if indicator.is_percent:
        value = min(value, _WHOLE)
    unit = indicator.unit.label
    return Forecast(
        until,
        value,
        f"Dự báo ngày {day(until)}: {number(value)}{NO_BREAK}{unit}, nếu mỗi ngày vẫn đổi như bình quân từ "
        f"{day(first)} ({number(certain[first])}{NO_BREAK}{unit}) đến {day(last)} "
        f"({number(certain[last])}{NO_BREAK}{unit}).",
    )
