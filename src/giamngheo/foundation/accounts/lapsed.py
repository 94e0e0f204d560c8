"""Roles that lapsed because their unit ended, and what came after it: what waits to be carried over.

A role waits while it would still run if its unit lived, and nobody said what becomes of it: it was neither
ended, nor does its person hold the same role in what came after the unit.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from giamngheo.foundation.accounts.granting import NAMED_FROM_ABOVE
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import holdings_with


@dataclass(frozen=True)
class Lapsed:
    """One role of one person in a unit that ended on `ended_on` (the first day without it).

    `heirs` are the units of today that came after it, whatever came in between: one, several where it was
    divided, none where nothing is known.
    """

    holding_id: int
    user_id: int
    full_name: str
    role: str
    area_id: int
    valid: DateRange
    ended_on: date
    instrument: str
    heirs: tuple[int, ...]

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands in the list: after which the next page begins."""
        return self.area_id, self.holding_id


# A former unit lies, today, where all that came after it lies: who administers that may look after its
# roles. Only steps from what ended are followed: a unit that gave a part away and lives on is its own heir.
_WAITING: Final = """
WITH RECURSIVE former AS (
    SELECT area.id, upper(area.valid) AS ended_on, batch.instrument
    FROM areas_area AS area JOIN areas_batch AS batch ON batch.id = area.ended_in_id
    WHERE upper(area.valid) <= %(day)s::date
),
lapsed AS (
    SELECT held.id, held.user_id, held.role, held.area_id, held.valid, former.ended_on, former.instrument
    FROM accounts_holding AS held JOIN former ON former.id = held.area_id
    WHERE held.valid && daterange(%(day)s::date, NULL)
        AND held.area_id IN (
            SELECT area_id FROM areas_containment
            WHERE ancestor_id = ANY(%(own)s::bigint[]) AND valid @> %(day)s::date
        )
        AND (%(only)s::bigint[] IS NULL OR held.id = ANY(%(only)s::bigint[]))
),
after (origin_id, area_id) AS (
    SELECT area_id, area_id FROM lapsed
    UNION
    SELECT after.origin_id, told.successor_id
    FROM after
    JOIN former ON former.id = after.area_id
    JOIN areas_succession AS told ON told.predecessor_id = former.id AND told.day <= %(day)s::date
),
heir AS (
    SELECT after.origin_id, array_agg(after.area_id ORDER BY after.area_id) AS area_ids
    FROM after JOIN areas_area AS area ON area.id = after.area_id AND area.valid @> %(day)s::date
    GROUP BY after.origin_id
),
waiting AS (
    SELECT lapsed.id, lapsed.user_id, person.full_name, lapsed.role, lapsed.area_id, lapsed.valid,
        lapsed.ended_on, lapsed.instrument, coalesce(heir.area_ids, '{}') AS heirs
    FROM lapsed
    JOIN accounts_user AS person ON person.id = lapsed.user_id AND person.is_active
    LEFT JOIN heir ON heir.origin_id = lapsed.area_id
    WHERE NOT EXISTS (
        SELECT FROM accounts_holding AS other JOIN after ON after.area_id = other.area_id
        WHERE after.origin_id = lapsed.area_id AND other.id <> lapsed.id
            AND other.user_id = lapsed.user_id AND other.role = lapsed.role
            AND other.valid && daterange(lapsed.ended_on, NULL)
    )
    AND (lapsed.role <> %(from_above)s OR EXISTS (
        SELECT FROM areas_containment AS above
        WHERE above.area_id = lapsed.area_id AND above.valid @> %(day)s::date
            AND above.ancestor_id = ANY(%(own)s::bigint[])
            AND above.ancestor_id <> ALL(coalesce(heir.area_ids, '{}'))
    ))
)
"""
_LIST: Final = f"""{_WAITING}
SELECT * FROM waiting WHERE (area_id, id) > (%(area)s, %(holding)s)
ORDER BY area_id, id LIMIT %(limit)s
"""
_COUNT: Final = f"{_WAITING} SELECT count(*) FROM waiting"


def lapsed_roles(
    administrator_id: int | None,
    day: date,
    *,
    only: Collection[int] | None = None,
    after: tuple[int, int] = (0, 0),
    limit: int | None = None,
) -> list[Lapsed]:
    """What waits for this administrator on this day, unit by unit; `only` these holdings, `after` a place."""
    values = _asked(administrator_id, day, only) | {"area": after[0], "holding": after[1], "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(_LIST, values)
        return [Lapsed(*(*told, tuple(heirs))) for *told, heirs in cursor.fetchall()]


def count_lapsed_roles(administrator_id: int | None, day: date) -> int:
    """How many wait for this administrator on this day."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, _asked(administrator_id, day, None))
        return int(cursor.fetchone()[0])


def _asked(administrator_id: int | None, day: date, only: Collection[int] | None) -> dict[str, Any]:
    own = holdings_with(administrator_id, Permission.GRANT, day).values_list("area_id", flat=True)
    return {
        "day": day,
        "own": list(own),
        "only": None if only is None else list(only),
        "from_above": NAMED_FROM_ABOVE,
    }
