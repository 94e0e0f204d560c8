"""Short words for targets and figures of tests; nobody is real."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.apps.households.made import about, home, said
from tests.factories.places import Country

from giamngheo.apps.households.actions import Decision, MemberSaid, Recognised, recognise, record_household
from giamngheo.apps.households.models import Household
from giamngheo.apps.results.actions import COUNT, draw_target, put_in_force
from giamngheo.apps.results.long_work import count_in_background
from giamngheo.apps.results.models import PlannedTarget
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.tasks.actions import begin
from giamngheo.foundation.tasks.models import Task
from giamngheo.law.vocabulary.targets import Target, TargetKind

# Far beyond the accounts that tests make, so that nobody is taken for one of them.
OFFICER, LEADER = Actor(900_021, "Thử Cán Bộ"), Actor(900_022, "Thử Lãnh Đạo")
FIRST, LAST, TODAY = date(2026, 1, 1), date(2026, 12, 31), date(2026, 11, 15)
LAST_YEAR, THIS_YEAR = date(2025, 12, 12), date(2026, 10, 20)


def told(indicator: str, kind: TargetKind, value: object = None, **more: Any) -> Target:
    days: dict[str, Any] = {"first": FIRST, "last": LAST} | more
    number = None if value is None else Decimal(str(value))
    return Target(indicator=indicator, kind=kind, value=number, wording="lời của kế hoạch thử", **days)


def fall_of(count: int, **more: Any) -> Target:
    return told("poor_households", TargetKind.CHANGE_COUNT, count, **more)


def set_target(area: Area, target: Target) -> PlannedTarget:
    """A target in force."""
    return put_in_force(draw_target(area, target, OFFICER), LEADER)


def decided(households: list[Household], name: str, day: date, lacking: list[str] | None = None) -> None:
    """A decision of a day on the class of these households."""
    rows = [Recognised(one.pk, name, lacking) for one in households]
    recognise(rows, Decision("QĐ thử", day, "Chủ tịch UBND (thử)", day.year), about(day), OFFICER)


def people(area: Area, *members: MemberSaid) -> Household:
    return record_household(area.pk, list(members), about(), OFFICER)


def two_years(country: Country) -> list[Household]:
    """Four households of the east: of two poor ones one left the list, one is new on it, one was never."""
    homes = [home(country.east_1, f"Mẫu Văn {name}") for name in ("An", "Bình", "Chi")]
    homes.append(home(country.east_2, "Mẫu Văn Dung"))
    decided(homes[:2], "poor", LAST_YEAR, ["water"])
    decided(homes[1:2], "not_poor", THIS_YEAR)
    decided(homes[2:3], "poor", THIS_YEAR)
    return homes


def count_now() -> None:
    """Do the counting that waits, as the worker would."""
    for waiting in Task.objects.filter(kind=COUNT).not_over():
        if (task := begin(waiting.pk)) is not None:
            count_in_background(task)


__all__ = [
    "Decimal",
    "about",
    "count_now",
    "decided",
    "fall_of",
    "home",
    "people",
    "said",
    "set_target",
    "told",
    "two_years",
]
