"""The statements of a batch: what is staged becomes rows of the register, all rows of a kind at once."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from giamngheo.apps.households.bulk.frames import TEXTS, value_of
from giamngheo.apps.households.models import SAID

EVENTS: Final = """
INSERT INTO households_event
    (kind, day, area_id, reason, paper, source, actor_id, actor_name, recorded_at, batch)
SELECT %(kind)s, %(day)s, area_id, %(reason)s, %(paper)s, %(source)s, %(actor)s, %(name)s, now(), %(batch)s
FROM unnest(%(areas)s::bigint[]) AS told (area_id)
RETURNING area_id, id
"""
NAMES_SETTLED: Final = "SELECT households_names_settled()"  # into the index that searches read
HOUSEHOLDS: Final = """
INSERT INTO households_household
    (id, code, recorded_by_id, area_id, is_living, head_name, sort_key, members)
SELECT id, code, event_id, area_id, true, coalesce(head_name, ''), coalesce(sort_key, ''), members
FROM told_households
"""
RESIDENCES: Final = """
INSERT INTO households_residence (household_id, area_id, address, is_temporary, valid, recorded_by_id)
SELECT id, area_id, coalesce(address, ''), NULL, daterange(since, NULL), event_id FROM told_households
"""
NUMBERS: Final = """
INSERT INTO households_householdnumber (household_id, scheme, number, valid, recorded_by_id)
SELECT household_id, scheme, number, daterange(since, NULL), event_id FROM told_numbers
"""
FORMER_NUMBERS: Final = """
INSERT INTO households_formernumber (person_id, number, valid, recorded_by_id)
SELECT id, former_number, daterange(NULL, NULL), event_id FROM told_people WHERE former_number <> ''
"""
MEMBERSHIPS: Final = """
WITH gone AS (
    UPDATE households_membership AS fact SET superseded_by_id = told.event_id FROM told_memberships AS told
    WHERE fact.household_id = told.household_id AND fact.person_id = told.person_id
        AND fact.superseded_by_id IS NULL AND fact.valid && daterange(%(since)s::date, NULL)
    RETURNING fact.household_id, fact.person_id, fact.relationship, fact.valid, told.event_id,
        told.relationship AS said
)
INSERT INTO households_membership (household_id, person_id, relationship, valid, recorded_by_id)
SELECT household_id, person_id, relationship, valid * daterange(NULL, %(since)s::date), event_id FROM gone
WHERE NOT isempty(valid * daterange(NULL, %(since)s::date))
UNION ALL
SELECT household_id, person_id, said, valid * daterange(%(since)s::date, NULL), event_id FROM gone
"""
MOVED: Final = """
WITH gone AS (
    UPDATE households_residence AS fact SET superseded_by_id = told.event_id FROM told_residences AS told
    WHERE fact.household_id = told.household_id
        AND fact.superseded_by_id IS NULL AND fact.valid && daterange(%(since)s::date, NULL)
    RETURNING fact.household_id, fact.area_id, fact.address, fact.is_temporary, fact.valid, told.event_id,
        told.area_id AS now_in, told.address AS now_at
)
INSERT INTO households_residence (household_id, area_id, address, is_temporary, valid, recorded_by_id)
SELECT household_id, area_id, address, is_temporary, valid * daterange(NULL, %(since)s::date), event_id
FROM gone WHERE NOT isempty(valid * daterange(NULL, %(since)s::date))
UNION ALL
SELECT household_id, now_in, coalesce(now_at, address), is_temporary,
    valid * daterange(%(since)s::date, NULL), event_id
FROM gone
"""
RECOGNITIONS_REPLACED: Final = """
UPDATE households_recognition AS fact SET superseded_by_id = told.event_id FROM told_recognitions AS told
WHERE fact.household_id = told.household_id AND lower(fact.valid) = told.since
    AND fact.superseded_by_id IS NULL
"""
RECOGNITIONS: Final = """
INSERT INTO households_recognition (
    household_id, household_class, decision_number, decision_date, decided_by, list_year, standard,
    income_points, deprivation_points, deprivations, valid, recorded_by_id
)
SELECT household_id, household_class, coalesce(decision_number, ''), decision_date, coalesce(decided_by, ''),
    list_year, standard, income_points, deprivation_points, deprivations, daterange(since, NULL), event_id
FROM told_recognitions
"""


def people(frame: pl.DataFrame) -> str:
    """New people, with what is said of them today."""
    carried = ("sex", "birth_date", "birth_precision", "personal_number")
    values = ", ".join(value_of(name, frame) for name in carried)
    return f"""
INSERT INTO households_person
    (id, recorded_by_id, household_id, area_id, is_living, full_name, name_key, sort_key, relationship,
    {", ".join(carried)})
SELECT id, event_id, household_id, area_id, true, full_name, name_key, sort_key, coalesce(relationship, ''),
    {values}
FROM told_people AS told
"""


def memberships() -> str:
    """New people as members of their households."""
    return """
INSERT INTO households_membership (household_id, person_id, relationship, valid, recorded_by_id)
SELECT household_id, id, coalesce(relationship, ''), daterange(since, NULL), event_id FROM told_people
"""


def new_particulars(frame: pl.DataFrame) -> str:
    """What is said of new people; it holds for all days until somebody says otherwise."""
    values = ", ".join(value_of(name, frame) for name in SAID)
    return f"""
INSERT INTO households_particulars (person_id, {", ".join(SAID)}, valid, recorded_by_id)
SELECT id, {values}, daterange(NULL, NULL), event_id FROM told_people AS told
"""


def particulars(names: Sequence[str]) -> str:
    """Of people of the register these fields are told otherwise, from `since` on or (NULL) for all days."""
    told = ", ".join(f"told.{name} AS told_{name}" for name in names)
    new = ", ".join(_or_kept(name) if name in names else name for name in SAID)
    kept = ", ".join(SAID)
    return f"""
WITH gone AS (
    UPDATE households_particulars AS fact SET superseded_by_id = told.event_id FROM told_particulars AS told
    WHERE fact.person_id = told.person_id AND fact.superseded_by_id IS NULL
        AND fact.valid && daterange(%(since)s::date, NULL)
    RETURNING fact.*, told.event_id, {told}
)
INSERT INTO households_particulars (person_id, {kept}, valid, recorded_by_id)
SELECT person_id, {kept}, valid * daterange(NULL, %(since)s::date), event_id FROM gone
WHERE %(since)s::date IS NOT NULL AND NOT isempty(valid * daterange(NULL, %(since)s::date))
UNION ALL
SELECT person_id, {new}, valid * daterange(%(since)s::date, NULL), event_id FROM gone
"""


def later(table: str, column: str, told: str, other: str | None = None) -> str:
    """How many of those who are told have standing rows that begin after `day`, and the first such day."""
    also = f" AND fact.{other} = told.{other}" if other else ""
    return f"""
SELECT min(lower(fact.valid)), count(DISTINCT fact.{column}) FROM {table} AS fact
JOIN {told} AS told ON fact.{column} = told.{column}{also}
WHERE fact.superseded_by_id IS NULL AND lower(fact.valid) > %(day)s
"""


def _or_kept(name: str) -> str:
    return f"coalesce(nullif(told_{name}, ''), {name})" if name in TEXTS else f"coalesce(told_{name}, {name})"
