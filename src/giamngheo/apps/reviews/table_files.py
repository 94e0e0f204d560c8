"""A table of B1 points in a person's file: what the reader of the law says of it, by sheet and cell."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from giamngheo.foundation.sheets import SheetError, open_workbook, read_cells
from giamngheo.foundation.sheets.tables import column_letter
from giamngheo.law.library import LawError
from giamngheo.law.point_table_files import (
    Lines,
    UnreadableTableError,
    cells_of_text,
    is_heading,
    read_lines,
    read_point_table,
)
from giamngheo.law.point_tables import faults_by_question
from giamngheo.law.vocabulary.point_tables import PointTable

_OF_TEXT: Final = frozenset({".csv", ".yaml", ".yml"})


@dataclass(frozen=True)
class TableFault:
    """What is wrong: on which sheet, in which cell (None, "": of the whole file), what stands there, why."""

    why: str
    sheet: str = ""
    row: int | None = None
    letter: str = ""
    value: str = ""


@dataclass(frozen=True)
class ReadFile:
    """The table of a file, None where anything is wrong with it."""

    table: PointTable | None
    faults: tuple[TableFault, ...] = ()


def read_table_file(path: Path, name: str) -> ReadFile:
    """Read a .csv, .yaml or workbook, which the person calls `name`, and check it; nothing is written."""
    try:
        if path.suffix.lower() in _OF_TEXT:
            table = read_point_table(path)
            lines: Lines
            sheet, lines = path.stem, cells_of_text(path.read_text(encoding="utf-8-sig"))
        else:
            sheet, lines = _sheet_of(path)
            table, _ = read_lines(lines, name)
    except UnreadableTableError as error:
        told = _named(str(error), path, name)
        return ReadFile(None, _in_cells(error, path) or (TableFault(told),))
    except (SheetError, LawError) as error:
        return ReadFile(None, (TableFault(_named(str(error), path, name)),))
    first = {row[0]: number for number, row in reversed(lines) if row}
    found = []
    for question, why in faults_by_question(table):
        line = next((number for text, number in first.items() if text.strip().casefold() == question), None)
        found.append(
            TableFault(why, sheet if line else "", line, "A" if line else "", question if line else "")
        )
    return ReadFile(None if found else table, tuple(found))


def cells_of_table_file(path: Path) -> dict[str, pl.DataFrame]:
    """Every cell of a file as text, each line where it stands; raises SheetError."""
    if path.suffix.lower() not in _OF_TEXT:
        workbook = open_workbook(path)
        return {one.name: read_cells(workbook, one.name) for one in workbook.sheets}
    lines = cells_of_text(path.read_text(encoding="utf-8-sig"))
    width = max((len(row) for _, row in lines), default=1)
    empty: list[str | None] = [None] * width
    held = {number: [*row, *empty[len(row) :]] for number, row in lines}
    rows = [held.get(number, empty) for number in range(1, max(held, default=0) + 1)]
    return {path.stem: pl.DataFrame(rows, {f"c{place}": pl.String for place in range(width)}, orient="row")}


def _in_cells(error: UnreadableTableError, path: Path) -> tuple[TableFault, ...]:
    sheet = path.stem if path.suffix.lower() in _OF_TEXT else _sheet_of(path)[0]
    return tuple(
        TableFault(one.why, sheet, one.line, column_letter(one.column - 1), one.value)
        if one.line
        else TableFault(one.why, sheet)
        for one in error.faults
    )


def _sheet_of(path: Path) -> tuple[str, Lines]:
    """The first sheet with the headings of a table of points and its lines; else the first sheet."""
    found: list[tuple[str, Lines]] = []
    for name, cells in cells_of_table_file(path).items():
        rows = [["" if cell is None else cell.strip() for cell in row] for row in cells.iter_rows()]
        lines = [(number, row) for number, row in enumerate(rows, start=1) if any(row)]
        found.append((name, lines))
        if any(is_heading(row) for _, row in lines):
            return name, lines
    return found[0] if found else ("", [])


def _named(message: str, path: Path, name: str) -> str:
    return message.replace(f"«{path.name}»", f"«{name}»")
