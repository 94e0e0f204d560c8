"""Numbers and targets as they are typed, field by field; what is wrong is noted under the field's name."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from giamngheo.law.vocabulary.frameworks import Indicator
from giamngheo.law.vocabulary.targets import (
    CHANGES,
    MAY_BE_A_RANGE,
    OF_COUNT,
    OF_PERCENT,
    WITHOUT_VALUE,
    Target,
    TargetKind,
)
from giamngheo.web.components.asked import day_in, day_needed, lines_in, words_in
from giamngheo.web.components.numbers import day as day_text

FIELD_OF: Final[Mapping[str, str]] = {
    "kind": "loai",
    "value": "so",
    "up_to": "den-so",
    "first": "tu-ngay",
    "last": "den-ngay",
    "baseline": "dau-ky",
    "baseline_day": "ngay-dau-ky",
    "reaches": "con",
    "wording": "loi",
}
"""Under which field of the form what is wrong with a target is told."""
_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}(\.\d{3})+")
_LONGEST: Final = 30
_NO_DAY: Final = "Chưa có ngày: gõ ngày, như 1/1/2026."


def decimal_of(text: str) -> Decimal | None:
    """A number as it is typed here, with its decimals («1,30», «1.234»); None where it is none."""
    plain = text.replace("\u00a0", "").replace(" ", "").removesuffix("%")
    if "," in plain or _THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"\d{1,12}(\.\d{1,6})?", plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def number_typed(typed: Mapping[str, str], name: str, wrong: dict[str, str]) -> Decimal | None:
    """The number of a field; None where it is empty, or wrong (which is noted)."""
    text = words_in(typed, name, _LONGEST)
    found = decimal_of(text) if text else None
    if text and found is None:
        wrong[name] = f"«{text}» không phải con số. Gõ như 71 hoặc 0,15."
    return found


def whole_typed(typed: Mapping[str, str], name: str, wrong: dict[str, str]) -> int | None:
    """As `number_typed`, of whole numbers."""
    found = number_typed(typed, name, wrong)
    if found is not None and found != int(found):
        wrong[name] = "Phải là số nguyên. Xem lại con số."
        return None
    return None if found is None else int(found)


def target_typed(
    typed: Mapping[str, str], indicator: Indicator, kind: TargetKind, wrong: dict[str, str]
) -> Target | None:
    """The target of a form that was sent; None where a field cannot be read."""
    fields = fields_of(kind)
    first = day_needed(typed, "tu-ngay", _NO_DAY, wrong)
    last = day_needed(typed, "den-ngay", _NO_DAY, wrong)
    numbers = {
        name: number_typed(typed, FIELD_OF[name], wrong)
        for name in ("value", "up_to", "baseline", "reaches")
        if name in fields
    }
    baseline_day: date | None = None
    if "baseline" in fields and words_in(typed, "ngay-dau-ky"):
        baseline_day, _, fault = day_in(typed, "ngay-dau-ky", date.min)
        if fault:
            wrong["ngay-dau-ky"] = fault
    if wrong or first is None or last is None:
        return None
    return Target(
        indicator=indicator.id,
        kind=kind,
        wording=lines_in(typed, "loi", 1_000),
        first=first,
        last=last,
        **numbers,
        each_year="each_year" in fields and "moi-nam" in typed,
        baseline_day=baseline_day,
        group=words_in(typed, "nhom", 200),
        source=words_in(typed, "van-ban", 300),
        responsible=words_in(typed, "phu-trach", 200),
    )


def fields_of(kind: TargetKind) -> frozenset[str]:
    """What a form asks for a kind of target, besides its words and days."""
    fields = set() if kind in WITHOUT_VALUE else {"value"}
    if kind in MAY_BE_A_RANGE:
        fields.add("up_to")
    if kind in CHANGES:
        fields |= {"each_year", "reaches"}
    if kind not in (*WITHOUT_VALUE, TargetKind.EACH_HOUSEHOLD):
        fields.add("baseline")
    return frozenset(fields)


def kinds_for(indicator: Indicator) -> list[TargetKind]:
    """The kinds of targets that an indicator can have."""
    left_out = OF_COUNT if indicator.is_percent else OF_PERCENT
    return [one for one in TargetKind if one not in left_out]


def written_of(target: Target) -> dict[str, str]:
    """What a form of this target shows in its fields."""
    numbers = {
        FIELD_OF[name]: f"{value}".replace(".", ",")
        for name in ("value", "up_to", "baseline", "reaches")
        if (value := getattr(target, name)) is not None
    }
    days = {"tu-ngay": day_text(target.first), "den-ngay": day_text(target.last)}
    if target.baseline_day is not None:
        days["ngay-dau-ky"] = day_text(target.baseline_day)
    words = {
        "loi": target.wording,
        "nhom": target.group,
        "van-ban": target.source,
        "phu-trach": target.responsible,
    }
    return numbers | days | words | ({"moi-nam": "1"} if target.each_year else {})
