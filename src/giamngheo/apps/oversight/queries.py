"""Questions about oversight: what waits, how much of a plan was carried out, lists with their counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, Value, When

from giamngheo.apps.oversight.models import (
    CheckItem,
    Finding,
    Inspection,
    PlanLine,
    Recommendation,
    SocialReview,
    YearPlan,
)
from giamngheo.apps.oversight.states import (
    CARRIED_OUT,
    REPORT_OWED,
    WAITING,
    InspectionState,
    PlanState,
    RecommendationState,
    SocialState,
)

# What waits of a person for the first page, in one question; of the units where a role is held themselves.
_WAITS: Final = """
WITH asked AS (SELECT %(inspects)s::bigint[] AS inspects, %(decides)s::bigint[] AS decides,
    %(answers)s::bigint[] AS answers, %(supervises)s::bigint[] AS supervises)
SELECT * FROM asked,
LATERAL (
    SELECT count(*) FILTER (WHERE state = 'submitted' AND made_by_id IS DISTINCT FROM %(person)s
        AND submitted_by_id IS DISTINCT FROM %(person)s) AS plans
    FROM oversight_yearplan WHERE area_id = ANY(asked.decides) AND state = 'submitted'
) AS plan,
LATERAL (
    SELECT
        count(*) FILTER (WHERE state = 'preparing' AND area_id = ANY(asked.decides)
            AND made_by_id IS DISTINCT FROM %(person)s) AS to_decide,
        count(*) FILTER (WHERE state = 'written' AND area_id = ANY(asked.decides)
            AND written_by_id IS DISTINCT FROM %(person)s) AS to_conclude,
        count(*) FILTER (WHERE state IN ('decided', 'minuted') AND area_id = ANY(asked.inspects)
            AND last < %(day)s AND report_due <= %(near)s) AS reports,
        min(report_due) FILTER (WHERE state IN ('decided', 'minuted') AND area_id = ANY(asked.inspects)
            AND last < %(day)s) AS report_due
    FROM oversight_inspection
    WHERE state IN ('preparing', 'decided', 'minuted', 'written') AND area_id = ANY(decides || inspects)
) AS round,
LATERAL (
    SELECT
        count(*) FILTER (WHERE state = 'open' AND unit_id = ANY(asked.answers)
            AND due <= %(near)s) AS to_remedy,
        min(due) FILTER (WHERE state = 'open' AND unit_id = ANY(asked.answers)) AS remedy_due,
        count(*) FILTER (WHERE state = 'remedied' AND area_id = ANY(asked.inspects)
            AND remedied_by_id IS DISTINCT FROM %(person)s) AS to_confirm,
        count(*) FILTER (WHERE state = 'open' AND area_id = ANY(asked.inspects) AND due < %(day)s) AS overdue
    FROM oversight_recommendation
    WHERE state IN ('open', 'remedied')
        AND (area_id = ANY(asked.inspects) OR unit_id = ANY(asked.answers))
) AS advice,
LATERAL (
    SELECT
        count(*) FILTER (WHERE state = 'sent' AND unit_id = ANY(asked.answers)) AS to_answer,
        min(due) FILTER (WHERE state = 'sent' AND unit_id = ANY(asked.answers)) AS answer_due,
        count(*) FILTER (WHERE state = 'answered' AND area_id = ANY(asked.supervises)) AS answered,
        count(*) FILTER (WHERE state = 'sent' AND area_id = ANY(asked.supervises)
            AND due < %(day)s) AS unanswered
    FROM oversight_socialreview
    WHERE state IN ('sent', 'answered')
        AND (unit_id = ANY(asked.answers) OR area_id = ANY(asked.supervises))
) AS social
"""


@dataclass(frozen=True)
class Holds:
    """The units where a person holds a role that lets them do so."""

    inspects: Sequence[int]
    decides: Sequence[int]
    answers: Sequence[int]
    supervises: Sequence[int]


@dataclass(frozen=True)
class Waits:
    """How many of each thing wait of a person, and the nearest day of some."""

    plans: int
    to_decide: int
    to_conclude: int
    reports: int
    report_due: date | None
    to_remedy: int
    remedy_due: date | None
    to_confirm: int
    overdue: int
    to_answer: int
    answer_due: date | None
    answered: int
    unanswered: int


def waits(person: int, holds: Holds, day: date, near: date) -> Waits:
    """What waits of a person; one question."""
    asked: dict[str, Any] = {
        "person": person,
        "day": day,
        "near": near,
        "inspects": list(holds.inspects),
        "decides": list(holds.decides),
        "answers": list(holds.answers),
        "supervises": list(holds.supervises),
    }
    with connection.cursor() as cursor:
        cursor.execute(_WAITS, asked)
        (told,) = cursor.fetchall()
    return Waits(*told[len(vars(holds)) :])


@dataclass(frozen=True)
class Planned:
    """A line of a plan with its inspections that were not cancelled."""

    line: PlanLine
    rounds: Sequence[Inspection]

    @property
    def is_done(self) -> bool:
        """Whether an inspection of it came as far as its minutes."""
        return any(one.state in CARRIED_OUT for one in self.rounds)


@dataclass(frozen=True)
class Progress:
    """Of a plan: how many lines it has, how many an inspection carried out, and how many it began."""

    lines: int
    done: int
    begun: int

    @property
    def waiting(self) -> int:
        """Lines that nobody began."""
        return self.lines - self.done - self.begun


def plans_of(area_id: int) -> QuerySet[YearPlan]:
    """The yearly plans of a unit, the latest year and edition first."""
    return YearPlan.objects.filter(area_id=area_id).order_by("-year", "-edition")


def plan_in_force(area_id: int, year: int) -> YearPlan | None:
    """The plan of a unit and year that stands."""
    return YearPlan.objects.filter(area_id=area_id, year=year, state=PlanState.APPROVED).first()


def lines_of(plan: YearPlan) -> list[Planned]:
    """The lines of a plan by month, each with its inspections, also those of the edition it came from."""
    lines = list(plan.lines.order_by("first_month", "last_month", "pk"))
    roots = [line.origin_id or line.pk for line in lines]
    rounds: dict[int, list[Inspection]] = {}
    standing = Inspection.objects.exclude(state=InspectionState.CANCELLED)
    of_lines = standing.filter(Q(line__in=roots) | Q(line__origin__in=roots)).select_related("line")
    for one in of_lines.order_by("pk"):
        if one.line is not None:
            rounds.setdefault(one.line.origin_id or one.line.pk, []).append(one)
    return [Planned(line, rounds.get(root, [])) for line, root in zip(lines, roots, strict=True)]


def progress_of(lines: Sequence[Planned]) -> Progress:
    """How far a plan was carried out; a line is done once one of its inspections has minutes."""
    done = sum(one.is_done for one in lines)
    return Progress(len(lines), done, sum(bool(one.rounds) for one in lines) - done)


def inspections_where(condition: Q) -> QuerySet[Inspection]:
    """Inspections of a condition, the latest first, with how many recommendations wait of how many."""
    return (
        Inspection.objects.filter(condition)
        .annotate(
            advised=Count("recommendations", filter=~Q(recommendations__state=RecommendationState.WITHDRAWN)),
            waiting=Count("recommendations", filter=Q(recommendations__state__in=WAITING)),
        )
        .order_by("-first", "-pk")
    )


def report_late(day: date) -> Q:
    """The condition on inspections whose report is owed and late."""
    return Q(state__in=REPORT_OWED, report_due__lt=day)


def items_of(inspection: Inspection) -> list[CheckItem]:
    """The checklist: that of the law folder first, in its order, then what was added."""
    return list(inspection.checkitems.order_by("pk"))


def findings_of(inspection: Inspection, *, aside: bool = False) -> list[Finding]:
    """What was found and stands (`aside`: and what was put aside), with its recommendations and files."""
    rows = Finding.objects.filter(inspection=inspection).select_related("item")
    if not aside:
        rows = rows.filter(aside_why="")
    return list(rows.order_by("pk").prefetch_related("recommendations", "files"))


def recommendations_where(condition: Q) -> QuerySet[Recommendation]:
    """Recommendations of a condition: what waits first, by day; then the newest."""
    is_over = Case(When(state__in=WAITING, then=Value(0)), default=Value(1), output_field=IntegerField())
    return (
        Recommendation.objects.filter(condition).select_related("inspection").order_by(is_over, "due", "-pk")
    )


@dataclass(frozen=True)
class Advised:
    """Sums over recommendations: waiting, late, told as done, closed; đồng to be recovered and recovered."""

    open: int
    late: int
    remedied: int
    closed: int
    money: int
    recovered: int


def advised(condition: Q, day: date) -> Advised:
    """Sums over the recommendations of a condition that were not withdrawn; one question."""
    state = RecommendationState
    told = (
        Recommendation.objects.filter(condition)
        .exclude(state=state.WITHDRAWN)
        .aggregate(
            open=Count("pk", filter=Q(state=state.OPEN)),
            late=Count("pk", filter=Q(state=state.OPEN, due__lt=day)),
            remedied=Count("pk", filter=Q(state=state.REMEDIED)),
            closed=Count("pk", filter=Q(state=state.CLOSED)),
            money=Sum("money", default=0),
            recovered=Sum("recovered", default=0),
        )
    )
    return Advised(**told)


def reviews_where(condition: Q) -> QuerySet[SocialReview]:
    """Supervision and critique of a condition: who waits for an answer first, by day; then the newest."""
    waits_not = Case(
        When(state=SocialState.SENT, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return (
        SocialReview.objects.filter(condition)
        .annotate(
            opinions=Count("points"),
            answers=Count("points", filter=~Q(points__answer="")),
        )
        .order_by(waits_not, "due", "-day", "-pk")
    )
