"""A sheet is kept as JSON and comes back as it was."""

import json
from datetime import date
from random import Random

import pytest
from tests.law.questionnaires.forms import DAY, FORM_B, filled, sheet

from giamngheo.law.questionnaires.checking import faults
from giamngheo.law.questionnaires.stored import as_stored, from_stored


@pytest.mark.parametrize("seed", range(5))
def test_a_sheet_comes_back_from_json_as_it_was(seed: int) -> None:
    whole = filled(Random(seed))
    stored = json.loads(json.dumps(as_stored(FORM_B, whole)))
    assert from_stored(FORM_B, stored) == whole
    assert (stored["form"], stored["version"]) == (FORM_B.id, FORM_B.version)


def test_days_and_several_codes_come_back_and_nothing_is_kept_of_no_answer() -> None:
    whole = sheet({"review_date": DAY, "needs": ("credit", "water"), "housing_area": None}, {"sex": "male"})
    stored = as_stored(FORM_B, whole)
    assert stored["household"] == {"review_date": "2026-11-21", "needs": ["credit", "water"]}
    back = from_stored(FORM_B, stored)
    assert back.household == {"review_date": date(2026, 11, 21), "needs": ("credit", "water")}
    assert list(back.members) == ["m1"]


def test_members_keep_their_order_when_keys_are_sorted() -> None:
    whole = sheet({}, *({"birth_year": year} for year in range(1990, 2002)))
    stored = json.loads(json.dumps(as_stored(FORM_B, whole), sort_keys=True))
    assert list(from_stored(FORM_B, stored).members) == list(whole.members)


def test_what_is_no_day_stays_as_written_and_is_refused_by_the_checks() -> None:
    stored = as_stored(FORM_B, sheet({"review_date": "hôm qua", "moon": 1}))
    back = from_stored(FORM_B, stored)
    assert back.household == {"review_date": "hôm qua", "moon": 1}
    assert [fault.rule for fault in faults(FORM_B, back) if fault.question] == ["kind"]
