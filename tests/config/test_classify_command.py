"""`giamngheo classify` as a person or a script calls it."""

from pathlib import Path

import polars as pl
import pytest
from tests.apps.exchange.lists.made import sheet

from giamngheo.config.command_line.exit_codes import ExitCode
from giamngheo.config.command_line.main import main

HEADING = ["Chủ hộ", "Điểm B1", "Điểm B2"]


def test_a_list_is_classified_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = sheet(tmp_path / "a.xlsx", [HEADING, ["Mẫu 1", 140, 30], ["Mẫu 2", 140, 0]])
    code = main(
        ["classify", str(path), "-o", str(tmp_path / "b.csv"), "--on", "15/11/2026", "--area-kind", "xã"]
    )
    assert code == ExitCode.DONE
    assert pl.read_csv(tmp_path / "b.csv").get_column("Kết quả").to_list() == ["Hộ nghèo", "Hộ cận nghèo"]
    said = capsys.readouterr().out
    assert "B  Điểm B1  →  Điểm B1" in said
    assert "Hộ nghèo" in said
    assert "50 %" in said.replace("\u00a0", " ")


def test_a_faulty_cell_is_told_with_row_column_and_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(tmp_path / "a.xlsx", [HEADING, ["Mẫu 1", 140, 35], ["Mẫu 2", 140, 0]])
    assert main(["classify", str(path), "--area-kind", "xã"]) == ExitCode.ROWS_TO_CORRECT
    assert "dòng 2, cột C «Điểm B2» = «35»: điểm B2 phải là bội số của 10" in capsys.readouterr().err


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the command is called."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [  # what is typed, the exit code, what the message must say
        (["không-có.xlsx"], ExitCode.UNREADABLE_INPUT, "không-có.xlsx"),
        (["a.xlsx", "--on", "31/2/2026"], ExitCode.WRONG_CALL, "31/2/2026"),
        (["a.xlsx", "--on", "1/1/2031"], ExitCode.LAW_NOT_APPLICABLE, "01/01/2031"),
        (["a.xlsx", "--on", "1/6/2027"], ExitCode.LAW_NOT_APPLICABLE, "Thang điểm B1, B2"),
        (["a.xlsx", "--area-kind", "buôn"], ExitCode.WRONG_CALL, "«buôn»"),
        (["a.xlsx", "--map", "không-có.yaml"], ExitCode.WRONG_CALL, "tệp nhận cột"),
        (["a.xlsx", "--standard", "x"], ExitCode.LAW_NOT_APPLICABLE, "Không có chuẩn «x»"),
        (["a.xlsx", "-o", "b.txt"], ExitCode.WRONG_CALL, ".txt"),
        (["a.xlsx", "-o", "không có/b.xlsx"], ExitCode.UNWRITABLE_OUTPUT, "b.xlsx"),
        (["a.xlsx", "--engine", "duckdb"], ExitCode.UNREADABLE_INPUT, ".parquet"),
    ],
)
def test_every_wrong_call_ends_with_its_code_and_a_vietnamese_word(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: ExitCode, words: str
) -> None:
    sheet(here / "a.xlsx", [HEADING, ["Mẫu 1", 140, 30]])
    assert main(["classify", *arguments]) == code
    assert words in capsys.readouterr().err


def test_the_recognised_columns_are_a_mapping_that_can_be_given_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(tmp_path / "a.xlsx", [HEADING, ["Mẫu 1", 140, 30]])
    assert main(["classify", str(path), "--show-map"]) == ExitCode.DONE
    mapping = capsys.readouterr().out
    (tmp_path / "m.yaml").write_text(mapping.replace("income_points", "null"), "utf-8")
    assert main(["classify", str(path), "--map", str(tmp_path / "m.yaml"), "--area-kind", "xã"]) == 0
    said = capsys.readouterr().out
    assert "giữ nguyên, không dùng: B" in said


def test_a_snapshot_is_counted_by_a_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.parquet"
    pl.DataFrame(
        {"xa": [1, 1, 2], "urban": [False] * 3, "income_points": [140] * 3, "B2": [30, 0, 30]}
    ).write_parquet(path)
    assert main(["classify", str(path), "--by", "xa", "-o", str(tmp_path / "b.parquet")]) == ExitCode.DONE
    assert "2 nhóm theo «xa»" in capsys.readouterr().out
    assert pl.read_parquet(tmp_path / "b.parquet").get_column("class_code").to_list() == [1, 2, 1]
