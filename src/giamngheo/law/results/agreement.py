"""Whether targets of one unit agree: a fall of 71 households and one of 0,15 points tell how many there are.

Every number of a plan is rounded: it stands for all between half a unit of its last decimal below and above.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Final

from giamngheo.law.results.words import NO_BREAK, decimals_of, in_words, number, written
from giamngheo.law.vocabulary.frameworks import Direction, Indicator
from giamngheo.law.vocabulary.targets import (
    MAY_BE_A_RANGE,
    OF_COUNT,
    OF_PERCENT,
    WITHOUT_VALUE,
    Target,
    TargetKind,
)

_HUNDRED: Final = 100


@dataclass(frozen=True)
class Implied:
    """How many households a pair of targets is about: as written, and with all that rounding allows."""

    least: Fraction
    most: Fraction
    rounded_least: int
    rounded_most: int

    def allows(self, households: int) -> bool:
        """Whether so many households can be meant."""
        return self.rounded_least <= households <= self.rounded_most

    @property
    def in_words(self) -> str:
        """The households in a sentence."""
        written_as = (
            f"khoảng {number(self.least, 0)}"
            if self.least == self.most
            else f"{number(self.least, 0)}–{number(self.most, 0)}"
        )
        rounded = f"{number(Fraction(self.rounded_least))}–{number(Fraction(self.rounded_most))}"
        return f"{written_as} hộ (tính cả làm tròn: {rounded} hộ)"


@dataclass(frozen=True)
class Check:
    """One comparison of targets: whether it holds (None: not known), and what was compared."""

    holds: bool | None
    sentence: str


def faults_of(target: Target, indicator: Indicator) -> Iterator[tuple[str, str]]:
    """What in a target by itself cannot be: the field, and why with what to do."""
    kind = target.kind
    if kind in OF_PERCENT and not indicator.is_percent:
        yield "kind", f"«{kind.label}» chỉ dùng cho chỉ số tính bằng %. Chọn loại chỉ tiêu khác."
    if kind in OF_COUNT and indicator.is_percent:
        yield "kind", f"«{kind.label}» chỉ dùng cho chỉ số tính bằng số lượng. Chọn loại chỉ tiêu khác."
    if kind in WITHOUT_VALUE and target.value is not None:
        yield "value", f"Loại «{kind.label}» không có con số. Xoá con số, hoặc chọn loại khác."
    if kind not in WITHOUT_VALUE and target.value is None:
        yield "value", "Chưa ghi con số của chỉ tiêu. Ghi số như trong kế hoạch."
    if kind not in MAY_BE_A_RANGE and target.up_to is not None:
        yield "up_to", f"Loại «{kind.label}» không có số thứ hai. Xoá số này, hoặc chọn loại khác."
    if kind is TargetKind.RANGE and target.up_to is None:
        yield "up_to", "Chưa ghi đầu kia của khoảng. Ghi cả hai số như trong kế hoạch."
    yield from _numbers(target, indicator)
    if target.last < target.first:
        yield "last", "Ngày cuối trước ngày đầu. Xem lại hai ngày."
    if target.baseline_day is not None and target.baseline_day >= target.first:
        yield "baseline_day", "Số đầu kỳ phải của ngày trước ngày đầu kỳ. Xem lại ngày."
    if not target.wording.strip():
        yield "wording", "Chưa ghi lời của kế hoạch. Chép đúng câu trong kế hoạch."


def _numbers(target: Target, indicator: Indicator) -> Iterator[tuple[str, str]]:
    for name in ("value", "up_to", "baseline", "reaches"):
        number_of: Decimal | None = getattr(target, name)
        if number_of is None:
            continue
        if number_of < 0:
            yield name, "Con số âm. Ghi số dương; giảm hay tăng đã có trong loại chỉ tiêu."
        elif indicator.is_percent and number_of > _HUNDRED:
            yield name, "Tỷ lệ lớn hơn 100 %. Xem lại con số."
        elif not indicator.is_percent and decimals_of(number_of) and number_of != int(number_of):
            yield name, "Số lượng phải là số nguyên. Xem lại con số."
    if target.value is not None and target.up_to is not None and target.up_to <= target.value:
        yield "up_to", "Đầu kia của khoảng phải lớn hơn số thứ nhất. Đổi chỗ hai số."
    if target.is_change and target.value == 0:
        yield "value", "Thay đổi bằng 0 không phải chỉ tiêu thay đổi. Chọn loại «đạt một mức»."
    if target.kind is TargetKind.EACH_HOUSEHOLD and target.value is not None and target.value != 1:
        yield "value", "Sổ hộ chỉ biết hộ có ít nhất 1 người. Ghi 1, hoặc chọn loại khác."


def implied_by(points: Target, count: Target) -> Implied | None:
    """How many households there are, if so many of them are so many points; None without both numbers."""
    if points.value is None or count.value is None or not points.value:
        return None
    low, high = _ends(points)
    fewest, most = (Fraction(one) for one in _ends(count))
    half_low, half_high = _half(low), _half(high)
    if Fraction(low) <= half_low:
        return None
    return Implied(
        _HUNDRED * fewest / Fraction(high),
        _HUNDRED * most / Fraction(low),
        ceil(_HUNDRED * fewest / (Fraction(high) + half_high)),
        floor(_HUNDRED * most / (Fraction(low) - half_low)),
    )


def checks_of(
    targets: Sequence[Target], indicators: Mapping[str, Indicator], households: int | None = None
) -> list[Check]:
    """All comparisons of the targets of one unit; `households` is how many live there, where it is known."""
    known = [one for one in targets if one.indicator in indicators]
    found = [check for one in known for check in _of_itself(one, indicators[one.indicator])]
    pairs = []
    for points, count in _pairs(known, indicators):
        implied = implied_by(points, count)
        if implied is None:
            continue
        pairs.append((points, count, implied))
        found.append(_pair(points, count, implied, indicators, households))
    for place, (first, _, one) in enumerate(pairs):
        for second, _, other in pairs[place + 1 :]:
            if first.indicator != second.indicator and first.first == second.first:
                found.append(_together((first, one), (second, other), indicators))
    return found


def _pairs(targets: Sequence[Target], indicators: Mapping[str, Indicator]) -> Iterator[tuple[Target, Target]]:
    """Each fall of a rate with the fall of what it is the rate of, in the same time."""
    for points in targets:
        counted = indicators[points.indicator].rate_of
        for count in targets:
            is_same_time = count.last.year == points.last.year and count.first.year == points.first.year
            if (
                points.kind is TargetKind.CHANGE_POINTS
                and count.kind is TargetKind.CHANGE_COUNT
                and count.indicator == counted
                and is_same_time
                and count.times == points.times
            ):
                yield points, count


def _of_itself(target: Target, indicator: Indicator) -> Iterator[Check]:
    """The baseline and the change lead to the level that the plan names; nothing falls below zero."""
    if not target.is_change or target.baseline is None or target.value is None:
        return
    far = target.value if target.up_to is None else target.up_to
    sign = -1 if indicator.direction is Direction.DOWN else 1
    unit = indicator.unit.label
    if target.reaches is not None:
        ends = sorted(
            Fraction(target.baseline) + sign * Fraction(one) * target.times for one in (target.value, far)
        )
        room = _half(target.reaches) + _half(target.baseline) + _half(target.value) * target.times
        holds = ends[0] - room <= Fraction(target.reaches) <= ends[1] + room
        yield Check(
            holds,
            f"{indicator.name}: từ {written(target.baseline)} {in_words(target, indicator)} là "
            f"{number(ends[0])}{NO_BREAK}{unit}, kế hoạch ghi còn {written(target.reaches)}{NO_BREAK}{unit}"
            f"{'' if holds else ': hai số không khớp, xem lại kế hoạch'}.",
        )
    if sign < 0 and Fraction(target.value) * target.times > Fraction(target.baseline):
        yield Check(
            False,
            f"{indicator.name}: {in_words(target, indicator)} nhiều hơn số đầu kỳ "
            f"{written(target.baseline)}{NO_BREAK}{unit}; xem lại số đầu kỳ hoặc chỉ tiêu.",
        )


def _pair(
    points: Target,
    count: Target,
    implied: Implied,
    indicators: Mapping[str, Indicator],
    households: int | None,
) -> Check:
    said = (
        f"{in_words(count, indicators[count.indicator]).capitalize()} "
        f"({indicators[count.indicator].name.lower()}) ứng với "
        f"{in_words(points, indicators[points.indicator])} nếu địa bàn có {implied.in_words}"
    )
    if households is None:
        return Check(None, f"{said}. Chưa biết số hộ của địa bàn để đối chiếu.")
    if implied.allows(households):
        return Check(True, f"{said}; sổ hộ có {number(Fraction(households))} hộ: khớp.")
    return Check(
        False,
        f"{said}; sổ hộ có {number(Fraction(households))} hộ: không khớp, xem lại hai chỉ tiêu hoặc sổ hộ.",
    )


def _together(
    one: tuple[Target, Implied], other: tuple[Target, Implied], indicators: Mapping[str, Indicator]
) -> Check:
    (first, mine), (second, theirs) = one, other
    least, most = (
        max(mine.rounded_least, theirs.rounded_least),
        min(mine.rounded_most, theirs.rounded_most),
    )
    names = f"«{indicators[first.indicator].name}» và «{indicators[second.indicator].name}»"
    if least <= most:
        told = f"{number(Fraction(least))}–{number(Fraction(most))}"
        return Check(True, f"{names}: hai cặp chỉ tiêu khớp nhau, cùng nói về {told} hộ.")
    return Check(
        False,
        f"{names}: hai cặp chỉ tiêu không thể cùng đúng, một cặp nói về {mine.in_words}, cặp kia về "
        f"{theirs.in_words}. Xem lại các con số.",
    )


def _ends(target: Target) -> tuple[Decimal, Decimal]:
    value = target.value if target.value is not None else Decimal(0)
    return value, value if target.up_to is None else target.up_to


def _half(value: Decimal) -> Fraction:
    """Half a unit of the last decimal in which a number was written."""
    return Fraction(1, 2 * 10 ** decimals_of(value))
