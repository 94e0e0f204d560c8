"""The forms ask what the standards need."""

from pathlib import Path

import pytest
from tests.law.faulty import law, write

from giamngheo.law.library import BrokenPackError, LawError, standards
from giamngheo.law.questionnaires.library import questionnaire, questionnaires, questionnaires_under
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Asked


def test_every_standard_that_computes_from_answers_has_its_form() -> None:
    for pack in standards().values():
        if "answers" in pack.standard.evidence:
            assert questionnaire(pack.standard.questionnaire or "").questions


def test_an_unknown_form_is_refused_with_the_known_ones() -> None:
    with pytest.raises(LawError, match="household_survey_2022_2026"):
        questionnaire("nothing")


def test_births_fill_the_two_columns_of_the_engine() -> None:
    asking = [form for form in questionnaires().values() if form.questions]
    assert asking
    for form in asking:
        assert form.filled_by("birth_earliest") == ("birth_year",)
        assert form.filled_by("birth_latest") == ("birth_year",)
        assert form.filled_by("member_count") == ("member_count",)
        assert form.filled_by("nothing") is None


def test_undernourishment_is_a_conclusion_told_as_yes_or_no_not_computed_from_height_and_weight() -> None:
    question = questionnaire("household_survey_2022_2026").question("undernourished")
    assert question is not None
    assert (question.kind, question.of) == (AnswerKind.YES_NO, Asked.MEMBER)
    assert not question.verified
    assert "không tự tính" in question.note


def test_a_form_in_a_folder_of_another_name_is_refused(tmp_path: Path) -> None:
    root = law(tmp_path)
    text = (root / "questionnaires" / "form" / "questionnaire.yaml").read_text(encoding="utf-8")
    write(root, "questionnaires/other/questionnaire.yaml", text)
    with pytest.raises(BrokenPackError, match="thư mục other chứa phiếu «form»"):
        questionnaires_under(root)
