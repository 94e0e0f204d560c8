"""Periods as DHIS2, ADX and SDMX write them, from the two days of a figure.

The days of a snapshot are not those of a calendar (31/12 to 14/12): the length tells which kind of period is
meant, the last day which one.
"""

import calendar
import re
from datetime import date
from typing import Final

_MONTH, _QUARTER, _HALF_YEAR = 45, 110, 220
_KNOWN: Final = re.compile(r"^(\d{4})(?:(0[1-9]|1[0-2])|Q([1-4])|S([12]))?$")


def period_between(opening: date, closing: date) -> str:
    """The period of DHIS2 that lies between two days: «2026», «2026S1», «2026Q4», «202611».

    `opening` is the day before the period or its first one.
    """
    days = (closing - opening).days
    if days <= _MONTH:
        return f"{closing:%Y%m}"
    if days <= _QUARTER:
        return f"{closing.year}Q{(closing.month + 2) // 3}"
    if days <= _HALF_YEAR:
        return f"{closing.year}S{1 if closing.month <= 6 else 2}"
    return str(closing.year)


def period_of(since: date | None, as_of: date) -> str:
    """The period of a figure of results: what is as of a day is of its month, of 31/12 that of its year."""
    if since is not None:
        return period_between(since, as_of)
    return str(as_of.year) if (as_of.month, as_of.day) == (12, 31) else f"{as_of:%Y%m}"


def for_adx(period: str) -> str:
    """A period as ISO 8601 with a duration: «2026-01-01/P1Y»."""
    year, first, months = _parts(period)
    length = "P1Y" if months == 12 else f"P{months}M"
    return f"{year}-{first:02}-01/{length}"


def for_sdmx(period: str) -> str:
    """A period as SDMX writes it: «2026», «2026-S1», «2026-Q4», «2026-11»."""
    year, first, months = _parts(period)
    mark = {12: "", 6: f"-S{first // 6 + 1}", 3: f"-Q{first // 3 + 1}", 1: f"-{first:02}"}
    return f"{year}{mark[months]}"


def days_of(period: str) -> tuple[date, date]:
    """The first and the last day of a period."""
    year, first, months = _parts(period)
    last = first + months - 1
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _parts(period: str) -> tuple[int, int, int]:
    """Year, first month, number of months; ValueError for what is no period."""
    found = _KNOWN.match(period)
    if found is None:
        raise ValueError(period)
    year, month, quarter, half = (int(part) if part else 0 for part in found.groups())
    if month:
        return year, month, 1
    if quarter:
        return year, quarter * 3 - 2, 3
    return (year, half * 6 - 5, 6) if half else (year, 1, 12)
