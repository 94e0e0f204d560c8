"""What is measured: indicators, dimensions, exact weights and the line of poverty."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, lcm

LARGEST_DENOMINATOR = 10**9
"""Weights finer than this leave too little room for counting people in 64 bits."""


class StructureError(ValueError):
    """A structure that cannot be measured; the message is Vietnamese and meant for the person who asked."""


@dataclass(frozen=True)
class Structure:
    """Indicators with exact weights adding up to 1, grouped in dimensions, and the cutoff in (0, 1]."""

    indicators: tuple[str, ...]
    dimensions: tuple[tuple[str, ...], ...]
    weights: tuple[Fraction, ...]
    cutoff: Fraction
    weights_given_sum: Fraction = Fraction(1)

    @classmethod
    def of(
        cls,
        indicators: Sequence[str],
        *,
        dimensions: Sequence[Sequence[str]] | None = None,
        weights: Mapping[str, Fraction] | None = None,
        cutoff: Fraction = Fraction(1, 3),
    ) -> "Structure":
        """Dimensions weigh equally and indicators equally within, unless weights are given for all."""
        names = tuple(indicators)
        _check_indicators(names)
        groups = tuple(tuple(group) for group in dimensions) if dimensions else tuple((n,) for n in names)
        _check_dimensions(names, groups)
        if not 0 < cutoff <= 1:
            raise StructureError(
                f"Ngưỡng nghèo phải lớn hơn 0 và không quá 1, không thể là {cutoff}. Ví dụ: --cutoff 1/3."
            )
        given = _equal_weights(groups) if weights is None else _checked_weights(names, weights)
        total = sum(given.values(), Fraction(0))
        shares = tuple(given[name] / total for name in names)
        structure = cls(names, groups, shares, cutoff, total)
        if structure.denominator > LARGEST_DENOMINATOR:
            raise StructureError(
                "Trọng số quá lẻ nên không tính được chính xác. "
                "Hãy viết bằng phân số gọn, ví dụ a=1/6, b=1/18."
            )
        return structure

    @property
    def denominator(self) -> int:
        """The common denominator: the score of somebody deprived in everything."""
        return lcm(*(weight.denominator for weight in self.weights))

    @property
    def points(self) -> tuple[int, ...]:
        """The weight of each indicator as a whole number of `denominator`-ths."""
        return tuple(int(weight * self.denominator) for weight in self.weights)

    @property
    def line(self) -> int:
        """The least whole number of points that is poor: score >= cutoff decided in integers."""
        return ceil(self.cutoff * self.denominator)

    @property
    def dimension_names(self) -> tuple[str, ...]:
        """A dimension is called by its indicators, as in the command line: "a,b"."""
        return tuple(",".join(group) for group in self.dimensions)


def _check_indicators(names: tuple[str, ...]) -> None:
    if not names:
        raise StructureError("Chưa có chỉ số nào để đo. Hãy nêu các cột chỉ số bằng --indicators a,b,…")
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise StructureError(f"Chỉ số «{twice[0]}» được nêu hai lần. Hãy bỏ bớt một lần.")


def _check_dimensions(names: tuple[str, ...], groups: tuple[tuple[str, ...], ...]) -> None:
    if any(not group for group in groups):
        raise StructureError("Có một chiều không có chỉ số nào. Hãy bỏ dấu «;» thừa trong --dimensions.")
    times = Counter(name for group in groups for name in group)
    for name, count in times.items():
        if name not in names:
            raise StructureError(
                f"«{name}» có trong --dimensions nhưng không phải là chỉ số được đo. "
                f"Các chỉ số: {', '.join(names)}."
            )
        if count > 1:
            raise StructureError(
                f"Chỉ số «{name}» nằm trong hai chiều. Mỗi chỉ số chỉ thuộc một chiều; hãy sửa --dimensions."
            )
    lacking = [name for name in names if name not in times]
    if lacking:
        raise StructureError(
            f"Chỉ số chưa thuộc chiều nào: {', '.join(lacking)}. Hãy thêm vào --dimensions hoặc bỏ khỏi "
            "--indicators."
        )


def _equal_weights(groups: tuple[tuple[str, ...], ...]) -> dict[str, Fraction]:
    return {name: Fraction(1, len(groups) * len(group)) for group in groups for name in group}


def _checked_weights(names: tuple[str, ...], weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    unknown = [name for name in weights if name not in names]
    if unknown:
        raise StructureError(
            f"Trọng số nêu cho «{unknown[0]}» nhưng đó không phải là chỉ số được đo. "
            f"Các chỉ số: {', '.join(names)}."
        )
    lacking = [name for name in names if name not in weights]
    if lacking:
        raise StructureError(
            f"Chưa có trọng số cho: {', '.join(lacking)}. Hãy nêu trọng số cho mọi chỉ số, hoặc bỏ --weights "
            "để các chỉ số ngang nhau."
        )
    negative = [name for name, weight in weights.items() if weight < 0]
    if negative:
        raise StructureError(f"Trọng số của «{negative[0]}» là số âm. Trọng số phải từ 0 trở lên.")
    if not any(weights.values()):
        raise StructureError("Mọi trọng số đều bằng 0. Phải có ít nhất một trọng số lớn hơn 0.")
    return dict(weights)
