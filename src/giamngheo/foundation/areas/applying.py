"""Writing a batch whose lines are looked up and right: a handful of statements, whatever its size."""

from typing import Any, Final

import polars as pl
from django.core.exceptions import PermissionDenied
from django.db import connection

from giamngheo.foundation.text import plain_expr, sort_key

_NUMBERS: Final = """
CREATE TEMPORARY TABLE areas_created AS
SELECT area_id AS before, nextval(pg_get_serial_sequence('areas_area', 'id')) AS after
FROM (SELECT area_id FROM areas_line WHERE verb = 'create' ORDER BY place) AS c;
CREATE INDEX ON areas_created (before);
ANALYZE areas_created;
UPDATE areas_line SET area_id = c.after FROM areas_created AS c WHERE c.before = area_id;
UPDATE areas_line SET to_area_id = c.after FROM areas_created AS c WHERE c.before = to_area_id;
UPDATE areas_line SET parent_id = c.after FROM areas_created AS c WHERE c.before = parent_id;
UPDATE areas_after SET area_id = c.after FROM areas_created AS c WHERE c.before = area_id;
UPDATE areas_after SET parent_id = c.after FROM areas_created AS c WHERE c.before = parent_id;
DROP TABLE areas_created;
"""

_KEYS: Final = """
CREATE TEMPORARY TABLE areas_key AS
SELECT * FROM unnest(%s::text[], %s::text[], %s::text[]) AS k (name, search_key, sort_key)
"""

# Letters of foreign scripts make longer keys than ours; of a name that is none the beginning is enough.
_LONGEST_SEARCH_KEY: Final = 400
_LONGEST_SORT_KEY: Final = 1200

_BORN: Final = "CASE WHEN %(since_unknown)s THEN daterange(NULL, NULL) ELSE daterange(%(day)s, NULL) END"
_ENDED: Final = "SELECT area_id FROM areas_line WHERE verb = 'end'"
_CLOSED: Final = "valid = daterange(lower(valid), %(day)s), ended_in_id = %(batch)s"

_CREATE_AREAS: Final = f"""
INSERT INTO areas_area (id, valid, created_in_id)
SELECT area_id, {_BORN}, %(batch)s FROM areas_line WHERE verb = 'create' ORDER BY place
"""
_END_AREAS: Final = f"UPDATE areas_area SET {_CLOSED} WHERE id IN ({_ENDED})"
_END_CODES: Final = f"""
UPDATE areas_code SET {_CLOSED} WHERE area_id IN ({_ENDED}) AND upper_inf(valid)
"""
_END_VERSIONS: Final = f"""
UPDATE areas_version SET {_CLOSED} WHERE upper_inf(valid) AND area_id IN (
    {_ENDED} UNION ALL SELECT area_id FROM areas_after WHERE version_id IS NOT NULL
)
"""
_CREATE_CODES: Final = f"""
INSERT INTO areas_code (area_id, scheme, code, valid, created_in_id)
SELECT area_id, %(scheme)s, code, {_BORN}, %(batch)s FROM areas_line WHERE verb = 'create' ORDER BY place
"""
_CREATE_VERSIONS: Final = f"""
INSERT INTO areas_version (area_id, name, kind, tier, parent_id, valid, search_key, sort_key, created_in_id)
SELECT after.area_id, after.name, after.kind, after.tier, after.parent_id, {_BORN}, key.search_key,
    key.sort_key, %(batch)s
FROM areas_after AS after JOIN areas_key AS key USING (name) ORDER BY after.place, after.area_id
"""
_CREATE_SUCCESSIONS: Final = """
INSERT INTO areas_succession (predecessor_id, successor_id, day, is_whole, share, created_in_id)
SELECT area_id, to_area_id, %(day)s, is_whole, share, %(batch)s
FROM areas_line WHERE verb = 'succeed' ORDER BY place
"""
_STATEMENTS: Final = (
    _CREATE_AREAS,
    _END_VERSIONS,
    _END_CODES,
    _END_AREAS,
    _CREATE_CODES,
    _CREATE_VERSIONS,
    _CREATE_SUCCESSIONS,
)
# A row that the guard of the database hides is not changed, and no error tells of it.
_UNENDED: Final = f"""
SELECT count(*) FROM areas_area WHERE id IN ({_ENDED}) AND ended_in_id IS DISTINCT FROM %(batch)s
"""


def apply(values: dict[str, Any]) -> None:
    """Write areas, versions, codes and successions of the batch whose lines are looked up.

    Raises:
        PermissionDenied: where a unit lies outside the areas of who asks.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS)
        cursor.execute("SELECT DISTINCT name FROM areas_after")
        names = [name for (name,) in cursor.fetchall()]
        plain_names = (
            pl.Series(names, dtype=pl.String)
            .to_frame("name")
            .select(plain_expr(pl.col("name")).str.slice(0, _LONGEST_SEARCH_KEY))
        )
        cursor.execute("DROP TABLE IF EXISTS areas_key")
        sort_keys = [sort_key(name)[:_LONGEST_SORT_KEY] for name in names]
        cursor.execute(_KEYS, [names, plain_names["name"].to_list(), sort_keys])
        for statement in _STATEMENTS:
            cursor.execute(statement, values)
        cursor.execute(_UNENDED, values)
        if cursor.fetchone() != (0,):
            raise PermissionDenied("units outside the areas of who asks")
        cursor.execute("DROP TABLE areas_key")
        for table in ("area", "version", "code", "succession"):
            cursor.execute(f"ANALYZE areas_{table}")
