"""Wrong answers are refused, implausible ones ask for a reason; each says which box, why, and what to do."""

from datetime import date
from random import Random
from typing import Any

import pytest
from tests.law.questionnaires.forms import FORM_B, filled, sheet

from giamngheo.law.questionnaires.checking import Fault, faults
from giamngheo.law.vocabulary.questionnaires import Gravity

HARD, SOFT = Gravity.HARD, Gravity.SOFT
HEAD = {"relationship": "head", "birth_year": 1980}


def of(question: str, household: dict[str, Any], *members: dict[str, Any]) -> list[Fault]:
    found = faults(FORM_B, sheet(household, *members))
    return [fault for fault in found if fault.question is not None and fault.question.id == question]


@pytest.mark.parametrize(
    ("name", "answer", "gravity", "words"),
    [
        ("housing_area", "rộng", HARD, "không đúng kiểu"),
        ("housing_area", True, HARD, "không đúng kiểu"),
        ("housing_area", -1, HARD, "nhỏ hơn 0"),
        ("housing_area", 10_001, HARD, "10.001 m² lớn hơn 10.000"),
        ("housing_area", 5.5, SOFT, "5,5 m² nhỏ hơn 6, hiếm gặp"),
        ("housing_area", 600, SOFT, "lớn hơn 500, hiếm gặp"),
        ("member_count", 3.5, HARD, "không đúng kiểu"),
        ("review_year", 2021, HARD, "2021 nhỏ hơn 2022"),
        ("wall_durable", "có", HARD, "Ghi có hoặc không"),
        ("water_source", "sea", HARD, "không có trong danh mục"),
        ("water_source", ("piped",), HARD, "Chọn một mã"),
        ("needs", "credit", HARD, "Chọn các mã"),
        ("needs", ("credit", "moon"), HARD, "không có trong danh mục"),
        ("needs", ("credit", "credit"), HARD, "chọn hai lần"),
        ("review_date", "hôm qua", HARD, "Ghi một ngày"),
        ("review_date", date(2020, 1, 1), HARD, "trước ngày Thông tư"),
        ("reviewer", "x\x00", HARD, "ký tự không in được"),
        ("reviewer", "x" * 2_001, HARD, "dài quá"),
        ("head_ethnicity", "kinh_", HARD, "không có trong danh mục"),
    ],
)
def test_an_answer_of_the_household(name: str, answer: Any, gravity: Gravity, words: str) -> None:
    (fault,) = of(name, {name: answer}, HEAD)
    assert fault.gravity is gravity
    assert words in str(fault)
    assert str(fault).startswith("«")


@pytest.mark.parametrize(
    ("name", "member", "gravity", "words"),
    [
        ("birth_year", {"birth_year": 1899}, HARD, "1899 nhỏ hơn 1900"),
        ("birth_day", {"birth_year": 2001, "birth_month": 2, "birth_day": 29}, HARD, "không có ngày này"),
        ("personal_number", {"personal_number": "99912345678"}, HARD, "đúng 12 chữ số"),
        ("personal_number", {"personal_number": "99912345678x"}, HARD, "đúng 12 chữ số"),
        ("personal_number", {"personal_number": "٩" * 12}, HARD, "đúng 12 chữ số"),
        ("relationship", {"birth_year": 2020, "relationship": "head"}, SOFT, "chủ hộ dưới 15 tuổi"),
        ("attending", {"birth_year": 2000, "work_status": "studying", "attending": "none"}, SOFT,
         "đang đi học"),
    ],
)  # fmt: skip
def test_an_answer_of_a_member_is_told_with_the_place_in_the_list(
    name: str, member: dict[str, Any], gravity: Gravity, words: str
) -> None:
    (fault,) = of(name, {}, {"birth_year": 1980}, member)
    assert (fault.gravity, fault.member, fault.ordinal) == (gravity, "m2", 2)
    assert words in str(fault)
    assert "của thành viên số 2: " in str(fault)


def test_answers_put_together_are_looked_at() -> None:
    two_heads = [fault.rule for fault in faults(FORM_B, sheet({"member_count": 3}, HEAD, HEAD))]
    assert two_heads == ["one_head", "members_listed"]
    born_later = faults(FORM_B, sheet({}, HEAD, {"birth_year": 2027}))
    assert [(fault.rule, fault.gravity, fault.ordinal) for fault in born_later] == [
        ("born_before_the_review", HARD, 2)
    ]


def test_a_check_that_an_answer_not_yet_given_may_still_meet_is_silent() -> None:
    assert faults(FORM_B, sheet({}, {"birth_year": 1980})) == []  # the one member may be the head


def test_an_answer_to_a_question_that_is_skipped_is_not_looked_at() -> None:
    assert of("contract", {}, {**HEAD, "work_status": "unable", "contract": "nonsense"}) == []


@pytest.mark.parametrize("seed", range(5))
def test_a_sheet_filled_in_within_the_limits_is_wrong_in_nothing_but_what_answers_say_together(
    seed: int,
) -> None:
    together = {check.id for check in FORM_B.checks}
    assert {fault.rule for fault in faults(FORM_B, filled(Random(seed)))} <= together | {"plausible"}
