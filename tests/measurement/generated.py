"""Generated households for the tests of the measure: nobody in them is real."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
from hypothesis import Phase, settings
from hypothesis import strategies as st

from giamngheo.law.library import Rules, rules_of
from giamngheo.measurement.tables import CLASS_CODE, POINTS_AT_LEAST, POINTS_AT_MOST, Frame

Row = dict[str, Any]

# Shrinking runs the engine hundreds of times on tables that a person reads at a glance anyway.
TOGETHER = settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])

STANDARDS = ("national_2016_2021", "national_2022_2026", "national_2027_2030")
DAYS = {
    "national_2016_2021": date(2019, 10, 1),
    "national_2022_2026": date(2024, 10, 1),
    "national_2027_2030": date(2028, 10, 1),
}

TOTALS: dict[str, Any] = {
    "urban": pl.Boolean,
    "income_per_head": pl.Int64,
    "income_points": pl.Int64,
    "deprivation_points": pl.Int64,
    "deprivation_count": pl.Int64,
}
HOME: dict[str, Any] = {
    "wall_durable": pl.Boolean,
    "column_durable": pl.Boolean,
    "roof_durable": pl.Boolean,
    "housing_area": pl.Float64,
    "water_source": pl.String,
    "toilet": pl.String,
    "has_television": pl.Boolean,
    "has_radio": pl.Boolean,
    "has_desktop_or_telephone": pl.Boolean,
    "has_laptop_or_tablet": pl.Boolean,
    "has_smartphone": pl.Boolean,
}
MEMBER: dict[str, Any] = {
    "birth_earliest": pl.Int32,
    "birth_latest": pl.Int32,
    "work_status": pl.String,
    "contract": pl.String,
    "social_assistance": pl.String,
    "undernourished": pl.Boolean,
    "has_health_insurance": pl.Boolean,
    "education_level": pl.String,
    "training_level": pl.String,
    "attending": pl.String,
    "uses_internet": pl.Boolean,
}
CODES = {
    "water_source": ["piped", "rain", "unprotected_dug_well", "surface"],
    "toilet": ["septic", "double_vault", "other", "none"],
    "work_status": ["working", "no_job", "no_regular_job", "unable", "studying"],
    "contract": ["has_contract", "no_contract", "not_wage_earner"],
    "social_assistance": ["none", "elderly", "severe_disability", "orphan"],
    "education_level": ["none", "primary", "lower_secondary", "upper_secondary"],
    "training_level": ["none", "on_the_job", "elementary", "university", "postgraduate"],
    "attending": [
        "none",
        "preschool",
        "primary",
        "lower_secondary",
        "upper_secondary",
        "vocational",
        "higher",
    ],
}


def rules(standard: str) -> Rules:
    """A standard on a day of its period."""
    return rules_of(standard, DAYS[standard])


def tick_columns(of: Rules) -> list[str]:
    """The columns of the deprivations in the official order."""
    return [f"deprived_{d.id}" for d in of.standard.deprivations]


def frame(rows: Sequence[Row], schema: dict[str, Any]) -> Frame:
    """Rows as a plan on Polars, households numbered unless they have a name."""
    numbered = [{"household": number, **row} for number, row in enumerate(rows)]
    return nw.from_native(pl.LazyFrame(numbered, schema={"household": pl.Int64, **schema}))


def collected(plan: Frame) -> list[Row]:
    """All rows, by household."""
    return plan.collect().sort("household").rows(named=True)


def results(plan: Frame) -> list[tuple[int, int, int]]:
    """Class and both sums of points of each household, by household."""
    return [(row[CLASS_CODE], row[POINTS_AT_LEAST], row[POINTS_AT_MOST]) for row in collected(plan)]


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value or a missing answer."""
    return st.none() | values


def incomes() -> st.SearchStrategy[int]:
    """Incomes around every line of every standard: on it, one đồng to either side, far away."""
    lines = [700, 900, 1_000, 1_300, 1_500, 1_950, 2_000, 2_200, 2_250, 2_800, 3_000]
    near = st.builds(lambda line, by: line * 1_000 + by, st.sampled_from(lines), st.sampled_from([-1, 0, 1]))
    return near | st.integers(0, 20_000_000)


def b1_points() -> st.SearchStrategy[int]:
    """B1 points around the lines."""
    return st.sampled_from([119, 120, 121, 139, 140, 141, 149, 150, 151, 174, 175, 176]) | st.integers(0, 400)


def rows_with_totals() -> st.SearchStrategy[list[Row]]:
    """Households with any mix of totals, answers missing or contradicting each other included."""
    row = st.fixed_dictionaries(
        {
            "urban": maybe(st.booleans()),
            "income_per_head": maybe(incomes()),
            "income_points": maybe(b1_points()),
            "deprivation_points": maybe(st.integers(0, 12).map(lambda n: n * 10)),
            "deprivation_count": maybe(st.integers(0, 12)),
        }
    )
    return st.lists(row, min_size=1, max_size=25)


def births() -> st.SearchStrategy[tuple[int | None, int | None]]:
    """A birth date known to the day, to the year alone, or not at all."""
    exact = st.dates(date(1940, 1, 1), date(2024, 9, 30)).map(
        lambda d: d.year * 10_000 + d.month * 100 + d.day
    )
    birthdays = st.sampled_from([20081001, 20081002, 20080930, 20211001, 20181001, 20121002, 20040229])
    days = (exact | birthdays).map(lambda day: (day, day))
    years = st.integers(1985, 2024).map(lambda year: (year * 10_000 + 101, year * 10_000 + 1231))
    return days | years | st.just((None, None))


def answers(schema: dict[str, Any]) -> st.SearchStrategy[Row]:
    """Answers to the questions of a schema, each perhaps missing."""
    kinds = {
        name: maybe(
            st.booleans()
            if kind == pl.Boolean
            else st.sampled_from(CODES[name])
            if kind == pl.String
            else st.integers(0, 320).map(lambda n: n / 2)
        )
        for name, kind in schema.items()
        if not name.startswith("birth")
    }
    return st.fixed_dictionaries(kinds)


def members() -> st.SearchStrategy[Row]:
    """One member."""
    return st.builds(
        lambda given, born: {**given, "birth_earliest": born[0], "birth_latest": born[1]},
        answers(MEMBER),
        births(),
    )


def families() -> st.SearchStrategy[list[tuple[Row, list[Row]]]]:
    """Households with members; none at all is one case, twenty another."""
    some = st.lists(members(), min_size=0, max_size=4) | st.lists(members(), min_size=20, max_size=20)
    return st.lists(st.tuples(answers(HOME), some), min_size=1, max_size=6)
