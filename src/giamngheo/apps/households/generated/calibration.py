"""What the generated city is measured by: the plan of a real city, and how its households move in a year.

Plan for poverty reduction 2023 of the city of Phan Rang – Tháp Chàm, part II.2: 1.30 % poor households
down to 1.15 % (71 households), 3.11 % near-poor down to 2.91 % (95 households): about 47,400 households in
16 communes and wards. The plan tells net changes; what leaves and what comes is ours, made to give them.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

HOUSEHOLDS: Final = 47_400
COMMUNES: Final = 16
POOR: Final = Fraction("0.0130")
NEAR_POOR: Final = Fraction("0.0311")
FEWER_POOR: Final = 71
FEWER_NEAR_POOR: Final = 95

# Days of the decisions after two reviews, and of those of former years.
FORMERLY_POOR: Final = date(2023, 12, 15)
ESCAPED: Final = date(2024, 12, 15)
OPENING: Final = date(2025, 12, 15)
MID_YEAR: Final = date(2026, 6, 15)
CLOSING: Final = date(2026, 11, 15)

_POOR_TO_NEAR, _NEAR_TO_POOR = 60, 20
_NEWLY_NEAR, _NEWLY_POOR, _RELAPSED = 15, 8, 2


@dataclass(frozen=True)
class Flows:
    """How many households are poor and near-poor at the start, and how many of each go where in the year."""

    poor: int
    near_poor: int
    poor_to_near: int
    poor_to_none: int
    near_to_poor: int
    near_to_none: int
    newly_near: int
    newly_poor: int
    relapsed: int


def flows(households: int) -> Flows:
    """The flows of so many households: those of the plan in the same proportion."""

    def part(of_the_plan: int) -> int:
        return round(Fraction(of_the_plan * households, HOUSEHOLDS))

    to_near, to_poor = part(_POOR_TO_NEAR), part(_NEAR_TO_POOR)
    near, poor, relapsed = part(_NEWLY_NEAR), part(_NEWLY_POOR), part(_RELAPSED)
    return Flows(
        poor=round(households * POOR),
        near_poor=round(households * NEAR_POOR),
        poor_to_near=to_near,
        poor_to_none=max(0, part(FEWER_POOR) + to_poor + poor + relapsed - to_near),
        near_to_poor=to_poor,
        near_to_none=max(0, part(FEWER_NEAR_POOR) + to_near + near - to_poor),
        newly_near=near,
        newly_poor=poor,
        relapsed=relapsed,
    )
