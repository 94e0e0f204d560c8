"""One colour and one icon for each class of household, state of papers and targets; an icon for each flag."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """How a class is written: its legal name, the ending of its style, its icon."""

    name: str
    style: str
    icon: str


CLASSES = {
    "poor": Shown("Hộ nghèo", "poor", "alert-triangle"),
    "near_poor": Shown("Hộ cận nghèo", "near-poor", "alert-circle"),
    "average_living_standard": Shown("Hộ có mức sống trung bình", "average", "equal"),
    "not_poor": Shown("Hộ không nghèo", "not-poor", "circle-check"),
    "unknown": Shown("Chưa xác định", "unknown", "help-circle"),
}
RESULTS = CLASSES | {
    "low_income_worker": Shown("Người lao động có thu nhập thấp", "average", "equal"),
    "not_met": Shown("Không đủ điều kiện", "unknown", "x"),
}
"""What a review may find: a class, or one condition that is met or not."""

PAPER_STATES = {
    "draft": Shown("Dự thảo", "unknown", "info-circle"),
    "issued": Shown("Đang có giá trị", "fine", "circle-check"),
    "replaced": Shown("Đã được thay", "lacking", "refresh"),
    "withdrawn": Shown("Đã thu hồi", "lacking", "x"),
    "dropped": Shown("Dự thảo đã bỏ", "lacking", "x"),
}
"""The states of official papers; «dropped» is a draft that was withdrawn."""

TARGET_STATES = {
    "reached": Shown("Đạt", "not-poor", "circle-check"),
    "on_track": Shown("Đang theo kịp", "average", "trending-up"),
    "slow": Shown("Chậm", "near-poor", "alert-circle"),
    "missed": Shown("Không đạt", "poor", "x"),
    "no_figures": Shown("Chưa có số liệu", "unknown", "help-circle"),
    "watched": Shown("Theo dõi", "unknown", "info-circle"),
}
"""Where a target stands."""

REPORT_STATES = {
    "none": Shown("Chưa lập", "unknown", "help-circle"),
    "drawn": Shown("Đang lập", "average", "note"),
    "checked": Shown("Đã kiểm tra", "average", "circle-check"),
    "submitted": Shown("Đã gửi, chờ nhận", "near-poor", "send"),
    "returned": Shown("Bị trả lại", "poor", "arrow-back-up"),
    "accepted": Shown("Đã nhận", "not-poor", "circle-check"),
    "locked": Shown("Đã khóa", "not-poor", "lock"),
    "adjusting": Shown("Đang điều chỉnh", "near-poor", "refresh"),
}
"""Where a report stands; «none» where nobody began it."""

PACKAGE_STATES = {
    "waiting": Shown("Chờ xem", "unknown", "progress"),
    "accepted": Shown("Đã chấp nhận", "not-poor", "circle-check"),
    "returned": Shown("Đã trả lại", "poor", "x"),
    "followed": Shown("Đã có gói sau thay", "average", "history"),
}
"""The states of packages of figures."""

FLAG_ICONS = {
    "ethnic_minority": "friends",
    "merit": "award",
    "disability": "disabled",
    "child": "mood-kid",
    "woman_head": "woman",
    "no_working_capacity": "bed",
}
