"""What is typed of a person on forms: births as people write them, numbers, faults by field."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from unicodedata import digit, normalize

from giamngheo.apps.households.actions import MemberSaid
from giamngheo.apps.households.particulars import faults_of
from giamngheo.apps.households.states import BirthPrecision
from giamngheo.foundation.text import parse_day
from giamngheo.web.components.asked import words_in

# The names of the fields of a person on a form.
IDS: Final[Mapping[str, str]] = {
    "full_name": "ten",
    "sex": "gioi-tinh",
    "birth_date": "ngay-sinh",
    "personal_number": "so-dinh-danh",
    "former_number": "so-cu",
    "ethnicity": "dan-toc",
    "relationship": "quan-he",
}
HEAD: Final = "head"
UNKNOWN: Final = "chua-ro"  # somebody looked and nobody knows: not the same as a field left out
LONGEST_NAME: Final = 400
_LONGEST: Final = 40
_YEAR: Final = re.compile(r"^\d{4}$")
_MONTH: Final = re.compile(r"^(\d{1,2})\s*[/.\-\s]\s*(\d{4})$")
_WHOLE_YEAR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)|^\d{8}$")
_BETWEEN: Final = re.compile(r"[\s.\-'’]")


def parse_birth(text: str) -> tuple[date, str]:
    """Read 1/9/1980, 9/1980 or 1980: the first day that it can be, and how much is known.

    ValueError says what is wrong. Two digits of a year do not tell the century of a birth.
    """
    typed = text.strip()
    if _YEAR.match(typed):
        return _first(typed, typed, "1"), BirthPrecision.YEAR.value
    if found := _MONTH.match(typed):
        return _first(typed, found[2], found[1]), BirthPrecision.MONTH.value
    if not _WHOLE_YEAR.search(typed):
        raise ValueError(f"«{typed}» chưa rõ năm sinh; gõ năm đủ 4 chữ số, như 1/9/1980, 9/1980 hoặc 1980.")
    return parse_day(typed), BirthPrecision.DAY.value


def number_typed(typed: Mapping[str, str], name: str) -> str:
    """A number without what people write between its digits, in the digits of the keyboard."""
    text = _BETWEEN.sub("", words_in(typed, name, _LONGEST))
    return "".join(str(digit(sign, sign)) for sign in text)  # a sign that is no digit stays


def name_typed(typed: Mapping[str, str], name: str) -> str:
    """A name in composed letters, one space between its words; too long a one is told, not cut."""
    return normalize("NFC", words_in(typed, name, LONGEST_NAME))


def birth_typed(typed: Mapping[str, str], name: str, wrong: dict[str, str], who: str = "") -> dict[str, Any]:
    """The two fields of a birth, none where nothing is typed; what is wrong is noted under the field."""
    text = words_in(typed, name, _LONGEST)
    if not text:
        return {}
    try:
        born, precision = parse_birth(text)
    except ValueError as error:
        wrong[name] = f"{who}Ngày sinh: {error}"
        return {}
    return {"birth_date": born, "birth_precision": precision}


def read_member(
    typed: Mapping[str, str], day: date, wrong: dict[str, str], *, suffix: str = "", who: str = ""
) -> MemberSaid:
    """Somebody who comes new into the register, as typed; what cannot be is noted by field, said of `who`."""
    said: dict[str, Any] = {"full_name": name_typed(typed, f"ten{suffix}")}
    for field in ("sex", "ethnicity"):
        said[field] = words_in(typed, IDS[field] + suffix, _LONGEST)
    said |= birth_typed(typed, f"ngay-sinh{suffix}", wrong, who)
    said["personal_number"] = number_typed(typed, f"so-dinh-danh{suffix}")
    relationship = words_in(typed, f"quan-he{suffix}", _LONGEST)
    if relationship == UNKNOWN:
        relationship = ""
    former = number_typed(typed, f"so-cu{suffix}")
    told = said | {"former_number": former, "relationship": relationship}
    for fault in faults_of(told, day):
        wrong.setdefault(IDS[fault.field] + suffix, f"{who}{fault}")
    return MemberSaid(relationship, {name: one for name, one in said.items() if one}, former)


def _first(typed: str, year: str, month: str) -> date:
    try:
        return parse_day(f"1/{month}/{year}")
    except ValueError:
        raise ValueError(f"«{typed}» không có trong lịch; gõ như 1/9/1980, 9/1980 hoặc 1980.") from None
