"""Plans that wait for somebody to issue them."""

from datetime import date
from typing import Final

from django.urls import reverse

from giamngheo.apps.programmes.models import UnitPlan
from giamngheo.apps.programmes.states import PlanState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached
from giamngheo.foundation.areas.naming import names_of

_SHOWN: Final = 5


def plans_waiting(person: int, day: date) -> list[tuple[str, str]]:
    """For each plan that this person may issue: the sentence, the page."""
    rows = UnitPlan.objects.filter(reached(person, Permission.DECIDE_RESULTS, day), state=PlanState.WAITING)
    waiting = list(
        rows.exclude(drawn_by_id=person).exclude(handed_up_by_id=person).defer("said").order_by("pk")[:_SHOWN]
    )
    names = names_of([one.area_id for one in waiting], day)
    return [
        (
            f"{one.called} của {names.get(one.area_id, 'địa bàn đã đổi')} chờ ban hành.",
            reverse("plan", args=[one.pk]),
        )
        for one in waiting
    ]
