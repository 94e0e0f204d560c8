"""The table of a commune's sheet is found whole."""

from datetime import date, time
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table as OdfTable
from odf.table import TableCell, TableRow
from odf.text import P
from tests.foundation.sheets.commune_lists import (
    BODY,
    END,
    INVENTED,
    NUMBERS,
    TITLE,
    TWO_LEVELS,
    shifted,
    write_xlsx,
)

from giamngheo.foundation.sheets import Table, open_workbook, read_plain_table, read_table
from giamngheo.foundation.text.legacy import TCVN3


def table_of(path: Path, **how: Any) -> Table:
    return read_table(open_workbook(path), **how)


@pytest.mark.parametrize("before", [0, 1])
@pytest.mark.parametrize("numbers", [[], NUMBERS], ids=["plain", "numbered"])
def test_a_commune_list_is_read_with_its_levels_groups_totals_and_notes(
    tmp_path: Path, before: int, numbers: list[list[str]]
) -> None:
    rows = shifted([*TITLE, *TWO_LEVELS, *numbers, *BODY, *END], before)
    table = table_of(write_xlsx(tmp_path / "xa.xlsx", rows))
    assert [heading.text for heading in table.headings][before:] == [
        "STT",
        "Họ và tên chủ hộ",
        "Số khẩu",
        "Chỉ số thiếu hụt – Việc làm",
        "Chỉ số thiếu hụt – Người phụ thuộc",
        "Chỉ số thiếu hụt – Dinh dưỡng",
        "Thu nhập bình quân",
        "Ghi chú",
    ]
    assert table.headings[before].letter == "AB"[before]
    head = ["title", "title", "empty", "title", "title", "heading", "heading", *["numbering"] * len(numbers)]
    assert table.head["kind"].to_list() == head
    assert table.kinds.to_list() == ["group", "body", "body", "group", "body", "empty", "body", "body"]
    assert table.foot["kind"].to_list() == ["total", "empty", "note", "note", "note", "note"]
    assert table.first_row == len(head) + 1
    everything = pl.concat([table.head["row"], table.rows["row"], table.foot["row"]]).to_list()
    assert everything == list(range(1, len(rows) + 1))
    assert table.body[f"c{1 + before}"].to_list() == list(INVENTED)
    assert table.body[f"c{6 + before}"].to_list() == [1200, 1500, 900, 2100, None]


def test_a_machine_made_table_keeps_numbers_dates_and_leading_zeros(tmp_path: Path) -> None:
    rows = [
        ["id", "name", "income", "share", "born", "code", "poor"],
        [1, INVENTED[0], 1_500_000, 1 / 3, date(1975, 3, 4), "0012", True],
        [2, INVENTED[1], 2_000_000, 0.5, date(1980, 12, 31), "0013", False],
    ]
    table = table_of(write_xlsx(tmp_path / "may.xlsx", rows))
    assert table.first_row == 2
    assert table.rows.rows() == [
        (2, 1, INVENTED[0], 1_500_000, 1 / 3, date(1975, 3, 4), "0012", True),
        (3, 2, INVENTED[1], 2_000_000, 0.5, date(1980, 12, 31), "0013", False),
    ]


def test_a_column_of_mixed_cells_is_text_as_a_person_sees_it(tmp_path: Path) -> None:
    rows = [["STT", "Ngày sinh", "Thu nhập"], [1, date(1975, 3, 4), 1_500_000], [2, "1980", "1.200.000 đ"]]
    table = table_of(write_xlsx(tmp_path / "lan.xlsx", rows))
    assert table.rows["c1"].to_list() == ["04/03/1975", "1980"]
    assert table.rows["c2"].to_list() == ["1500000", "1.200.000 đ"]


def test_text_that_looks_like_a_decimal_stays_text_and_a_number_stays_a_number(tmp_path: Path) -> None:
    rows = [["STT", "Thu nhập", "Diện tích"], [1, "1.234", 1.234], [2, "2.345", 2.345]]
    table = table_of(write_xlsx(tmp_path / "nghin.xlsx", rows))
    assert table.rows["c1"].to_list() == ["1.234", "2.345"]
    assert table.rows["c2"].to_list() == [1.234, 2.345]


def test_the_heading_rows_can_be_named_by_the_person(tmp_path: Path) -> None:
    rows = [["a", "b"], ["c", "d"], [1, 2]]
    table = table_of(write_xlsx(tmp_path / "chi.xlsx", rows), heading_rows=(2, 2))
    assert [heading.text for heading in table.headings] == ["c", "d"]
    assert table.rows.rows() == [(3, 1, 2)]


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx"])
def test_a_plain_table_is_read_with_types(tmp_path: Path, ending: str) -> None:
    frame = pl.DataFrame({"xa": ["A", "B"], "thieu": [0, 1], "trong_so": [0.25, 1.5]})
    path = tmp_path / f"bang.{ending}"
    if ending == "csv":
        frame.write_csv(path)
    elif ending == "parquet":
        frame.write_parquet(path)
    else:
        write_xlsx(path, [frame.columns, *frame.rows()])
    assert read_plain_table(path).rows() == frame.rows()


def test_three_levels_of_heading_are_joined(tmp_path: Path) -> None:
    rows = [
        ["TT", "Họ tên", "Thiếu hụt", None, None, None, "Ghi chú"],
        [None, None, "Việc làm", None, "Y tế", None, None],
        [None, None, "Có việc", "Phụ thuộc", "Dinh dưỡng", "Bảo hiểm", None],
        [1, INVENTED[0], "x", None, "x", None, None],
        [2, INVENTED[1], None, "x", None, None, "mới"],
    ]
    table = table_of(write_xlsx(tmp_path / "ba.xlsx", rows))
    assert [heading.path for heading in table.headings][1:6] == [
        ("Họ tên",),
        ("Thiếu hụt", "Việc làm", "Có việc"),
        ("Thiếu hụt", "Việc làm", "Phụ thuộc"),
        ("Thiếu hụt", "Y tế", "Dinh dưỡng"),
        ("Thiếu hụt", "Y tế", "Bảo hiểm"),
    ]
    assert table.rows["row"].to_list() == [4, 5]


def test_a_table_of_words_only_has_its_first_row_as_heading(tmp_path: Path) -> None:
    rows = [["Chủ hộ", "Thôn", "Dân tộc"], *([name, "Thôn Đông", "Kinh"] for name in INVENTED)]
    table = table_of(write_xlsx(tmp_path / "chu.xlsx", rows))
    assert table.first_row == 2
    assert table.body["c0"].to_list() == list(INVENTED)


def test_people_whose_names_look_like_totals_or_villages_stay(tmp_path: Path) -> None:
    rows = [["Họ tên", "Thôn", "Số khẩu", "Ghi chú"]]
    rows += [
        ["Tống Văn Thử", "Đông", 3, "a"],
        ["Cống Thị Mẫu", "Đông", 2, "b"],
        ["Cộng Văn Giả", "Tây", 1, "c"],
    ]
    table = table_of(write_xlsx(tmp_path / "ten.xlsx", rows))
    assert table.kinds.to_list() == ["body"] * 3


def test_a_cover_page_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "bia.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Hướng dẫn").write(0, 0, "Điền vào trang sau")
    page = book.add_worksheet("Hộ")
    for place, row in enumerate([["STT", "Tên"], [1, INVENTED[0]]]):
        page.write_row(place, 0, row)
    book.close()
    assert table_of(path).sheet == "Hộ"


def test_an_open_document_sheet_is_read_like_any_other(tmp_path: Path) -> None:
    document = OpenDocumentSpreadsheet()
    page = OdfTable(name="Hộ")
    for cells in [["STT", "Họ tên"], [None, None], [1, INVENTED[0]], [2, INVENTED[1]]]:
        line = TableRow()
        for value in cells:
            kind = {int: {"valuetype": "float", "value": value}, str: {"valuetype": "string"}}
            cell = TableCell(**kind.get(type(value), {}))
            if isinstance(value, str):
                cell.addElement(P(text=value))
            line.addElement(cell)
        page.addElement(line)
    document.spreadsheet.addElement(page)
    document.save(str(tmp_path / "mo.ods"))
    table = table_of(tmp_path / "mo.ods")
    assert table.body.select("row", "c0", "c1").rows() == [(3, 1, INVENTED[0]), (4, 2, INVENTED[1])]


def test_old_fonts_in_a_workbook_come_out_in_unicode(tmp_path: Path) -> None:
    codes = {letter: code for code, letter in TCVN3.items()}
    rows = [
        ["STT", "Họ và tên chủ hộ", "Thiếu hụt việc làm"],
        *([n, name, "x"] for n, name in enumerate(INVENTED)),
    ]
    old = [["".join(codes.get(c, c) for c in v) if isinstance(v, str) else v for v in row] for row in rows]
    table = table_of(write_xlsx(tmp_path / "abc.xlsx", old))
    assert table.encoding == "tcvn3"
    assert [heading.text for heading in table.headings] == rows[0]
    assert table.rows["c1"].to_list() == list(INVENTED)


@pytest.mark.parametrize("more", [[], ["Ghi chú"]], ids=["bare", "notes"])
@pytest.mark.parametrize("numbers", [False, True], ids=["plain", "numbered"])
@pytest.mark.parametrize("middle", ["Điểm phiếu B", "Điểm"])
def test_a_parent_over_a_lone_parent_is_one_heading(
    tmp_path: Path, more: list[str], numbers: bool, middle: str
) -> None:
    first = ["TT", "Chủ hộ", "Nhân khẩu", "Kết quả rà soát", None, *more]
    rows: list[list[Any]] = [first, [None] * 3 + [middle], [None] * 3 + ["B1", "B2"]]
    rows += [["A", "B", *range(1, len(first) - 1)]] if numbers else []
    top = len(rows)
    rows += [[1, INVENTED[0], 4, 120, 30], [2, INVENTED[1], 2, 150, 30]]
    table = table_of(write_xlsx(tmp_path / "ba.xlsx", rows))
    assert [heading.path for heading in table.headings][2:5] == [
        ("Nhân khẩu",),
        ("Kết quả rà soát", middle, "B1"),
        ("Kết quả rà soát", middle, "B2"),
    ]
    assert table.rows["row"].to_list() == [top + 1, top + 2]


def test_a_lone_parent_in_the_third_column_is_no_title(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["TT", "Chủ hộ", "Kết quả rà soát", None],
        [None, None, "Điểm phiếu B"],
        [None, None, "B1", "B2"],
        [1, INVENTED[0], 120, 30],
    ]
    table = table_of(write_xlsx(tmp_path / "ba.xlsx", rows))
    assert table.headings[3].path == ("Kết quả rà soát", "Điểm phiếu B", "B2")
    assert table.first_row == 4


def test_a_row_that_explains_the_columns_belongs_to_the_heading(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["STT", "Họ tên", "Thu nhập", "Điểm B1", "Điểm B2", "Thiếu hụt"],
        [None, None, "(nghìn đồng)", "(≤140)", "≥30", "(x)"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        [1, INVENTED[0], 1200, 120, 30, "x"],
        [2, INVENTED[1], 1500, 130, 40, None],
        ["STT", "Họ tên", "Thu nhập", "Điểm B1", "Điểm B2", "Thiếu hụt"],
        [None, None, "(nghìn đồng)", "(≤140)", "≥30", "(x)"],
        [3, INVENTED[2], 1500, 130, 40, None],
    ]
    table = table_of(write_xlsx(tmp_path / "giai.xlsx", rows))
    assert table.head["kind"].to_list() == ["heading", "numbering", "numbering"]
    assert [heading.text for heading in table.headings][2:4] == ["Thu nhập (nghìn đồng)", "Điểm B1"]
    assert table.kinds.to_list() == ["body", "body", "heading", "heading", "body"]


@pytest.mark.parametrize("note", ["(≤140)", "(đồng)", "(x)"])
def test_one_explanation_alone_is_no_household(tmp_path: Path, note: str) -> None:
    rows: list[list[Any]] = [["Chủ hộ", "Điểm B1", "Điểm B2"], [None, note], [INVENTED[0], 120, 30]]
    assert table_of(write_xlsx(tmp_path / "giai.xlsx", rows)).first_row == 3


@pytest.mark.parametrize("above", [0, 3])
def test_errors_come_out_as_their_text_and_a_time_as_a_time(tmp_path: Path, above: int) -> None:
    path = tmp_path / "loi.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    hour = book.add_format({"num_format": "hh:mm"})
    page.write_row(above, above, ["STT", "Họ tên", "Điểm B1", "Giờ"])
    for place, error in enumerate(["#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?", 120], start=1):
        page.write_row(above + place, above, [place, INVENTED[0]])
        page.write_formula(above + place, above + 2, "=1/0", None, error)
        page.write_datetime(above + place, above + 3, time(8, 30), hour)
    book.close()
    table = table_of(path)
    seen = ["#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?", "120"]
    assert table.rows[f"c{above + 2}"].to_list() == seen
    assert table.rows[f"c{above + 3}"].to_list() == ["08:30"] * 6


def test_long_numbers_kept_as_text_keep_their_digits(tmp_path: Path) -> None:
    rows = [["STT", "Mã", "Lẫn"], [1, "12345678901234567890", "1.500"], [2, "98765432109876543210", 0.25]]
    table = table_of(write_xlsx(tmp_path / "ma.xlsx", rows))
    assert table.rows["c1"].to_list() == ["12345678901234567890", "98765432109876543210"]
    assert table.rows["c2"].to_list() == ["1.500", "0.25"]
