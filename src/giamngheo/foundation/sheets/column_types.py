"""Gives a column of text cells its type, only where nothing a person sees is lost by it."""

import polars as pl

_INTEGER = r"^-?(0|[1-9]\d{0,17})$"
_DECIMAL = r"^-?(0|[1-9]\d*)(\.\d+)?$"
_MOMENT = r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)?$"
_TIME_OF_DAY = r"^1899-12-3[01] (\d{2}:\d{2})(?::00|(:\d{2}))(\.\d+)?$"  # Excel's day 0: a time alone
_MIDNIGHT = " 00:00:00"
_IDENTIFIER_DIGITS = 12  # numbers of persons: no one adds them up, and a spreadsheet shows them as 1,2E+11


def guess_type(cells: pl.Series) -> str:
    """Return integer, decimal, moment, truth, empty or text for a column of text cells."""
    known = cells.drop_nulls()
    if known.is_empty():
        return "empty"
    for part in (known.head(50), known):
        if part.str.contains(_INTEGER).all():
            kind = "text" if part.str.len_bytes().ge(_IDENTIFIER_DIGITS).all() else "integer"
        elif part.str.contains(_DECIMAL).all():
            kind = "decimal"
        elif part.str.contains(_MOMENT).all() and not part.str.contains(_TIME_OF_DAY).any():
            kind = "moment"
        elif part.is_in(["true", "false"]).all():
            kind = "truth"
        else:
            return "text"
    return kind


def as_type(cells: pl.Series, kind: str) -> pl.Series:
    """Return the cells in the type named by guess_type; decimal stays text (see load_numbers)."""
    if kind == "integer":
        return cells.cast(pl.Int64)
    if kind == "truth":
        return cells == "true"
    if kind == "moment":
        if cells.str.ends_with(_MIDNIGHT).all():
            return cells.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
        return cells.str.to_datetime("%Y-%m-%d %H:%M:%S%.f", strict=False)
    return as_seen(cells)


def as_seen(cells: pl.Series) -> pl.Series:
    """Return text cells as a person sees them: 04/03/2025 and not 2025-03-04 00:00:00, TRUE and not true."""
    if not cells.str.contains(r"^(true|false|\d{4}-\d{2}-\d{2} \d{2}:)").any():
        return cells
    return (
        cells.to_frame("x")
        .select(
            pl.col("x")
            .str.replace(_TIME_OF_DAY, "$1$2")
            .str.replace(r"^(\d{4})-(\d{2})-(\d{2}) 00:00:00$", "$3/$2/$1")
            .str.replace(r"^(\d{4})-(\d{2})-(\d{2}) (\d{2}:\d{2}:\d{2})(\.\d+)?$", "$3/$2/$1 $4")
            .replace({"true": "TRUE", "false": "FALSE"})
        )
        .to_series()
        .alias(cells.name)
    )
