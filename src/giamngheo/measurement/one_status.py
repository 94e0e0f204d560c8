"""What one household is on a day, in plain Python: a page of one household does not wait for a plan.

The rules are those of `statuses`, which reckons them for any number of households; a test holds the two
together. Truths are three-valued: None is not known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TypeAlias

from giamngheo.law.vocabulary.standards import HouseholdClass
from giamngheo.measurement.statuses import (
    CONTINUING,
    ESCAPED_NEAR_POOR,
    ESCAPED_POOR,
    NEAR_POOR,
    NEWLY_ARISING,
    NEWLY_ESCAPED,
    NONE_BEFORE,
    OFF,
    POOR,
    RELAPSED_NEAR_POOR,
    RELAPSED_POOR,
    UNTOLD,
    earliest_within,
)

Truth: TypeAlias = bool | None


@dataclass(frozen=True)
class OneStatus:
    """The class in force, the day of its decision, the class before (None: there is none) and the flags."""

    class_code: int
    in_force_since: date
    class_code_before: int | None
    flags: Mapping[str, Truth]


def status_on(
    decisions: Iterable[tuple[date, int | None]], day: date, months: int | None
) -> OneStatus | None:
    """The status of a household by its decisions (day, code of the class; 0 or None where it is untold).

    `months` is for how long an escape counts as new, None where the law of the day does not say it. None
    comes back where nothing was decided by `day`.
    """
    codes = _one_a_day(decisions, day)
    if not codes:
        return None
    days = list(codes)
    standings = [OFF if code > HouseholdClass.NEAR_POOR.code else code for code in codes.values()]
    moves = [
        (when, before)
        for when, (before, now) in zip(days, pairwise([NONE_BEFORE, *standings]), strict=True)
        if now != before
    ]
    changed_on, came_from = moves[-1]
    now, before = standings[-1], standings[-2] if len(standings) > 1 else NONE_BEFORE
    ever = _ever_listed(standings[:-1])
    poor, near, off = (_stands(now, one) for one in (POOR, NEAR_POOR, OFF))
    # An untold standing now may be the one before, so that the last real change lies further back.
    left_poor, left_near = (_stands(UNTOLD if now == UNTOLD else came_from, one) for one in (POOR, NEAR_POOR))
    back = _both(_stands(before, OFF), ever)
    within = None if months is None else changed_on >= earliest_within(day, months)
    flags = {
        ESCAPED_POOR: _both(_not(poor), left_poor),
        ESCAPED_NEAR_POOR: _both(off, left_near),
        NEWLY_ESCAPED: _both(_both(off, _either(left_poor, left_near)), within),
        RELAPSED_POOR: _both(poor, back),
        RELAPSED_NEAR_POOR: _both(near, back),
        NEWLY_ARISING: _both(_either(poor, near), _not(ever)),
        CONTINUING: _either(_both(poor, _stands(before, POOR)), _both(near, _stands(before, NEAR_POOR))),
    }
    earlier = list(codes.values())[:-1]
    return OneStatus(codes[days[-1]], days[-1], earlier[-1] if earlier else None, flags)


def _one_a_day(decisions: Iterable[tuple[date, int | None]], day: date) -> dict[date, int]:
    """The class of each day of decision by `day`, in order; a contradiction within a day is untold."""
    found: dict[date, set[int]] = {}
    for when, code in decisions:
        if when <= day:
            found.setdefault(when, set()).add(code or UNTOLD)
    return {when: min(said) if len(said) == 1 else UNTOLD for when, said in sorted(found.items())}


def _stands(standing: int, wanted: int) -> Truth:
    if standing == wanted:
        return True
    return None if standing == UNTOLD else False


def _ever_listed(standings: Iterable[int]) -> Truth:
    told = [True if one in {POOR, NEAR_POOR} else _stands(one, POOR) for one in standings]
    return True if True in told else None if None in told else False


def _not(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _both(one: Truth, other: Truth) -> Truth:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _either(one: Truth, other: Truth) -> Truth:
    return _not(_both(_not(one), _not(other)))
