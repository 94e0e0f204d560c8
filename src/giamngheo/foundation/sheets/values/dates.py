"""Dates as far as people know them: a day, a month, or only a year."""

from typing import Final, NamedTuple

import polars as pl

from giamngheo.foundation.sheets.values.reading import as_text, problem_where

_SEPARATOR: Final = r"\s*[/.\-\s]\s*"
_TIME: Final = r"(?:[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_FORMS: Final = (
    rf"^(?P<d>\d{{1,2}}){_SEPARATOR}(?P<m>\d{{1,2}}){_SEPARATOR}(?P<y>\d{{4}}|\d{{2}}){_TIME}$",
    rf"^(?P<y>\d{{4}}){_SEPARATOR}(?P<m>\d{{1,2}}){_SEPARATOR}(?P<d>\d{{1,2}}){_TIME}$",
    rf"^(?P<m>\d{{1,2}}){_SEPARATOR}(?P<y>\d{{4}})$",
    rf"^(?P<y>\d{{4}}){_SEPARATOR}(?P<m>\d{{1,2}})$",
    r"^(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4}|\d{2})$",
    r"^(?:năm )?(?P<y>\d{4})(?:\.0)?$",
    r"^(?:ngày )?(?P<d>\d{1,2}) tháng (?P<m>\d{1,2}) năm (?P<y>\d{4})$",
    r"^tháng (?P<m>\d{1,2}) (?:năm )?(?P<y>\d{4})$",
)
_EXCEL_DAY: Final = r"^\d{5}(\.\d+)?$"
_PIVOT: Final = 30  # two-digit years: 00-29 are 20xx, 30-99 are 19xx, for most such cells are years of birth
_EARLIEST: Final = 1900
_LATEST: Final = 2100
_REASON: Final = "không phải ngày; hãy ghi như 1/9/2025, 9/2025 hoặc 1975"


class DayParts(NamedTuple):
    """A date in parts (Int64): all three, year and month, or the year alone; and the problems."""

    year: pl.Series
    month: pl.Series
    day: pl.Series
    problem: pl.Series


def day(cells: pl.Series) -> DayParts:
    """Return year, month and day of dates, of Excel's day numbers, and of text as people write it."""
    if cells.dtype in (pl.Date, pl.Datetime):
        parts = (cells.dt.year(), cells.dt.month(), cells.dt.day())
        year, month, number = (part.cast(pl.Int64) for part in parts)
        return DayParts(year, month, number, problem_where(cells.is_null() & False, _REASON))
    text = as_text(cells.cast(pl.Int64, strict=False) if cells.dtype.is_float() else cells)
    frame = text.to_frame("x").select(*(_part(name).alias(name) for name in "ymd"))
    frame = frame.with_columns(_valid().fill_null(False).alias("valid"))
    year, month, number = (
        frame.select(pl.when("valid").then(name).alias(name)).to_series() for name in "ymd"
    )
    return DayParts(year, month, number, problem_where(text.is_not_null() & ~frame["valid"], _REASON))


def _part(name: str) -> pl.Expr:
    text = pl.col("x")
    serial = pl.when(text.str.contains(_EXCEL_DAY)).then(text).cast(pl.Float64).cast(pl.Int32)
    excel = pl.date(1899, 12, 30) + pl.duration(days=serial)
    whole = {"y": excel.dt.year(), "m": excel.dt.month(), "d": excel.dt.day()}[name].cast(pl.Int64)
    found = [_group(text, form, name) for form in _FORMS if f"(?P<{name}>" in form]
    value = pl.coalesce(*found, whole)
    if name != "y":
        return value
    return pl.when(value < _PIVOT).then(value + 2000).when(value < 100).then(value + 1900).otherwise(value)


def _group(text: pl.Expr, form: str, name: str) -> pl.Expr:
    names = [part[:1] for part in form.split("(?P<")[1:]]
    return text.str.extract(form, names.index(name) + 1).cast(pl.Int64)


def _valid() -> pl.Expr:
    """Tell whether the parts are in the calendar."""
    year, month, number = pl.col("y"), pl.col("m").fill_null(1), pl.col("d").fill_null(1)
    usable = year.is_between(_EARLIEST, _LATEST) & month.is_between(1, 12)
    first = pl.date(pl.when(usable).then(year), pl.when(usable).then(month), 1)
    return usable & (number >= 1) & (number <= first.dt.month_end().dt.day())
