"""`giamngheo areas`: dry runs first, faults with reason and remedy, exit codes; on the real data files."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from giamngheo.config.command_line import main as command_line
from giamngheo.config.command_line.exit_codes import ExitCode
from giamngheo.foundation.areas.actions import prepare, propose, put_in_force
from giamngheo.foundation.areas.models import Area, Batch, Boundary, Change
from giamngheo.foundation.areas.states import BatchState
from giamngheo.foundation.audit.actions import SYSTEM
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.foundation.sheets import open_workbook, read_plain_table, write_csv

pytestmark = pytest.mark.django_db
Run = Callable[..., tuple[int, str, str]]
_COLUMNS = ("Việc", "Mã", "Mã mới", "Tên mới", "Loại", "Thuộc (mã)", "Trọn", "Tỷ lệ")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def called(*words: object) -> tuple[int, str, str]:
        code = command_line.main(["areas", *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return called


@pytest.fixture
def country() -> None:
    """A made-up province of two communes."""
    told = [
        ("VN", "Việt Nam", "nation", ""),
        ("99", "Thử", "province", "VN"),
        ("99001", "Đông", "commune", "99"),
        ("99002", "Tây", "ward", "99"),
    ]
    lines = [
        Change(place=place, verb="create", code=code, name=name, kind=kind, parent_code=above)
        for place, (code, name, kind, above) in enumerate(told, 1)
    ]
    batch = Batch(title="Đầu", instrument="Thử", day=date(2025, 1, 1), since_unknown=True)
    put_in_force(propose(prepare(batch, SYSTEM, lines), SYSTEM), SYSTEM)


def file_of(folder: Path, *rows: tuple[str, ...]) -> Path:
    filled = [(*row, *[""] * (len(_COLUMNS) - len(row))) for row in rows]
    write_csv(folder / "dot.csv", pl.DataFrame(filled, schema=list(_COLUMNS), orient="row"))
    return folder / "dot.csv"


def test_load_is_a_dry_run_then_stores_two_proposed_batches_and_then_has_nothing_to_do(
    run: Run, tmp_path: Path
) -> None:
    code, out, _ = run("load", "--list", tmp_path / "xem.xlsx")
    assert code == ExitCode.DONE
    assert "10.035 cấp xã (5 huyện đảo không có xã)" in out
    assert "lập: 3.215 (cấp tỉnh 23, cấp xã 3.192)" in out
    assert "chấm dứt: 10.654 (cấp tỉnh 52, cấp huyện 696, cấp xã 9.906)" in out
    assert "Thành phố Hà Nội" in out
    assert "Xem trước: chưa ghi gì" in out
    assert not Batch.objects.exists()
    assert read_plain_table(open_workbook(tmp_path / "xem.xlsx").path).height == 493
    assert run("load", "--commit")[0] == ExitCode.DONE
    assert set(Batch.objects.values_list("state", flat=True)) == {BatchState.PROPOSED}
    assert not Area.objects.exists()
    code, out, _ = run("load", "--commit")
    assert code == ExitCode.DONE
    assert out.endswith("Không có gì để nạp: hai đợt đã có.\n")
    _, out, _ = run("batches")
    assert "Sắp xếp đơn vị hành chính từ 01/7/2025" in out
    code, out, _ = run("activate", Batch.objects.get(day="2025-07-01").pk)
    assert code == ExitCode.ROWS_TO_CORRECT
    assert "có ngày sớm hơn và đang chờ" in out


def test_a_file_becomes_a_proposed_batch_that_is_shown_before_and_after(
    run: Run, country: None, tmp_path: Path
) -> None:
    path = file_of(
        tmp_path,
        ("lập", "99003", "", "Đông Tây", "xã", "99"),
        ("chấm dứt", "99001"),
        ("chuyển về", "99001", "99003", "", "", "", "có"),
    )
    asked = ("import", path, "--day", "1/3/2026", "--instrument", "NQ thử")
    code, out, err = run(*asked)
    assert (code, err) == (ExitCode.DONE, "")
    assert "3 dòng dùng được, 0 lỗi" in out
    assert Batch.objects.count() == 1
    code, out, _ = run(*asked, "--commit")
    assert code == ExitCode.DONE
    batch = Batch.objects.get(title="dot")
    assert (batch.state, batch.instrument, batch.source) == (BatchState.PROPOSED, "NQ thử", "Tệp dot.csv")
    assert "Lệnh trên máy chủ" in batch.prepared_by_name
    _, out, _ = run("show", batch.pk, "--list", tmp_path / "truoc-sau.csv")
    assert "xã Đông (Thử)" in out
    assert "chấm dứt, về Đông Tây" in out
    assert "xã Đông Tây (Thử)" in out
    code, out, _ = run("activate", batch.pk)
    assert (code, "Kiểm tra: không có lỗi." in out) == (ExitCode.DONE, True)
    assert run("activate", batch.pk, "--commit")[0] == ExitCode.DONE
    _, out, _ = run("tree", "99", "--on", "1/3/2026")
    assert out.splitlines()[1:] == [
        "99  tỉnh Thử  [vùng: chưa có văn bản]",
        "  99003  xã Đông Tây",
        "  99002  phường Tây",
    ]
    _, out, _ = run("find", "dong")
    assert "trước 01/03/2026  xã Đông Tây, tỉnh Thử" in out
    code, out, _ = run("undo", batch.pk, "--reason", "Thử")
    assert (code, "Chưa có dữ liệu nào dựa vào" in out) == (ExitCode.DONE, True)
    assert run("undo", batch.pk, "--reason", "Thử", "--commit")[0] == ExitCode.DONE
    batch.refresh_from_db()
    assert (batch.state, batch.reason) == (BatchState.UNDONE, "Thử")
    assert AuditLine.objects.filter(verb="areas.undo", actor_name__startswith="Lệnh trên máy chủ").exists()
    _, out, _ = run("show", batch.pk)
    assert "chấm dứt đơn vị       99001" in out


def test_rows_to_correct_are_told_and_the_good_ones_kept_as_a_draft(
    run: Run, country: None, tmp_path: Path
) -> None:
    path = file_of(tmp_path, ("đổi tên", "99001", "", "Đông Mới"), ("chấm dứt", "4"), ("xoá", "99002"))
    code, out, err = run("import", path, "--day", "1/3/2026", "--instrument", "NQ thử", "--commit")
    assert code == ExitCode.ROWS_TO_CORRECT
    assert "Dòng 3, cột «Mã»: mã «4» có vẻ mất số 0 ở đầu" in err
    assert "Dòng 4, cột «Việc»: không rõ việc «xoá»" in err
    assert "đang soạn" in out
    batch = Batch.objects.get(title="dot")
    assert (batch.state, batch.changes.count()) == (BatchState.DRAFT, 1)
    code, _, err = run("activate", batch.pk)
    assert code == ExitCode.WRONG_CALL
    assert "đang soạn nên không cho hiệu lực được" in err


def test_a_code_that_nobody_holds_is_found_by_the_row_of_the_file(
    run: Run, country: None, tmp_path: Path
) -> None:
    path = file_of(tmp_path, ("đổi tên", "99001", "", "Đông Mới"), ("đổi tên", "99009", "", "Lạ"))
    code, out, _ = run("import", path, "--day", "1/3/2026", "--instrument", "NQ thử", "--commit")
    assert code == ExitCode.ROWS_TO_CORRECT
    assert "Dòng 3, mã 99009: không có đơn vị nào giữ mã 99009" in out
    assert Batch.objects.get(title="dot").state == BatchState.DRAFT


def test_villages_are_imported_with_codes_and_not_twice(run: Run, country: None, tmp_path: Path) -> None:
    rows = pl.DataFrame([("Một", "thôn", "99001")], schema=["Tên", "Loại", "Mã xã"], orient="row")
    write_csv(tmp_path / "thon.csv", rows)
    asked = ("import", tmp_path / "thon.csv", "--villages", "--day", "1/3/2026", "--instrument", "NQ thử")
    assert run(*asked, "--commit")[0] == ExitCode.DONE
    assert Batch.objects.get(title="thon").changes.get().code == "99001001"
    code, out, _ = run(*asked, "--commit")
    assert code == ExitCode.DONE
    assert "Đã có sẵn, không lập lại: 1 dòng (dòng 2)" in out
    assert "Không có dòng nào để ghi" in out


def test_boundaries_are_loaded_once_and_what_does_not_match_is_told(
    run: Run, country: None, tmp_path: Path
) -> None:
    ring = [[104.0, 20.0], [105.0, 20.0], [105.0, 21.0], [104.0, 20.0]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    features = [
        {"type": "Feature", "properties": {"code": code, "name": name}, "geometry": geometry}
        for code, name in (("99001", "Xã Đông"), ("99009", "Xã Lạ"), ("99002", "Phường Khác"))
    ]
    path = tmp_path / "xa.json"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    asked = ("boundaries", "load", path, "--on", "1/7/2025")
    code, out, _ = run(*asked)
    assert code == ExitCode.DONE
    assert "2 mới, 0 thay, 0 đã có, 1 không khớp" in out
    assert "Không khớp: 99009 Xã Lạ" in out
    assert "Khác tên: 99002 trong tệp là «Phường Khác», trong ngày là «Tây»" in out
    assert not Boundary.objects.exists()
    assert "Đã ghi ranh giới của 2 đơn vị" in run(*asked, "--commit")[1]
    assert "Không có gì để nạp" in run(*asked, "--commit")[1]
    assert Boundary.objects.count() == 2


def test_templates_are_written(run: Run, tmp_path: Path) -> None:
    assert run("template", tmp_path / "mau.xlsx")[0] == ExitCode.DONE
    assert run("template", tmp_path / "thon.csv", "--villages")[0] == ExitCode.DONE
    code, _, err = run("template", tmp_path / "mau.docx")
    assert code == ExitCode.UNWRITABLE_OUTPUT
    assert "đuôi tệp phải là .xlsx hoặc .csv" in err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("show", "9"), ExitCode.WRONG_CALL, "Không có đợt số 9"),
        (("tree", "00001"), ExitCode.WRONG_CALL, "không có đơn vị nào mang mã «00001»"),
        (("tree", "--on", "32/1/2026"), ExitCode.WRONG_CALL, "không có trong lịch"),
        (("undo", "9", "--reason", "x"), ExitCode.WRONG_CALL, "Không có đợt số 9"),
        (
            ("import", "khong-co.xlsx", "--day", "1/3/2026", "--instrument", "x"),
            ExitCode.UNREADABLE_INPUT,
            "khong-co.xlsx",
        ),
        (
            ("boundaries", "load", "khong-co.json", "--on", "1/7/2025"),
            ExitCode.UNREADABLE_INPUT,
            "không có tệp này",
        ),
    ],
)
def test_what_cannot_be_done_is_told_with_its_code(
    run: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    given, _, err = run(*words)
    assert given == code
    assert said in err


def test_an_empty_house_says_how_to_begin(run: Run) -> None:
    assert "giamngheo areas load" in run("batches")[1]
    assert "giamngheo areas load" in run("tree")[1]
    assert "Không tìm thấy" in run("find", "tan lap")[1]
