"""What is asked for in an address or a form: days and numbers, read the same way on every page."""

from collections.abc import Mapping
from datetime import date

from giamngheo.foundation.text import parse_day

LONGEST_WORDS = 100


def day_in(address: Mapping[str, str], name: str, otherwise: date) -> tuple[date, str, str]:
    """The day of a field, what was typed, and what is wrong with it (empty where nothing is)."""
    typed = address.get(name, "")[:20]
    if not typed.strip():
        return otherwise, "", ""
    try:
        return parse_day(typed), typed, ""
    except ValueError as error:
        return otherwise, typed, str(error)


def day_needed(typed: Mapping[str, str], name: str, missing: str, wrong: dict[str, str]) -> date | None:
    """The day of a field that must be filled; what is wrong with it is noted under the field's name."""
    text = typed.get(name, "")[:20]
    if not text.strip():
        wrong[name] = missing
        return None
    try:
        return parse_day(text)
    except ValueError as error:
        wrong[name] = str(error)
        return None


def number_in(address: Mapping[str, str], name: str) -> int | None:
    """A number of the database in an address, None where there is none."""
    text = address.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def words_in(address: Mapping[str, str], name: str, longest: int = LONGEST_WORDS) -> str:
    """Words of a field, cut to what a person types, without the one sign that the database cannot keep."""
    return " ".join(address.get(name, "")[:longest].replace("\0", "").split())
