"""How an amount is shared out by the criteria of a resolution: exact to the đồng, explained by unit.

First each unit gets its fixed amounts: so many đồng for each of a value, not below a minimum nor above a
cap. The rest is shared by points: the sum of weight × value, times the coefficients of the unit. Where a
criterion of points has a minimum or a cap for each unit, what falls to it stays between them and the others
take more or less, in proportion still. What is left of whole đồng goes to the largest remainders.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import floor, prod
from typing import Literal, TypeAlias

import msgspec

from giamngheo.apps.budgets.bounded import Bounds, BoundsError, proportional
from giamngheo.foundation.text import whole

CriterionKind = Literal["points", "coefficient", "fixed"]
Values: TypeAlias = Mapping[str, Decimal]


class Criterion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A criterion of a resolution: points for each of its value, a coefficient of the unit, a fixed amount.

    `amount` is the fixed one, in đồng for each of the value. `least` and `most` are đồng that a unit gets by
    it at least and at most, where its value is above nought. `counts` names what of a frozen state of the
    register its value can be taken from, where it can.
    """

    code: str
    name: str
    kind: CriterionKind = "points"
    weight: Decimal = Decimal(1)
    unit: str = ""
    counts: str = ""
    amount: int = 0
    least: int | None = None
    most: int | None = None

    @property
    def bounds(self) -> Bounds:
        """What a unit gets by it at least and at most."""
        return Bounds(self.least or 0, self.most)


@dataclass(frozen=True)
class Share:
    """What falls to a unit: its points, its đồng, and how they came about, line by line."""

    points: Fraction
    amount: int
    explained: tuple[str, ...]


class SharesError(ValueError):
    """An amount cannot be shared out; says why and what to do."""


@dataclass
class _Part:
    """What a unit has so far: đồng of fixed amounts and at a bound, points by criterion for the rest."""

    granted: dict[str, int] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)
    points: dict[str, Fraction] = field(default_factory=dict)

    @property
    def fixed(self) -> int:
        """Đồng that do not depend on the rest."""
        return sum(self.granted.values()) + sum(self.held.values())

    @property
    def free(self) -> Fraction:
        """Points that share the rest."""
        return sum((one for code, one in self.points.items() if code not in self.held), Fraction())


def shares(total: int, criteria: Sequence[Criterion], values: Mapping[int, Values]) -> dict[int, Share]:
    """Share out đồng among units by the values of each of the criteria, by code; raises SharesError."""
    if total <= 0:
        raise SharesError("Tổng số phải lớn hơn 0. Cách xử lý: ghi số đồng.")
    parts = {unit: _part(criteria, of) for unit, of in values.items()}
    left = total - sum(one.fixed for one in parts.values())
    _require_room(total, left, parts)
    _hold(left, criteria, parts)
    rest = total - sum(one.fixed for one in parts.values())
    points = sum((one.free for one in parts.values()), Fraction())
    exact = {unit: rest * one.free / points if points else Fraction() for unit, one in parts.items()}
    amounts = {unit: floor(one) for unit, one in exact.items()}
    over = rest - sum(amounts.values())
    rounded_up = set(sorted(exact, key=lambda unit: (amounts[unit] - exact[unit], unit))[:over])
    told = _Told(total, rest, points, criteria)
    return {
        unit: told.share(part, values[unit], amounts[unit] + (unit in rounded_up), unit in rounded_up)
        for unit, part in parts.items()
    }


def _part(criteria: Sequence[Criterion], values: Values) -> _Part:
    """The fixed amounts of a unit, in whole đồng downwards, and its points."""
    times = prod(
        (Fraction(values[one.code]) for one in criteria if one.kind == "coefficient"), start=Fraction(1)
    )
    part = _Part()
    for one in criteria:
        value = Fraction(values[one.code])
        if one.kind == "fixed" and value:
            part.granted[one.code] = one.bounds.within(floor(one.amount * value))
        elif one.kind == "points":
            part.points[one.code] = Fraction(one.weight) * value * times
    return part


def _require_room(total: int, left: int, parts: Mapping[int, _Part]) -> None:
    """Fixed amounts leave something for the points, nothing where there are none; SharesError else."""
    granted, points = total - left, sum((one.free for one in parts.values()), Fraction())
    if left < 0:
        raise SharesError(
            f"Định mức cộng lại {whole(granted)} đồng, vượt tổng số {whole(total)} đồng: thiếu "
            f"{whole(-left)} đồng. Cách xử lý: tăng tổng số, hoặc xem lại số liệu, định mức."
        )
    if left and not points:
        raise SharesError(
            f"Định mức cộng lại {whole(granted)} đồng, còn {whole(left)} đồng không chia được vì tổng số "
            f"điểm bằng 0. Cách xử lý: ghi tổng số {whole(granted)} đồng, hoặc ghi số liệu của tiêu chí tính "
            "điểm."
            if granted
            else "Tổng số điểm bằng 0 nên không chia được. Cách xử lý: ghi số liệu của các đơn vị."
        )


def _hold(left: int, criteria: Sequence[Criterion], parts: Mapping[int, _Part]) -> None:
    """Note which criteria of points stand at a bound in which unit; SharesError where bounds conflict."""
    bounds = {one.code: one.bounds for one in criteria if one.kind == "points"}
    points = {
        (unit, code): one for unit, part in parts.items() for code, one in part.points.items() if one > 0
    }
    try:
        held = proportional(left, points, {key: bounds[key[1]] for key in points})
    except BoundsError as error:
        is_least = error.least > left
        found, word = (error.least, "tối thiểu") if is_least else (error.most, "tối đa")
        raise SharesError(
            f"Mức {word} của các đơn vị cộng lại {whole(found)} đồng, {'vượt' if is_least else 'không đủ'} "
            f"{whole(left)} đồng để chia theo điểm. Cách xử lý: {'tăng' if is_least else 'giảm'} tổng số, "
            "hoặc xem lại số liệu, mức của nghị quyết."
        ) from error
    for (unit, code), amount in held.items():
        parts[unit].held[code] = amount


@dataclass(frozen=True)
class _Told:
    """How shares are told: the total, what of it is shared by how many points, and by which criteria."""

    total: int
    rest: int
    points: Fraction
    criteria: Sequence[Criterion]

    def share(self, part: _Part, values: Values, by_points: int, is_rounded_up: bool) -> Share:
        """The share of a unit with each step of it."""
        amount, points = part.fixed + by_points, sum(part.points.values(), Fraction())
        lines = [
            self._line(one, part, values[one.code]) for one in self.criteria if one.kind != "coefficient"
        ]
        lines += [
            f"{one.name}: hệ số {_number(values[one.code])}"
            for one in self.criteria
            if one.kind == "coefficient"
        ]
        if part.points:
            lines.append(f"cộng {_number(points)} điểm")
        if (free := part.free) or (self.points and not part.held):
            what = (
                f"{whole(self.rest)} đồng" if self.rest == self.total else f"còn lại {whole(self.rest)} đồng"
            )
            one_more = " (thêm 1 đồng phần lẻ lớn nhất)" if is_rounded_up else ""
            lines.append(
                f"{what} × {_number(free)} / {_number(self.points)} điểm = {whole(by_points)} đồng{one_more}"
            )
        if part.granted or part.held:
            pieces = [*part.granted.values(), *part.held.values(), *([by_points] if part.free else [])]
            lines.append(f"{' + '.join(map(whole, pieces))} = {whole(amount)} đồng")
        return Share(points, amount, tuple(lines))

    def _line(self, one: Criterion, part: _Part, value: Decimal) -> str:
        said = f"{one.name}: {_number(value)} {one.unit}".rstrip()
        if one.kind == "fixed":
            exact, given = one.amount * Fraction(value), part.granted.get(one.code, 0)
            return f"{said} × {whole(one.amount)} = {_number(exact)} đồng{_at_bound(one, exact, given)}"
        counted = f"{said} × {_number(one.weight)} = {_number(Fraction(one.weight) * Fraction(value))} điểm"
        if one.code not in part.held:
            return counted
        given = part.held[one.code]
        return f"{counted}, lấy mức {'tối thiểu' if given == one.least else 'tối đa'} {whole(given)} đồng"


def _at_bound(one: Criterion, exact: Fraction, given: int) -> str:
    if given > exact:
        return f", lấy mức tối thiểu {whole(given)} đồng"
    if floor(exact) > given:
        return f", lấy mức tối đa {whole(given)} đồng"
    return f", bỏ phần lẻ còn {whole(given)} đồng" if exact != given else ""


def _number(value: Decimal | Fraction) -> str:
    """A number with up to four decimals, a comma before them."""
    if Fraction(value).denominator == 1:
        return whole(int(value))
    written = f"{float(value):,.4f}".rstrip("0").rstrip(".")
    return written.translate(str.maketrans(",.", ".,"))
