"""`giamngheo register`: a dry run first, the workbook back, written, taken back; exit codes."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from tests.apps.exchange.register.made import HEADINGS, workbook
from tests.factories.places import make_country

from giamngheo.apps.households.models import Event, Household, Person, Recognition
from giamngheo.config.command_line import main as command_line
from giamngheo.config.command_line.exit_codes import ExitCode

pytestmark = pytest.mark.django_db
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    make_country()

    def called(*words: object) -> tuple[int, str, str]:
        code = command_line.main(["register", *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return called


def test_looked_at_written_and_taken_back(run: Run, tmp_path: Path) -> None:
    rows = [
        HEADINGS,
        [1, 1, "Đông Một", "Mẫu Văn An", "chủ hộ", "Nam", 1980, None, "Kinh"],
        [2, 1, "Đông Một", "Mẫu Bé", "con", "Nam", "hôm qua", None, "Kinh"],
    ]
    file, out = workbook(tmp_path / "a.xlsx", {"Hộ": rows}), tmp_path / "b.xlsx"
    asked = ("import", file, "--area", "east", "--source", "sổ của xã", "--day", "1/10/2025")
    code, said, faults = run(*asked, "--out", out)
    assert code == ExitCode.ROWS_TO_CORRECT
    assert "1 hộ mới" in said and "Chưa ghi gì" in said
    assert "dòng 3, trang «Hộ»: không phải ngày" in faults
    assert openpyxl.load_workbook(out)["Hộ"]["G3"].comment is not None
    assert not Household.objects.exists()
    code, said, _ = run(*asked, "--commit")
    assert Person.objects.filter(is_living=True).count() == 2
    batch = Event.objects.get().batch
    assert f"lần nhập {batch}" in said
    assert run("undo", batch, "--reason", "nhầm")[1].endswith("thêm --commit.\n")
    assert run("undo", batch, "--reason", "nhầm", "--commit")[0] == ExitCode.DONE
    assert not Person.objects.filter(is_living=True).exists()
    assert run("undo", batch, "--reason", "nhầm", "--commit")[0] == ExitCode.WRONG_CALL


def test_the_decision_of_a_list_of_classes(run: Run, tmp_path: Path) -> None:
    rows = [["Số hộ", "Chủ hộ", "Thôn", "Diện hộ"], [1, "Mẫu Văn An", "Đông Một", "Hộ nghèo"]]
    rows += [[2, "Thử Thị Bé", "Đông Một", "Thoát nghèo"]]
    file = workbook(tmp_path / "a.xlsx", {"Hộ": rows})
    asked = ("import", file, "--area", "east", "--source", "hộ nghèo", "--day", "1/10/2025")
    code, said, _ = run(*asked)
    assert "Danh sách có cột diện hộ; chưa ghi vì chưa có quyết định." in said
    assert code == ExitCode.ROWS_TO_CORRECT
    decision = ("--decision", "12/QĐ-UBND", "--decision-day", "5/9/2025", "--left-poor", "near_poor")
    code, said, _ = run(*asked, *decision, "--since", "1/1/2099", "--commit")
    assert code == ExitCode.WRONG_CALL and not Household.objects.exists()
    code, said, _ = run(*asked, *decision, "--decided-by", "UBND xã", "--commit")
    assert code == ExitCode.DONE and "2 hộ ghi diện theo quyết định" in said
    kept = Recognition.objects.order_by("household__head_name")
    told = [(one.household_class, one.decision_number, one.decided_by, one.valid.lower) for one in kept]
    assert told == [
        ("poor", "12/QĐ-UBND", "UBND xã", date(2025, 9, 5)),
        ("near_poor", "12/QĐ-UBND", "UBND xã", date(2025, 9, 5)),
    ]


def test_what_cannot_be_is_told(run: Run, tmp_path: Path) -> None:
    asked = ("--source", "sổ", "--day", "1/10/2025")
    code, _, said = run("import", tmp_path / "khong-co.xlsx", "--area", "east", *asked)
    assert code == ExitCode.UNREADABLE_INPUT and "khong-co.xlsx" in said
    file = workbook(tmp_path / "a.xlsx", {"Hộ": [HEADINGS, [1, 1, "Đông Một", "Mẫu Văn An", "chủ hộ"]]})
    code, _, said = run("import", file, "--area", "không-có", *asked)
    assert code == ExitCode.WRONG_CALL and "không có đơn vị mã" in said
    code, _, said = run("import", file, "--area", "province", *asked)
    assert code == ExitCode.WRONG_CALL and "không phải xã" in said
