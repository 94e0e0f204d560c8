"""The states of what oversight keeps, and which deed leads from which to which."""

from collections.abc import Mapping
from typing import Final

from django.db import models


class PlanState(models.TextChoices):
    """Where a yearly plan of inspections stands."""

    DRAFT = "draft", "Dự thảo"
    SUBMITTED = "submitted", "Chờ phê duyệt"
    APPROVED = "approved", "Đã phê duyệt"
    REPLACED = "replaced", "Đã được thay"
    DROPPED = "dropped", "Đã bỏ"


class PlanVerb(models.TextChoices):
    """What is done to a yearly plan as a whole."""

    SUBMIT = "submit", "Trình phê duyệt"
    RETURN = "return", "Trả lại để sửa"
    APPROVE = "approve", "Phê duyệt"
    DROP = "drop", "Bỏ dự thảo"


class InspectionState(models.TextChoices):
    """Where an inspection stands."""

    PREPARING = "preparing", "Đang chuẩn bị"
    DECIDED = "decided", "Đã có quyết định"
    MINUTED = "minuted", "Đã lập biên bản"
    WRITTEN = "written", "Báo cáo chờ kết luận"
    REPORTED = "reported", "Đã có báo cáo, kết luận"
    CLOSED = "closed", "Đã kết thúc"
    CANCELLED = "cancelled", "Đã hủy"


class InspectionVerb(models.TextChoices):
    """What is done to an inspection as a whole; the label tells that it was done."""

    OPEN = "open", "Lập đợt kiểm tra"
    DECIDE = "decide", "Ban hành quyết định thành lập đoàn"
    MOVE_DAYS = "move_days", "Đổi ngày kiểm tra"
    MINUTES = "minutes", "Chốt biên bản"
    OPINION = "opinion", "Ý kiến của đơn vị được kiểm tra"
    WRITE = "write", "Trình báo cáo kết quả"
    RETURN = "return", "Trả lại báo cáo"
    CONCLUDE = "conclude", "Ban hành báo cáo, kết luận"
    CLOSE = "close", "Kết thúc đợt kiểm tra"
    CANCEL = "cancel", "Hủy đợt kiểm tra"


class MemberRole(models.TextChoices):
    """What a member is in a team."""

    HEAD = "head", "Trưởng đoàn"
    SECRETARY = "secretary", "Thư ký"
    MEMBER = "member", "Thành viên"


class Answer(models.TextChoices):
    """How a line of the checklist was found on the spot."""

    PASS = "pass", "Đạt"
    FAIL = "fail", "Chưa đạt"
    NOT_APPLICABLE = "none", "Không áp dụng"
    UNCLEAR = "unclear", "Chưa rõ"


class RecommendationState(models.TextChoices):
    """Where a recommendation stands."""

    OPEN = "open", "Chưa thực hiện xong"
    REMEDIED = "remedied", "Đã báo thực hiện xong, chờ xác nhận"
    CLOSED = "closed", "Đã xác nhận thực hiện"
    WITHDRAWN = "withdrawn", "Đã rút"


class RecommendationVerb(models.TextChoices):
    """What is done to a recommendation; the label tells that it was done."""

    MAKE = "make", "Kiến nghị"
    NOTE = "note", "Báo cáo tiến độ"
    REMEDY = "remedy", "Báo đã thực hiện xong"
    SEND_BACK = "send_back", "Chưa đạt, yêu cầu làm tiếp"
    EXTEND = "extend", "Gia hạn"
    CLOSE = "close", "Xác nhận đã thực hiện"
    REOPEN = "reopen", "Mở lại"
    WITHDRAW = "withdraw", "Rút kiến nghị"


class SocialKind(models.TextChoices):
    """What the Front does."""

    SUPERVISION = "supervision", "Giám sát"
    CRITIQUE = "critique", "Phản biện dự thảo"


class SocialState(models.TextChoices):
    """Where a supervision or critique of the Front stands."""

    DRAFT = "draft", "Đang soạn"
    SENT = "sent", "Chờ trả lời"
    ANSWERED = "answered", "Đã trả lời"
    CLOSED = "closed", "Đã xong"
    WITHDRAWN = "withdrawn", "Đã rút"


class SocialVerb(models.TextChoices):
    """What is done to a supervision or critique; the label tells that it was done."""

    SEND = "send", "Gửi đơn vị trả lời"
    ANSWER = "answer", "Trả lời"
    REOPEN = "reopen", "Đề nghị trả lời lại"
    CLOSE = "close", "Ghi nhận trả lời"
    WITHDRAW = "withdraw", "Rút"


class Taken(models.TextChoices):
    """How a unit takes an opinion of the Front."""

    ACCEPTED = "accepted", "Tiếp thu"
    PARTLY = "partly", "Tiếp thu một phần"
    DECLINED = "declined", "Chưa tiếp thu, giải trình"


Moves = Mapping[str, tuple[frozenset[str], str | None]]
"""By verb: from which states, and where to (None: it stays where it is)."""

_P, _I, _R, _S = PlanState, InspectionState, RecommendationState, SocialState
PLAN_MOVES: Final[Moves] = {
    PlanVerb.SUBMIT: (frozenset({_P.DRAFT}), _P.SUBMITTED),
    PlanVerb.RETURN: (frozenset({_P.SUBMITTED}), _P.DRAFT),
    PlanVerb.APPROVE: (frozenset({_P.SUBMITTED}), _P.APPROVED),
    PlanVerb.DROP: (frozenset({_P.DRAFT}), _P.DROPPED),
}
PLAN_DECIDING: Final = frozenset({PlanVerb.RETURN, PlanVerb.APPROVE})
"""Deeds of the leader, never of who drew up or handed in what is decided on."""

INSPECTION_MOVES: Final[Moves] = {
    InspectionVerb.DECIDE: (frozenset({_I.PREPARING}), _I.DECIDED),
    InspectionVerb.MOVE_DAYS: (frozenset({_I.PREPARING, _I.DECIDED}), None),
    InspectionVerb.MINUTES: (frozenset({_I.DECIDED}), _I.MINUTED),
    InspectionVerb.OPINION: (frozenset({_I.MINUTED, _I.WRITTEN}), None),
    InspectionVerb.WRITE: (frozenset({_I.MINUTED}), _I.WRITTEN),
    InspectionVerb.RETURN: (frozenset({_I.WRITTEN}), _I.MINUTED),
    InspectionVerb.CONCLUDE: (frozenset({_I.WRITTEN}), _I.REPORTED),
    InspectionVerb.CLOSE: (frozenset({_I.REPORTED}), _I.CLOSED),
    InspectionVerb.CANCEL: (frozenset({_I.PREPARING, _I.DECIDED}), _I.CANCELLED),
}
INSPECTION_DECIDING: Final = frozenset(
    {InspectionVerb.DECIDE, InspectionVerb.RETURN, InspectionVerb.CONCLUDE, InspectionVerb.CANCEL}
)
"""Deeds of the leader."""
TEAM_OPEN: Final = (_I.PREPARING,)
LIST_OPEN: Final = (_I.PREPARING, _I.DECIDED)
ON_THE_SPOT: Final = (_I.DECIDED,)
RECOMMENDING: Final = (_I.MINUTED, _I.WRITTEN, _I.REPORTED)
TOLD_TO_UNIT: Final = (_I.DECIDED, _I.MINUTED, _I.WRITTEN, _I.REPORTED, _I.CLOSED)
"""States in which the inspected unit sees the inspection."""
FOUND_TOLD: Final = (_I.MINUTED, _I.WRITTEN, _I.REPORTED, _I.CLOSED)
"""States in which the inspected unit reads what was found."""
REPORT_OWED: Final = (_I.DECIDED, _I.MINUTED, _I.WRITTEN)
CARRIED_OUT: Final = (_I.MINUTED, _I.WRITTEN, _I.REPORTED, _I.CLOSED)

RECOMMENDATION_MOVES: Final[Moves] = {
    RecommendationVerb.NOTE: (frozenset({_R.OPEN}), None),
    RecommendationVerb.REMEDY: (frozenset({_R.OPEN}), _R.REMEDIED),
    RecommendationVerb.SEND_BACK: (frozenset({_R.REMEDIED}), _R.OPEN),
    RecommendationVerb.EXTEND: (frozenset({_R.OPEN}), None),
    RecommendationVerb.CLOSE: (frozenset({_R.REMEDIED}), _R.CLOSED),
    RecommendationVerb.REOPEN: (frozenset({_R.CLOSED}), _R.OPEN),
    RecommendationVerb.WITHDRAW: (frozenset({_R.OPEN}), _R.WITHDRAWN),
}
OF_THE_UNIT: Final = frozenset({RecommendationVerb.NOTE, RecommendationVerb.REMEDY})
"""Deeds of who is to carry a recommendation out; the others are of the inspecting side."""
WAITING: Final = (_R.OPEN, _R.REMEDIED)

SOCIAL_MOVES: Final[Moves] = {
    SocialVerb.SEND: (frozenset({_S.DRAFT}), _S.SENT),
    SocialVerb.ANSWER: (frozenset({_S.SENT}), _S.ANSWERED),
    SocialVerb.REOPEN: (frozenset({_S.ANSWERED}), _S.SENT),
    SocialVerb.CLOSE: (frozenset({_S.ANSWERED}), _S.CLOSED),
    SocialVerb.WITHDRAW: (frozenset({_S.DRAFT, _S.SENT}), _S.WITHDRAWN),
}
