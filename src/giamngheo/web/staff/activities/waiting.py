"""Activities that wait for somebody: to approve, to accept, begun soon, or past their own days."""

from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from giamngheo.apps.activities.models import Activity
from giamngheo.apps.activities.queries import due_soon, is_late
from giamngheo.apps.activities.states import ActivityState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached
from giamngheo.web.components.numbers import number


def activities_waiting(person: int, may: frozenset[Permission], day: date) -> list[tuple[str, str]]:
    """Sentences and pages of what waits for this person, in one question by permission."""
    told = []
    if Permission.DECIDE_ACTIVITIES in may:
        rows = Activity.objects.filter(reached(person, Permission.DECIDE_ACTIVITIES, day))
        counts = rows.aggregate(
            approve=Count("pk", filter=Q(state=ActivityState.SUBMITTED) & _not_by(person, "submitted_by_id")),
            accept=Count("pk", filter=Q(state=ActivityState.DONE) & _not_by(person, "finished_by_id")),
        )
        told += [
            (f"{number(counts['approve'])} hoạt động chờ phê duyệt.", _page("submitted")),
            (f"{number(counts['accept'])} hoạt động chờ nghiệm thu.", _page("done")),
        ]
        told = [one for one, count in zip(told, counts.values(), strict=True) if count]
    if Permission.KEEP_ACTIVITIES in may:
        rows = Activity.objects.filter(reached(person, Permission.KEEP_ACTIVITIES, day))
        open_only = Q(state__in=[ActivityState.DRAFT, ActivityState.APPROVED, ActivityState.GOING_ON])
        counts = rows.filter(open_only).aggregate(
            late=Count("pk", filter=is_late(day)), soon=Count("pk", filter=due_soon(day))
        )
        if counts["late"]:
            sentence = f"{number(counts['late'])} hoạt động quá ngày kết thúc mà chưa báo xong."
            told.append((sentence, _page("qua-han")))
        if counts["soon"]:
            sentence = f"{number(counts['soon'])} hoạt động bắt đầu trong 7 ngày tới."
            told.append((sentence, reverse("activities-calendar")))
    return told


def _not_by(person: int, field: str) -> Q:
    """The condition that another person did it; nobody known is another."""
    return Q(**{f"{field}__isnull": True}) | ~Q(**{field: person})


def _page(state: str) -> str:
    return f"{reverse('activities')}?{urlencode({'buoc': state, 'nam': 'tat-ca'})}"
