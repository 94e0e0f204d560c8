"""Whether what is given to the units below makes up a target, whether targets of a plan agree: told only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

import msgspec

from giamngheo.apps.programmes.models import PlanTarget
from giamngheo.apps.programmes.wording import figure_said
from giamngheo.foundation.areas.queries import Unit
from giamngheo.foundation.text import whole
from giamngheo.law.results.agreement import Check, checks_of
from giamngheo.law.results.cascade import Part, Sum, sum_of
from giamngheo.law.results.library import indicator_of
from giamngheo.law.vocabulary.frameworks import Indicator
from giamngheo.law.vocabulary.targets import OF_COUNT, OF_PERCENT, WITHOUT_VALUE, TargetKind


@dataclass(frozen=True)
class Asked:
    """A target in a year: how much the plan itself asks for, None where it tells no number."""

    target: PlanTarget
    year: int
    value: Decimal | None


def sum_given(
    asked: Asked, given: Mapping[int, Decimal | None], units: Sequence[Unit], households: Mapping[int, int]
) -> Sum:
    """Hold what the units below are given (by area) against what the plan asks for."""
    target = asked.target
    indicator = _indicator_of(target)
    if indicator is not None:
        return _by_indicator(asked, indicator, given, units, households)
    if not given:
        return Sum(None, "Chưa giao cho đơn vị nào.")
    if target.kind in WITHOUT_VALUE or target.kind in OF_PERCENT or "%" in target.unit:
        return Sum(None, "Tỷ lệ, hoặc chỉ tiêu không có con số: không cộng được, xem từng đơn vị.")
    values = [one for one in given.values() if one is not None]
    total, unit = sum(values, Decimal(0)), target.unit
    told = f"Cộng {len(values)} đơn vị: {figure_said(target, total)} {unit}".strip()
    if asked.value is None:
        return Sum(None, f"{told}; kế hoạch chưa ghi con số của năm {asked.year}.")
    told = f"{told}, kế hoạch ghi {figure_said(target, asked.value)} {unit}".strip()
    left = [one for one in units if one.area_id not in given]
    more = f" Còn {len(left)} đơn vị chưa được giao." if left else ""
    if total == asked.value:
        return Sum(not left or None, f"{told}: khớp.{more}", Fraction(total))
    word = "thừa" if total > asked.value else "thiếu"
    gap = f"{figure_said(target, abs(total - asked.value))} {unit}".strip()
    return Sum(False, f"{told}: {word} {gap}.{more}", Fraction(total))


def households_meant(target: PlanTarget, value: Decimal | None, households: int) -> str:
    """How many households a rate given to a unit means; empty where it is no rate of them."""
    indicator = _indicator_of(target)
    if indicator is None or indicator.rate_of is None or value is None or not households:
        return ""
    return f"ứng với {whole(round(value * households / 100))}/{whole(households)} hộ"


def agreement_of(targets: Sequence[PlanTarget], households: int | None) -> list[Check]:
    """What the targets of a plan that have an indicator say of each other and of the register."""
    known = {one.indicator: found for one in targets if (found := _indicator_of(one)) is not None}
    said = [
        one.target()
        for one in targets
        if one.indicator in known and (one.value is not None or one.has_no_value)
    ]
    return checks_of(said, known, households)


def _by_indicator(
    asked: Asked,
    indicator: Indicator,
    given: Mapping[int, Decimal | None],
    units: Sequence[Unit],
    households: Mapping[int, int],
) -> Sum:
    days = {"first": date(asked.year, 1, 1), "last": date(asked.year, 12, 31)}
    about = msgspec.structs.replace(
        asked.target.target(), **days, each_year=False, baseline=None, baseline_day=None, reaches=None
    )
    kind = TargetKind.LEVEL if about.kind is TargetKind.RANGE else about.kind
    whole_one = msgspec.structs.replace(
        about, kind=kind, value=asked.value, up_to=None if kind is not about.kind else about.up_to
    )
    if asked.value is None and kind not in WITHOUT_VALUE:
        return Sum(None, f"Kế hoạch chưa ghi con số của năm {asked.year}.")
    parts = [
        Part(
            one.full_name,
            msgspec.structs.replace(whole_one, value=given[one.area_id], up_to=None)
            if one.area_id in given
            else None,
            households.get(one.area_id),
        )
        for one in units
    ]
    return sum_of(whole_one, indicator, parts)


def _indicator_of(target: PlanTarget) -> Indicator | None:
    found = indicator_of(target.framework, target.indicator) if target.indicator else None
    if found is None or (target.kind in OF_COUNT and found.is_percent):
        return None
    return found
