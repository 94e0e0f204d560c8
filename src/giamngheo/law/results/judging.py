"""Whether a target is met by what was found: met, not met or unknown, each with a sentence that says why.

Exact numbers are compared, not rounded ones. Where something is not known, it is met only if it is met
whatever the unknown turns out to be.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from giamngheo.law.results.words import NO_BREAK, between, change_unit, moved, number
from giamngheo.law.vocabulary.frameworks import Direction, Indicator
from giamngheo.law.vocabulary.targets import Between, Measured, Target, TargetKind


class Outcome(StrEnum):
    """Three-valued."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Judgement:
    """Whether a target is met, and why in a sentence."""

    outcome: Outcome
    why: str


@dataclass(frozen=True)
class Need:
    """What must hold of a number (a level, or a change for the better): at least, or at most, so much.

    `strictly`: the bound itself does not do. `beyond` is the farther end of a range, where it was given.
    """

    bound: Fraction
    at_least: bool
    strictly: bool = False
    beyond: Fraction | None = None

    def met_by(self, value: Fraction) -> bool:
        """Whether a number does."""
        if self.strictly:
            return value > self.bound if self.at_least else value < self.bound
        return value >= self.bound if self.at_least else value <= self.bound


def need_of(target: Target, direction: Direction) -> Need | None:
    """What a target asks of the level, or of the change where it asks for one; None without a number."""
    if target.kind is TargetKind.NO_NUMBER:
        return None
    value = Fraction(target.value) if target.value is not None else Fraction(0)
    up_to = Fraction(target.up_to) if target.up_to is not None else None
    upwards = direction is Direction.UP
    if target.is_change:
        beyond = None if up_to is None else up_to * target.times
        return Need(value * target.times, at_least=True, beyond=beyond)
    if target.kind is TargetKind.RANGE and up_to is not None:
        near, far = (value, up_to) if upwards else (up_to, value)
        return Need(near, at_least=upwards, beyond=far)
    return {
        TargetKind.ZERO: Need(Fraction(0), at_least=False),
        TargetKind.BELOW: Need(value, at_least=False, strictly=True),
        TargetKind.AT_LEAST: Need(value, at_least=True),
        TargetKind.SHARE: Need(value, at_least=True),
        TargetKind.EACH_HOUSEHOLD: Need(Fraction(100), at_least=True),  # no household without one
    }.get(target.kind, Need(value, at_least=upwards))


def change_between(direction: Direction, baseline: Between, now: Between) -> Between:
    """The change for the better since the baseline."""
    return now.minus(baseline) if direction is Direction.UP else baseline.minus(now)


def judge(
    target: Target, indicator: Indicator, found: Measured | None, baseline: Between | None = None
) -> Judgement:
    """Whether a target is met by a figure. `baseline` stands for the target's own, where it has none."""
    need = need_of(target, indicator.direction)
    begun = baseline_of(target, baseline)
    if why := _cannot_tell(target, need, found, begun):
        return Judgement(Outcome.UNKNOWN, why)
    assert found is not None and found.known is not None and need is not None
    told, unit = found.known, indicator.unit.label
    if target.is_change and begun is not None:
        told, unit = change_between(indicator.direction, begun, told), change_unit(target, indicator)
    said = _said(target, indicator, told, unit)
    doing = need.met_by(told.least), need.met_by(told.most)
    if all(doing):
        return Judgement(Outcome.MET, f"{said}, {_asked(need, unit)}{_beyond(need, told, unit)}.")
    if any(doing):
        return Judgement(
            Outcome.UNKNOWN, f"{said} vì còn {found.unknown} trường hợp chưa rõ, {_asked(need, unit)}."
        )
    return Judgement(Outcome.NOT_MET, f"{said}, {_asked(need, unit)}.")


def _cannot_tell(target: Target, need: Need | None, found: Measured | None, begun: Between | None) -> str:
    """Why nothing can be said of a target; empty where something can."""
    if found is None or (found.known is None and not found.is_of_nobody):
        return "Chưa có số thực hiện."
    if found.known is None:
        return "Không có ai, hộ nào thuộc diện tính nên không có tỷ lệ."
    if need is None:
        return "Kế hoạch không ghi con số nên chỉ theo dõi, không kết luận."
    if target.is_change and begun is None:
        return "Chưa có số đầu kỳ để biết đã thay đổi bao nhiêu."
    return ""


def meets(target: Target, direction: Direction, value: Fraction, baseline: Between | None) -> bool | None:
    """Whether a target would be met at a level; None where it has no number or its baseline is not known."""
    need = need_of(target, direction)
    if need is None or not target.is_change:
        return None if need is None else need.met_by(value)
    begun = baseline_of(target, baseline)
    if begun is None or not begun.is_known:
        return None
    return need.met_by(change_between(direction, begun, Between(value, value)).least)


def baseline_of(target: Target, otherwise: Between | None = None) -> Between | None:
    """The baseline that the plan wrote down, else another."""
    if target.baseline is None:
        return otherwise
    return Between(Fraction(target.baseline), Fraction(target.baseline))


def progress_of(
    target: Target, indicator: Indicator, found: Measured | None, baseline: Between | None = None
) -> Fraction | None:
    """How much of the way is done, from 0 to 1; None where there is no way (zero, no number) or no start."""
    need = need_of(target, indicator.direction)
    if need is None or found is None or found.known is None or target.kind is TargetKind.ZERO:
        return None
    now = found.known.least if need.at_least else found.known.most  # what is certain
    begun = baseline_of(target, baseline)
    if target.is_change:
        if begun is None or not need.bound:
            return None
        return _within(change_between(indicator.direction, begun, found.known).least / need.bound)
    if begun is not None and begun.least != need.bound:
        start = begun.least
        if need.met_by(start):  # nothing was to be done
            return Fraction(1) if need.met_by(now) else None
        return _within((now - start) / (need.bound - start))
    return _within(now / need.bound) if need.at_least and need.bound else None


def _within(share: Fraction) -> Fraction:
    return min(max(share, Fraction(0)), Fraction(1))


def _said(target: Target, indicator: Indicator, told: Between, unit: str) -> str:
    if not target.is_change:
        return f"Đang là {between(told, unit)}"
    if told.is_known and told.least < 0:
        other = Direction.UP if indicator.direction is Direction.DOWN else Direction.DOWN
        return f"Đã {moved(other)} {number(-told.least)}{NO_BREAK}{unit}"
    return f"Đã {moved(indicator.direction)} {between(told, unit)}"


def _asked(need: Need, unit: str) -> str:
    bound = f"{number(need.bound)}{NO_BREAK}{unit}"
    if need.at_least:
        return f"cần từ {bound} trở lên"
    return f"cần dưới {bound}" if need.strictly else f"cần không quá {bound}"


def _beyond(need: Need, told: Between, unit: str) -> str:
    if need.beyond is None:
        return ""
    is_past = told.least > need.beyond if need.at_least else told.most < need.beyond
    return f" (tốt hơn cả khoảng, đến {number(need.beyond)}{NO_BREAK}{unit})" if is_past else ""
