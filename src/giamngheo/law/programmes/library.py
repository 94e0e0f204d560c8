"""Finds the programmes: the product's own, then those an operator keeps under `GIAMNGHEO_LAW`."""

import os
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from giamngheo.law.library import LAW, LawError, read_packs
from giamngheo.law.vocabulary.programmes import Programme


class NoProgrammeError(LawError):
    """No programme runs on the day."""


def programmes_under(law: Path) -> dict[str, Programme]:
    """Every programme of one law folder, by id; raises BrokenPackError."""
    return read_packs(law, "programmes/*/programme.yaml", Programme, "chương trình")


@lru_cache
def programmes() -> Mapping[str, Programme]:
    """Every programme by id."""
    own = os.environ.get("GIAMNGHEO_LAW")
    return {**programmes_under(LAW), **(programmes_under(Path(own)) if own else {})}


def programme_for(day: date) -> Programme:
    """The programme that runs on a day.

    Raises:
        NoProgrammeError: where none covers the day.
    """
    for one in programmes().values():
        if any(period.holds(day) for period in one.periods):
            return one
    times = "; ".join(
        f"{period.first:%d/%m/%Y} đến {period.last:%d/%m/%Y}"
        for one in programmes().values()
        for period in one.periods
    )
    raise NoProgrammeError(
        f"Không có chương trình nào thực hiện vào ngày {day:%d/%m/%Y}. Các chương trình đã nạp: {times}. "
        "Chọn ngày khác, hoặc nạp chương trình của giai đoạn này vào thư mục GIAMNGHEO_LAW."
    )
