"""A workbook with one sheet per village: every list is classified, none is counted twice, nothing is lost."""

import random
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.apps.exchange.lists.made import DAY, cells, classified, workbook

from giamngheo.apps.exchange.lists.classification import Asked, open_list
from giamngheo.apps.exchange.lists.recognition import ColumnMapping, MappingError, as_mapping, read_mapping
from giamngheo.apps.exchange.lists.results import write_result
from giamngheo.apps.exchange.lists.villages import core_of, is_village
from giamngheo.foundation.sheets import UnreadableFile

HEADING = ["STT", "Mã hộ", "Họ và tên chủ hộ", "Điểm B1", "Điểm B2"]
EAST: list[list[Any]] = [
    ["UBND XÃ MINH HOẠ"],
    ["DANH SÁCH THÔN ĐÔNG"],
    HEADING,
    [1, "D1", "Mẫu Một", 100, 30],
    [2, "D2", "Mẫu Hai", 100, 35],
    [None, None, "Tổng cộng", 200, 65],
]
WEST: list[list[Any]] = [
    ["Họ tên chủ hộ", "Mã hộ", "Tổng điểm B2", "Tổng điểm B1", "Ghi chú"],
    ["Thử Ba", "T1", 0, 200, "ở xa"],
    ["Thử Bốn", "T2", 40, 100, None],
    ["Thử Năm", "T3", 0, 200, None],
]
SUMMARY = [["Tên thôn", "Số hộ", "Hộ nghèo"], ["Thôn Đông", 2, 1], ["Thôn Tây", 3, 1]]
SHEETS = {"Bìa": [["BÁO CÁO", None]], "Thôn Đông": EAST, "Thôn Tây": WEST, "Tổng": SUMMARY}


def test_every_sheet_of_households_is_classified_by_its_own_columns(tmp_path: Path) -> None:
    found = classified(workbook(tmp_path / "a.xlsx", SHEETS))
    assert [sheet.sheet.name for sheet in found.sheets] == ["Thôn Đông", "Thôn Tây"]
    assert found.frame.select("head", "class_code", "village").rows() == [
        ("Mẫu Một", 1, "Thôn Đông"),
        ("Mẫu Hai", 0, "Thôn Đông"),
        ("Thử Ba", 4, "Thôn Tây"),
        ("Thử Bốn", 1, "Thôn Tây"),
        ("Thử Năm", 4, "Thôn Tây"),
    ]
    assert found.faults.select("sheet", "row", "column").rows() == [("Thôn Đông", 5, "E")]
    assert found.frame.get_column("household").is_unique().all()


def test_a_sheet_that_the_person_names_is_classified_alone(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", SHEETS)
    found = classified(path, mapping=ColumnMapping(sheet="Thôn Tây"))
    assert found.frame.get_column("head").to_list() == ["Thử Ba", "Thử Bốn", "Thử Năm"]
    assert found.faults.is_empty()


def test_each_sheet_comes_back_whole_with_one_summary_over_all(tmp_path: Path) -> None:
    write_result(classified(workbook(tmp_path / "a.xlsx", SHEETS)), tmp_path / "b.xlsx")
    for name, rows in SHEETS.items():
        there = {str(cell) for row in cells(tmp_path / "b.xlsx", name) for cell in row if cell}
        assert {str(cell) for row in rows for cell in row if cell is not None} <= there, name
    east = cells(tmp_path / "b.xlsx", "Thôn Đông")
    assert east[2][5:8] == ("Kết quả", "Điểm B1 (tính lại)", "Điểm B2 (tính lại)")
    assert east[3][5] == "Hộ nghèo"
    assert cells(tmp_path / "b.xlsx", "Thôn Tây")[1][5] == "Hộ không nghèo"
    summary = [row for row in cells(tmp_path / "b.xlsx", "Tổng hợp") if row[0]]
    assert [row[:2] for row in summary if row[0] == "Cộng"] == [("Cộng", "5")]
    assert [row[:3] for row in summary if row[0] in ("Thôn Đông", "Thôn Tây")] == [
        ("Thôn Đông", "2", "1"),
        ("Thôn Tây", "3", "1"),
    ]
    assert cells(tmp_path / "b.xlsx", "Cần sửa")[1][:3] == ("Thôn Đông", "5", "E")


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_all_rows_stand_in_one_table_with_the_name_of_their_sheet(tmp_path: Path, ending: str) -> None:
    write_result(classified(workbook(tmp_path / "a.xlsx", SHEETS)), tmp_path / f"b{ending}")
    path = tmp_path / f"b{ending}"
    table = pl.read_csv(path) if ending == ".csv" else pl.read_parquet(path)
    assert table.columns[:6] == [*HEADING, "Họ tên chủ hộ"]
    assert table.columns[-7:-5] == ["Trang", "Kết quả"]
    assert table.columns.count("Mã hộ") == 1
    households = table.filter(pl.col("Kết quả").is_not_null())
    assert households.get_column("Trang").to_list() == ["Thôn Đông"] * 2 + ["Thôn Tây"] * 3
    assert households.get_column("Mã hộ").to_list() == ["D1", "D2", "T1", "T2", "T3"]
    assert table.get_column("Ghi chú").drop_nulls().to_list() == ["ở xa"]


def test_what_stood_around_united_tables_follows_them_and_is_no_household_when_read_again(
    tmp_path: Path,
) -> None:
    head = ["STT", "Chủ hộ", "B1", "B2"]
    sheets = {
        "Thôn 1": [["UBND XÃ MẪU"], [], head, [1, "Mẫu Một", 100, 30], [], [None, None, None, "Người lập"]],
        "Thôn 2": [["THÔN 2"], [], [*head, "Ghi chú"], [1, "Thử Hai", 100, 20, "xa"], [2, "Thử Ba", 9, 20]],
    }
    write_result(classified(workbook(tmp_path / "a.xlsx", sheets)), tmp_path / "b.csv")
    table = pl.read_csv(tmp_path / "b.csv")
    outside = table.filter(pl.col("Kết quả").is_null())
    assert outside.select("B2", "Trang").drop_nulls().row(0) == ("Người lập", "Thôn 1")
    assert outside.select("STT", "Trang").drop_nulls().rows() == [
        ("UBND XÃ MẪU", "Thôn 1"),
        ("THÔN 2", "Thôn 2"),
    ]
    again = classified(tmp_path / "b.csv")
    assert again.frame.get_column("head").to_list() == ["Mẫu Một", "Thử Hai", "Thử Ba"]


def test_columns_of_one_heading_are_one_whatever_their_case_order_and_type(tmp_path: Path) -> None:
    sheets = {
        "Thôn 1": [["Trang", "Chủ hộ", "B1", "B2", "Ghi chú"], ["x", "Mẫu Một", 100, 30, 7]],
        "Thôn 2": [["CHỦ HỘ", "Ghi chú", "B2", "B1", "Ghi chú"], ["Thử Hai", "bảy", 30, 100, "tám"]],
    }
    write_result(classified(workbook(tmp_path / "a.xlsx", sheets)), tmp_path / "b.parquet")
    table = pl.read_parquet(tmp_path / "b.parquet")
    assert table.columns[:5] == ["Trang", "Chủ hộ", "B1", "B2", "Ghi chú"]
    assert table.columns[6] == "Trang (của tệp)"
    assert table.get_column("Ghi chú").to_list() == ["7", "bảy"]
    assert table.get_column("Ghi chú (2)").to_list() == [None, "tám"]


def test_the_village_of_a_row_goes_before_the_name_of_its_sheet(tmp_path: Path) -> None:
    heading = ["Chủ hộ", "Thôn", "Điểm B1", "Điểm B2"]
    sheets = {
        "Thôn Đông": [heading, ["Mẫu Một", "Thôn Núi", 100, 30], ["Mẫu Hai", None, 100, 30]],
        "Hai": [["Chủ hộ", "Điểm B1", "Điểm B2"], ["Thử Ba", 100, 30]],
        "Ba": [heading, ["Thử Bốn", None, 100, 30], ["Thử Năm", "Thôn Sông", 100, 30]],
    }
    found = classified(workbook(tmp_path / "a.xlsx", sheets))
    villages = ["Thôn Núi", "Thôn Đông", "Hai", None, "Thôn Sông"]
    assert found.frame.get_column("village").to_list() == villages
    write_result(found, tmp_path / "b.xlsx")
    told = [row[:2] for row in cells(tmp_path / "b.xlsx", "Tổng hợp")]
    assert told[told.index(("Trang", "Số hộ")) + 1 :] == [("Thôn Đông", "2"), ("Hai", "1"), ("Ba", "2")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Thôn Đông", True),
        ("TDP 3", True),
        ("Bản Mới", False),
        ("Bản Piêng", True),
        ("Bản sao", False),
        ("Tổ 5", True),
        ("Tổng hợp", False),
        ("Bảng 1", False),
        ("Khu phố 2", True),
        ("Danh sách", False),
        ("Ấp Chánh", True),
        ("Thôn", False),
    ],
)
def test_the_name_of_a_sheet_may_be_that_of_a_village(name: str, expected: bool) -> None:
    assert is_village(name) is expected


def test_a_village_is_known_without_its_kind_and_year() -> None:
    assert core_of("Thôn Đông 2026") == core_of("thôn đông (năm 2025)") == core_of("Đông") == "dong"


def test_households_have_the_answers_that_their_sheet_alone_gives(tmp_path: Path) -> None:
    answered = ["Mã hộ", "Chủ hộ", "TNBQ", "Số nhân khẩu", "BHYT", "Nguồn nước"]
    sheets = {
        "Thôn 1": of_income("A1", "A2", "A3", heads="Mẫu"),
        "Thôn 2": [row[::-1] for row in of_income("B1", "B2", heads="Thử")],
        "Thôn 3": [
            answered,
            ["C1", "Lê Một", 900_000, 1, "x", None],
            ["C2", "Lê Hai", 900_000, 2, None, "x"],
        ],
        "Thôn 4": [["Chủ hộ", "B1", "B2"], ["Vũ Một", 100, 30], ["Vũ Hai", None, 30]],
        "Thành viên": of_members("A1", "B2", "C1", "C2", "Z9"),
    }
    path = workbook(tmp_path / "a.xlsx", sheets)
    together = classified(path)
    assert len(together.sheets) == 4
    for place, sheet in enumerate(together.sheets):
        mapping = ColumnMapping(sheet=sheet.sheet.name, member_sheet="Thành viên" if place < 3 else None)
        alone = classified(path, mapping=mapping)
        if place == 3:  # its households have no codes: no member can find them
            assert sheet.members is None or sheet.members.is_empty()
        same = ["row", "class_code", "reason", "points_at_least", "points_at_most"]
        assert sheet.frame.select(same).rows() == alone.frame.select(same).rows(), sheet.sheet.name


def of_members(*codes: str, village: str | None = None) -> list[list[Any]]:
    heading = ["Mã hộ", "Họ tên thành viên", "Quan hệ với chủ hộ", "Có thẻ bảo hiểm y tế", "Năm sinh"]
    rows = [[code, f"Người {n}", "Chủ hộ", "không", 1980] for n, code in enumerate(codes)]
    return [heading, *rows] if village is None else [[*heading, "Thôn"], *([*row, village] for row in rows)]


def of_income(*codes: str, heads: str) -> list[list[Any]]:
    rows = [[code, f"{heads} {n}", 1_000_000] for n, code in enumerate(codes)]
    return [["Mã hộ", "Chủ hộ", "Thu nhập bình quân"], *rows]


def test_one_sheet_of_members_joins_the_households_of_all_sheets(tmp_path: Path) -> None:
    sheets = {
        "Thôn 1": of_income("A1", "A2", heads="Mẫu"),
        "Thôn 2": of_income("B1", heads="Thử"),
        "Thành viên": of_members("B1", "A2"),
    }
    found = classified(workbook(tmp_path / "a.xlsx", sheets))
    lacks = found.frame.get_column("deprived_health_insurance").to_list()
    assert lacks == [None, True, True]
    assert found.faults.is_empty()


def test_members_of_a_code_on_two_sheets_are_told_and_join_neither(tmp_path: Path) -> None:
    sheets = {
        "Trang Một": of_income("1", "2", heads="Mẫu"),
        "Trang Hai": of_income("1", heads="Thử"),
        "Thành viên": of_members("1", "2"),
    }
    found = classified(workbook(tmp_path / "a.xlsx", sheets))
    assert found.frame.get_column("deprived_health_insurance").to_list() == [None, True, None]
    [(sheet, row, reason)] = found.faults.select("sheet", "row", "reason").rows()
    assert (sheet, row) == ("Thành viên", 2)
    assert "«Trang Một», «Trang Hai» cùng mang mã này" in reason


def test_codes_that_begin_again_in_each_village_join_by_the_village_of_the_sheet(tmp_path: Path) -> None:
    sheets = {
        "Thôn Đông": of_income("1", "2", heads="Mẫu"),
        "Thôn Tây": of_income("1", heads="Thử"),
        "Thành viên": of_members("1", village="thôn tây"),
    }
    found = classified(workbook(tmp_path / "a.xlsx", sheets))
    assert found.frame.get_column("deprived_health_insurance").to_list() == [None, None, True]
    assert found.faults.is_empty()


def test_a_village_of_members_that_no_sheet_is_called_does_not_matter_where_codes_are_unique(
    tmp_path: Path,
) -> None:
    sheets = {
        "Thôn Đông": of_income("D1", heads="Mẫu"),
        "Thôn Tây": of_income("T1", heads="Thử"),
        "Thành viên": of_members("D1", "T1", village="Xóm Khác"),
    }
    found = classified(workbook(tmp_path / "a.xlsx", sheets))
    assert found.frame.get_column("deprived_health_insurance").to_list() == [True, True]


def test_a_second_sheet_of_members_is_told(tmp_path: Path) -> None:
    sheets = {
        "Thôn 1": of_income("A1", heads="Mẫu"),
        "Thành viên 1": of_members("A1"),
        "Thành viên 2": of_members("A2"),
    }
    found = classified(workbook(tmp_path / "a.xlsx", sheets))
    assert [(s, "thành viên" in r) for s, r in found.faults.select("sheet", "reason").rows()] == [
        ("Thành viên 2", True)
    ]


def test_flat_lists_with_a_row_a_member_work_sheet_by_sheet(tmp_path: Path) -> None:
    heading = ["Mã hộ", "Họ tên thành viên", "Quan hệ với chủ hộ", "Năm sinh", "Thu nhập bình quân"]
    heading.append("Có thẻ bảo hiểm y tế")
    sheets = {
        "Thôn 1": [
            heading,
            ["1", "Mẫu Một", "Chủ hộ", 1980, 1_000_000, "có"],
            ["1", "Mẫu Con", "Con", 2015, None, "không"],
            ["2", "Mẫu Hai", "Chủ hộ", 1970, 9_000_000, "có"],
        ],
        "Thôn 2": [
            heading,
            ["1", "Thử Ba", "Chủ hộ", 1975, 1_000_000, "có"],
            [None, "Thử Con", "Con", 2012, None, "có"],
        ],
    }
    found = classified(workbook(tmp_path / "a.xlsx", sheets))
    told = found.frame.select("row", "village", "deprived_health_insurance").rows()
    assert told == [(2, "Thôn 1", True), (4, "Thôn 1", False), (2, "Thôn 2", False)]
    assert found.faults.is_empty()
    assert [sheet.members.height for sheet in found.sheets if sheet.members is not None] == [3, 2]


def changed(rows: list[list[Any]]) -> list[list[Any]]:
    """The list of another year."""
    return [[cell + 5 if isinstance(cell, int) and cell > 50 else cell for cell in row] for row in rows]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Danh sách", WEST), ("Sheet2", WEST)),
        (("2026", WEST), ("2025", changed(WEST))),
        (("Thôn Tây 2026", WEST), ("Thôn Tây 2025", changed(WEST))),
        (("Danh sách", WEST), ("Đảo cột", [row[::-1] for row in WEST])),
        (("Danh sách", [*WEST, ["Thêm Sáu", "T4", 0, 200, None]]), ("Thôn Tây", WEST)),
        (("Thôn Đông", WEST), ("Thôn Tây", WEST)),
    ],
)
def test_a_list_that_stands_there_twice_is_counted_once_and_told(
    tmp_path: Path, first: tuple[str, list[list[Any]]], second: tuple[str, list[list[Any]]]
) -> None:
    path = workbook(tmp_path / "a.xlsx", dict([first, second]))
    found = classified(path)
    assert [sheet.sheet.name for sheet in found.sheets] == [first[0]]
    [(sheet, row, reason)] = found.faults.select("sheet", "row", "reason").rows()
    assert (sheet, row) == (second[0], None)
    assert f"trùng với «{first[0]}»" in reason
    assert any(f"chỉ phân loại trang «{first[0]}»" in note for note in found.opened.notes)
    assert classified(path, mapping=ColumnMapping(sheet=second[0])).faults.is_empty()


def test_other_villages_with_the_same_codes_and_some_same_names_are_no_copies(tmp_path: Path) -> None:
    dice = random.Random(1)
    sheets = {
        f"Thôn {village}": [
            ["Mã hộ", "Chủ hộ", "Điểm B1", "Điểm B2"],
            *([n, f"Giàng A {dice.choice('ABCDE')}", dice.randint(10, 400), 0] for n in range(1, 60)),
        ]
        for village in range(1, 13)
    }
    found = classified(workbook(tmp_path / "a.xlsx", sheets))
    assert len(found.sheets) == 12
    assert found.frame.height == 12 * 59


def test_a_household_on_two_sheets_of_different_lists_is_said(tmp_path: Path) -> None:
    moved = [*WEST[1:2], *([f"Khác {n}", f"K{n}", 0, 200, None] for n in range(4))]
    sheets = {"Thôn Đông": EAST, "Thôn Tây": WEST, "Xóm Núi": [WEST[0], *moved]}
    found = classified(workbook(tmp_path / "a.xlsx", sheets))
    assert len(found.sheets) == 3
    [note] = [note for note in found.notes if "cùng mã" in note]
    assert note.startswith("1 hộ có cùng mã và cùng tên chủ hộ ở hai trang «Thôn Tây», «Xóm Núi»")


def test_a_sheet_that_cannot_be_read_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    two_tables = [
        ["Chủ hộ", "Điểm B1", "Điểm B2"],
        ["Mẫu Chín", 100, 30],
        ["Chủ hộ", "Điểm B2", "Điểm B1"],
        ["Mẫu Mười", 30, 100],
    ]
    path = workbook(tmp_path / "a.xlsx", {**SHEETS, "Thôn Bắc": two_tables})
    found = classified(path)
    assert len(found.sheets) == 2
    told = dict(found.faults.filter(pl.col("row").is_null()).select("sheet", "reason").rows())
    assert "dòng 3" in told["Thôn Bắc"]
    write_result(found, tmp_path / "b.xlsx")
    assert cells(tmp_path / "b.xlsx", "Thôn Bắc")[1][0] == "Mẫu Chín"
    with pytest.raises(UnreadableFile, match="dòng 3"):
        classified(path, mapping=ColumnMapping(sheet="Thôn Bắc"))


def test_a_sheet_of_formulas_never_computed_loses_neither_the_others_nor_the_result(tmp_path: Path) -> None:
    import openpyxl

    path = workbook(tmp_path / "a.xlsx", SHEETS)
    made = openpyxl.load_workbook(path)
    made.create_sheet("Thôn Nam").append(["=1+1"])
    made.save(path)
    found = classified(path)
    [(sheet, reason)] = found.faults.filter(pl.col("row").is_null()).select("sheet", "reason").rows()
    assert sheet == "Thôn Nam"
    assert "Trang này có công thức chưa tính" in reason
    write_result(found, tmp_path / "b.xlsx")
    assert "không đọc được" in str(cells(tmp_path / "b.xlsx", "Thôn Nam")[0][0])


def test_a_hidden_sheet_is_not_classified_and_comes_back(tmp_path: Path) -> None:
    import openpyxl

    path = workbook(tmp_path / "a.xlsx", SHEETS)
    made = openpyxl.load_workbook(path)
    made["Thôn Tây"].sheet_state = "hidden"
    made.save(path)
    found = classified(path)
    assert [sheet.sheet.name for sheet in found.sheets] == ["Thôn Đông"]
    assert found.faults.select("sheet", "row").rows() == [("Thôn Đông", 5)]
    write_result(found, tmp_path / "b.xlsx")
    assert cells(tmp_path / "b.xlsx", "Thôn Tây")[1][0] == "Thử Ba"


def test_the_person_corrects_the_columns_of_each_sheet(tmp_path: Path) -> None:
    sheets = {
        "Thôn 1": [["Chủ hộ", "Tiền", "Số chỉ số thiếu hụt"], ["Mẫu Một", 900, 4]],
        "Thôn 2": [["Chủ hộ", "Số chỉ số thiếu hụt", "Khoản"], ["Thử Hai", 4, 900_000]],
        "Thôn 3": [["Chủ hộ", "Số chỉ số thiếu hụt", "Khoản"], ["Thử Ba", 4, 900_000]],
    }
    path = workbook(tmp_path / "a.xlsx", sheets)
    mapping = read_mapping(
        b"sheets:\n"
        b"  'Th\xc3\xb4n 1': {columns: {B: income_per_head}, units: {B: 1000}}\n"
        b"  'Th\xc3\xb4n 2': {columns: {C: income_per_head}}\n"
        b"  'Th\xc3\xb4n 3': null\n"
    )
    found = classified(path, mapping=mapping)
    assert found.frame.select("head", "income_per_head", "class_code").rows() == [
        ("Mẫu Một", 900_000, 1),
        ("Thử Hai", 900_000, 1),
    ]
    assert found.faults.is_empty()
    shown = as_mapping(*(sheet.recognition for sheet in found.sheets))
    assert list(shown["sheets"]) == ["Thôn 1", "Thôn 2"]
    assert shown["sheets"]["Thôn 2"]["columns"]["C"] == "income_per_head"
    with pytest.raises(UnreadableFile, match="không có trang «Thôn 9»"):
        open_list(path, Asked(DAY, mapping=read_mapping("sheets: {'Thôn 9': {}}".encode())))
    with pytest.raises(MappingError, match="heading_rows"):
        read_mapping(b"sheets: {A: {heading_rows: [3, 1]}}")


def test_the_form_for_one_sheet_stays_valid(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Thôn 1": [["Ai", "B1", "B2"], ["Mẫu Một", 100, 30]]})
    opened = open_list(path, Asked(DAY, "xã", mapping=read_mapping(b"columns: {A: head}")))
    assert opened.households.column("head") is not None
    assert as_mapping(opened.households) == {
        "sheet": "Thôn 1",
        "columns": {"A": "head", "B": "income_points", "C": "deprivation_points"},
        "units": {},
    }


def test_a_sheet_of_summary_numbers_is_no_list_of_households(tmp_path: Path) -> None:
    numbers = [
        ["Thôn", "Số nhân khẩu", "Thu nhập bình quân đầu người", "BHYT"],
        ["Thôn Đông", 10, 2_000_000, 3],
        ["Thôn Tây", 12, 3_000_000, 4],
    ]
    found = classified(workbook(tmp_path / "a.xlsx", {"Tổng hợp thôn": numbers, **SHEETS}))
    assert [sheet.sheet.name for sheet in found.sheets] == ["Thôn Đông", "Thôn Tây"]
    assert [f for f in found.faults.get_column("sheet") if f != "Thôn Đông"] == []


def test_what_all_sheets_take_for_granted_is_said_once_and_the_rest_by_sheet(tmp_path: Path) -> None:
    sheets = {
        "Thôn 1": [["UBND XÃ MẪU"], ["Chủ hộ", "TNBQ (nghìn đồng)"], ["Mẫu Một", 900]],
        "Thôn 2": [["UBND XÃ MẪU"], ["Chủ hộ", "TNBQ"], ["Thử Hai", 900_000]],
    }
    notes = classified(workbook(tmp_path / "a.xlsx", sheets), area_kind=None).notes
    assert sum("Khu vực" in note for note in notes) == 1
    assert any(note.startswith("Trang «Thôn 1»: Cột B") for note in notes)
