"""Papers of money with made-up values."""

from collections.abc import Mapping, Sequence
from datetime import date

from giamngheo.apps.papers.composing import Row, Value

_PROGRAMME = "Chương trình mục tiêu quốc gia giảm nghèo bền vững giai đoạn 2021–2025"
MONEY: Mapping[str, tuple[Mapping[str, Value], Mapping[str, Sequence[Row]]]] = {
    "money_decision": (
        {
            "title": "phân bổ kinh phí năm 2026 thực hiện Chương trình",
            "deed": "Phân bổ, giao dự toán kinh phí",
            "year": 2026,
            "programme": _PROGRAMME,
            "given": "Căn cứ Quyết định số 12/QĐ-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh Mẫu",
            "resolution": "Căn cứ Nghị quyết số 03/NQ-HĐND ngày 20/12/2025 của Hội đồng nhân dân tỉnh Mẫu",
            "proposer": "Phòng Kinh tế",
            "amount": 1_250_000_000,
            "amount_words": "Một tỷ hai trăm năm mươi triệu",
            "up": 1_250_000_000,
            "down": 0,
            "allocates": "có",
        },
        {
            "amounts": [
                {
                    "unit": "Xã Mẫu Đông",
                    "project": "2 Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo",
                    "item": f"Mô hình nuôi dê sinh sản số {place}",
                    "nature": "Kinh phí sự nghiệp",
                    "source": "Ngân sách trung ương",
                    "amount": 50_000_000,
                }
                for place in range(1, 26)
            ],
            "explained": [{"words": "Tiêu chí 1: số hộ nghèo 25, hệ số 0,5 mỗi hộ"}],
        },
    ),
    "money_request": (
        {
            "deed": "Tạm ứng",
            "year": 2026,
            "treasury": "Kho bạc Nhà nước khu vực Mẫu",
            "payee": "Hợp tác xã chăn nuôi Mẫu",
            "why": "Mua dê giống đợt 1",
            "voucher": "TU-01",
            "voucher_day": date(2026, 3, 10),
            "amount": 40_000_000,
            "amount_words": "Bốn mươi triệu",
            "maker": "Kế Toán Mẫu",
        },
        {
            "amounts": [
                {
                    "project": "2 Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo",
                    "item": "Mô hình nuôi dê sinh sản",
                    "nature": "Kinh phí sự nghiệp",
                    "source": "Ngân sách trung ương",
                    "amount": 40_000_000,
                }
            ]
        },
    ),
    "money_year_report": (
        {
            "year": 2026,
            "day": date(2026, 12, 10),
            "programme": _PROGRAMME,
            "received": 1_250_000_000,
            "passed": 250_000_000,
            "settled": 600_000_000,
            "unsettled": 100_000_000,
            "advanced": 50_000_000,
            "open": "Kinh phí năm 2026 chưa khép: còn 50.000.000 đồng đang tạm ứng.",
        },
        {
            "amounts": [
                {
                    "project": "2 Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo",
                    "nature": "Kinh phí sự nghiệp, ngân sách trung ương",
                    "received": 1_250_000_000,
                    "passed": 250_000_000,
                    "settled": 600_000_000,
                    "paid": 100_000_000,
                    "advanced": 50_000_000,
                    "carried": 0,
                    "cancelled": 0,
                    "left": 250_000_000,
                }
            ],
            "activities": [
                {
                    "title": "Mô hình nuôi dê sinh sản",
                    "state": "Đã nghiệm thu",
                    "given": 750_000_000,
                    "disbursed": 750_000_000,
                    "settled": 600_000_000,
                }
            ],
        },
    ),
}
