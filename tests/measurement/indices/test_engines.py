"""The same numbers on Polars, DuckDB and Spark, to the last digit."""

from fractions import Fraction
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from giamngheo.measurement.indices.run import Design, measure
from giamngheo.measurement.indices.structure import Structure

NAMES = [f"i{number}" for number in range(6)]
STRUCTURE = Structure.of(NAMES, dimensions=[NAMES[:2], NAMES[2:4], NAMES[4:]], cutoff=Fraction(1, 3))
DESIGNS = [
    Design(),
    Design(weight="people", full_count=True),
    Design(weight="w"),
    Design(strata="h"),
    Design(weight="w", strata="h", cluster="k"),
]


@pytest.fixture(scope="module")
def people() -> pl.DataFrame:
    """Made-up answers in every shape a file may bring them: numbers, ticks, truth, gaps and a bad one."""
    random = np.random.default_rng(3)
    size = 2_000
    frame = pl.DataFrame(
        {
            **{name: (random.random(size) < 0.3).astype(np.int8) for name in NAMES},
            "people": random.integers(1, 9, size),
            "w": random.uniform(0.2, 40, size),
            "h": random.integers(0, 3, size),
            "k": random.integers(0, 20, size),
            "area": [f"Xã {number}" for number in random.integers(0, 7, size)],
        }
    )
    gap = pl.int_range(pl.len())
    words = {0: "không", 1: "Có "}
    return frame.with_columns(
        pl.when(gap % 97 == 0)
        .then(None)
        .when(gap % 101 == 0)
        .then(2)
        .otherwise("i0")
        .cast(pl.Int8)
        .alias("i0"),
        pl.col("i1").cast(pl.Int64),
        pl.col("i2").replace_strict(words, return_dtype=pl.String),
        pl.col("i3").cast(pl.Boolean),
        pl.col("i4").cast(pl.Float64),
        pl.when(gap % 89 == 0).then(None).otherwise("area").alias("area"),
        pl.when(gap % 211 == 0).then(-1.0).otherwise("w").alias("w"),
    )


def same_on(engine: Any, people: pl.DataFrame, design: Design) -> None:
    expected = measure(people.lazy(), STRUCTURE, by=["area", "h"], design=design)
    found = measure(engine, STRUCTURE, by=["area", "h"], design=design)
    assert 0 < found.left_out < found.rows == people.height
    assert_frame_equal(found.table, expected.table, check_exact=True)
    assert found.left_out == expected.left_out
    assert found.degrees_of_freedom == expected.degrees_of_freedom


@pytest.mark.parametrize("design", DESIGNS, ids=str)
def test_duckdb_agrees_with_polars_to_the_last_digit(people, design):
    with duckdb.connect() as connection:
        same_on(connection.from_arrow(people.to_arrow()), people, design)


@pytest.mark.spark
@pytest.mark.parametrize("design", DESIGNS, ids=str)
def test_spark_agrees_with_polars_to_the_last_digit(people, design, spark):
    same_on(spark.createDataFrame(people.to_arrow()), people, design)


def test_a_frame_in_memory_and_a_lazy_one_agree(people):
    same_on(people, people, Design())
