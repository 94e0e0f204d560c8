"""Personal numbers that cannot be the person's, and codes of households that are never given twice."""

from datetime import date

import polars as pl
import pytest

from giamngheo.apps.households.codes import code_typed, is_code, new_codes
from giamngheo.apps.households.personal_numbers import fault_of, place_is_odd, tidied
from giamngheo.law.library import code_list


@pytest.mark.parametrize(
    ("number", "sex", "born", "told"),
    [
        ("999180000001", "female", date(1980, 5, 1), None),
        ("999080000001", "male", date(1980, 5, 1), None),
        ("999215000001", "male", date(2015, 5, 1), None),
        ("999315000001", "", None, None),
        ("", "male", date(1980, 5, 1), None),
        ("999180000001", "male", date(1980, 5, 1), "là của nữ"),
        ("999080000001", "female", None, "là của nam"),
        ("999180000001", "female", date(1981, 5, 1), "năm sinh 1980"),
        ("999380000001", "female", date(1980, 5, 1), "năm sinh 2080"),
        ("99918000001", "female", None, "11 chữ số"),
        ("999180001", "female", None, "9 chữ số"),
        ("9991800000012", "female", None, "có 13 chữ số"),
        ("99918000000A", "female", None, "không phải chữ số"),
    ],
)
def test_a_number_is_checked_against_sex_century_and_year(
    number: str, sex: str, born: date | None, told: str | None
) -> None:
    found = fault_of(number, sex, born)
    assert found is None if told is None else told in (found or "")


def test_the_place_of_registration_only_warns_and_what_people_write_between_is_dropped() -> None:
    frame = pl.DataFrame({"number": ["001999999999", "096 999.999-999", "097999999999", "999999999999", ""]})
    told = frame.select(place_is_odd(tidied(pl.col("number")))).to_series().to_list()
    assert told == [False, False, True, True, None]


@pytest.mark.django_db
def test_codes_go_on_and_their_digit_finds_every_slip_of_one_digit() -> None:
    first = new_codes("00004", 3)
    again = new_codes("00004", 2)
    assert [code[:12] for code in (*first, *again)] == [f"00004-00000{n}" for n in range(1, 6)]
    for code in (*first, *again):
        assert is_code(code)
        for place, digit in enumerate(code):
            if digit.isdigit():
                assert not is_code(f"{code[:place]}{(int(digit) + 1) % 10}{code[place + 1 :]}")
    assert not any(map(is_code, ("", "00004", "00004-1-1", "00004-000001", "Đ-000036-9", "A-²²²²²²-1")))


def test_a_code_is_known_however_its_parts_are_kept_apart() -> None:
    for typed in ("TDDONG-000036-9", "TDDONG 000036 9", "TDDONG0000369", "TDDONG–000036.9"):
        assert code_typed(typed) == "TDDONG-000036-9", typed
    assert not any(map(code_typed, ("", "TDDONG-000036-8", "000036-9", "ĐÔNG-000036-9")))


def test_lists_of_values_have_no_word_that_means_two_of_them() -> None:
    assert len(code_list("ethnic_groups")) == 54
    for name in ("ethnic_groups", "relationships", "disability_kinds", "disability_degrees"):
        words: dict[str, str] = {}
        for code in code_list(name).values():
            for word in {code.name.lower(), *(word.lower() for word in code.also)}:
                assert words.setdefault(word, code.id) == code.id, word
