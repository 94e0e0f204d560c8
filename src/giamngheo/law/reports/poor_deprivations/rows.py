"""Households of the list that lack each service, by the deprivations that their decision names."""

from typing import Final

import narwhals.stable.v2 as nw

from giamngheo.law.reports.conditions import POOR
from giamngheo.law.vocabulary.published import DEPRIVATIONS_TOLD, DEPRIVED
from giamngheo.law.vocabulary.reports import Counted, Counts

DEPRIVATIONS: Final = (
    "employment",
    "dependency",
    "nutrition",
    "health_insurance",
    "adult_education",
    "school_attendance",
    "housing_quality",
    "housing_area",
    "water",
    "toilet",
    "telecommunication",
    "information_means",
)
_TOLD = nw.col(DEPRIVATIONS_TOLD)


def deprivations_of(listed: nw.Expr) -> Counts:
    """How many households of a list lack each service, and of how many it is told."""
    return Counts(
        {
            "households": Counted(listed),
            "told": Counted(listed & _TOLD),
            "untold": Counted(listed & ~_TOLD),
            **{one: Counted(listed & nw.col(f"{DEPRIVED}{one}")) for one in DEPRIVATIONS},
        },
        among=listed,
    )


ROWS: Final = deprivations_of(POOR)
