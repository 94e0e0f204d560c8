"""The columns of the frames that the measure takes and gives.

Households, one row each: `household` (id, any type), `urban` (Boolean), `income_per_head` (Int64, đồng a
month), `income_points` (Int64, B1), `deprivation_points` (Int64, B2), `deprivation_count` (Int64),
`deprived_<id>` (Boolean) and answers of the questionnaire. A column that a source lacks is simply absent;
a null is an answer that is not known. Members, one row each: `household`, `birth_earliest` and
`birth_latest` (Int32, yyyymmdd; the latter absent where all dates are exact) and answers.
"""

from typing import Any

import narwhals.stable.v2 as nw

from giamngheo.law.vocabulary.evidence import INCOME, INCOME_POINTS
from giamngheo.law.vocabulary.formulas import BIRTH_EARLIEST, BIRTH_LATEST, URBAN

__all__ = [
    "BIRTH_EARLIEST",
    "BIRTH_LATEST",
    "CLASS_CODE",
    "DEPRIVATIONS_CONFLICT",
    "DEPRIVATION_COUNT",
    "DEPRIVATION_POINTS",
    "DEPRIVED",
    "HOUSEHOLD",
    "INCOME",
    "INCOME_CONFLICT",
    "INCOME_POINTS",
    "MEMBER_COUNT",
    "POINTS_AT_LEAST",
    "POINTS_AT_MOST",
    "TERM",
    "URBAN",
    "Frame",
    "deprived",
]

Frame = nw.LazyFrame[Any]
"""A plan on any engine; nothing is read until it is collected."""

HOUSEHOLD = "household"
MEMBER_COUNT = "member_count"
DEPRIVATION_POINTS = "deprivation_points"
DEPRIVATION_COUNT = "deprivation_count"

DEPRIVED = "deprived_"
"""Prefix of the columns that hold one deprivation each."""

TERM = "term_"
"""Prefix of the columns that hold one question on income (or `deprived_enough`) each, when explained."""

CLASS_CODE = "class_code"
"""Int8: `HouseholdClass.code`; 0 is unknown."""

POINTS_AT_LEAST = "points_at_least"
POINTS_AT_MOST = "points_at_most"
INCOME_CONFLICT = "income_conflict"
DEPRIVATIONS_CONFLICT = "deprivations_conflict"


def deprived(deprivation_id: str) -> str:
    """Column of one deprivation."""
    return DEPRIVED + deprivation_id
