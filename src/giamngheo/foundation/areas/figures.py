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
from giamngheo.foundation.areas.places import TOUCH, places_of

UNIT: Final = "unit_id"
IS_ASSIGNED: Final = "is_assigned"

# Between two of these days nothing changes of what lies in an area.
_TURNS: Final = f"""
WITH asked AS (SELECT unnest(%(areas)s::bigint[]) AS area_id), {TOUCH}
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
    rows = places_of(asked["area_id"].to_list(), asked["period"].to_list(), day, tier)
    found = pl.DataFrame(rows, schema=["area_id", "period", UNIT, IS_ASSIGNED], orient="row")
    return found.cast({"area_id": pl.Int64, "period": pl.Date, UNIT: pl.Int64, IS_ASSIGNED: pl.Boolean})


def _frame(query: str, columns: tuple[str, ...], **values: Any) -> pl.DataFrame:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return pl.DataFrame(cursor.fetchall(), schema=list(columns), orient="row", infer_schema_length=None)
