"""The periods for which a report is owed, and the last day on which the law lets it be sent."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from giamngheo.law.vocabulary.reporting import Due, Frequency, ReportDuty, SendingTier

_MONTHS: Final = 12
_CODE: Final = re.compile(r"(?P<year>\d{4})(?:-(?P<sort>t|k|den-)(?P<number>\d{1,4}))?")
_HALVES: Final = {1: "6 tháng đầu năm", 2: "6 tháng cuối năm"}


@dataclass(frozen=True)
class Period:
    """The time that a report tells of: how it is called in addresses and on paper, its first and last day."""

    code: str
    name: str
    first: date
    last: date


def periods_of(duty: ReportDuty, year: int) -> Iterator[Period]:
    """The periods of a year for which a report is owed, in their order; none for what somebody asks for."""
    match duty.every:
        case Frequency.MONTH:
            found = [_month(year, number) for number in duty.numbers or range(1, _MONTHS + 1)]
        case Frequency.HALF_YEAR:
            found = [_half(year, number) for number in duty.numbers or (1, 2)]
        case Frequency.YEAR:
            found = [Period(str(year), f"năm {year}", date(year, 1, 1), date(year, _MONTHS, 31))]
        case Frequency.ONCE:
            code = f"{duty.first.year}-den-{duty.last.year}"
            name = f"giai đoạn {duty.first.year}–{duty.last.year}"
            found = [Period(code, name, duty.first, duty.last)] if _falls_in(duty, year) else []
        case Frequency.AS_ASKED:
            found = []
    yield from (one for one in found if duty.first <= one.last and one.first <= duty.last)


def period_named(duty: ReportDuty, code: str) -> Period | None:
    """The period of a duty that an address names; None where it owes none of that name."""
    found = _CODE.fullmatch(code)
    if found is None or not date.min.year < int(found["year"]) < date.max.year:
        return None
    years = {int(found["year"]), duty.last.year, *(due.year for due in duty.dues if due.year)}
    return next((one for year in years for one in periods_of(duty, year) if one.code == code), None)


def due_of(duty: ReportDuty, tier: SendingTier) -> Due | None:
    """What the law says of the last day for units of a tier; None where it leaves that open."""
    return next((one for one in duty.dues if one.tier is tier), None)


def last_day(due: Due, period: Period) -> date:
    """The last day for a period."""
    year, month = due.year or period.last.year, due.month or period.last.month
    months = year * _MONTHS + month - 1 + due.months_after
    year, month = divmod(months, _MONTHS)
    day = date(year, month + 1, min(due.day, monthrange(year, month + 1)[1]))
    return day - timedelta(days=1) if due.before else day


def _falls_in(duty: ReportDuty, year: int) -> bool:
    """Whether what is owed once is shown in a year: in that of its last day, else in the last of its time."""
    years = {due.year for due in duty.dues if due.year} or {duty.last.year}
    return year in years


def _month(year: int, number: int) -> Period:
    last = date(year, number, monthrange(year, number)[1])
    return Period(f"{year}-t{number}", f"tháng {number} năm {year}", date(year, number, 1), last)


def _half(year: int, number: int) -> Period:
    first, last = (
        (date(year, 1, 1), date(year, 6, 30)) if number == 1 else (date(year, 7, 1), date(year, 12, 31))
    )
    return Period(f"{year}-k{number}", f"{_HALVES[number]} {year}", first, last)
