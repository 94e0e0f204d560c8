"""What is measured of sealed sheets as lines: the same columns as from their JSON, whatever was answered."""

import json
from dataclasses import replace
from random import Random
from typing import Any

import msgspec
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from tests.law.questionnaires.forms import FORM_B, filled
from tests.law.questionnaires.test_stored_columns import ANSWERS, answered_at_random

from giamngheo.law.questionnaires.evidence import looked_at
from giamngheo.law.questionnaires.measured import as_measured, measured_frames, shape_of
from giamngheo.law.questionnaires.sheets import Sheet
from giamngheo.law.questionnaires.stored import as_stored, from_stored
from giamngheo.law.questionnaires.stored_columns import stored_frames
from giamngheo.law.vocabulary.questionnaires import Question

ALSO = ["income_points"]
SHAPE = shape_of(FORM_B, ALSO)


def same_either_way(sheets: dict[str, Sheet]) -> int:
    """Returns how many sheets could be written as lines."""
    lines = {key: as_measured(FORM_B, sheet, ALSO) for key, sheet in sheets.items()}
    lines = {key: line for key, line in lines.items() if line}
    found = measured_frames(
        SHAPE, pl.Series(list(lines), dtype=pl.String), pl.Series(list(lines.values()), dtype=pl.String)
    )
    texts = [(key, json.dumps(as_stored(FORM_B, sheets[key]))) for key in lines]
    told = stored_frames(FORM_B, texts, looked_at(FORM_B, ALSO))
    assert_frame_equal(found.households, told.households, check_column_order=False)
    assert_frame_equal(found.members, told.members, check_column_order=False)
    return len(lines)


@settings(deadline=None)
@given(st.integers(0, 10**6), ANSWERS, ANSWERS)
def test_whatever_was_answered_is_read_back_or_not_written(
    seed: int, household: dict[str, Any], member: dict[str, Any]
) -> None:
    whole = filled(Random(seed))
    told = {"day": "2026-10-01", "household": household, "members": [{"key": "1", "answers": member}]}
    other = from_stored(FORM_B, told)
    assert same_either_way({"H1": whole, "H2": other, "H3": replace(other, members={})}) >= 1


def test_sheets_answered_at_random_are_read_back() -> None:
    sheets = {key: from_stored(FORM_B, told) for key, told in answered_at_random().items()}
    assert same_either_way(sheets) == len(sheets)


def test_no_lines_give_columns_without_rows() -> None:
    assert same_either_way({}) == 0


def test_what_a_line_cannot_hold_is_not_written() -> None:
    sheet = filled(Random(1))
    for text in ("một, hai", "a;b", "a\nb", "a\tb", 'a"b', "a\\b"):
        assert as_measured(FORM_B, replace(sheet, household={**sheet.household, "toilet": text}), ALSO) == ""
    # What is not measured may hold anything.
    assert as_measured(FORM_B, replace(sheet, household={**sheet.household, "head_name": "a,b"}), ALSO)


def test_columns_that_changed_since_have_another_mark() -> None:
    assert shape_of(FORM_B, ALSO).mark == SHAPE.mark
    assert shape_of(FORM_B).mark != SHAPE.mark
    assert not json.dumps(as_stored(FORM_B, filled(Random(1)))).startswith(SHAPE.mark)


@pytest.mark.parametrize("line", ["", "khác;a,b", SHAPE.mark, SHAPE.mark + "2026-10-01;x,y"])
def test_what_is_no_line_of_the_shape_is_refused(line: str) -> None:
    with pytest.raises((ValueError, pl.exceptions.PolarsError)):
        measured_frames(SHAPE, pl.Series(["H1"]), pl.Series([line]))


def test_codes_that_would_run_together_are_not_written() -> None:
    several = msgspec.structs.replace(question("toilet"), several=True)
    form = msgspec.structs.replace(
        FORM_B, questions=tuple(several if one.id == "toilet" else one for one in FORM_B.questions)
    )
    sheet, shape = filled(Random(1)), shape_of(form, ALSO)
    for codes in (("a", "b"), ("a",), ("", "a"), ("",)):
        line = as_measured(form, replace(sheet, household={**sheet.household, "toilet": codes}), ALSO)
        read = measured_frames(shape, pl.Series(["H1"]), pl.Series([line])).households
        assert read["toilet"].to_list() == [list(codes)]
    for codes in (("a|b",), ("a", "b|")):
        assert as_measured(form, replace(sheet, household={**sheet.household, "toilet": codes}), ALSO) == ""


def question(name: str) -> Question:
    found = FORM_B.question(name)
    assert found is not None
    return found
