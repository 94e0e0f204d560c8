"""How numbers and days are written on the screen: 1.234.567; 12,5 %; 15/11/2025."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

_NO_BREAK = "\u00a0"


def number(value: int | float | Decimal | None, decimals: int = 0) -> str:
    """A number with dots for thousands and a comma for decimals; a dash for none."""
    if value is None:
        return "–"
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{rounded:,f}".translate(str.maketrans(",.-", ".,−"))


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
