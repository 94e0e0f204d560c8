"""Worked examples of the literature, their numbers checked by hand before they were taken."""

from fractions import Fraction

import polars as pl
import pytest

from giamngheo.measurement.indices.run import Design, Indices, measure
from giamngheo.measurement.indices.structure import Structure


def value(indices: Indices, name: str, indicator: str = "", group: str = "") -> float:
    found = indices.table.filter(measure=name, indicator=indicator, group=group)["value"]
    assert len(found) == 1
    return float(found[0])


@pytest.fixture
def alkire_foster() -> Indices:
    """The four persons of the paper, poor when deprived in k = 2 of the 4 dimensions.

    S. Alkire and J. Foster, "Counting and multidimensional poverty measurement", Journal of Public Economics
    95 (2011) 476-487.
    """
    achievements = [(13.1, 14, 4, 1), (15.2, 7, 5, 0), (12.5, 10, 1, 0), (20, 11, 3, 1)]
    cutoffs = (13, 12, 3, 1)
    rows = [[int(y < z) for y, z in zip(person, cutoffs, strict=True)] for person in achievements]
    frame = pl.DataFrame(rows, schema=["a", "b", "c", "d"], orient="row")
    return measure(frame, Structure.of("abcd", cutoff=Fraction(2, 4)))


def test_four_persons_of_alkire_and_foster_give_a_half_three_quarters_and_three_eighths(alkire_foster):
    assert value(alkire_foster, "H") == 1 / 2
    assert value(alkire_foster, "A") == 3 / 4
    assert value(alkire_foster, "M0") == 3 / 8


def test_four_persons_of_alkire_and_foster_keep_only_the_deprivations_of_the_poor(alkire_foster):
    assert [value(alkire_foster, "raw_headcount", name) for name in "abcd"] == [1 / 4, 3 / 4, 1 / 4, 2 / 4]
    assert [value(alkire_foster, "censored_headcount", name) for name in "abcd"] == [
        1 / 4,
        2 / 4,
        1 / 4,
        2 / 4,
    ]
    assert [value(alkire_foster, "contribution", name) for name in "abcd"] == [1 / 6, 2 / 6, 1 / 6, 2 / 6]


@pytest.fixture
def development_report() -> Indices:
    """The four households of the technical note, of 4, 7, 5 and 4 people, with the cutoff 1/3.

    UNDP, Human Development Report 2011, technical note 4, "Calculating the Multidimensional Poverty Index":
    ten indicators in three dimensions, people counted.
    """
    answers = {
        "schooling": [0, 1, 0, 1],
        "enrolment": [0, 1, 0, 0],
        "mortality": [1, 1, 0, 1],
        "nutrition": [0, 0, 1, 0],
        "electricity": [0, 1, 1, 1],
        "water": [0, 0, 1, 0],
        "sanitation": [0, 1, 1, 0],
        "floor": [0, 0, 0, 0],
        "fuel": [1, 1, 1, 1],
        "assets": [0, 1, 0, 1],
    }
    names = list(answers)
    structure = Structure.of(names, dimensions=[names[:2], names[2:4], names[4:]])
    frame = pl.DataFrame({**answers, "size": [4, 7, 5, 4]})
    return measure(frame, structure, design=Design(weight="size", full_count=True))


def test_four_households_of_the_human_development_report_give_its_published_index(development_report):
    assert value(development_report, "H") == pytest.approx(0.80, abs=1e-12)
    assert value(development_report, "A") == pytest.approx(0.563, abs=0.0005)
    assert value(development_report, "M0") == pytest.approx(0.450, abs=0.0005)


def test_four_households_of_the_human_development_report_give_its_published_contributions(development_report):
    shares = development_report.table.filter(measure="dimension_contribution")["value"].to_list()
    # Published as 33.3, 29.6 and 37.1 percent; the last is 37.04 and was rounded so that they add up to 100.
    assert shares == pytest.approx([0.333, 0.296, 0.371], abs=0.001)
