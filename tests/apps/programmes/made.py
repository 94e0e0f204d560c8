"""Plans of units, drafted, issued, and as files that were handed in and read."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from tests.factories.places import TODAY

from giamngheo.apps.programmes.actions import begin_plan, hand_in, hand_up, issue_plan
from giamngheo.apps.programmes.models import PlanFile, PlanTarget, UnitPlan
from giamngheo.apps.programmes.queries import targets_of
from giamngheo.apps.programmes.states import PlanState
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.queries import Unit, unit_on
from giamngheo.foundation.audit.actions import SYSTEM, Actor

PLAN = Path(__file__).parent / "plans" / "heldout" / "phuong-tan-an.md"
OFFICER, LEADER = Actor(900_007, "Cán Bộ Mẫu"), Actor(900_008, "Lãnh Đạo Mẫu")
ISSUED: Final = date(2026, 3, 1)


def handed_in(area: Area, actor: Actor = SYSTEM, text: str | None = None) -> PlanFile:
    """A plan that waits to be looked through."""
    content = PLAN.read_bytes() if text is None else text.encode()
    return hand_in(area, content, PLAN.name, actor)


def unit_of(area: Area) -> Unit:
    """An area as a unit of today."""
    found = unit_on(area.pk, TODAY)
    assert found is not None
    return found


def plan_of(area: Area, first: int, last: int | None = None) -> UnitPlan:
    """An empty draft."""
    return begin_plan(unit_of(area), first, last or first, OFFICER)


def with_target(
    plan: UnitPlan, wording: str, kind: str = "level", value: object = 1, **more: Any
) -> PlanTarget:
    """A target of a draft."""
    row = PlanTarget(plan=plan, position=len(targets_of(plan)), wording=wording, kind=kind, **more)
    row.value = None if value is None else Decimal(str(value))
    row.decimals = max(0, -int(row.value.as_tuple().exponent)) if row.value is not None else 0
    row.save()
    return row


def fall_of(plan: UnitPlan, count: int) -> PlanTarget:
    """A fall of the number of poor households."""
    told = {"framework": "programme_2021_2025", "indicator": "poor_households", "unit": "hộ"}
    return with_target(plan, f"Giảm {count} hộ nghèo", "change_count", count, **told)


def issued(plan: UnitPlan, number: str = "12") -> UnitPlan:
    """The plan after it was handed up and issued by two people."""
    return issue_plan(hand_up(plan, OFFICER, TODAY), number, ISSUED, LEADER)


def plan_in_force(area: Area, year: int) -> tuple[UnitPlan, PlanTarget]:
    """An issued plan of a year with one target that no indicator follows."""
    plan = plan_of(area, year)
    target = with_target(plan, "Vận động 2 nhà hảo tâm", "at_least", 2, unit="nhà hảo tâm")
    done = issued(plan)
    assert done.state == PlanState.ISSUED
    return done, target
