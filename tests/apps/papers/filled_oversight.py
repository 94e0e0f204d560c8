"""Papers of oversight with made-up values."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from giamngheo.apps.papers.composing import Row, Value

_FIRST, _LAST = date(2026, 10, 5), date(2026, 10, 7)
_TEAM: Final[list[Row]] = [
    {"name": "Mẫu Văn Đoàn", "post": "Phó Chủ tịch Ủy ban nhân dân", "role": "Trưởng đoàn"},
    {"name": "Mẫu Thị Ghi", "post": "Công chức Văn hóa – xã hội", "role": "Thư ký"},
]
_FINDINGS: Final[list[Row]] = [
    {"level": "Thiếu sót", "words": "Hai hộ chưa ký nhận con giống", "clause": "Điều 30"},
    {"level": "Lưu ý", "words": "Sổ ghi chưa đủ ngày", "clause": ""},
]
_ROUND: Final[Mapping[str, Value]] = {
    "title": "Kiểm tra hỗ trợ sinh kế",
    "place": "thôn Đông Một",
    "first": _FIRST,
    "last": _LAST,
}
_DECISION: Final = "Quyết định số 5/QĐ-UBND ngày 01/10/2026"

OVERSIGHT: Final[Mapping[str, tuple[Mapping[str, Value], Mapping[str, Sequence[Row]]]]] = {
    "oversight_plan": (
        {"year": 2026, "edition": "lần 2", "aims": "Kiểm tra việc thực hiện Chương trình."},
        {
            "lines": [
                {
                    "place": f"thôn Đông {number}",
                    "contents": "Hỗ trợ đúng đối tượng; Huy động, phân bổ, sử dụng kinh phí",
                    "project": "3.1",
                    "kind": "Định kỳ",
                    "months": f"tháng {number}",
                    "lead": "Ban Chỉ đạo chương trình",
                    "words": "",
                }
                for number in range(1, 8)
            ]
        },
    ),
    "oversight_decision": (
        {
            **_ROUND,
            "where": "Nhà văn hóa thôn",
            "due": date(2026, 10, 28),
            "days": 15,
            "contents": "Hỗ trợ đúng đối tượng",
            "reason": "phản ánh của người dân",
            "plan": "Kế hoạch kiểm tra, giám sát năm 2026",
        },
        {"team": _TEAM, "items": [{"content": "Hỗ trợ đúng đối tượng", "text": "Hộ đã nhận đủ"}]},
    ),
    "oversight_minutes": (
        {
            **_ROUND,
            "where": "Nhà văn hóa thôn",
            "day": _LAST,
            "decision": _DECISION,
            "words": "Đoàn đã xem sổ, gặp 12 hộ.",
            "opinion": "Nhất trí",
            "head": "Mẫu Văn Đoàn",
            "secretary": "Mẫu Thị Ghi",
        },
        {
            "team": _TEAM,
            "present": [{"name": "Mẫu Văn Trưởng, Trưởng thôn"}],
            "items": [
                {"text": "Hộ xác nhận đã nhận đủ", "answer": "Đạt", "words": ""},
                {"text": "Có danh sách ký nhận", "answer": "Chưa đạt", "words": "thiếu hai chữ ký"},
            ],
            "findings": _FINDINGS,
        },
    ),
    "oversight_report": (
        {
            **_ROUND,
            "decision": _DECISION,
            "contents": "Hỗ trợ đúng đối tượng",
            "words": "Đoàn đã kiểm tra 12 hộ tham gia.",
            "passed": 3,
            "failed": 1,
            "unclear": 0,
            "opinion": "Nhất trí",
            "conclusion": "Thôn bổ sung danh sách ký nhận.",
            "money": 3_000_000,
        },
        {
            "findings": _FINDINGS,
            "recommendations": [
                {
                    "to_whom": "Trưởng thôn Đông Một",
                    "words": "Bổ sung danh sách ký nhận",
                    "money": 3_000_000,
                    "due": date(2026, 12, 1),
                }
            ],
        },
    ),
}
