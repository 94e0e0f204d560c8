"""The lines of a batch with their codes looked up, as tables of one transaction that checks and deeds read.

`areas_line` has every line: `area_id` is the unit of `code`, `to_area_id` and `parent_id` those of the other
two. `areas_after` has every unit that gets a version: what it will be called, what it will be and where it
will belong. A unit that the batch creates goes by a number below zero until it is created.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final

from django.db import connection, transaction

from giamngheo.foundation.areas.kinds import Kind
from giamngheo.foundation.areas.models import Batch

SCHEME: Final = "gso"
TABLES: Final = ("areas_line", "areas_day_holder", "areas_after")

# Before the day: who held the code on its eve. A created unit stands by itself.
_LINES: Final = """
CREATE TEMPORARY TABLE areas_line AS
SELECT line.place, line.verb, line.code, line.to_code, line.name, line.kind, known.tier,
    line.parent_code, line.is_whole, line.share,
    CASE WHEN line.verb = 'create' THEN -line.place::bigint - 1 ELSE held.area_id END AS area_id,
    NULL::bigint AS to_area_id, NULL::bigint AS parent_id
FROM areas_change AS line
LEFT JOIN unnest(%(kinds)s::text[], %(tiers)s::smallint[]) AS known (kind, tier) ON known.kind = line.kind
LEFT JOIN areas_code AS held ON line.verb <> 'create' AND held.code = line.code
    AND held.scheme = %(scheme)s AND held.valid @> %(eve)s::date
WHERE line.batch_id = %(batch)s
"""

_HOLDERS: Final = """
CREATE TEMPORARY TABLE areas_day_holder AS
SELECT code, area_id FROM areas_line WHERE verb = 'create'
UNION
SELECT held.code, held.area_id FROM areas_code AS held
WHERE held.scheme = %(scheme)s AND held.valid @> %(day)s::date
    AND NOT EXISTS (SELECT FROM areas_line AS line WHERE line.verb = 'end' AND line.area_id = held.area_id)
"""

_LOOK_UP: Final = """
UPDATE areas_line AS line SET to_area_id = holder.area_id
FROM areas_day_holder AS holder WHERE holder.code = line.to_code;
UPDATE areas_line AS line SET parent_id = holder.area_id
FROM areas_day_holder AS holder WHERE holder.code = line.parent_code;
"""

# A village of an ended unit goes where all of that unit goes, if no line says something else of it.
_AFTER: Final = """
CREATE TEMPORARY TABLE areas_after AS
WITH told AS (
    SELECT area_id, min(place) AS place, max(name) FILTER (WHERE verb = 'rename') AS name,
        max(kind) FILTER (WHERE verb = 'change_kind') AS kind,
        max(tier) FILTER (WHERE verb = 'change_kind') AS tier,
        max(parent_id) FILTER (WHERE verb = 'move') AS parent_id,
        coalesce(bool_or(verb = 'move'), false) AS moves
    FROM areas_line WHERE verb IN ('rename', 'change_kind', 'move') AND area_id IS NOT NULL
    GROUP BY area_id
),
followed AS (
    SELECT child.area_id, min(line.place) AS place, max(line.to_area_id) AS parent_id
    FROM areas_line AS line
    JOIN areas_version AS child ON child.parent_id = line.area_id AND upper_inf(child.valid)
    WHERE line.verb = 'succeed' AND line.is_whole AND child.tier = %(village)s
        AND NOT EXISTS (
            SELECT FROM areas_line AS own
            WHERE own.area_id = child.area_id AND own.verb IN ('end', 'move')
        )
    GROUP BY child.area_id
)
SELECT area_id, place, name, kind, tier, parent_id, NULL::bigint AS version_id, false AS follows
FROM areas_line WHERE verb = 'create'
UNION ALL
SELECT version.area_id, coalesce(told.place, followed.place), coalesce(told.name, version.name),
    coalesce(told.kind, version.kind), coalesce(told.tier, version.tier),
    CASE WHEN told.moves THEN told.parent_id ELSE coalesce(followed.parent_id, version.parent_id) END,
    version.id, followed.area_id IS NOT NULL
FROM told FULL JOIN followed USING (area_id)
JOIN areas_version AS version ON version.area_id = coalesce(told.area_id, followed.area_id)
    AND upper_inf(version.valid)
"""

# Without these and their statistics some statements would compare every line with every other.
_INDEX_LINES: Final = """
CREATE INDEX ON areas_line (area_id);
CREATE INDEX ON areas_line (to_area_id);
CREATE INDEX ON areas_line (place);
ANALYZE areas_line;
"""
_INDEX_AFTER: Final = """
CREATE INDEX ON areas_after (area_id);
CREATE INDEX ON areas_after (parent_id);
CREATE INDEX ON areas_after (place);
ANALYZE areas_after;
"""


def values_of(batch: Batch) -> dict[str, Any]:
    """What statements about a batch are told by name."""
    return {
        "batch": batch.pk,
        "day": batch.day,
        "eve": batch.day - timedelta(days=1),
        "scheme": SCHEME,
        "since_unknown": batch.since_unknown,
        "village": Kind.VILLAGE.tier.value,
        "district": Kind.RURAL_DISTRICT.tier.value,
        "nation": Kind.NATION.tier.value,
        "kinds": [kind.value for kind in Kind],
        "tiers": [kind.tier.value for kind in Kind],
    }


@contextmanager
def looked_up(batch: Batch) -> Iterator[dict[str, Any]]:
    """Have the tables of this batch for a while, in a transaction; gives the values of its statements."""
    values = values_of(batch)
    with transaction.atomic(), connection.cursor() as cursor:
        _drop()
        cursor.execute(_LINES, values)
        cursor.execute(_HOLDERS, values)
        cursor.execute("ANALYZE areas_day_holder")
        cursor.execute(_LOOK_UP)
        cursor.execute(_INDEX_LINES)
        cursor.execute(_AFTER, values)
        cursor.execute(_INDEX_AFTER)
        yield values
        _drop()


def _drop() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {', '.join(TABLES)}")
