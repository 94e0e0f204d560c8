"""Who of the register may be somebody who is about to be written down: looked for at every entry.

By the linkage of the whole register, in one question and one comparison for all who are typed; besides,
whoever has the same number, or the same name with a birth that may be the same, is always told; of whom no
birth is known, here nor there, by the same name in the same village.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl
from django.db import connection
from django.db.models import Q

from giamngheo.apps.households.doubles import areas_in
from giamngheo.apps.households.linkage import LIKELY, PEOPLE, scored_against
from giamngheo.apps.households.models import Person
from giamngheo.apps.households.personal_numbers import LENGTH, OLD_LENGTH
from giamngheo.apps.households.suspicions import frame_of
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.queries import path_of
from giamngheo.foundation.text import plain

_CANDIDATES: Final = 300
_SHOWN: Final = 20  # of the likeliest for each who is typed
_COLUMNS: Final = {
    "number": "text",
    "former": "text",
    "other_former": "text",
    "name": "text",
    "given": "text",
    "born": "date",
    "swapped": "date",
    "year": "integer",
}
# Numbers are looked for wherever who asks may look, names and births in the commune.
_ALIKE: Final = """
SELECT said.place, alike.id FROM unnest({arrays}) WITH ORDINALITY AS said ({names}, place)
CROSS JOIN LATERAL (
    SELECT id FROM households_person WHERE personal_number = said.number AND personal_number <> ''
    UNION
    SELECT person_id FROM households_formernumber
    WHERE superseded_by_id IS NULL AND number IN (said.former, said.other_former) AND number <> ''
    UNION
    (SELECT id FROM households_person
    WHERE area_id = ANY(%(areas)s) AND household_id IS NOT NULL AND (
        name_key = said.name OR birth_date IN (said.born, said.swapped)
        OR (extract(year FROM birth_date) = said.year
            AND (name_key = said.given OR right(name_key, length(said.given) + 1) = ' ' || said.given))
    )
    ORDER BY name_key = said.name DESC, id LIMIT %(most)s)
) AS alike
"""


@dataclass(frozen=True)
class Likely:
    """Somebody of the register who may be the person whom one is about to write down, and why."""

    person: Person
    probability: float
    levels: Mapping[str, str]


def likely_same(
    told: Sequence[Mapping[str, Any]], area_id: int, day: date, within: Q | None = None
) -> list[list[Likely]]:
    """For each person told (fields of `Particulars`, `former_number`, `head_name`): who they may be.

    Likeliest first, within a condition on people; those who left the register are among them. `area_id` is
    where the person is about to be written down.
    """
    areas = _areas_around(area_id, day)
    pairs = _candidates(told, areas) if told else []
    numbers = {number for _, number in pairs}
    kept = Person.objects.filter(within or Q(), pk__in=numbers, household__isnull=False)
    people = {one.pk: one for one in kept.select_related("household")}
    pairs = [(place, number) for place, number in pairs if number in people]
    found: list[list[Likely]] = [[] for _ in told]
    if not pairs:
        return found
    known = frame_of([people[number] for _, number in pairs])
    typed = pl.DataFrame([_row(place, told[place], area_id) for place, _ in pairs], PEOPLE, orient="row")
    living = Person.objects.filter(area_id__in=areas, is_living=True).count()
    scored = scored_against(typed, known, living)
    former = dict(zip(known["id"], known["former_number"], strict=True))
    for row in scored.iter_rows(named=True):
        person, said = people[row["right"]], told[row["left"]]
        own = {person.personal_number, former[person.pk]}
        if row["probability"] >= LIKELY or _may_be(said, person, own, area_id):
            levels = {name: row[name] for name in scored.columns[3:] if row[name]}
            found[row["left"]].append(Likely(person, row["probability"], levels))
    return [likely[:_SHOWN] for likely in found]


def _row(place: int, said: Mapping[str, Any], area_id: int) -> dict[str, Any]:
    words = ("full_name", "sex", "birth_precision", "personal_number", "former_number", "head_name")
    told = {name: str(said.get(name) or "") for name in words}
    return {**told, "id": place, "birth_date": said.get("birth_date"), "village": area_id}


def _candidates(told: Sequence[Mapping[str, Any]], areas: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of a place in `told` and the number of somebody who is worth comparing."""
    keys = [_keys(said) for said in told]
    values: dict[str, Any] = {name: [one[name] for one in keys] for name in _COLUMNS}
    arrays = ", ".join(f"%({name})s::{kind}[]" for name, kind in _COLUMNS.items())
    with connection.cursor() as cursor:
        cursor.execute(
            _ALIKE.format(arrays=arrays, names=", ".join(_COLUMNS)),
            values | {"areas": list(areas), "most": _CANDIDATES},
        )
        return sorted((place - 1, number) for place, number in cursor.fetchall())


def _keys(said: Mapping[str, Any]) -> dict[str, Any]:
    digits, old = (_digits(said.get(number)) for number in ("personal_number", "former_number"))
    name, born = plain(str(said.get("full_name") or "")), said.get("birth_date")
    whole = born if (said.get("birth_precision") or "day") == "day" else None
    return {
        "number": digits.zfill(LENGTH) if len(digits) > OLD_LENGTH else "",
        "former": digits if len(digits) == OLD_LENGTH else "",
        "other_former": old if len(old) == OLD_LENGTH else "",
        "name": name,
        "given": name.split()[-1] if name else "",
        "born": whole,
        "swapped": _swapped(whole),
        "year": born.year if born else None,
    }


def _digits(number: object) -> str:
    return "".join(filter(str.isdigit, str(number or "")))


def _swapped(born: date | None) -> date | None:
    """The birth with day and month exchanged, where there is such a day."""
    return born if born is None or born.day > 12 else date(born.year, born.day, born.month)


def _may_be(said: Mapping[str, Any], person: Person, numbers: set[str], area_id: int) -> bool:
    """Whether the numbers are the same, or the names in any spelling with births that may be the same."""
    if ({said.get("personal_number"), said.get("former_number")} & numbers) - {"", None}:
        return True
    born = said.get("birth_date")
    if plain(str(said.get("full_name") or "")) != person.name_key:
        return False
    if not born or not person.birth_date:
        return not born and not person.birth_date and person.area_id == area_id
    known = {str(said.get("birth_precision") or "day"), person.birth_precision}
    if "year" in known:
        return bool(born.year == person.birth_date.year)
    if "month" in known:
        return bool((born.year, born.month) == (person.birth_date.year, person.birth_date.month))
    return bool(born == person.birth_date)


def _areas_around(area_id: int, day: date) -> list[int]:
    """The commune in which an area lies, with all in it; the area itself where it lies in none."""
    commune = next((unit for unit in path_of(area_id, day) if unit.tier == Tier.COMMUNE), None)
    return areas_in(commune.area_id if commune else area_id, day)
