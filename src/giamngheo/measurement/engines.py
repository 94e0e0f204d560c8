"""The engines that run the expressions: Polars (default), DuckDB, Spark, and SQL text for SQLite."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from giamngheo.law.library import Rules
from giamngheo.measurement.run import classify
from giamngheo.measurement.tables import HOUSEHOLD, Frame

if TYPE_CHECKING:
    from sqlglot import exp

ENGINES = ("polars", "duckdb", "spark")


class EngineMissingError(Exception):
    """The engine asked for is not installed or does not start; the Vietnamese message says what to do."""


def parquet_files(path: str) -> str:
    """The file itself, or the pattern of all Parquet files in a folder, whatever else lies there."""
    return f"{path}/**/*.parquet" if Path(path).is_dir() else path


def scan(path: str, engine: str = "polars", master: str = "local[*]") -> Frame:
    """Open one Parquet file or a folder of them on an engine, nothing read yet.

    Raises:
        EngineMissingError: where the engine's optional package is not installed, or Spark does not start.
    """
    if engine == "polars":
        import polars as pl  # noqa: PLC0415 - only the engine in use is loaded

        return nw.from_native(pl.scan_parquet(parquet_files(path)))
    if engine == "duckdb":
        import duckdb  # noqa: PLC0415

        return nw.from_native(duckdb.read_parquet(parquet_files(path))).lazy()
    if engine == "spark":
        frame: Frame = nw.from_native(_spark(master).read.parquet(path))
        return frame
    raise EngineMissingError(f"Không có máy tính toán «{engine}». Chọn một trong: {', '.join(ENGINES)}.")


def _spark(master: str) -> Any:
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an optional extra of 400 MB
    except ImportError as error:
        raise EngineMissingError(
            "Chưa cài Spark. Cài thêm bằng «pip install 'giamngheo[spark]'» và Java 17, rồi chạy lại."
        ) from error
    builder = SparkSession.builder.appName("giamngheo").master(master)
    quiet = builder.config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
    try:
        with _silent():
            return quiet.getOrCreate()
    except Exception as error:  # what Spark and Java raise has no common class, and is not for this reader
        raise EngineMissingError(
            f"Không khởi động được Spark với --master «{master}». Kiểm tra máy đã có Java 17 và địa chỉ cụm "
            "(ví dụ local[*] hoặc spark://máy:7077), hoặc dùng --engine duckdb."
        ) from error


@contextmanager
def _silent() -> Iterator[None]:
    """Java writes pages to the standard error of the process while it starts; here nobody reads them."""
    sys.stderr.flush()
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def collect(frame: Frame) -> nw.DataFrame[Any]:
    """Run a plan: Polars in its streaming engine, every other engine as it does by itself."""
    if frame.implementation.is_polars():
        return frame.collect(backend="polars", engine="streaming")
    return frame.collect(backend="pyarrow")


def sqlite_query(table: str, schema: Mapping[str, Any], rules: Rules) -> str:
    """The classification of table `table` as one SELECT for SQLite, made from the same expressions.

    `schema` maps columns to narwhals dtypes; SQLite keeps Booleans as 0 and 1. Columns of the answer:
    the household, `points_at_least`, `points_at_most`, `class_code`.
    """
    import duckdb  # noqa: PLC0415 - the server need not load it
    from sqlglot import parse_one  # noqa: PLC0415

    # A connection of its own: narwhals.sql shares one, where a table can be named only once.
    with duckdb.connect() as connection:
        nothing = nw.from_dict({name: [] for name in schema}, schema, backend="pyarrow").to_native()
        connection.register("nothing", nothing)
        connection.execute(f'create table "{table}" as select * from nothing')
        frame = nw.from_native(connection.table(table)).lazy()
        chosen = classify(frame, rules).select(HOUSEHOLD, "points_at_least", "points_at_most", "class_code")
        duckdb_sql = chosen.to_native().sql_query()
    query: str = (
        parse_one(duckdb_sql, dialect="duckdb").transform(_as_sqlite).sql(dialect="sqlite", pretty=True)
    )
    return query


def _as_sqlite(node: "exp.Expression") -> "exp.Expression":
    """DuckDB writes its operators as functions of that name; SQLite knows them as operators only."""
    from sqlglot import exp  # noqa: PLC0415

    operators: dict[str, type[exp.Binary]] = {
        "+": exp.Add,
        "-": exp.Sub,
        "*": exp.Mul,
        "add": exp.Add,
        "subtract": exp.Sub,
        "multiply": exp.Mul,
    }
    if isinstance(node, exp.Anonymous) and node.name.lower() in operators:
        # A node that was replaced is not entered again, so what stands inside is rewritten here.
        left, right = (inside.transform(_as_sqlite) for inside in node.expressions)
        return operators[node.name.lower()](this=exp.paren(left), expression=exp.paren(right))
    return node
