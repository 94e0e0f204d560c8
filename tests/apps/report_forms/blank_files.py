"""Blanks of forms, made up: a small one as offices have them, and ones that must be refused."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side


def blank(change: Callable[[Any], None] | None = None) -> bytes:
    """A blank with merged heads, three columns of numbers and formulas; `change` works on its workbook."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Biểu thử"
    page.merge_cells("A1:F1")
    page["A1"] = "BIỂU THỬ: HỘ NGHÈO, VỐN VAY"
    page["A1"].font = Font(bold=True)
    page["A1"].alignment = Alignment(horizontal="center")
    for area, words in {"A3:A4": "STT", "B3:B4": "Nội dung", "C3:D3": "Số hộ", "E3:E4": "Cộng"}.items():
        page.merge_cells(area)
        page[area.split(":")[0]] = words
    page["F3"] = "Ghi chú"
    page["C4"], page["D4"] = "Hộ nghèo", "Hộ cận nghèo"
    for row, words in enumerate(("Trong danh sách", "Được vay vốn", "Tỷ lệ"), start=5):
        page.cell(row, 2, words)
    page["E5"], page["E6"] = "=C5+D5", "=SUM(C6:D6)"
    page["E7"] = "=E6/E5*100"
    side = Side(style="thin")
    for row in range(3, 8):
        for column in range(1, 7):
            page.cell(row, column).border = Border(left=side, right=side, top=side, bottom=side)
    if change is not None:
        change(book)
    return saved(book)


def saved(book: Any) -> bytes:
    """A workbook as a file."""
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def with_part(content: bytes, name: str, said: bytes = b"x") -> bytes:
    """A file with one part more: macros, links to other files."""
    made = BytesIO(content)
    with zipfile.ZipFile(made, "a") as package:
        package.writestr(name, said)
    return made.getvalue()


def with_page(content: bytes, old: bytes, new: bytes) -> bytes:
    """A file with other words in its first sheet."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            page = before.read(name)
            after.writestr(name, page.replace(old, new) if name == "xl/worksheets/sheet1.xml" else page)
    return made.getvalue()
