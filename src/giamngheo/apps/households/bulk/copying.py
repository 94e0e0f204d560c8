"""Frames into tables: COPY into a table of the transaction, from there by one statement into the real one.

COPY itself is refused where row-level security holds; the statement that follows is checked row by row.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, Final

import polars as pl
from django.db import connection, models
from psycopg import ClientCursor

_TYPES: Final = {
    pl.Int64: "bigint",
    pl.Int32: "integer",
    pl.String: "text",
    pl.Date: "date",
    pl.Boolean: "boolean",
    pl.Float64: "numeric",
}


def staged(name: str, frame: pl.DataFrame, looked_at: Sequence[str] = ()) -> None:
    """Put a frame into the table `name` of this transaction, in the place of what was staged there before.

    Statements that follow are planned by its columns `looked_at`, all of them where none is named.
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
        cursor.execute(f"ANALYZE pg_temp.{name}" + (f" ({', '.join(looked_at)})" if looked_at else ""))


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
    """As `asked`, of rows by the ten thousand: as text by COPY, so that no object is made of any cell.

    For numbers, truths, days and texts; an empty text is null. COPY of a question is bound by row-level
    security as the question is.
    """
    cells = ", ".join(_told(name, dtype) for name, dtype in schema.items())
    question = f"SELECT {cells} FROM ({sql}) AS told ({', '.join(schema)})"
    with connection.cursor() as cursor:
        written = ClientCursor(connection.connection).mogrify(question, values)
        with cursor.copy(f"COPY ({written}) TO STDOUT (FORMAT csv)") as copy:
            content = b"".join(copy)
    if not content:
        return pl.DataFrame(schema=dict(schema))
    return pl.read_csv(BytesIO(content), has_header=False, schema=dict(schema), null_values="")


def _type_of(dtype: pl.DataType) -> str:
    if isinstance(dtype, pl.List):
        return "text[]"
    return _TYPES[type(dtype)]


def _told(name: str, dtype: Any) -> str:
    """Truths as Polars reads them: PostgreSQL writes «t» and «f»."""
    return f"{name}::text" if dtype == pl.Boolean else name


def _as_text(column: str, dtype: pl.DataType) -> pl.Expr:
    """Lists of codes as PostgreSQL writes them: «{a,b}»."""
    if isinstance(dtype, pl.List):
        return pl.concat_str(pl.lit("{"), pl.col(column).list.join(","), pl.lit("}")).alias(column)
    return pl.col(column)
