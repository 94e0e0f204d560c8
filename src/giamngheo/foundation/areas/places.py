"""Where the land of an area on its day lies on the day asked: step by step, each a table with its statistics.

The planner cannot know how much a recursion gives; between tables that it has counted it chooses well.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from giamngheo.foundation.areas.kinds import Tier

TOUCH: Final = """
touch AS NOT MATERIALIZED (
    SELECT area_id, ancestor_id, valid, true AS surely FROM areas_containment
    UNION ALL SELECT area_id, ancestor_id, valid, false FROM areas_overlap
)
"""

# The land of an area on its day is looked for in units that live on that day (a day to come is asked) or on
# the day asked (a day gone by). Of a unit made after the day asked, out of nothing that was told, or while
# something beside it ended and nobody said where to, it is only known that it was in the unit above it.
# Such a unit may have taken land with it of what stood there on the row's day (`taken`), to come.
# Each part of such land is looked up once, whoever's it is; what holds all parts holds the area.
# What an area has of a village that waits to be assigned it also has on the day asked, if nothing was said of
# the village between: there the area itself stands for it.
_ASKED: Final = """
SELECT * FROM unnest(%(areas)s::bigint[], %(days)s::date[]) AS a (area_id, day)
"""
_LOOSE: Final = f"""
WITH {TOUCH},
made AS MATERIALIZED (
    SELECT area.id AS area_id, lower(area.valid) AS day, first.parent_id, first.tier
    FROM areas_area AS area
    JOIN areas_version AS first ON first.area_id = area.id AND lower(first.valid) = lower(area.valid)
    WHERE first.parent_id IS NOT NULL
),
lost AS MATERIALIZED (
    SELECT DISTINCT ON (area.id) area.id AS area_id, upper(area.valid) AS day, last.tier, within.ancestor_id
    FROM areas_area AS area
    JOIN areas_version AS last ON last.area_id = area.id AND upper(last.valid) = upper(area.valid)
    JOIN areas_containment AS within ON within.area_id = area.id AND within.valid @> upper(area.valid)
    JOIN areas_version AS place ON place.area_id = within.ancestor_id AND place.valid @> upper(area.valid)
    WHERE NOT EXISTS (SELECT FROM areas_succession WHERE predecessor_id = area.id)
    ORDER BY area.id, place.tier DESC
)
SELECT made.area_id, made.day, made.parent_id AS above_id FROM made
WHERE NOT EXISTS (
    SELECT FROM areas_succession AS told WHERE told.successor_id = made.area_id AND told.day = made.day
)
UNION
SELECT made.area_id, made.day, lost.ancestor_id
FROM (SELECT DISTINCT day, tier, ancestor_id FROM lost) AS lost
JOIN touch ON touch.ancestor_id = lost.ancestor_id AND touch.valid @> lost.day
JOIN made ON made.area_id = touch.area_id AND made.day = lost.day AND made.tier = lost.tier
"""
_TAKEN: Final = f"""
WITH {TOUCH},
spot AS MATERIALIZED (SELECT DISTINCT above_id, day FROM areas_loose)
SELECT above_id AS from_id, above_id, day FROM spot
UNION
SELECT touch.area_id, spot.above_id, spot.day
FROM spot JOIN touch ON touch.ancestor_id = spot.above_id AND touch.valid @> spot.day
JOIN areas_area AS ended ON ended.id = touch.area_id AND upper(ended.valid) <= spot.day
WHERE NOT EXISTS (
    SELECT FROM touch AS nearer JOIN areas_version AS child ON child.area_id = nearer.ancestor_id
    WHERE nearer.area_id = touch.area_id AND nearer.valid @> spot.day
        AND child.parent_id = spot.above_id AND child.valid @> spot.day
)
"""
_LAND: Final = f"""
WITH RECURSIVE {TOUCH},
land (area_id, day, of_id, on_day) AS (
    SELECT area_id, day, area_id, day FROM areas_asked AS asked
    UNION
    SELECT land.area_id, land.day, loose.above_id, loose.day
    FROM land JOIN touch ON touch.ancestor_id = land.of_id AND touch.valid @> land.on_day
    JOIN areas_loose AS loose ON loose.area_id = touch.area_id
        AND loose.day <= land.on_day AND loose.day > %(day)s
    WHERE land.on_day > %(day)s
)
SELECT * FROM land
"""
_SOURCE: Final = f"""
WITH RECURSIVE {TOUCH},
source (of_id, on_day, source_id) AS (
    SELECT part.of_id, part.on_day, touch.area_id
    FROM (SELECT DISTINCT of_id, on_day FROM areas_land) AS part
    JOIN touch ON touch.ancestor_id = part.of_id AND touch.valid @> part.on_day
    JOIN areas_area AS lived ON lived.id = touch.area_id AND lived.valid @> least(part.on_day, %(day)s::date)
    WHERE touch.surely OR NOT touch.valid @> %(day)s::date
    UNION
    SELECT source.of_id, source.on_day, loose.area_id
    FROM source JOIN areas_taken AS taken ON taken.from_id = source.source_id AND taken.day > source.on_day
    JOIN areas_loose AS loose ON loose.above_id = taken.above_id AND loose.day = taken.day
    WHERE taken.day <= %(day)s
)
SELECT * FROM source
"""
_COUNTED: Final = "SELECT of_id, on_day, count(*) AS sources FROM areas_source GROUP BY of_id, on_day"
_HELD: Final = """
SELECT source.of_id, source.on_day, within.ancestor_id, count(*) AS sources
FROM areas_source AS source JOIN areas_containment AS within
    ON within.area_id = source.source_id AND within.valid @> %(day)s::date
GROUP BY source.of_id, source.on_day, within.ancestor_id
"""
_PLACES: Final = """
WITH parts AS (
    SELECT land.area_id, land.day, land.of_id, land.on_day, counted.sources,
        count(*) OVER (PARTITION BY land.area_id, land.day) AS parts
    FROM areas_land AS land JOIN areas_counted AS counted USING (of_id, on_day)
),
common AS (
    SELECT parts.area_id, parts.day, held.ancestor_id
    FROM parts JOIN areas_lying AS held USING (of_id, on_day, sources)
    GROUP BY parts.area_id, parts.day, held.ancestor_id HAVING count(*) = min(parts.parts)
)
SELECT DISTINCT ON (common.area_id, common.day)
    common.area_id, common.day, common.ancestor_id, version.tier = %(tier)s
FROM common
JOIN areas_version AS version ON version.area_id = common.ancestor_id AND version.valid @> %(day)s::date
WHERE version.tier <= %(tier)s
ORDER BY common.area_id, common.day, version.tier DESC
"""

# In this order: a table and what it is looked up by.
_STEPS: Final = {
    "areas_asked": (_ASKED, "area_id"),
    "areas_loose": (_LOOSE, "area_id"),
    "areas_taken": (_TAKEN, "from_id"),
    "areas_land": (_LAND, "of_id"),
    "areas_source": (_SOURCE, "source_id"),
    "areas_counted": (_COUNTED, "of_id"),
    "areas_lying": (_HELD, "of_id"),
}


@transaction.atomic
def places_of(
    areas: Sequence[int], days: Sequence[date], day: date, tier: Tier
) -> list[tuple[int, date, int, bool]]:
    """Of each area on its day: area, its day, the unit on the day asked, whether that is of the tier."""
    values: dict[str, Any] = {"areas": list(areas), "days": list(days), "day": day, "tier": tier.value}
    with connection.cursor() as cursor:
        _drop(cursor)
        for table, (query, column) in _STEPS.items():
            cursor.execute(f"CREATE TEMPORARY TABLE {table} AS {query}", values)
            cursor.execute(f"CREATE INDEX ON {table} ({column}); ANALYZE {table}")
        cursor.execute(_PLACES, values)
        rows: list[tuple[int, date, int, bool]] = cursor.fetchall()
        _drop(cursor)
    return rows


def _drop(cursor: CursorWrapper) -> None:
    cursor.execute(f"DROP TABLE IF EXISTS {', '.join(_STEPS)}")
