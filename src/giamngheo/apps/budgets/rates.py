"""How much of the money of a year was disbursed, of what and where, put together as it can be kept.

Sums stand in the order of `queries.Sums`; numbers of units are keys of text (`foundation/kept_counts`).
"""

from collections.abc import Sequence
from dataclasses import astuple
from datetime import date
from typing import Any, Final, TypedDict

from giamngheo.apps.budgets.models import Line
from giamngheo.apps.budgets.of_activities import Rate, by_activity
from giamngheo.apps.budgets.queries import AllIdle, Idle, Month, Sums, Within, by_month, idle, within

MOST: Final = 50
"""So many activities and so much idle money, the largest, are told one by one."""


class YearRates(TypedDict):
    """What `rates_of` reads again."""

    units: dict[str, list[int]]
    projects: dict[str, list[int]]
    sources: dict[str, list[int]]
    months: list[list[int]]
    idle: dict[str, Any]
    activities: list[list[Any]]


def year_rates(areas: Sequence[int] | None, below: Sequence[int], year: str, day: date) -> YearRates:
    """The rates of a year in areas (None: all) and in units below, as of a day. Five questions."""
    money = within(areas, below, int(year), day)
    lying = idle(areas, int(year), day, most=MOST)
    return {
        "units": {str(unit): list(astuple(sums)) for unit, sums in money.units.items()},
        "projects": {code: list(astuple(sums)) for code, sums in money.projects.items()},
        "sources": {code: list(astuple(sums)) for code, sums in money.sources.items()},
        "months": [list(astuple(one)) for one in by_month(areas, int(year))],
        "idle": {
            "count": lying.count,
            "amount": lying.amount,
            "largest": [
                [one.line.pk, one.amount, one.since.isoformat(), one.is_allocated] for one in lying.largest
            ],
        },
        "activities": [
            [one.activity_id, one.title, one.area_id, list(astuple(one.sums))]
            for one in by_activity(areas, int(year), most=MOST)
        ],
    }


def money_in(told: YearRates) -> Within:
    """The money by unit, project and source."""
    return Within(
        {int(unit): Sums(*sums) for unit, sums in told["units"].items()},
        {code: Sums(*sums) for code, sums in told["projects"].items()},
        {code: Sums(*sums) for code, sums in told["sources"].items()},
    )


def months_in(told: YearRates) -> list[Month]:
    """What was disbursed month after month."""
    return [Month(*one) for one in told["months"]]


def activities_in(told: YearRates) -> list[Rate]:
    """The activities with most money."""
    return [Rate(number, title, area_id, Sums(*sums)) for number, title, area_id, sums in told["activities"]]


def idle_in(told: YearRates) -> AllIdle:
    """What lies idle; its lines are read as they are now. One question."""
    largest = told["idle"]["largest"]
    lines = Line.objects.select_related("activity").in_bulk([one[0] for one in largest])
    found = (
        Idle(lines[number], amount, date.fromisoformat(since), is_allocated)
        for number, amount, since, is_allocated in largest
        if number in lines
    )
    return AllIdle(told["idle"]["count"], told["idle"]["amount"], tuple(found))
