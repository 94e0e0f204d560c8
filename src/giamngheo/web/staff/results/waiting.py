"""Drafted targets that wait for somebody to put them in force."""

from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from giamngheo.apps.results.models import PlannedTarget
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.numbers import number

_SHOWN: Final = 5


def targets_waiting(person: int, day: date) -> list[tuple[str, str]]:
    """For each unit and last year with drafts that this person may put in force: the sentence, the page."""
    rows = PlannedTarget.objects.filter(
        reached(person, Permission.DECIDE_RESULTS, day), put_in_force_at=None, ended_at=None
    ).exclude(drawn_by_id=person)
    counted = rows.order_by("area_id", "last__year").values_list("area_id", "last__year")
    waiting = list(counted.annotate(Count("pk"))[:_SHOWN])
    names = names_of([area_id for area_id, _, _ in waiting], day)
    return [
        (
            f"{number(count)} chỉ tiêu đến năm {year} của {names.get(area_id, 'địa bàn đã đổi')} "
            "chờ cho hiệu lực.",
            f"{reverse('results')}?{urlencode({'don-vi': area_id, 'nam': year})}",
        )
        for area_id, year, count in waiting
    ]
