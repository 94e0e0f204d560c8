"""One behaviour on every engine: the same 20,000 generated households come out alike to the last one."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import duckdb
import narwhals.stable.v2 as nw
import numpy as np
import polars as pl
import pytest
from tests.measurement import generated as gen

from giamngheo.law.library import rules_for
from giamngheo.measurement.engines import EngineMissingError, collect, scan, sqlite_query
from giamngheo.measurement.movement import Round, movement
from giamngheo.measurement.reasons import MISSING, PIVOT, REASON, with_reasons
from giamngheo.measurement.run import classify, count_classes
from giamngheo.measurement.statuses import FLAGS, statuses_on
from giamngheo.measurement.tables import Frame

COUNT = 20_000
RULES = rules_for(date(2024, 10, 1))
TICKS = gen.tick_columns(RULES)
RESULT = ["household", "class_code", "points_at_least", "points_at_most"]

Loaded = Callable[[pl.DataFrame], Frame]


@pytest.fixture(params=["polars", "duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def loaded(request: pytest.FixtureRequest) -> Iterator[Loaded]:
    """Puts a table on the engine under test."""
    if request.param == "polars":
        yield lambda table: nw.from_native(table.lazy())
    elif request.param == "duckdb":
        with duckdb.connect() as connection:
            yield lambda table: nw.from_native(connection.from_arrow(table.to_arrow()))
    else:
        session: Any = request.getfixturevalue("spark")
        yield lambda table: nw.from_native(session.createDataFrame(table.to_arrow()))


def told(random: np.random.Generator, values: Any, missing: float = 0.15) -> pl.Series:
    series = pl.Series(values)
    kept = pl.Series(random.random(len(series)) >= missing)
    return series.zip_with(kept, pl.Series([None], dtype=series.dtype))


def households() -> pl.DataFrame:
    random = np.random.default_rng(7)
    lines = np.array([1_500_000, 2_000_000, 2_250_000, 3_000_000])
    income = random.choice(lines, COUNT) + random.integers(-1, 2, COUNT) * random.integers(0, 2, COUNT)
    return pl.DataFrame(
        {
            "household": np.arange(COUNT),
            "commune": told(random, random.integers(0, 40, COUNT)),
            "member_count": told(random, random.integers(0, 21, COUNT)),
            "urban": told(random, random.random(COUNT) < 0.4),
            "income_per_head": told(random, income),
            "income_points": told(random, random.integers(130, 185, COUNT), 0.3),
            "deprivation_points": told(random, random.integers(0, 8, COUNT) * 10),
            "deprivation_count": told(random, random.integers(0, 8, COUNT)),
            **{name: told(random, random.random(COUNT) < 0.3) for name in TICKS},
        }
    )


EVIDENCE = {
    "points": ["household", "urban", "income_points", "deprivation_points"],
    "indicators": ["household", "urban", "income_per_head", *TICKS],
    "all at once": ["household", *gen.TOTALS, *TICKS],
}


def on_polars(table: pl.DataFrame) -> list[tuple[Any, ...]]:
    return classify(nw.from_native(table.lazy()), RULES).collect().sort("household").select(RESULT).rows()


def rows(plan: Frame, columns: list[str]) -> list[tuple[Any, ...]]:
    return collect(plan.select(columns)).sort(columns[0], nulls_last=True).rows()


@pytest.mark.parametrize("evidence", EVIDENCE)
def test_every_engine_gives_every_household_the_same_class_and_points(loaded, evidence):
    table = households().select(EVIDENCE[evidence])
    assert rows(classify(loaded(table), RULES), RESULT) == on_polars(table)


@pytest.mark.parametrize("evidence", EVIDENCE)
def test_sqlite_gives_every_household_the_same_class_and_points(evidence):
    table = households().select(EVIDENCE[evidence])
    schema = dict(nw.from_native(table).schema)
    connection = sqlite3.connect(":memory:")
    names = ", ".join(table.columns)
    connection.execute(f"create table homes ({names})")
    connection.executemany(f"insert into homes values ({', '.join('?' * table.width)})", table.rows())
    found = connection.execute(sqlite_query("homes", schema, RULES)).fetchall()
    expected = [(row[0], row[2], row[3], row[1]) for row in on_polars(table)]
    assert sorted(found) == expected
    connection.close()


def test_eager_lazy_and_streaming_polars_agree():
    table = households()
    lazy = classify(nw.from_native(table.lazy()), RULES).select(RESULT)
    plain = lazy.collect().sort("household").rows()
    assert collect(lazy).sort("household").rows() == plain
    assert classify(nw.from_native(table).lazy(), RULES).collect().select(RESULT).rows() == plain


def answers() -> tuple[pl.DataFrame, pl.DataFrame]:
    random, count = np.random.default_rng(11), COUNT * 3
    picked = {
        name: told(random, random.choice(gen.CODES[name], size))
        for schema, size in ((gen.HOME, COUNT), (gen.MEMBER, count))
        for name in schema
        if name in gen.CODES
    }
    year = random.integers(1940, 2024, count)
    exact = random.random(count) < 0.7
    day = random.integers(1, 13, count) * 100 + random.integers(1, 29, count)
    homes = {
        "household": np.arange(COUNT),
        "income_per_head": told(random, random.integers(1_000_000, 4_000_000, COUNT)),
    }
    people = {
        "household": random.integers(0, COUNT, count),
        "birth_earliest": np.where(exact, year * 10_000 + day, year * 10_000 + 101).astype(np.int32),
        "birth_latest": np.where(exact, year * 10_000 + day, year * 10_000 + 1231).astype(np.int32),
    }
    for schema, columns, size in ((gen.HOME, homes, COUNT), (gen.MEMBER, people, count)):
        for name, kind in schema.items():
            if name in picked:
                columns[name] = picked[name]
            elif kind == pl.Boolean:
                columns[name] = told(random, random.random(size) < 0.6)
    homes["housing_area"] = told(random, random.integers(4, 100, COUNT).astype(float))
    return pl.DataFrame(homes), pl.DataFrame(people)


def test_every_engine_reads_answers_and_members_alike(loaded):
    homes, people = answers()
    columns = [*RESULT, "member_count", *TICKS]
    plain = classify(nw.from_native(homes.lazy()), RULES, nw.from_native(people.lazy()))
    expected = plain.collect().sort("household").select(columns).rows()
    assert rows(classify(loaded(homes), RULES, loaded(people)), columns) == expected
    assert {row[1] for row in expected} == {0, 1, 2, 3, 4} or len({row[1] for row in expected}) > 1


def test_every_engine_counts_communes_alike(loaded):
    table = households()
    counted = count_classes(classify(loaded(table), RULES), ["commune"])
    names = counted.collect_schema().names()
    plain = count_classes(classify(nw.from_native(table.lazy()), RULES), ["commune"]).collect()
    assert rows(counted, names) == plain.sort("commune", nulls_last=True).rows()
    whole = collect(count_classes(classify(loaded(table), RULES))).rows(named=True)[0]
    assert whole["households"] == COUNT
    assert whole["persons"] == table["member_count"].sum()


def test_every_engine_gives_the_same_words(loaded):
    table = households().head(2_000)
    columns = ["household", REASON, MISSING, PIVOT]

    def words(frame: Frame) -> list[tuple[Any, ...]]:
        return rows(with_reasons(classify(frame, RULES, explain=True), RULES), columns)

    assert words(loaded(table)) == words(nw.from_native(table.lazy()))


def test_every_engine_tells_statuses_alike(loaded):
    random, count = np.random.default_rng(3), 6_000
    days = [date(year, month, 10) for year in (2021, 2022, 2023, 2024) for month in (1, 7)]
    table = pl.DataFrame(
        {
            "household": random.integers(0, 1_500, count),
            "decided_on": [days[n] for n in random.integers(0, len(days), count)],
            "class_code": told(random, random.integers(0, 5, count).astype(np.int8), 0.05),
        }
    )
    columns = ["household", "class_code", "in_force_since", "class_code_before", *FLAGS]
    expected = rows(statuses_on(nw.from_native(table.lazy()), RULES.day, RULES), columns)
    assert rows(statuses_on(loaded(table), RULES.day, RULES), columns) == expected


def test_every_engine_draws_the_same_movement(loaded):
    random = np.random.default_rng(5)

    def side() -> pl.DataFrame:
        size = 3_000
        return pl.DataFrame(
            {
                "household": np.sort(random.choice(4_000, size, replace=False)),
                "class_code": told(random, random.integers(0, 5, size).astype(np.int8), 0.02),
                "member_count": told(random, random.integers(1, 9, size), 0.05),
                "commune": told(random, random.integers(0, 5, size), 0.02),
            }
        )

    opening, closing = side(), side()
    history = pl.DataFrame({"household": np.arange(0, 4_000, 3)}).with_columns(listed_before=pl.lit(True))
    newcomers = pl.DataFrame({"household": np.arange(0, 4_000, 7)})

    def drawn(load: Loaded) -> list[list[tuple[Any, ...]]]:
        moved = movement(Round(*(load(t) for t in (opening, closing, history, newcomers))), ["commune"])
        return [
            sorted(collect(table).rows(), key=lambda row: (str(row[0]), row[1]))
            for table in (moved.poor, moved.near_poor)
        ]

    assert drawn(loaded) == drawn(lambda table: nw.from_native(table.lazy()))


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_snapshot_on_disk_is_opened_by_the_engine_named(tmp_path, engine):
    path = tmp_path / "snapshot.parquet"
    table = households().select(EVIDENCE["points"])
    table.write_parquet(path)
    assert rows(classify(scan(str(path), engine), RULES), RESULT) == on_polars(table)


def test_an_engine_nobody_knows_is_refused_with_those_that_are_known():
    with pytest.raises(EngineMissingError, match="polars, duckdb, spark"):
        scan("snapshot.parquet", "abacus")
