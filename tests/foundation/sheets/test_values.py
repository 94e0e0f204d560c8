"""Cells are read as people type them; what is not understood is told."""

import math
from collections.abc import Callable
from datetime import date, time, timedelta
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from giamngheo.foundation.sheets.values import amount, day, decimal, tick, unit_of_heading, whole
from giamngheo.foundation.text import whole as shown


@pytest.mark.parametrize(
    "yes", ["x", "X", " x ", "✓", "√", "v", "Có", "co", "1", "TRUE", "đúng", "Thiếu hụt", "thiếu"]
)
def test_a_tick_in_any_hand_is_yes(yes: str) -> None:
    assert tick(pl.Series([yes])).value.to_list() == [True]


@pytest.mark.parametrize("no", ["không", "Khong", "0", "false", "k", "không thiếu"])
def test_a_no_in_any_hand_is_no(no: str) -> None:
    assert tick(pl.Series([no])).value.to_list() == [False]


def test_a_blank_or_a_dash_is_not_known_and_no_problem() -> None:
    read = tick(pl.Series(["", " ", "-", None, "–"]))
    assert read.value.to_list() == [None] * 5
    assert read.problem.to_list() == [None] * 5


def test_what_is_neither_yes_nor_no_is_told() -> None:
    read = tick(pl.Series(["2", "một phần"]))
    assert read.value.to_list() == [None, None]
    assert None not in read.problem.to_list()


def test_ticks_are_read_from_numbers_and_truths() -> None:
    assert tick(pl.Series([1, 0, None])).value.to_list() == [True, False, None]
    assert tick(pl.Series([1.0, 0.0])).value.to_list() == [True, False]
    assert tick(pl.Series([True, None])).value.to_list() == [True, None]
    assert tick(pl.Series([3])).problem.to_list() != [None]


@given(st.integers(-(10**14), 10**14))
def test_a_whole_number_is_read_in_every_way_it_is_grouped(number: int) -> None:
    forms = [str(number), f"{number:,}", shown(number), f"{number:,}".replace(",", " "), f"{number}.0"]
    read = whole(pl.Series(forms))
    assert read.value.to_list() == [number] * len(forms)
    assert read.problem.to_list() == [None] * len(forms)


def test_a_fraction_or_a_word_is_not_a_whole_number() -> None:
    read = whole(pl.Series(["12,5", "ba", "1e400"]))
    assert read.value.to_list() == [None] * 3
    assert None not in read.problem.to_list()
    assert whole(pl.Series([1.5, math.nan, math.inf, 2.0])).value.to_list() == [None, None, None, 2]


def test_areas_are_read_with_comma_and_with_point() -> None:
    assert decimal(pl.Series(["45,5", "45.5", "1.234,5", "1,234.5", None])).value.to_list() == [
        45.5, 45.5, 1234.5, 1234.5, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "dong"),
    [
        ("1.500.000", 1_500_000),
        ("1.500.000 đ", 1_500_000),
        ("1,5 triệu", 1_500_000),
        ("1.5 triệu", 1_500_000),
        ("1tr5", 1_500_000),
        ("1tr500", 1_500_000),
        ("1tr05", 1_050_000),
        ("1 triệu rưỡi", 1_500_000),
        ("1500 nghìn", 1_500_000),
        ("1.500 nghìn đồng", 1_500_000),
        ("2.250.000đồng", 2_250_000),
        ("1500k", 1_500_000),
        ("2 tỷ", 2_000_000_000),
        ("1500000.2", 1_500_001),
        ("0", 0),
    ],
)
def test_money_is_read_in_whole_dong(text: str, dong: int) -> None:
    read = amount(pl.Series([text]))
    assert (read.value.to_list(), read.problem.to_list()) == ([dong], [None])


def test_the_unit_of_the_column_counts_where_the_cell_names_none() -> None:
    assert (
        amount(pl.Series(["1.500", "1.500.000 đ", "1,5 triệu"]), unit=1_000).value.to_list()
        == [1_500_000] * 3
    )
    assert amount(pl.Series(["1,5", "1.5", "2"]), unit=1_000_000).value.to_list() == [
        1_500_000,
        1_500_000,
        2_000_000,
    ]
    assert amount(pl.Series([1.5, 0.7]), unit=1_000_000).value.to_list() == [1_500_000, 700_000]


def test_a_point_that_may_be_either_is_told_and_not_guessed() -> None:
    read = amount(pl.Series(["1.250"]), unit=1_000_000)
    assert read.value.to_list() == [None]
    assert read.problem.to_list() != [None]


def test_money_below_nothing_or_no_money_is_told() -> None:
    read = amount(pl.Series(["-5", "nhiều", "1.2.3"]))
    assert read.value.to_list() == [None] * 3
    assert None not in read.problem.to_list()


@given(st.integers(1, 10**12), st.integers(1, 20), st.integers(0, 10**7))
def test_rounding_up_never_changes_who_is_at_or_below_a_line(total: int, people: int, line: int) -> None:
    mean = Fraction(total, people)
    read = amount(pl.Series([total / people])).value[0]
    if mean.denominator == 1 or mean - math.floor(mean) > Fraction(1, 1000):
        assert (read <= line) == (mean <= line)


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Thu nhập (nghìn đồng)", 1_000),
        ("Thu nhập (1.000đ)", 1_000),
        ("Thu nhập bình quân (1.000 đồng)", 1_000),
        ("Vốn, triệu đồng", 1_000_000),
        ("Vốn (tr.đ)", 1_000_000),
        ("Thu nhập (đồng)", 1),
        ("Thu nhập (đ)", 1),
        ("Thu nhập bình quân", None),
        ("Thôn Đông", None),
    ],
)
def test_the_unit_is_read_from_the_heading(heading: str, unit: int | None) -> None:
    assert unit_of_heading(heading) == unit


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1/9/2025", (2025, 9, 1)),
        ("01-09-2025", (2025, 9, 1)),
        ("010925", (2025, 9, 1)),
        ("2025-09-01", (2025, 9, 1)),
        ("2025-09-01 00:00:00", (2025, 9, 1)),
        ("12/5/65", (1965, 5, 12)),
        ("9/2025", (2025, 9, None)),
        ("1975", (1975, None, None)),
        ("năm 1975", (1975, None, None)),
        ("ngày 1 tháng 9 năm 2025", (2025, 9, 1)),
        ("45901", (2025, 9, 1)),
        ("29/2/2024", (2024, 2, 29)),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(text: str, parts: tuple[int | None, ...]) -> None:
    read = day(pl.Series([text]))
    assert (read.year[0], read.month[0], read.day[0]) == parts
    assert read.problem.to_list() == [None]


@pytest.mark.parametrize("text", ["29/2/2025", "31/4/2025", "1/13/2025", "hôm qua", "0/1/2025", "3000"])
def test_a_date_not_in_the_calendar_is_told(text: str) -> None:
    read = day(pl.Series([text]))
    assert (read.year[0], read.month[0], read.day[0]) == (None, None, None)
    assert read.problem.to_list() != [None]


def test_dates_and_years_keep_their_parts_in_any_type() -> None:
    assert day(pl.Series([date(2025, 9, 1), None])).day.to_list() == [1, None]
    assert day(pl.Series([1975, 1980])).year.to_list() == [1975, 1980]
    assert day(pl.Series([1975.0])).year.to_list() == [1975]


@pytest.mark.parametrize("cells", [[10, 0, None], [10.0, 0.0, None], ["10", "0", ""], ["TH", "KTH", "-"]])
def test_ten_points_or_short_words_are_ticks(cells: list[object]) -> None:
    assert tick(pl.Series(cells)).value.to_list() == [True, False, None]


def test_ten_among_other_numbers_is_told() -> None:
    assert tick(pl.Series([10, 1, 0])).value.to_list() == [None, True, False]
    assert tick(pl.Series(["10", "x"])).value.to_list() == [None, True]


@pytest.mark.parametrize("sign", ["+", "þ", "ü", "a", "R"])
def test_the_ticks_of_sign_fonts_are_yes(sign: str) -> None:
    assert tick(pl.Series([sign, None, sign])).value.to_list() == [True, None, True]


def test_a_letter_among_words_is_no_tick_and_reached_may_be_either() -> None:
    assert tick(pl.Series(["a", "không"])).value.to_list() == [None, False]
    read = tick(pl.Series(["Đạt", "Không đạt"]))
    assert read.value.to_list() == [None, None]
    assert None not in read.problem.to_list()


@pytest.mark.parametrize(
    "text",
    [
        "1.500.000/tháng", "1,5tr/tháng", "1.5 tr/người", "1.500.000.", "1.500.000 đ/người/tháng",
        "1.500.000đ / khẩu / tháng",
    ],
)  # fmt: skip
def test_money_for_a_person_and_a_month_is_money(text: str) -> None:
    assert amount(pl.Series([text])).value.to_list() == [1_500_000]


def test_money_for_a_year_is_told() -> None:
    assert amount(pl.Series(["18.000.000/năm"])).value.to_list() == [None]


FOREIGN = [
    pl.Series([[120], None]),
    pl.Series([{"a": 1}, None]),
    pl.Series([b"120", None]),
    pl.Series([timedelta(days=1), None]),
    pl.Series([[[1]], None]),
    pl.Series([[1, 2], None], dtype=pl.Array(pl.Int64, 2)),
    pl.Series([time(8, 30), None]),
]


@pytest.mark.parametrize("cells", FOREIGN, ids=lambda cells: str(cells.dtype))
@pytest.mark.parametrize("reader", [amount, tick, whole, decimal, day])
def test_a_column_of_any_type_is_read_or_told(cells: pl.Series, reader: Callable[[pl.Series], Any]) -> None:
    assert len(reader(cells).problem) == 2
    assert reader(cells).problem[1] is None
