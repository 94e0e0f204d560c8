"""Deeds on targets: drafted, given to the units below, put in force by somebody else, ended with a reason."""

from collections.abc import Mapping
from typing import Final

import msgspec
from django.db import IntegrityError, transaction
from django.utils import timezone

from giamngheo.apps.programmes.models import PlanTarget
from giamngheo.apps.results.actions.writing import ResultsError, line_of
from giamngheo.apps.results.models import PlannedTarget
from giamngheo.apps.results.queries import targets_above
from giamngheo.apps.results.states import TargetState
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import whole
from giamngheo.law.results.agreement import faults_of
from giamngheo.law.results.library import framework_for, indicator_of
from giamngheo.law.vocabulary.frameworks import Framework, Indicator
from giamngheo.law.vocabulary.targets import Target

_STALE: Final = "Chỉ tiêu này đã được người khác xử lý. Cách xử lý: tải lại trang để xem."


@transaction.atomic
def draw_target(
    area: Area,
    target: Target,
    actor: Actor,
    *,
    replaces: PlannedTarget | None = None,
    of_plan: PlanTarget | None = None,
) -> PlannedTarget:
    """Draft a target of a unit, or one that is to follow another; raises ResultsError with its fields.

    `of_plan` is the target of a plan that it is drawn from: what is given from above by it has its parent.
    """
    framework, indicator = _known(target)
    if found := dict(faults_of(target, indicator)):
        raise ResultsError("Chỉ tiêu chưa hợp lệ.", wrong=found)
    if replaces is not None:
        _required(_locked(replaces.pk), TargetState.IN_FORCE)
    row = _row(area, framework, target, actor)
    row.replaces, row.plan_target = replaces, of_plan
    row.parent = _given_from_above(area.pk, of_plan)
    row.given_by_id = row.parent.area_id if row.parent else None
    if replaces is not None and row.parent_id is None:
        row.parent_id, row.given_by_id = replaces.parent_id, replaces.given_by_id
    row.save(force_insert=True)
    record(
        actor,
        "results.target_drawn",
        f"Soạn chỉ tiêu: {line_of(area.pk, target, indicator)}",
        area_id=area.pk,
        subject=("results.PlannedTarget", row.pk),
        details={"said": row.said, "replaces": replaces.pk if replaces else None},
    )
    return row


@transaction.atomic
def give_targets(parent: PlannedTarget, parts: Mapping[int, Target], actor: Actor) -> list[PlannedTarget]:
    """Draft the parts of a target for the units below, by their areas, in place of earlier drafts of them.

    A unit whose part is in force gets a draft that replaces it, unless its number is the same. One line of
    the trail tells of all.
    """
    above = _locked(parent.pk)
    if above.ended_at is not None:
        raise ResultsError(_STALE)
    if not parts:
        raise ResultsError("Chưa ghi chỉ tiêu cho đơn vị nào. Cách xử lý: ghi ít nhất một đơn vị.", "phan")
    framework, indicator = _known(above.target)
    for target in parts.values():
        if found := dict(faults_of(target, indicator)):
            raise ResultsError(next(iter(found.values())), "phan")
    known = {
        one.area_id: one
        for one in PlannedTarget.objects.select_for_update(of=["self"])
        .filter(parent=above, area__in=parts, ended_at=None)
        .order_by("put_in_force_at")
    }
    parts = {area_id: one for area_id, one in parts.items() if not _stands(known.get(area_id), one)}
    if not parts:
        raise ResultsError("Không đơn vị nào có con số khác trước. Cách xử lý: đổi số rồi lưu.", "phan")
    drafts = [
        known[area_id].pk for area_id in parts if area_id in known and not known[area_id].put_in_force_at
    ]
    PlannedTarget.objects.filter(pk__in=drafts).update(
        ended_at=timezone.now(), ended_by_name=actor.name, ended_why="Giao lại"
    )
    rows = []
    for area_id, target in parts.items():
        row = _row(Area(pk=area_id), framework, target, actor)
        row.parent, row.given_by_id = above, above.area_id
        old = known.get(area_id)
        row.replaces_id = None if old is None else old.pk if old.put_in_force_at else old.replaces_id
        rows.append(row)
    made = PlannedTarget.objects.bulk_create(rows)
    record(
        actor,
        "results.targets_given",
        f"Giao cho {whole(len(rows))} đơn vị: {line_of(above.area_id, above.target, indicator)}",
        area_id=above.area_id,
        subject=("results.PlannedTarget", above.pk),
        details={"parts": {str(one.area_id): one.said for one in made}},
    )
    return made


@transaction.atomic
def put_in_force(row: PlannedTarget, actor: Actor) -> PlannedTarget:
    """Put a draft in force; never by who drafted it. What it replaces ends. Raises ResultsError."""
    one = _locked(row.pk)
    _required(one, TargetState.DRAFT)
    if one.drawn_by_id is not None and one.drawn_by_id == actor.id:
        raise ResultsError(
            "Người soạn chỉ tiêu không tự cho hiệu lực. Cách xử lý: để lãnh đạo khác của đơn vị cho hiệu lực."
        )
    now = timezone.now()
    if one.replaces_id is not None:
        PlannedTarget.objects.filter(pk=one.replaces_id, ended_at=None).update(
            ended_at=now, ended_by_name=actor.name, ended_why="Đã có chỉ tiêu khác thay"
        )
    one.put_in_force_at, one.put_in_force_by_id, one.put_in_force_by_name = now, actor.id, actor.name
    try:
        with transaction.atomic():
            one.save(update_fields=["put_in_force_at", "put_in_force_by_id", "put_in_force_by_name"])
    except IntegrityError as error:
        raise ResultsError(
            "Đơn vị đã có chỉ tiêu cùng chỉ số, cùng loại, cùng kỳ đang có hiệu lực. "
            "Cách xử lý: mở chỉ tiêu ấy, bấm «Thay bằng chỉ tiêu khác»."
        ) from error
    _told(one, actor, "results.target_put_in_force", "Cho hiệu lực chỉ tiêu")
    return one


@transaction.atomic
def end_target(row: PlannedTarget, why: str, actor: Actor) -> PlannedTarget:
    """Drop a draft, or let a target be in force no more, with the reason; it stays readable."""
    said = ResultsError.words(why, "lý do", about="ly-do", longest=500)
    one = _locked(row.pk)
    _required(one, TargetState.DRAFT, TargetState.IN_FORCE)
    was_draft = one.put_in_force_at is None
    one.ended_at, one.ended_by_name, one.ended_why = timezone.now(), actor.name, said
    one.save(update_fields=["ended_at", "ended_by_name", "ended_why"])
    words = "Bỏ dự thảo chỉ tiêu" if was_draft else "Thôi hiệu lực chỉ tiêu"
    _told(one, actor, "results.target_ended", words, f". Lý do: {said}")
    return one


def _given_from_above(area_id: int, of_plan: PlanTarget | None) -> PlannedTarget | None:
    """The target of the unit above that gave the one of a plan, where it is followed."""
    share = of_plan.given if of_plan is not None else None
    if share is None:
        return None
    above = targets_above(area_id, share.year)
    return next((one for one in above if one.plan_target_id == share.target_id), None)


def _stands(one: PlannedTarget | None, part: Target) -> bool:
    """Whether a part is in force already with the same number."""
    if one is None or one.put_in_force_at is None:
        return False
    return (one.target.value, one.target.up_to) == (part.value, part.up_to)


def _row(area: Area, framework: Framework, target: Target, actor: Actor) -> PlannedTarget:
    return PlannedTarget(
        area=area,
        framework=framework.id,
        indicator=target.indicator,
        kind=target.kind.value,
        first=target.first,
        last=target.last,
        group=target.group,
        said=msgspec.to_builtins(target),
        drawn_by_id=actor.id,
        drawn_by_name=actor.name,
    )


def _known(target: Target) -> tuple[Framework, Indicator]:
    framework = framework_for(target.last)
    indicator = framework.indicator(target.indicator)
    if indicator is None:
        raise ResultsError("Khung kết quả không có chỉ số này. Cách xử lý: chọn một chỉ số.", "chi-so")
    return framework, indicator


def _locked(number: int) -> PlannedTarget:
    return PlannedTarget.objects.select_for_update(of=["self"]).get(pk=number)


def _required(one: PlannedTarget, *states: TargetState) -> None:
    if one.state not in states:
        raise ResultsError(_STALE)


def _told(one: PlannedTarget, actor: Actor, verb: str, words: str, more: str = "") -> None:
    indicator = indicator_of(one.framework, one.indicator)
    called = line_of(one.area_id, one.target, indicator) if indicator else one.indicator
    record(
        actor,
        verb,
        f"{words}: {called}{more}",
        area_id=one.area_id,
        subject=("results.PlannedTarget", one.pk),
        details={"replaces": one.replaces_id, "parent": one.parent_id},
    )
