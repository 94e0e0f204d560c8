"""Conditions read as people write them, and answer true, false or unknown."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law.questionnaires.forms import FORM_B, sheet

from giamngheo.law.questionnaires.truth import Looked, truth
from giamngheo.law.vocabulary.conditions import ConditionError, parsed, questions_in, written

BORN_2010 = {"birth_year": 2010}
CHILD = {"birth_year": 2020, "birth_month": 5, "birth_day": 1}


def told(text: str, member: dict[str, Any] | None = None, **household: Any) -> bool | None:
    whole = sheet(household, *([] if member is None else [member]))
    return truth(parsed(text), Looked(FORM_B, whole, None if member is None else "m1"))


@pytest.mark.parametrize(
    ("text", "member", "expected"),
    [
        ("age >= 3", CHILD, True),
        ("age < 6", CHILD, False),
        ("age = 6", CHILD, True),
        ("age >= 16", BORN_2010, None),  # turns 16 in the year of the sheet, on a day not known
        ("age >= 15", BORN_2010, True),
        ("age < 18", BORN_2010, True),
        ("age >= 16", {}, None),
        ("age >= 16", {"birth_year": 2010, "birth_month": 11, "birth_day": 22}, False),
        ("age >= 16", {"birth_year": 2010, "birth_month": 11, "birth_day": 21}, True),
        ("age >= 16", {"birth_year": 2010, "birth_month": 12}, False),
        ("work_status is working", {"work_status": "working"}, True),
        ("work_status is not working", {"work_status": "working"}, False),
        ("work_status not in (working, no_job)", {"work_status": "unable"}, True),
        ("work_status is working", {}, None),
        ("uses_internet is yes", {"uses_internet": True}, True),
        ("uses_internet is no", {"uses_internet": True}, False),
        ("answered(sex)", {}, False),
        ("not answered(sex)", {"sex": ""}, True),
        ("work_status is working and uses_internet is yes", {"work_status": "unable"}, False),
        ("work_status is working and uses_internet is yes", {"work_status": "working"}, None),
        ("work_status is working or uses_internet is yes", {"work_status": "working"}, True),
        ("not (work_status is working or uses_internet is yes)", {"work_status": "working"}, False),
    ],
)
def test_a_condition_on_a_member(text: str, member: dict[str, Any], expected: bool | None) -> None:
    assert told(text, member) is expected


@pytest.mark.parametrize(
    ("text", "household", "expected"),
    [
        ("housing_area < 8 * member_count", {"housing_area": 23.9, "member_count": 3}, True),
        ("housing_area < 8 * member_count", {"housing_area": 24, "member_count": 3}, False),
        ("housing_area < 8 * member_count", {"member_count": 3}, None),
        ("member_count - 1 >= 2 + 0", {"member_count": 3}, True),
        ("needs has credit", {"needs": ("credit", "housing")}, True),
        ("needs has water", {"needs": ("credit", "housing")}, False),
        ("needs has water", {"needs": ()}, None),
        ("review_date >= 2025-07-01", {"review_date": None}, None),
    ],
)
def test_a_condition_on_a_household(text: str, household: dict[str, Any], expected: bool | None) -> None:
    assert told(text, **household) is expected


def test_members_are_counted_as_far_as_their_answers_tell() -> None:
    whole = sheet({}, {"relationship": "head"}, {"relationship": "child"}, {})
    at = Looked(FORM_B, whole)
    assert truth(parsed("members = 3"), at) is True
    assert truth(parsed("count(relationship is head) >= 1"), at) is True
    assert truth(parsed("count(relationship is head) = 1"), at) is None  # the third may be a head too
    assert truth(parsed("count(relationship is head) <= 2"), at) is True
    assert truth(parsed("count(relationship is spouse) > 1"), at) is False


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "cuối câu"),
        ("age", "cần phép so sánh"),
        ("age >= ", "cần mã câu hỏi"),
        ("age >= 3 age", "không đọc được từ «age»"),
        ("(age >= 3", "thiếu «)»"),
        ("sex in male", "thiếu «(»"),
        ("sex is", "cuối câu"),
        ("__import__('os')", "không đọc được «'os"),
        ("sex.lower is male", "không đọc được «.lower"),
        ("age >= 3; drop", "không đọc được «;"),
        ("review_date >= 2025-02-30", "không có thật"),
        ("(" * 40 + "age > 1" + ")" * 40, "lồng quá"),
        ("age > 1 and " * 200 + "age > 1", "ký tự"),
        ("not is male", "cần mã câu hỏi"),
        ("\x00", "không đọc được"),
    ],
)
def test_what_does_not_read_is_refused_with_the_place(text: str, words: str) -> None:
    with pytest.raises(ConditionError) as refused:
        parsed(text)
    assert words in str(refused.value)


ATOMS = st.sampled_from(
    ["age >= 3", "sex is male", "sex is not male", "needs has credit", "answered(sex)", "a + 2 * b <= 3",
     "work_status in (working, no_job)", "work_status not in (working, no_job)", "count(sex is male) = 1"]
)  # fmt: skip
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("({}) or ({})".format, inner, inner),
    ),
    max_leaves=8,
)


@given(CONDITIONS)
def test_a_condition_is_written_as_it_is_read(text: str) -> None:
    condition = parsed(text)
    assert parsed(written(condition)) == condition


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parsed(text)
    except ConditionError as error:
        assert str(error).startswith("điều kiện «")


def test_the_questions_of_a_condition_are_told_once_each() -> None:
    assert questions_in(parsed("a > 1 and (b is x or a < 3) and count(c is y) = 1")) == ("a", "b", "c")
