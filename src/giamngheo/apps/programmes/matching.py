"""By which indicator of the results framework a target of a plan may be followed: a proposal, never more."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from giamngheo.foundation.text import plain
from giamngheo.law.results.agreement import faults_of
from giamngheo.law.results.library import NoFrameworkError, framework_for
from giamngheo.law.vocabulary.frameworks import Direction, Framework, Indicator, Unit
from giamngheo.law.vocabulary.targets import OF_COUNT, OF_PERCENT, WITHOUT_VALUE, Target, TargetKind

_WRONG_WAY: Final = {
    Direction.DOWN: (TargetKind.SHARE, TargetKind.AT_LEAST),
    Direction.UP: (TargetKind.BELOW, TargetKind.ZERO),
}
_UNIT_WORDS: Final = {
    Unit.PERCENT: ("", "phan tram", "diem"),
    Unit.HOUSEHOLDS: ("ho",),
    Unit.HOUSES: ("can nha", "nha", "can"),
    Unit.MODELS: ("mo hinh", "du an", "mo hinh du an"),
    Unit.PEOPLE: ("nguoi", "luot nguoi"),
    Unit.EVENTS: ("cuoc", "buoi", "lop"),
}


def matched(target: Target, unit: str, about: str = "") -> tuple[Framework, Indicator] | None:
    """The indicator whose words all stand in the target and whose unit and kind fit; None without one.

    The one of which more words are found comes first. `about` are the plan's words for what is measured,
    which are looked at before the whole target is.
    """
    try:
        framework = framework_for(target.last)
    except NoFrameworkError:
        return None
    for text in filter(None, (about, f"{target.wording} {target.group}")):
        ranked = sorted(_found(target, unit, plain(text), framework), key=lambda one: one[0], reverse=True)
        if ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0]):
            return framework, ranked[0][1]
    return None


def indicator_on(day: date, name: str) -> tuple[Framework, Indicator] | None:
    """An indicator by its id in the framework that holds a day; None where there is none."""
    try:
        framework = framework_for(day)
    except NoFrameworkError:
        return None
    found = framework.indicator(name)
    return (framework, found) if found is not None else None


def fits(target: Target, indicator: Indicator) -> bool:
    """Whether a target of its kind can be one of the indicator."""
    return not any(faults_of(target, indicator))


def _found(
    target: Target, unit: str, text: str, framework: Framework
) -> Iterator[tuple[tuple[int, int], Indicator]]:
    for one in framework.indicators:
        if (
            target.kind in _WRONG_WAY[one.direction]
            or not fits(target, one)
            or not _of_unit(target, unit, one)
        ):
            continue
        # «Không còn hộ nghèo ở nhà tạm» names the poor without telling how many there are to be.
        least = 2 if target.kind in WITHOUT_VALUE else 1
        ranks = [
            (len(words), sum(map(len, words)))
            for words in one.said_as
            if len(words) >= least and _stand_in(words, text)
        ]
        if ranks:
            yield max(ranks), one


def _stand_in(words: tuple[str, ...], text: str) -> bool:
    padded = f" {text} "
    return all(f" {plain(word)} " in padded for word in words)


def _of_unit(target: Target, unit: str, indicator: Indicator) -> bool:
    if target.kind in OF_PERCENT:
        return indicator.is_percent
    if target.kind is TargetKind.NO_NUMBER:
        return indicator.is_percent or indicator.unit is Unit.HOUSEHOLDS
    if not unit:
        return target.kind not in OF_COUNT or not indicator.is_percent
    said = plain(unit)
    return said in _UNIT_WORDS[indicator.unit] if said or "%" in unit else False
