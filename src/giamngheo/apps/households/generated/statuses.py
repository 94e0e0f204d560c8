"""Which generated households were recognised as poor and near-poor, from when to when."""

from datetime import date
from typing import Final

import polars as pl

from giamngheo.apps.households.generated.calibration import (
    CLOSING,
    ESCAPED,
    FORMERLY_POOR,
    OPENING,
    flows,
)
from giamngheo.apps.households.generated.drawing import Draws

POOR: Final = "poor"
NEAR_POOR: Final = "near_poor"
SCHEMA: Final = pl.Schema(
    {
        "household": pl.Int64,
        "status": pl.String,
        "since": pl.Date,
        "until": pl.Date,
        "case": pl.String,
    }
)


def recognitions(homes: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    """`household`, `status`, `since`, `until` (first day on which it no more holds, NULL: still), `case`.

    `case` names what a household shows: «relapse» for who was poor, escaped and is poor again.
    """
    moves = flows(homes.height)
    # Those without a spouse, and the old, are poor more often.
    prone = draws.of("prone") + pl.when("spouse").then(0.0).otherwise(-0.4) + (pl.col("born") - 1945) * 0.004
    order = homes.select("key", prone=prone).sort("prone", "key").get_column("key")
    lines: list[tuple[int, list[tuple[str, date, date | None]], str]] = [
        (moves.poor_to_near, [(POOR, OPENING, CLOSING), (NEAR_POOR, CLOSING, None)], "poor to near-poor"),
        (moves.poor_to_none, [(POOR, OPENING, CLOSING)], "escaped"),
        (moves.poor - moves.poor_to_near - moves.poor_to_none, [(POOR, OPENING, None)], ""),
        (moves.near_to_poor, [(NEAR_POOR, OPENING, CLOSING), (POOR, CLOSING, None)], "near-poor to poor"),
        (moves.near_to_none, [(NEAR_POOR, OPENING, CLOSING)], "escaped"),
        (moves.near_poor - moves.near_to_poor - moves.near_to_none, [(NEAR_POOR, OPENING, None)], ""),
        (moves.newly_near, [(NEAR_POOR, CLOSING, None)], "new"),
        (moves.newly_poor, [(POOR, CLOSING, None)], "new"),
        (moves.relapsed, [(POOR, FORMERLY_POOR, ESCAPED), (POOR, CLOSING, None)], "relapse"),
    ]
    parts, taken = [], 0
    for count, held, case in lines:
        own = order.slice(taken, max(count, 0))
        taken += own.len()
        parts += [
            pl.select(
                household=own,
                status=pl.lit(status),
                since=pl.lit(since),
                until=pl.lit(until, pl.Date),
                case=pl.lit(case),
            )
            for status, since, until in held
        ]
    return pl.concat(parts).cast(SCHEMA).sort("household", "since")
