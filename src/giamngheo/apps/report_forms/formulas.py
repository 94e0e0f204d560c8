"""Formulas over cells as offices write them (+ − × ÷, SUM), by the arithmetic of the law's tables."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from giamngheo.apps.report_forms.cells import Cell, CellError, cell_of, letters, range_of
from giamngheo.law.library import BrokenPackError
from giamngheo.law.reports.arithmetic import Number, names_in, reckoned

LONGEST: Final = 300
MOST_SUMMED: Final = 1_000
_SIGNS: Final = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-", ";": ","})
_SUM: Final = re.compile(r"(?:SUM|TỔNG)\(([^()]*)\)")
_NAME: Final = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([1-9]\d{0,6})(?![\d(])")
_NO_FORMULA: Final = (
    "Công thức «{}» không đọc được. Chỉ dùng + − × ÷, dấu ngoặc, số nguyên, tên ô và SUM của một vùng, "
    "như C7 + SUM(C8:C12)."
)


class FormulaError(Exception):
    """A formula cannot be read; the message is Vietnamese and says what to do."""


def plain(formula: str) -> str:
    """A formula in one way of writing: capitals, «*» and «/», without «=» and with SUM.

    Raises:
        FormulaError: where it is none.
    """
    text = " ".join(formula.translate(_SIGNS).upper().split()).removeprefix("=").strip()
    text = text.replace("TỔNG(", "SUM(")
    if not text or len(text) > LONGEST:
        raise FormulaError(f"Công thức trống hoặc dài hơn {LONGEST} chữ. Viết lại ngắn hơn.")
    cells_in(text)
    return text


def cells_in(formula: str) -> frozenset[str]:
    """The names of the cells that a formula names, those of its ranges one by one.

    Raises:
        FormulaError: where it cannot be read.
    """
    try:
        names = names_in(_spelled(formula))
        return frozenset(str(cell_of(name)) for name in names)
    except (BrokenPackError, CellError, RecursionError, MemoryError) as error:
        raise FormulaError(_NO_FORMULA.format(formula)) from error


def value_of(formula: str, values: Mapping[str, Number]) -> Number:
    """The value of a formula; None where a cell that it names is not known, or a divisor is 0."""
    return reckoned(_spelled(formula), values)


def shifted(formula: str, rows: int, columns: int) -> str:
    """The formula as it stands so many rows below and columns to the right; «$» holds a row or column."""

    def moved(found: re.Match[str]) -> str:
        cell = cell_of(found[0])
        column = cell.column if found[1] else cell.column + columns
        row = cell.row if found[3] else cell.row + rows
        return f"{found[1]}{letters(column)}{found[3]}{row}"

    return _NAME.sub(moved, formula)


@lru_cache(maxsize=10_000)
def _spelled(formula: str) -> str:
    """With sums written out, as a tree of few floors, and without «$»."""

    def summed(found: re.Match[str]) -> str:
        names: list[str] = []
        for part in found[1].split(","):
            named = range_of(part)
            if named.rows * named.columns + len(names) > MOST_SUMMED:
                raise FormulaError(f"SUM cộng nhiều hơn {MOST_SUMMED} ô. Chia thành vùng nhỏ hơn.")
            names += map(str, named)
        return _added(names)

    try:
        return _SUM.sub(summed, formula).replace("$", "")
    except CellError as error:
        raise FormulaError(str(error)) from error


def _added(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    half = len(names) // 2
    return f"({_added(names[:half])} + {_added(names[half:])})"


def at(cell: Cell, first: Cell, formula: str) -> str:
    """The formula of a rectangle that is written for its first cell, as it stands in another of its cells."""
    return shifted(formula, cell.row - first.row, cell.column - first.column)
