"""Totals and villages are no households, and no household is taken for one."""

from pathlib import Path
from typing import Any

import pytest
from tests.foundation.sheets.commune_lists import write_xlsx

from giamngheo.foundation.sheets import open_workbook, read_table

HEAD = ["STT", "Họ và tên chủ hộ", "Số khẩu", "Điểm B1", "Điểm B2", "Ghi chú"]


def household(number: Any, name: str = "Người Mẫu", points: int = 120) -> list[Any]:
    return [number, f"{name} {number}", 4, points, 30]


FIRST, SECOND, THIRD = household(1), household(2, points=130), household(3)


def kinds(tmp_path: Path, *rows: list[Any]) -> list[str]:
    """Return one letter per row under the heading: b body, t total, g group, n note, h heading, e empty."""
    table = read_table(open_workbook(write_xlsx(tmp_path / "xa.xlsx", rows)))
    below = [*table.kinds.to_list(), *table.foot["kind"].to_list()]
    return ["#" if kind == "numbering" else kind[0] for kind in below]


@pytest.mark.parametrize(
    "total",
    [
        [None, "Tổng toàn thôn", 8, 250, 60],
        ["TỔNG TOÀN XÃ", None, 8, 250, 60],
        ["Toàn xã: 2 hộ", None, 8, 250, 60],
        ["Tổng thôn 1", None, 8, 250, 60],
        ["Tổng: 2 hộ", None, 8, 250, 60],
        [None, "Tổng thôn Đông", 8, 250, 60],
        ["TC", None, 8, 250, 60],
        ["T.Cộng", None, 8, 250, 60],
        ["T.C", None, 8, 250, 60],
        [None, "Trung bình", 4, 125, 30],
        [None, "Bình quân", 4, 125, 30],
        [None, "Bình quân toàn xã", 4, 125, 30],
        [None, "Số hộ nghèo:", 2],
        ["II", "Tổng cộng", 8],
        [None, None, 8, 250, 60],
    ],
    ids=lambda row: str(row[0] or row[1]),
)
def test_a_total_in_any_words_is_no_household(tmp_path: Path, total: list[Any]) -> None:
    assert kinds(tmp_path, HEAD, FIRST, SECOND, total) == ["b", "b", "t"]


def test_numbers_without_a_name_that_add_nothing_up_stay_body(tmp_path: Path) -> None:
    assert kinds(tmp_path, HEAD, FIRST, SECOND, [None, None, 8, 251, 60]) == ["b", "b", "b"]


@pytest.mark.parametrize(
    "group",
    [
        ["I", "Thôn Đông (2 hộ)", 8, None, None],
        ["II", "Thôn Tây", 8, 250, 60],
        ["Thôn Đông: 2 hộ", None, 8],
        [None, "Thôn Đông: 2 hộ"],
        ["ĐÔNG SƠN"],
        ["A. HỘ NGHÈO"],
        ["I", "Hộ nghèo"],
        ["II"],
    ],
    ids=lambda row: str(row[1] if len(row) > 1 and row[1] else row[0]),
)
def test_a_row_that_heads_a_village_is_no_household(tmp_path: Path, group: list[Any]) -> None:
    assert kinds(tmp_path, HEAD, group, FIRST, SECOND, group, THIRD) == ["g", "b", "b", "g", "b"]


@pytest.mark.parametrize(
    "row",
    [
        ["H-Mẫu Niê", 1_200_000],
        ["Buôn Yă Mẫu", 1_200_000],
        ["H. Mẫu Êban"],
        ["* C Mẫu (mới tách hộ)", 1_200_000, 3],
        ["Trưởng thôn Mẫu", 1_200_000, 3],
        ["Tổng Văn Mẫu", 1_200_000, 3, "T1", 2],
        ["Khu Văn Mẫu", 1_200_000],
        ["V. Mẫu", 1_200_000],
    ],
    ids=lambda row: str(row[0]),
)
@pytest.mark.parametrize("place", [1, 3])
def test_a_household_of_any_name_stays_where_rows_have_no_numbers(
    tmp_path: Path, row: list[Any], place: int
) -> None:
    rows = [["Họ tên", "Thu nhập", "Số chỉ số thiếu hụt", "Thôn", "Số khẩu"]]
    rows += [[f"Người Mẫu {letter}", 1_200_000, 3, "T1", 2] for letter in "CDE"]
    rows.insert(place, row)
    assert kinds(tmp_path, *rows) == ["b"] * 4


@pytest.mark.parametrize(
    "row",
    [
        ["*", "C Mẫu", 4, 120, 30],
        ["*", "C Mẫu", 4],
        ["3*", "C Mẫu"],
        ["IV", "C Mẫu", 4, 120, 30],
        [3, "Nguyễn Cán Bộ Mẫu"],
        [3, "Xác nhận Mẫu"],
        [3, "Thôn Văn Mẫu", 4],
        [3, "Tổng"],
        [None, "Khu Mẫu", 4, 120, 30],
        [None, "Người Mẫu 3"],
    ],
    ids=lambda row: f"{row[0]} {row[1]}",
)
def test_a_row_with_an_ordinal_or_values_stays(tmp_path: Path, row: list[Any]) -> None:
    assert kinds(tmp_path, HEAD, FIRST, SECOND, row) == ["b", "b", "b"]


def test_rows_numbered_in_roman_or_by_letters_are_households(tmp_path: Path) -> None:
    roman = [household(number) for number in ("I", "II", "III")]
    assert kinds(tmp_path, HEAD, *roman, ["IV", "Người Mẫu 4"]) == ["b"] * 4
    assert kinds(tmp_path, HEAD, *(household(letter) for letter in "abc"), ["d", "Mẫu"]) == ["b"] * 4


def test_households_after_the_last_total_stay(tmp_path: Path) -> None:
    late = [[3, "Người Mẫu 3 bổ sung", 2], [None, "Bổ sung: Trần Mẫu"], [None, "Người Mẫu 5", 4, 120, 30]]
    assert kinds(tmp_path, HEAD, FIRST, SECOND, ["Tổng cộng", None, 8], *late) == [
        "b",
        "b",
        "t",
        "b",
        "b",
        "b",
    ]


def test_signatures_and_titles_between_two_lists_are_notes_and_the_heading_again_is_a_heading(
    tmp_path: Path,
) -> None:
    between = [
        ["Tổng cộng", None, 8],
        [None, None, None, "Ngày 1 tháng 2 năm 2025"],
        ["Người lập", None, None, "Chủ tịch"],
        ["A Mẫu", None, None, "B Mẫu"],
        ["DANH SÁCH HỘ CẬN NGHÈO"],
        HEAD,
        [1, 2, 3, 4, 5, 6],
    ]
    found = kinds(tmp_path, HEAD, FIRST, SECOND, *between, household(1), household(2), ["Cộng", None, 8])
    assert "".join(found) == "bbtnnnnh#bbt"


def test_a_household_before_a_repeated_heading_stays(tmp_path: Path) -> None:
    found = kinds(tmp_path, HEAD, FIRST, [None, "Người Mẫu"], [], HEAD, SECOND, THIRD)
    assert "".join(found) == "bbehbb"
