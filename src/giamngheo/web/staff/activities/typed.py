"""An activity as it is typed, field by field of its kind, and as a form shows it again."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from giamngheo.apps.activities.actions import ActivityError, Said
from giamngheo.apps.activities.models import Activity
from giamngheo.law.vocabulary.activities import ActivityKind, Field, FieldKind
from giamngheo.web.components.asked import day_in, day_needed, lines_in, words_in
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.staff.results.typed import number_typed, whole_typed

_NO_DAY: Final = "Chưa có ngày: gõ ngày, như 1/3/2026."
YES: Final = {"co": True, "khong": False}


def said_of(typed: Mapping[str, str], kind: ActivityKind) -> Said:
    """What a form says; raises ActivityError with what cannot be read, by field."""
    wrong: dict[str, str] = {}
    first = day_needed(typed, "tu-ngay", _NO_DAY, wrong)
    last = day_needed(typed, "den-ngay", _NO_DAY, wrong)
    fields = {field.id: _value(typed, field, wrong) for field in kind.fields}
    if wrong or first is None or last is None:
        raise ActivityError("Có ô ghi sai.", wrong=wrong)
    return Said(
        title=words_in(typed, "ten", 301),
        project=words_in(typed, "du-an", 10),
        first=first,
        last=last,
        owner_kind=words_in(typed, "chu-tri", 40),
        owner_name=words_in(typed, "ten-chu-tri", 200),
        place=words_in(typed, "noi", 300),
        fields=fields,
    )


def typed_of(activity: Activity) -> dict[str, str]:
    """What the form of an activity shows in its fields."""
    told = {
        "ten": activity.title,
        "du-an": activity.project,
        "tu-ngay": day_text(activity.first),
        "den-ngay": day_text(activity.last),
        "chu-tri": activity.owner_kind,
        "ten-chu-tri": activity.owner_name,
        "noi": activity.place,
    }
    for field in activity.law.fields:
        if (value := activity.said.get(field.id)) is not None:
            told[f"o-{field.id}"] = _written(field, value)
    return told


def _value(typed: Mapping[str, str], field: Field, wrong: dict[str, str]) -> Any:
    name = f"o-{field.id}"
    if field.kind in {FieldKind.WHOLE, FieldKind.MONEY}:
        return whole_typed(typed, name, wrong)
    if field.kind is FieldKind.NUMBER:
        number = number_typed(typed, name, wrong)
        return None if number is None else str(number.normalize() if number else number)
    if field.kind is FieldKind.YES_NO:
        return YES.get(typed.get(name, ""))
    if field.kind is FieldKind.WORDS:
        return lines_in(typed, name, 2_001) or None
    if field.kind is FieldKind.DAY:
        return _day(typed, name, wrong)
    return words_in(typed, name, 301) or None


def _day(typed: Mapping[str, str], name: str, wrong: dict[str, str]) -> str | None:
    day, text, fault = day_in(typed, name, date.min)
    if fault:
        wrong[name] = fault
    return day.isoformat() if text and not fault else None


def _written(field: Field, value: Any) -> str:
    if field.kind is FieldKind.YES_NO:
        return "co" if value else "khong"
    if field.kind is FieldKind.DAY:
        year, month, day = str(value).split("-")
        return f"{day}/{month}/{year}"
    return str(value).replace(".", ",") if field.kind is FieldKind.NUMBER else str(value)
