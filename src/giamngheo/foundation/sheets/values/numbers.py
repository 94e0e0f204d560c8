"""Numbers typed the Vietnamese way, the English way, or stored as numbers."""

from typing import Final

import polars as pl

from giamngheo.foundation.sheets.values.reading import Read, as_text, first_problem, problem_where

MOST: Final = 9_000_000_000_000_000  # beyond it Float64 does not hold every whole number
_POINTS: Final = r"^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$"
_POINTS_SURELY: Final = r"^[+-]?\d{1,3}(\.\d{3}){2,}(,\d+)?$|^[+-]?\d{1,3}\.\d{3},\d+$"
_COMMAS: Final = r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$"
_COMMAS_SURELY: Final = r"^[+-]?\d{1,3}(,\d{3}){2,}(\.\d+)?$|^[+-]?\d{1,3},\d{3}\.\d+$"
_PLAIN: Final = r"^[+-]?\d+([.,]\d+)?$|^[+-]?\d+(\.\d+)?e[+-]?\d+$"
_NOT_A_NUMBER: Final = "không phải số"


def number_expr(text: pl.Expr, points_group: bool, commas_group: bool) -> pl.Expr:
    """Return text as Float64, null if no number; the flags say that "1.234" ("1,234") is 1234."""
    text = text.str.replace_all(" ", "", literal=True)
    without_points = text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    without_commas = text.str.replace_all(",", "", literal=True)
    return (
        pl.when(text.str.contains(_POINTS if points_group else _POINTS_SURELY))
        .then(without_points)
        .when(text.str.contains(_COMMAS if commas_group else _COMMAS_SURELY))
        .then(without_commas)
        .when(text.str.contains(_PLAIN))
        .then(text.str.replace(",", ".", literal=True))
        .cast(pl.Float64, strict=False)
    )


def whole(cells: pl.Series) -> Read:
    """Return whole numbers (Int64), also from text: 1.234.567, 1.234, 1,234,567, 1 234 567, 12.0."""
    if cells.dtype.is_integer():
        return Read(cells.cast(pl.Int64), problem_where(cells.is_null() & False, _NOT_A_NUMBER))
    number, problem = _floats(cells, grouped=True)
    broken = (number != number.round(0)).fill_null(False)
    huge = (number.abs() > MOST).fill_null(False)
    value = number.set(broken | huge, None).cast(pl.Int64)
    reasons = problem_where(broken, "phải là số nguyên"), problem_where(huge, "số quá lớn")
    return Read(value, first_problem(problem, *reasons))


def decimal(cells: pl.Series) -> Read:
    """Return numbers (Float64), such as areas: 45.5, "45,5", "1.234,5"; a lone "1.234" is 1,234."""
    return _floats(cells, grouped=False)


def _floats(cells: pl.Series, grouped: bool) -> Read:
    if cells.dtype == pl.Boolean:
        return Read(
            pl.repeat(None, len(cells), dtype=pl.Float64, eager=True),
            problem_where(cells.is_not_null(), _NOT_A_NUMBER),
        )
    if cells.dtype.is_numeric():
        number = cells.cast(pl.Float64)
        wrong = ~number.is_finite()
        return Read(number.set(wrong.fill_null(False), None), problem_where(wrong, _NOT_A_NUMBER))
    text = as_text(cells)
    number = (
        text.to_frame("x").select(number_expr(pl.col("x"), grouped, grouped)).to_series().alias(cells.name)
    )
    return Read(number, problem_where(text.is_not_null() & number.is_null(), _NOT_A_NUMBER))
