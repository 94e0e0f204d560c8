"""Papers of the two procedures that ask one condition, with made-up values: what is given, and the rows."""

from collections.abc import Mapping, Sequence
from datetime import date

from giamngheo.apps.papers.composing import Row, Value

VILLAGE = "thôn Đông Một"
LONG = "Trình Thị Hồng Ngọc Ánh Nguyệt Dài Tên"
MATTER = "người lao động có thu nhập thấp"
MONTH = "tháng 7/2026"
FIRST, LAST = date(2026, 7, 20), date(2026, 7, 24)

DETERMINATIONS: Mapping[str, tuple[Mapping[str, Value], Mapping[str, Sequence[Row]]]] = {
    "determination_list": (
        {
            "matter": MATTER,
            "month": MONTH,
            "posting_place": "trụ sở Ủy ban nhân dân xã Mẫu Đông",
            "first_day": FIRST,
            "last_day": LAST,
            "objections_at": "bộ phận một cửa của xã",
            "phone": "ghi tay khi niêm yết",
        },
        {
            "results": [
                {
                    "head": LONG if place % 5 == 0 else f"Mẫu Văn Thứ {place}",
                    "village": VILLAGE if place % 3 else "tổ dân phố Đông Hai Mươi Lăm",
                    "result": "đủ điều kiện" if place % 2 else "không đủ điều kiện",
                }
                for place in range(60)
            ]
        },
    ),
    "determination_minutes": (
        {
            "matter": MATTER,
            "month": MONTH,
            "day": FIRST,
            "start": "8 giờ 00",
            "posting_place": "trụ sở Ủy ban nhân dân xã Mẫu Đông",
            "posted_by": "Trình Văn Trưởng",
            "count": 60,
            "first_day": FIRST,
            "last_day": LAST,
            "copies": 2,
        },
        {
            "present": [
                {"name": "Trình Văn Trưởng", "duty": "Công chức phụ trách"},
                {"name": "Thử Văn Soát", "duty": "Rà soát viên"},
            ],
            "objections": [
                {"day": date(2026, 7, 21), "matter": "Đề nghị tính lại thu nhập", "outcome": "đang kiểm tra"}
            ],
        },
    ),
    "determination_decision": (
        {"matter": MATTER, "month": MONTH, "count": "40 người", "proposer": "Phòng Văn hóa – Xã hội"},
        {
            "recognised": [
                {
                    "name": LONG if place % 5 == 0 else f"Thử Thị Thứ {place}",
                    "birth_year": 1970 + place % 35,
                    "sex": "nữ" if place % 2 else "nam",
                    "head": "Mẫu Văn Một",
                    "members": 1 + place % 7,
                    "village": VILLAGE if place % 3 else "tổ dân phố Đông Hai Mươi Lăm",
                }
                for place in range(40)
            ]
        },
    ),
    "determination_sheet": (
        {
            "matter": MATTER,
            "month": MONTH,
            "head": "Mẫu Văn Một",
            "workers": f"{LONG}, Mẫu Văn Con",
            "household_code": "TD-000123",
            "village": VILLAGE,
            "members": 4,
            "area": "nông thôn",
            "standard": "Chuẩn nghèo đa chiều giai đoạn 2022–2025",
            "collected_on": date(2026, 7, 16),
            "reviewer": "Thử Văn Soát",
            "result": "không đủ điều kiện",
        },
        {
            "reasons": [{"reason": "Thu nhập của một người trong tháng cao hơn mức của khu vực nông thôn."}],
            "unknown": [{"question": "Thu nhập từ trồng trọt trong 12 tháng qua"}],
        },
    ),
    "determination_refusal": (
        {
            "matter": MATTER,
            "month": MONTH,
            "name": LONG,
            "village": VILLAGE,
            "asked_on": date(2026, 7, 6),
            "contact": "bộ phận một cửa của Ủy ban nhân dân xã Mẫu Đông",
        },
        {"reasons": [{"reason": "Thu nhập của một người trong tháng cao hơn mức của khu vực nông thôn."}]},
    ),
    "confirmation": (
        {
            "form": "Mẫu số 02",
            "matter": "hộ có mức sống trung bình",
            "name": LONG,
            "birth_year": 1968,
            "sex": "nữ",
            "household_code": "TD-000123",
            "head": "Mẫu Văn Một",
            "village": VILLAGE,
            "address": "xóm Trên",
            "decision": "31/QĐ-UBND ngày 28/7/2026",
            "valid_from": date(2026, 7, 28),
            "valid_until": date(2027, 7, 27),
        },
        {
            "members": [
                {"name": LONG, "birth_year": 1968, "sex": "nữ", "relationship": "chủ hộ"},
                {"name": "Mẫu Văn Con", "birth_year": 2001, "sex": "nam", "relationship": "con"},
            ]
        },
    ),
    "determination_answer": (
        {
            "matter": MATTER,
            "month": MONTH,
            "sender": "Ông Ví Văn Hỏi, thôn Đông Một",
            "received_on": date(2026, 7, 21),
            "complaint": "đề nghị tính lại thu nhập từ làm thuê.",
            "head": "Mẫu Văn Một",
            "village": VILLAGE,
            "rechecked_on": date(2026, 7, 23),
            "rechecked_by": "Diễn Văn Tra",
            "result": "Giữ nguyên kết quả xác định.",
            "final_result": "không đủ điều kiện",
            "contact": "bộ phận một cửa của xã",
        },
        {"findings": [{"finding": "Đã tính lại thu nhập của 12 tháng, không đổi."}]},
    ),
}
