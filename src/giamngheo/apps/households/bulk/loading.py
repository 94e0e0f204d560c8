"""The register of some units on a day, as frames."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from giamngheo.apps.households.bulk.copying import asked
from giamngheo.apps.households.models import SAID

_HOMES: Final = """
SELECT home.id, home.code, lives.area_id, lives.address
FROM households_residence AS lives JOIN households_household AS home ON home.id = lives.household_id
WHERE lives.superseded_by_id IS NULL AND lives.valid @> %(day)s::date AND lives.area_id = ANY(%(areas)s)
"""
_OF_PERSON: Final = ", ".join(f"said.{name}" for name in SAID)
_PEOPLE: Final = f"""
SELECT belongs.person_id, belongs.household_id, belongs.relationship, {_OF_PERSON}
FROM households_residence AS lives
JOIN households_membership AS belongs ON belongs.household_id = lives.household_id
    AND belongs.superseded_by_id IS NULL AND belongs.valid @> %(day)s::date
JOIN households_particulars AS said ON said.person_id = belongs.person_id
    AND said.superseded_by_id IS NULL AND said.valid @> %(day)s::date
WHERE lives.superseded_by_id IS NULL AND lives.valid @> %(day)s::date AND lives.area_id = ANY(%(areas)s)
"""
_NUMBERS: Final = """
SELECT given.household_id, given.scheme, given.number FROM households_householdnumber AS given
JOIN households_residence AS lives ON lives.household_id = given.household_id
    AND lives.superseded_by_id IS NULL AND lives.valid @> %(day)s::date
WHERE given.superseded_by_id IS NULL AND given.valid @> %(day)s::date AND lives.area_id = ANY(%(areas)s)
"""
_FORMER: Final = """
SELECT former.person_id, former.number FROM households_formernumber AS former
JOIN households_person AS person ON person.id = former.person_id
WHERE former.superseded_by_id IS NULL AND person.area_id = ANY(%(areas)s)
"""
_ELSEWHERE: Final = """
SELECT person.id, person.personal_number, person.full_name, home.code
FROM households_person AS person JOIN households_household AS home ON home.id = person.household_id
WHERE person.personal_number = ANY(%(numbers)s) AND person.is_living
"""
_LATER: Final = """
SELECT fact.household_id, fact.person_id, min(lower(fact.valid)) FROM (
    SELECT household_id, NULL::bigint AS person_id, valid, superseded_by_id FROM households_residence
    UNION ALL SELECT household_id, person_id, valid, superseded_by_id FROM households_membership
    UNION ALL SELECT NULL, person_id, valid, superseded_by_id FROM households_particulars
) AS fact
WHERE fact.superseded_by_id IS NULL AND lower(fact.valid) > %(day)s
    AND (fact.household_id = ANY(%(homes)s) OR fact.person_id = ANY(%(people)s))
GROUP BY fact.household_id, fact.person_id
"""
_RECOGNITIONS: Final = """
SELECT household_id, household_class, lower(valid), decision_number, decision_date, decided_by, list_year,
    income_points, deprivation_points, deprivations
FROM households_recognition WHERE superseded_by_id IS NULL AND household_id = ANY(%(homes)s)
"""
_BEGUN: Final = """
SELECT lives.household_id FROM households_residence AS lives
WHERE lives.superseded_by_id IS NULL AND lower(lives.valid) > %(day)s AND lives.area_id = ANY(%(areas)s)
    AND NOT EXISTS (
        SELECT FROM households_residence AS before WHERE before.household_id = lives.household_id
            AND before.superseded_by_id IS NULL AND before.valid @> %(day)s::date
            AND before.area_id = ANY(%(areas)s)
    )
LIMIT 1
"""
_TYPES: Final[dict[str, Any]] = {
    "birth_date": pl.Date,
    "social_assistance": pl.List(pl.String),
    "has_health_insurance": pl.Boolean,
    "is_meritorious": pl.Boolean,
    "serious_illness": pl.Boolean,
    "can_work": pl.Boolean,
    "height": pl.Float64,
    "body_weight": pl.Float64,
}


@dataclass(frozen=True)
class Register:
    """Households (`household_id`, `code`, `area_id`, `address`), their people with all that is said of them
    (`person_id`, `household_id`, `relationship`, fields of `Particulars`), numbers of others, former numbers.
    """

    homes: pl.DataFrame
    people: pl.DataFrame
    numbers: pl.DataFrame
    former: pl.DataFrame


def register_on(areas: Sequence[int], day: date) -> Register:
    """What stands of these units on a day, as far as who asks may see it."""
    values = {"areas": list(areas), "day": day}
    people = {"person_id": pl.Int64, "household_id": pl.Int64, "relationship": pl.String}
    people |= {name: _TYPES.get(name, pl.String) for name in SAID}
    homes = {"household_id": pl.Int64, "code": pl.String, "area_id": pl.Int64, "address": pl.String}
    numbers = {"household_id": pl.Int64, "scheme": pl.String, "number": pl.String}
    return Register(
        asked(_HOMES, values, homes),
        asked(_PEOPLE, values, people),
        asked(_NUMBERS, values, numbers),
        asked(_FORMER, values, {"person_id": pl.Int64, "former_number": pl.String}),
    )


def begun_after(areas: Sequence[int], before: Register, day: date, until: date) -> Register:
    """What stands of these units on a later day in households that were not there on the earlier one."""
    if asked(_BEGUN, {"areas": list(areas), "day": day}, {"household_id": pl.Int64}).is_empty():
        return Register(before.homes.clear(), before.people.clear(), before.numbers.clear(), before.former)
    register = register_on(areas, until)
    new = ~pl.col("household_id").is_in(before.homes.get_column("household_id").implode())
    return Register(
        register.homes.filter(new), register.people.filter(new), register.numbers.filter(new), register.former
    )


def holders_of(numbers: Sequence[str]) -> pl.DataFrame:
    """Who in the register bears these personal numbers: `person_id`, `personal_number`, `name`, `code`."""
    schema = {"person_id": pl.Int64, "personal_number": pl.String, "name": pl.String, "code": pl.String}
    return asked(_ELSEWHERE, {"numbers": list(numbers)}, schema)


def written_later(homes: Sequence[int], people: Sequence[int], day: date) -> pl.DataFrame:
    """Households and people of whom something begins after a day: `household_id`, `person_id`, `begins`."""
    schema = {"household_id": pl.Int64, "person_id": pl.Int64, "begins": pl.Date}
    return asked(_LATER, {"homes": list(homes), "people": list(people), "day": day}, schema)


def recognitions_of(homes: Sequence[int]) -> pl.DataFrame:
    """What stands of decisions on these households, each from its day (`since`) on."""
    schema = {
        "household_id": pl.Int64,
        "household_class": pl.String,
        "since": pl.Date,
        "decision_number": pl.String,
        "decision_date": pl.Date,
        "decided_by": pl.String,
        "list_year": pl.Int64,
        "income_points": pl.Int64,
        "deprivation_points": pl.Int64,
        "deprivations": pl.List(pl.String),
    }
    return asked(_RECOGNITIONS, {"homes": list(homes)}, schema)
