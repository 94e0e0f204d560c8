"""`giamngheo form gather` and `form undo`: a dry run first, written, taken back; exit codes."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.apps.exchange.submissions.made import submission
from tests.apps.surveys.made import OCCASION, family, now, opened, version
from tests.factories.exports import odk_zip
from tests.factories.places import make_country
from tests.law.questionnaires.forms import FORM_B

from giamngheo.apps.exchange.models import Intake
from giamngheo.apps.surveys.actions import save_draft
from giamngheo.config.command_line import main as command_line
from giamngheo.config.command_line.exit_codes import ExitCode
from giamngheo.foundation.audit.actions import SYSTEM
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db(transaction=True)


def called(*words: object) -> int:
    return command_line.main(["form", *map(str, words)])


def test_a_file_is_looked_at_written_and_taken_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    country = make_country()
    sheets = [opened(family(country.east_1, name)) for name in ("Mẫu", "Thử")]
    save_draft(sheets[1], {("toilet", None): "pour_flush"}, 1, SYSTEM)
    file, out = tmp_path / "phieu.zip", tmp_path / "nhan-xet.xlsx"
    sent = [submission(sheets[0], {("water_source", None): "lạ"}), submission(sheets[1])]
    file.write_bytes(odk_zip(FORM_B, sent))
    asked = ["gather", file, "--occasion", OCCASION, "--area", "east", "--take-file"]
    before = AuditLine.objects.count()
    assert called(*asked, "--out", out) == ExitCode.ROWS_TO_CORRECT
    told = capsys.readouterr()
    assert "1 phiếu đang điền trả lời khác" in told.out
    assert "Chưa ghi gì" in told.out
    assert "«lạ» không có trong danh mục." in told.err
    assert any(cell.comment for page in load_workbook(out) for row in page for cell in row)
    assert (Intake.objects.count(), AuditLine.objects.count()) == (0, before)
    assert called(*asked, "--commit") == ExitCode.ROWS_TO_CORRECT
    (number,) = re.findall(r"lần nhận ([0-9a-f-]{36})", capsys.readouterr().out)
    assert now(sheets[1]).household["toilet"] == "septic"
    assert called("undo", number, "--reason", "nhầm") == ExitCode.DONE
    assert version(sheets[1]) == 3
    assert called("undo", number, "--reason", "nhầm", "--commit") == ExitCode.DONE
    assert now(sheets[1]).household["toilet"] == "pour_flush"
    assert called("undo", number, "--reason", "nhầm", "--commit") == ExitCode.WRONG_CALL


def test_one_of_two_submissions_of_a_household_is_picked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = opened(family(make_country().east_1))
    file, code = tmp_path / "phieu.zip", sheet.household_code
    file.write_bytes(odk_zip(FORM_B, [submission(sheet), submission(sheet, {("toilet", None): "none"}, "x")]))
    asked = ["gather", file, "--occasion", OCCASION, "--area", "east", "--commit"]
    assert called(*asked) == ExitCode.ROWS_TO_CORRECT
    assert "--pick MÃ_HỘ=DÒNG" in capsys.readouterr().out and version(sheet) == 1
    for wrong in (code, f"{code}=9", "x=2"):
        assert called(*asked, "--pick", wrong) == ExitCode.WRONG_CALL
    called(*asked, "--pick", f"{code}=3")
    assert now(sheet).household["toilet"] == "none"


def test_people_on_no_sheet_are_added_where_it_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = opened(family(make_country().east_1))
    file, one = tmp_path / "phieu.zip", submission(sheet)
    more = {"new": {"member_name": "Mẫu Thị Bà", "relationship": "parent", "birth_year": 1950}}
    told = replace(one, sheet=replace(one.sheet, members={**one.sheet.members, **more}))
    file.write_bytes(odk_zip(FORM_B, [told]))
    asked = ["gather", file, "--occasion", OCCASION, "--area", "east"]
    assert called(*asked) == ExitCode.ROWS_TO_CORRECT
    assert "--add-people" in capsys.readouterr().out
    assert called(*asked, "--add-people", "--commit") == ExitCode.DONE
    assert len(now(sheet).members) == 3


def test_what_cannot_be_done_is_refused_with_its_own_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    country = make_country()
    opened(family(country.east_1))
    file = tmp_path / "a.csv"
    file.write_text("ten,tuoi\nThu,3\n", encoding="utf-8")
    of_area, of_occasion = ["--area", "east"], ["--occasion", OCCASION]
    assert called("gather", file, *of_occasion, "--area", "x") == ExitCode.WRONG_CALL
    assert called("gather", file, *of_area, "--occasion", "x") == ExitCode.WRONG_CALL
    assert called("gather", file, *of_area, *of_occasion, "--form", "x") == ExitCode.WRONG_CALL
    assert called("gather", tmp_path / "no.csv", *of_area, *of_occasion) == ExitCode.UNREADABLE_INPUT
    assert called("gather", file, *of_area, *of_occasion) == ExitCode.UNREADABLE_INPUT
    assert "không có cột «Mã hộ»" in capsys.readouterr().err
    nobody = "00000000-0000-4000-8000-000000000000"
    assert called("undo", nobody, "--reason", "x", "--commit") == ExitCode.WRONG_CALL
