"""Last year's answers are offered where they can still hold; a jump beyond belief asks for a reason."""

from datetime import date
from typing import Any

import msgspec
import pytest
from tests.law.questionnaires.forms import DAY, FORM_B, sheet

from giamngheo.law.questionnaires.carrying import carried, jumps
from giamngheo.law.questionnaires.sheets import Sheet
from giamngheo.law.vocabulary.questionnaires import Gravity

LAST = date(2025, 11, 20)


def test_lasting_answers_are_offered_and_those_of_the_year_are_asked_anew() -> None:
    last = sheet(
        {"water_source": "rain", "review_year": 2025, "reviewer": "Thử", "housing_area": 40.0},
        {"sex": "male", "birth_year": 1980, "has_health_insurance": True, "height": 150.0},
        day=LAST,
    )
    offered = carried(FORM_B, last, DAY)
    assert offered.day == DAY
    assert offered.household == {"water_source": "rain", "housing_area": 40.0}
    assert offered.members == {"m1": {"sex": "male", "birth_year": 1980}}


def test_what_is_no_valid_answer_now_or_is_not_on_the_sheet_is_not_offered() -> None:
    last = sheet({"water_source": "sea", "housing_area": -4, "income_points": 90, "moon": 1}, day=LAST)
    assert carried(FORM_B, last, DAY).household == {}


def test_what_the_answers_of_this_year_would_skip_is_not_offered() -> None:
    last = sheet({}, {"birth_year": 1960, "work_status": "retired_or_homemaker", "contract": "no_contract"})
    assert "contract" not in carried(FORM_B, last, DAY).members["m1"]


@pytest.mark.parametrize(
    ("name", "before", "now", "jumped"),
    [
        ("sex", "male", "female", True),
        ("sex", "male", "male", False),
        ("birth_year", 1980, 1981, True),
        ("education_level", "lower_secondary", "primary", True),
        ("education_level", "primary", "lower_secondary", False),
        ("has_health_insurance", True, False, True),
        ("has_health_insurance", False, True, False),
    ],
)
def test_a_jump_of_a_member(name: str, before: Any, now: Any, jumped: bool) -> None:
    born = {"birth_year": 1980}
    found = jumps(FORM_B, sheet({}, born | {name: before}, day=LAST), sheet({}, born | {name: now}))
    assert [fault.question and fault.question.id for fault in found] == ([name] if jumped else [])
    for fault in found:
        assert (fault.gravity, fault.ordinal) == (Gravity.SOFT, 1)
        assert "ghi lý do" in str(fault)


@pytest.mark.parametrize(
    ("name", "before", "now", "jumped"),
    [
        ("housing_area", 40, 80, False),
        ("housing_area", 40, 80.5, True),
        ("housing_area", 40, 20, False),
        ("housing_area", 40, 19.5, True),
        ("housing_area", 0, 20, True),
        ("member_count", 3, 6, False),
        ("member_count", 3, 7, True),
        ("member_count", 7, 3, True),
        ("wall_durable", True, False, True),
        ("wall_durable", False, True, False),
        ("water_source", "piped", "surface", False),
        ("housing_area", 40, None, False),
    ],
)
def test_a_jump_of_the_household(name: str, before: Any, now: Any, jumped: bool) -> None:
    found = jumps(FORM_B, sheet({name: before}, day=LAST), sheet({name: now}))
    assert bool(found) is jumped


def test_a_member_who_is_new_has_no_last_year() -> None:
    assert jumps(FORM_B, Sheet(LAST), sheet({}, {"sex": "male"})) == []


def test_a_rule_about_jumps_counts_in_its_own_time_only() -> None:
    dated = tuple(msgspec.structs.replace(jump, last=date(2026, 1, 1)) for jump in FORM_B.jumps)
    form = msgspec.structs.replace(FORM_B, jumps=dated)
    last = sheet({"housing_area": 40})
    assert jumps(form, last, sheet({"housing_area": 400})) == []
    assert jumps(form, last, sheet({"housing_area": 400}, day=date(2026, 1, 1)))
