"""What is written into the fields of a kind: as JSON by the field's id, and what of it cannot be."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole
from giamngheo.law.activities.library import choices_of
from giamngheo.law.vocabulary.activities import ActivityKind, Field, FieldKind

LONGEST: Final[Mapping[FieldKind, int]] = {FieldKind.TEXT: 300, FieldKind.WORDS: 2_000}
MOST: Final = 10**13
"""Beyond this somebody typed an identity number, not a count or đồng."""


def faults_of(kind: ActivityKind, said: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with the fields of an activity of this kind, by the id of the field."""
    found = {name: "Loại hoạt động này không có ô này." for name in said if kind.field(name) is None}
    for field in kind.fields:
        value = said.get(field.id)
        if value is None or value == "":
            if field.required:
                found[field.id] = f"Chưa ghi {field.name.lower()}. Cách xử lý: ghi rồi lưu lại."
        elif sentence := _FAULTS[field.kind](field, value):
            found[field.id] = f"{field.name}: {sentence}"
    return found


def shown(field: Field, value: Any) -> str:
    """A value as people read it; empty where there is none."""
    return "" if value is None or value == "" else _SHOWN[field.kind](field, value)


def _text(field: Field, value: Any) -> str:
    longest = LONGEST[field.kind]
    if not isinstance(value, str):
        return "phải là chữ."
    return "" if len(value) <= longest else f"dài hơn {longest} chữ; ghi ngắn lại."


def _whole(_: Field, value: Any) -> str:
    is_whole = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MOST
    return "" if is_whole else "phải là số nguyên không âm, như 12."


def _number(_: Field, value: Any) -> str:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return "phải là số, như 2,5."
    return "" if number.is_finite() and 0 <= number < MOST else "phải là số không âm, như 2,5."


def _day(_: Field, value: Any) -> str:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return "phải là ngày, như 1/9/2026."
    return ""


def _choice(field: Field, value: Any) -> str:
    return "" if value in choices_of(field) else "phải chọn một mục trong danh sách."


def _yes_no(_: Field, value: Any) -> str:
    return "" if isinstance(value, bool) else "phải là có hoặc không."


_FAULTS: Final[Mapping[FieldKind, Callable[[Field, Any], str]]] = {
    FieldKind.TEXT: _text,
    FieldKind.WORDS: _text,
    FieldKind.WHOLE: _whole,
    FieldKind.NUMBER: _number,
    FieldKind.MONEY: _whole,
    FieldKind.DAY: _day,
    FieldKind.CHOICE: _choice,
    FieldKind.YES_NO: _yes_no,
}
_SHOWN: Final[Mapping[FieldKind, Callable[[Field, Any], str]]] = {
    FieldKind.TEXT: lambda _, value: str(value),
    FieldKind.WORDS: lambda _, value: str(value),
    FieldKind.WHOLE: lambda field, value: f"{whole(int(value))} {field.unit}".strip(),
    FieldKind.NUMBER: lambda field, value: f"{value} {field.unit}".replace(".", ",").strip(),
    FieldKind.MONEY: lambda field, value: f"{whole(int(value))} {field.unit}".strip(),
    FieldKind.DAY: lambda _, value: day_text(date.fromisoformat(value)),
    FieldKind.CHOICE: lambda field, value: choices_of(field).get(str(value), str(value)),
    FieldKind.YES_NO: lambda _, value: "có" if value else "không",
}
