"""H, A and M0 from counts agree with the measurement of rows, and are not told where they are not known."""

from fractions import Fraction

import polars as pl
import pytest

from giamngheo.measurement.indices.counted import indices_of_counts
from giamngheo.measurement.indices.run import measure
from giamngheo.measurement.indices.structure import Structure

NAMES = ("water", "toilet", "housing", "work")
POOR = [(1, 1, 0, 0), (1, 1, 1, 0), (1, 1, 1, 1), (0, 1, 1, 0)]
OTHERS = [(0, 0, 0, 0)] * 5 + [(1, 0, 0, 0)]


def test_counts_give_what_the_rows_give() -> None:
    """The poor of the law are those who lack half or more: 4 of 10."""
    rows = pl.DataFrame([*POOR, *OTHERS], schema=list(NAMES), orient="row")
    told = measure(rows, Structure.of(NAMES, cutoff=Fraction(1, 2))).table
    of_rows = {
        (name, part): value for name, part, value in told.select("measure", "indicator", "value").rows()
    }
    lacking = {name: sum(row[place] for row in POOR) for place, name in enumerate(NAMES)}
    found = indices_of_counts(10, 4, 4, lacking)
    assert [found.h, found.a, found.m0] == [Fraction(4, 10), Fraction(11, 16), Fraction(44, 160)]
    for name, value in (("H", found.h), ("A", found.a), ("M0", found.m0)):
        assert float(value or 0) == pytest.approx(of_rows[name, ""])
    for name, share in found.contributions.items():
        assert float(share) == pytest.approx(of_rows["contribution", name])
    assert sum(found.contributions.values()) == 1


def test_m0_is_not_told_where_not_all_poor_are_told() -> None:
    found = indices_of_counts(10, 4, 3, {"water": 3, "toilet": 0})
    assert (found.h, found.a, found.m0) == (Fraction(2, 5), Fraction(1, 2), None)
    nobody = indices_of_counts(0, 0, 0, {"water": 0})
    assert (nobody.h, nobody.a, nobody.m0, nobody.contributions) == (None, None, None, {})
