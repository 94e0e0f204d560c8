"""Frozen figures of the made-up province: two times of it and its communes, to see time pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from giamngheo.apps.dashboards.actions import sum_up
from giamngheo.apps.snapshots.actions import Wanted, make_snapshot
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor

PERIODS: Final = (
    (date(2025, 7, 1), date(2025, 9, 30), "Số liệu quý III năm 2025 (trình diễn)"),
    (date(2025, 9, 30), date(2025, 12, 31), "Kết quả rà soát năm 2025 (trình diễn)"),
)


@dataclass(frozen=True)
class Frozen:
    """A unit whose figures are frozen, and who does it."""

    area: Area
    officer: Actor


def fill_dashboards(units: Sequence[Frozen], today: date) -> int:
    """Freeze and sum both times of these units, once; how many were frozen, none where there are some."""
    areas = [one.area.pk for one in units]
    if today <= PERIODS[-1][1] or Snapshot.objects.filter(area__in=areas).exists():
        return 0
    for one in units:
        for opening, closing, title in PERIODS:
            sum_up(make_snapshot(Wanted(one.area, opening, closing, title), one.officer), one.officer)
    return len(units) * len(PERIODS)
