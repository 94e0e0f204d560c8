"""What is hostile or no table is refused with a sentence that helps."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter
import xlwt
from tests.foundation.sheets.commune_lists import write_xlsx

from giamngheo.foundation.sheets import Limits, SheetError, UnreadableFile, open_workbook, read_table

SHEET = "xl/worksheets/sheet1.xml"
START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"


def changed(path: Path, **parts: bytes) -> Path:
    """Rewrite parts of a good workbook; __ stands for / and _dot_ for a point."""
    good = write_xlsx(path.with_name("good.xlsx"), [["STT", "Tên"], [1, "Người Thử"]])
    wanted = {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, wanted.pop(entry.filename, None) or old.read(entry))
        for name, content in wanted.items():
            new.writestr(name, content)
    return path


def bomb(path: Path) -> Path:
    return changed(path, xl__worksheets__sheet1_dot_xml=START + b" " * 60_000_000 + END)


def nested(path: Path) -> Path:
    return changed(path, xl__media__inner_dot_zip=b"PK\x05\x06")


def macro(path: Path) -> Path:
    return changed(path, xl__vbaProject_dot_bin=b"macro")


def word(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", "<w/>")
    return path


def cut(path: Path) -> Path:
    whole = write_xlsx(path.with_name("whole.xlsx"), [["a"], [1]]).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def no_rows(path: Path) -> Path:
    return write_xlsx(path, [])


def broken_xml(path: Path) -> Path:
    return changed(path, xl__worksheets__sheet1_dot_xml=START + b"<row><c></row>")


def far_cell(path: Path) -> Path:
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return changed(path, xl__worksheets__sheet1_dot_xml=START + cells + END)


def written(content: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (bomb, "nén bất thường"),
        (nested, "nén bất thường"),
        (macro, "macro"),
        (word, "Word"),
        (cut, "hỏng"),
        (no_rows, "không có dòng"),
        (broken_xml, "hỏng|bất thường"),
        (far_cell, "bất thường|cột"),
        (written(b""), "trống"),
        (written(b"%PDF-1.7 ..."), "PDF"),
        (written(b"\x89PNG\r\n\x1a\n"), "PNG"),
        (written(b"<html><table><tr><td>1</td></tr></table></html>"), "HTML"),
        (written(b"\xef\xbb\xbf\r\n<!DOCTYPE html>"), "HTML"),
        (written(b"PAR1 and then nothing"), "hỏng"),
        (written(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and then nothing"), "hỏng"),
        (written(bytes(range(1, 256)) * 3 + b"\0"), "không phải bảng tính"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_it_is_refused_with_what_why_and_what_to_do(
    tmp_path: Path, make: Callable[[Path], Path], reason: str
) -> None:
    with pytest.raises(UnreadableFile, match=reason) as refused:
        read_table(open_workbook(make(tmp_path / "la.xlsx")))
    assert "«la.xlsx»" in str(refused.value)
    assert "Hãy" in str(refused.value)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="Không tìm thấy"):
        open_workbook(tmp_path / "khong.xlsx")
    with pytest.raises(UnreadableFile, match="thư mục"):
        open_workbook(tmp_path)


def xls(path: Path) -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet("Trang")
    for row, cells in enumerate([("STT", "Tên"), (1, "Người Thử"), (2, "Người Mẫu")]):
        for column, value in enumerate(cells):
            page.write(row, column, value)
    stream = io.BytesIO()
    book.save(stream)
    path.write_bytes(stream.getvalue())
    return stream.getvalue()


def test_an_old_excel_file_is_read(tmp_path: Path) -> None:
    xls(tmp_path / "cu.xls")
    assert read_table(open_workbook(tmp_path / "cu.xls")).rows.rows() == [
        (2, 1, "Người Thử"),
        (3, 2, "Người Mẫu"),
    ]


def test_an_old_excel_file_with_a_password_is_refused(tmp_path: Path) -> None:
    content = xls(tmp_path / "cu.xls")
    start = content.index(
        b"\x09\x08\x10\x00"
    )  # the first record of the workbook, then any record becomes FILEPASS
    after = start + 20
    (tmp_path / "khoa.xls").write_bytes(content[:after] + b"\x2f\x00" + content[after + 2 :])
    with pytest.raises(UnreadableFile, match="mật khẩu"):
        open_workbook(tmp_path / "khoa.xls")


def test_a_hundred_thousand_empty_formatted_rows_are_cut_off(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "rong.xlsx"), {"constant_memory": True})
    page = book.add_worksheet()
    edge = book.add_format({"border": 1})
    for row in range(100_000):
        page.write_blank(row, 0, None, edge)
        if row < 3:
            page.write_row(row, 1, ["Tên", "Mã"] if row == 0 else [f"Người Thử {row}", f"0{row}"])
    book.close()
    assert read_table(open_workbook(tmp_path / "rong.xlsx")).rows.height == 2


def test_too_many_rows_columns_or_bytes_are_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "to.xlsx", [["a", "b", "c"], [1, 2, 3], [4, 5, 6]])
    for limits, reason in [
        (Limits(rows=2), "3 dòng"),
        (Limits(columns=2), "3 cột"),
        (Limits(bytes=100), "quá lớn"),
        (Limits(uncompressed_bytes=100), "quá lớn"),
    ]:
        with pytest.raises(UnreadableFile, match=reason):
            read_table(open_workbook(path, limits))


def test_a_process_out_of_memory_refuses_the_file_and_not_the_program(tmp_path: Path) -> None:
    xls(tmp_path / "cu.xls")
    with pytest.raises(UnreadableFile, match="bất thường"):
        read_table(open_workbook(tmp_path / "cu.xls", Limits(memory_bytes=50_000_000)))


def test_an_unknown_sheet_is_told_with_those_there_are(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["a"], [1]], sheet="Thôn Đông")
    with pytest.raises(SheetError, match="Thôn Đông"):
        read_table(open_workbook(path), "Thôn Tây")


def test_content_counts_and_not_the_ending(tmp_path: Path) -> None:
    pl.DataFrame({"a": [1]}).write_parquet(tmp_path / "x.xlsx")
    assert open_workbook(tmp_path / "x.xlsx").kind == "parquet"


def test_a_damaged_byte_in_a_workbook_is_refused(tmp_path: Path) -> None:
    rows = [["STT", "Tên"], *([n, f"Người Thử {n}"] for n in range(200))]
    whole = write_xlsx(tmp_path / "nguyen.xlsx", rows).read_bytes()
    for place in range(40, len(whole), len(whole) // 40):
        (tmp_path / "hong.xlsx").write_bytes(
            whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
        )
        try:
            read_table(open_workbook(tmp_path / "hong.xlsx"))
        except UnreadableFile as error:
            assert "«hong.xlsx»" in str(error)


@pytest.mark.parametrize("content", [b"\n\n\n", b" \r\n \r\n", b",,\n,,\n", b'""\n'])
def test_a_csv_of_blank_lines_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "trong.csv").write_bytes(content)
    with pytest.raises(UnreadableFile, match="không có dòng dữ liệu"):
        read_table(open_workbook(tmp_path / "trong.csv"))


def test_an_old_excel_file_named_as_a_new_one_is_read_by_its_content(tmp_path: Path) -> None:
    xls(tmp_path / "cu.xlsx")
    assert read_table(open_workbook(tmp_path / "cu.xlsx")).body.height == 2
    write_xlsx(tmp_path / "moi.xls", [["STT", "Tên"], [1, "Người Thử"]])
    assert read_table(open_workbook(tmp_path / "moi.xls")).body.height == 1


def workbook_with(path: Path, pattern: str, replacement: str) -> Path:
    """A copy of a workbook in whose first sheet something is written otherwise."""
    made = path.with_stem(f"{path.stem}-khac")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name).decode()
            new.writestr(name, re.sub(pattern, replacement, part) if name.endswith("sheet1.xml") else part)
    return made


def test_formulas_never_computed_are_told_and_computed_ones_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["STT", "Điểm"])
    book.worksheets[0].append([1, "=60+60"])
    book.save(tmp_path / "ct.xlsx")
    for value in ("<v/>", "<v />", "<v></v>", ""):  # as writers leave it
        told = workbook_with(tmp_path / "ct.xlsx", r"</f><v\s*/>|</f><v></v>", f"</f>{value}")
        with pytest.raises(UnreadableFile, match="công thức chưa tính ở 1 ô"):
            read_table(open_workbook(told))
    computed = xlsxwriter.Workbook(str(tmp_path / "da.xlsx"))
    page = computed.add_worksheet()
    page.write_row(0, 0, ["STT", "Điểm", "Ghi chú"])
    page.write_row(1, 0, [1])
    page.write_formula(1, 1, "=60+60", None, 120)
    page.write_formula(1, 2, '=IF(B2>0,"","x")', None, "")
    computed.close()
    told = workbook_with(tmp_path / "da.xlsx", r'<c r="C2"', '<c r="C2" t="str"')  # as Excel writes it
    assert read_table(open_workbook(told)).rows.rows() == [(2, 1, 120, None)]


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_words_under_the_name_of_a_workbook_are_told_and_a_table_under_it_is_read(
    tmp_path: Path, ending: str
) -> None:
    words, table = tmp_path / f"gia.{ending}", tmp_path / f"bang.{ending}"
    words.write_text("Đây là một lá thư.\nKhông phải bảng tính.\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"bên trong là văn bản.*lưu lại thành \.xlsx"):
        read_table(open_workbook(words))
    table.write_text("Chủ hộ;Điểm B1\nMẫu Văn A;100\n", encoding="utf-8")
    assert [heading.text for heading in read_table(open_workbook(table)).headings] == ["Chủ hộ", "Điểm B1"]
