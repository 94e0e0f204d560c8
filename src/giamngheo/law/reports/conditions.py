"""Conditions on the households of a snapshot that several tables count by."""

from typing import Final

import narwhals.stable.v2 as nw

from giamngheo.law.vocabulary import published as at
from giamngheo.law.vocabulary.standards import HouseholdClass


def _is(column: str, one: HouseholdClass) -> nw.Expr:
    return nw.col(column) == one.code


HERE: Final = nw.col(at.IS_HERE)
_WAS_HERE = ~nw.col(at.AREA_OPENING).is_null()

POOR: Final = HERE & _is(at.CLASS_CODE, HouseholdClass.POOR)
NEAR_POOR: Final = HERE & _is(at.CLASS_CODE, HouseholdClass.NEAR_POOR)
AVERAGE: Final = HERE & _is(at.CLASS_CODE, HouseholdClass.AVERAGE_LIVING_STANDARD)
ON_NO_LIST: Final = HERE & ~POOR & ~NEAR_POOR

POOR_BEFORE: Final = _WAS_HERE & _is(at.CLASS_CODE_OPENING, HouseholdClass.POOR)
NEAR_POOR_BEFORE: Final = _WAS_HERE & _is(at.CLASS_CODE_OPENING, HouseholdClass.NEAR_POOR)
ON_NO_LIST_BEFORE: Final = ~POOR_BEFORE & ~NEAR_POOR_BEFORE
GONE: Final = ~HERE

MINORITY: Final = nw.col("ethnic_minority")
MERIT: Final = nw.col("merit")
WITHOUT_LABOUR: Final = nw.col("no_working_capacity")
WOMAN_HEAD: Final = nw.col("woman_head")
ON_A_LIST: Final = POOR | NEAR_POOR
LISTED: Final[tuple[tuple[str, nw.Expr], ...]] = (("poor", POOR), ("near_poor", NEAR_POOR))
