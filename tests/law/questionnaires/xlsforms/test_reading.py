"""An XLSForm comes in as a draft that reads, and what was not understood is told by row."""

from pathlib import Path
from random import Random
from zipfile import ZipFile

import msgspec
import pytest
from openpyxl import Workbook
from tests.law.questionnaires.forms import FORM_B, filled

from giamngheo.law.questionnaires.asking import is_asked
from giamngheo.law.questionnaires.truth import Looked
from giamngheo.law.questionnaires.xlsforms.reading import Draft, UnreadableXlsFormError, read_xlsform
from giamngheo.law.questionnaires.xlsforms.writing import write_xlsform
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Asked, Limits, Questionnaire, Use

CHOICES = [
    ["list_name", "name", "label::English (en)", "label::Tiếng Việt (vi)"],
    ["co_khong", "1", "Yes", "Có"], ["co_khong", "0", "No", "Không"],
    ["nuoc", "Nước máy", "Tap", "Nước máy"], ["nuoc", "2", "River", "Nước sông"],
]  # fmt: skip
HEAD = ["type", "name", "label::Tiếng Việt (vi)", "required", "relevant", "constraint", "calculation"]


def draft(tmp_path: Path, *rows: list[object], choices: list[list[str]] | None = None) -> Draft:
    book = Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    for row in [HEAD, *rows]:
        survey.append(row)
    sheet = book.create_sheet("choices")
    for row in CHOICES if choices is None else choices:
        sheet.append(row)
    book.save(tmp_path / "f.xlsx")
    return read_xlsform(tmp_path / "f.xlsx", FORM_B)


def who(tmp_path: Path, relevant: str) -> str:
    found = draft(
        tmp_path,
        ["select_one co_khong", "has_pond", "Có ao", "yes"],
        ["select_multiple nuoc", "waters", "Nước"],
        ["select_one nuoc", "main", "Nước chính"],
        ["integer", "fish", "Số cá"],
        ["text", "more", "Thêm", "", relevant],
    )
    question = found.form.question("more")
    assert question is not None
    return question.who or "; ".join(one for one in found.not_understood if "more" in one)


def test_our_own_form_comes_back_with_its_questions_and_asks_the_same_of_the_same_people(
    tmp_path: Path,
) -> None:
    write_xlsform(FORM_B, tmp_path / "b.xlsx")
    back = read_xlsform(tmp_path / "b.xlsx", FORM_B).form
    assert back.id == FORM_B.id
    for question in FORM_B.sheet:
        found = back.question(question.id)
        assert found is not None, question.id
        assert (found.of, found.kind, found.several, found.required, found.used_for, found.digits) == (
            question.of, question.kind, question.several, question.required, question.used_for,
            question.digits,
        )  # fmt: skip
        assert found.limits == question.limits
        assert found.code_ids == question.code_ids or question.codes_from
    for seed in range(10):
        whole = filled(Random(seed))
        for question in FORM_B.sheet:
            found = back.question(question.id)
            assert found is not None
            for member in whole.members if question.of is Asked.MEMBER else [None]:
                theirs, ours = Looked(back, whole, member), Looked(FORM_B, whole, member)
                assert is_asked(found, theirs) == is_asked(question, ours)


def test_a_draft_is_yaml_that_reads_as_a_form(tmp_path: Path) -> None:
    write_xlsform(FORM_B, tmp_path / "b.xlsx")
    found = read_xlsform(tmp_path / "b.xlsx")
    assert msgspec.yaml.decode(found.text.encode(), type=Questionnaire) == found.form
    assert any("clause" in words for words in found.not_understood)


def test_kinds_groups_members_and_limits_of_a_foreign_form(tmp_path: Path) -> None:
    found = draft(
        tmp_path,
        ["start", "start"],
        ["begin group", "chung", "Phần chung"],
        ["integer", "So nguoi", "Số người", "TRUE", "", ".>0 and . < 30"],
        ["select_one co_khong", "ao", "Có ao"],
        ["end group"],
        ["begin repeat", "nguoi", "Người"],
        ["text", "ten", "Tên"],
        ["decimal", "height", "Cao", "", "", ". >= 30"],
        ["end repeat"],
        ["date", "ngay", "Ngày"],
    )
    kinds = {question.id: (question.kind, question.of) for question in found.form.questions}
    assert kinds == {
        "so_nguoi": (AnswerKind.WHOLE, Asked.HOUSEHOLD),
        "ao": (AnswerKind.YES_NO, Asked.HOUSEHOLD),
        "ten": (AnswerKind.TEXT, Asked.MEMBER),
        "height": (AnswerKind.NUMBER, Asked.MEMBER),
        "ngay": (AnswerKind.DATE, Asked.HOUSEHOLD),
    }
    people = found.form.question("so_nguoi")
    assert people is not None
    assert (people.limits, people.required, people.text) == (Limits(1, 29), True, "Số người")
    assert [section.title for section in found.form.sections] == ["Phần chung", "Người", "Các câu khác"]
    assert all(question.used_for == (Use.RECORD,) for question in found.form.questions)
    assert any("«So nguoi» đổi thành «so_nguoi»" in words for words in found.not_understood)


@pytest.mark.parametrize(
    ("relevant", "expected"),
    [
        ("${has_pond} = '1'", "has_pond is yes"),
        ("${has_pond} != '1'", "has_pond is not yes"),
        ("${main} = 'Nước máy' or ${main} = '2'", "main is nuoc_may or main is code_2"),
        ("selected(${waters}, '2') and ${fish} > 10", "waters has code_2 and fish > 10"),
        ("selected(${main}, \"2\")", "main is code_2"),
        ("not(${fish} <= 3.5)", "not fish <= 3.5"),
        ("${fish} = ''", "not answered(fish)"),
        ("${fish} = '3'", "fish = 3"),
    ],
)  # fmt: skip
def test_a_relevant_is_read_as_a_condition(tmp_path: Path, relevant: str, expected: str) -> None:
    assert who(tmp_path, relevant) == expected


@pytest.mark.parametrize(
    "relevant",
    ["count(${waters}) > 1", "${moon} = '1'", "${has_pond} = '9'", "${fish} > ${", "regex(${fish}, 'x')",
     "(" * 30 + "${fish} > 1" + ")" * 30, "${fish} > 1 " + "and ${fish} > 1 " * 200, "${fish}"],
)  # fmt: skip
def test_a_relevant_beyond_our_words_is_told_by_row_and_the_question_always_asked(
    tmp_path: Path, relevant: str
) -> None:
    assert "điều kiện hỏi không chuyển được, luôn hỏi" in who(tmp_path, relevant)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["geopoint", "cho", "Chỗ"], "kiểu «geopoint» không có trong phiếu"),
        (["calculate", "tong", "", "", "", "", "1 + 1"], "kiểu «calculate»"),
        (["select_one khac or_other", "x", "X"], "or_other"),
        (["select_one khac", "x", "X"], "danh sách lựa chọn trống"),
        (["text", "x", "X", "", "", "string-length(.) > 3"], "ràng buộc không chuyển được"),
        (["decimal", "x", "X", "", "", ". > 3"], "ràng buộc không chuyển được"),
        (["end group"], "đóng nhóm mà không mở"),
        (["begin group", "g"], "mở nhóm mà không đóng"),
        (["text", "age", "Tuổi"], "«age» đổi thành «question_age»"),
        (["text", "dau", "Trùng"], "trùng tên «dau»"),
    ],
)
def test_what_was_not_understood_is_told(tmp_path: Path, row: list[object], words: str) -> None:
    found = draft(tmp_path, ["text", "dau", "Đầu"], row)
    assert any(words in one for one in found.not_understood), found.not_understood


def test_a_file_that_is_no_workbook_or_no_xlsform_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(UnreadableXlsFormError, match="không phải tệp"):
        read_xlsform(tmp_path / "a.xlsx")
    Workbook().save(tmp_path / "b.xlsx")
    with pytest.raises(UnreadableXlsFormError, match="survey"):
        read_xlsform(tmp_path / "b.xlsx")
    with pytest.raises(UnreadableXlsFormError):
        read_xlsform(tmp_path / "nothing.xlsx")
    with ZipFile(tmp_path / "b.xlsx") as whole, ZipFile(tmp_path / "c.xlsx", "w") as broken:
        for name in whole.namelist():
            text = whole.read(name)
            broken.writestr(name, text[: len(text) // 2] if "sheet1" in name else text)
    with pytest.raises(UnreadableXlsFormError, match=r"tệp hỏng|survey"):
        read_xlsform(tmp_path / "c.xlsx")
