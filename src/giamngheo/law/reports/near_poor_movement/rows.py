"""How the list of near-poor households moved between the two days, in households and in persons."""

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

_ARRIVED = NEAR_POOR & ON_NO_LIST_BEFORE & ~nw.col(IS_NEWCOMER)

ROWS: Final = Moves(
    "near_poor",
    {
        "opening": NEAR_POOR_BEFORE,
        "escaped": NEAR_POOR_BEFORE & ON_NO_LIST,
        "became_poor": NEAR_POOR_BEFORE & POOR,
        "other_decrease": NEAR_POOR_BEFORE & GONE,
        "from_poor": POOR_BEFORE & NEAR_POOR,
        "relapsed": _ARRIVED & nw.col(LISTED_BEFORE),
        "newly_arising": _ARRIVED & ~nw.col(LISTED_BEFORE),
        "other_increase": NEAR_POOR & ON_NO_LIST_BEFORE & nw.col(IS_NEWCOMER),
        "closing": NEAR_POOR,
    },
)
