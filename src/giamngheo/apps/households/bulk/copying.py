"""Frames into tables: COPY into a table of the transaction, from there by one statement into the real one.

COPY itself is refused where row-level security holds; the statement that follows is checked row by row.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, Final

import numpy as np
import polars as pl
from django.db import connection, models
from psycopg import ClientCursor
from psycopg.pq import Format

_TYPES: Final = {
    pl.Int64: "bigint",
    pl.Int32: "integer",
    pl.String: "text",
    pl.Date: "date",
    pl.Boolean: "boolean",
    pl.Float64: "numeric",
}
_BETWEEN_TEXTS: Final = r"'\xff'::bytea"
_NO_NUMBER: Final = -(2**63)


def staged(name: str, frame: pl.DataFrame, *, analysed: bool = True) -> None:
    """Put a frame into the table `name` of this transaction, in the place of what was staged there before.

    Statements that follow are planned by what its columns hold, or by its size alone where not `analysed`.
    """
    columns = ", ".join(f"{column} {_type_of(dtype)}" for column, dtype in frame.schema.items())
    # Texts are quoted and NULL is not, which is how COPY tells them apart.
    content = BytesIO()
    frame.select(_as_text(column, dtype) for column, dtype in frame.schema.items()).write_csv(
        content, include_header=False, quote_style="non_numeric"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
        cursor.execute(f"CREATE TEMPORARY TABLE {name} ({columns}) ON COMMIT DROP")
        with cursor.copy(f"COPY pg_temp.{name} FROM STDIN (FORMAT csv)") as copy:
            copy.write(content.getvalue())
        if analysed:
            cursor.execute(f"ANALYZE pg_temp.{name}")


def ran(sql: str, values: Mapping[str, Any] | None = None) -> int:
    """Run one statement; returns how many rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def new_numbers(model: type[models.Model], count: int) -> pl.Series:
    """The next `count` numbers of a table's rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return pl.Series("id", [number for (number,) in cursor.fetchall()], dtype=pl.Int64)


def asked(sql: str, values: Mapping[str, Any], schema: Mapping[str, Any]) -> pl.DataFrame:
    """The answer to a question as a frame of this schema, in the order of its columns."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    told = zip(schema.items(), columns, strict=True)
    return pl.DataFrame([pl.Series(name, column, dtype) for (name, dtype), column in told])


def asked_at_once(sql: str, values: Mapping[str, Any], schema: Mapping[str, Any]) -> pl.DataFrame:
    """As `asked`, of rows by the ten thousand: each column is one cell, so that nothing is made of any row.

    For whole numbers, truths, days and texts, of a column together no more than a gigabyte; an empty text is
    null.
    """
    cells = ", ".join(_column(name, dtype) for name, dtype in schema.items())
    question = f"SELECT {cells} FROM ({sql}) AS told ({', '.join(schema)})"
    with connection.cursor() as cursor:
        written = ClientCursor(connection.connection).mogrify(question, values)
        cursor.cursor.format = Format.BINARY
        cursor.execute(written)
        columns = [cursor.cursor.pgresult.get_value(0, place) for place in range(len(schema))]
    told = zip(schema.items(), columns, strict=True)
    return pl.DataFrame([_read(cells, dtype).alias(name) for (name, dtype), cells in told])


def _type_of(dtype: pl.DataType) -> str:
    if isinstance(dtype, pl.List):
        return "text[]"
    return _TYPES[type(dtype)]


def _column(name: str, dtype: Any) -> str:
    """All cells of a column as one: texts with a byte between them that no text has, all else as numbers."""
    if dtype == pl.String:
        return f"string_agg(convert_to(coalesce({name}, ''), 'UTF8'), {_BETWEEN_TEXTS})"
    if dtype == pl.Boolean:
        name = f"{name}::int"
    if dtype == pl.Date:
        name = f"{name} - date '1970-01-01'"
    return f"array_agg(coalesce(({name})::bigint, {_NO_NUMBER}))"


def _read(cells: bytes | None, dtype: Any) -> pl.Series:
    """What `_column` told. An array has a head of five words, and before each of its numbers their length."""
    if cells is None:  # there is no row
        return pl.Series(dtype=dtype)
    if dtype == pl.String:
        texts = pl.Series(cells.split(b"\xff"), dtype=pl.Binary).cast(pl.String)
        return texts.set(texts == "", None)
    told = np.frombuffer(cells, [("length", ">i4"), ("number", ">i8")], offset=20)
    numbers = pl.Series(told["number"].astype(np.int64))
    numbers = numbers.set(numbers == _NO_NUMBER, None)
    return numbers.cast(pl.Int32).cast(dtype) if dtype == pl.Date else numbers.cast(dtype)


def _as_text(column: str, dtype: pl.DataType) -> pl.Expr:
    """Lists of codes as PostgreSQL writes them: «{a,b}»."""
    if isinstance(dtype, pl.List):
        return pl.concat_str(pl.lit("{"), pl.col(column).list.join(","), pl.lit("}")).alias(column)
    return pl.col(column)
