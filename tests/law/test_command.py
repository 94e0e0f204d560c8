"""`giamngheo law` on the command line."""

import argparse
import subprocess
import sys
from pathlib import Path

import pytest

from giamngheo.config.command_line import law
from giamngheo.config.command_line.exit_codes import ExitCode
from giamngheo.config.command_line.parser import VietnameseParser
from giamngheo.law.point_tables import stored

TABLE = (
    "chuẩn;national_2022_2026\nkhu vực;nông thôn\nhiệu lực từ;01/01/2022\n"
    "câu hỏi;trả lời;từ;đến;điểm\nhas_car;có;;;15\nhas_car;không;;;0\n"
)
SIGNED = ("--source", "Bảng bịa để thử", "--vouched-by", "Người bịa")


def called(*arguments: str | Path) -> int:
    parser = VietnameseParser(prog="giamngheo")
    law.add_parser(parser.add_subparsers(dest="command"))
    given: argparse.Namespace = parser.parse_args(["law", *map(str, arguments)])
    return law.run(given)


def written(folder: Path, text: str = TABLE) -> Path:
    path = folder / "bang.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_list_and_check_end_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert called("list") == ExitCode.DONE
    assert "national_2022_2026: Chuẩn 2022–2025" in capsys.readouterr().out
    assert called("check") == ExitCode.DONE
    assert "không có lỗi" in capsys.readouterr().out


@pytest.mark.parametrize("day", ["21/11/2026", "2026-11-21"])
def test_show_takes_a_part_of_the_name_and_a_day(capsys: pytest.CaptureFixture[str], day: str) -> None:
    assert called("show", "2022–2025", "--on", day) == ExitCode.DONE
    assert "ngày xem 21/11/2026" in capsys.readouterr().out


def test_a_procedure_is_listed_and_shown_as_on_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert called("list") == ExitCode.DONE
    assert "periodic_review_2022_2026: Rà soát định kỳ" in capsys.readouterr().out
    assert called("show", "rà soát định kỳ", "--on", "30/6/2025") == ExitCode.DONE
    assert "trước khi công nhận: Chủ tịch Ủy ban nhân dân cấp huyện" in capsys.readouterr().out
    assert called("show", "rà soát định kỳ") == ExitCode.DONE
    assert "ngày xem 31/12/2026" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("show", "rà soát định kỳ", "--on", "hôm qua"), ExitCode.WRONG_CALL, "không phải ngày"),
        (("show", "rà soát định kỳ", "--on", "1/1/2030"), ExitCode.LAW_NOT_APPLICABLE, "không có quy trình"),
        (("show", "2022–2025", "--on", "hôm qua"), ExitCode.WRONG_CALL, "không phải ngày"),
        (("show", "2022–2025", "--on", "01/01/2027"), ExitCode.LAW_NOT_APPLICABLE, "không áp dụng vào ngày "
                                                                                   "01/01/2027"),
        (("show", "1999"), ExitCode.LAW_NOT_APPLICABLE, "Không có chuẩn «1999»"),
    ],
)  # fmt: skip
def test_show_refuses_with_its_own_code(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: ExitCode, words: str
) -> None:
    assert called(*arguments) == code
    assert words in capsys.readouterr().err


def test_load_only_shows_until_it_is_told_to_commit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    assert called("load", written(tmp_path), *SIGNED, "--data", data) == ExitCode.DONE
    assert "chưa ghi gì" in capsys.readouterr().out
    assert not data.exists()
    assert called("load", written(tmp_path), *SIGNED, "--data", data, "--commit") == ExitCode.DONE
    (table,) = stored(data).values()
    assert (table.source, table.vouched_by) == ("Bảng bịa để thử", "Người bịa")
    assert table.loaded_at is not None
    capsys.readouterr()
    assert called("points", "--data", data) == ExitCode.DONE
    assert "chịu trách nhiệm: Người bịa" in capsys.readouterr().out


def test_points_without_a_table_says_how_to_load_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called("points", "--data", tmp_path) == ExitCode.DONE
    assert "Chưa nạp bảng điểm B1 nào" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (TABLE.replace("has_car;không;;;0\n", ""), ExitCode.ROWS_TO_CORRECT, "thiếu điểm của trả lời «no»"),
        (TABLE.replace("15", "?"), ExitCode.UNREADABLE_INPUT, "dòng 5"),
        ("Bảng minh hoạ\n" + TABLE, ExitCode.ROWS_TO_CORRECT, "minh hoạ"),
    ],
)
def test_load_refuses_a_bad_table_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, code: ExitCode, words: str
) -> None:
    data = tmp_path / "data"
    assert called("load", written(tmp_path, text), *SIGNED, "--data", data, "--commit") == code
    assert words in capsys.readouterr().err
    assert not data.exists()


def test_load_without_source_or_name_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        called("load", written(tmp_path))
    assert ended.value.code == ExitCode.WRONG_CALL


def test_a_data_folder_that_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").write_text("a file, not a folder", encoding="utf-8")
    code = called("load", written(tmp_path), *SIGNED, "--data", tmp_path / "data", "--commit")
    assert code == ExitCode.UNWRITABLE_OUTPUT
    assert "Không ghi được" in capsys.readouterr().err


def test_registering_the_command_loads_no_law_and_no_django() -> None:
    program = (
        "import sys; from giamngheo.config.command_line import law; "
        "print(sorted({'django', 'narwhals', 'polars', 'msgspec'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
