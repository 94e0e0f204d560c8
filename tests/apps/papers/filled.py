"""Every kind of paper with made-up values: people of the demonstration's surnames, long names, long lists."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tests.apps.papers.filled_determinations import DETERMINATIONS
from tests.apps.papers.filled_fund import FUND
from tests.apps.papers.filled_money import MONEY
from tests.apps.papers.filled_oversight import OVERSIGHT
from tests.apps.papers.filled_plans import PLANS

from giamngheo.apps.papers.composing import Heading, Row, Value, composed
from giamngheo.apps.papers.documents import Document

DAY = date(2026, 12, 10)
HEADING = Heading(
    unit="xã Mẫu Đông",
    unit_above="tỉnh Mẫu",
    seat="Mẫu Đông",
    signer="Mẫu Văn Ký",
    is_deputy=True,
    is_demonstration=True,
)
VILLAGE = "thôn Đông Một"
HEADS = ("Mẫu Văn Một", "Thử Thị Hai", "Trình Thị Hồng Ngọc Ánh Nguyệt Dài Tên", "Diễn Văn Tư", "Ví Thị Năm")


def heads(count: int) -> list[str]:
    """Made-up names, one of them very long."""
    return [HEADS[place % len(HEADS)] for place in range(count)]


def recognised(count: int, change: str) -> list[Row]:
    """Rows of a list of the decision."""
    return [
        {
            "head": head,
            "birth_year": 1950 + place % 50,
            "sex": "nữ" if "Thị" in head else "nam",
            "village": VILLAGE if place % 3 else "tổ dân phố Đông Hai Mươi Lăm",
            "members": 1 + place % 7,
            "b1": str(100 + 5 * (place % 9)),
            "b2": str(10 * (place % 13)),
            "change": change,
            "causes": "không có hoặc thiếu đất sản xuất; có người ốm đau, bệnh nặng, tai nạn"
            if place % 4 == 0
            else "",
        }
        for place, head in enumerate(heads(count))
    ]


class Filled(NamedTuple):
    """What is given for one kind."""

    values: Mapping[str, Value]
    tables: Mapping[str, Sequence[Row]]


def _row(fields: str, *values: Value) -> Row:
    return dict(zip(fields.split(), values, strict=True))


FILLED: Mapping[str, Filled] = {
    "review_plan": Filled(
        {
            "year": 2026,
            "first_day": date(2026, 9, 1),
            "last_day": date(2026, 12, 14),
            "villages": 15,
            "households": 1234,
            "reviewers": 30,
            "cost": 45_600_000,
            "cost_source": "ngân sách xã năm 2026",
            "parent_plan": "Kế hoạch số 1/KH-UBND ngày 20 tháng 8 năm 2026 của tỉnh Mẫu (bịa)",
        },
        {
            "schedule": [
                _row(
                    "task first last who",
                    "Lập danh sách hộ cần rà soát",
                    date(2026, 9, 1),
                    date(2026, 9, 15),
                    "Ban Chỉ đạo, các thôn",
                ),
                _row(
                    "task first last who",
                    "Thu thập thông tin, tính điểm, phân loại",
                    date(2026, 9, 16),
                    date(2026, 10, 31),
                    "Rà soát viên",
                ),
                _row(
                    "task first last who",
                    "Họp dân",
                    date(2026, 11, 1),
                    date(2026, 11, 15),
                    "Trưởng thôn, tổ trưởng",
                ),
                _row("task first last who", "Niêm yết, phúc tra", date(2026, 11, 16), None, "Ban Chỉ đạo"),
            ],
            "duties": [
                _row("who task", "Ban Chỉ đạo rà soát", "chỉ đạo, kiểm tra việc rà soát ở các thôn."),
                _row("who task", "Công chức giảm nghèo", "tập huấn rà soát viên, tổng hợp kết quả."),
                _row("who task", "Trưởng thôn, tổ trưởng", "cùng rà soát viên đến từng hộ, chủ trì họp dân."),
            ],
            "costs": [
                _row("item quantity price amount", "Tập huấn rà soát viên", "2 buổi", 3_000_000, 6_000_000),
                _row("item quantity price amount", "Hỗ trợ rà soát viên", "1.234 phiếu", 30_000, 37_020_000),
                _row("item quantity price amount", "In phiếu, văn phòng phẩm", "", None, 2_580_000),
            ],
            "team": [_row("name duty village", name, "Rà soát viên", VILLAGE) for name in heads(12)],
        },
    ),
    "review_list": Filled(
        {"year": 2026, "village": VILLAGE, "count": 60},
        {
            "households": [
                _row(
                    "head birth_year sex village address members class_before reason",
                    head,
                    1950 + place % 50,
                    "nam",
                    VILLAGE,
                    "xóm Trên, gần trường" if place % 2 else "",
                    place % 8 + 1,
                    "hộ nghèo" if place % 2 else "hộ cận nghèo",
                    "đang trong danh sách" if place % 2 else "có Giấy đề nghị",
                )
                for place, head in enumerate(heads(60))
            ]
        },
    ),
    "score_sheet": Filled(
        {
            "year": 2026,
            "head": HEADS[2],
            "household_code": "TD-000123",
            "village": VILLAGE,
            "members": 5,
            "area": "nông thôn",
            "standard": "Chuẩn nghèo đa chiều 2022–2025 (áp dụng tiếp năm 2026)",
            "collected_on": date(2026, 10, 5),
            "reviewer": "Thử Văn Soát",
            "b1": "130",
            "b1_line": "140",
            "b2": "20 đến 30",
            "b2_line": "30",
            "proposed_class": "chưa xác định",
            "because": "Thiếu một câu trả lời nên chưa biết có đủ ba chỉ số thiếu hụt hay không.",
        },
        {
            "deprivations": [
                _row("number name state points because", str(place), name, state, points, because)
                for place, (name, state, points, because) in enumerate(
                    [
                        ("Việc làm", "thiếu hụt", "10", "Thử Văn Nam, 34 tuổi: không có việc làm"),
                        ("Người phụ thuộc trong hộ gia đình", "không thiếu hụt", "0", "2 trong 5 người"),
                        ("Dinh dưỡng", "chưa rõ", "0 đến 10", "chưa có chiều cao, cân nặng của trẻ"),
                        ("Bảo hiểm y tế", "thiếu hụt", "10", "1 người từ 6 tuổi không có bảo hiểm y tế"),
                    ],
                    start=1,
                )
            ],
            "unknown": [_row("question whom", "Chiều cao, cân nặng", "trẻ sinh năm 2021")],
        },
    ),
    "meeting_minutes": Filled(
        {
            "year": 2026,
            "village": VILLAGE,
            "meeting": "nhất",
            "day": date(2026, 11, 8),
            "start": "19 giờ 00",
            "end": "21 giờ 30",
            "location": "nhà văn hóa thôn",
            "chair": "Trình Văn Trưởng",
            "secretary": "Thử Thị Ghi",
            "invited": 60,
            "attending": 52,
            "households_attending": 48,
            "front": "Ví Văn Giám",
            "needed_share": "50 %",
            "households": 25,
            "agreed": 24,
            "not_agreed": 1,
            "copies": 2,
        },
        {
            "present": [
                _row("name duty", "Diễn Văn Bí", "Bí thư chi bộ"),
                _row("name duty", "Mẫu Thị Hội", "Hội Phụ nữ"),
            ],
            "votes": [
                _row(
                    "head proposed_class agree disagree result",
                    head,
                    "hộ nghèo",
                    52 - place,
                    place,
                    "thống nhất" if place < 26 else "rà soát lại",
                )
                for place, head in enumerate(heads(25))
            ],
            "opinions": [
                _row(
                    "who opinion answer",
                    "Ví Thị Năm",
                    "Hộ Mẫu Văn Một có con đi làm xa gửi tiền về, đề nghị xem lại.",
                    "Rà soát viên đã hỏi; tiền gửi về đã tính trong phiếu.",
                ),
            ],
        },
    ),
    "posted_list": Filled(
        {
            "year": 2026,
            "village": VILLAGE,
            "again": None,
            "posting_place": "nhà văn hóa thôn Đông Một",
            "first_day": date(2026, 11, 16),
            "last_day": date(2026, 11, 18),
            "objections_at": "Ủy ban nhân dân xã Mẫu Đông",
            "phone": None,
        },
        {
            "households": [
                _row(
                    "head village members proposed_class",
                    head,
                    VILLAGE,
                    place % 7 + 1,
                    ("hộ nghèo", "hộ cận nghèo", "hộ thoát nghèo")[place % 3],
                )
                for place, head in enumerate(heads(45))
            ]
        },
    ),
    "posting_minutes": Filled(
        {
            "year": 2026,
            "village": VILLAGE,
            "day": date(2026, 11, 19),
            "start": "8 giờ 00",
            "posting_place": "nhà văn hóa thôn Đông Một",
            "posted_by": "Trình Văn Trưởng",
            "households": 45,
            "first_day": date(2026, 11, 16),
            "last_day": date(2026, 11, 18),
            "ended_on": date(2026, 11, 19),
            "objections_count": 1,
            "copies": 2,
        },
        {
            "present": [
                _row("name duty", "Trình Văn Trưởng", "Trưởng thôn"),
                _row("name duty", "Thử Văn Soát", "Rà soát viên"),
            ],
            "objections": [
                _row(
                    "day matter outcome", date(2026, 11, 17), "Đề nghị xem lại số nhân khẩu", "đang phúc tra"
                )
            ],
        },
    ),
    "objection_answer": Filled(
        {
            "year": 2026,
            "sender": "Ông Ví Văn Hỏi, thôn Đông Một",
            "received_on": date(2026, 11, 17),
            "matter": "hộ có bốn người chứ không phải năm người, đề nghị xem lại.",
            "head": HEADS[0],
            "village": VILLAGE,
            "rechecked_on": date(2026, 11, 20),
            "rechecked_by": "Diễn Văn Tra",
            "result": "Giữ nguyên kết quả rà soát.",
            "final_class": "hộ cận nghèo",
            "posted_again_on": date(2026, 11, 23),
            "contact": "bộ phận một cửa của xã",
        },
        {
            "findings": [
                {"finding": "Sổ hộ ghi năm người; một người đi làm xa dưới sáu tháng vẫn tính."},
                {"finding": "Điểm B1, B2 không đổi."},
            ]
        },
    ),
    "opinion_report": Filled(
        {
            "year": 2026,
            "authority": "Chủ tịch Ủy ban nhân dân tỉnh Mẫu",
            "villages": 15,
            "all_households": 3210,
            "reviewed": 1234,
            "poor": 103,
            "near_poor": 98,
            "escaped": 21,
            "escaped_near_poor": 17,
            "poor_rate": "3,21 %",
            "near_poor_rate": "3,05 %",
            "meetings": 16,
            "first_day": date(2026, 11, 16),
            "last_day": date(2026, 11, 18),
            "objections_count": 2,
            "objections_closed": 2,
            "answer_by": None,
        },
        {
            "village_results": [
                _row(
                    "village all_households reviewed poor near_poor escaped escaped_near_poor",
                    f"thôn Đông {place}",
                    214,
                    82,
                    7,
                    6,
                    1,
                    1,
                )
                for place in range(1, 16)
            ],
            "causes": [_row("cause poor near_poor", "Không có hoặc thiếu đất sản xuất", 40, 31)],
        },
    ),
    "recognition_decision": Filled(
        {
            "year": 2026,
            "proposer": "Ban Chỉ đạo rà soát hộ nghèo, hộ cận nghèo xã Mẫu Đông",
            "opinion": "Công văn số 5/UBND-VX ngày 05 tháng 12 năm 2026 của Ủy ban nhân dân tỉnh Mẫu (bịa)",
            "poor_count": 70,
            "poor_people": 266,
            "near_poor_count": 40,
            "near_poor_people": 150,
            "escaped_count": 3,
            "escaped_near_poor_count": 0,
            "replaced": None,
        },
        {
            "poor": recognised(70, "nghèo cũ"),
            "near_poor": recognised(40, "phát sinh mới"),
            "escaped": recognised(3, "thoát nghèo"),
            "escaped_near_poor": [],
        },
    ),
    "refusal": Filled(
        {
            "year": 2026,
            "head": HEADS[2],
            "village": VILLAGE,
            "asked_for": "công nhận hộ nghèo",
            "asked_on": date(2026, 9, 3),
            "b1": "165",
            "b2": "20",
            "found_class": "hộ không nghèo",
            "contact": "bộ phận một cửa của Ủy ban nhân dân xã Mẫu Đông",
        },
        {
            "reasons": [
                {"reason": "Điểm B1 là 165, cao hơn ngưỡng 140 của khu vực nông thôn."},
                {"reason": "Điểm B2 là 20, chưa đủ 30."},
            ]
        },
    ),
    "certificate": Filled(
        {
            "year": 2026,
            "certified_class": "hộ nghèo",
            "head": HEADS[2],
            "household_code": "TD-000123",
            "birth_year": 1968,
            "sex": "nữ",
            "village": VILLAGE,
            "address": "xóm Trên",
            "decision": "Quyết định số 07/QĐ-UBND ngày 12 tháng 12 năm 2026",
            "valid_from": date(2027, 1, 1),
            "valid_until": date(2027, 12, 31),
        },
        {
            "members": [
                _row("name birth_year sex relationship", HEADS[2], 1968, "nữ", "chủ hộ"),
                _row("name birth_year sex relationship", "Mẫu Văn Con", 2001, "nam", "con"),
            ]
        },
    ),
    **{kind: Filled(*given) for kind, given in (DETERMINATIONS | FUND | MONEY | OVERSIGHT | PLANS).items()},
}


def filled(kind: str) -> Document:
    """A document of this kind with the made-up values."""
    return composed(kind, DAY, HEADING, FILLED[kind].values, FILLED[kind].tables)
