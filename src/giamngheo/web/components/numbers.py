"""How numbers and days are written on the screen: 1.234.567; 12,5 %; 15/11/2025."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from psycopg.types.range import Range

_NO_BREAK = "\u00a0"
_SIGNS = str.maketrans(",.-", ".,−")


def number(value: int | float | Decimal | None, decimals: int = 0) -> str:
    """A number with dots for thousands and a comma for decimals; a dash for none."""
    if value is None:
        return "–"
    if isinstance(value, int) and not decimals:  # fifty times a list
        return f"{value:,}".translate(_SIGNS)
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{rounded:,f}".translate(_SIGNS)


def percent(share: float | Decimal | None, decimals: int = 1) -> str:
    """A share between 0 and 1 as a percentage; a dash for none."""
    if share is None:
        return "–"
    return f"{number(Decimal(str(share)) * 100, decimals)}{_NO_BREAK}%"


def day(value: date | None) -> str:
    """A day as 15/11/2025; moments are told in the hour of Viet Nam; a dash for none."""
    if value is None:
        return "–"
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%d/%m/%Y}"


def moment(value: datetime | None) -> str:
    """A moment as 18:30 ngày 15/11/2025 in the hour of Viet Nam; a dash for none."""
    if value is None:
        return "–"
    if timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%H:%M} ngày {value:%d/%m/%Y}"


def size(count: int) -> str:
    """A number of bytes as people read it: 512 byte, 12 kB, 3,4 MB."""
    for unit, worth in (("MB", 1024 * 1024), ("kB", 1024)):
        if count >= worth:
            return f"{number(count / worth, 1 if count < 10 * worth else 0)}{_NO_BREAK}{unit}"
    return f"{count}{_NO_BREAK}byte"


def eve(value: date) -> date:
    """The day before: the last day of a time whose end is told as the first day after it."""
    return value - timedelta(days=1)


def days(period: Range[date]) -> str:
    """A time as «từ 01/07/2025» or «đến hết 30/06/2025»; its end is the first day after it."""
    first = f"từ {day(period.lower)}" if period.lower else ""
    last = f"đến hết {day(eve(period.upper))}" if period.upper else ""
    return f"{first} {last}".strip() or "từ trước đến nay"


def capital(text: str) -> str:
    """The text with a capital at its head, the rest as it is."""
    return text[:1].upper() + text[1:]
