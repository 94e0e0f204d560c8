"""Stored sheets straight into columns: the same as read as sheets first, whatever was written on them."""

import json
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from tests.law.questionnaires.forms import FORM_B, filled
from tests.law.questionnaires.test_evidence import RULES, scattered

from giamngheo.law.questionnaires.evidence import answer_frames, evidence_of_many, looked_at
from giamngheo.law.questionnaires.stored import as_stored, from_stored
from giamngheo.law.questionnaires.stored_columns import stored_frames

WRITTEN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**15, 10**15 - 1, 1 - 10**15, -(10**15), 10**400, 1.0, 1e300, "", "none", "20261001"]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
    st.dates().map(date.isoformat),
    st.lists(st.one_of(st.text(), st.integers(), st.none())),
    st.dictionaries(st.text(), st.integers()),
)
NAMES = st.sampled_from([*(question.id for question in FORM_B.questions), "day", "hỏi trước đây", "class"])
ANSWERS = st.dictionaries(NAMES, WRITTEN, max_size=6)


def same_either_way(stored: dict[str, dict[str, Any]]) -> None:
    found = stored_frames(FORM_B, [(key, json.dumps(told)) for key, told in stored.items()])
    plain = answer_frames(FORM_B, {key: from_stored(FORM_B, told) for key, told in stored.items()})
    assert_frame_equal(found.households, plain.households, check_column_order=False)
    assert_frame_equal(found.members, plain.members, check_column_order=False)


@settings(deadline=None)
@given(st.integers(0, 10**6), ANSWERS, ANSWERS)
def test_any_stored_sheet_gives_the_columns_of_the_sheet(
    seed: int, household: dict[str, Any], member: dict[str, Any]
) -> None:
    told = as_stored(FORM_B, filled(Random(seed)))
    other = {
        "day": "2026-10-01",
        "household": household,
        "members": [{"key": "1", "answers": member}, {"key": "2", "answers": {}}],
    }
    same_either_way({"H1": told, "H2": other, "H3": {**told, "household": told["household"] | household}})


def answered_at_random() -> dict[str, dict[str, Any]]:
    sheets = {f"H{seed}": as_stored(FORM_B, scattered(Random(seed))) for seed in range(300)}
    return {
        key: told
        for key, told in sheets.items()
        if "NaN" not in (text := json.dumps(told)) and "Infinity" not in text
    }


def test_sheets_answered_at_random_give_the_columns_of_the_sheets() -> None:
    same_either_way(answered_at_random())


def test_evidence_is_the_same_where_only_what_it_looks_at_is_read() -> None:
    texts = [(key, json.dumps(told)) for key, told in answered_at_random().items()]
    whole, needed = (
        stored_frames(FORM_B, texts, only) for only in (None, looked_at(FORM_B, ["income_points"]))
    )
    assert "member_name" in whole.members.columns and "member_name" not in needed.members.columns
    first, second = (
        evidence_of_many(FORM_B, RULES, answers, ["income_points"]) for answers in (whole, needed)
    )
    assert_frame_equal(first.households, second.households, check_row_order=False)
    assert_frame_equal(first.members, second.members, check_row_order=False)


def test_no_sheets_give_columns_without_rows() -> None:
    same_either_way({})


@pytest.mark.parametrize("told", ['{"household": {}, "members": []}', '{"day": "hôm qua"}', "[]"])
def test_what_is_no_stored_sheet_is_refused(told: str) -> None:
    with pytest.raises((KeyError, ValueError, TypeError)):
        stored_frames(FORM_B, [("H1", told)])
