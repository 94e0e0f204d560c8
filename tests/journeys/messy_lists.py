"""A list as a commune keeps it, with all that makes it hard to read; every person in it is invented."""

from pathlib import Path

import xlsxwriter

SHEET = "Rà soát 2026"
LONG_NAME = "Nguyễn Phúc Hoàng Thị Ngưỡng Mẫu Rất Dài Để Thử Một Cái Tên Không Bao Giờ Vừa Một Dòng " * 2
INDICATORS = (
    "Việc làm",
    "Người phụ thuộc",
    "Dinh dưỡng",
    "BHYT",
    "Trình độ giáo dục người lớn",
    "Đi học của trẻ em",
    "Chất lượng nhà ở",
    "Diện tích nhà ở",
    "Nguồn nước sinh hoạt",
    "Nhà tiêu HVS",
    "Viễn thông",
    "Phương tiện tiếp cận thông tin",
)


def messy_workbook(path: Path, households: int = 12) -> Path:
    """Titles, two rows of headings, villages in rows between, text for numbers, totals, signatures.

    The income column is headed «Tiền», which nothing recognises: a person has to say what it is. Of every
    three households the first is poor, the second near-poor, the third not poor.
    """
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet(SHEET)
    rows: list[list[object]] = [
        ["UBND XÃ MẪU"],
        ["DANH SÁCH RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO (dữ liệu thử, không phải người thật)"],
        [],
        ["TT", "Mã hộ", "Họ và tên chủ hộ", "Thôn", "Tiền", "Chỉ số thiếu hụt"],
        [None, None, None, None, None, *INDICATORS],
    ]
    for number in range(households):
        kind = number % 3
        village = "Thôn Đông" if number < households // 2 else "Thôn Tây"
        name = LONG_NAME if number == 0 else f"Đặng Văn Thử {number + 1}"
        income = ("1.200.000", "1,4 triệu", "9.500.000")[kind]
        lacking = (12, 2, 0)[kind]
        ticks = ["x"] * lacking + ["không"] * (len(INDICATORS) - lacking)
        rows.append([number + 1, f"M{number + 1:02d}", name, village, income, *ticks])
    rows += [["Tổng cộng", households], [], [None, None, "Người lập biểu"]]
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                page.write(place, column, value)
    book.close()
    return path
