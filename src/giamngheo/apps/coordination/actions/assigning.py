"""Who leads and takes part in projects: taken from a plan as proposals, typed, confirmed, ended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.coordination.actions.listing import enter
from giamngheo.apps.coordination.actions.writing import CoordinationError, by, locked, told
from giamngheo.apps.coordination.directory import holders_of, meant
from giamngheo.apps.coordination.models import Assignment
from giamngheo.apps.coordination.states import PLAN_STATES, AssignmentState, Part
from giamngheo.apps.programmes.models import UnitPlan
from giamngheo.apps.programmes.queries import projects_of
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor, Deed, record_all
from giamngheo.foundation.text import plain, whole
from giamngheo.law.vocabulary.programmes import CODE, Programme

LONGEST: Final = 200


@dataclass(frozen=True)
class Where:
    """A matrix: of which unit, year and programme."""

    area: Area
    year: int
    programme: Programme

    @property
    def of(self) -> dict[str, Any]:
        """The columns of its rows."""
        return {"area": self.area, "year": self.year, "programme": self.programme.id}

    def called(self, code: str) -> str:
        """How a project of the programme is called, with its national code."""
        project = self.programme.project(code)
        return f"«{code} {project.name}»" if project is not None else f"mã {code}"


@dataclass(frozen=True)
class Proposed:
    """What came of a plan: rows made, those that stood already, and projects whose code is not known."""

    made: int
    known: int
    without_code: tuple[str, ...]


@transaction.atomic
def propose_from_plan(where: Where, plan: UnitPlan, actor: Actor) -> Proposed:
    """Propose what a plan of the unit says of who leads and takes part; raises CoordinationError."""
    is_own = plan.area_id == where.area.pk and not plan.is_received and where.year in plan.years
    if plan.state not in PLAN_STATES or not is_own:
        raise CoordinationError(
            "Kế hoạch này đã thôi, hoặc không phải của đơn vị và năm này. "
            "Cách xử lý: mở «Kế hoạch giảm nghèo», chọn kế hoạch đang dùng của đơn vị.",
            "ke-hoach",
        )
    standing = {
        (one.project, one.key)
        for one in Assignment.objects.filter(**where.of).exclude(state=AssignmentState.ENDED)
    }
    projects = projects_of(plan)
    said = [pair for one in projects for pair in _said_of(one.lead, one.cooperating)]
    listed = meant(_holder(where.area.pk), (name for name, _ in said))
    rows: list[Assignment] = []
    known, nameless = 0, list[str]()
    for project in projects:
        if not project.code:
            nameless.append(project.label)
            continue
        for name, part in _said_of(project.lead, project.cooperating):
            entry = listed.get(plain(name))
            organisation, key = (entry.name, entry.key) if entry else (name, plain(name))
            if (project.code, key) in standing:
                known += 1
                continue
            standing.add((project.code, key))
            rows.append(
                Assignment(
                    **where.of,
                    **by(actor),
                    project=project.code,
                    organisation=organisation,
                    key=key,
                    part=part,
                    state=AssignmentState.PROPOSED,
                    plan=plan,
                )
            )
    if not rows and not known:
        raise CoordinationError(
            "Kế hoạch này không ghi đơn vị chủ trì, phối hợp của dự án nào có mã. "
            "Cách xử lý: sửa «Dự án» ở trang kế hoạch khi còn là dự thảo, hoặc tự ghi phân công ở đây.",
            "ke-hoach",
        )
    Assignment.objects.bulk_create(rows)
    sentence = f"Đề xuất {whole(len(rows))} phân công năm {where.year} từ {plan.called}"
    told(plan, where.area.pk, actor, "propose", sentence, year=where.year, made=len(rows), known=known)
    return Proposed(len(rows), known, tuple(nameless))


@transaction.atomic
def assign(where: Where, project: str, organisation: str, part: str, actor: Actor) -> Assignment:
    """Assign an organisation or post to a project, as typed; raises CoordinationError."""
    name = CoordinationError.words(organisation, "đơn vị, bộ phận", about="don-vi-lam", longest=LONGEST)
    if (where.programme.project(project) if where.programme.projects else CODE.fullmatch(project)) is None:
        raise CoordinationError(
            "Chưa chọn dự án, tiểu dự án. Cách xử lý: chọn một dòng của danh mục Chương trình.", "du-an"
        )
    if part not in Part.values:
        raise CoordinationError("Chưa chọn chủ trì hay phối hợp.", "vai")
    entry = enter(_holder(where.area.pk), {name: ""}, actor)[plain(name)]
    row = Assignment(
        **where.of,
        **by(actor),
        project=project,
        organisation=entry.name,
        key=entry.key,
        part=part,
        state=AssignmentState.CONFIRMED,
        **_confirmed(actor),
    )
    other = _rows(where, project).filter(key=row.key).first()
    if other is not None:
        raise CoordinationError(
            f"«{other.organisation}» đã có ở {where.called(project)} "
            f"({other.get_part_display().lower()}, {other.get_state_display().lower()}). "
            "Cách xử lý: xác nhận dòng ấy, hoặc thôi dòng ấy rồi ghi lại.",
            "don-vi-lam",
        )
    _refuse_second_lead(where, row)
    row.save()
    told(row, where.area.pk, actor, "assign", _sentence("Phân công", row, where))
    return row


@transaction.atomic
def confirm(where: Where, rows: Sequence[Assignment], actor: Actor) -> tuple[int, list[str]]:
    """Confirm proposals: how many, and why others were not (a second lead); each is a line of the trail.

    A fixed number of questions, however many there are.
    """
    waiting = Assignment.objects.filter(
        **where.of, pk__in=[one.pk for one in rows], state=AssignmentState.PROPOSED
    )
    found = list(waiting.select_for_update().order_by("-part", "pk"))
    leads = Assignment.objects.filter(**where.of, state=AssignmentState.CONFIRMED, part=Part.LEAD)
    leader = {one.project: one for one in leads.filter(project__in={one.project for one in found})}
    confirmed, refused, stamp = list[Assignment](), list[str](), _confirmed(actor)
    for row in found:
        if row.part == Part.LEAD and row.project in leader:
            refused.append(_second_lead(where, row, leader[row.project]))
            continue
        row.state, row.confirmed_by_name = AssignmentState.CONFIRMED, actor.name
        if row.part == Part.LEAD:
            leader[row.project] = row
        confirmed.append(row)
    enter(_holder(where.area.pk), {one.organisation: "" for one in confirmed}, actor)
    Assignment.objects.filter(pk__in=[one.pk for one in confirmed]).update(
        state=AssignmentState.CONFIRMED, **stamp
    )
    record_all(
        actor,
        [
            Deed(
                "coordination.confirm",
                _sentence("Xác nhận", row, where),
                row.area_id,
                (row._meta.label, row.pk),
            )
            for row in confirmed
        ],
    )
    return len(confirmed), refused


@transaction.atomic
def end_assignment(where: Where, assignment: Assignment, why: str, actor: Actor) -> None:
    """End an assignment, or put a proposal aside, with the reason; raises CoordinationError."""
    said = CoordinationError.words(why, "lý do", about="ly-do", longest=500)
    row = locked(assignment)
    if row.state == AssignmentState.ENDED:
        raise CoordinationError("Phân công này đã thôi. Cách xử lý: tải lại trang để xem.")
    row.state, row.why = AssignmentState.ENDED, said
    row.ended_by_name, row.ended_at = actor.name, timezone.now()
    row.save(update_fields=["state", "why", "ended_by_name", "ended_at"])
    told(row, row.area_id, actor, "end_assignment", f"{_sentence('Thôi', row, where)}: {said}")


def _said_of(lead: Sequence[str], cooperating: Sequence[str]) -> Iterator[tuple[str, Part]]:
    for names, part in ((lead, Part.LEAD), (cooperating, Part.COOPERATING)):
        for name in names:
            if said := " ".join(name.split())[:LONGEST]:
                yield said, part


def _rows(where: Where, project: str) -> Any:
    return Assignment.objects.filter(**where.of, project=project).exclude(state=AssignmentState.ENDED)


def _refuse_second_lead(where: Where, row: Assignment) -> None:
    if row.part != Part.LEAD:
        return
    leads = _rows(where, row.project).filter(state=AssignmentState.CONFIRMED, part=Part.LEAD)
    leader = leads.exclude(pk=row.pk).first()
    if leader is not None:
        raise CoordinationError(_second_lead(where, row, leader), "vai")


def _second_lead(where: Where, row: Assignment, leader: Assignment) -> str:
    return (
        f"Không nhận «{row.organisation}» chủ trì {where.called(row.project)}: đã có "
        f"«{leader.organisation}» chủ trì ({leader.confirmed_by_name} xác nhận), mỗi dự án chỉ một "
        "đơn vị chủ trì. Cách xử lý: thôi phân công ấy trước, hoặc ghi đơn vị này là phối hợp."
    )


def _holder(area_id: int) -> int:
    """The unit whose directory an area uses."""
    return holders_of([area_id], timezone.localdate()).get(area_id, area_id)


def _confirmed(actor: Actor) -> dict[str, Any]:
    return {
        "confirmed_by_id": actor.id,
        "confirmed_by_name": actor.name,
        "confirmed_at": timezone.now(),
    }


def _sentence(verb: str, row: Assignment, where: Where) -> str:
    part = Part(row.part).label.lower()
    return f"{verb} «{row.organisation}» {part} {where.called(row.project)} năm {row.year}"
