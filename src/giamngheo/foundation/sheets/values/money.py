"""Sums of money, in whole đồng whatever the unit of the column or of the cell."""

import re
import unicodedata
from typing import Final

import polars as pl

from giamngheo.foundation.sheets.values.numbers import MOST, number_expr
from giamngheo.foundation.sheets.values.reading import Read, as_text, first_problem, problem_where

_MILLION: Final = 1_000_000
_DONG: Final = r"\s*(đồng|dong|đ|d|vnđ|vnd)?\.?$"
_PER: Final = r"(\s*/\s*(người|nguoi|khẩu|khau|tháng|thang|ng|th|đầu người)\.?)+$"  # as the column says
_NUMBER: Final = r"^([+-]?\d[\d., ]*?)\s*"
_UNITS: Final = {
    1: r"(đồng|dong|đ|vnđ|vnd)\.?$",
    1_000: r"(nghìn|nghin|ngàn|ngan|ng|k)\.?" + _DONG,
    _MILLION: r"(triệu|trieu|tr)\.?" + _DONG,
    1_000_000_000: r"(tỷ|tỉ|ty)\.?" + _DONG,
}
_MILLION_AND: Final = r"^(\d+)\s*(?:triệu|trieu|tr)\s*(\d{1,3})" + _DONG
_HALF: Final = r"^(\d+)\s*(?:triệu|trieu|tr)\s*(?:rưỡi|ruoi)" + _DONG
_UNCLEAR: Final = r"^[+-]?\d{1,3}\.\d{3}$"
_HEADING_UNITS: Final = (
    (1_000_000_000, re.compile(r"\b(tỷ|tỉ)\b ?(đồng|đ\b)|\b(tỷ|tỉ)\)")),
    (
        _MILLION,
        re.compile(r"\b(triệu|trieu|tr)\b[. ]*(đồng|dong|đ\b|vn[đd])?|\btrđ|\b1[. ]000[. ]000 ?(đồng|đ)"),
    ),
    (1_000, re.compile(r"\b(nghìn|nghin|ngàn|ngan)\b|\bng\. ?đ|\b(1[., ]?000) ?(đồng|dong|đ|vn[đd]|\))")),
    (1, re.compile(r"\bđồng\b|\bvn[đd]\b|\(\s*(đ|dong)\s*\)|[,/:] ?đ$")),
)


def amount(cells: pl.Series, unit: int = 1) -> Read:
    """Return money in whole đồng (Int64), rounded UP, from cells in `unit` đồng or text with its own unit.

    The lines of the law are whole đồng and "at or below" is decided exactly: x ≤ L just when ceil(x) ≤ L.
    Four decimals are kept before, so that the noise of binary fractions does not lift a value over a line.
    """
    if cells.dtype.is_numeric():
        dong = cells.cast(pl.Float64) * unit
        unread = ~dong.is_finite().fill_null(True)
        unclear = unread & False
    else:
        text = as_text(cells).str.replace(_PER, "").str.replace(r"(\d)\.$", "$1")
        dong = text.to_frame("x").select(_dong(pl.col("x"), unit)).to_series()
        # In a column of millions "1.250" may be 1250 or 1,25: only the person knows.
        unclear = (text.str.contains(_UNCLEAR) & (unit >= _MILLION)).fill_null(False)
        unread = text.is_not_null() & dong.is_null() & ~unclear
    negative = (dong < 0).fill_null(False)
    huge = (dong.abs() > MOST).fill_null(False)
    value = dong.set(unread | unclear | negative | huge, None).round(4).ceil().cast(pl.Int64)
    problem = first_problem(
        problem_where(unread, "không phải số tiền"),
        problem_where(unclear, "dấu chấm không rõ là phần nghìn hay phần lẻ; hãy ghi dấu phẩy cho phần lẻ"),
        problem_where(negative, "số tiền không được âm"),
        problem_where(huge, "số tiền quá lớn"),
    )
    return Read(value.alias(cells.name), problem)


def _dong(text: pl.Expr, unit: int) -> pl.Expr:
    small = unit < _MILLION
    rest = text.str.extract(_MILLION_AND, 2)
    parts = text.str.extract(_MILLION_AND, 1).cast(pl.Float64) * _MILLION
    parts += rest.cast(pl.Float64) * _MILLION / pl.lit(10.0).pow(rest.str.len_chars())
    halves = text.str.extract(_HALF, 1).cast(pl.Float64) * _MILLION + _MILLION / 2
    named = [
        number_expr(text.str.extract(_NUMBER + words, 1), True, factor < _MILLION) * factor
        for factor, words in _UNITS.items()
    ]
    bare = pl.when(~text.str.contains(_UNCLEAR) | pl.lit(small)).then(number_expr(text, small, small) * unit)
    return pl.coalesce(bare, *named, parts, halves)


def unit_of_heading(text: str) -> int | None:
    """Return the đồng in one unit of a column, from (nghìn đồng), (1.000đ), tr.đ …; None if not said."""
    words = " ".join(unicodedata.normalize("NFC", text).lower().split())
    return next((unit for unit, pattern in _HEADING_UNITS if pattern.search(words)), None)
