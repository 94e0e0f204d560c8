"""Change between two rounds, its error, and the parts of H and A in it."""

from fractions import Fraction
from math import sqrt

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giamngheo.measurement.indices.change import BY_HEADCOUNT, BY_INTENSITY, change
from giamngheo.measurement.indices.run import Design, Indices, measure
from giamngheo.measurement.indices.structure import Structure

STRUCTURE = Structure.of("abc", cutoff=Fraction(1, 3))

rounds = st.lists(st.tuples(*[st.integers(0, 1)] * 3), min_size=1, max_size=12)


def round_of(people: list[tuple[int, ...]], design: Design | None = None) -> Indices:
    frame = pl.DataFrame(people, schema=["a", "b", "c"], orient="row").with_columns(w=pl.lit(1))
    return measure(frame, STRUCTURE, design=design)


def value(table: pl.DataFrame, name: str, column: str = "value") -> float | None:
    return table.filter(measure=name, indicator="", group="")[column].item()


def test_change_is_the_second_round_less_the_first():
    table = change(round_of([(1, 1, 0), (1, 0, 0)]), round_of([(1, 0, 0), (0, 0, 0)]))
    assert value(table, "H") == -0.5
    assert value(table, "M0") == pytest.approx(1 / 6 - 1 / 2)
    assert value(table, "H", "se") is None


@settings(deadline=None, max_examples=50)
@given(rounds, rounds)
def test_the_parts_of_headcount_and_intensity_add_up_to_the_change(first, second):
    table = change(round_of(first), round_of(second))
    parts = value(table, BY_HEADCOUNT) + value(table, BY_INTENSITY)
    assert parts == pytest.approx(value(table, "M0"), abs=1e-12)


def test_fewer_poor_alone_is_a_change_of_headcount_alone():
    table = change(round_of([(1, 1, 0), (1, 1, 0)]), round_of([(1, 1, 0), (0, 0, 0)]))
    assert value(table, BY_HEADCOUNT) == pytest.approx(-1 / 3)
    assert value(table, BY_INTENSITY) == 0.0


def test_errors_of_independent_samples_add_up_in_squares():
    design = Design(weight="w")
    first = round_of([(1, 1, 0), (1, 0, 0), (0, 0, 0), (0, 1, 1)], design)
    second = round_of([(1, 0, 0), (0, 0, 0), (0, 0, 0)], design)
    table = change(first, second)
    expected = sqrt(value(first.table, "H", "se") ** 2 + value(second.table, "H", "se") ** 2)
    assert value(table, "H", "se") == pytest.approx(expected)
    assert value(table, "H", "ci_low") == pytest.approx(
        max(-1.0, value(table, "H") - 2.5706 * expected), rel=1e-4
    )


def test_a_full_count_adds_no_error_to_a_sample():
    sample = round_of([(1, 1, 0), (1, 0, 0), (0, 0, 0)], Design(weight="w"))
    table = change(round_of([(1, 1, 0)]), sample)
    assert value(table, "H", "se") == value(sample.table, "H", "se")


def test_a_group_of_one_round_only_has_an_empty_change():
    frame = pl.DataFrame({"a": [1, 0], "b": [1, 0], "c": [0, 1], "xa": ["X", "Y"]})
    table = change(measure(frame, STRUCTURE, by=["xa"]), measure(frame.filter(xa="X"), STRUCTURE, by=["xa"]))
    found = table.filter(by="xa", group="Y")["value"]
    assert len(found) > 0
    assert found.null_count() == len(found)
