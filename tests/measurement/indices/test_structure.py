"""Weights and lines are exact, and a structure that makes no sense is refused in plain words."""

from fractions import Fraction

import polars as pl
import pytest

from giamngheo.measurement.indices.run import measure
from giamngheo.measurement.indices.structure import Structure, StructureError


def test_dimensions_weigh_equally_and_indicators_equally_within():
    structure = Structure.of("abcde", dimensions=["ab", "c", "de"])
    sixth, third = Fraction(1, 6), Fraction(1, 3)
    assert structure.weights == (sixth, sixth, third, sixth, sixth)
    assert structure.dimension_names == ("a,b", "c", "d,e")


def test_without_dimensions_every_indicator_weighs_the_same_and_is_its_own_dimension():
    structure = Structure.of("abc")
    assert structure.weights == (Fraction(1, 3),) * 3
    assert structure.dimension_names == ("a", "b", "c")


def test_four_twelfths_are_at_the_line_of_one_third_and_poor():
    names = [f"i{number}" for number in range(12)]
    frame = pl.DataFrame({name: [int(place < 4), int(place < 3)] for place, name in enumerate(names)})
    table = measure(frame, Structure.of(names)).table
    assert table.filter(measure="H")["value"][0] == 0.5


def test_a_cutoff_between_two_scores_is_rounded_up_to_the_next():
    assert Structure.of("abcd", cutoff=Fraction(26, 100)).line == 2
    assert Structure.of("abcd", cutoff=Fraction(1, 4)).line == 1


def test_weights_that_do_not_add_up_to_one_are_divided_by_their_sum():
    structure = Structure.of("ab", weights={"a": Fraction(1), "b": Fraction(3)})
    assert structure.weights == (Fraction(1, 4), Fraction(3, 4))
    assert structure.weights_given_sum == 4


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"indicators": ()}, "Chưa có chỉ số"),
        ({"indicators": "aa"}, "hai lần"),
        ({"indicators": "ab", "cutoff": Fraction(0)}, "Ngưỡng nghèo"),
        ({"indicators": "ab", "cutoff": Fraction(11, 10)}, "Ngưỡng nghèo"),
        ({"indicators": "ab", "dimensions": ["ab", "a"]}, "hai chiều"),
        ({"indicators": "ab", "dimensions": ["a", "bc"]}, "«c»"),
        ({"indicators": "abc", "dimensions": ["a", "b"]}, "chưa thuộc chiều nào: c"),
        ({"indicators": "ab", "dimensions": ["ab", ""]}, "không có chỉ số nào"),
        ({"indicators": "ab", "weights": {"a": Fraction(1)}}, "Chưa có trọng số cho: b"),
        ({"indicators": "ab", "weights": {"a": Fraction(1), "b": Fraction(-1)}}, "số âm"),
        ({"indicators": "ab", "weights": {"a": Fraction(0), "b": Fraction(0)}}, "đều bằng 0"),
        ({"indicators": "a", "weights": {"a": Fraction(1), "z": Fraction(1)}}, "«z»"),
        ({"indicators": "ab", "weights": {"a": Fraction(1, 10**9 + 7), "b": Fraction(1)}}, "quá lẻ"),
    ],
)
def test_a_structure_that_cannot_be_measured_is_refused_with_the_reason(arguments, words):
    with pytest.raises(StructureError, match=words):
        Structure.of(**arguments)
