"""A form goes out as an XLSForm that ODK's own tools accept, with all that it asks, skips and refuses."""

from pathlib import Path
from shutil import which
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert
from tests.law.questionnaires.forms import FORM_B

from giamngheo.law.library import LawError
from giamngheo.law.questionnaires.library import questionnaire, questionnaires
from giamngheo.law.questionnaires.xlsforms.writing import LANGUAGE, Row, write_xlsform, xlsform

MADE = xlsform(FORM_B)
LABEL = f"label::{LANGUAGE}"


def row(name: str) -> Row:
    return next(one for one in MADE.survey if one["name"] == name)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("xlsform") / "phieu.xlsx"
    write_xlsform(FORM_B, path)
    return path


def test_pyxform_makes_an_xform_of_it_without_a_warning(file: Path) -> None:
    """Where Java is there, ODK Validate walks through the form too."""
    done = convert(file, validate=which("java") is not None)
    assert done.warnings == []
    tree = ElementTree.fromstring(done.xform.encode())
    assert tree.tag.endswith("html")
    for question in FORM_B.sheet:
        assert f"/{question.id}" in done.xform


def test_every_question_of_the_sheet_is_there_once_in_order_with_its_vietnamese_words() -> None:
    asked = {question.id: question for question in FORM_B.sheet}
    names = [one["name"] for one in MADE.survey if one["name"] in asked and "calculation" not in one]
    assert sorted(names) == sorted(asked)
    for name in names:
        assert row(name)[LABEL].startswith(asked[name].text)
        assert row(name).get("required") == ("yes" if asked[name].required else None)


def test_all_of_a_member_is_asked_inside_one_repeat() -> None:
    kinds = [one["type"] for one in MADE.survey]
    assert (kinds.count("begin_repeat"), kinds.count("end_repeat")) == (1, 1)
    inside = MADE.survey[kinds.index("begin_repeat") : kinds.index("end_repeat")]
    members = {question.id for question in FORM_B.sheet if question.of.value == "member"}
    assert members <= {one["name"] for one in inside}
    assert not {question.id for question in FORM_B.sheet} - members & {one["name"] for one in inside}


@pytest.mark.parametrize(
    ("name", "column", "words"),
    [
        ("work_status", "relevant", "not(number(${age_most}) < 15)"),
        ("undernourished", "relevant", "not(number(${age_least}) >= 16)"),
        ("contract", "relevant",
         "not(number(${age_most}) < 15) and not((${work_status} != '' and "
         "not((${work_status} = 'working' or ${work_status} = 'no_regular_job'))))"),
        ("birth_year", "constraint", ". >= 1900 and . <= 2100"),
        ("personal_number", "constraint", "regex(., '^[0-9]{12}$')"),
        ("review_date", "constraint", "not(number(format-date(., '%Y%m%d')) < 20210901)"),
        ("needs", "type", "select_multiple needs"),
        ("water_source", "type", "select_one water_source_codes"),
        ("has_radio", "type", "select_one yes_no"),
        ("rare_housing_area", "relevant", "${housing_area} != '' and (${housing_area} < 6 or"),
        ("check_members_listed", "relevant", "number(${member_count}) < count(${members})"),
        ("check_born_before_the_review", "relevant", "number(${age_most}) < 0"),
    ],
)  # fmt: skip
def test_what_is_asked_and_refused_is_carried_over(name: str, column: str, words: str) -> None:
    assert words in row(name)[column]


def test_what_is_said_of_all_members_is_shown_after_the_last_of_them() -> None:
    names = [one["name"] for one in MADE.survey]
    kinds = [one["type"] for one in MADE.survey]
    assert names.index("check_members_listed") > kinds.index("end_repeat")


def test_what_xlsforms_have_no_words_for_is_told() -> None:
    assert [words for words in MADE.left_out if "one_head" in words]


def test_every_choice_has_its_codes_and_the_workbook_holds_text_only(file: Path) -> None:
    listed = {(one["list_name"], one["name"]) for one in MADE.choices}
    assert {("yes_no", "yes"), ("ethnic_groups", "kinh"), ("toilet_codes", "none")} <= listed
    book = load_workbook(file, read_only=True)
    assert book.sheetnames == ["survey", "choices", "settings"]
    assert not any(str(cell.value).startswith("=") for one in book for line in one.rows for cell in line)


@pytest.mark.parametrize("form", [f for f in questionnaires().values() if f.sheet], ids=lambda f: f.id)
def test_every_form_with_a_sheet_goes_out(form: object, tmp_path: Path) -> None:
    write_xlsform(form, tmp_path / "f.xlsx")  # type: ignore[arg-type]
    assert convert(tmp_path / "f.xlsx", validate=False).warnings == []


def test_an_empty_form_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LawError, match="nạp từ công báo"):
        write_xlsform(questionnaire("form_a_2022_2026"), tmp_path / "f.xlsx")
