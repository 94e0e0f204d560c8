"""Plans that wait for somebody to issue them, adjustments that wait to be put in force."""

from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from giamngheo.apps.programmes.models import PlanAdjustment, UnitPlan
from giamngheo.apps.programmes.states import AdjustmentState, PlanState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached
from giamngheo.foundation.areas.naming import names_of

_SHOWN: Final = 5


def plans_waiting(person: int, day: date) -> list[tuple[str, str]]:
    """For each plan that this person may issue: the sentence, the page."""
    adjusts = PlanAdjustment.objects.filter(plan=OuterRef("pk"), state=AdjustmentState.DRAFT)
    waits = Q(state=PlanState.WAITING) & ~Q(drawn_by_id=person) & ~Q(handed_up_by_id=person)
    rows = UnitPlan.objects.filter(
        reached(person, Permission.DECIDE_RESULTS, day),
        waits | Q(Exists(adjusts.exclude(drawn_by_id=person)), state=PlanState.ISSUED),
    )
    waiting = list(rows.defer("said").order_by("pk")[:_SHOWN])
    names = names_of([one.area_id for one in waiting], day)
    return [
        (
            f"{one.called} của {names.get(one.area_id, 'địa bàn đã đổi')} chờ ban hành."
            if one.state == PlanState.WAITING
            else f"{one.called} của {names.get(one.area_id, 'địa bàn đã đổi')}: điều chỉnh chờ cho hiệu lực.",
            reverse("plan", args=[one.pk]),
        )
        for one in waiting
    ]
