"""The states of a report and the moves between them: from, to, verb, whose it is, with which right."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import models

from giamngheo.foundation.accounts.roles import Permission


class ReportState(models.TextChoices):
    """Where a report stands; one that was not begun has no row."""

    DRAWN = "drawn", "Đang lập"
    CHECKED = "checked", "Đã kiểm tra"
    SUBMITTED = "submitted", "Đã gửi, chờ nhận"
    RETURNED = "returned", "Bị trả lại"
    ACCEPTED = "accepted", "Đã nhận"
    LOCKED = "locked", "Đã khóa"
    ADJUSTING = "adjusting", "Đang điều chỉnh"


class Verb(StrEnum):
    """What is done to a report."""

    DRAW = "draw"
    CHECK = "check"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    RETURN = "return"
    ACCEPT = "accept"
    TAKE_IN = "take_in"
    LOCK = "lock"
    ADJUST = "adjust"
    DROP = "drop"


class Side(StrEnum):
    """Whose move it is."""

    SENDER = "sender"
    RECEIVER = "receiver"


@dataclass(frozen=True)
class Move:
    """A move: from which states, where to (None: drawing, which begins anew), whose, with which right:
    one of `rights` is enough.

    `asks` is what has to be told with it; empty where nothing has to be.
    """

    before: frozenset[ReportState]
    after: ReportState | None
    side: Side
    rights: frozenset[Permission]
    done: str
    asks: str = ""


_S = ReportState
_DRAWING, _SIGNING = frozenset({Permission.DRAW_REPORTS}), frozenset({Permission.SIGN_REPORTS})
_BOTH = _DRAWING | _SIGNING

MOVES: Mapping[Verb, Move] = {
    Verb.DRAW: Move(
        frozenset({_S.DRAWN, _S.CHECKED, _S.RETURNED, _S.ADJUSTING}), None, Side.SENDER, _DRAWING, "Lập"
    ),
    Verb.CHECK: Move(
        frozenset({_S.DRAWN, _S.RETURNED, _S.ADJUSTING}),
        _S.CHECKED,
        Side.SENDER,
        _BOTH,
        "Kiểm tra, thấy đúng",
    ),
    Verb.SUBMIT: Move(
        frozenset({_S.CHECKED}), _S.SUBMITTED, Side.SENDER, _SIGNING, "Ký gửi", "số, ngày văn bản"
    ),
    Verb.TAKE_BACK: Move(frozenset({_S.SUBMITTED}), _S.CHECKED, Side.SENDER, _SIGNING, "Rút lại", "lý do"),
    Verb.RETURN: Move(frozenset({_S.SUBMITTED}), _S.RETURNED, Side.RECEIVER, _BOTH, "Trả lại", "lý do"),
    Verb.ACCEPT: Move(frozenset({_S.SUBMITTED}), _S.ACCEPTED, Side.RECEIVER, _BOTH, "Nhận"),
    Verb.TAKE_IN: Move(
        frozenset({_S.DRAWN, _S.RETURNED, _S.ACCEPTED, _S.LOCKED}),
        _S.ACCEPTED,
        Side.RECEIVER,
        _BOTH,
        "Nhận từ gói báo cáo",
    ),
    Verb.LOCK: Move(frozenset({_S.ACCEPTED}), _S.LOCKED, Side.RECEIVER, _SIGNING, "Khóa"),
    Verb.ADJUST: Move(
        frozenset({_S.LOCKED}), _S.ADJUSTING, Side.SENDER, _SIGNING, "Mở điều chỉnh", "lý do và văn bản"
    ),
    Verb.DROP: Move(
        frozenset({_S.ADJUSTING, _S.CHECKED, _S.RETURNED}),
        _S.LOCKED,
        Side.SENDER,
        _SIGNING,
        "Bỏ điều chỉnh",
        "lý do",
    ),
}
"""Every move. A check is never of who drew up, except in a village, where one person does all."""

SENT = frozenset({ReportState.SUBMITTED, ReportState.ACCEPTED, ReportState.LOCKED})
"""States in which nothing is owed any more."""
