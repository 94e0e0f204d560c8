"""Whether the targets given to the units below make up the target above: sums of numbers, weighted rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from giamngheo.law.results.judging import need_of
from giamngheo.law.results.words import NO_BREAK, change_unit, decimals_of, in_words, number
from giamngheo.law.vocabulary.frameworks import Indicator
from giamngheo.law.vocabulary.targets import Target, TargetKind


@dataclass(frozen=True)
class Part:
    """A unit below with its target, and how many there are of whom its rate is taken (None: not known)."""

    name: str
    target: Target | None
    weight: int | None = None


@dataclass(frozen=True)
class Sum:
    """Whether the parts make up the whole (None: not known), in a sentence; their sum or mean, if any."""

    holds: bool | None
    sentence: str
    value: Fraction | None = None


def sum_of(whole: Target, indicator: Indicator, parts: Sequence[Part]) -> Sum:
    """Hold the targets of the units below against the one above.

    Numbers are added. Of percentages the mean is taken, weighted with how many there are; where every unit
    does at least what is asked above, so does the whole, whatever the weights.
    """
    given = [one for one in parts if one.target is not None]
    missing = [one.name for one in parts if one.target is None]
    if not given:
        return Sum(None, "Chưa giao cho đơn vị nào.")
    if whole.kind is TargetKind.NO_NUMBER:
        return Sum(None, "Chỉ tiêu không ghi con số nên không có gì để cộng.")
    if strangers := [one.name for one in given if one.target is not None and not _alike(one.target, whole)]:
        return Sum(
            None,
            f"Chỉ tiêu của {_few(strangers)} khác loại hoặc khác kỳ với chỉ tiêu giao nên không cộng được.",
        )
    if not indicator.is_percent and whole.kind is not TargetKind.ZERO:
        return _added(whole, indicator, given, missing)
    if missing:
        return Sum(None, f"Còn {len(missing)} đơn vị chưa có chỉ tiêu: {_few(missing)}.")
    return _weighed(whole, indicator, given)


def _added(whole: Target, indicator: Indicator, given: Sequence[Part], missing: Sequence[str]) -> Sum:
    need = need_of(whole, indicator.direction)
    values = [one.target.value or Decimal(0) for one in given if one.target is not None]
    total = Fraction(sum(values, Decimal(0)))
    asked = Fraction(whole.value or 0)
    at_least = need is None or need.at_least
    unit = indicator.unit.label
    said = (
        f"Cộng {len(given)} đơn vị: {number(total)}{NO_BREAK}{unit}, "
        f"chỉ tiêu giao {number(asked)}{NO_BREAK}{unit}"
    )
    holds = total >= asked if at_least else total <= asked
    left = f" Còn {len(missing)} đơn vị chưa có chỉ tiêu: {_few(missing)}." if missing else ""
    if total == asked:
        return Sum(not missing or None, f"{said}: khớp.{left}", total)
    gap = number(abs(total - asked))
    word = "thừa" if total > asked else "thiếu"
    if missing and total < asked:
        return Sum(None, f"{said}: {word} {gap}{NO_BREAK}{unit}.{left}", total)
    return Sum(holds, f"{said}: {word} {gap}{NO_BREAK}{unit}.{left}", total)


def _weighed(whole: Target, indicator: Indicator, given: Sequence[Part]) -> Sum:
    need = need_of(whole, indicator.direction)
    if need is None:
        return Sum(None, "Chỉ tiêu không ghi con số nên không có gì để cộng.")
    targets = [one.target for one in given if one.target is not None]
    values = [_bound(one, indicator) for one in targets]
    if all(need.met_by(value) for value in values):
        return Sum(True, f"Mọi đơn vị đều được giao {in_words(whole, indicator)} hoặc hơn: khớp.")
    weights = [one.weight for one in given]
    known = [weight for weight in weights if weight is not None]
    if len(known) < len(weights) or not sum(known):
        return Sum(None, "Chưa biết số hộ của từng đơn vị nên chưa tính được bình quân.")
    mean = sum((value * weight for value, weight in zip(values, known, strict=True)), Fraction(0)) / sum(
        known
    )
    unit = change_unit(whole, indicator)
    room = Fraction(1, 2 * 10 ** decimals_of(whole.value)) if whole.value is not None else Fraction(0)
    holds = need.met_by(mean) or need.met_by(mean + room if need.at_least else mean - room)
    said = f"Bình quân theo số hộ: {number(mean)}{NO_BREAK}{unit}, chỉ tiêu giao {in_words(whole, indicator)}"
    return Sum(holds, f"{said}: {'khớp' if holds else 'chưa đủ'}.", mean)


def _bound(target: Target, indicator: Indicator) -> Fraction:
    """The number that a unit must reach; that of a strict bound lies just within it."""
    need = need_of(target, indicator.direction)
    if need is None:
        return Fraction(0)
    return need.bound - Fraction(1, 10**9) if need.strictly else need.bound


def _alike(part: Target, whole: Target) -> bool:
    is_same_time = (part.first.year, part.last.year) == (whole.first.year, whole.last.year)
    return part.kind is whole.kind and part.each_year == whole.each_year and is_same_time


def _few(names: Sequence[str]) -> str:
    more = len(names) - 5
    return ", ".join(names[:5]) + (f" và {more} đơn vị khác" if more > 0 else "")
