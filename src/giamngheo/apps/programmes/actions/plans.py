"""Deeds on drafted plans: begun, made from another plan or from a file, edited part by part, dropped."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.programmes import editing
from giamngheo.apps.programmes.actions.writing import PlanError, locked, move, tell
from giamngheo.apps.programmes.converting import Drafted
from giamngheo.apps.programmes.copying import Original, copied, edition_of
from giamngheo.apps.programmes.editing import Edited
from giamngheo.apps.programmes.models import PlanShare, PlanTarget, UnitPlan
from giamngheo.apps.programmes.queries import (
    day_within,
    plan_above,
    projects_of,
    shares_for,
    shares_of,
    targets_of,
    tasks_of,
)
from giamngheo.apps.programmes.states import PlanState
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.queries import Unit, predecessors_of
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.programmes.library import programmes

YEARS: Final = range(2000, 2101)
_MOST_YEARS: Final = 10
PARTS: Final[Mapping[str, str]] = {
    "dau": "phần đầu",
    "loi-van": "lời văn",
    "chi-tieu": "chỉ tiêu",
    "du-an": "dự án",
    "chinh-sach": "chính sách",
    "giai-phap": "nhiệm vụ, giải pháp",
    "phan-cong": "phân công",
}
"""The parts of a plan that are edited one by one, by their word in the address."""


def issuer_of(unit: Unit) -> str:
    """Who issues the plans of a unit: «Ủy ban nhân dân xã Đông», «Thôn Đông Một»."""
    name = unit.full_name
    return name[:1].upper() + name[1:] if unit.tier == Tier.VILLAGE else f"Ủy ban nhân dân {name}"


@transaction.atomic
def begin_plan(unit: Unit, first: int, last: int, actor: Actor) -> UnitPlan:
    """An empty draft of a unit for these years; raises PlanError."""
    _refuse_years(first, last)
    period = f"năm {first}" if first == last else f"giai đoạn {first}–{last}"
    plan = UnitPlan(
        area_id=unit.area_id,
        programme=_programme_of(first),
        first_year=first,
        last_year=last,
        title=f"Thực hiện Chương trình mục tiêu quốc gia giảm nghèo bền vững {period} trên địa bàn "
        f"{unit.full_name}"[:500],
        issuer=issuer_of(unit),
        place=unit.name,
        said={},
    )
    _stand_under(plan, plan_above(unit.area_id, last, day_within(unit.area_id, last, timezone.localdate())))
    return keep_drafted(Drafted(plan), actor, "draft", "Soạn {plan}")


@transaction.atomic
def make_from(source: UnitPlan, unit: Unit, first: int, last: int, actor: Actor) -> UnitPlan:
    """A draft of a unit for these years, made from its own plan or from that of a unit above."""
    _refuse_years(first, last)
    if source.state not in (PlanState.ISSUED, PlanState.REPLACED, PlanState.ENDED):
        raise PlanError(
            "Kế hoạch này chưa ban hành nên chưa chép được. Cách xử lý: chọn kế hoạch đã ban hành.", "tu"
        )
    original = _original(source, shares_for(source, unit.area_id, last))
    former = [one.unit.area_id for one in predecessors_of(unit.area_id)]
    drafted = copied(original, unit, issuer_of(unit), range(first, last + 1), former)
    if not drafted.plan.parent_number:
        _stand_under(
            drafted.plan, plan_above(unit.area_id, last, day_within(unit.area_id, last, timezone.localdate()))
        )
    return keep_drafted(drafted, actor, "make", f"Lập {{plan}} từ {source.called} của {source.issuer}")


@transaction.atomic
def begin_edition(source: UnitPlan, actor: Actor) -> UnitPlan:
    """A draft that is to replace an issued plan, as it stands, with the shares that were given."""
    kept = locked(source, PlanState.ISSUED)
    waiting = UnitPlan.objects.filter(replaces=kept, state__in=[PlanState.DRAFT, PlanState.WAITING]).first()
    if waiting is not None:
        raise PlanError("Đã có một bản thay đang soạn. Cách xử lý: mở bản ấy trong danh sách, sửa tiếp.")
    original = _original(kept, {})
    plan = keep_drafted(edition_of(original), actor, "edition", "Soạn bản thay cho {plan}")
    new = dict(zip((one.pk for one in original.targets), targets_of(plan), strict=True))
    PlanShare.objects.bulk_create(
        PlanShare(target=new[one.target_id], area_id=one.area_id, year=one.year, value=one.value)
        for one in shares_of(kept)
    )
    return plan


def keep_drafted(drafted: Drafted, actor: Actor, verb: str, words: str) -> UnitPlan:
    """Save a plan with its pieces as a draft, with its line of the trail."""
    plan = drafted.plan
    plan.drawn_by_id, plan.drawn_by_name = actor.id, actor.name
    plan.save(force_insert=True)
    for rows in (drafted.targets, drafted.projects, drafted.tasks):
        for one in rows:
            one.plan = plan  # now it has a number
        if rows:
            type(rows[0])._default_manager.bulk_create(rows)  # type: ignore[arg-type]
    details = {
        "made_from": plan.made_from_id,
        "targets": len(drafted.targets),
        "projects": len(drafted.projects),
        "tasks": len(drafted.tasks),
    }
    tell(plan, actor, verb, words, details)
    return plan


@transaction.atomic
def edit(plan: UnitPlan, part: str, typed: Mapping[str, str], actor: Actor) -> None:
    """Write a part (of `PARTS`) of a draft as typed; raises PlanError with the fields, and keeps nothing."""
    if part not in PARTS:
        raise PlanError("Kế hoạch không có phần này. Cách xử lý: tải lại trang rồi sửa lại.")
    kept = locked(plan, PlanState.DRAFT)
    done = _EDITING[part](kept, typed)
    if done.wrong:
        raise PlanError("Có ô ghi sai.", wrong=done.wrong)
    _write(done)
    counted = {"kept": len(done.kept), "added": len(done.added), "removed": len(done.removed)}
    tell(kept, actor, "edit", f"Sửa {PARTS[part]} của {{plan}}", {"part": part, **counted})


@transaction.atomic
def drop_plan(plan: UnitPlan, why: str, actor: Actor) -> UnitPlan:
    """Put a draft aside, with the reason; it stays readable."""
    said = PlanError.words(why, "lý do", about="ly-do", longest=500)
    kept = move(plan, "drop", why=said, ended_by_name=actor.name, ended_at=timezone.now())
    tell(kept, actor, "drop_plan", f"Bỏ dự thảo {{plan}}: {said}", {})
    return kept


_EDITING: Final[Mapping[str, Callable[[UnitPlan, Mapping[str, str]], Edited]]] = {
    "dau": editing.edit_head,
    "loi-van": editing.edit_words,
    "chi-tieu": lambda plan, typed: editing.edit_targets(plan, targets_of(plan), typed),
    "du-an": lambda plan, typed: editing.edit_projects(plan, projects_of(plan), typed),
    "chinh-sach": editing.edit_policies,
    "giai-phap": editing.edit_solutions,
    "phan-cong": lambda plan, typed: editing.edit_tasks(plan, tasks_of(plan), typed),
}


def _write(done: Edited) -> None:
    """Save, add and remove the rows of a part, which are all of one kind."""
    if done.kept:
        model = type(done.kept[0])
        fields = [one.name for one in model._meta.concrete_fields if not one.primary_key]
        model._default_manager.bulk_update(done.kept, fields)
    if done.added:
        type(done.added[0])._default_manager.bulk_create(done.added)
    if done.removed:
        numbers = [one.pk for one in done.removed]
        if isinstance(done.removed[0], PlanTarget):
            PlanShare.objects.filter(target__in=numbers).delete()
        type(done.removed[0])._default_manager.filter(pk__in=numbers).delete()


def _original(source: UnitPlan, shares: Mapping[int, Any]) -> Original:
    return Original(source, targets_of(source), projects_of(source), tasks_of(source), shares)


def _stand_under(plan: UnitPlan, above: UnitPlan | None) -> None:
    """Let a draft carry out the plan of a unit above, where there is one that may be read."""
    if above is not None:
        plan.parent, plan.parent_number, plan.parent_day = above, above.number, above.day
        plan.parent_issuer = above.issuer


def _refuse_years(first: int, last: int) -> None:
    if first not in YEARS or last not in YEARS:
        raise PlanError("Chưa ghi năm của kế hoạch. Cách xử lý: gõ năm như 2026.", "tu-nam")
    if last < first or last - first >= _MOST_YEARS:
        raise PlanError(
            f"Kế hoạch phải từ 1 đến {_MOST_YEARS} năm. Cách xử lý: xem lại năm đầu, năm cuối.", "den-nam"
        )


def _programme_of(year: int) -> str:
    """The programme with projects that holds a year; the last such one where none does."""
    known = [one for one in programmes().values() if one.projects]
    holding = [
        one for one in known if any(period.first.year <= year <= period.last.year for period in one.periods)
    ]
    return (holding or known)[-1].id if known else ""
