"""Who of the register may be somebody else of it: people of an area, and what needs no search."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import polars as pl
from django.db import connection
from django.db.models import Count, Q, QuerySet

from giamngheo.apps.households.linkage import PEOPLE, Suspected, pairs_between
from giamngheo.apps.households.models import Membership, Person
from giamngheo.foundation.areas.models import Containment

_AT_ONCE: Final = 50_000
_PEOPLE: Final = """
SELECT person.id, person.full_name, person.sex, person.birth_date, person.birth_precision,
    person.personal_number, coalesce(former.number, ''), person.area_id, coalesce(home.head_name, '')
FROM households_person AS person
LEFT JOIN households_household AS home ON home.id = person.household_id
LEFT JOIN (SELECT DISTINCT ON (person_id) person_id, number FROM households_formernumber
    WHERE superseded_by_id IS NULL ORDER BY person_id, id DESC) AS former ON former.person_id = person.id
WHERE person.is_living AND person.area_id = ANY(%s) ORDER BY person.id
"""


def people_frame(areas: Sequence[int]) -> pl.DataFrame:
    """All people who are in the register in these areas, as they are compared."""
    parts = []
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, [list(areas)])
        while rows := cursor.fetchmany(_AT_ONCE):
            parts.append(pl.DataFrame(rows, schema=PEOPLE, orient="row"))
    return pl.concat(parts) if parts else pl.DataFrame(schema=PEOPLE)


def likely_known(new: pl.DataFrame, areas: Sequence[int]) -> Suspected:
    """Of a list that is about to come in (columns of `linkage.PEOPLE`): who is in the register already."""
    return pairs_between(new, people_frame(areas))


def areas_in(area_id: int, day: date) -> list[int]:
    """An area and what lies in it on a day."""
    inside = Containment.objects.filter(ancestor_id=area_id, valid__contains=day)
    return list(inside.values_list("area_id", flat=True))


def with_one_number(within: Q, most: int) -> list[list[Person]]:
    """People who have the same personal number, together; at most so many numbers."""
    people, shared = _with_number(within)
    numbers = list(shared.order_by("personal_number").values_list("personal_number", flat=True)[:most])
    found: dict[str, list[Person]] = {number: [] for number in numbers}
    rows = people.filter(personal_number__in=numbers).select_related("household").order_by("pk")
    for person in rows:
        found[person.personal_number].append(person)
    return list(found.values())


def sharing_numbers(within: Q) -> QuerySet[Person]:
    """Everybody whose personal number somebody else has too, number after number."""
    people, shared = _with_number(within)
    theirs = people.filter(personal_number__in=shared.values("personal_number"))
    return theirs.select_related("household").order_by("personal_number", "pk")


def _with_number(within: Q) -> tuple[QuerySet[Person], QuerySet[Person, dict[str, Any]]]:
    """People with a personal number, and the numbers that more than one of them has."""
    people = Person.objects.filter(within, is_living=True).exclude(personal_number="")
    return people, people.values("personal_number").annotate(times=Count("pk")).filter(times__gt=1)


def in_two_households(within: Q, day: date, most: int) -> list[tuple[Person, list[Membership]]]:
    """People who belong to more than one household on a day, with these; at most so many people.

    `within` is a condition on `person__area_id`.
    """
    now, often = _belonging(within, day)
    people = list(often.order_by("person_id").values_list("person_id", flat=True)[:most])
    rows = now.filter(person__in=people).select_related("person", "household").order_by("person_id", "pk")
    found: dict[int, tuple[Person, list[Membership]]] = {}
    for row in rows:
        found.setdefault(row.person_id, (row.person, []))[1].append(row)
    return list(found.values())


def belonging_twice(within: Q, day: date) -> QuerySet[Membership]:
    """Where everybody belongs on a day who belongs to more than one household, person after person.

    `within` is a condition on `person__area_id`.
    """
    now, often = _belonging(within, day)
    theirs = now.filter(person__in=often.values("person_id"))
    return theirs.select_related("person", "household").order_by("person_id", "pk")


def _belonging(within: Q, day: date) -> tuple[QuerySet[Membership], QuerySet[Membership, dict[str, Any]]]:
    """Who belongs where on a day, and who of them to more than one household."""
    now = Membership.objects.filter(
        within, superseded_by=None, valid__contains=day, household__is_living=True
    )
    homes = now.values("person_id").annotate(homes=Count("household_id", distinct=True))
    return now, homes.filter(homes__gt=1)
