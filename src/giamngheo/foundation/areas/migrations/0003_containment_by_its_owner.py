"""Containment and overlap are written by one function alone, which reckons them from versions and successions.

They say what everybody sees: the role of the pages reads them, and may ask for them to be made anew.
"""

from typing import Final

from django.db import migrations

from giamngheo.foundation.audit.database_role import APP_ROLE

# A step leads from an area to where it lies on the days of `valid`: to its parent while it lives; after its
# end to what came after it, or, where nothing is known to have, to its last parent. A divided area takes a
# step to each of its n successors, each of weight 1/n. On one day steps never lead down a tier, and inside a
# tier only to what ended later: no walk comes back. Of an area that surely lies in another every walk leads
# through that one: the weights of its walks there add up to 1 on each such day.
_WALKS: Final = """
WITH RECURSIVE
ended AS (SELECT id, upper(valid) AS day FROM areas_area WHERE NOT upper_inf(valid)),
step (area_id, to_id, valid, weight) AS (
    SELECT area_id, parent_id, valid, 1::float8 FROM areas_version WHERE parent_id IS NOT NULL
    UNION ALL
    SELECT predecessor_id, successor_id, daterange(day, NULL),
        1::float8 / count(*) OVER (PARTITION BY predecessor_id)
    FROM areas_succession
    UNION ALL
    SELECT ended.id, version.parent_id, daterange(ended.day, NULL), 1
    FROM ended
    JOIN areas_version AS version ON version.area_id = ended.id AND upper(version.valid) = ended.day
    WHERE version.parent_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM areas_succession WHERE predecessor_id = ended.id)
),
walk (area_id, at_id, valid, weight) AS (
    SELECT id, id, daterange(lower(valid), NULL), 1::float8 FROM areas_area
    UNION ALL
    SELECT walk.area_id, step.to_id, walk.valid * step.valid, walk.weight * step.weight
    FROM walk JOIN step ON step.area_id = walk.at_id AND step.valid && walk.valid
),
stay AS (
    SELECT walk.area_id, walk.at_id, walk.valid * area.valid AS valid, walk.weight
    FROM walk JOIN areas_area AS area ON area.id = walk.at_id AND area.valid && walk.valid
),
"""

# Most stays are certain one by one; only where an area was divided on the way weights are added, day by day.
_SUMS: Final = """
parted AS (SELECT DISTINCT area_id, at_id FROM stay WHERE weight < 1),
bound AS (
    SELECT area_id, at_id, lower(valid) AS day, weight AS change FROM stay NATURAL JOIN parted
    UNION ALL
    SELECT area_id, at_id, upper(valid), -weight FROM stay NATURAL JOIN parted
    WHERE NOT upper_inf(valid)
),
turn AS (
    SELECT area_id, at_id, day, sum(change) AS change FROM bound GROUP BY area_id, at_id, day
),
stretch AS (
    SELECT area_id, at_id,
        sum(change) OVER w AS weight,
        daterange(day, lead(day) OVER w) AS valid
    FROM turn WINDOW w AS (PARTITION BY area_id, at_id ORDER BY day NULLS FIRST)
),
held AS (
    SELECT area_id, at_id, valid, true AS surely FROM stay
    WHERE NOT EXISTS (
        SELECT FROM parted WHERE parted.area_id = stay.area_id AND parted.at_id = stay.at_id
    )
    UNION ALL
    SELECT area_id, at_id, valid, weight > 1 - 1e-9 FROM stretch WHERE weight > 1e-9
)
"""

_REPLACE: Final = """
DELETE FROM {table} AS kept WHERE NOT EXISTS (
    SELECT FROM areas_held AS held
    WHERE held.surely = {surely} AND held.area_id = kept.area_id AND held.ancestor_id = kept.ancestor_id
        AND held.valid = kept.valid
);
INSERT INTO {table} (area_id, ancestor_id, valid)
SELECT held.area_id, held.ancestor_id, held.valid FROM areas_held AS held
WHERE held.surely = {surely} AND NOT EXISTS (
    SELECT FROM {table} AS kept
    WHERE kept.area_id = held.area_id AND kept.ancestor_id = held.ancestor_id AND kept.valid = held.valid
);
ANALYZE {table};
"""

# Rows that hold stay. A caller's temporary tables come last in the path: none can stand in for ours.
_REBUILD: Final = f"""
CREATE FUNCTION areas_contain_anew() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
CREATE TEMPORARY TABLE areas_held AS
{_WALKS}
{_SUMS}
SELECT area_id, at_id AS ancestor_id, surely, unnest(range_agg(valid)) AS valid
FROM held GROUP BY area_id, at_id, surely;
ANALYZE areas_held;
{_REPLACE.format(table="areas_containment", surely="true")}
{_REPLACE.format(table="areas_overlap", surely="false")}
DROP TABLE areas_held;
END
$$;
REVOKE ALL ON FUNCTION areas_contain_anew() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION areas_contain_anew() TO {APP_ROLE};
"""


class Migration(migrations.Migration):
    dependencies = [("areas", "0002_boundary"), ("audit", "0002_append_only_and_chained")]

    operations = [migrations.RunSQL(_REBUILD)]
