"""Worked examples of the literature; each fixture says which inputs and results were seen, and where.

What was not seen was worked out by hand from the inputs, so it tests the arithmetic, not the publication.
"""

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
def ten_persons() -> Indices:
    """Ten simulated persons, nine indicators, the last weighing double, poor from a score of 0.4.

    Inputs and results both seen: "Índice de Pobreza Multidimensional", section "Ejemplo", in the repository
    psirusteam/SAE-IPM, docs/01_Metodologia_IPM.md, commit a6c3f2e44ebd814aafffd6af7db96ba4c2b47bd5. It prints
    each score and A = 0.58, H = 0.5, H x A = IPM = 0.29; headcounts and contributions are not printed there.
    """
    persons = ["000100001", "000010010", "000100111", "010100010", "100101101"]
    persons += ["000010100", "101111001", "110011110", "100010100", "000101011"]
    names = [f"y{number}" for number in range(1, 10)]
    frame = pl.DataFrame([[int(one) for one in person] for person in persons], schema=names, orient="row")
    weights = {name: Fraction(2 if name == "y9" else 1, 10) for name in names}
    return measure(frame, Structure.of(names, weights=weights, cutoff=Fraction(4, 10)))


def test_ten_persons_with_one_double_weight_give_the_printed_incidence_intensity_and_index(ten_persons):
    assert value(ten_persons, "H") == 0.5
    assert value(ten_persons, "A") == 0.58
    assert value(ten_persons, "M0") == 0.29


@pytest.fixture
def alkire_foster() -> Indices:
    """Four persons, four dimensions of equal weight, poor when deprived in k = 2 of them.

    By memory the example of S. Alkire and J. Foster, "Counting and multidimensional poverty measurement",
    Journal of Public Economics 95 (2011) 476-487, whose text could not be read. Seen: the four rows and the
    cutoffs 13, 12, 3, with the deprivations of a and b, in the repository perlatex/easyuse, README.md, which
    names no source. Not seen in print: the cutoff 1 of d beside its source, H, A, M0 and the headcounts.
    """
    achievements = [(13.1, 14, 4, 1), (15.2, 7, 5, 0), (12.5, 10, 1, 0), (20, 11, 3, 1)]
    cutoffs = (13, 12, 3, 1)
    rows = [[int(y < z) for y, z in zip(person, cutoffs, strict=True)] for person in achievements]
    frame = pl.DataFrame(rows, schema=["a", "b", "c", "d"], orient="row")
    return measure(frame, Structure.of("abcd", cutoff=Fraction(2, 4)))


def test_four_persons_poor_in_two_of_four_give_a_half_three_quarters_and_three_eighths(alkire_foster):
    assert value(alkire_foster, "H") == 1 / 2
    assert value(alkire_foster, "A") == 3 / 4
    assert value(alkire_foster, "M0") == 3 / 8


def test_four_persons_poor_in_two_of_four_keep_only_the_deprivations_of_the_poor(alkire_foster):
    assert [value(alkire_foster, "raw_headcount", name) for name in "abcd"] == [1 / 4, 3 / 4, 1 / 4, 2 / 4]
    assert [value(alkire_foster, "censored_headcount", name) for name in "abcd"] == [
        1 / 4,
        2 / 4,
        1 / 4,
        2 / 4,
    ]
    assert [value(alkire_foster, "contribution", name) for name in "abcd"] == [1 / 6, 2 / 6, 1 / 6, 2 / 6]


@pytest.fixture
def four_households() -> Indices:
    """Four households of 4, 7, 5 and 4 people, ten indicators in three dimensions, cutoff 1/3.

    By memory the example of the technical note on the Multidimensional Poverty Index in UNDP's Human
    Development Reports (its number and year could not be confirmed). Seen: the rows of mortality, nutrition,
    electricity, water, sanitation, floor and fuel, set as an exercise without a source on the page
    askfilo.com/user-question-answers-accounts/calculate-the-mpi-based-on-the-following-information-20-3339323234323730
    where the sizes and the rows of schooling, enrolment and assets are there only in part, not contradicting
    those below. Not seen in print: 0.80, 0.563, 0.450 and the contributions; they follow from the inputs.
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


def test_four_households_counted_by_people_give_nine_twentieths(four_households):
    # By hand: 16 of 20 people are poor, their scores 13/18 (7 people), 7/18 (5) and 9/18 (4) sum to 9.
    assert value(four_households, "H") == 16 / 20
    assert value(four_households, "A") == 9 / 16
    assert value(four_households, "M0") == 9 / 20


def test_four_households_counted_by_people_split_the_index_over_three_dimensions(four_households):
    shares = four_households.table.filter(measure="dimension_contribution")["value"].to_list()
    # By hand, in eighteenths of a person over 9 x 18: education 3 x (7 + 7 + 4), health 3 x (7 + 5 + 4) and
    # living standards 4 x 7 + 4 x 5 + 3 x 4.
    assert shares == pytest.approx([54 / 162, 48 / 162, 60 / 162], rel=1e-15)
