"""Lists of activities and of participants taken away as files, told in the trail."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.apps.activities.eligibility import standing_called
from giamngheo.apps.activities.models import Activity, Participant
from giamngheo.apps.activities.queries import activities_where, participants_of, with_counts
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.law.library import code_list
from giamngheo.law.vocabulary.activities import Group, Takes
from giamngheo.web.components.exporting import COUNT, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.staff.activities.listing import asked_of, condition_of
from giamngheo.web.staff.activities.reaching import activity_for, require


def _activities(rows: Sequence[Activity], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for one in rows)
    for one in rows:
        yield (
            one.title,
            one.law.name,
            one.project,
            looking.name(one.area_id),
            one.owner_name,
            day_text(one.first),
            day_text(one.last),
            one.state_word,
            one.taking_part or 0,  # type: ignore[attr-defined]  # by `with_counts`
        )


def _participants(rows: Sequence[Participant], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.village_id for one in rows)
    positions = code_list("officer_positions")
    for one in rows:
        is_officer = one.officer_id is not None
        standing = positions[one.standing].name if is_officer else standing_called(one.standing)
        yield (
            one.name,
            one.household.code if one.household else "",
            looking.name(one.village_id),
            standing,
            Group(one.group).label if one.group else one.reason and f"ngoại lệ: {one.reason}",
            day_text(one.entered_on),
            f"{day_text(one.left_on)}: {one.left_why}" if one.left_on else "",
        )


_LIST: Final = Exported(
    "Hoạt động giảm nghèo",
    "Số hoạt động",
    {
        "STT": COUNT,
        "Hoạt động": TEXT,
        "Loại": TEXT,
        "Dự án": TEXT,
        "Đơn vị": TEXT,
        "Chủ trì": TEXT,
        "Từ ngày": TEXT,
        "Đến ngày": TEXT,
        "Bước": TEXT,
        "Số tham gia": COUNT,
    },
    (6, 40, 28, 8, 24, 28, 12, 12, 20, 12),
    _activities,
)
_PEOPLE: Final = Exported(
    "Người tham gia hoạt động",
    "Số dòng",
    {
        "STT": COUNT,
        "Họ và tên": TEXT,
        "Mã hộ": TEXT,
        "Thôn, tổ, đơn vị": TEXT,
        "Diện lúc vào": TEXT,
        "Vào theo nhóm": TEXT,
        "Ngày vào": TEXT,
        "Đã thôi": TEXT,
    },
    (6, 28, 18, 24, 20, 26, 12, 28),
    _participants,
)


@needs(Permission.SEE_RESULTS)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the activities that the address asks for."""
    asked = asked_of(request)
    rows = with_counts(activities_where(condition_of(request, asked), asked.wanted))
    taken = Taken("activities.export", rows.count(), [asked.unit.area_id], details={"asked": asked.query})
    return give(request, _LIST, rows, taken, ending)


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def people(request: HttpRequest, activity_id: int, ending: str) -> HttpResponseBase:
    """Give who takes part in an activity."""
    activity = activity_for(request, activity_id)
    if activity.law.takes is not Takes.OFFICERS:
        require(request, Permission.SEE_HOUSEHOLDS, activity.area_id)
    rows = participants_of(activity)
    asked = [["Hoạt động", activity.title]]
    taken = Taken(
        "activities.export", rows.count(), [activity.area_id], asked, details={"activity": activity.pk}
    )
    return give(request, _PEOPLE, rows, taken, ending)
