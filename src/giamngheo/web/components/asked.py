"""What is asked for in an address or a form: days and numbers, read the same way on every page."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from unicodedata import category

from giamngheo.foundation.text import parse_day

LONGEST_WORDS = 100
_LONGEST_DAY: Final = 20
# Come along when words are copied; the database keeps one of them not at all, and a name of them looks empty.
_UNSEEN: Final = ("Cc", "Cf")


def day_in(address: Mapping[str, str], name: str, otherwise: date) -> tuple[date, str, str]:
    """The day of a field, what was typed, and what is wrong with it (empty where nothing is)."""
    typed = words_in(address, name, _LONGEST_DAY)
    if not typed:
        return otherwise, "", ""
    try:
        return parse_day(typed), typed, ""
    except ValueError as error:
        return otherwise, typed, str(error)


def day_needed(typed: Mapping[str, str], name: str, missing: str, wrong: dict[str, str]) -> date | None:
    """The day of a field that must be filled; what is wrong with it is noted under the field's name."""
    text = words_in(typed, name, _LONGEST_DAY)
    if not text:
        wrong[name] = missing
        return None
    try:
        return parse_day(text)
    except ValueError as error:
        wrong[name] = str(error)
        return None


def number_in(address: Mapping[str, str], name: str) -> int | None:
    """A number of the database in an address, None where there is none."""
    return number_of(address.get(name, ""))


def number_of(text: str) -> int | None:
    """The number of the database that a text is, None where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def words_in(address: Mapping[str, str], name: str, longest: int = LONGEST_WORDS) -> str:
    """Words of a field in one line, cut to what a person types, without signs that nobody sees."""
    return _seen(address.get(name, "")[:longest])


def lines_in(address: Mapping[str, str], name: str, longest: int) -> str:
    """As `words_in`, with the lines as they were typed and no more than one empty line between them."""
    lines = [_seen(line) for line in address.get(name, "")[:longest].strip().splitlines()]
    return "\n".join(one for before, one in zip(["", *lines], lines, strict=False) if one or before)


def _seen(text: str) -> str:
    spaced = " ".join(text.split())
    return " ".join("".join(sign for sign in spaced if category(sign) not in _UNSEEN).split())
