"""`giamngheo plan`: a file in, JSON out, messages on the other stream, one code for each end."""

import json
from pathlib import Path

import pytest
from tests.apps.programmes.made import plan_in_force
from tests.apps.programmes.plans.scans import CLOSING, MIDDLE, OPENING, scanned
from tests.factories.places import make_country

from giamngheo.config.command_line.exit_codes import ExitCode
from giamngheo.config.command_line.main import main

PLANS = Path(__file__).parents[1] / "apps" / "programmes" / "plans"
SOUND = PLANS / "heldout" / "phuong-tan-an.md"


def test_a_plan_is_written_to_a_file_and_told_in_vietnamese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "plan.json"
    assert main(["plan", "read", str(SOUND), "-o", str(out)]) == ExitCode.DONE
    said = capsys.readouterr()
    assert said.out == ""
    assert "chỉ tiêu 8" in said.err
    assert f"Đã ghi: {out}" in said.err
    assert json.loads(out.read_text(encoding="utf-8"))["number"] == "45/KH-UBND"


def test_without_a_file_the_plan_goes_to_the_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["plan", "read", str(PLANS / "given" / "002-phan-rang-thap-cham.txt")])
        == ExitCode.ROWS_TO_CORRECT
    )
    said = capsys.readouterr()
    assert json.loads(said.out)["period"] == {"from": 2023, "to": 2023}
    assert "Nghi ngờ: Nghị định 20/2021/NĐ-CP" in said.err


def test_what_cannot_be_read_or_written_has_its_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", "read", str(tmp_path / "khong.docx")]) == ExitCode.UNREADABLE_INPUT
    assert "Cách xử lý" in capsys.readouterr().err
    assert (
        main(["plan", "read", str(SOUND), "-o", str(tmp_path / "a" / "b.json")]) == ExitCode.UNWRITABLE_OUTPUT
    )
    assert "thư mục không có" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        main(["plan"])
    assert ended.value.code == ExitCode.WRONG_CALL


def test_a_scanned_page_among_others_is_named_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = scanned(tmp_path / "lan.pdf", (OPENING, MIDDLE, CLOSING), [2])
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["plan", "read", str(path)]) == ExitCode.ROWS_TO_CORRECT
    said = capsys.readouterr()
    assert "Nghi ngờ: Trang 2 là ảnh, chưa được đọc" in said.err
    told = json.loads(said.out)
    assert [one["page"] for one in told["source"]["left_pages"]] == [2]
    assert told["number"] == "7/KH-UBND"


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "schema"]) == ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["title"] == "Kế hoạch đã đọc"


@pytest.mark.django_db
def test_plans_that_are_kept_are_listed_and_given_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    country = make_country()
    plan, target = plan_in_force(country.east, 2026)
    assert main(["plan", "list", "--area", "east", "--year", "2026"]) == ExitCode.DONE
    line = "xã Đông\tKế hoạch số 12/KH-UBND (năm 2026) ngày 01/03/2026, đã ban hành"
    assert capsys.readouterr().out == f"{plan.pk}\t{line}\n"
    assert main(["plan", "show", str(plan.pk), "--json"]) == ExitCode.DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["date"], told["targets"][0]["wording"]) == ("2026-03-01", target.wording)
    assert main(["plan", "show", str(plan.pk)]) == ExitCode.DONE
    assert "- ≥ 2\xa0nhà hảo tâm: Vận động 2 nhà hảo tâm" in capsys.readouterr().out
    for words in (["show", "0"], ["list", "--area", "khong"]):
        assert main(["plan", *words]) == ExitCode.WRONG_CALL
        assert "Lỗi: không có" in capsys.readouterr().err
