"""How an amount is shared out by the criteria of a resolution: points by unit, exact to the đồng, explained.

A unit's points are the sum of weight × value over the criteria that count, times its coefficients; its
share is that of its points in all. What is left of whole đồng goes to the largest remainders: the sum is
exact.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import prod
from typing import Literal

import msgspec

from giamngheo.foundation.text import whole

CriterionKind = Literal["points", "coefficient"]


class Criterion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A criterion of a resolution: so many points for each of its value, or a coefficient of the unit.

    `counts` names what of a frozen state of the register its value can be taken from, where it can.
    """

    code: str
    name: str
    kind: CriterionKind = "points"
    weight: Decimal = Decimal(1)
    unit: str = ""
    counts: str = ""


@dataclass(frozen=True)
class Share:
    """What falls to a unit: its points, its đồng, and how they came about, line by line."""

    points: Fraction
    amount: int
    explained: tuple[str, ...]


class SharesError(ValueError):
    """An amount cannot be shared out; says why and what to do."""


def shares(
    total: int, criteria: Sequence[Criterion], values: Mapping[int, Mapping[str, Decimal]]
) -> dict[int, Share]:
    """Share out đồng among units by the values of each of the criteria, by code; raises SharesError."""
    points = {unit: _points(criteria, of) for unit, of in values.items()}
    whole_of = sum(points.values(), Fraction())
    if total <= 0 or not whole_of:
        raise SharesError("Tổng số điểm bằng 0 nên không chia được. Cách xử lý: ghi số liệu của các đơn vị.")
    exact = {unit: total * one / whole_of for unit, one in points.items()}
    amounts = {unit: int(one) for unit, one in exact.items()}
    left = total - sum(amounts.values())
    by_remainder = sorted(exact, key=lambda unit: (amounts[unit] - exact[unit], unit))
    rounded_up = set(by_remainder[:left])
    return {
        unit: Share(
            one,
            amounts[unit] + (unit in rounded_up),
            (
                *_told(criteria, values[unit], one),
                f"{whole(total)} đồng × {_number(one)} / {_number(whole_of)} điểm = "
                f"{whole(amounts[unit] + (unit in rounded_up))} đồng"
                + (" (thêm 1 đồng phần lẻ lớn nhất)" if unit in rounded_up else ""),
            ),
        )
        for unit, one in points.items()
    }


def _points(criteria: Sequence[Criterion], values: Mapping[str, Decimal]) -> Fraction:
    counted = sum(
        (Fraction(one.weight) * Fraction(values[one.code]) for one in criteria if one.kind == "points"),
        Fraction(),
    )
    return counted * prod(
        (Fraction(values[one.code]) for one in criteria if one.kind == "coefficient"), start=Fraction(1)
    )


def _told(criteria: Sequence[Criterion], values: Mapping[str, Decimal], points: Fraction) -> list[str]:
    counted = [
        f"{one.name}: {_number(values[one.code])} {one.unit}".rstrip()
        + f" × {_number(one.weight)} = {_number(Fraction(one.weight) * Fraction(values[one.code]))} điểm"
        for one in criteria
        if one.kind == "points"
    ]
    coefficients = [
        f"{one.name}: hệ số {_number(values[one.code])}" for one in criteria if one.kind == "coefficient"
    ]
    return [*counted, *coefficients, f"cộng {_number(points)} điểm"]


def _number(value: Decimal | Fraction) -> str:
    """A number with up to four decimals, a comma before them."""
    written = f"{float(value):,.4f}".rstrip("0").rstrip(".")
    return written.translate(str.maketrans(",.", ".,"))
