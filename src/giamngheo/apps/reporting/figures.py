"""Figures of reports: told by a snapshot or summed from below, kept as lines, compared with each other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from giamngheo.apps.reports.models import ResidentTotal
from giamngheo.apps.reports.queries import Units, told
from giamngheo.apps.reports.reckoning import Cell, Disagreement, Line, disagreements_on, line_of
from giamngheo.apps.snapshots.queries import Opened
from giamngheo.law.reports.arithmetic import Number
from giamngheo.law.reports.library import StatutoryTable, statutory_tables

Kept: TypeAlias = Mapping[str, Sequence[tuple[int | None, str, Mapping[str, int]]]]
"""Of each table its lines: the unit (None for the whole), the part, counts by column."""


@dataclass(frozen=True)
class Changed:
    """A cell that two tellings do not agree on."""

    table: str
    unit: int | None
    part: str
    column: str
    before: Number
    after: Number


def from_snapshot(
    tables: Iterable[StatutoryTable], opened: Opened, units: Units, residents: Sequence[ResidentTotal]
) -> dict[str, Any]:
    """The lines of these tables of a snapshot by its units, typed totals of residents among the counts."""
    return {
        table.text.id: [
            [line.unit, line.part, dict(line.counts) | {name: line.values[name] for name in line.typed}]
            for line in told(table, opened, units, residents).lines
        ]
        for table in tables
    }


def from_parts(tables: Iterable[str], parts: Mapping[int, Kept]) -> dict[str, Any]:
    """The whole of each unit below as a line of its own, and their sum.

    Moves between two of the units stay in the sum: it adds up what was reported.
    """
    summed: dict[str, Any] = {}
    for table in tables:
        lines: list[list[Any]] = []
        whole: dict[str, dict[str, int]] = {}
        for unit, kept in parts.items():
            for inner, part, counts in kept.get(table, ()):
                if inner is None:
                    lines.append([unit, part, dict(counts)])
                    total = whole.setdefault(part, {})
                    for name, count in counts.items():
                        total[name] = total.get(name, 0) + count
        summed[table] = [*([None, part, counts] for part, counts in whole.items()), *lines]
    return summed


def lines_in(kept: Kept, table: str) -> list[Line]:
    """The lines of a table as they were kept, with what is reckoned from the counts."""
    text = statutory_tables()[table].text
    return [line_of(text, unit, part, dict(counts)) for unit, part, counts in kept.get(table, ())]


def disagreements_in(kept: Kept, table: str) -> list[Disagreement]:
    """What on the lines of a table does not agree."""
    text = statutory_tables()[table].text
    return [one for line in lines_in(kept, table) for one in disagreements_on(text, line)]


def value_in(kept: Kept, table: str, place: Cell) -> Number:
    """A cell of a table; KeyError where there is none."""
    if table not in statutory_tables():
        raise KeyError(table)
    for line in lines_in(kept, table):
        if (line.unit, line.part) == (place.unit, place.part):
            return line.values[place.column]
    raise KeyError(place.column)


def changes(before: Kept, after: Kept) -> Iterator[Changed]:
    """The counted cells in which a later telling differs from an earlier one; what is in one alone was 0."""
    for table, text in statutory_tables().items():
        old, new = _cells(before, table), _cells(after, table)
        counted = [column.id for column in text.text.columns if not column.formula and not column.open]
        for place in dict.fromkeys((*old, *new)):
            then, now = old.get(place, {}), new.get(place, {})
            for column in counted:
                if then.get(column, 0) != now.get(column, 0):
                    yield Changed(table, *place, column, then.get(column, 0), now.get(column, 0))


def apart(own: Kept, parts: Mapping[int, Kept]) -> Iterator[Changed]:
    """Where what the units below reported (`before`) is not what one's own figures tell of them (`after`)."""
    reported: dict[str, Any] = {}
    told_of: dict[str, Any] = {}
    for table in own:
        reported[table] = [
            [unit, part, counts]
            for unit, kept in parts.items()
            for inner, part, counts in kept.get(table, ())
            if inner is None
        ]
        told_of[table] = [line for line in own[table] if line[0] in parts]
    yield from changes(reported, told_of)


def _cells(kept: Kept, table: str) -> dict[tuple[int | None, str], Mapping[str, int]]:
    return {(unit, part): counts for unit, part, counts in kept.get(table, ())}
