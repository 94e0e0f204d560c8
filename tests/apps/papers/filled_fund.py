"""Papers of the fund with made-up values."""

from collections.abc import Mapping, Sequence
from datetime import date

from giamngheo.apps.papers.composing import Row, Value

FUND: Mapping[str, tuple[Mapping[str, Value], Mapping[str, Sequence[Row]]]] = {
    "fund_receipt": (
        {
            "donor": "Công ty trách nhiệm hữu hạn một thành viên Mẫu Tên Rất Dài",
            "handed_by": "Mẫu Thị Nộp",
            "campaign": "Tháng cao điểm «Vì người nghèo» năm 2026",
            "what_for": "Ủng hộ làm nhà cho hộ nghèo",
            "amount": 51_250_000,
            "amount_words": "Năm mươi mốt triệu hai trăm năm mươi nghìn",
            "way": "tiền gửi ngân hàng, kho bạc",
            "goods": "50 kg Gạo tẻ",
            "goods_value": 750_000,
            "collector": "Thủ Quỹ Mẫu",
        },
        {},
    ),
    "fund_voucher": (
        {
            "receiver": "Mẫu Văn Một",
            "head": "Mẫu Văn Một",
            "household_code": "H0001",
            "village": "thôn Đông Một",
            "purpose": "Nhà ở: làm mới, sửa chữa",
            "what": "Lợp lại mái nhà",
            "decided_on": date(2026, 11, 2),
            "amount": 20_000_000,
            "amount_words": "Hai mươi triệu",
            "way": "tiền mặt",
            "goods": "20 tấm Tôn",
            "goods_value": 3_000_000,
            "keeper": "Thủ Quỹ Mẫu",
        },
        {},
    ),
    "fund_outlay": (
        {
            "receiver": "Quỹ «Vì người nghèo» xã Mẫu Tây",
            "purpose": "Chuyển cho Quỹ «Vì người nghèo» của đơn vị khác",
            "what": "Hỗ trợ làm nhà sau bão",
            "basis": "Kết luận họp Ban Vận động ngày 02/11/2026",
            "amount": 30_000_000,
            "amount_words": "Ba mươi triệu",
            "way": "tiền gửi ngân hàng, kho bạc",
            "keeper": "Thủ Quỹ Mẫu",
        },
        {},
    ),
    "fund_minutes": (
        {
            "day": date(2026, 11, 2),
            "meeting_place": "Trụ sở Ủy ban nhân dân xã",
            "chair": "Mẫu Văn Chủ",
            "minutes": "Ban Vận động nghe từng hồ sơ rồi biểu quyết.",
            "approved_count": 1,
            "declined_count": 1,
            "granted": 20_000_000,
        },
        {
            "present": [{"name": "Mẫu Văn Chủ, Chủ tịch Mặt trận"}, {"name": "Mẫu Thị Ghi, kế toán"}],
            "cases": [
                {
                    "head": "Mẫu Văn Một",
                    "village": "thôn Đông Một",
                    "what": "Sửa mái nhà",
                    "asked": "25.000.000 đồng",
                    "amount": 20_000_000,
                    "outcome": "Duyệt",
                },
                {
                    "head": "Trình Thị Hai",
                    "village": "thôn Đông Hai",
                    "what": "Mua bò giống",
                    "asked": "15.000.000 đồng",
                    "amount": 0,
                    "outcome": "Không duyệt: đã được vay vốn",
                },
            ],
        },
    ),
    "fund_report": (
        {
            "year": 2026,
            "opening": 12_000_000,
            "received": 88_000_000,
            "received_goods": 3_000_000,
            "spent": 61_000_000,
            "closing": 39_000_000,
            "helped": "Trong năm Quỹ đã hỗ trợ 14 hộ.",
            "unnamed": "Người ủng hộ không nêu tên: 7.000.000 đồng.",
        },
        {
            "campaigns": [{"name": "Tháng cao điểm «Vì người nghèo» năm 2026", "amount": 88_000_000}],
            "donors": [
                {"name": "Công ty Mẫu Đông", "amount": 50_000_000, "goods": ""},
                {"name": "Hội Phụ nữ xã", "amount": 31_000_000, "goods": "100 kg Gạo tẻ"},
            ],
            "purposes": [
                {"name": "Nhà ở: làm mới, sửa chữa", "times": "8", "amount": 60_000_000},
                {"name": "Thăm hỏi, quà lễ, Tết", "times": "…", "amount": 1_000_000},
            ],
        },
    ),
}
