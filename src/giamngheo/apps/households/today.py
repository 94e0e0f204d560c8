"""What households and people carry of today, reckoned from their facts in two statements for any number."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db import connection

from giamngheo.apps.households.names import given_name_first
from giamngheo.foundation.text import plain, sort_key

# Of facts that are over the last one tells where somebody last lived; who came back lives where they are now.
_PEOPLE: Final = """
UPDATE households_person AS person SET
    household_id = home.household_id,
    area_id = coalesce(home.area_id, person.area_id),
    relationship = coalesce(home.relationship, ''),
    is_living = coalesce(home.is_now, false),
    full_name = said.full_name, sex = said.sex, birth_date = said.birth_date,
    birth_precision = said.birth_precision, personal_number = said.personal_number
FROM unnest(%(people)s::bigint[]) AS asked (id)
JOIN LATERAL (
    SELECT * FROM households_particulars AS p
    WHERE p.person_id = asked.id
    ORDER BY p.superseded_by_id IS NULL DESC, p.valid @> %(day)s::date DESC, p.valid DESC, p.id DESC LIMIT 1
) AS said ON true
LEFT JOIN LATERAL (
    SELECT m.household_id, m.relationship, r.area_id,
        m.valid @> %(day)s::date AND r.valid @> %(day)s::date AS is_now
    FROM households_membership AS m
    JOIN households_residence AS r ON r.household_id = m.household_id AND r.superseded_by_id IS NULL
    WHERE m.person_id = asked.id AND m.superseded_by_id IS NULL AND r.valid && m.valid
    ORDER BY m.valid @> %(day)s::date AND r.valid @> %(day)s::date DESC, m.valid DESC, r.valid DESC, m.id
    LIMIT 1
) AS home ON true
WHERE person.id = asked.id
"""

# What decisions make of a household: its class, since when, and since when it is on no list any more.
_DECIDED: Final = """LEFT JOIN LATERAL (
    SELECT d.household_class, lower(d.valid) AS since,
        d.household_class IN ('poor', 'near_poor') AS is_listed
    FROM households_recognition AS d
    WHERE d.household_id = asked.id AND d.superseded_by_id IS NULL AND lower(d.valid) <= %(day)s
    ORDER BY d.valid DESC LIMIT 1
) AS decided ON true
LEFT JOIN LATERAL (
    SELECT min(lower(d.valid)) AS since FROM households_recognition AS d
    WHERE d.household_id = asked.id AND d.superseded_by_id IS NULL AND NOT decided.is_listed
        AND lower(d.valid) BETWEEN (
            SELECT max(lower(l.valid)) FROM households_recognition AS l
            WHERE l.household_id = asked.id AND l.superseded_by_id IS NULL AND lower(l.valid) <= %(day)s
                AND l.household_class IN ('poor', 'near_poor')
        ) + 1 AND %(day)s
) AS left_lists ON true
"""
_HOUSEHOLDS: Final = f"""
UPDATE households_household AS household SET
    area_id = coalesce(home.area_id, household.area_id),
    is_living = coalesce(home.is_now, false) AND coalesce(counted.members, 0) > 0,
    head_name = coalesce(head.full_name, ''),
    sort_key = coalesce(head.sort_key, ''),
    members = coalesce(counted.members, 0),
    class_today = coalesce(decided.household_class, ''),
    class_since = decided.since,
    escaped_on = left_lists.since
FROM unnest(%(households)s::bigint[]) AS asked (id)
LEFT JOIN LATERAL (
    SELECT r.area_id, r.valid @> %(day)s::date AS is_now FROM households_residence AS r
    WHERE r.household_id = asked.id AND r.superseded_by_id IS NULL
    ORDER BY r.valid @> %(day)s::date DESC, r.valid DESC LIMIT 1
) AS home ON true
LEFT JOIN LATERAL (
    SELECT p.full_name, p.sort_key FROM households_membership AS m
    JOIN households_person AS p ON p.id = m.person_id
    WHERE m.household_id = asked.id AND m.superseded_by_id IS NULL AND m.relationship = 'head'
    ORDER BY m.valid @> %(day)s::date DESC, m.valid DESC LIMIT 1
) AS head ON true
LEFT JOIN LATERAL (
    SELECT count(*) AS members FROM households_membership AS m
    WHERE m.household_id = asked.id AND m.superseded_by_id IS NULL AND m.valid @> %(day)s::date
) AS counted ON true
{_DECIDED}WHERE household.id = asked.id
"""
_CLASSES: Final = f"""
UPDATE households_household AS household SET
    class_today = coalesce(decided.household_class, ''),
    class_since = decided.since,
    escaped_on = left_lists.since
FROM unnest(%(households)s::bigint[]) AS asked (id)
{_DECIDED}WHERE household.id = asked.id
"""
_NAMES: Final = """
UPDATE households_person AS person SET name_key = keys.name_key, sort_key = keys.sort_key
FROM unnest(%s::text[], %s::text[], %s::text[]) AS keys (full_name, name_key, sort_key)
WHERE person.id = ANY(%s) AND person.full_name = keys.full_name
    AND (person.name_key, person.sort_key) IS DISTINCT FROM (keys.name_key, keys.sort_key)
"""


def refresh(households: Sequence[int], people: Sequence[int], day: date) -> None:
    """Let these households and people carry what their facts say of `day`."""
    with connection.cursor() as cursor:
        if people:
            cursor.execute(_PEOPLE, {"people": list(people), "day": day})
            _name(people)
        if households:
            cursor.execute(_HOUSEHOLDS, {"households": list(households), "day": day})


def refresh_classes(households: Sequence[int], day: date) -> None:
    """Let these households carry what decisions say of `day`; nothing else of them changed."""
    with connection.cursor() as cursor:
        if households:
            cursor.execute(_CLASSES, {"households": list(households), "day": day})


def _name(people: Sequence[int]) -> None:
    """Keys of names are reckoned by us, as no server has the rules of Vietnamese; each name once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT full_name FROM households_person WHERE id = ANY(%s)", [list(people)])
        names = [name for (name,) in cursor.fetchall()]
        keys = [[plain(name) for name in names], [sort_key(given_name_first(name)) for name in names]]
        cursor.execute(_NAMES, [names, *keys, list(people)])
