"""Form B asks all that the twelve deprivations need, and tells which question one of them waits for."""

from datetime import date
from pathlib import Path
from random import Random

import pytest
from tests.law.faulty import write
from tests.law.questionnaires.forms import DAY, FORM_B, filled, sheet

from giamngheo.law.library import rules_of
from giamngheo.law.questionnaires.asking import (
    State,
    completeness,
    place,
    places,
    unanswered_of_deprivations,
)
from giamngheo.law.questionnaires.codes import codes_of
from giamngheo.law.questionnaires.library import forms_on, questionnaire, questionnaires, with_points
from giamngheo.law.vocabulary.questionnaires import Mark

RULES = rules_of("national_2022_2026", DAY)
TWELVE = [deprivation.id for deprivation in RULES.standard.deprivations]
ADULT = {"birth_year": 1980, "birth_month": 1, "birth_day": 1}


def state(name: str, whole: object, member: str | None = "m1") -> State:
    question = FORM_B.question(name)
    assert question is not None
    return place(FORM_B, whole, question, member).state  # type: ignore[arg-type]


def test_every_question_that_is_not_stated_by_a_source_carries_its_mark_and_a_note() -> None:
    for question in FORM_B.questions:
        assert question.verified or (question.mark in (Mark.SECOND_HAND, Mark.MEMORY) and question.note)


@pytest.mark.parametrize("name", ["form_a_2022_2026", "form_b1_2022_2026"])
def test_forms_that_were_not_found_are_there_and_empty(name: str) -> None:
    form = questionnaire(name)
    assert form.questions == form.sheet == ()
    assert "nạp từ công báo" in form.empty
    assert completeness(form, sheet()).complete


def test_who_is_asked_follows_the_age() -> None:
    child = sheet({}, {"birth_year": 2025, "birth_month": 1, "birth_day": 1})
    assert state("undernourished", child) is State.ASKED
    assert state("attending", child) is State.SKIPPED
    assert state("work_status", child) is State.SKIPPED
    assert state("has_health_insurance", child) is State.ASKED
    assert state("undernourished", sheet({}, ADULT)) is State.SKIPPED


def test_a_question_waits_for_the_answer_that_decides_it_and_says_for_which() -> None:
    question = FORM_B.question("contract")
    assert question is not None
    waiting = place(FORM_B, sheet({}, ADULT), question, "m1")
    assert (waiting.state, waiting.waits_for) == (State.WAITING, ("work_status",))
    assert state("contract", sheet({}, {**ADULT, "work_status": "working"})) is State.ASKED
    assert state("contract", sheet({}, {**ADULT, "work_status": "unable"})) is State.SKIPPED


def test_without_a_birth_year_what_depends_on_age_waits_and_a_year_alone_is_enough_to_be_asked() -> None:
    question = FORM_B.question("undernourished")
    assert question is not None
    assert place(FORM_B, sheet({}, {}), question, "m1").waits_for == ("birth_year",)
    # Born in 2010: under 16 or not, the day is not known and need not be told; so the question is asked.
    assert state("undernourished", sheet({}, {"birth_year": 2010})) is State.ASKED


def test_a_place_is_named_without_the_name_of_the_person() -> None:
    whole = sheet({}, {**ADULT, "member_name": "Mẫu Văn Thử"})
    named = [str(box) for box in places(FORM_B, whole) if box.question.id == "sex"]
    assert named == ["«Giới tính» của thành viên số 1"]


@pytest.mark.parametrize("seed", range(20))
def test_a_sheet_answered_wherever_it_asks_is_complete_and_lacks_nothing(seed: int) -> None:
    whole = filled(Random(seed))
    found = completeness(FORM_B, whole)
    assert (found.missing, found.waiting, found.complete) == ((), (), True)
    assert set(unanswered_of_deprivations(FORM_B, RULES.standard, whole)) == set(TWELVE)


@pytest.mark.parametrize("deprivation", RULES.standard.deprivations, ids=lambda d: d.id)
def test_the_missing_question_of_a_deprivation_is_named(deprivation: object) -> None:
    young = {"birth_year": 2009, "birth_month": 1, "birth_day": 1, "work_status": "working"}
    child = {"birth_year": 2015, "birth_month": 1, "birth_day": 1}
    whole = sheet({}, young, child)
    missing = {
        box.question.id for box in unanswered_of_deprivations(FORM_B, RULES.standard, whole)[deprivation.id]
    }  # type: ignore[attr-defined]
    answered = {"birth_year", "work_status"}
    assert missing == set(deprivation.answers_needed) - answered  # type: ignore[attr-defined]


def test_the_items_of_a_loaded_table_of_points_come_onto_the_sheet_and_without_one_none_is_asked() -> None:
    assert not any(question.id == "has_car" for question in FORM_B.sheet)
    form = with_points(FORM_B, ("member_count", "has_car", "water_source", "nothing"))
    assert form.sections[-1].questions == ("has_car",)
    assert form.sheet[:-1] == FORM_B.sheet
    assert with_points(FORM_B, ("member_count",)) is FORM_B


def test_the_forms_of_a_day_are_those_in_force() -> None:
    assert {form.paper for form in forms_on(DAY)} >= {"Phiếu A", "Phiếu B", "Bảng B1"}
    assert "Phiếu B" not in {form.paper for form in forms_on(date(2027, 1, 1))}


OWN_FORM_A = """
id: form_a_2022_2026
name: Phiếu A bịa
clause: {instrument: tt-07-2021}
sections: [{id: all, title: Câu hỏi, of: household, questions: [kind]}]
questions:
  - {id: kind, text: Loại, of: household, kind: choice, codes_from: own_list, used_for: [record]}
"""


def test_whoever_holds_the_circular_puts_the_form_and_its_lists_in_the_place_of_the_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "questionnaires/form_a_2022_2026/questionnaire.yaml", OWN_FORM_A)
    write(tmp_path, "codes/own_list.yaml", "[{id: one, name: Một}]")
    monkeypatch.setenv("GIAMNGHEO_LAW", str(tmp_path))
    questionnaires.cache_clear()
    try:
        form = questionnaire("form_a_2022_2026")
        assert [question.id for question in form.sheet] == ["kind"]
        assert codes_of(form.sheet[0]) == {"one": "Một"}
    finally:
        questionnaires.cache_clear()
