"""Questions about what is coordinated."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db import connection
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from giamngheo.apps.coordination.models import Assignment, GivenTask, Obstacle
from giamngheo.apps.coordination.states import PLAN_STATES, AssignmentState, ObstacleState, Part, TaskState
from giamngheo.apps.programmes.models import UnitPlan
from giamngheo.apps.programmes.queries import plans_of_year, projects_of
from giamngheo.foundation.counted import Counted
from giamngheo.law.vocabulary.programmes import Programme, Project

OPEN_TASKS: Final = (TaskState.GIVEN, TaskState.DOING)
_OBSTACLES: Final = """
WITH place AS MATERIALIZED (
    SELECT ancestor_id, area_id FROM areas_containment
    WHERE ancestor_id = ANY(%(areas)s::bigint[]) AND valid @> %(day)s::date
), counted AS MATERIALIZED (
    SELECT area_id, count(*) FILTER (WHERE state = 'open') AS waiting,
        count(*) FILTER (WHERE state = 'open' AND due < %(day)s::date) AS late,
        count(*) FILTER (WHERE state = 'answered') AS answered,
        count(*) FILTER (WHERE state = 'closed') AS closed
    FROM coordination_obstacle WHERE area_id IN (SELECT area_id FROM place) GROUP BY area_id
)
SELECT place.ancestor_id, sum(waiting)::bigint, sum(late)::bigint, sum(answered)::bigint, sum(closed)::bigint
FROM counted JOIN place USING (area_id) GROUP BY place.ancestor_id
"""
_TASKS_NEAR: Final = f"""
EXISTS (
    SELECT FROM coordination_giventask
    WHERE state IN ({", ".join(f"'{one}'" for one in OPEN_TASKS)}) AND due <= %(near)s::date
        AND (area_id = ANY(%(leads)s::bigint[]) OR unit_id = ANY(%(takes)s::bigint[]))
)
"""
_TO_ANSWER: Final = f"""
EXISTS (
    SELECT FROM coordination_obstacle
    WHERE handler_id = ANY(%(leads)s::bigint[]) AND state = '{ObstacleState.OPEN}'
)
"""
_ANSWERED: Final = f"""
EXISTS (
    SELECT FROM coordination_obstacle
    WHERE made_by_id = %(person)s AND area_id = ANY(%(takes)s::bigint[])
        AND state = '{ObstacleState.ANSWERED}'
)
"""
_PROPOSED: Final = f"""
EXISTS (
    SELECT FROM coordination_assignment
    WHERE area_id = ANY(%(leads)s::bigint[]) AND state = '{AssignmentState.PROPOSED}'
)
"""


@dataclass
class MatrixRow:
    """A project of the matrix: who leads and who takes part, and what is only proposed."""

    code: str
    name: str
    is_part: bool
    is_in_scope: bool | None
    lead: list[Assignment] = field(default_factory=list)
    cooperating: list[Assignment] = field(default_factory=list)
    proposed: list[Assignment] = field(default_factory=list)

    @property
    def is_assigned(self) -> bool:
        """Whether somebody does it."""
        return bool(self.lead or self.cooperating)

    def part_of(self, key: str) -> str:
        """«Chủ trì», «Phối hợp» or nothing, for an organisation."""
        found = next((one for one in (*self.lead, *self.cooperating) if one.key == key), None)
        return str(Part(found.part).label) if found else ""


@dataclass(frozen=True)
class Matrix:
    """Projects × organisations of a unit and year; organisations by key, in the order of the projects."""

    rows: Sequence[MatrixRow]
    organisations: Mapping[str, str]

    @property
    def proposed(self) -> int:
        """How many proposals wait."""
        return sum(len(row.proposed) for row in self.rows)

    @property
    def without_lead(self) -> list[MatrixRow]:
        """Projects in which somebody takes part but nobody leads."""
        return [row for row in self.rows if row.cooperating and not row.lead]


@dataclass(frozen=True)
class Counts:
    """Obstacles of a unit with all below it: waiting, of these late, answered and not closed, closed."""

    waiting: int = 0
    late: int = 0
    answered: int = 0
    closed: int = 0


def counted_of_units(person: int, takes: Sequence[int], leads: Sequence[int], near: date) -> Counted:
    """Whether anything waits of who takes part in some units and leads others: tasks near their day,
    obstacles to answer, own ones that were answered, proposals to confirm.
    """
    return Counted(
        {
            "tasks_near": _TASKS_NEAR,
            "obstacles_to_answer": _TO_ANSWER,
            "obstacles_answered": _ANSWERED,
            "assignments_proposed": _PROPOSED,
        },
        "",
        {"person": person, "takes": list(takes), "leads": list(leads), "near": near},
    )


def plans_for(area_id: int, year: int) -> list[UnitPlan]:
    """The own plans of a unit for a year, the issued first, a yearly one before one of more years."""
    found = plans_of_year([area_id], year, Q(state__in=PLAN_STATES)).get(area_id, [])
    return [one for one in found if not one.is_received]


def matrix_of(area_id: int, year: int, programme: Programme, plans: Sequence[UnitPlan]) -> Matrix:
    """The matrix: every project of the programme, and those that were assigned without being in it."""
    standing = Assignment.objects.filter(area_id=area_id, year=year, programme=programme.id).exclude(
        state=AssignmentState.ENDED
    )
    by_code: dict[str, list[Assignment]] = defaultdict(list)
    for one in standing.order_by("-part", "pk"):
        by_code[one.project].append(one)
    scope = _scope_of(plans)
    parts = {one.whole for one in programme.projects if one.is_part}
    rows = [
        _row(one, by_code.pop(one.code, []), scope.get(one.code))
        for one in programme.projects
        if one.is_part or one.code not in parts or one.code in by_code
    ]
    rows += [
        _row(Project(code=code, name=""), found, scope.get(code)) for code, found in sorted(by_code.items())
    ]
    organisations: dict[str, str] = {}
    for row in rows:
        for assignment in (*row.lead, *row.cooperating):
            organisations.setdefault(assignment.key, assignment.organisation)
    return Matrix(rows, organisations)


def years_of(area_id: int) -> list[int]:
    """The years in which a unit assigned projects, the latest first."""
    assigned = Assignment.objects.filter(area_id=area_id).values_list("year", flat=True)
    return sorted(assigned.distinct(), reverse=True)


def tasks_of(condition: Q) -> QuerySet[GivenTask]:
    """Given tasks of a condition: what waits first, by day; then what is over."""
    is_over = Q(state__in=[TaskState.DONE, TaskState.CANCELLED])
    return GivenTask.objects.filter(condition).order_by(last(is_over), "due", "organisation", "pk")


def last(condition: Q) -> Case:
    """An order in which what fulfils the condition comes last."""
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def tasks_count(area_id: int, day: date) -> tuple[int, int]:
    """How many tasks that a unit gave or was given wait, and how many of these are late."""
    waiting = GivenTask.objects.filter(Q(area_id=area_id) | Q(unit_id=area_id), state__in=OPEN_TASKS)
    told = waiting.aggregate(all=Count("pk"), late=Count("pk", filter=Q(due__lt=day)))
    return told["all"], told["late"]


def obstacles_of(condition: Q) -> QuerySet[Obstacle]:
    """Obstacles of a condition: who waits for an answer first, by day; then the newest."""
    return Obstacle.objects.filter(condition).order_by(last(~Q(state="open")), "due", "-pk")


def obstacle_counts(area_ids: Sequence[int], day: date) -> dict[int, Counts]:
    """Obstacles of each of these units with all that lies in it."""
    if not area_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_OBSTACLES, {"areas": list(area_ids), "day": day})
        return {row[0]: Counts(*row[1:]) for row in cursor.fetchall()}


def _scope_of(plans: Sequence[UnitPlan]) -> dict[str, bool]:
    """By code whether the first plan that names a project has it in scope."""
    found: dict[str, bool] = {}
    for plan in plans:
        for project in projects_of(plan):
            if project.code:
                found.setdefault(project.code, project.in_scope)
    return found


def _row(project: Project, found: Sequence[Assignment], is_in_scope: bool | None) -> MatrixRow:
    row = MatrixRow(project.code, project.name, project.is_part, is_in_scope)
    for one in found:
        if one.state == AssignmentState.PROPOSED:
            row.proposed.append(one)
        elif one.part == Part.LEAD:
            row.lead.append(one)
        else:
            row.cooperating.append(one)
    return row
