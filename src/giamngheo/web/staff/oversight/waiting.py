"""What of oversight waits for who looks, by their roles: counts that the first page asks together."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Final

from django.urls import reverse

from giamngheo.apps.oversight.queries import Holds, counted_waiting
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import held_areas
from giamngheo.web.components.numbers import number
from giamngheo.web.staff.waiting import Told, Waiting

SOON: Final = timedelta(days=7)
_ROUNDS, _ADVICE, _SOCIAL = "inspections", "recommendations", "social-reviews"
# The count, what it tells, the page with its filter, the count of days that are left (none: no day).
_TOLD: Final = (
    ("year_plans", "kế hoạch kiểm tra, giám sát năm chờ phê duyệt", "oversight", "", ""),
    ("teams_to_decide", "đoàn kiểm tra chờ ban hành quyết định", _ROUNDS, "tinh-trang=preparing", ""),
    (
        "reports_near",
        "đợt kiểm tra phải báo cáo kết quả trong 7 ngày tới hoặc đã quá hạn",
        _ROUNDS,
        "phia=cua-minh",
        "reports_left",
    ),
    ("reports_to_conclude", "báo cáo kiểm tra chờ kết luận", _ROUNDS, "tinh-trang=written", ""),
    (
        "advice_to_remedy",
        "kiến nghị qua kiểm tra phải thực hiện trong 7 ngày tới hoặc đã quá hạn",
        _ADVICE,
        "tinh-trang=dang-cho",
        "advice_left",
    ),
    (
        "advice_to_confirm",
        "kiến nghị đã báo thực hiện xong, chờ xác nhận",
        _ADVICE,
        "tinh-trang=cho-xac-nhan",
        "",
    ),
    ("advice_overdue", "kiến nghị quá hạn chưa thực hiện", _ADVICE, "tinh-trang=qua-han", ""),
    (
        "social_to_answer",
        "giám sát, phản biện của Mặt trận chờ trả lời",
        _SOCIAL,
        "tinh-trang=cho-tra-loi",
        "social_left",
    ),
    ("social_answered", "trả lời giám sát, phản biện chờ ghi nhận", _SOCIAL, "tinh-trang=da-tra-loi", ""),
    (
        "social_unanswered",
        "giám sát, phản biện quá hạn chưa được trả lời",
        _SOCIAL,
        "tinh-trang=qua-han",
        "",
    ),
)


def oversight_waiting(person: int, may: frozenset[Permission], day: date) -> Iterator[Waiting]:
    """What waits of the units where a role is held that lets a person do it."""
    holds = Holds(
        *(
            held_areas(person, permission, day) if permission in may else []
            for permission in (
                Permission.INSPECT,
                Permission.DECIDE_INSPECTIONS,
                Permission.ANSWER_INSPECTIONS,
                Permission.SUPERVISE,
            )
        )
    )
    if any(vars(holds).values()):
        for counted in counted_waiting(person, holds, day, day + SOON):
            yield Waiting(counted, partial(_told, names=frozenset(counted.numbers), day=day))


def _told(counts: Mapping[str, int], *, names: frozenset[str], day: date) -> Iterator[Told]:
    for name, words, page, query, left in _TOLD:
        if name in names and counts[name]:
            address = reverse(page) + (f"?{query}" if query else "")
            until = day + timedelta(days=counts[left]) if left else None
            yield f"{number(counts[name])} {words}.", address, until
