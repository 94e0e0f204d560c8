"""Numbers and days are written as people here write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from giamngheo.web.components import numbers


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (1234567, 0, "1.234.567"),
        (0, 0, "0"),
        (-1500, 0, "−1.500"),
        (12.5, 1, "12,5"),
        (Decimal("0.125"), 2, "0,13"),
        (2.5, 0, "3"),
        (None, 0, "–"),
    ],
)
def test_a_number_has_dots_for_thousands_and_a_comma_for_decimals(
    value: float | Decimal | None, decimals: int, written: str
) -> None:
    assert numbers.number(value, decimals) == written


def test_a_share_is_a_percentage_with_a_comma() -> None:
    assert numbers.percent(Decimal("0.125")) == "12,5\u00a0%"
    assert numbers.percent(None) == "–"


def test_a_day_is_told_by_the_clock_of_viet_nam() -> None:
    assert numbers.day(date(2025, 11, 15)) == "15/11/2025"
    assert numbers.day(datetime(2025, 12, 31, 20, 0, tzinfo=UTC)) == "01/01/2026"


@pytest.mark.parametrize(
    ("count", "written"), [(512, "512\u00a0byte"), (3565158, "3,4\u00a0MB"), (20480, "20\u00a0kB")]
)
def test_a_size_is_told_as_people_read_it(count: int, written: str) -> None:
    assert numbers.size(count) == written
