"""What activities add up to, by the outputs of their kinds: of those that are done or accepted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from giamngheo.apps.activities.models import (
    Activity,
    Attendance,
    Gathering,
    HomeVisit,
    Participant,
    Question,
    Thing,
)
from giamngheo.apps.activities.states import ActivityState
from giamngheo.law.activities.library import activity_kinds
from giamngheo.law.vocabulary.activities import ActivityKind, Counts, Output

COUNTED: Final = (ActivityState.DONE, ActivityState.ACCEPTED)
_Sums = Mapping[int, int]


@dataclass(frozen=True)
class Told:
    """An output with its number."""

    output: Output
    number: int


def outputs_of(activities: Iterable[Activity]) -> dict[int, list[Told]]:
    """The outputs of each of these activities by number, whatever its state; nine questions at most."""
    rows = list(activities)
    wanted = {output.counts for row in rows for output in row.law.outputs}
    ids = [row.pk for row in rows]
    sums = {counts: _SUMS[counts](ids) for counts in wanted if counts in _SUMS}
    return {row.pk: [Told(one, _number(row, one, sums)) for one in row.law.outputs] for row in rows}


def outputs_by_kind(condition: Q, year: int) -> dict[str, list[Told]]:
    """What the activities of a year that are done add up to, by kind, in the order of the kinds."""
    rows = list(Activity.objects.filter(condition, year=year, state__in=COUNTED))
    by_activity = outputs_of(rows)
    totals: dict[tuple[str, str], int] = {}
    for row in rows:
        for told in by_activity[row.pk]:
            totals[row.kind, told.output.id] = totals.get((row.kind, told.output.id), 0) + told.number
    present = {row.kind for row in rows}
    return {
        name: [Told(one, totals[name, one.id]) for one in kind.outputs]
        for name, kind in activity_kinds().items()
        if name in present
    }


def came(activities: Iterable[int]) -> QuerySet[Participant]:
    """Those of these activities who were present at one gathering at least."""
    there = Attendance.objects.filter(activity__in=list(activities), present=True)
    return Participant.objects.filter(pk__in=there.values("participant_id"))


def _number(row: Activity, output: Output, sums: Mapping[Counts, _Sums]) -> int:
    if output.counts is Counts.ACTIVITIES:
        return 1
    if output.counts is Counts.FIELD:
        return int(row.said.get(output.field) or 0)
    return sums[output.counts].get(row.pk, 0)


def _participants(condition: Q) -> Callable[[list[int]], _Sums]:
    """Of kinds with attendance who came, of others who is on the list."""

    def counted(ids: list[int]) -> _Sums:
        attended = [number for number, kind in _kinds(ids) if kind.attendance]
        others = [number for number in ids if number not in set(attended)]
        listed = Participant.objects.filter(condition, activity__in=others, left_on=None)
        present = came(attended).filter(condition)
        return {**_by_activity(listed), **_by_activity(present)}

    return counted


def _kinds(ids: list[int]) -> list[tuple[int, ActivityKind]]:
    rows = Activity.objects.filter(pk__in=ids).values_list("pk", "kind")
    return [(number, activity_kinds()[kind]) for number, kind in rows]


def _by_activity(rows: QuerySet[Participant]) -> _Sums:
    return dict(rows.order_by().values_list("activity_id").annotate(count=Count("pk")))


def _value(ids: list[int]) -> _Sums:
    rows = Thing.objects.filter(activity__in=ids, support__taken_back_at=None).order_by()
    return dict(rows.values_list("activity_id").annotate(total=Coalesce(Sum("support__value"), 0)))


def _quantity(ids: list[int]) -> _Sums:
    rows = Thing.objects.filter(activity__in=ids, support__taken_back_at=None).order_by()
    told = rows.values_list("activity_id").annotate(total=Sum("support__quantity"))
    return {number: int(total or 0) for number, total in told}


def _rows(
    of: type[Gathering] | type[HomeVisit] | type[Question], condition: Q
) -> Callable[[list[int]], _Sums]:
    def counted(ids: list[int]) -> _Sums:
        rows = of.objects.filter(condition, activity__in=ids).order_by()
        return dict(rows.values_list("activity_id").annotate(count=Count("pk")))

    return counted


_SUMS: Final[Mapping[Counts, Callable[[list[int]], _Sums]]] = {
    Counts.PARTICIPANTS: _participants(Q()),
    Counts.WOMEN: _participants(Q(is_woman=True)),
    Counts.MINORITY: _participants(Q(is_minority=True)),
    Counts.VALUE: _value,
    Counts.QUANTITY: _quantity,
    Counts.GATHERINGS: _rows(Gathering, Q()),
    Counts.HOME_VISITS: _rows(HomeVisit, Q()),
    Counts.QUESTIONS: _rows(Question, Q()),
    Counts.ANSWERED: _rows(Question, ~Q(answer="")),
}
