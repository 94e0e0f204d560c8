"""The money of activities: of one, whether it is settled, of many by rate; which may be given some."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet, Sum

from giamngheo.apps.activities.models import Activity
from giamngheo.apps.activities.states import OVER, ActivityState
from giamngheo.apps.budgets.models import Estimate, Line
from giamngheo.apps.budgets.queries import Sums, sums_of
from giamngheo.apps.budgets.states import Account, EstimateState
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.text import whole

_ACCOUNTS = tuple(one.value for one in Account)


@dataclass(frozen=True)
class ActivityMoney:
    """The lines of an activity in all years, and what is in each account together, in đồng."""

    lines: tuple[Line, ...]
    sums: Sums

    @property
    def granted(self) -> int:
        """What it was given: what was carried over counts once, what was cancelled not at all."""
        return self.sums.own - self.sums.carried - self.sums.cancelled

    def settlement(self, activity: Activity) -> tuple[bool, str]:
        """Whether all of it is settled, and the sentence that says so or why not; empty: none was spent."""
        told = self.sums
        if not told.disbursed:
            return False, ""
        if told.advanced:
            return (
                False,
                f"Chưa quyết toán: còn {whole(told.advanced)} đồng tạm ứng, chưa thanh toán hay thu hồi.",
            )
        if told.paid:
            return False, f"Chưa quyết toán: {whole(told.paid)} đồng đã thanh toán chờ quyết toán."
        if activity.state not in {ActivityState.ACCEPTED, ActivityState.STOPPED}:
            return False, "Phần đã chi đã quyết toán; hoạt động chưa nghiệm thu."
        if told.left:
            return False, f"Phần đã chi đã quyết toán; còn {whole(told.left)} đồng chưa chi."
        return True, f"Đã quyết toán {whole(told.settled)} đồng."


@dataclass(frozen=True)
class Rate:
    """An activity and its money in a year."""

    activity_id: int
    title: str
    area_id: int
    sums: Sums


def money_of(activity: Activity) -> ActivityMoney:
    """All money of an activity. One question."""
    rows = Line.objects.filter(activity=activity, given_on__isnull=False).order_by(
        "year", "origin_year", "pk"
    )
    lines = tuple(rows)
    return ActivityMoney(lines, sum(map(sums_of, lines), Sums()))


def needs_for(activity: Activity) -> QuerySet[Estimate]:
    """What was asked for an activity, the last first."""
    rows = Estimate.objects.filter(activity=activity).exclude(state=EstimateState.WITHDRAWN)
    return rows.order_by("-pk")


def by_activity(areas: Sequence[int] | None, year: int, *, most: int) -> list[Rate]:
    """The activities of these areas (None: of all) with most money in a year, most first. One question."""
    within = among(None if areas is None else list(areas))
    rows = Line.objects.filter(within, year=year, given_on__isnull=False, activity__isnull=False)
    summed = rows.values_list("activity_id", "activity__title", "area_id").annotate(
        *(Sum(name) for name in _ACCOUNTS)
    )
    summed = summed.annotate(own=Sum(F("given") - F("split") - F("passed")))
    return [
        Rate(row[0], row[1], row[2], Sums(*row[3 : 3 + len(_ACCOUNTS)]))
        for row in summed.order_by("-own", "activity_id")[:most]
    ]


def activities_of(
    area_id: int, year: int, within: str = "", former: Collection[int] = ()
) -> Mapping[int, Activity]:
    """The activities of a unit that money of a year may be for, of a project and its parts, by number.

    Of `former` units that came into it those that still go on: money for them goes to those units.
    """
    wanted = Q(area=area_id) | Q(area__in=former) & ~Q(state__in=OVER)
    wanted &= Q(first__lte=date(year, 12, 31), last__gte=date(year, 1, 1))
    if within:
        wanted &= Q(project=within) | Q(project__startswith=f"{within}.")
    rows = Activity.objects.filter(wanted).exclude(state=ActivityState.DROPPED)
    return {one.pk: one for one in rows.order_by("project", "title", "pk")}
