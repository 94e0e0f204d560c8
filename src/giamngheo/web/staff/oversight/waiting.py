"""What of oversight waits for who looks, by their roles: one question of the database."""

from datetime import date, timedelta
from typing import Final

from django.urls import reverse

from giamngheo.apps.oversight.queries import Holds, waits
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import held_areas
from giamngheo.web.components.numbers import number

SOON: Final = timedelta(days=7)


def oversight_waiting(
    person: int, may: frozenset[Permission], day: date
) -> list[tuple[str, str, date | None]]:
    """Each thing to be done: the sentence, its page, until when; of the units where a role is held."""
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
    if not any(vars(holds).values()):
        return []
    there = waits(person, holds, day, day + SOON)
    rounds, advices, social = reverse("inspections"), reverse("recommendations"), reverse("social-reviews")
    told = (
        (there.plans, "kế hoạch kiểm tra, giám sát năm chờ phê duyệt", reverse("oversight"), None),
        (there.to_decide, "đoàn kiểm tra chờ ban hành quyết định", f"{rounds}?tinh-trang=preparing", None),
        (
            there.reports,
            "đợt kiểm tra phải báo cáo kết quả trong 7 ngày tới hoặc đã quá hạn",
            f"{rounds}?phia=cua-minh",
            there.report_due,
        ),
        (there.to_conclude, "báo cáo kiểm tra chờ kết luận", f"{rounds}?tinh-trang=written", None),
        (
            there.to_remedy,
            "kiến nghị qua kiểm tra phải thực hiện trong 7 ngày tới hoặc đã quá hạn",
            f"{advices}?tinh-trang=dang-cho",
            there.remedy_due,
        ),
        (
            there.to_confirm,
            "kiến nghị đã báo thực hiện xong, chờ xác nhận",
            f"{advices}?tinh-trang=cho-xac-nhan",
            None,
        ),
        (there.overdue, "kiến nghị quá hạn chưa thực hiện", f"{advices}?tinh-trang=qua-han", None),
        (
            there.to_answer,
            "giám sát, phản biện của Mặt trận chờ trả lời",
            f"{social}?tinh-trang=cho-tra-loi",
            there.answer_due,
        ),
        (
            there.answered,
            "trả lời giám sát, phản biện chờ ghi nhận",
            f"{social}?tinh-trang=da-tra-loi",
            None,
        ),
        (
            there.unanswered,
            "giám sát, phản biện quá hạn chưa được trả lời",
            f"{social}?tinh-trang=qua-han",
            None,
        ),
    )
    return [(f"{number(count)} {words}.", address, until) for count, words, address, until in told if count]
