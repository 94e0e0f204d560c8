"""Households of the list that lack each service, by the deprivations that their decision names."""

from typing import Final

import narwhals.stable.v2 as nw

from giamngheo.law.reports.conditions import NEAR_POOR
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

ROWS: Final = Counts(
    {
        "households": Counted(NEAR_POOR),
        "told": Counted(NEAR_POOR & _TOLD),
        "untold": Counted(NEAR_POOR & ~_TOLD),
        **{one: Counted(NEAR_POOR & nw.col(f"{DEPRIVED}{one}")) for one in DEPRIVATIONS},
    },
    among=NEAR_POOR,
)
