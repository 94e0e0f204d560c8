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


def village_workbook(path: Path) -> Path:
    """One sheet per village, numbers of households begin again in each; the last has columns of its own.

    Of the seven households three are poor; one cell cannot be read.
    """
    title = ["UBND XÃ MẪU – dữ liệu thử, không phải người thật"]
    heading = ["STT", "Mã hộ", "Họ và tên chủ hộ", "Thu nhập bình quân (đồng/người/tháng)", "Số CSTH"]
    sheets: dict[str, list[list[object]]] = {
        "Thôn Đông": [
            title,
            heading,
            [1, "1", "Nguyễn Thị Mẫu", 900_000, 4],
            [2, "2", "Lê Thử", 9_000_000, 0],
        ],
        "Thôn Tây": [title, heading, [1, "1", "Trần Thị Mẫu", 900_000, 5], [2, "2", "Lý Thử", "mười", 2]],
        "Thôn Nam": [
            title,
            ["Chủ hộ", "Số CSTH", "Mã hộ", "Tiền"],
            ["Hoàng Văn Mẫu", 4, "1", 900],
            ["Vũ Thị Thử", 0, "2", 8_000],
            ["Đỗ Văn Thử", 1, "3", 7_000],
        ],
    }
    sheets["Thôn Đông"].append(["Tổng cộng", None, None, None, 4])
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for place, row in enumerate(rows):
                page.write_row(place, 0, row)
    return path
