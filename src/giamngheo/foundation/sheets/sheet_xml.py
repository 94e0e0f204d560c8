"""Rows of a frame as the XML of a worksheet, made column by column: ten times faster than cell by cell.

Text becomes an inline string and nothing else, so no cell can turn into a formula or a link.
"""

from typing import Final

import polars as pl

from giamngheo.foundation.sheets.foreign_types import as_plain_text, is_foreign
from giamngheo.foundation.sheets.tables import column_letter

LONGEST_CELL: Final = 32_767
_EXCEL_DIGITS: Final = 10**15  # a longer number would lose its last digits in a spreadsheet
_FIRST_DAY: Final = pl.date(1900, 3, 1)  # Excel's calendar is wrong before it: such days are written as text
_DAYS_TO_1970: Final = 25_569
_MICROSECONDS: Final = 86_400_000_000
_CONTROLS: Final = {chr(code): f"_x{code:04X}_" for code in [*range(9), 11, 12, *range(13, 32)]}
_SPACES: Final = r"^\s|\s$|\s\s"
_SPECIAL: Final = rf"[&<>\x{{fffe}}\x{{ffff}}\x00-\x1f]|_x[0-9A-Fa-f]{{4}}_|{_SPACES}"
_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\ufffe": "", "\uffff": "", **_CONTROLS}


def rows_xml(frame: pl.DataFrame, first_row: int, styles: list[int]) -> bytes:
    """Return <row> elements for the frame, the first being Excel's row first_row (from 1), without nulls."""
    row = pl.int_range(first_row, first_row + frame.height, dtype=pl.Int64).cast(pl.String).alias("row")
    numbered = frame.select(pl.all().name.map(lambda name: f"c{name}"), row)
    clean = _clean_columns(numbered)
    cells = [
        _cell(pl.col(f"c{name}"), dtype, column_letter(place), styles[place], is_clean=f"c{name}" in clean)
        for place, (name, dtype) in enumerate(frame.schema.items())
    ]
    start = pl.format('<row r="{}">', "row")
    lines = pl.concat_str([start, *cells, pl.lit("</row>")], ignore_nulls=True).alias("xml")
    return bytes(numbered.select(lines.str.join("").cast(pl.Binary)).item())


def _clean_columns(frame: pl.DataFrame) -> set[str]:
    """Return the text columns of which no cell needs anything done: most columns of a list are so."""
    text = pl.col(pl.String)
    asked = frame.select((text.str.contains(_SPECIAL) | (text.str.len_chars() > LONGEST_CELL)).any())
    return (
        {name for name, is_special in asked.row(0, named=True).items() if not is_special}
        if asked.width
        else set()
    )


def _cell(  # noqa: PLR0911  a table of types
    column: pl.Expr, dtype: pl.DataType, letter: str, style: int, *, is_clean: bool
) -> pl.Expr:
    if dtype == pl.Boolean:
        return _element(column.cast(pl.Int8).cast(pl.String), letter, style, "b")
    if dtype.is_integer():
        small = column.is_between(-_EXCEL_DIGITS, _EXCEL_DIGITS)
        return _either(small, column.cast(pl.String), column.cast(pl.String), letter, style)
    if dtype.is_float():
        return _element(pl.when(column.is_finite()).then(column).cast(pl.String), letter, style, "n")
    if dtype.is_decimal():
        return _element(column.cast(pl.Float64).cast(pl.String), letter, style, "n")
    if dtype == pl.Date:
        day_number = (column.cast(pl.Int32) + _DAYS_TO_1970).cast(pl.String)
        return _either(column >= _FIRST_DAY, day_number, column.dt.strftime("%d/%m/%Y"), letter, style)
    if dtype == pl.Datetime:
        local = column.dt.replace_time_zone(None).cast(pl.Datetime("us"))
        moment = (local.cast(pl.Int64) / _MICROSECONDS + _DAYS_TO_1970).cast(pl.String)
        return _either(local >= _FIRST_DAY, moment, local.dt.strftime("%d/%m/%Y %H:%M"), letter, style)
    if is_foreign(dtype):
        return _text(as_plain_text(column, dtype), letter, style)
    if is_clean:
        return _inline(column, letter, style, pl.lit(""))
    return _text(column.cast(pl.String), letter, style)


def _either(first: pl.Expr, number: pl.Expr, text: pl.Expr, letter: str, style: int) -> pl.Expr:
    as_text = _text(text, letter, style)
    return pl.when(first).then(_element(number, letter, style, "n")).when(~first).then(as_text)


def _element(value: pl.Expr, letter: str, style: int, kind: str) -> pl.Expr:
    return pl.concat_str(
        _start(letter), "row", pl.lit(f'{_style(style)} t="{kind}"><v>'), value, pl.lit("</v></c>")
    )


def _start(letter: str) -> pl.Expr:
    return pl.lit(f'<c r="{letter}')


def _style(style: int) -> str:
    return f'" s="{style}"' if style else '"'


def _text(value: pl.Expr, letter: str, style: int) -> pl.Expr:
    """Return an inline string; what XML cannot hold is written as Excel does (_x000B_)."""
    cut = value.str.slice(0, LONGEST_CELL).str.replace_all(r"_(x[0-9A-Fa-f]{4}_)", "_x005F_$1")
    safe = cut.str.replace_many(list(_ESCAPES), list(_ESCAPES.values()))
    # Spaces at the ends would be lost without being asked for; asking in every cell would double the file.
    kept = pl.when(value.str.contains(_SPACES)).then(pl.lit(' xml:space="preserve"')).otherwise(pl.lit(""))
    return _inline(safe, letter, style, kept)


def _inline(value: pl.Expr, letter: str, style: int, kept: pl.Expr) -> pl.Expr:
    opened = pl.lit(f'{_style(style)} t="inlineStr"><is><t')
    return pl.concat_str(_start(letter), "row", opened, kept, pl.lit(">"), value, pl.lit("</t></is></c>"))
