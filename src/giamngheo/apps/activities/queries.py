"""Questions about activities: which there are, what is due, who of the register may still be entered."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypedDict

from django.db.models import (
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    Window,
)
from django.db.models.functions import Greatest, RowNumber

from giamngheo.apps.activities.models import (
    Activity,
    Asset,
    AssetReport,
    Attendance,
    HomeVisit,
    Officer,
    Participant,
    Thing,
)
from giamngheo.apps.activities.states import OVER, ActivityState
from giamngheo.foundation.accounts.held import areas_within
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.areas.models import Area, Succession
from giamngheo.foundation.counted import Counted, in_areas
from giamngheo.law.activities.library import activity_kinds

SOON: Final = timedelta(days=7)


@dataclass(frozen=True)
class Wanted:
    """By what a list of activities is narrowed; empty: by nothing."""

    year: int | None = None
    project: str = ""
    kind: str = ""
    state: str = ""
    words: str = ""


def activities_where(condition: Q, wanted: Wanted) -> QuerySet[Activity]:
    """The activities of the areas that a condition names: of a year the last first, of all years by year."""
    rows = Activity.objects.filter(condition)
    if wanted.year is not None:
        rows = rows.filter(year=wanted.year)
    if wanted.project:
        whole = Q(project=wanted.project) | Q(project__startswith=f"{wanted.project}.")
        rows = rows.filter(whole)
    for name in ("kind", "state"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.words:
        rows = rows.filter(Q(title__icontains=wanted.words) | Q(owner_name__icontains=wanted.words))
    if wanted.year is not None:
        return rows.order_by("-first", "-pk")
    # All of the country are read in the order of an index. Those of named areas are few and put in order when
    # they are found (`+ 0`): the database would walk the country to meet them.
    year = F("year").desc() if not condition else (F("year") + 0).desc()
    return rows.order_by(year, "-first", "-pk")


def with_counts(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """The same with how many take part, asked for in the same question."""
    there = Participant.objects.filter(activity=OuterRef("pk"), left_on=None).order_by().values("activity")
    return rows.annotate(taking_part=Subquery(there.annotate(count=Count("pk")).values("count")))


@dataclass(frozen=True)
class Month:
    """Activities of a month: the first of each day on which they begin, and how many begin there in all.

    Those that began earlier and go on stand under the day before the first.
    """

    rows: Sequence[Activity]
    counts: Mapping[date, int]


def in_month(condition: Q, first: date, last: date, most: int) -> Month:
    """The activities of which a day lies between these two, `most` of a day; dropped ones left out."""
    rows = Activity.objects.filter(condition, first__lte=last, last__gte=first)
    day = Greatest(F("first"), Value(first - timedelta(days=1)), output_field=DateField())
    rows = rows.exclude(state=ActivityState.DROPPED).annotate(day=day)
    turn = Window(RowNumber(), partition_by="day", order_by=["first", "pk"])
    told = rows.annotate(turn=turn).filter(turn__lte=most).order_by("first", "pk")
    counts = rows.order_by().values_list("day").annotate(count=Count("pk"))
    return Month(list(told), dict(counts))


def participants_of(activity: Activity) -> QuerySet[Participant]:
    """Everybody who is or was a participant, those who left last."""
    rows = Participant.objects.filter(activity=activity).select_related("household", "officer")
    return rows.order_by("left_on", "name", "pk")


def things_of(activity: Activity) -> QuerySet[Thing]:
    """What was handed over, what was taken back among it, the last first."""
    return (
        Thing.objects.filter(activity=activity)
        .select_related("support", "participant", "activity")
        .order_by("-support__given_on", "-pk")
    )


class GivenInAll(TypedDict):
    """Of all that stands of what was handed over: how often, to how many, its value; what was taken back."""

    times: int
    people: int
    value: int
    taken_back: int


def given_in_all(activity: Activity) -> GivenInAll:
    """What the things of an activity add up to, whatever page of them is shown. One question."""
    stands = Q(support__taken_back_at=None)
    told = Thing.objects.filter(activity=activity).aggregate(
        times=Count("pk", filter=stands),
        people=Count("participant", filter=stands, distinct=True),
        value=Sum("support__value", filter=stands),
        taken_back=Count("pk", filter=~stands),
    )
    return GivenInAll(
        times=told["times"],
        people=told["people"],
        value=int(told["value"] or 0),
        taken_back=told["taken_back"],
    )


def visits_of(activity: Activity) -> QuerySet[HomeVisit]:
    """The visits at homes, the last first."""
    rows = HomeVisit.objects.filter(activity=activity).select_related("participant")
    return rows.order_by("-day", "-pk")


class VisitedInAll(TypedDict):
    """How many participants were visited, and how many of them have a result."""

    people: int
    with_result: int


def visited_in_all(activity: Activity) -> VisitedInAll:
    """What the visits of an activity add up to, whatever page of them is shown. One question."""
    told = HomeVisit.objects.filter(activity=activity).aggregate(
        people=Count("participant", distinct=True),
        with_result=Count("participant", filter=Q(has_result=True), distinct=True),
    )
    return VisitedInAll(people=told["people"], with_result=told["with_result"])


def is_late(day: date) -> Q:
    """The condition that an activity should be over by its own days and is not."""
    not_done = [*(state for state in ActivityState if state not in {*OVER, ActivityState.DONE})]
    return Q(state__in=not_done, last__lt=day)


def counted_to_keep(areas: Sequence[int] | None, day: date) -> Counted:
    """In these areas (None: all): activities that should be over by their own days, and that begin within a
    week, unless they wait for a decision.
    """
    return Counted(
        {
            "activities_late": "count(*) FILTER (WHERE last < %(day)s::date)",
            "activities_soon": "count(*) FILTER (WHERE first BETWEEN %(day)s::date AND %(near)s::date"
            f" AND state <> '{ActivityState.GOING_ON}')",
        },
        f"FROM activities_activity WHERE {in_areas('area_id', areas)}"
        f" AND state IN ('{ActivityState.DRAFT}', '{ActivityState.APPROVED}', '{ActivityState.GOING_ON}')",
        {"areas": areas, "day": day, "near": day + SOON},
    )


def counted_to_decide(areas: Sequence[int] | None, person: int) -> Counted:
    """In these areas (None: all): activities to be approved and to be accepted that another handed in."""
    return Counted(
        {
            f"activities_to_{verb}": f"count(*) FILTER (WHERE state = '{state}'"
            f" AND {by} IS DISTINCT FROM %(person)s::bigint)"
            for verb, state, by in (
                ("approve", ActivityState.SUBMITTED, "submitted_by_id"),
                ("accept", ActivityState.DONE, "finished_by_id"),
            )
        },
        f"FROM activities_activity WHERE {in_areas('area_id', areas)}"
        f" AND state IN ('{ActivityState.SUBMITTED}', '{ActivityState.DONE}')",
        {"areas": areas, "person": person},
    )


def waiting_for_decision() -> Q:
    """The condition that somebody else has to approve or accept."""
    return Q(state__in=[ActivityState.SUBMITTED, ActivityState.DONE])


def officers_of(condition: Q, *, listed_only: bool = True) -> QuerySet[Officer]:
    """The officers of the areas that a condition names, in the order of names."""
    rows = Officer.objects.filter(condition)
    return (rows.filter(ended_on=None) if listed_only else rows).order_by("sort_key", "pk")


def was_trained(first: date, last: date) -> Exists:
    """The condition that an officer was present at a training between these days that is accepted."""
    return Exists(_came_to_training(first, last).filter(participant__officer=OuterRef("pk")))


def trainings_attended(officers: Collection[int], first: date, last: date) -> list[tuple[int, int]]:
    """At which accepted trainings between these days these officers were: pairs of training and officer."""
    rows = _came_to_training(first, last).filter(participant__officer__in=officers)
    return list(rows.order_by().values_list("activity_id", "participant__officer_id").distinct())


def _came_to_training(first: date, last: date) -> QuerySet[Attendance]:
    kinds = [name for name, kind in activity_kinds().items() if kind.feeds == "officers_trained"]
    return Attendance.objects.filter(
        present=True,
        activity__kind__in=kinds,
        activity__state=ActivityState.ACCEPTED,
        gathering__day__gte=first,
        gathering__day__lte=last,
    )


class Trained(TypedDict):
    """How many officers are listed, how many of them were trained in a year, and the women among both."""

    listed: int
    trained: int
    women: int
    women_trained: int


def trained_in(areas: Sequence[int] | None, _below: Sequence[int], year: str, _day: date) -> Trained:
    """The counts of the officers of areas (None: all) and of those trained in a year. Two questions."""
    rows = officers_of(among(None if areas is None else list(areas)))
    counts = {"all": Count("pk"), "women": Count("pk", filter=Q(sex="female"))}
    done = rows.filter(was_trained(date(int(year), 1, 1), date(int(year), 12, 31)))
    told, trained = (some.order_by().aggregate(**counts) for some in (rows, done))
    return Trained(
        listed=told["all"], trained=trained["all"], women=told["women"], women_trained=trained["women"]
    )


class OfProject(TypedDict):
    """How many activities of a project there are, how many of them are done, and how many go on."""

    all: int
    done: int
    going_on: int


def counts_by_project(
    areas: Sequence[int] | None, _below: Sequence[int], year: str, _day: date
) -> dict[str, OfProject]:
    """The activities of a year in areas (None: all) by project, what was dropped left out. One question."""
    rows = Activity.objects.filter(among(None if areas is None else list(areas)), year=int(year))
    counted = rows.exclude(state=ActivityState.DROPPED).order_by().values_list("project")
    over = Q(state__in=[ActivityState.DONE, ActivityState.ACCEPTED])
    going_on = Q(state=ActivityState.GOING_ON)
    told = counted.annotate(
        whole=Count("pk"), finished=Count("pk", filter=over), begun=Count("pk", filter=going_on)
    )
    return {
        project: OfProject(all=whole, done=finished, going_on=begun)
        for project, whole, finished, begun in told
    }


def assets_with_state(condition: Q, day: date) -> QuerySet[Asset]:
    """Equipment in use on a day, each with what was said of it last (`found`, `found_on`; None: nothing)."""
    last = AssetReport.objects.filter(asset=OuterRef("pk"), day__lte=day).order_by("-day", "-pk")
    rows = Asset.objects.filter(condition, Q(ended_on=None) | Q(ended_on__gt=day), since__lte=day)
    return rows.annotate(
        found=Subquery(last.values("state")[:1]), found_on=Subquery(last.values("day")[:1])
    ).order_by("kind", "name", "pk")


def last_day_of(activity: Activity, day: date) -> date:
    """This day, or the last on which the unit of an activity was one, where it is one no more."""
    ended = Area.objects.filter(pk=activity.area_id, valid__endswith__lte=day).values_list("valid", flat=True)
    return next((valid.upper - timedelta(days=1) for valid in ended), day)


def areas_of(activity: Activity, day: date) -> Sequence[int]:
    """The areas in which its participants may live.

    Of a unit that was merged or divided: what lay in it, wherever that lies now, and what came of it since.
    The unit that took it in is wider than that.
    """
    last = last_day_of(activity, day)
    found = set(areas_within([activity.area_id], last))
    after = found - {activity.area_id} if last < day else set()
    while after:
        told = Succession.objects.filter(predecessor__in=after, day__lte=day)
        after = set(told.values_list("successor_id", flat=True)) - found
        found |= after
    return sorted(found)
