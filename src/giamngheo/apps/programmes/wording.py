"""Targets of plans in a few words, whether or not an indicator follows them; numbers in their own words."""

import re
from decimal import Decimal
from typing import Final

from giamngheo.apps.programmes.models import PlanTarget
from giamngheo.law.results.words import NO_BREAK, written
from giamngheo.law.vocabulary.targets import TargetKind

_NUMBER: Final = re.compile(r"(?<![\d/.,-])\d{1,3}(?:\.\d{3})+(?:,\d+)?|(?<![\d/.,-])\d+(?:,\d+)?")
_LONGEST_NUMBER: Final = 15


def figure_said(target: PlanTarget, value: Decimal | None) -> str:
    """A number of a target as papers write it, with at least the decimals in which the target is written."""
    if value is None:
        return "–"
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    own = max(0, -exponent) if isinstance(exponent, int) else 0
    return written(round(value, max(own, target.decimals)))


def numbers_in(wording: str) -> list[tuple[str, Decimal]]:
    """The numbers that words tell, as they are written and as they are meant: 1.200 is a thousand."""
    return [
        (said, Decimal(said.replace(".", "").replace(",", ".")))
        for said in _NUMBER.findall(wording)
        if len(said) <= _LONGEST_NUMBER
    ]


def says_its_number(target: PlanTarget) -> bool:
    """Whether the words of a target tell its value, where it has one."""
    if target.has_no_value or target.value is None:
        return True
    return any(number == target.value for _, number in numbers_in(target.wording))


def reworded(wording: str, before: Decimal | None, after: str) -> str:
    """The words with another number, where the number before stands in them exactly once."""
    said = [text for text, number in numbers_in(wording) if before is not None and number == before]
    if len(said) != 1:
        return wording
    return re.sub(rf"(?<![\d.,]){re.escape(said[0])}(?![\d]|[.,]\d)", after, wording, count=1)


def target_said(target: PlanTarget) -> str:
    """What a target asks for: «giảm 71 hộ», «< 1,2 %», «0,17–0,20 điểm %»."""
    kind = TargetKind(target.kind)
    value = figure_said(target, target.value)
    many = f"{value}–{figure_said(target, target.up_to)}" if target.up_to is not None else value
    unit = f"{NO_BREAK}{target.unit}" if target.unit else ""
    moved = "tăng" if target.rises else "giảm"
    each = "/năm" if target.each_year else ""
    if target.value is None and not target.has_no_value:
        return "chưa ghi số"
    return {
        TargetKind.LEVEL: f"{value}{unit}",
        TargetKind.BELOW: f"< {value}{unit}",
        TargetKind.AT_LEAST: f"≥ {value}{unit}",
        TargetKind.RANGE: f"{many}{unit}",
        TargetKind.ZERO: f"0{unit}",
        TargetKind.SHARE: f"{value}{NO_BREAK}%",
        TargetKind.CHANGE_POINTS: f"{moved} {many}{NO_BREAK}điểm{NO_BREAK}%{each}",
        TargetKind.CHANGE_COUNT: f"{moved} {many}{unit}{each}",
        TargetKind.EACH_HOUSEHOLD: f"≥ {value}{unit}/hộ",
        TargetKind.NO_NUMBER: "thực hiện",
    }[kind]
