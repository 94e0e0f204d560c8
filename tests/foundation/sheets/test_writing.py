"""What is written can be opened, harms nobody and is never half there."""

import math
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giamngheo.foundation.sheets import (
    SheetOut,
    UnwritableFile,
    open_workbook,
    read_table,
    write_csv,
    write_parquet,
    write_workbook,
    writing,
)

NOON = datetime.fromisoformat("2025-09-01T12:30:00")


def midnight(year: int, month: int, day: int) -> datetime:
    return datetime.combine(date(year, month, day), time())


FRAME = pl.DataFrame(
    {
        "a": ["=1+1", "http://x.vn", "+84 912", "<b>&amp;\x0b_x0041_", " lề "],
        "b": [1, 10**16, None, -5, 0],
        "c": [0.1, math.nan, math.inf, None, 1e-7],
        "d": [date(2025, 9, 1), date(1899, 1, 1), None, date(1900, 3, 1), date(2024, 2, 29)],
        "e": [NOON] * 5,
        "f": [True, False, None, True, False],
        "g": [["x", "y"], [], None, ["z"], ["t"]],
    }
)
COLUMNS = ["Tên", "=Số", "Lẻ", "Ngày", "Lúc", "Có", "Nhiều"]


def test_a_workbook_holds_text_as_text_and_dates_as_dates(tmp_path: Path) -> None:
    lead = [["DANH SÁCH (dữ liệu thử)", None, 3], []]
    sheet = SheetOut("Kết quả: 2025/2026", COLUMNS, FRAME, lead, highlight={0: "#FFF4CE", 3: "#FFF4CE"})
    write_workbook(tmp_path / "ra.xlsx", [sheet, sheet])
    book = openpyxl.load_workbook(tmp_path / "ra.xlsx")
    assert book.sheetnames == ["Kết quả  2025 2026", "Kết quả  2025 2026 (2)"]
    page = book.worksheets[0]
    rows = list(page.iter_rows(values_only=True))
    assert rows[0][:3] == ("DANH SÁCH (dữ liệu thử)", None, 3)
    assert list(rows[2]) == COLUMNS
    assert [row[0] for row in rows[3:]] == [
        "=1+1",
        "http://x.vn",
        "+84 912",
        "<b>&amp;_x000B__x005F_x0041_",
        " lề ",
    ]
    assert [row[1] for row in rows[3:]] == [1, "10000000000000000", None, -5, 0]
    assert [row[2] for row in rows[3:]] == [0.1, None, None, None, 1e-7]
    assert [row[3] for row in rows[3:]] == [
        midnight(2025, 9, 1), "01/01/1899", None, midnight(1900, 3, 1), midnight(2024, 2, 29),
    ]  # fmt: skip
    assert rows[3][4] == NOON
    assert [row[6] for row in rows[3:]] == ["x; y", "", None, "z", "t"]
    assert [row[5] for row in rows[3:]] == [True, False, None, True, False]
    assert {cell.data_type for row in page["A4:B8"] for cell in row} <= {"s", "inlineStr", "n"}
    assert page.freeze_panes == "A4"
    assert page.auto_filter.ref == "A3:G8"
    assert page.print_title_rows == "$3:$3"
    assert page.page_setup.orientation == "landscape"
    assert page["A4"].fill.fgColor.rgb == "FFFFF4CE"
    assert page.dimensions == "A1:G8"


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=5))
def test_any_text_can_be_written_and_opened_again(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("ra") / "a.xlsx"
    write_workbook(path, [SheetOut("A", ["x"], pl.DataFrame({"x": texts}))])
    page = openpyxl.load_workbook(path).worksheets[0]
    assert page.max_row == len(texts) + 1


def test_an_empty_frame_gives_a_heading_only(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", [SheetOut("", ["x", "y"], pl.DataFrame({"x": [], "y": []}))])
    assert list(openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0].values) == [("x", "y")]


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "EXCEL_ROWS", 4)
    write_workbook(tmp_path / "a.xlsx", [SheetOut("Hộ", ["x"], pl.DataFrame({"x": list(range(7))}))])
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert {page.title: [row[0] for row in page.values] for page in book} == {
        "Hộ": ["x", 0, 1, 2],
        "Hộ (2)": ["x", 3, 4, 5],
        "Hộ (3)": ["x", 6],
    }


def test_what_is_written_is_read_again_with_its_types(tmp_path: Path) -> None:
    frame = FRAME.select("b", "c", "d", "f").slice(3).with_columns(name=pl.lit("Người Thử"))
    write_workbook(tmp_path / "a.xlsx", [SheetOut("A", frame.columns, frame)])
    assert read_table(open_workbook(tmp_path / "a.xlsx")).rows.drop("row").rows() == frame.rows()


def test_a_csv_has_its_mark_and_no_formula(tmp_path: Path) -> None:
    frame = pl.DataFrame({"a": ["=1+1", "-5", "-1.500", "+x", "@x", "\tx", "Thử", None], "b": [-1] * 8})
    write_csv(tmp_path / "a.csv", frame, ["=Tên", "Số"])
    content = (tmp_path / "a.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf'=T")
    cells = [line.split(",")[0] for line in content.decode("utf-8-sig").splitlines()[1:]]
    assert cells == ["'=1+1", "-5", "-1.500", "'+x", "'@x", "'\tx", "Thử", ""]


def test_names_that_come_again_are_told_apart_in_parquet(tmp_path: Path) -> None:
    write_parquet(tmp_path / "a.parquet", pl.DataFrame({"a": [1], "b": [2], "c": [3]}), ["Thôn", "Thôn", ""])
    assert pl.read_parquet(tmp_path / "a.parquet").columns == ["Thôn", "Thôn (2)", "Cột 3"]


def test_a_target_that_cannot_be_written_is_told_and_left_alone(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile, match=r"Không ghi được tệp «a\.csv»"):
        write_csv(tmp_path / "khong" / "a.csv", FRAME.select("a"))
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(UnwritableFile, match="Hãy đóng tệp"):
        write_workbook(tmp_path / "a.xlsx", [SheetOut("A", ["x"], pl.DataFrame({"x": [1]}))])
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_failure_in_the_middle_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old")
    with pytest.raises(TypeError):
        write_workbook(tmp_path / "a.xlsx", [SheetOut("A", [1], pl.DataFrame({"x": [1]}))])  # type: ignore[list-item]
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.xlsx", b"old")]


def test_types_that_only_parquet_has_are_written_as_text(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "thời gian": [timedelta(days=1, hours=2), None],
            "danh sách": [["x", "y"], None],
            "cặp": [{"a": 1}, None],
            "byte": [b"=1+1", None],
        }
    )
    write_csv(tmp_path / "a.csv", frame)
    assert read_table(open_workbook(tmp_path / "a.csv")).rows.row(0)[1:] == (
        "1d 2h",
        "x; y",
        '{"a":1}',
        "'=1+1",
    )
    write_workbook(tmp_path / "a.xlsx", [SheetOut("A", frame.columns, frame)])
    assert read_table(open_workbook(tmp_path / "a.xlsx")).rows.row(0)[1:] == (
        "1d 2h",
        "x; y",
        '{"a":1}',
        "=1+1",
    )


@pytest.mark.parametrize("cell", [" =1+1", "\n=1+1", "＝1+1", "\u00a0@x", "－1+1", "-2+3", "--1"])
def test_a_csv_cell_that_a_spreadsheet_may_run_is_made_harmless(tmp_path: Path, cell: str) -> None:
    write_csv(tmp_path / "a.csv", pl.DataFrame({"a": [cell]}))
    assert (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()[1].lstrip('"').startswith("'")


@pytest.mark.parametrize("cell", ["-", " -5", "+84912345678", "-1.500,5", "a=1"])
def test_a_csv_keeps_dashes_numbers_and_words(tmp_path: Path, cell: str) -> None:
    write_csv(tmp_path / "a.csv", pl.DataFrame({"a": [cell]}))
    assert (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()[1].strip('"') == cell


def test_the_reason_why_a_file_cannot_be_written_is_vietnamese(tmp_path: Path) -> None:
    for name, reason in [("khong/a.csv", "thư mục không có"), ("a" * 300 + ".csv", "tên tệp quá dài")]:
        with pytest.raises(UnwritableFile, match=reason):
            write_csv(tmp_path / name, FRAME.select("a"))
