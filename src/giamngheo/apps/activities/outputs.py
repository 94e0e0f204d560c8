"""What activities add up to, by the outputs of their kinds: summed by the database, whatever their number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, DecimalField, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

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
from giamngheo.foundation.accounts.scope import among
from giamngheo.law.activities.library import activity_kinds
from giamngheo.law.vocabulary.activities import ActivityKind, Counts, Output

COUNTED: Final = (ActivityState.DONE, ActivityState.ACCEPTED)
"""Only what is done is added up."""
_Sums = Mapping[Any, Mapping[Counts, int]]


@dataclass(frozen=True)
class Told:
    """An output with its number."""

    output: Output
    number: int


def outputs_of(activity: Activity) -> list[Told]:
    """The outputs of one activity, whatever its state. Five questions at most."""
    sums = _sums(Activity.objects.filter(pk=activity.pk), activity.law.outputs, "activity_id")
    told = sums.get(activity.pk, {})
    return [
        Told(
            one,
            int(activity.said.get(one.field) or 0)
            if one.counts is Counts.FIELD
            else 1
            if one.counts is Counts.ACTIVITIES
            else told.get(one.counts, 0),
        )
        for one in activity.law.outputs
    ]


def outputs_by_kind(
    areas: Sequence[int] | None, _below: Sequence[int], year: str, _day: date
) -> dict[str, dict[str, int]]:
    """What the activities of a year that are done in areas (None: all) add up to, by kind and output.

    In the order of the kinds; what can be kept as JSON. Half a dozen questions, and one for each kind that
    adds up fields.
    """
    within = among(None if areas is None else list(areas))
    rows = Activity.objects.filter(within, year=int(year), state__in=COUNTED)
    counts = dict(rows.order_by().values_list("kind").annotate(count=Count("pk")))
    present = {name: kind for name, kind in activity_kinds().items() if name in counts}
    sums = _sums(rows, [one for kind in present.values() for one in kind.outputs], "activity__kind")
    found = {}
    for name, kind in present.items():
        fields = _fields(rows.filter(kind=name), kind)
        told = {**sums.get(name, {}), Counts.ACTIVITIES: counts[name]}
        found[name] = {
            one.id: fields[one.id] if one.id in fields else told.get(one.counts, 0) for one in kind.outputs
        }
    return found


def _fields(rows: QuerySet[Activity], kind: ActivityKind) -> dict[str, int]:
    """The sums of the fields that a kind adds up, by output."""
    wanted = {one.id: one.field for one in kind.outputs if one.counts is Counts.FIELD}
    if not wanted:
        return {}
    number: DecimalField[Any, Any] = DecimalField(max_digits=20, decimal_places=3)
    sums = {name: Sum(Cast(KeyTextTransform(field, "said"), number)) for name, field in wanted.items()}
    return {name: int(total or 0) for name, total in rows.order_by().aggregate(**sums).items()}


def _sums(activities: QuerySet[Activity], outputs: Iterable[Output], by: str) -> _Sums:
    """What is counted of these activities, by each or by their kinds («activity_id», «activity__kind»)."""
    wanted = {one.counts for one in outputs}
    found: dict[Any, dict[Counts, int]] = {}
    for counted, rows, amounts in _QUESTIONS:
        asked = {one.value: amounts[one] for one in counted if one in wanted}
        if not asked:
            continue
        told = rows().filter(activity__in=activities.values("pk")).order_by().values_list(by)
        for key, *numbers in told.annotate(**asked):
            found.setdefault(key, {}).update(
                {Counts(name): int(number or 0) for name, number in zip(asked, numbers, strict=True)}
            )
    return found


def _who_took_part() -> QuerySet[Participant]:
    """Of kinds with attendance who came to a gathering at least, of others who is on the list."""
    attended = [name for name, kind in activity_kinds().items() if kind.attendance]
    came = Exists(Attendance.objects.filter(participant=OuterRef("pk"), present=True))
    there = (Q(activity__kind__in=attended) & Q(came)) | (~Q(activity__kind__in=attended) & Q(left_on=None))
    return Participant.objects.filter(there)


def _things() -> QuerySet[Thing]:
    return Thing.objects.filter(support__taken_back_at=None)


_QUESTIONS: Final[tuple[tuple[tuple[Counts, ...], Any, Mapping[Counts, Any]], ...]] = (
    (
        (Counts.PARTICIPANTS, Counts.WOMEN, Counts.MINORITY),
        _who_took_part,
        {
            Counts.PARTICIPANTS: Count("pk"),
            Counts.WOMEN: Count("pk", filter=Q(is_woman=True)),
            Counts.MINORITY: Count("pk", filter=Q(is_minority=True)),
        },
    ),
    ((Counts.VALUE,), _things, {Counts.VALUE: Sum("support__value")}),
    ((Counts.GATHERINGS,), Gathering.objects.all, {Counts.GATHERINGS: Count("pk")}),
    ((Counts.HOME_VISITS,), HomeVisit.objects.all, {Counts.HOME_VISITS: Count("pk")}),
    (
        (Counts.QUESTIONS, Counts.ANSWERED),
        Question.objects.all,
        {Counts.QUESTIONS: Count("pk"), Counts.ANSWERED: Count("pk", filter=~Q(answer=""))},
    ),
)
"""What one question counts, in which rows, and how."""
