"""Numbers in the words of targets: found, held against the value, put in place of another."""

from decimal import Decimal

import pytest

from giamngheo.apps.programmes.models import PlanTarget
from giamngheo.apps.programmes.wording import numbers_in, reworded, says_its_number, target_said


def test_numbers_are_found_as_offices_write_them() -> None:
    said = "giảm 1.250 hộ (từ 3,20% xuống 2,05%) theo 12/KH-UBND ngày 01/3/2026"
    assert [number for _, number in numbers_in(said)] == [1250, Decimal("3.20"), Decimal("2.05"), 12, 1]


@pytest.mark.parametrize(
    ("wording", "before", "after", "became"),
    [
        ("Giảm 8 hộ nghèo", 8, "5", "Giảm 5 hộ nghèo"),
        ("Giảm 8 hộ trong 8 thôn", 8, "5", "Giảm 8 hộ trong 8 thôn"),
        ("Giảm 18 hộ, 8 hộ cận nghèo", 8, "5", "Giảm 18 hộ, 5 hộ cận nghèo"),
        ("Giảm 0,20%", Decimal("0.2"), "0,15", "Giảm 0,15%"),
        ("Giảm hộ nghèo", 8, "5", "Giảm hộ nghèo"),
    ],
)
def test_a_number_takes_the_place_of_the_one_that_stands_there_once(
    wording: str, before: object, after: str, became: str
) -> None:
    assert reworded(wording, Decimal(str(before)), after) == became


def test_a_target_whose_words_tell_another_number_is_known() -> None:
    told = PlanTarget(wording="Giảm 8 hộ nghèo", kind="change_count", value=Decimal(8), unit="hộ")
    assert (says_its_number(told), target_said(told)) == (True, "giảm 8\xa0hộ")
    told.value = Decimal(5)
    assert not says_its_number(told)
    assert says_its_number(PlanTarget(wording="Không phát sinh", kind="zero"))
