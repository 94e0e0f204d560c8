"""What is written of single days and years: our own list, and before it that of an office."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import msgspec

OWN_FILE: Final = Path(__file__).with_name("days.yaml")


class CalendarError(Exception):
    """A list of days does not read; the Vietnamese message names the file, the entry and the remedy."""


class Year(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A year that somebody compared, or could not compare, with what the authority announced."""

    year: int
    source: str
    verified: bool = True
    note: str = ""


class Day(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One day that a decision makes a working day or a rest day."""

    day: date
    working: bool
    name: str
    source: str
    verified: bool = True
    note: str = ""


class Days(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One file of days."""

    years: tuple[Year, ...] = ()
    days: tuple[Day, ...] = ()


def read_days(path: Path) -> Days:
    """Read one file; raises CalendarError."""
    try:
        days = msgspec.yaml.decode(path.read_bytes(), type=Days)
    except (msgspec.DecodeError, OSError) as error:
        raise CalendarError(
            f"Không đọc được lịch {path.name}: {error}. Cách xử lý: viết như tệp days.yaml của phần mềm, "
            "ngày ghi như 2027-02-05."
        ) from error
    _require_sound(path, days)
    return days


def put_together(files: Sequence[Days]) -> Days:
    """One list out of several: what an earlier one says of a day or a year stands."""
    days: dict[date, Day] = {}
    years: dict[int, Year] = {}
    for file in files:
        for one in file.days:
            days.setdefault(one.day, one)
        for year in file.years:
            years.setdefault(year.year, year)
    return Days(years=tuple(years.values()), days=tuple(days.values()))


def _require_sound(path: Path, days: Days) -> None:
    for told in (_twice(one.day for one in days.days), _twice(one.year for one in days.years)):
        if told:
            raise CalendarError(f"Lịch {path.name}: {told} ghi hai lần. Cách xử lý: giữ một dòng.")
    entries: tuple[Day | Year, ...] = (*days.days, *days.years)
    for one in entries:
        what = f"ngày {one.day:%d/%m/%Y}" if isinstance(one, Day) else f"năm {one.year}"
        if not one.source.strip():
            raise CalendarError(
                f"Lịch {path.name}: {what} không ghi nguồn. Cách xử lý: ghi số, ngày của văn bản ở source."
            )
        if not one.verified and not one.note.strip():
            raise CalendarError(
                f"Lịch {path.name}: {what} chưa đối chiếu mà không ghi vì sao. Cách xử lý: ghi lý do ở note."
            )


def _twice(values: Iterable[date | int]) -> str:
    return ", ".join(
        f"{value:%d/%m/%Y}" if isinstance(value, date) else f"năm {value}"
        for value, times in Counter(values).items()
        if times > 1
    )
