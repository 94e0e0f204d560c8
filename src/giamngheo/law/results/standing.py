"""Where a target stands on a day: reached, on track, slow or without figures, and every reason for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final

from giamngheo.law.results.forecasting import Forecast, forecast
from giamngheo.law.results.judging import Judgement, Outcome, baseline_of, judge, meets, need_of, progress_of
from giamngheo.law.results.words import NO_BREAK, day, number
from giamngheo.law.vocabulary.frameworks import Direction, Indicator
from giamngheo.law.vocabulary.targets import Between, Measured, Target, TargetKind


class State(StrEnum):
    """Where a target stands."""

    REACHED = "reached"
    ON_TRACK = "on_track"
    SLOW = "slow"
    MISSED = "missed"
    NO_FIGURES = "no_figures"
    WATCHED = "watched"

    @property
    def label(self) -> str:
        """The word on screen."""
        return _LABELS[self]


_LABELS: Final = {
    State.REACHED: "Đạt",
    State.ON_TRACK: "Đang theo kịp",
    State.SLOW: "Chậm",
    State.MISSED: "Không đạt",
    State.NO_FIGURES: "Chưa có số liệu",
    State.WATCHED: "Theo dõi",
}


@dataclass(frozen=True)
class Standing:
    """Where a target stands: its last figure, how far it is, what is foreseen, and why in sentences."""

    state: State
    why: tuple[str, ...]
    last: Measured | None
    judgement: Judgement
    progress: Fraction | None
    forecast: Forecast | None


def standing(target: Target, indicator: Indicator, points: Sequence[Measured], today: date) -> Standing:
    """Where a target stands today by its figures, of any days; those before its first day are a baseline.

    The last figure of the target's own time counts. A target is slow where the forecast misses it.
    """
    told = sorted((one for one in points if one.day <= min(today, target.last)), key=lambda one: one.day)
    own = [one for one in told if one.day >= target.first]
    begun = begun_of(target, told)
    last = own[-1] if own else None
    judged = judge(target, indicator, last, begun)
    progress = progress_of(target, indicator, last, begun)
    if last is None or (last.known is None and not last.is_of_nobody):
        why = "Chưa có số thực hiện nào trong kỳ: tính từ sổ hộ, hoặc nhập kèm văn bản chứng minh."
        return Standing(State.NO_FIGURES, (why,), None, judged, None, None)
    if target.kind is TargetKind.NO_NUMBER:
        return Standing(State.WATCHED, (judged.why,), last, judged, None, None)
    if judged.outcome is Outcome.MET:
        return Standing(State.REACHED, (judged.why,), last, judged, progress, None)
    if judged.outcome is Outcome.NOT_MET and (today > target.last or _is_lost(target, indicator)):
        late = [_stale(last, target)] if last.day < target.last and today > target.last else []
        return Standing(State.MISSED, (judged.why, *late), last, judged, progress, None)
    return _on_the_way(
        target, indicator, _line(target, indicator, own, begun), begun, (last, judged, progress)
    )


def begun_of(target: Target, points: Sequence[Measured]) -> Between | None:
    """The baseline: the plan's own, else the last figure before the first day of the target."""
    before = [one for one in points if one.day < target.first and one.known is not None]
    last = max(before, key=lambda one: one.day, default=None)
    return baseline_of(target, last.known if last else None)


def _on_the_way(
    target: Target,
    indicator: Indicator,
    line: Mapping[date, Fraction],
    begun: Between | None,
    told: tuple[Measured, Judgement, Fraction | None],
) -> Standing:
    """A target that is not met yet and whose time is not over."""
    last, judged, progress = told
    ahead = forecast(line, indicator, target.last)
    if judged.outcome is Outcome.UNKNOWN or ahead.value is None:
        why = (judged.why, ahead.why) if judged.outcome is Outcome.NOT_MET else (judged.why,)
        return Standing(State.NO_FIGURES, why, last, judged, progress, ahead)
    if meets(target, indicator.direction, ahead.value, begun):
        return Standing(State.ON_TRACK, (ahead.why,), last, judged, progress, ahead)
    return Standing(
        State.SLOW,
        (judged.why, ahead.why, *_pace(target, indicator, line, begun)),
        last,
        judged,
        progress,
        ahead,
    )


def _line(
    target: Target, indicator: Indicator, own: Sequence[Measured], begun: Between | None
) -> dict[date, Fraction]:
    """The certain figures that a forecast goes through: where it began, then those of the target's time."""
    line = {}
    if indicator.over_period and not indicator.is_percent:
        line[target.first] = Fraction(0)  # it adds up from the first day on
    elif begun is not None and begun.is_known and not indicator.over_period:
        line[target.baseline_day or target.first - timedelta(days=1)] = begun.least
    return line | {one.day: one.known.least for one in own if one.known is not None and one.known.is_known}


def _pace(
    target: Target, indicator: Indicator, line: Mapping[date, Fraction], begun: Between | None
) -> list[str]:
    """How fast it went, and how fast it would have to go from now on."""
    need, first, last = need_of(target, indicator.direction), min(line), max(line)
    left = (target.last - last).days
    if need is None or left <= 0 or (target.is_change and begun is None):
        return []
    goal = need.bound
    if target.is_change and begun is not None:
        goal = begun.least + (need.bound if indicator.direction is Direction.UP else -need.bound)
    for_the_better = 1 if indicator.direction is Direction.UP else -1
    went = for_the_better * (line[last] - line[first])
    unit = f"điểm{NO_BREAK}%" if indicator.is_percent else indicator.unit.label
    return [
        f"Còn thiếu {number(abs(goal - line[last]))}{NO_BREAK}{unit} trong {left} ngày; "
        f"{(last - first).days} ngày trước mới được {number(went)}{NO_BREAK}{unit}."
    ]


def _is_lost(target: Target, indicator: Indicator) -> bool:
    """Whether what happened cannot be undone any more: what adds up never comes back to zero."""
    return target.kind is TargetKind.ZERO and indicator.over_period


def _stale(last: Measured, target: Target) -> str:
    return f"Số liệu gần nhất là của ngày {day(last.day)}, trước ngày cuối kỳ {day(target.last)}."
