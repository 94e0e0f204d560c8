"""`giamngheo form` on the command line, and a form as people read it."""

import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.law.questionnaires.forms import FORM_B

from giamngheo.config.command_line import form
from giamngheo.config.command_line.exit_codes import ExitCode
from giamngheo.config.command_line.parser import VietnameseParser
from giamngheo.law.questionnaires.reading import text_of, words_of
from giamngheo.law.vocabulary.conditions import parsed


def called(*arguments: str | Path) -> int:
    parser = VietnameseParser(prog="giamngheo")
    form.add_parser(parser.add_subparsers(dest="command"))
    return form.run(parser.parse_args(["form", *map(str, arguments)]))


def test_list_show_and_check_end_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert called("list") == ExitCode.DONE
    listed = capsys.readouterr().out
    assert "household_survey_2022_2026: Phiếu B" in listed
    assert "nạp từ công báo" in listed
    assert called("show", "household_survey_2022_2026") == ExitCode.DONE
    assert "THÀNH VIÊN CỦA HỘ (hỏi thành viên)" in capsys.readouterr().out
    assert called("check") == ExitCode.DONE
    assert "không có lỗi" in capsys.readouterr().out


def test_a_form_goes_out_and_comes_back_as_a_draft_and_no_file_is_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, draft = tmp_path / "b.xlsx", tmp_path / "b.yaml"
    assert called("xlsform", FORM_B.id, "--out", out) == ExitCode.DONE
    assert "one_head" in capsys.readouterr().out
    assert called("xlsform", FORM_B.id, "--out", out) == ExitCode.WRONG_CALL
    assert "đã có" in capsys.readouterr().err
    assert called("xlsform", out, "--out", draft) == ExitCode.ROWS_TO_CORRECT
    assert "clause" in capsys.readouterr().out
    assert draft.read_text(encoding="utf-8").startswith("# Bản nháp")


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("nothing", ExitCode.LAW_NOT_APPLICABLE, "Không có phiếu «nothing»"),
        ("form_a_2022_2026", ExitCode.LAW_NOT_APPLICABLE, "chưa có câu hỏi"),
        ("nothing.xlsx", ExitCode.UNREADABLE_INPUT, "Không đọc được «nothing.xlsx»"),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_own_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, code: ExitCode, words: str
) -> None:
    assert called("xlsform", name, "--out", tmp_path / "f") == code
    assert words in capsys.readouterr().err
    assert not (tmp_path / "f").exists()


def test_a_workbook_that_is_no_xlsform_and_a_folder_that_is_not_there_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Workbook().save(tmp_path / "a.xlsx")
    assert called("xlsform", tmp_path / "a.xlsx", "--out", tmp_path / "a.yaml") == ExitCode.UNREADABLE_INPUT
    assert "survey" in capsys.readouterr().err
    assert called("xlsform", FORM_B.id, "--out", tmp_path / "no" / "b.xlsx") == ExitCode.UNWRITABLE_OUTPUT


def test_everything_unverified_of_a_form_is_marked_with_its_note() -> None:
    text = "\n".join(text_of(FORM_B))
    for question in FORM_B.sheet:
        assert question.text in text
        assert question.verified or (question.mark and f"⚠ {question.mark.label}: {question.note}" in text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("age >= 15", "tuổi từ 15"),
        ("work_status not in (working, no_job)",
         "không phải: «Tình trạng việc làm» là “Đang làm việc” hoặc “Không có việc làm”"),
        ("has_radio is yes and not answered(toilet)", "«Hộ có: Đài (radio)» là có và không phải: đã trả lời"),
        ("needs has credit or member_count * 2 > members",
         "«Nhu cầu hỗ trợ» có “Vay vốn ưu đãi” hoặc «Số nhân khẩu» nhân 2 trên số thành viên trên phiếu"),
        ("review_date < 2025-07-01", "«Ngày rà soát» dưới 01/07/2025"),
        ("count(relationship is head) = 1", "số thành viên mà «Quan hệ với chủ hộ» là “Chủ hộ” bằng 1"),
    ],
)  # fmt: skip
def test_a_condition_is_read_in_the_words_of_the_paper(text: str, words: str) -> None:
    assert words in words_of(parsed(text), FORM_B)


def test_registering_the_command_loads_no_law_and_no_django() -> None:
    program = (
        "import sys; from giamngheo.config.command_line import form; "
        "print(sorted({'django', 'narwhals', 'polars', 'msgspec'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
