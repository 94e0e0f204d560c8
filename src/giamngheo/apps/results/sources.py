"""Where a figure is counted: in a frozen state of its day where there is one, else in the register itself.

The register is read village by village into the same tables that are frozen, so that both count alike; that
takes its time and is never done while a page is made.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import narwhals.stable.v2 as nw
import polars as pl
from django.db.models import Q

from giamngheo.apps.households.tables import published
from giamngheo.apps.results.counting import (
    LISTS,
    NOBODY,
    Counted,
    NotCountedError,
    Register,
    behind,
    by_area,
    by_unit,
    homes_by_area,
    needed_of,
)
from giamngheo.apps.results.models import Actual
from giamngheo.apps.snapshots.files import BrokenSnapshotError
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.apps.snapshots.queries import HOUSEHOLDS, opened
from giamngheo.foundation.accounts.held import areas_around, areas_within
from giamngheo.law.library import NoStandardError, Rules, rules_for
from giamngheo.law.vocabulary.frameworks import Indicator

Report = Callable[[int, int], None]
_VILLAGES: Final = 100  # read from the register at once
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """What is to be counted: an indicator until a day, from `since` on where it adds up over a time.

    `begun` is the day since when a list is to be told how it moved.
    """

    indicator: Indicator
    since: date | None
    as_of: date
    begun: date | None = None

    @property
    def opening(self) -> date | None:
        """The opening day that the tables must have; None where any will do."""
        return self.since - _ONE_DAY if self.since else None


@dataclass(frozen=True)
class Source:
    """A frozen state, told of its closing or its opening day, or (None) the register itself."""

    snapshot: Snapshot | None
    at_opening: bool = False


@dataclass(frozen=True)
class Found:
    """What is counted of a unit, and where; `counted` is None where nothing was ever decided."""

    counted: Counted | None
    source: Source


class Frozen:
    """The frozen states in reach that tell of some units, the last made of each area and days."""

    def __init__(self, units: Iterable[int], today: date, within: Q | None = None) -> None:
        """Two questions, whatever the number of units."""
        self.around = areas_around(units, today)
        areas = {area for found in self.around.values() for area in found}
        rows = Snapshot.objects.filter(within or Q(), area__in=areas, replaced_by=None)
        self.snapshots: Sequence[Snapshot] = list(rows.order_by("-pk"))

    def last_day(self, unit: int, first: date, last: date, opening: date | None) -> date | None:
        """The last closing day within these days of which a frozen state tells of a unit."""
        days = (
            one.closing
            for one in self._of(unit)
            if first <= one.closing <= last and opening in {None, one.opening}
        )
        return max(days, default=None)

    def source(self, unit: int, asked: Asked) -> Source:
        """Where to count something of a unit: its own frozen state before that of a unit above."""
        for one in self._of(unit):
            if one.closing == asked.as_of and asked.opening in {None, one.opening} and _holds(one, asked):
                return Source(one)
        if asked.indicator.computed in LISTS:
            for one in self._of(unit):
                if one.opening == asked.as_of and _holds(one, asked):
                    return Source(one, at_opening=True)
        return Source(None)

    def _of(self, unit: int) -> list[Snapshot]:
        around = self.around.get(unit, frozenset())
        return sorted(
            (one for one in self.snapshots if one.area_id in around), key=lambda one: one.area_id != unit
        )


def register_of(snapshot: Snapshot) -> Register:
    """The tables of a frozen state; raises NotCountedError where its files are not what was frozen."""
    try:
        told = opened(snapshot)
    except BrokenSnapshotError as error:
        raise NotCountedError(str(error)) from error
    return Register(told.households, told.people, _rules(snapshot.closing))


def register_between(areas: Sequence[int], opening: date, closing: date) -> Register:
    """The register of some areas as it is, in the tables that would be frozen. Seven questions."""
    rules = _rules(closing)
    told = published(areas, opening, closing, rules)
    households, people = (nw.from_native(one.lazy()) for one in (told.households, told.people))
    return Register(households, people, rules)


def counted(
    wanted: Mapping[Asked, Sequence[int]], frozen: Frozen, today: date, report: Report = lambda done, of: None
) -> tuple[dict[tuple[Asked, int], Found], list[tuple[Asked, str]]]:
    """Count all that is wanted, each of its units: what was found, and what could not be counted and why.

    `report` hears of how many villages of how many were read. Each table is read once for all that it tells.
    """
    tables: dict[tuple[int, date, date], list[tuple[Asked, list[int], Source]]] = {}
    for asked, units in wanted.items():
        for source, some in _by_source(asked, units, frozen).items():
            tables.setdefault(_key(asked, source, wanted), []).append((asked, some, source))
    todo = {
        key: areas_within({unit for _, some, _ in told for unit in some}, today)
        for key, told in tables.items()
    }
    total, done = sum(map(len, todo.values())), 0
    found: dict[tuple[Asked, int], Found] = {}
    left: list[tuple[Asked, str]] = []
    for (_, opening, closing), told in sorted(tables.items(), key=lambda one: one[0]):
        areas = todo[_, opening, closing]
        snapshot = told[0][2].snapshot
        pieces = (
            [areas] if snapshot else [areas[at : at + _VILLAGES] for at in range(0, len(areas), _VILLAGES)]
        )
        lines: dict[tuple[Asked, bool], list[pl.DataFrame]] = {}
        homes: dict[bool, list[pl.DataFrame]] = {}
        refused: dict[Asked, str] = {}
        for piece in pieces:
            report(done, total)
            _read(piece, opening, closing, told, (lines, homes, refused))
            done += len(piece)
        left += refused.items()
        for asked, units, source in told:
            if asked not in refused:
                unit_of = _units_of(units, today)
                sums = by_unit(
                    pl.concat(lines[asked, source.at_opening]), pl.concat(homes[source.at_opening]), unit_of
                )
                found |= {(asked, unit): Found(sums.get(unit, NOBODY), source) for unit in units}
    report(total, total)
    return found, left


def households_behind(
    figure: Actual, indicator: Indicator, areas: Sequence[int], told: bool | None
) -> list[int]:
    """The households of these areas that a figure counts (True), does not (False), or that are not known.

    Of a frozen state those that were frozen, else those that the register tells now. Raises NotCountedError.
    """
    computed, snapshot = indicator.computed or "", figure.snapshot
    if snapshot is not None:
        at_opening = snapshot.closing != figure.as_of
        return behind(computed, register_of(snapshot), areas, told, at_opening)
    opening = (figure.since or figure.as_of) - _ONE_DAY
    return behind(computed, register_between(areas, opening, figure.as_of), areas, told, at_opening=False)


_Kept = tuple[dict[tuple[Asked, bool], list[pl.DataFrame]], dict[bool, list[pl.DataFrame]], dict[Asked, str]]


def _read(
    areas: Sequence[int],
    opening: date,
    closing: date,
    told: Sequence[tuple[Asked, list[int], Source]],
    kept: _Kept,
) -> None:
    """Count what is asked of one piece, by area."""
    lines, homes, refused = kept
    snapshot = told[0][2].snapshot
    try:
        held = register_of(snapshot) if snapshot else register_between(areas, opening, closing)
    except NotCountedError as error:
        refused |= {asked: str(error) for asked, _, _ in told}
        return
    for at_opening in {source.at_opening for _, _, source in told}:
        homes.setdefault(at_opening, []).append(homes_by_area(held, at_opening=at_opening))
    for asked, at_opening in dict.fromkeys((asked, source.at_opening) for asked, _, source in told):
        try:
            table = by_area(asked.indicator, held, at_opening=at_opening)
            lines.setdefault((asked, at_opening), []).append(table)
        except NotCountedError as error:
            refused[asked] = str(error)


def _by_source(asked: Asked, units: Iterable[int], frozen: Frozen) -> dict[Source, list[int]]:
    found: dict[Source, list[int]] = {}
    for unit in units:
        found.setdefault(frozen.source(unit, asked), []).append(unit)
    return found


def _key(asked: Asked, source: Source, wanted: Iterable[Asked]) -> tuple[int, date, date]:
    """Which tables tell it: of a frozen state, or of the register between two days.

    What is as of a day alone is read together with what needs an opening day.
    """
    if source.snapshot is not None:
        return source.snapshot.pk, source.snapshot.opening, source.snapshot.closing
    same_day = (one for one in wanted if one.as_of == asked.as_of)
    others = [day for one in same_day if (day := one.opening or one.begun) and day < asked.as_of]
    opening = asked.opening or asked.begun or min(others, default=asked.as_of - _ONE_DAY)
    return 0, min(opening, asked.as_of - _ONE_DAY), asked.as_of


def _holds(snapshot: Snapshot, asked: Asked) -> bool:
    """Whether a frozen state has what this is counted by: earlier ones lack some columns."""
    needed = needed_of(asked.indicator.computed or "")
    if not needed:
        return True
    try:
        return needed <= opened(snapshot).manifest.tables[HOUSEHOLDS].columns.keys()
    except BrokenSnapshotError:
        return False


def _units_of(units: Sequence[int], today: date) -> pl.DataFrame:
    """Which areas lie in which of these units today, a line a pair."""
    inside = areas_within(units, today)
    wanted = set(units)
    pairs = [(area, unit) for area, found in areas_around(inside, today).items() for unit in found & wanted]
    return pl.DataFrame(pairs, {"area": pl.Int64, "unit": pl.Int64}, orient="row")


def _rules(day: date) -> Rules:
    try:
        return rules_for(day)
    except NoStandardError as error:
        raise NotCountedError(
            "chưa có chuẩn nghèo của ngày này để tính. Nhập số kèm văn bản chứng minh."
        ) from error
