"""Targets of an issued plan as targets that are followed: drafted together, put in force by another."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from django.db import transaction

from giamngheo.apps.programmes.matching import indicator_on
from giamngheo.apps.programmes.models import PlanTarget, UnitPlan
from giamngheo.apps.programmes.queries import targets_of
from giamngheo.apps.programmes.states import PlanState
from giamngheo.apps.results.actions.targets import draw_target, put_in_force
from giamngheo.apps.results.actions.writing import ResultsError
from giamngheo.apps.results.models import PlannedTarget
from giamngheo.apps.results.queries import followed_from
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.results.agreement import faults_of
from giamngheo.law.vocabulary.targets import Target


@dataclass(frozen=True)
class Drawn:
    """What became of the targets of a plan: those that were drafted now, and others with the reason."""

    rows: tuple[PlannedTarget, ...]
    left: tuple[tuple[PlanTarget, str], ...]


@transaction.atomic
def draw_from_plan(plan: UnitPlan, actor: Actor) -> Drawn:
    """Draft a target for each of a plan that has an indicator and is not followed yet.

    One that stands for the same time is to be replaced. What has no indicator, or is told twice, is left.
    Raises ResultsError where the plan was not issued.
    """
    if plan.state != PlanState.ISSUED or plan.is_received:
        raise ResultsError("Kế hoạch chưa ban hành. Cách xử lý: ban hành kế hoạch trước.")
    area, known = Area(pk=plan.area_id), followed_from(plan)
    standing = {_key(one): one for one in _in_force(plan.area_id)}
    drawn: list[PlannedTarget] = []
    told = {_key(one) for one in known.values()}
    left = []
    for one in targets_of(plan):
        if one.pk in known:
            continue
        target = msgspec.structs.replace(one.target(), source=plan.cited)
        why = _why_not(one, target, told)
        if why:
            left.append((one, why))
            continue
        row = draw_target(area, target, actor, replaces=standing.get(_key_of(one, target)), of_plan=one)
        drawn.append(row)
        told.add(_key_of(one, target))
    return Drawn(tuple(drawn), tuple(left))


@transaction.atomic
def put_plan_in_force(plan: UnitPlan, actor: Actor) -> int:
    """Put all drafts of a plan's targets in force; never by who drafted them. ResultsError."""
    drafts = [one for one in followed_from(plan).values() if one.put_in_force_at is None]
    if not drafts:
        raise ResultsError("Không có chỉ tiêu nào của kế hoạch chờ cho hiệu lực. Cách xử lý: tải lại trang.")
    for one in drafts:
        put_in_force(one, actor)
    return len(drafts)


def _why_not(one: PlanTarget, target: Target, told: set[tuple[object, ...]]) -> str:
    found = indicator_on(target.last, one.indicator)
    if found is None:
        return "không có chỉ số trong khung kết quả: nhập số hằng năm ở trang này"
    if _key_of(one, target) in told:
        return "trùng chỉ số, loại và kỳ với chỉ tiêu khác của kế hoạch"
    return next((said for _, said in faults_of(target, found[1])), "")


def _in_force(area_id: int) -> Iterator[PlannedTarget]:
    yield from PlannedTarget.objects.filter(area=area_id, ended_at=None, put_in_force_at__isnull=False)


def _key(one: PlannedTarget) -> tuple[object, ...]:
    return (one.indicator, one.kind, one.first, one.last, one.group)


def _key_of(one: PlanTarget, target: Target) -> tuple[object, ...]:
    return (one.indicator, one.kind, target.first, target.last, target.group)
