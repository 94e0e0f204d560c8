"""Workbooks of allocations and needs as offices lay them out: merged headings, groups, totals, notes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

TITLE = [
    ["UBND TỈNH MẪU", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["BIỂU PHÂN BỔ KINH PHÍ CHƯƠNG TRÌNH NĂM 2025"],
    ["(Kèm theo Quyết định số 27/QĐ-UBND ngày 05 tháng 02 năm 2025 của UBND tỉnh Mẫu)"],
    ["", "", "", "", "", "Đơn vị tính: triệu đồng"],
    [],
]
NOTES = [
    [],
    ["Ghi chú: số liệu làm tròn đến nghìn đồng."],
    ["", "", "", "", "NGƯỜI LẬP BIỂU (ký, ghi rõ họ tên)"],
]


def workbook(
    path: Path, rows: Sequence[Sequence[Any]], merged: Sequence[tuple[int, int, int, int, str]] = ()
) -> Path:
    """A workbook of these rows; `merged` are spans of cells (rows and columns from 0) with their text."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Biểu")
        for place, row in enumerate(rows):
            for column, value in enumerate(row):
                if value not in {"", None}:
                    page.write(place, column, value)
        for first_row, first_column, last_row, last_column, text in merged:
            page.merge_range(first_row, first_column, last_row, last_column, text)
    return path


def two_line_headings(top: int) -> list[tuple[int, int, int, int, str]]:
    """«STT | Đơn vị | Dự án | Vốn sự nghiệp (NSTW, NSĐP, cộng)» over two rows, merged."""
    return [
        (top, 0, top + 1, 0, "STT"),
        (top, 1, top + 1, 1, "Tên đơn vị"),
        (top, 2, top + 1, 2, "Dự án, tiểu dự án"),
        (top, 3, top, 4, "Vốn sự nghiệp"),
        (top, 5, top + 1, 5, "Tổng cộng"),
    ]
