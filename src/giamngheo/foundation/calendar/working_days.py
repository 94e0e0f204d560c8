"""Which days are worked, and when a time limit ends."""

import os
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from holidays import country_holidays

from giamngheo.foundation.calendar.days import OWN_FILE, Day, Days, put_together, read_days

LONGEST: Final = 3_660  # no time limit of ours is longer; a slip of the hand ends with a sentence, not a wait
YEARS: Final = range(1995, 2101)  # of others the lunar days are not reckoned
_WEEKEND = {5: "Thứ Bảy", 6: "Chủ nhật"}
_DAY = timedelta(days=1)


class Calendar:
    """The days as the library reckons them, corrected by what decisions say of single ones.

    Every question raises ValueError, in Vietnamese, for a year outside 1995-2100.
    """

    def __init__(self, told: Days) -> None:
        self._days = {one.day: one for one in told.days}
        self._years = {one.year: one for one in told.years}

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on the day."""
        return self.rest(day) is None

    def rest(self, day: date) -> str | None:
        """Why the day is a rest day («Chủ nhật», «Quốc khánh»); None on a working day."""
        _require_known(day)
        told = self._days.get(day)
        if told is not None:
            return None if told.working else told.name
        holidays, worked = _reckoned(day.year)
        if day in holidays:
            return holidays[day]
        return None if day in worked else _WEEKEND.get(day.weekday())

    def add_working_days(self, day: date, number: int) -> date:
        """The `number`-th working day after `day`; `day` itself, worked or not, for 0."""
        _require_length(number)
        for _ in range(number):
            day = self._next_working_day(day + _DAY)
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days come after `first`, `last` included; 0 where `last` is not later."""
        _require_length((last - first).days if last > first else 0)
        return sum(self.is_working_day(day) for day in _days(first + _DAY, last))

    def deadline(
        self,
        day: date,
        number: int,
        *,
        working: bool,
        first_day_counts: bool = False,
        moves_off_rest_days: bool = True,
    ) -> date:
        """The last day of `number` days, working or by the calendar, that begin with what happened on `day`.

        `first_day_counts` makes `day` itself, if it is counted at all, the first of them. A limit by the
        calendar that ends on a rest day ends on the next working day where `moves_off_rest_days`.
        """
        _require_length(number)
        if number == 0:
            return day
        if working:
            return self.add_working_days(day - _DAY if first_day_counts else day, number)
        last = day + timedelta(days=number - first_day_counts)
        return self._next_working_day(last) if moves_off_rest_days else last

    def doubts(self, first: date, last: date) -> tuple[str, ...]:
        """What nobody compared with a decision in these days: Vietnamese sentences, none if all was."""
        told: list[str] = []
        for year in range(first.year, last.year + 1):
            known = self._years.get(year)
            if known is None or not known.verified:
                why = known.note if known else "chưa đối chiếu với thông báo nghỉ lễ, Tết của năm"
                told.append(f"Ngày nghỉ lễ, Tết năm {year}: {why}.".replace("..", "."))
        for day, one in sorted(self._days.items()):
            if first <= day <= last and not one.verified:
                told.append(f"Ngày {day:%d/%m/%Y} ({one.name}): {one.note}")
        return tuple(told)

    def decided_days(self, first: date, last: date) -> tuple[Day, ...]:
        """The single days in this time of which a decision is written down."""
        return tuple(one for day, one in sorted(self._days.items()) if first <= day <= last)

    def _next_working_day(self, day: date) -> date:
        while not self.is_working_day(day):
            day += _DAY
        return day


def calendar_of(files: Sequence[Path]) -> Calendar:
    """A calendar out of files of days, the first of which stands before the others; raises CalendarError."""
    return Calendar(put_together([read_days(path) for path in files]))


@lru_cache
def calendar() -> Calendar:
    """The calendar of this installation: the office's own days, then ours; raises CalendarError."""
    own = os.environ.get("GIAMNGHEO_CALENDAR")
    return calendar_of([*([Path(own)] if own else []), OWN_FILE])


@cache
def _reckoned(year: int) -> tuple[dict[date, str], frozenset[date]]:
    """Holidays of a year with their names, and its weekend days that are worked instead of another."""
    told = country_holidays("VN", years=year, language="vi")
    return dict(told), frozenset(day for day in told.weekend_workdays if day.year == year)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _require_known(day: date) -> None:
    if day.year not in YEARS:
        raise ValueError(
            f"Lịch làm việc chỉ có từ năm {YEARS[0]} đến năm {YEARS[-1]}; xem lại ngày {day:%d/%m/%Y}."
        )


def _require_length(number: int) -> None:
    if not 0 <= number <= LONGEST:
        raise ValueError(f"Số ngày phải từ 0 đến {LONGEST}, đang là {number}.")
