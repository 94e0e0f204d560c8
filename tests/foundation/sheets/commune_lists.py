"""Workbooks as communes lay them out, made by code; every person in them is invented."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

INVENTED = ("Nguyễn Văn Thử", "Trần Thị Mẫu", "Lê Văn Giả", "Phạm Thị Ví Dụ", "Hoàng Văn Nháp")

TITLE = [
    ["ỦY BAN NHÂN DÂN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["XÃ MẪU", None, None, "Độc lập - Tự do - Hạnh phúc"],
    [],
    ["DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2025 (dữ liệu thử)"],
    [None, None, None, None, None, None, None, "Đơn vị tính: nghìn đồng"],
]
TWO_LEVELS = [
    ["STT", "Họ và tên chủ hộ", "Số khẩu", "Chỉ số thiếu hụt", None, None, "Thu nhập bình quân", "Ghi chú"],
    [None, None, None, "Việc làm", "Người phụ thuộc", "Dinh dưỡng", None, None],
]
NUMBERS = [["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"]]
BODY = [
    ["I", "Thôn Đông"],
    [1, INVENTED[0], 4, "x", None, "x", 1200, None],
    [2, INVENTED[1], 3, None, "x", None, 1500, "mới"],
    ["II", "Thôn Tây"],
    [3, INVENTED[2], 5, "x", "x", "x", 900, None],
    [],
    [4, INVENTED[3], 2, None, None, None, 2100, None],
    [5, INVENTED[4]],
]
END = [
    ["Tổng cộng", None, 14, 2, 2, 2, None, None],
    [],
    [None, None, None, None, None, "Ngày 15 tháng 11 năm 2025"],
    [None, "Người lập biểu", None, None, None, "TM. ỦY BAN NHÂN DÂN"],
    [None, None, None, None, None, "CHỦ TỊCH"],
    [None, INVENTED[0], None, None, None, INVENTED[1]],
]


def shifted(rows: Sequence[Sequence[Any]], columns: int) -> list[list[Any]]:
    """Return the rows with empty columns before them."""
    return [[None] * columns + list(row) for row in rows]


def write_xlsx(path: Path, rows: Sequence[Sequence[Any]], sheet: str = "Danh sách") -> Path:
    """Write rows from A1 on, leaving None empty."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet(sheet)
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                page.write(place, column, value)
    book.close()
    return path
