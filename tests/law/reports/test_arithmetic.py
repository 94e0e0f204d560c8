"""Formulas of columns are reckoned exactly, and are nothing but sums, products and quotients."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giamngheo.law.library import BrokenPackError
from giamngheo.law.reports.arithmetic import names_in, reckoned

NUMBERS = st.integers(-(10**12), 10**12)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_sums_and_rates_are_exact(a: int, b: int, c: int) -> None:
    values = {"a": a, "b": b, "c": c}
    assert reckoned("a - b + c", values) == a - b + c
    assert reckoned("a / b * 100", values) == (Fraction(a, b) * 100 if b else None)
    assert reckoned("a * (b - c)", values) == a * (b - c)


def test_what_is_not_known_or_divided_by_nothing_is_empty() -> None:
    assert reckoned("a / b * 100", {"a": 0, "b": 0}) is None
    assert reckoned("a + b", {"a": 1, "b": None}) is None
    with pytest.raises(KeyError, match="c"):
        reckoned("a + c", {"a": 1})


@pytest.mark.parametrize(
    "formula", ["a ** 2", "a.b", "open('x')", "a if b else c", "-a", "a == b", "'a'", "1.5", "True"]
)
def test_anything_else_is_refused(formula: str) -> None:
    with pytest.raises(BrokenPackError, match="chỉ được cộng, trừ, nhân, chia"):
        names_in(formula)


def test_what_cannot_be_read_is_told() -> None:
    with pytest.raises(BrokenPackError, match="không đọc được"):
        names_in("a +")
    assert names_in("a / (b + c) * 100") == {"a", "b", "c"}
