"""What all deeds on plans share: the refusal, the lock, the move between states, the line of the trail."""

from collections.abc import Mapping
from typing import Any, Final

from giamngheo.apps.programmes.models import UnitPlan
from giamngheo.apps.programmes.states import PLAN_MOVES, PlanState
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.refused import RefusedError

ELSEWHERE: Final = "Kế hoạch này đã ở bước khác. Cách xử lý: tải lại trang."


class PlanError(RefusedError):
    """A deed on a plan is refused."""


def locked(plan: UnitPlan, *states: PlanState) -> UnitPlan:
    """The plan as it is kept now, locked, in one of these states; raises PlanError."""
    found = UnitPlan.objects.select_for_update(of=["self"]).filter(pk=plan.pk).first()
    if found is None or found.state not in states:
        raise PlanError(ELSEWHERE)
    return found


def move(plan: UnitPlan, verb: str, **fields: Any) -> UnitPlan:
    """Lead a plan to where the deed leads, with what is told of it; raises PlanError."""
    before, after, _ = PLAN_MOVES[verb]
    kept = locked(plan, before)
    for name, value in {**fields, "state": after}.items():
        setattr(kept, name, value)
    kept.save(update_fields=["state", *fields])
    return kept


def tell(plan: UnitPlan, actor: Actor, verb: str, words: str, details: Mapping[str, object]) -> None:
    """Note a deed: «Ban hành Kế hoạch số 12/KH-UBND (năm 2026) của xã Đông»."""
    place = names_of([plan.area_id], plan.drawn_at.date()).get(plan.area_id, "địa bàn đã đổi")
    record(
        actor,
        f"programmes.{verb}",
        words.format(plan=f"{plan.called} của {place}"),
        area_id=plan.area_id,
        subject=("programmes.UnitPlan", plan.pk),
        details=details,
    )
