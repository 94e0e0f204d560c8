"""Activities that wait for somebody: to approve, to accept, begun soon, or past their own days."""

from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from giamngheo.apps.activities.queries import counted_to_decide, counted_to_keep
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached
from giamngheo.web.components.numbers import number
from giamngheo.web.staff.waiting import Told, Waiting


def activities_waiting(person: int, may: frozenset[Permission], day: date) -> Iterator[Waiting]:
    """What waits for this person, by permission."""
    if Permission.DECIDE_ACTIVITIES in may:
        areas = areas_reached(person, Permission.DECIDE_ACTIVITIES, day)
        yield Waiting(counted_to_decide(areas, person), _to_decide)
    if Permission.KEEP_ACTIVITIES in may:
        areas = areas_reached(person, Permission.KEEP_ACTIVITIES, day)
        yield Waiting(counted_to_keep(areas, day), _to_keep)


def _to_decide(counts: Mapping[str, int]) -> Iterator[Told]:
    if count := counts["activities_to_approve"]:
        yield f"{number(count)} hoạt động chờ phê duyệt.", _page("submitted")
    if count := counts["activities_to_accept"]:
        yield f"{number(count)} hoạt động chờ nghiệm thu.", _page("done")


def _to_keep(counts: Mapping[str, int]) -> Iterator[Told]:
    if count := counts["activities_late"]:
        yield f"{number(count)} hoạt động quá ngày kết thúc mà chưa báo xong.", _page("qua-han")
    if count := counts["activities_soon"]:
        yield f"{number(count)} hoạt động bắt đầu trong 7 ngày tới.", reverse("activities-calendar")


def _page(state: str) -> str:
    return f"{reverse('activities')}?{urlencode({'buoc': state, 'nam': 'tat-ca'})}"
