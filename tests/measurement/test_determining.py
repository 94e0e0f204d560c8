"""One condition instead of a class: farm households of average living standard, workers of low income."""

from datetime import date
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from giamngheo.law.library import OpenLawError, rules_for
from giamngheo.law.vocabulary.procedures import Measure
from giamngheo.measurement.determining import determined

DAY = date(2026, 7, 15)
SCHEMA = {
    "household": pl.String,
    "urban": pl.Boolean,
    "member_count": pl.Int64,
    "receipts_of_year": pl.Int64,
    "costs_of_year": pl.Int64,
    "farm_work": pl.Boolean,
    "on_the_lists": pl.Boolean,
}


def told(measure: Measure, day: date = DAY, **given: Any) -> dict[str, Any]:
    """What is found of one household of two people in the country, as the keywords say otherwise."""
    row = {
        "household": "a",
        "urban": False,
        "member_count": 2,
        "receipts_of_year": 0,
        "costs_of_year": 0,
        "farm_work": True,
        "on_the_lists": False,
    } | given
    frame = nw.from_native(pl.LazyFrame([row], schema=SCHEMA))
    found: pl.DataFrame = determined(frame, rules_for(day), measure).collect().to_native()
    (only,) = found.rows(named=True)
    return only


def of_two(monthly: int) -> int:
    return monthly * 2 * 12


@pytest.mark.parametrize(
    ("receipts", "costs", "met"),
    [
        (of_two(1_500_000), 0, False),
        (of_two(1_500_000) + 1, 0, True),
        (of_two(2_250_000), 0, True),
        (of_two(2_250_000) + 1, 0, False),
        (of_two(3_000_000), of_two(1_000_000), True),
        (0, of_two(1_000_000), False),
        (None, 0, None),
    ],
)
def test_a_farm_household_lies_between_two_lines(receipts: int | None, costs: int, met: bool | None) -> None:
    found = told(Measure.FARM_HOUSEHOLD, receipts_of_year=receipts, costs_of_year=costs)
    assert found["met"] is met
    assert (found["missing"] is None) == (met is not None)


def test_the_lines_are_those_of_the_residence() -> None:
    assert told(Measure.FARM_HOUSEHOLD, receipts_of_year=of_two(2_500_000), urban=True)["met"] is True
    assert told(Measure.FARM_HOUSEHOLD, receipts_of_year=of_two(1_900_000), urban=True)["met"] is False
    open_yet = told(Measure.FARM_HOUSEHOLD, receipts_of_year=of_two(1_900_000), urban=None)
    assert open_yet["met"] is None
    assert "khu vực" in open_yet["missing"]


def test_who_does_no_farm_work_is_none_whatever_the_income() -> None:
    found = told(Measure.FARM_HOUSEHOLD, receipts_of_year=of_two(1_900_000), farm_work=False)
    assert found["met"] is False
    assert "không làm nông nghiệp" in found["reason"]
    asked = told(Measure.FARM_HOUSEHOLD, receipts_of_year=of_two(1_900_000), farm_work=None)
    assert (asked["met"], "diêm nghiệp không" in asked["missing"]) == (None, True)


def test_the_reason_tells_income_lines_and_clause() -> None:
    reason = told(Measure.FARM_HOUSEHOLD, receipts_of_year=of_two(1_900_000))["reason"]
    for part in ("1.900.000 đồng", "1.500.000 đồng (nông thôn)", "2.250.000 đồng (nông thôn)", "Điều 3"):
        assert part in reason


@pytest.mark.parametrize(
    ("monthly", "listed", "met"),
    [(2_250_000, False, True), (2_250_001, False, False), (400_000, False, True), (400_000, True, False)],
)
def test_a_worker_has_no_lower_line_and_is_of_neither_list(monthly: int, listed: bool, met: bool) -> None:
    found = told(Measure.LOW_INCOME_WORKER, receipts_of_year=of_two(monthly), on_the_lists=listed)
    assert found["met"] is met
    assert "30/2025" in found["reason"]


def test_nobody_was_a_worker_of_low_income_before_the_law() -> None:
    with pytest.raises(OpenLawError, match="24/02/2025"):
        told(Measure.LOW_INCOME_WORKER, day=date(2024, 7, 15))


def test_where_the_law_leaves_the_line_open_nobody_is_measured() -> None:
    with pytest.raises(OpenLawError, match="chưa có mức thu nhập"):
        told(Measure.FARM_HOUSEHOLD, day=date(2027, 7, 15))
