"""«Trùng số, ở hai hộ» taken away as files: a row a person of a shared number, a row a household."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.apps.households.doubles import belonging_twice, sharing_numbers
from giamngheo.apps.households.models import Membership, Person
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.exporting import (
    AT_ONCE,
    COUNT,
    PLACE,
    TEXT,
    Exported,
    Looking,
    Taken,
    areas_told,
    give,
)
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import days
from giamngheo.web.components.personal_numbers import masked
from giamngheo.web.staff.registry.doubles import Asked, asked_of_all
from giamngheo.web.staff.registry.said import birth


class OfNumber(NamedTuple):
    """A person, the place of their number among those that are shared, where all live who have it."""

    place: int
    areas: frozenset[int | None]
    person: Person


class OfPerson(NamedTuple):
    """A membership and the place of its person among those who are in two households."""

    place: int
    membership: Membership


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def numbers(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give everybody who has somebody else's number."""
    asked, within, _ = asked_of_all(request)
    people = sharing_numbers(within)
    taken = _taken(request, asked, people.count())
    return give(request, SHARED_NUMBERS, lambda: _by_number(people), taken, ending)


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def homes(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give every household of everybody who is in two."""
    asked, _, of_members = asked_of_all(request)
    memberships = belonging_twice(of_members, today())
    taken = _taken(request, asked, memberships.count())
    return give(request, TWO_HOUSEHOLDS, lambda: _by_person(memberships), taken, ending)


def _taken(request: HttpRequest, asked: Asked, count: int) -> Taken:
    return Taken("households.export", count, areas_told(request, Permission.SEE_HOUSEHOLDS, asked.area_id))


def _by_number(people: QuerySet[Person]) -> Iterator[OfNumber]:
    found = groupby(people.iterator(chunk_size=AT_ONCE), attrgetter("personal_number"))
    for place, (_, same) in enumerate(found, start=1):
        group = list(same)
        areas = frozenset(one.area_id for one in group)
        yield from (OfNumber(place, areas, one) for one in group)


def _by_person(memberships: QuerySet[Membership]) -> Iterator[OfPerson]:
    found = groupby(memberships.iterator(chunk_size=AT_ONCE), attrgetter("person_id"))
    for place, (_, same) in enumerate(found, start=1):
        yield from (OfPerson(place, one) for one in same)


def _number_lines(chunk: Sequence[OfNumber], looking: Looking) -> Iterator[Sequence[object]]:
    looking.learn(one.person.area_id for one in chunk)
    shows = looking.sees_numbers()
    for place, areas, person in chunk:
        # Whole only where all may be seen whole who have it, as on the page: else one tells the others'.
        whole = all(area is not None and shows(area) for area in areas)
        yield (
            place,
            masked(person.personal_number, whole),
            person.full_name,
            birth(person.birth_date, person.birth_precision),
            person.household.code if person.household else None,
            looking.name(person.area_id),
        )


def _home_lines(chunk: Sequence[OfPerson], looking: Looking) -> Iterator[Sequence[object]]:
    for place, one in chunk:
        yield (
            place,
            one.person.full_name,
            birth(one.person.birth_date, one.person.birth_precision),
            one.household.code,
            one.household.head_name or None,
            days(one.valid),
        )


SHARED_NUMBERS: Final = Exported(
    "Người trùng số định danh",
    "Số người",
    {
        PLACE: COUNT,
        "Nhóm trùng": COUNT,
        "Số định danh": TEXT,
        "Họ và tên": TEXT,
        "Sinh": TEXT,
        "Hộ": TEXT,
        "Nơi ở": TEXT,
    },
    (7, 11, 18, 28, 12, 18, 28),
    _number_lines,
)
TWO_HOUSEHOLDS: Final = Exported(
    "Người ở hai hộ",
    "Số dòng",
    {
        PLACE: COUNT,
        "Người thứ": COUNT,
        "Họ và tên": TEXT,
        "Sinh": TEXT,
        "Hộ": TEXT,
        "Chủ hộ": TEXT,
        "Ở hộ này": TEXT,
    },
    (7, 11, 28, 12, 18, 28, 28),
    _home_lines,
)
