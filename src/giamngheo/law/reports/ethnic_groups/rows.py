"""Households of the lists by the ethnic group of their head, and the people who live in them."""

from typing import Final

from giamngheo.law.reports.conditions import NEAR_POOR, ON_A_LIST, POOR
from giamngheo.law.vocabulary.published import MEMBERS
from giamngheo.law.vocabulary.reports import ByEthnicGroup, Counted

ROWS: Final = ByEthnicGroup(
    {
        "poor": Counted(POOR),
        "poor_persons": Counted(POOR, of=MEMBERS),
        "near_poor": Counted(NEAR_POOR),
        "near_poor_persons": Counted(NEAR_POOR, of=MEMBERS),
    },
    among=ON_A_LIST,
)
