"""Whom of the register to invite on a day: who may be of a group, age and sex of a kind, then who is.

What narrows is what people and households carry of today (`Person`), so that a page stays quick; whether
somebody is rightly there is asked of the dated facts of the day. Who moved away since is not offered.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Exists, OuterRef, Q

from giamngheo.apps.activities.eligibility import Entrant, entrants, may_be_of, verdict, who_of
from giamngheo.apps.households.flags import Flag, certainly
from giamngheo.apps.households.models import Person, Recognition
from giamngheo.foundation.accounts.scope import among
from giamngheo.law.vocabulary.activities import ActivityKind, Group, Takes, WhoseAge
from giamngheo.law.vocabulary.standards import HouseholdClass

_LISTED: Final = (HouseholdClass.POOR.value, HouseholdClass.NEAR_POOR.value)
_AT_ONCE: Final = 2_000


@dataclass(frozen=True)
class Invited:
    """Somebody who may rightly take part on a day: by which group, and as whom of the kind («» where any)."""

    entrant: Entrant
    group: Group
    who: str = ""


def may_be_invited(kind: ActivityKind, day: date, today: date) -> Q:
    """The condition on living households or persons, whichever the kind takes, that may be right on a day."""
    if kind.takes is Takes.HOUSEHOLDS:
        return _of_a_group(kind, day, today)
    return _of_a_group(kind, day, today, "household__") & of_an_age(kind, day)


def of_an_age(kind: ActivityKind, day: date) -> Q:
    """The condition on persons of an age and sex that the kind asks for; who may still be so is one."""
    fitting = [_fits(one, day) for one in kind.who]
    return reduce(or_, fitting) if all(fitting) and fitting else Q()


def unknown_to(kind: ActivityKind, areas: Sequence[int], day: date, today: date) -> int:
    """How many of the groups cannot be told by age or sex, as the register is silent."""
    if not kind.who:
        return 0
    unsaid = Q(birth_date=None) | (Q(sex="") if any(one.sex for one in kind.who) else Q())
    people = Person.objects.filter(
        _of_a_group(kind, day, today, "household__"), among(list(areas)), unsaid, is_living=True
    )
    return people.exclude(of_an_age(kind, day)).count()


def invited(kind: ActivityKind, numbers: Sequence[int], areas: Sequence[int], day: date) -> Iterator[Invited]:
    """Of these households or persons those who are right on the day and lived in the areas, in order."""
    inside = set(areas)
    for place in range(0, len(numbers), _AT_ONCE):
        some = numbers[place : place + _AT_ONCE]
        found = entrants(kind, some, day)
        for number in some:
            entrant = found.get(number)
            if entrant is None or entrant.area_id not in inside:
                continue
            group = verdict(kind, entrant, day).group
            if group is not None:
                who = who_of(kind, entrant, day)
                yield Invited(entrant, group, who.name if who else "")


def _of_a_group(kind: ActivityKind, day: date, today: date, to_household: str = "") -> Q:
    """Of another day than today: of whom any decision until then put the household on a list."""
    if day == today:
        return may_be_of(kind, day, to_household)
    groups = {one.group for one in kind.groups}
    if Group.RESIDENT in groups:
        return Q()
    home = f"{to_household}pk" if to_household else "pk"
    decided = Recognition.objects.filter(
        household=OuterRef(home), superseded_by=None, valid__contains=day, household_class__in=_LISTED
    )
    found = Q(Exists(decided))
    if Group.DISABLED in groups:
        found |= Q(certainly(Flag.DISABILITY, day, home))
    return found


def _fits(who: WhoseAge, day: date) -> Q:
    found = Q(sex=who.sex) if who.sex else Q()
    if who.age_from is not None:
        found &= Q(birth_date__lte=_years_before(day, who.age_from))
    if who.under is not None:
        found &= _born_after(_years_before(day, who.under))
    return found


def _born_after(day: date) -> Q:
    """Born after a day, or perhaps: of whom the month or year alone is known it may lie at its end."""
    first = day + timedelta(days=1)
    return (
        Q(birth_precision="day", birth_date__gte=first)
        | Q(birth_precision="month", birth_date__gte=first.replace(day=1))
        | Q(birth_precision="year", birth_date__gte=first.replace(month=1, day=1))
    )


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - years, day=28)
