"""Finds the frameworks of results: the product's own, then those an operator keeps under `GIAMNGHEO_LAW`."""

import os
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from giamngheo.law.library import LAW, LawError, read_packs
from giamngheo.law.vocabulary.frameworks import Framework, Indicator


class NoFrameworkError(LawError):
    """No framework of results is in force on the day."""


def frameworks_under(law: Path) -> dict[str, Framework]:
    """Every framework of one law folder, by id; raises BrokenPackError."""
    return read_packs(law, "results/*/framework.yaml", Framework, "khung kết quả")


@lru_cache
def frameworks() -> Mapping[str, Framework]:
    """Every framework by id."""
    own = os.environ.get("GIAMNGHEO_LAW")
    return {**frameworks_under(LAW), **(frameworks_under(Path(own)) if own else {})}


def framework_for(day: date) -> Framework:
    """The framework in force on a day.

    Raises:
        NoFrameworkError: where none covers the day.
    """
    for one in frameworks().values():
        if one.holds(day):
            return one
    times = "; ".join(
        f"{period.first:%d/%m/%Y} đến {period.last:%d/%m/%Y}"
        for one in frameworks().values()
        for period in one.periods
    )
    raise NoFrameworkError(
        f"Không có khung kết quả áp dụng vào ngày {day:%d/%m/%Y}. Các khung đã nạp áp dụng {times}. "
        "Chọn ngày khác, hoặc nạp khung của giai đoạn này."
    )


def indicator_of(framework: str, name: str) -> Indicator | None:
    """An indicator by the ids of its framework and its own; None where the packs have it no more."""
    found = frameworks().get(framework)
    return found.indicator(name) if found else None
