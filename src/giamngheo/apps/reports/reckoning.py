"""A table of `law/reports` reckoned from the frames of a snapshot, by unit; nothing here asks the ledger."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import narwhals.stable.v2 as nw
import polars as pl

from giamngheo.law.library import code_list
from giamngheo.law.reports.arithmetic import Number, reckoned
from giamngheo.law.reports.library import StatutoryTable
from giamngheo.law.vocabulary import published as at
from giamngheo.law.vocabulary.reports import ByEthnicGroup, Column, Counted, Moves, ReportTable
from giamngheo.measurement import movement as measure
from giamngheo.measurement.engines import collect
from giamngheo.measurement.prepared import Columns, Prepared, columns_of
from giamngheo.measurement.tables import Frame

UNIT_OF: Final = "unit"
_OF: Final = "_unit"
EVERY_GROUP, MINORITY, UNTOLD = "", "*", "?"
_MOVING: Final = (
    at.AREA,
    at.AREA_OPENING,
    at.IS_HERE,
    at.IS_NEWCOMER,
    at.LISTED_BEFORE,
    at.CLASS_CODE,
    at.CLASS_CODE_OPENING,
    at.MEMBERS,
    at.MEMBERS_OPENING,
)


@dataclass(frozen=True)
class Line:
    """What a table tells of a unit (None: all of them); `part` tells apart several lines of one unit.

    `counts` are whole numbers by id, columns and others; `values` are the cells by column, None where empty.
    `typed` are the columns whose value an office typed in, in place of what was counted.
    """

    unit: int | None
    part: str
    counts: Mapping[str, int]
    values: Mapping[str, Number]
    typed: frozenset[str] = frozenset()


Residents: TypeAlias = Mapping[int | None, Mapping[str, int]]
"""Of units (None: all of them) the residents in all that an office typed in: households, persons."""


@dataclass(frozen=True)
class Cell:
    """A cell by the id of its column, the unit of its line (None: all) and which line of that unit it is."""

    column: str
    unit: int | None = None
    part: str = ""


@dataclass(frozen=True)
class Disagreement:
    """Something that does not agree on a line: its sentence, and the two sides."""

    unit: int | None
    part: str
    said: str
    left: Number
    right: Number


@dataclass(frozen=True)
class Reckoned:
    """A table: its lines, the whole first, and what on them does not agree."""

    table: ReportTable
    lines: tuple[Line, ...]
    disagreements: tuple[Disagreement, ...]


def reckon(
    table: StatutoryTable,
    households: Frame,
    unit_of: Mapping[int, int],
    residents: Residents | None = None,
) -> Reckoned:
    """The lines of a table by the unit in which each area lies; areas of no unit count in the whole only.

    Shape: `households` has the columns of `law/vocabulary/published`; read once, twice for a movement.
    """
    rows = _with_empty_units(_rows(table, households, unit_of), set(unit_of.values()))
    totals = residents or {}
    lines = tuple(line_of(table.text, *row, totals.get(row[0], {})) for row in rows)
    found = [one for line in lines for one in disagreements_on(table.text, line)]
    return Reckoned(table.text, lines, tuple(found))


Row: TypeAlias = tuple[int | None, str, dict[str, int]]
Sums: TypeAlias = Sequence[tuple[tuple[Any, ...], dict[str, int]]]


def _rows(table: StatutoryTable, households: Frame, unit_of: Mapping[int, int]) -> list[Row]:
    rows = table.rows
    if isinstance(rows, Moves):
        return _moved(rows, households, unit_of)
    groups = (at.HEAD_ETHNICITY,) if isinstance(rows, ByEthnicGroup) else ()
    counted = households if rows.among is None else households.filter(rows.among)
    sums = _summed(counted, rows.columns, groups, unit_of)
    nought = dict.fromkeys(rows.columns, 0)
    if isinstance(rows, ByEthnicGroup):
        return _of_groups(sums, nought)
    return [(unit, "", counts) for unit, counts in _with_whole(sums, nought)]


def _with_empty_units(rows: list[Row], units: set[int]) -> list[Row]:
    """With a line of noughts for each unit that has no household in the table, in the order of numbers."""
    parts = list(dict.fromkeys(part for unit, part, _ in rows if unit is None))
    if EVERY_GROUP in parts:
        parts = [EVERY_GROUP]
    nought = dict.fromkeys(rows[0][2], 0) if rows else {}
    missing = units - {unit for unit, _, _ in rows}
    added = [(unit, part, nought) for unit in missing for part in parts]
    place = {unit: number for number, unit in enumerate([None, *sorted(units)])}
    return sorted([*rows, *added], key=lambda row: place.get(row[0], len(place)))


def _placed(households: Frame, unit_of: Mapping[int, int]) -> Frame:
    """The households with the unit in which their area lies."""
    return households.join(nw.from_native(_units(unit_of).lazy()), on=at.AREA, how="left")


def _units(unit_of: Mapping[int, int]) -> pl.DataFrame:
    schema = {at.AREA: pl.Int64, _OF: pl.Int64}
    return pl.DataFrame({at.AREA: list(unit_of), _OF: list(unit_of.values())}, schema)


def _summed(
    households: Frame, columns: Mapping[str, Counted], groups: Sequence[str], unit_of: Mapping[int, int]
) -> Sums:
    """Of each unit and group the sums of the columns.

    Areas are summed first and put into their units then: there are a thousand times more households.
    """
    cells = {
        name: nw.when(one.where).then(nw.col(one.of)) if one.of else one.where
        for name, one in columns.items()
    }
    sums = {name: cell.sum().cast(nw.Int64) for name, cell in cells.items()}
    of_areas: pl.DataFrame = collect(households.group_by(at.AREA, *groups).agg(**sums)).to_native()
    placed = of_areas.join(_units(unit_of), on=at.AREA, how="left")
    told = placed.group_by(_OF, *groups).agg(pl.col(list(columns)).sum())
    return [
        (tuple(row[name] for name in (_OF, *groups)), {name: int(row[name] or 0) for name in columns})
        for row in told.iter_rows(named=True)
    ]


def _with_whole(sums: Sums, nought: Mapping[str, int]) -> list[tuple[int | None, dict[str, int]]]:
    """The lines of units in the order of their numbers, the sum of all before them."""
    whole = _added([nought, *(counts for _, counts in sums)])
    of_units = [(unit, counts) for (unit,), counts in sums if unit is not None]
    return [(None, whole), *sorted(of_units, key=lambda one: one[0])]


def _added(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for counts in parts:
        for name, count in counts.items():
            total[name] = total.get(name, 0) + count
    return total


def _of_groups(sums: Sums, nought: Mapping[str, int]) -> list[Row]:
    """Of each unit all groups, Kinh, the minorities together, each group, and those of whom nobody told."""
    of_units: dict[int | None, dict[str, dict[str, int]]] = {None: {}}
    for (unit, group), counts in sums:
        for place in {None, unit}:
            told = of_units.setdefault(place, {})
            told[group or UNTOLD] = _added([told.get(group or UNTOLD, nought), counts])
    found: list[Row] = []
    for unit, told in of_units.items():
        minorities = [name for name in told if name not in {at.KINH, UNTOLD}]
        in_order = [name for name in code_list("ethnic_groups") if name in minorities]
        in_order += sorted(set(minorities) - set(in_order))
        found.append((unit, EVERY_GROUP, _added([nought, *told.values()])))
        found.append((unit, at.KINH, told.get(at.KINH, dict(nought))))
        found.append((unit, MINORITY, _added([nought, *(told[name] for name in minorities)])))
        found += [
            (unit, name, told[name]) for name in (*in_order, UNTOLD) if any(told.get(name, {}).values())
        ]
    return found


def _moved(rows: Moves, households: Frame, unit_of: Mapping[int, int]) -> list[Row]:
    """The movement of the whole, which does not see moves from unit to unit, and of each unit, which does."""
    bundles = _bundles(households.select(*_MOVING), unit_of)
    whole, of_units = (_plan(rows.of, by, columns_of(bundles))(bundles) for by in ((), (_OF,)))
    names = _names(rows.of)
    found: dict[tuple[int | None, str], dict[str, int]] = {
        (None, part): dict.fromkeys(names, 0) for part in (measure.HOUSEHOLDS, measure.PERSONS)
    }
    for row in (*whole.iter_rows(named=True), *of_units.iter_rows(named=True)):
        is_whole = _OF not in row
        if is_whole or row[_OF] is not None:
            found[row.get(_OF), row[measure.UNIT]] = {name: int(row[name]) for name in names}
    return sorted(((*key, counts) for key, counts in found.items()), key=lambda row: (row[0] or 0, row[1]))


def _bundles(households: Frame, unit_of: Mapping[int, int]) -> pl.DataFrame:
    """Households of one fate, and of the same unit on each day (`_o_`, `_c_`), as one.

    The units of a household are one number, taken from the place of its areas in a row: two joins and groups
    of three numbers took as long as all that is reckoned then.
    """
    units = [None, *sorted(set(unit_of.values()))]
    place = {unit: number for number, unit in enumerate(units)}
    row = pl.Series([place[unit_of.get(area)] for area in range(max(unit_of, default=0) + 1)], dtype=pl.Int64)

    def place_of(area: str) -> pl.Expr:
        known = pl.when(pl.col(area) < len(row)).then(pl.col(area))
        return pl.lit(row).gather(known).fill_null(0)

    listed: pl.LazyFrame = households.filter(measure.listed_on_either_day()).to_native()
    placed = listed.with_columns(_units=place_of(at.AREA_OPENING) * len(units) + place_of(at.AREA))
    bundles: pl.DataFrame = collect(measure.bundles_of(nw.from_native(placed), by="_units")).to_native()
    named, both = pl.Series(units, dtype=pl.Int64), pl.col("_units")
    return bundles.with_columns(
        pl.lit(named).gather(both // len(units)).alias(f"_o_{_OF}"),
        pl.lit(named).gather(both % len(units)).alias(f"_c_{_OF}"),
    ).drop("_units")


@lru_cache(maxsize=8)
def _plan(of: str, by: tuple[str, ...], columns: Columns) -> Prepared:
    """A table of movement, made once."""

    def table(bundles: Frame) -> Frame:
        tables = measure.movement_of(bundles, by=by)
        return tables.poor if of == "poor" else tables.near_poor

    return Prepared(table, columns)


def _names(of: str) -> Sequence[str]:
    return (measure.POOR_COLUMNS if of == "poor" else measure.NEAR_POOR_COLUMNS) + measure.APART


def behind(table: StatutoryTable, cell: Cell, households: Frame, unit_of: Mapping[int, int]) -> list[int]:
    """The households that a cell counts; KeyError where its column counts none."""
    which = _condition(table, cell.column, cell.part)
    placed = _placed(households, unit_of)
    if cell.unit is not None:
        placed = placed.filter(nw.col(_OF) == cell.unit)
    found: pl.DataFrame = collect(placed.filter(which).select(at.HOUSEHOLD)).to_native()
    return found[at.HOUSEHOLD].to_list()


def opens(table: StatutoryTable, column: str, part: str) -> bool:
    """Whether there are households behind a cell."""
    if isinstance(table.rows, Moves):
        return part == measure.HOUSEHOLDS and column in table.rows.opened
    return column in table.rows.columns


def _condition(table: StatutoryTable, column: str, part: str) -> nw.Expr:
    rows = table.rows
    if isinstance(rows, Moves):
        return rows.opened[column]
    counted = rows.columns[column]
    which = counted.where & (nw.col(counted.of) > 0) if counted.of else counted.where
    if not isinstance(rows, ByEthnicGroup) or part == EVERY_GROUP:
        return which
    group = nw.col(at.HEAD_ETHNICITY)
    if part == UNTOLD:
        return which & group.is_null()
    return which & (group != at.KINH if part == MINORITY else group == part)


def line_of(
    table: ReportTable,
    unit: int | None,
    part: str,
    counts: dict[str, int],
    totals: Mapping[str, int] = MappingProxyType({}),
) -> Line:
    """A line out of its counts and typed totals of residents: what is reckoned from them is reckoned."""
    typed = {name: totals[kind] for name, kind in table.residents.items() if kind in totals}
    values: dict[str, Number] = {**counts, **typed}
    for column in table.columns:
        if column.open:
            values[column.id] = None
        elif column.formula:
            values[column.id] = reckoned(column.formula, values)
    return Line(unit, part, counts, values, frozenset(typed))


def disagreements_on(table: ReportTable, line: Line) -> Iterable[Disagreement]:
    """What on a line does not agree: sides of an identity, a part that is more than its whole."""
    for identity in table.identities:
        left, right = (reckoned(side, line.values) for side in (identity.left, identity.right))
        apart = line.counts.get("untold_in", 0) - line.counts.get("untold_out", 0)
        if left is not None and right is not None and left != right + apart:
            said = f"{_named(table, identity.left)} phải bằng {_named(table, identity.right)}"
            yield Disagreement(line.unit, line.part, said, left, right)
    for share in table.shares:
        part, whole = line.values.get(share.part), line.values.get(share.whole)
        if part is not None and whole is not None and part > whole:
            said = f"{_named(table, share.part)} lớn hơn {_named(table, share.whole)}, là mẫu số của nó"
            yield Disagreement(line.unit, line.part, said, part, whole)


def _named(table: ReportTable, formula: str) -> str:
    """A formula in the words of the paper: «cột 9»."""
    by_id = {column.id: column for column in table.columns}
    words = (_word(by_id.get(word), word) for word in formula.replace("-", "−").split())
    return " ".join(words)


def _word(column: Column | None, word: str) -> str:
    if column is None:
        return "số hộ đã rõ" if word == "told" else word
    return f"cột {column.number}" if column.number else f"«{column.name}»"
