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
# Sets are compared by IN and NOT IN, which are hashed: under row-level security the database guesses one row
# where there are thousands, and would read a joined set anew for each.
_WAITING: Final = """
WITH RECURSIVE lapsed AS MATERIALIZED (
    SELECT held.id, held.user_id, person.full_name, held.role, held.area_id, held.valid,
        upper(area.valid) AS ended_on, area.ended_in_id
    FROM accounts_holding AS held
    JOIN areas_area AS area ON area.id = held.area_id AND upper(area.valid) <= %(day)s::date
    JOIN accounts_user AS person ON person.id = held.user_id AND person.is_active
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
    JOIN areas_area AS area ON area.id = after.area_id AND upper(area.valid) <= %(day)s::date
    JOIN areas_succession AS told ON told.predecessor_id = area.id AND told.day <= %(day)s::date
),
held_again AS MATERIALIZED (
    SELECT lapsed.id, lapsed.area_id, other.area_id AS other_area_id
    FROM lapsed
    JOIN accounts_holding AS other ON other.user_id = lapsed.user_id AND other.role = lapsed.role
    WHERE other.id <> lapsed.id AND other.valid && daterange(lapsed.ended_on, NULL)
),
waiting AS (
    SELECT * FROM lapsed
    WHERE id NOT IN (
        SELECT id FROM held_again
        WHERE (area_id, other_area_id) IN (SELECT origin_id, area_id FROM after)
    )
    AND (role <> %(from_above)s OR EXISTS (
        SELECT FROM areas_containment AS above
        WHERE above.area_id = lapsed.area_id AND above.valid @> %(day)s::date
            AND above.ancestor_id = ANY(%(own)s::bigint[])
            AND (above.area_id, above.ancestor_id) NOT IN (SELECT origin_id, area_id FROM after)
    ))
)
"""
_LIST: Final = f"""{_WAITING},
page AS MATERIALIZED (
    SELECT * FROM waiting WHERE (area_id, id) > (%(area)s, %(holding)s)
    ORDER BY area_id, id LIMIT %(limit)s
)
SELECT page.id, page.user_id, page.full_name, page.role, page.area_id, page.valid, page.ended_on,
    batch.instrument, ARRAY(
        SELECT after.area_id FROM after
        JOIN areas_area AS area ON area.id = after.area_id AND area.valid @> %(day)s::date
        WHERE after.origin_id = page.area_id ORDER BY after.area_id
    )
FROM page JOIN areas_batch AS batch ON batch.id = page.ended_in_id
ORDER BY page.area_id, page.id
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


def explained(administrator_id: int | None, day: date) -> str:
    """How the database goes about it: for who tends it, and for the test that no set is read row by row."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {_COUNT}", _asked(administrator_id, day, None))
        return "\n".join(line for (line,) in cursor.fetchall())


def _asked(administrator_id: int | None, day: date, only: Collection[int] | None) -> dict[str, Any]:
    own = holdings_with(administrator_id, Permission.GRANT, day).values_list("area_id", flat=True)
    return {
        "day": day,
        "own": list(own),
        "only": None if only is None else list(only),
        "from_above": NAMED_FROM_ABOVE,
    }
