"""What may be done with the money of an activity, by where the activity stands; the database holds it too.

No money for what was dropped, none paid for what nobody approved, none advanced for what was stopped; and the
money of an activity that is over is settled once nothing of it is in advance.
"""

from collections.abc import Sequence
from typing import Final

from giamngheo.apps.activities.models import Activity
from giamngheo.apps.activities.states import ActivityState
from giamngheo.apps.budgets.models import Line
from giamngheo.apps.budgets.states import Account, EntryKind
from giamngheo.foundation.text import whole
from giamngheo.law.vocabulary.activities import Course

_SPENDING: Final = frozenset({Account.ADVANCED, Account.PAID})
_HOLDING: Final = _SPENDING | {Account.ALLOCATED}
_OVER: Final = frozenset({ActivityState.ACCEPTED, ActivityState.STOPPED})


def refusal_of(activity: Activity, kind: EntryKind, gaining: Sequence[Account]) -> str:
    """Why an entry of a kind may not let these accounts of an activity's lines gain; empty where it may."""
    gained, called = set(gaining), f"Hoạt động «{activity.title}»"
    if activity.state == ActivityState.DROPPED and gained & _HOLDING:
        return f"{called} đã bỏ nên không phân bổ, không chi được. Cách xử lý: chọn hoạt động khác."
    if gained & _SPENDING and kind is not EntryKind.CARRY:
        if _waits_for_approval(activity):
            return (
                f"{called} chưa được phê duyệt nên chưa chi được. "
                "Cách xử lý: trình, phê duyệt hoạt động trước rồi ghi chứng từ."
            )
        if activity.state == ActivityState.STOPPED and Account.ADVANCED in gained:
            return (
                f"{called} đã dừng nên không tạm ứng thêm. "
                "Cách xử lý: thanh toán phần đã làm, thu hồi tạm ứng."
            )
    return ""


def unsettleable(activity: Activity, lines: Sequence[Line]) -> str:
    """Why the money of an activity cannot be settled now; empty where it can."""
    advanced = sum(one.advanced for one in lines)
    if activity.state not in _OVER or not advanced:
        return ""
    return (
        f"Hoạt động «{activity.title}» còn {whole(advanced)} đồng tạm ứng nên chưa quyết toán được. "
        "Cách xử lý: ghi thanh toán tạm ứng hoặc thu hồi tạm ứng trước."
    )


def _waits_for_approval(activity: Activity) -> bool:
    early = {ActivityState.DRAFT, ActivityState.SUBMITTED}
    return activity.state in early and activity.law.course is Course.PROPOSED
