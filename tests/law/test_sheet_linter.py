"""Every rule of `giamngheo law check` on the sheet of a form, each with a form that breaks it."""

from pathlib import Path

import pytest
from tests.law.faulty import law, write
from tests.law.sheet_faults import FAULTS, FORM

from giamngheo.law.linter.check import check

FILE = "questionnaires/form/questionnaire.yaml"


def told(root: Path, form: str) -> list[str]:
    law(root)
    write(root, FILE, form)
    return [str(finding) for finding in check(root)]


def test_a_sound_sheet_has_no_findings(tmp_path: Path) -> None:
    assert told(tmp_path, FORM) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[1][:40]}")
def test_a_fault_of_a_sheet_is_told_with_its_place(tmp_path: Path, fault: tuple[str, str, str, str]) -> None:
    old, new, place, words = fault
    assert old in FORM
    found = told(tmp_path, FORM.replace(old, new))
    assert any(place in one and words in one for one in found), found


def test_a_form_without_questions_must_say_why(tmp_path: Path) -> None:
    law(tmp_path)
    empty = "id: other\nname: Phiếu khác\nclause: {instrument: nd-1}\nquestions: []\n"
    write(tmp_path, "questionnaires/other/questionnaire.yaml", empty)
    assert any("không nói vì sao" in str(finding) for finding in check(tmp_path))
    write(tmp_path, "questionnaires/other/questionnaire.yaml", empty + "empty: Chưa có, nạp từ công báo.\n")
    assert check(tmp_path) == []


def test_answers_to_age_need_a_birth_year(tmp_path: Path) -> None:
    law(tmp_path)
    form = (
        "id: other\nname: Phiếu khác\nclause: {instrument: nd-1}\n"
        "sections: [{id: s, title: S, of: member, questions: [a]}]\n"
        "questions: [{id: a, text: A, of: member, kind: text, used_for: [record], who: age > 3}]\n"
    )
    write(tmp_path, "questionnaires/other/questionnaire.yaml", form)
    assert any("không hỏi «birth_year»" in str(finding) for finding in check(tmp_path))
