"""What activities add up to, by the outputs of their kinds: summed by the database, whatever their number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, DecimalField, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Least

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
from giamngheo.law.activities.library import activity_kinds, feeding
from giamngheo.law.vocabulary.activities import ActivityKind, Counts, Output

COUNTED: Final = (ActivityState.DONE, ActivityState.ACCEPTED)
"""Only what is done is added up."""
_Sums = Mapping[Any, Mapping[Counts, int]]


@dataclass(frozen=True)
class Told:
    """An output with its number."""

    output: Output
    number: int


@dataclass(frozen=True)
class Fed:
    """What one activity adds to an indicator."""

    activity_id: int
    area_id: int
    number: int


def fed_to(indicator: str, within: Q, first: date, last: date) -> list[Fed]:
    """What each accepted activity that ended between these days adds to an indicator, in the order of entry.

    It ended on its last day, or when it was accepted before: one of last year that is accepted late is of
    last year. Half a dozen questions, whatever the number of activities.
    """
    outputs: dict[str, list[Output]] = {}
    for kind, output in feeding(indicator):
        outputs.setdefault(kind.id, []).append(output)
    ended = Activity.objects.filter(within, kind__in=outputs, state=ActivityState.ACCEPTED).annotate(
        ended=Least("last", "accepted_on")
    )
    rows = ended.filter(ended__gte=first, ended__lte=last)
    sums = _sums(rows, [one for some in outputs.values() for one in some], "activity_id")
    return [
        Fed(
            one.pk,
            one.area_id,
            sum(_number(output, one.said, sums.get(one.pk, {})) for output in outputs[one.kind]),
        )
        for one in rows.only("area", "kind", "said").order_by("pk")
    ]


def has_fed(indicator: str, within: Q, first: date, last: date) -> set[int]:
    """The areas that keep activities of the kinds that feed an indicator, of these years, in any state."""
    kinds = [kind.id for kind, _ in feeding(indicator)]
    rows = Activity.objects.filter(within, kind__in=kinds, year__gte=first.year, year__lte=last.year)
    return set(rows.order_by().values_list("area_id", flat=True).distinct())


def outputs_of(activity: Activity) -> list[Told]:
    """The outputs of one activity, whatever its state. Five questions at most."""
    sums = _sums(Activity.objects.filter(pk=activity.pk), activity.law.outputs, "activity_id")
    told = sums.get(activity.pk, {})
    return [Told(one, _number(one, activity.said, told)) for one in activity.law.outputs]


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


def _number(output: Output, said: Mapping[str, Any], told: Mapping[Counts, int]) -> int:
    """The number of an output of one activity: its fields, and what was counted of it."""
    if output.counts is Counts.FIELD:
        return int(said.get(output.field) or 0)
    return 1 if output.counts is Counts.ACTIVITIES else told.get(output.counts, 0)


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
