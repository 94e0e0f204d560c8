"""The accounts of a line of money, the deeds that move it between them, and how decisions and needs stand."""

from collections.abc import Mapping
from typing import Final

from django.db import models


class Account(models.TextChoices):
    """Where money of a line is; all but `GIVEN` hold it, `GIVEN` says how much there is to hold."""

    GIVEN = "given", "Được giao"
    UNALLOCATED = "unallocated", "Chưa phân bổ"
    PASSED = "passed", "Đã giao cấp dưới"
    SPLIT = "split", "Đã chia sang dòng khác"
    ALLOCATED = "allocated", "Đã phân bổ, chưa chi"
    ADVANCED = "advanced", "Đang tạm ứng"
    PAID = "paid", "Đã thanh toán, chưa quyết toán"
    SETTLED = "settled", "Đã quyết toán"
    CARRIED = "carried", "Đã chuyển nguồn"
    CANCELLED = "cancelled", "Đã hủy dự toán"


HOLDING: Final = tuple(one for one in Account if one is not Account.GIVEN)
DISBURSED: Final = (Account.ADVANCED, Account.PAID, Account.SETTLED)
"""What left the treasury: «giải ngân» counts advances that are not yet paid for."""
OPEN: Final = (Account.UNALLOCATED, Account.ALLOCATED, Account.ADVANCED)
"""What is neither spent nor closed: carried over or cancelled at the end of the year."""


class EntryKind(models.TextChoices):
    """What an entry does."""

    RECEIVE = "receive", "Nhận giao"
    ALLOCATE = "allocate", "Phân bổ"
    ADVANCE = "advance", "Tạm ứng"
    RECOVER = "recover", "Thu hồi tạm ứng"
    PAY = "pay", "Thanh toán"
    PAY_ADVANCE = "pay_advance", "Thanh toán tạm ứng"
    REFUND = "refund", "Nộp trả, khôi phục dự toán"
    SETTLE = "settle", "Quyết toán"
    CARRY = "carry", "Chuyển nguồn"
    CANCEL = "cancel", "Hủy dự toán"


VOUCHERS: Final[Mapping[EntryKind, tuple[Account, Account]]] = {
    EntryKind.ADVANCE: (Account.ALLOCATED, Account.ADVANCED),
    EntryKind.RECOVER: (Account.ADVANCED, Account.ALLOCATED),
    EntryKind.PAY: (Account.ALLOCATED, Account.PAID),
    EntryKind.PAY_ADVANCE: (Account.ADVANCED, Account.PAID),
    EntryKind.REFUND: (Account.PAID, Account.ALLOCATED),
}
"""What is done with a voucher of the treasury: from which account to which."""


class DecisionKind(models.TextChoices):
    """What a decision does to money."""

    RECEIVE = "receive", "Nhận giao dự toán từ cấp trên"
    ALLOCATE = "allocate", "Phân bổ, giao dự toán"
    ADJUST = "adjust", "Điều chỉnh phân bổ"
    SETTLE = "settle", "Phê duyệt quyết toán"
    CARRY = "carry", "Chuyển nguồn sang năm sau"
    CANCEL = "cancel", "Hủy dự toán"


class DecisionState(models.TextChoices):
    """Where a decision stands."""

    DRAFT = "draft", "Dự thảo"
    IN_FORCE = "in_force", "Có hiệu lực"
    DROPPED = "dropped", "Đã bỏ"
    REVERSED = "reversed", "Đã ghi đảo"


class EstimateState(models.TextChoices):
    """Where a need stands on its way to an estimate."""

    NEED = "need", "Chờ thẩm định"
    APPRAISED = "appraised", "Đã thẩm định"
    REFUSED = "refused", "Không được chấp nhận"
    WITHDRAWN = "withdrawn", "Đã rút"


class LoadingKind(models.TextChoices):
    """What a spreadsheet was taken in as."""

    VOUCHERS = "vouchers", "Chứng từ chi"
    ALLOCATION = "allocation", "Phân bổ, giao dự toán"
    NEEDS = "needs", "Nhu cầu kinh phí"
