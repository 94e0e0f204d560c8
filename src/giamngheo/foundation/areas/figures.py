"""Figures of any day on the boundaries of any other day: each row in one unit, none split, none guessed.

A row says something of the households that were in an area on a day. They are told to be in a unit of the
other day only where events leave nothing else; otherwise the row stays «chưa phân định» under the smallest
area in which all of them certainly are.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

import polars as pl
from django.db import connection

from giamngheo.foundation.areas.kinds import Tier

UNIT: Final = "unit_id"
IS_ASSIGNED: Final = "is_assigned"

_TOUCH: Final = """
touch AS NOT MATERIALIZED (
    SELECT area_id, ancestor_id, valid, true AS surely FROM areas_containment
    UNION ALL SELECT area_id, ancestor_id, valid, false FROM areas_overlap
)
"""

# Between two of these days nothing changes of what lies in an area.
_TURNS: Final = f"""
WITH asked AS (SELECT unnest(%(areas)s::bigint[]) AS area_id), {_TOUCH}
SELECT asked.area_id, turn.day
FROM asked JOIN touch ON touch.ancestor_id = asked.area_id
JOIN areas_area AS source ON source.id = touch.area_id,
    LATERAL (VALUES (lower(touch.valid)), (upper(touch.valid)), (lower(source.valid)), (upper(source.valid)))
        AS turn (day)
WHERE turn.day IS NOT NULL
UNION SELECT area_id, %(day)s::date + 1 FROM asked
"""
_LIVES: Final = """
SELECT id, lower(valid), upper(valid) - 1 FROM areas_area WHERE id = ANY(%(areas)s::bigint[])
"""

# The land of an area on its day is looked for in units that live on that day (a day to come is asked) or on
# the day asked (a day gone by). Of a unit made after the day asked, out of nothing that was told, or while
# something beside it ended and nobody said where to, it is only known that it was in the unit above it.
# Such a unit may have taken land with it of what stood there on the row's day (`taken`), to come.
# What an area has of a village that waits to be assigned it also has on the day asked, if nothing was said of
# the village between: there the area itself stands for it.
_PLACES: Final = f"""
WITH RECURSIVE asked AS (
    SELECT * FROM unnest(%(areas)s::bigint[], %(days)s::date[]) AS a (area_id, day)
),
{_TOUCH},
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
),
loose AS MATERIALIZED (
    SELECT made.area_id, made.day, made.parent_id AS above_id FROM made
    WHERE NOT EXISTS (
        SELECT FROM areas_succession AS told WHERE told.successor_id = made.area_id AND told.day = made.day
    )
    UNION
    SELECT made.area_id, made.day, lost.ancestor_id
    FROM lost JOIN made ON made.day = lost.day AND made.tier = lost.tier
    JOIN touch ON touch.area_id = made.area_id AND touch.ancestor_id = lost.ancestor_id
        AND touch.valid @> made.day
),
land (area_id, day, of_id, on_day) AS (
    SELECT area_id, day, area_id, day FROM asked
    UNION
    SELECT land.area_id, land.day, loose.above_id, loose.day
    FROM land JOIN touch ON touch.ancestor_id = land.of_id AND touch.valid @> land.on_day
    JOIN loose ON loose.area_id = touch.area_id AND loose.day <= land.on_day AND loose.day > %(day)s
    WHERE land.on_day > %(day)s
),
spot AS MATERIALIZED (SELECT DISTINCT above_id, day FROM loose),
taken AS MATERIALIZED (
    SELECT above_id AS from_id, above_id, day FROM spot
    UNION
    SELECT touch.area_id, spot.above_id, spot.day
    FROM spot JOIN touch ON touch.ancestor_id = spot.above_id AND touch.valid @> spot.day
    JOIN areas_area AS ended ON ended.id = touch.area_id AND upper(ended.valid) <= spot.day
    WHERE NOT EXISTS (
        SELECT FROM areas_version AS child JOIN touch AS nearer ON nearer.ancestor_id = child.area_id
        WHERE child.parent_id = spot.above_id AND child.valid @> spot.day
            AND nearer.area_id = touch.area_id AND nearer.valid @> spot.day
    )
),
source (area_id, day, source_id) AS (
    SELECT land.area_id, land.day, touch.area_id AS source_id
    FROM land JOIN touch ON touch.ancestor_id = land.of_id AND touch.valid @> land.on_day
    JOIN areas_area AS lived ON lived.id = touch.area_id AND lived.valid @> least(land.on_day, %(day)s::date)
    WHERE touch.surely OR NOT touch.valid @> %(day)s::date
    UNION
    SELECT source.area_id, source.day, loose.area_id
    FROM source JOIN taken ON taken.from_id = source.source_id AND taken.day > source.day
    JOIN loose ON loose.above_id = taken.above_id AND loose.day = taken.day
    WHERE taken.day <= %(day)s
),
counted AS (
    SELECT *, count(*) OVER (PARTITION BY area_id, day) AS sources FROM source
),
common AS (
    SELECT counted.area_id, counted.day, within.ancestor_id
    FROM counted JOIN areas_containment AS within
        ON within.area_id = counted.source_id AND within.valid @> %(day)s::date
    GROUP BY counted.area_id, counted.day, within.ancestor_id HAVING count(*) = min(counted.sources)
)
SELECT DISTINCT ON (common.area_id, common.day)
    common.area_id, common.day, common.ancestor_id, version.tier = %(tier)s
FROM common
JOIN areas_version AS version ON version.area_id = common.ancestor_id AND version.valid @> %(day)s::date
WHERE version.tier <= %(tier)s
ORDER BY common.area_id, common.day, version.tier DESC
"""


def on_boundaries(
    rows: pl.DataFrame, day: date, tier: Tier, *, area: str = "area_id", at: str = "day"
) -> pl.DataFrame:
    """The same rows with `unit_id` and `is_assigned`: where they are counted on the boundaries of a day.

    `rows` has the number of an area (`area`) and a day (`at`) besides whatever is counted. Assigned: in this
    unit of the tier; not assigned: «chưa phân định» under this unit of a tier above, or, without a number,
    under none. A day on which the area did not live is taken as the nearest on which it did.
    """
    areas = rows[area].drop_nulls().unique().to_list()
    known = rows.select(pl.col(area).cast(pl.Int64).alias("area_id"), pl.col(at).cast(pl.Date).alias("day"))
    known = _in_life(known.with_row_index("row"), areas)
    periods = _by_period(known, areas, day)
    places = _places(periods.select("area_id", "period").unique(), day, tier)
    placed = known.select("row").join(
        periods.join(places, on=["area_id", "period"], how="left"),
        on="row",
        how="left",
        maintain_order="left",
    )
    return rows.with_columns(placed[UNIT], placed[IS_ASSIGNED].fill_null(value=False))


def totals(
    rows: pl.DataFrame,
    day: date,
    tier: Tier,
    counts: Sequence[str],
    *,
    area: str = "area_id",
    at: str = "day",
) -> pl.DataFrame:
    """Sums of the counted columns by unit on the boundaries of a day, «chưa phân định» kept apart."""
    placed = on_boundaries(rows, day, tier, area=area, at=at)
    # A narrow whole number would run over without a word.
    wide = [
        pl.col(name).cast(pl.Int64) if rows.schema[name].is_integer() else pl.col(name) for name in counts
    ]
    return placed.group_by(UNIT, IS_ASSIGNED).agg(count.sum() for count in wide).sort(UNIT, IS_ASSIGNED)


def _in_life(rows: pl.DataFrame, areas: list[int]) -> pl.DataFrame:
    lives = _frame(_LIVES, ("area_id", "first", "last"), areas=areas)
    lives = lives.cast({"area_id": pl.Int64, "first": pl.Date, "last": pl.Date})
    day = pl.col("day")
    nearest = (
        pl.when(day < pl.col("first"))
        .then(pl.col("first"))
        .when(day > pl.col("last"))
        .then(pl.col("last"))
        .otherwise(day)
    )
    return rows.join(lives, on="area_id", how="left", maintain_order="left").with_columns(day=nearest)


def _by_period(rows: pl.DataFrame, areas: list[int], day: date) -> pl.DataFrame:
    """Each row with the first day of the stretch in which nothing changes of its area: its `period`."""
    turns = _frame(_TURNS, ("area_id", "period"), areas=areas, day=day)
    turns = turns.cast({"area_id": pl.Int64, "period": pl.Date}).sort("period")
    dated = rows.drop_nulls(["area_id", "day"]).sort("day")
    found = dated.join_asof(turns, left_on="day", right_on="period", by="area_id", check_sortedness=False)
    # Before the first change any day says the same as the eve of it.
    eves = turns.group_by("area_id").agg(eve=pl.col("period").min() - timedelta(days=1))
    found = found.join(eves, on="area_id", how="left")
    return found.select("row", "area_id", pl.coalesce("period", "eve").alias("period"))


def _places(asked: pl.DataFrame, day: date, tier: Tier) -> pl.DataFrame:
    asked = asked.drop_nulls()
    found = _frame(
        _PLACES,
        ("area_id", "period", UNIT, IS_ASSIGNED),
        areas=asked["area_id"].to_list(),
        days=asked["period"].to_list(),
        day=day,
        tier=tier.value,
    )
    return found.cast({"area_id": pl.Int64, "period": pl.Date, UNIT: pl.Int64, IS_ASSIGNED: pl.Boolean})


def _frame(query: str, columns: tuple[str, ...], **values: Any) -> pl.DataFrame:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return pl.DataFrame(cursor.fetchall(), schema=list(columns), orient="row", infer_schema_length=None)
