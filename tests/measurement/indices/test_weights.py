"""Weights are added exactly, whatever their size and order, and bad ones leave their row out."""

import math

import polars as pl
import pytest

from giamngheo.measurement.indices.run import Design, measure
from giamngheo.measurement.indices.structure import Structure, StructureError

ONE = Structure.of("a")
PEOPLE = Design(weight="w", full_count=True)


def headcount(answers: list[int], weights: list[float], design: Design = PEOPLE) -> float:
    table = measure(pl.DataFrame({"a": answers, "w": weights}), ONE, design=design).table
    return float(table.filter(measure="H")["value"][0])


def test_people_are_counted_by_the_weight_of_their_household():
    assert headcount([1, 0], [3, 1]) == 0.75


def test_decimal_weights_that_floats_would_add_up_wrongly_are_added_exactly():
    # 0.1 ten times is not 1.0 when floats are added one by one.
    assert headcount([1] * 10 + [0], [0.1] * 10 + [1.0]) == 0.5


def test_weights_far_apart_lose_nothing_that_counts():
    assert headcount([1, 0], [1e9, 1e-1]) == pytest.approx(1e9 / (1e9 + 0.1), rel=1e-15)


def test_very_small_weights_keep_their_digits():
    assert headcount([1, 0], [3e-9, 1e-9]) == pytest.approx(0.75, rel=1e-9)


@pytest.mark.parametrize("bad", [None, -1.0, math.nan, math.inf])
def test_a_row_whose_weight_cannot_be_is_left_out(bad):
    indices = measure(pl.DataFrame({"a": [1, 0, 0], "w": [1.5, 1.5, bad]}), ONE, design=PEOPLE)
    assert (indices.rows, indices.left_out) == (3, 1)
    assert indices.table.filter(measure="H")["value"][0] == 0.5


def test_whole_weights_too_large_to_add_up_are_refused():
    with pytest.raises(StructureError, match="quá lớn"):
        headcount([1, 0], [2**62, 2**62])


def test_a_weight_that_is_no_number_is_refused():
    with pytest.raises(StructureError, match="không phải là số"):
        measure(pl.DataFrame({"a": [1], "w": ["hai"]}), ONE, design=PEOPLE)
