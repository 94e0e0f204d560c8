"""H, A and M0 from counts: how many are poor by the law, and how many of the poor lack what.

Who is poor is what was decided, not a line of points, and each deprivation weighs the same, as points of B2
do. So M0 is H × A with the poor of the law; a deprivation adds to it its part of all lacks of the poor.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class CountedIndices:
    """Shares from 0 to 1; None where nothing is there to divide, or not of all poor is told what they lack.

    `told` of the `poor` are those whose decision names the deprivations: A is of these, M0 needs all.
    """

    poor: int
    told: int
    h: Fraction | None
    a: Fraction | None
    m0: Fraction | None
    contributions: Mapping[str, Fraction]


def indices_of_counts(households: int, poor: int, told: int, lacking: Mapping[str, int]) -> CountedIndices:
    """Indices of a unit; `lacking` counts, of the `told` poor, who lacks each deprivation of the standard."""
    lacks = sum(lacking.values())
    h = Fraction(poor, households) if households else None
    a = Fraction(lacks, told * len(lacking)) if told and lacking else None
    m0 = h * a if h is not None and a is not None and told == poor else None
    parts = {name: Fraction(count, lacks) for name, count in lacking.items()} if lacks else {}
    return CountedIndices(poor, told, h, a, m0, parts)
