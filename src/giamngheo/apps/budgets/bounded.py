"""Sharing in proportion where each part has a least and a most: which parts stand at a bound."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Bounds:
    """What a part gets at least and, where there is such a limit, at most."""

    least: int = 0
    most: int | None = None

    def within(self, amount: int) -> int:
        """The amount, not below the least nor above the most."""
        raised = max(amount, self.least)
        return raised if self.most is None else min(raised, self.most)


class BoundsError(ValueError):
    """The bounds leave no way: all `least` need more than there is, or all `most` take less."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__("bounds conflict")
        self.least, self.most = least, most


def proportional(total: int, points: Mapping[Key, Fraction], bounds: Mapping[Key, Bounds]) -> dict[Key, int]:
    """The parts that stand at a bound, with it; all others share the rest by their points (above nought).

    There is one price of a point at which the parts, held to their bounds, add up to the total: parts are
    fixed on the side that outweighs the other until none is out of its bounds. BoundsError where none is.
    """
    least = sum(one.least for one in bounds.values())
    limits = [one.most for one in bounds.values()]
    most = sum(one for one in limits if one is not None)
    if least > total or (points and None not in limits and most < total):
        raise BoundsError(least, most)
    held, free, rest = dict[Key, int](), dict(points), total
    while free:
        price = rest / sum(free.values(), Fraction())
        short = {key: bounds[key].least for key, one in free.items() if price * one < bounds[key].least}
        full = {
            key: limit
            for key, one in free.items()
            if (limit := bounds[key].most) is not None and price * one > limit
        }
        if not short and not full:
            return held
        missing = sum((limit - price * free[key] for key, limit in short.items()), Fraction())
        surplus = sum((price * free[key] - limit for key, limit in full.items()), Fraction())
        fixed = {**(short if missing >= surplus else {}), **(full if surplus >= missing else {})}
        for key, limit in fixed.items():
            held[key] = limit
            rest -= limit
            del free[key]
    return held
