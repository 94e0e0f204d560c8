"""Questions about oversight: what waits, how much of a plan was carried out, lists with their counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

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
from giamngheo.foundation.counted import Counted

_LEFT: Final = "coalesce(min({day}) FILTER (WHERE {when}) - %(day)s::date, 0)"
_REPORT_NEAR: Final = (
    "state IN ('decided', 'minuted') AND area_id = ANY(%(inspects)s::bigint[])"
    " AND last < %(day)s::date AND report_due <= %(near)s::date"
)
_TO_REMEDY: Final = "state = 'open' AND unit_id = ANY(%(answers)s::bigint[]) AND due <= %(near)s::date"
_TO_ANSWER: Final = "state = 'sent' AND unit_id = ANY(%(answers)s::bigint[])"


@dataclass(frozen=True)
class Holds:
    """The units where a person holds a role that lets them do so."""

    inspects: Sequence[int]
    decides: Sequence[int]
    answers: Sequence[int]
    supervises: Sequence[int]


def counted_waiting(person: int, holds: Holds, day: date, near: date) -> list[Counted]:
    """What waits of a person, as counts for the first page; «…_left» in how many days the first is due."""
    lists = {name: list(areas) for name, areas in vars(holds).items()}
    values: dict[str, Any] = {**lists, "person": person, "day": day, "near": near}

    def of(table: str, when: str, numbers: dict[str, str], *used: str) -> Counted:
        named = {name: values[name] for name in used}
        return Counted(numbers, f"FROM {table} WHERE {when}", named)

    return [
        of(
            "oversight_yearplan",
            "area_id = ANY(%(decides)s::bigint[]) AND state = 'submitted'"
            " AND made_by_id IS DISTINCT FROM %(person)s AND submitted_by_id IS DISTINCT FROM %(person)s",
            {"year_plans": "count(*)"},
            "decides",
            "person",
        ),
        of(
            "oversight_inspection",
            "state IN ('preparing', 'decided', 'minuted', 'written')"
            " AND area_id = ANY(%(decides)s::bigint[] || %(inspects)s::bigint[])",
            {
                "teams_to_decide": _count(
                    "state = 'preparing' AND area_id = ANY(%(decides)s::bigint[])"
                    " AND made_by_id IS DISTINCT FROM %(person)s"
                ),
                "reports_to_conclude": _count(
                    "state = 'written' AND area_id = ANY(%(decides)s::bigint[])"
                    " AND written_by_id IS DISTINCT FROM %(person)s"
                ),
                "reports_near": _count(_REPORT_NEAR),
                "reports_left": _LEFT.format(day="report_due", when=_REPORT_NEAR),
            },
            "decides",
            "inspects",
            "person",
            "day",
            "near",
        ),
        of(
            "oversight_recommendation",
            "state IN ('open', 'remedied') AND (area_id = ANY(%(inspects)s::bigint[])"
            " OR unit_id = ANY(%(answers)s::bigint[]))",
            {
                "advice_to_remedy": _count(_TO_REMEDY),
                "advice_left": _LEFT.format(day="due", when=_TO_REMEDY),
                "advice_to_confirm": _count(
                    "state = 'remedied' AND area_id = ANY(%(inspects)s::bigint[])"
                    " AND remedied_by_id IS DISTINCT FROM %(person)s"
                ),
                "advice_overdue": _count(
                    "state = 'open' AND area_id = ANY(%(inspects)s::bigint[]) AND due < %(day)s::date"
                ),
            },
            "inspects",
            "answers",
            "person",
            "day",
            "near",
        ),
        of(
            "oversight_socialreview",
            "state IN ('sent', 'answered') AND (unit_id = ANY(%(answers)s::bigint[])"
            " OR area_id = ANY(%(supervises)s::bigint[]))",
            {
                "social_to_answer": _count(_TO_ANSWER),
                "social_left": _LEFT.format(day="due", when=_TO_ANSWER),
                "social_answered": _count("state = 'answered' AND area_id = ANY(%(supervises)s::bigint[])"),
                "social_unanswered": _count(
                    "state = 'sent' AND area_id = ANY(%(supervises)s::bigint[]) AND due < %(day)s::date"
                ),
            },
            "answers",
            "supervises",
            "day",
        ),
    ]


def _count(when: str) -> str:
    return f"count(*) FILTER (WHERE {when})"


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
