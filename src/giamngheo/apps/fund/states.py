"""Kinds and states of what the fund keeps, and the allowed moves of a case."""

from typing import Final

from django.db import models


class Account(models.TextChoices):
    """Where value stands: what the fund holds, what came in, what went out."""

    CASH = "cash", "Tiền mặt"
    BANK = "bank", "Tiền gửi ngân hàng, kho bạc"
    GOODS = "goods", "Hiện vật"
    INCOME = "income", "Thu"
    OUTLAY = "outlay", "Chi"


MONEY: Final = (Account.CASH, Account.BANK)
HELD: Final = (Account.CASH, Account.BANK, Account.GOODS)


class EntryKind(models.TextChoices):
    """What an entry of the book is."""

    OPENING = "opening", "Số dư chuyển vào sổ"
    RECEIPT = "receipt", "Thu"
    DELIVERY = "delivery", "Chi, trao hỗ trợ"
    OUTLAY = "outlay", "Chi hoạt động, chuyển Quỹ khác"
    TRANSFER = "transfer", "Chuyển giữa tiền mặt và tiền gửi"
    REVERSAL = "reversal", "Đảo bút toán"


class DonorKind(models.TextChoices):
    """Who gives to the fund."""

    PERSON = "person", "Cá nhân"
    HOUSEHOLD = "household", "Hộ gia đình"
    ENTERPRISE = "enterprise", "Doanh nghiệp, hợp tác xã"
    AGENCY = "agency", "Cơ quan, đơn vị"
    ASSOCIATION = "association", "Hội, đoàn thể"
    FAITH = "faith", "Tổ chức tôn giáo"
    FUND_ABOVE = "fund_above", "Quỹ «Vì người nghèo» cấp trên"
    OTHER = "other", "Khác"


class CaseState(models.TextChoices):
    """Where a proposal to help stands."""

    PROPOSED = "proposed", "Chờ họp xét"
    APPROVED = "approved", "Đã duyệt, chờ trao"
    DECLINED = "declined", "Không duyệt"
    DELIVERED = "delivered", "Đã trao"
    DROPPED = "dropped", "Đã rút"


CASE_MOVES: Final = (
    # from, to, verb, who
    (CaseState.PROPOSED, CaseState.APPROVED, "decide", "who confirms a meeting that another drew up"),
    (CaseState.PROPOSED, CaseState.DECLINED, "decide", "who confirms a meeting that another drew up"),
    (CaseState.PROPOSED, CaseState.DROPPED, "drop", "who proposes cases there"),
    (CaseState.APPROVED, CaseState.DROPPED, "drop", "who keeps the fund"),
    (CaseState.APPROVED, CaseState.DELIVERED, "deliver", "who keeps the fund, when all was handed over"),
    (CaseState.DELIVERED, CaseState.APPROVED, "cancel_delivery", "who keeps the fund"),
)


def may_move(before: str, after: str) -> bool:
    """Whether a case may go from one state to the other."""
    return any((start, end) == (before, after) for start, end, _, _ in CASE_MOVES)


class MeetingState(models.TextChoices):
    """Where an allocation meeting stands."""

    DRAFT = "draft", "Dự thảo, chờ người khác xác nhận"
    CONFIRMED = "confirmed", "Đã xác nhận"
    DROPPED = "dropped", "Đã bỏ"


class OutlayState(models.TextChoices):
    """Where money stands that the fund spends without a household."""

    DRAFT = "draft", "Dự thảo, chờ người khác duyệt"
    PAID = "paid", "Đã chi"
    TAKEN = "taken", "Bên nhận đã nhận"
    REFUSED = "refused", "Bên nhận không nhận"
    DROPPED = "dropped", "Đã bỏ"
    CANCELLED = "cancelled", "Đã hủy"


OUTLAY_MOVES: Final = (
    # from, to, verb, who
    (OutlayState.DRAFT, OutlayState.PAID, "pay_outlay", "who decides for the fund, not who drew it up"),
    (OutlayState.DRAFT, OutlayState.DROPPED, "drop_outlay", "who keeps the fund"),
    (OutlayState.PAID, OutlayState.TAKEN, "take_transfer", "who keeps the fund that it goes to"),
    (OutlayState.PAID, OutlayState.REFUSED, "refuse_transfer", "who keeps the fund that it goes to"),
    (OutlayState.PAID, OutlayState.CANCELLED, "cancel_outlay", "who keeps the fund"),
    (OutlayState.REFUSED, OutlayState.CANCELLED, "cancel_outlay", "who keeps the fund"),
    (OutlayState.TAKEN, OutlayState.PAID, "cancel_receipt", "who keeps the fund that it went to"),
)


class SponsorKind(models.TextChoices):
    """Who takes a household under their wing."""

    ASSOCIATION = "association", "Hội, đoàn thể"
    AGENCY = "agency", "Cơ quan, đơn vị"
    ENTERPRISE = "enterprise", "Doanh nghiệp, hợp tác xã"
    PARTY_MEMBER = "party_member", "Đảng viên, cán bộ"
    HOUSEHOLD = "household", "Hộ khác giúp hộ nghèo"
    PARENTS = "parents", "Hội cha mẹ học sinh"
    OTHER = "other", "Cá nhân, tổ chức khác"


class ReportState(models.TextChoices):
    """Where a yearly report of the fund stands."""

    DRAFT = "draft", "Dự thảo, chờ người khác công khai"
    PUBLISHED = "published", "Đang công khai"
    WITHDRAWN = "withdrawn", "Đã rút"
