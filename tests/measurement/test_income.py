"""B1 points by a table: three-valued, alike on every engine; made-up tables for made-up households only."""

from datetime import date
from typing import Any

import duckdb
import msgspec
import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giamngheo.law.library import Rules, rules_of
from giamngheo.law.point_tables import demonstration_table
from giamngheo.law.vocabulary.point_tables import PointRow, PointTable
from giamngheo.law.vocabulary.standards import HouseholdClass, Residence
from giamngheo.measurement.engines import collect
from giamngheo.measurement.income import (
    LACKING,
    RECKONED,
    DemonstrationOnlyError,
    income_points,
    with_items,
    with_reckoned_points,
)
from giamngheo.measurement.run import classify

MADE_UP = PointTable(
    standard="national_2022_2026",
    residence=Residence.RURAL,
    valid_from=date(2022, 1, 1),
    base=100,
    rows=(
        PointRow(question="has_car", points=15, answer="yes"),
        PointRow(question="has_car", points=0, answer="no"),
        PointRow(question="electricity_source", points=9, answer="grid"),
        PointRow(question="electricity_source", points=4, answer="other"),
        PointRow(question="electricity_source", points=0, answer="none"),
        PointRow(question="member_count", points=30, end=2),
        PointRow(question="member_count", points=20, least=3, end=4),
        PointRow(question="member_count", points=-5, least=5),
        PointRow(question="housing_area", points=1, end=30),
        PointRow(question="housing_area", points=2, least=30),
    ),
)
TYPES = {
    "household": pl.String,
    "has_car": pl.Boolean,
    "electricity_source": pl.String,
    "member_count": pl.Int64,
    "housing_area": pl.Float64,
}
ANSWERS = {
    "household": "A",
    "has_car": True,
    "electricity_source": "grid",
    "member_count": 2,
    "housing_area": 29.9,
}
HOUSEHOLD = st.fixed_dictionaries(
    {
        "household": st.just("A"),
        "has_car": st.none() | st.booleans(),
        "electricity_source": st.none() | st.sampled_from(["grid", "other", "none"]),
        "member_count": st.none() | st.integers(0, 20),
        "housing_area": st.none() | st.floats(0, 200),
    }
)


def frame(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema={name: kind for name, kind in TYPES.items() if name in rows[0]})


def points(*rows: dict[str, Any], table: PointTable = MADE_UP) -> list[int | None]:
    found = collect(income_points(nw.from_native(frame(*rows)).lazy(), table))
    assert found.schema["income_points"] == nw.Int64
    return found["income_points"].to_list()


def by_hand(row: dict[str, Any]) -> int | None:
    if any(answer is None for answer in row.values()):
        return None
    people = 30 if row["member_count"] <= 2 else 20 if row["member_count"] <= 4 else -5
    light = {"grid": 9, "other": 4, "none": 0}[row["electricity_source"]]
    car, area = (15 if row["has_car"] else 0), (1 if row["housing_area"] < 30 else 2)
    return 100 + car + light + people + area


def test_points_are_the_base_and_the_points_of_each_answer() -> None:
    assert points(ANSWERS) == [100 + 15 + 9 + 30 + 1]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"member_count": 0}, 30),
        ({"member_count": 2}, 30),
        ({"member_count": 3}, 20),
        ({"member_count": 4}, 20),
        ({"member_count": 5}, -5),
    ],
)
def test_a_count_is_inside_both_ends_of_its_range(answer: dict[str, int], expected: int) -> None:
    assert points(ANSWERS | answer) == [100 + 15 + 9 + expected + 1]


@pytest.mark.parametrize(("area", "expected"), [(0.0, 1), (29.999, 1), (30.0, 2), (500.0, 2)])
def test_a_measure_at_the_bound_belongs_to_the_range_above(area: float, expected: int) -> None:
    assert points(ANSWERS | {"housing_area": area}) == [100 + 15 + 9 + 30 + expected]


@pytest.mark.parametrize("question", MADE_UP.questions)
def test_a_missing_answer_leaves_the_points_unknown(question: str) -> None:
    assert points(ANSWERS | {question: None}) == [None]
    assert points({name: answer for name, answer in ANSWERS.items() if name != question}) == [None]


def test_an_answer_outside_the_form_gives_no_points() -> None:
    assert points(ANSWERS | {"electricity_source": "sun"}) == [None]


@settings(deadline=None)
@given(st.lists(HOUSEHOLD, min_size=1, max_size=8))
def test_points_are_those_of_a_plain_count_by_hand(rows: list[dict[str, Any]]) -> None:
    assert points(*rows) == [by_hand(row) for row in rows]


def test_duckdb_gives_the_same_points() -> None:
    rows = [ANSWERS, ANSWERS | {"has_car": None}, ANSWERS | {"member_count": 5, "household": "B"}]
    native = frame(*rows)
    relation = duckdb.connect().from_arrow(native.to_arrow())
    found = collect(income_points(nw.from_native(relation).lazy(), MADE_UP))
    assert sorted(found["income_points"].to_list(), key=str) == sorted(points(*rows), key=str)


@pytest.mark.parametrize(("own", "expected"), [(155, 155), (None, 155), (154, None)])
def test_a_sheet_s_own_total_must_agree_with_the_answers(own: int | None, expected: int | None) -> None:
    sheet = frame(ANSWERS).with_columns(income_points=pl.lit(own, pl.Int64))
    found = collect(income_points(nw.from_native(sheet).lazy(), MADE_UP))
    assert found["income_points"].to_list() == [expected]


def test_a_sheet_s_own_total_stands_where_answers_are_missing() -> None:
    sheet = frame(ANSWERS | {"has_car": None}).with_columns(income_points=pl.lit(130, pl.Int64))
    found = collect(income_points(nw.from_native(sheet).lazy(), MADE_UP))
    assert found["income_points"].to_list() == [130]


def rules() -> Rules:
    return rules_of("national_2022_2026", date(2026, 11, 21))


def demonstration(*codes: str | None) -> nw.LazyFrame[Any]:
    return nw.from_native(pl.DataFrame({"household": pl.Series(codes, dtype=pl.String)})).lazy()


@pytest.mark.parametrize("codes", [("DEMO-1", "H1"), ("demo-1",), ("DEMO-1", None), ("XDEMO-1",)])
def test_the_demonstration_is_refused_for_any_household_that_is_not_made_up(
    codes: tuple[str | None, ...],
) -> None:
    with pytest.raises(DemonstrationOnlyError, match="DEMO-"):
        income_points(demonstration(*codes), demonstration_table(rules(), Residence.RURAL))


def test_the_demonstration_is_refused_for_numbered_households_and_for_a_list_without_codes() -> None:
    table = demonstration_table(rules(), Residence.RURAL)
    for native in (pl.DataFrame({"household": [1, 2]}), pl.DataFrame({"member_count": [1]})):
        with pytest.raises(DemonstrationOnlyError):
            income_points(nw.from_native(native).lazy(), table)


def test_the_demonstration_scores_and_classifies_made_up_households() -> None:
    native = pl.DataFrame(
        {
            "household": ["DEMO-1", "DEMO-2"],
            "urban": [False, False],
            "member_count": [7, 2],
            "housing_area": [25.0, 80.0],
            "electricity_kwh": [20, 150],
            "has_motorbike": [False, True],
            "has_refrigerator": [False, True],
            "deprivation_points": [40, 0],
        }
    )
    scored = income_points(nw.from_native(native).lazy(), demonstration_table(rules(), Residence.RURAL))
    found = collect(classify(scored, rules()))
    assert found["income_points"].to_list() == [40 + 0 + 0 + 5, 40 + 45 + 25 + 30 + 15 + 10]
    assert found["class_code"].to_list() == [HouseholdClass.POOR.code, HouseholdClass.NOT_POOR.code]


def reckoned(
    *rows: dict[str, Any], urban: bool | None, tables: dict[Residence, PointTable]
) -> list[tuple[int | None, str | None, int | None]]:
    told = frame(*rows).with_columns(pl.lit(urban, pl.Boolean).alias("urban"))
    found = collect(with_reckoned_points(nw.from_native(told).lazy(), tables)).to_native()
    return list(found.select(RECKONED, LACKING, "income_points").iter_rows())


OTHER = msgspec.structs.replace(MADE_UP, residence=Residence.URBAN, base=200)
BOTH = {Residence.RURAL: MADE_UP, Residence.URBAN: OTHER}


def test_each_household_is_reckoned_by_the_table_of_its_place() -> None:
    total = 100 + 15 + 9 + 30 + 1
    assert reckoned(ANSWERS, urban=False, tables=BOTH) == [(total, "", total)]
    assert reckoned(ANSWERS, urban=True, tables=BOTH) == [(total + 100, "", total + 100)]
    assert reckoned(ANSWERS, urban=None, tables=BOTH) == [(None, "", None)]
    assert reckoned(ANSWERS, urban=None, tables=BOTH | {Residence.URBAN: MADE_UP}) == [(total, "", total)]
    assert reckoned(ANSWERS, urban=True, tables={Residence.RURAL: MADE_UP}) == [(None, None, None)]


def test_what_is_lacking_is_named_and_a_written_sum_must_agree() -> None:
    lacks = ANSWERS | {"has_car": None, "member_count": None}
    assert reckoned(lacks, urban=False, tables=BOTH) == [(None, "Hộ có: Ô tô, Số nhân khẩu", None)]
    for written, counts in ((155, 155), (154, None), (None, 155)):
        told = frame(ANSWERS).with_columns(
            pl.lit(False).alias("urban"), pl.lit(written, pl.Int64).alias("income_points")
        )
        found = collect(with_reckoned_points(nw.from_native(told).lazy(), BOTH)).to_native()
        assert found.get_column("income_points").to_list() == [counts]
        assert found.get_column(RECKONED).to_list() == [155]


@given(HOUSEHOLD)
def test_the_items_add_up_to_the_sum(answers: dict[str, Any]) -> None:
    found = collect(with_items(nw.from_native(frame(answers)).lazy(), MADE_UP)).to_native().to_dicts()[0]
    items = [found[f"points_of_{name}"] for name in MADE_UP.questions]
    total = None if None in items else MADE_UP.base + sum(items)
    assert points(answers) == [total]
