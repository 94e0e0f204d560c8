"""What waits with money: decisions to be decided, needs to be appraised, what lies idle late in the year."""

from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet, Sum
from django.urls import reverse

from giamngheo.apps.budgets.models import Decision, Estimate, Line
from giamngheo.apps.budgets.queries import IDLE_DAYS
from giamngheo.apps.budgets.states import EstimateState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import held_areas, reached
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.numbers import number

_SHOWN: Final = 5
_LAST_QUARTER: Final = 10  # its first month


def money_waiting(person: int, may: frozenset[Permission], day: date) -> list[tuple[str, str]]:
    """The sentences and pages of what this person may do about money. At most four questions."""
    found: list[tuple[str, str]] = []
    if Permission.DECIDE_MONEY in may:
        mine = reached(person, Permission.DECIDE_MONEY, day)
        drafts = Decision.objects.filter(mine, put_in_force_at=None, ended_at=None)
        found += _told(drafts.exclude(drawn_by_id=person), day, "quyết định về kinh phí", "budget-decisions")
        asked = Estimate.objects.filter(mine, state=EstimateState.NEED).exclude(made_by_id=person)
        found += _told(asked, day, "nhu cầu kinh phí", "budget-needs")
    if Permission.KEEP_MONEY in may and day.month >= _LAST_QUARTER:
        found += _idle(person, day)
    return found


def _told(
    rows: QuerySet[Decision] | QuerySet[Estimate], day: date, what: str, page: str
) -> list[tuple[str, str]]:
    verb = "chờ quyết định" if page == "budget-decisions" else "chờ thẩm định"
    counted = rows.order_by("area_id", "year").values_list("area_id", "year").annotate(Count("pk"))
    waiting = list(counted[:_SHOWN])
    names = names_of([area_id for area_id, _, _ in waiting], day)
    return [
        (
            f"{number(count)} {what} năm {year} của {names.get(area_id, 'địa bàn đã đổi')} {verb}.",
            f"{reverse(page)}?{urlencode({'don-vi': area_id, 'nam': year})}",
        )
        for area_id, year, count in waiting
    ]


def _idle(person: int, day: date) -> list[tuple[str, str]]:
    """Of the own units only: what lies below is on the page of rates."""
    units = held_areas(person, Permission.KEEP_MONEY, day)
    since = day - timedelta(days=IDLE_DAYS)
    lying = Q(unallocated__gt=0, given_on__lte=since) | Q(allocated__gt=0, allocated_on__lte=since) & (
        Q(paid_on=None) | Q(paid_on__lte=since)
    )
    rows = Line.objects.filter(lying, area__in=units, year=day.year).values_list("area_id")
    return [
        (
            f"{number(amount)} đồng kinh phí năm {day.year} nằm im từ {IDLE_DAYS} ngày trở lên.",
            f"{reverse('budget-rates')}?{urlencode({'don-vi': area_id, 'nam': day.year})}",
        )
        for area_id, amount in rows.annotate(amount=Sum(F("unallocated") + F("allocated")))[:_SHOWN]
    ]
