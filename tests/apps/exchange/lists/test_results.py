"""The list given back: nothing of the person's file lost, the answer beside it."""

import csv
import json
from pathlib import Path

import polars as pl
import pytest
from tests.apps.exchange.lists.made import cells, classified, sheet, workbook

from giamngheo.apps.exchange.lists.results import AROUND, RESULT_COLUMNS, sheets_beside, write_result
from giamngheo.foundation.sheets import UnwritableFile

ROWS = [
    ["UBND XÃ MINH HOẠ"],
    [],
    ["STT", "Chủ hộ", "Mã", "Điểm B1", "Điểm B2", "Ghi chú"],
    [None, "I. Thôn Đông"],
    [1, "Mẫu 1", "007", 100, 30, "=1+1"],
    [2, "Mẫu 2", "008", 100, 35, "+84"],
    [None, "Tổng cộng", None, 200, 65],
    [],
    [None, None, None, None, "Người lập biểu"],
]


def test_every_cell_of_the_file_is_in_the_workbook_given_back(tmp_path: Path) -> None:
    found = classified(sheet(tmp_path / "a.xlsx", ROWS))
    write_result(found, tmp_path / "b.xlsx")

    there = {str(cell) for row in cells(tmp_path / "b.xlsx") for cell in row if cell}
    wanted = {str(cell) for row in ROWS for cell in row if cell is not None}
    assert wanted <= there


def test_the_answer_stands_beside_the_household_it_is_about(tmp_path: Path) -> None:
    write_result(classified(sheet(tmp_path / "a.xlsx", ROWS)), tmp_path / "b.xlsx")
    rows = [[cell or None for cell in row] for row in cells(tmp_path / "b.xlsx")]

    heading = next(row for row in rows if "Kết quả" in row)
    assert heading[-6:] == ["Kết quả", "Điểm B1 (tính lại)", "Điểm B2 (tính lại)", *RESULT_COLUMNS[3:]]
    first = next(row for row in rows if "Mẫu 1" in row)
    assert first[len(heading) - 6 : len(heading) - 3] == ["Hộ nghèo", "100", "30"]
    group = next(row for row in rows if "I. Thôn Đông" in row)
    assert group[len(heading) - 6] is None


def test_summary_and_faults_have_sheets_of_their_own(tmp_path: Path) -> None:
    write_result(classified(sheet(tmp_path / "a.xlsx", ROWS)), tmp_path / "b.xlsx")
    summary = {row[0]: row[1] for row in cells(tmp_path / "b.xlsx", "Tổng hợp") if row[0]}
    assert summary["Hộ nghèo"] == "1"
    assert summary["Cộng"] == "2"
    faults = cells(tmp_path / "b.xlsx", "Cần sửa")
    assert faults[1][:5] == ("Danh sách", "6", "E", "Điểm B2", "35")


def test_other_sheets_of_the_members_come_back_as_they_were(tmp_path: Path) -> None:
    homes = [["Mã hộ", "Thu nhập bình quân"], ["H1", 1_000_000]]
    people = [
        ["Mã hộ", "Thành viên", "Quan hệ", "Ngày sinh", "Có thẻ bảo hiểm y tế"],
        ["H1", "Mẫu A", "Chủ hộ", 1980, "có"],
    ]
    write_result(
        classified(workbook(tmp_path / "a.xlsx", {"Hộ": homes, "Người": people})), tmp_path / "b.xlsx"
    )
    assert sheets_beside(classified(tmp_path / "a.xlsx")) == ["Người"]
    assert cells(tmp_path / "b.xlsx", "Người")[1] == ("H1", "Mẫu A", "Chủ hộ", "1980", "có")


def test_a_formula_in_a_name_is_only_text_in_every_kind_of_file(tmp_path: Path) -> None:
    rows = [["Chủ hộ", "Điểm B1", "Điểm B2"], ["=cmd|' /C calc'!A0", 100, 30], ["@SUM(1)", 100, 30]]
    found = classified(sheet(tmp_path / "a.xlsx", rows))
    for name in ("b.xlsx", "b.csv"):
        write_result(found, tmp_path / name)
    assert "=cmd" not in "".join(
        line for line in (tmp_path / "b.csv").read_text("utf-8-sig").splitlines() if line.startswith("=")
    )
    assert "'=cmd" in (tmp_path / "b.csv").read_text("utf-8-sig")
    assert cells(tmp_path / "b.xlsx")[1][0] == "=cmd|' /C calc'!A0"


def test_csv_and_parquet_hold_the_same_answers(tmp_path: Path) -> None:
    found = classified(sheet(tmp_path / "a.xlsx", [ROWS[2], *ROWS[4:6]]))
    write_result(found, tmp_path / "b.csv")
    write_result(found, tmp_path / "b.parquet")
    by_csv = pl.read_csv(tmp_path / "b.csv").get_column("Kết quả").to_list()
    assert by_csv == pl.read_parquet(tmp_path / "b.parquet").get_column("Kết quả").to_list()
    assert by_csv == ["Hộ nghèo", "Chưa xác định"]


def test_every_cell_of_the_list_is_in_the_csv_and_its_first_line_is_the_headings(tmp_path: Path) -> None:
    found = classified(sheet(tmp_path / "a.xlsx", ROWS))
    write_result(found, tmp_path / "b.csv")

    with (tmp_path / "b.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0][: len(ROWS[2])] == ROWS[2]
    assert lines[-1][0] == "UBND XÃ MINH HOẠ"
    there = {cell.removeprefix("'") for line in lines for cell in line}
    assert {str(cell) for row in ROWS for cell in row if cell is not None} <= there


def test_a_csv_given_back_is_read_again_as_the_same_households(tmp_path: Path) -> None:
    write_result(classified(sheet(tmp_path / "a.xlsx", ROWS)), tmp_path / "b.csv")
    again = classified(tmp_path / "b.csv")
    assert again.frame.get_column("head").to_list() == ["Mẫu 1", "Mẫu 2"]


def test_parquet_keeps_what_stood_around_the_table_in_its_metadata(tmp_path: Path) -> None:
    write_result(classified(sheet(tmp_path / "a.xlsx", ROWS)), tmp_path / "b.parquet")
    kept = json.loads(pl.read_parquet_metadata(tmp_path / "b.parquet")[AROUND])["Danh sách"]
    assert [cell for row in kept["above"] for cell in row if cell] == ["UBND XÃ MINH HOẠ"]
    below = [cell for row in kept["below"] for cell in row if cell]
    assert {"Tổng cộng", "Người lập biểu"} <= set(below)


def test_two_columns_of_one_heading_both_come_back(tmp_path: Path) -> None:
    rows = [["Chủ hộ", "B1", "B2", "Ghi chú", "Ghi chú"], ["Mẫu 1", 100, 30, "một", "hai"]]
    write_result(classified(sheet(tmp_path / "a.xlsx", rows)), tmp_path / "b.parquet")
    assert pl.read_parquet(tmp_path / "b.parquet").row(0)[3:5] == ("một", "hai")


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_left_there(tmp_path: Path) -> None:
    found = classified(sheet(tmp_path / "a.xlsx", [ROWS[2], ROWS[4]]))
    with pytest.raises(UnwritableFile):
        write_result(found, tmp_path / "không có" / "b.xlsx")
    with pytest.raises(UnwritableFile, match=r"\.txt"):
        write_result(found, tmp_path / "b.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
