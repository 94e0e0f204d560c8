"""Cells of a sheet by their names («C7») and the rectangles that they make («C7:F20»)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MOST_COLUMNS: Final = 100
MOST_ROWS: Final = 1_000
_CELL: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")


class CellError(Exception):
    """Words name no cell, or none of the sheet; the message is Vietnamese and says what to do."""


@dataclass(frozen=True, order=True)
class Cell:
    """A cell by its row and column, both from 1."""

    row: int
    column: int

    def __str__(self) -> str:
        return f"{letters(self.column)}{self.row}"


@dataclass(frozen=True)
class Range:
    """A rectangle by its first and its last cell."""

    first: Cell
    last: Cell

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}:{self.last}"

    def __iter__(self) -> Iterator[Cell]:
        for row in range(self.first.row, self.last.row + 1):
            for column in range(self.first.column, self.last.column + 1):
                yield Cell(row, column)

    def __contains__(self, cell: object) -> bool:
        if not isinstance(cell, Cell):
            return False
        return (
            self.first.row <= cell.row <= self.last.row
            and self.first.column <= cell.column <= self.last.column
        )

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return self.last.row - self.first.row + 1

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return self.last.column - self.first.column + 1


def letters(column: int) -> str:
    """The letters of a column: 1 is «A», 28 is «AB»."""
    told = ""
    while column:
        column, place = divmod(column - 1, 26)
        told = chr(ord("A") + place) + told
    return told


def number_of(column: str) -> int:
    """The number of a column by its letters."""
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def cell_of(text: str) -> Cell:
    """The cell that words name.

    Raises:
        CellError: where they name none.
    """
    found = _CELL.fullmatch(text.strip().upper())
    if found is None:
        raise CellError(f"«{text}» không phải tên ô. Gõ như C7.")
    return Cell(int(found[2]), number_of(found[1]))


def range_of(text: str) -> Range:
    """The rectangle that words name: a cell, or two corners with «:» between them.

    Raises:
        CellError: where they name none.
    """
    first, _, last = text.partition(":")
    try:
        one = cell_of(first)
        other = cell_of(last) if last else one
    except CellError as error:
        raise CellError(f"«{text}» không phải vùng ô. Gõ như C7 hoặc C7:F20.") from error
    rows, columns = sorted((one.row, other.row)), sorted((one.column, other.column))
    return Range(Cell(rows[0], columns[0]), Cell(rows[1], columns[1]))
