"""Who of the register may be somebody else of it: people of an area, candidates for one, checks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl
from django.db import connection
from django.db.models import Count, Q

from giamngheo.apps.households.linkage import LIKELY, PEOPLE, Suspected, one_against, pairs_between
from giamngheo.apps.households.models import Membership, Person
from giamngheo.apps.households.personal_numbers import LENGTH, OLD_LENGTH
from giamngheo.apps.households.suspicions import frame_of
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Containment
from giamngheo.foundation.areas.queries import path_of
from giamngheo.foundation.text import plain

_AT_ONCE: Final = 50_000
_CANDIDATES: Final = 300
_PEOPLE: Final = """
SELECT person.id, person.full_name, person.sex, person.birth_date, person.birth_precision,
    person.personal_number, coalesce(former.number, ''), person.area_id, coalesce(home.head_name, '')
FROM households_person AS person
LEFT JOIN households_household AS home ON home.id = person.household_id
LEFT JOIN (SELECT DISTINCT ON (person_id) person_id, number FROM households_formernumber
    WHERE superseded_by_id IS NULL ORDER BY person_id, id DESC) AS former ON former.person_id = person.id
WHERE person.is_living AND person.area_id = ANY(%s) ORDER BY person.id
"""
_ALIKE: Final = """
SELECT id FROM households_person WHERE is_living AND personal_number = %(number)s AND personal_number <> ''
UNION
SELECT person_id FROM households_formernumber
WHERE superseded_by_id IS NULL AND number = ANY(%(former)s::text[])
UNION
(SELECT id FROM households_person
WHERE is_living AND area_id = ANY(%(areas)s) AND (
    name_key = %(name)s
    OR birth_date = ANY(%(births)s::date[])
    OR (extract(year FROM birth_date) = %(year)s AND (name_key = %(given)s OR name_key LIKE %(ending)s))
)
ORDER BY name_key = %(name)s DESC, id LIMIT %(most)s)
"""


@dataclass(frozen=True)
class Likely:
    """Somebody who is in the register and may be the person whom one is about to write down."""

    person: Person
    probability: float
    levels: Mapping[str, str]


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


def likely_same(said: Mapping[str, Any], area_id: int, day: date) -> list[Likely]:
    """Who may be the person of whom this is said (fields of `Particulars`, `head_name`), likeliest first.

    Looked for by number wherever the asking person may look, by name and birth in the commune of the area.
    """
    areas = _areas_around(area_id, day)
    numbers = _candidates(said, areas)
    people = list(Person.objects.filter(pk__in=numbers).select_related("household").order_by("pk"))
    if not people:
        return []
    number = str(said.get("personal_number") or "")
    row = {
        "id": 0,
        "full_name": str(said.get("full_name") or ""),
        "sex": said.get("sex") or "",
        "birth_date": said.get("birth_date"),
        "birth_precision": said.get("birth_precision") or "",
        "personal_number": number,
        "former_number": str(said.get("former_number") or ""),
        "village": area_id,
        "head_name": str(said.get("head_name") or ""),
    }
    population = Person.objects.filter(area_id__in=areas, is_living=True).count()
    scored = one_against(pl.DataFrame([row], schema=PEOPLE), frame_of(people), population)
    by_number = {one.pk: one for one in people}
    found = []
    for told in scored.filter(pl.col("probability") >= LIKELY).iter_rows(named=True):
        levels = {name: told[name] for name in scored.columns[3:] if told[name]}
        found.append(Likely(by_number[told["right"]], told["probability"], levels))
    return found


def _candidates(said: Mapping[str, Any], areas: Sequence[int]) -> list[int]:
    digits = "".join(filter(str.isdigit, str(said.get("personal_number") or "")))
    old = "".join(filter(str.isdigit, str(said.get("former_number") or "")))
    born = said.get("birth_date")
    name = plain(str(said.get("full_name") or ""))
    given = name.split()[-1] if name else ""
    with connection.cursor() as cursor:
        values: dict[str, Any] = {
            "number": digits.zfill(LENGTH) if len(digits) > OLD_LENGTH else "",
            "former": [one for one in (digits, old) if len(one) == OLD_LENGTH],
            "areas": list(areas),
            "name": name,
            "given": given,
            "ending": f"% {given}",
            "births": _births(born) if said.get("birth_precision") == "day" else [],
            "year": born.year if born else None,
            "most": _CANDIDATES,
        }
        cursor.execute(_ALIKE, values)
        return [number for (number,) in cursor.fetchall()]


def _births(born: date | None) -> list[date]:
    """The day, and the one with day and month exchanged where there is such a day."""
    if born is None:
        return []
    return [born] if born.day > 12 else [born, date(born.year, born.day, born.month)]


def _areas_around(area_id: int, day: date) -> list[int]:
    """The commune in which an area lies, with all in it; the area itself where it lies in none."""
    commune = next((unit for unit in path_of(area_id, day) if unit.tier == Tier.COMMUNE), None)
    return areas_in(commune.area_id if commune else area_id, day)


def areas_in(area_id: int, day: date) -> list[int]:
    """An area and what lies in it on a day."""
    inside = Containment.objects.filter(ancestor_id=area_id, valid__contains=day)
    return list(inside.values_list("area_id", flat=True))


def with_one_number(within: Q, most: int) -> list[list[Person]]:
    """People who have the same personal number, together; at most so many numbers."""
    people = Person.objects.filter(within, is_living=True).exclude(personal_number="")
    shared = people.values("personal_number").annotate(times=Count("pk")).filter(times__gt=1)
    numbers = list(shared.order_by("personal_number").values_list("personal_number", flat=True)[:most])
    found: dict[str, list[Person]] = {number: [] for number in numbers}
    rows = people.filter(personal_number__in=numbers).select_related("household").order_by("pk")
    for person in rows:
        found[person.personal_number].append(person)
    return list(found.values())


def in_two_households(within: Q, day: date, most: int) -> list[tuple[Person, list[Membership]]]:
    """People who belong to more than one household on a day, with these; at most so many people.

    `within` is a condition on `person__area_id`.
    """
    now = Membership.objects.filter(
        within, superseded_by=None, valid__contains=day, household__is_living=True
    )
    often = now.values("person_id").annotate(homes=Count("household_id", distinct=True)).filter(homes__gt=1)
    people = list(often.order_by("person_id").values_list("person_id", flat=True)[:most])
    rows = now.filter(person__in=people).select_related("person", "household").order_by("person_id", "pk")
    found: dict[int, tuple[Person, list[Membership]]] = {}
    for row in rows:
        found.setdefault(row.person_id, (row.person, []))[1].append(row)
    return list(found.values())
