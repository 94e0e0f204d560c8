"""Types that Parquet has and no spreadsheet: lists, structures, bytes, durations; shown as text."""

import polars as pl


def is_foreign(dtype: pl.DataType) -> bool:
    """Tell whether a column of this type must become text before people or readers of cells see it."""
    return dtype.is_nested() or dtype in (pl.Binary, pl.Duration, pl.Object)


def as_plain_text(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """Return a column of a foreign type as text; null stays null."""
    if isinstance(dtype, pl.List) and not is_foreign(pl.Series(dtype=dtype.inner).dtype):
        return column.list.eval(pl.element().cast(pl.String)).list.join("; ", ignore_nulls=True)
    if dtype == pl.Duration:
        return column.dt.to_string("polars")
    if dtype == pl.Struct:
        return pl.when(column.is_not_null()).then(column.struct.json_encode())
    if isinstance(dtype, pl.Array):
        column = column.arr.to_list()
    return column.map_elements(_shown, return_dtype=pl.String)


def text_of(cells: pl.Series) -> pl.Series:
    """Return cells of any type as text."""
    if is_foreign(cells.dtype):
        name = cells.name
        return (
            cells.alias("x")
            .to_frame()
            .select(as_plain_text(pl.col("x"), cells.dtype))
            .to_series()
            .alias(name)
        )
    return cells.cast(pl.String)


def _shown(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return str(value.to_list() if isinstance(value, pl.Series) else value)
