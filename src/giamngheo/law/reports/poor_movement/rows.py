"""How the list of poor households moved between two days; the measure reckons it."""

from typing import Final

import narwhals.stable.v2 as nw

from giamngheo.law.reports.conditions import (
    GONE,
    NEAR_POOR,
    NEAR_POOR_BEFORE,
    ON_NO_LIST,
    ON_NO_LIST_BEFORE,
    POOR,
    POOR_BEFORE,
)
from giamngheo.law.vocabulary.published import IS_NEWCOMER, LISTED_BEFORE
from giamngheo.law.vocabulary.reports import Moves

_ARRIVED = POOR & ON_NO_LIST_BEFORE & ~nw.col(IS_NEWCOMER)

ROWS: Final = Moves(
    "poor",
    {
        "opening": POOR_BEFORE,
        "escaped_to_near_poor": POOR_BEFORE & NEAR_POOR,
        "escaped_above_near_poor": POOR_BEFORE & ON_NO_LIST,
        "other_decrease": POOR_BEFORE & GONE,
        "from_near_poor": NEAR_POOR_BEFORE & POOR,
        "relapsed": _ARRIVED & nw.col(LISTED_BEFORE),
        "newly_arising": _ARRIVED & ~nw.col(LISTED_BEFORE),
        "other_increase": POOR & ON_NO_LIST_BEFORE & nw.col(IS_NEWCOMER),
        "closing": POOR,
    },
)
