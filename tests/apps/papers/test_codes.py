"""Check codes: drawn by chance, typed as people type, slips found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giamngheo.apps.papers.codes import LENGTH, code_in, new_code


def test_a_code_reads_back_however_it_is_typed() -> None:
    code = new_code()
    digits = code.replace("-", "")
    spaced, dotted = code.replace("-", " "), code.replace("-", ".")
    for typed in (code, digits, f"  {spaced}\n", dotted, code.replace("-", "–"), code.replace("-", "\xa0")):
        assert code_in(typed) == code


def test_no_two_codes_are_alike_and_each_has_sixteen_digits() -> None:
    codes = {new_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert {len(code.replace("-", "")) for code in codes} == {LENGTH}


@given(place=st.integers(0, LENGTH - 1), by=st.integers(1, 9))
def test_one_wrong_digit_is_found(place: int, by: int) -> None:
    digits = new_code().replace("-", "")
    wrong = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    assert code_in(wrong) is None


@given(st.text(max_size=40))
def test_whatever_is_typed_gives_a_code_or_none(typed: str) -> None:
    found = code_in(typed)
    assert found is None or code_in(found) == found


@pytest.mark.parametrize(
    "typed", ["", "1234", "x" * 16, "\0" * 16, "٠" * 16, "0" * 17, "0000-0000-0000-0001"]
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert code_in(typed) is None
