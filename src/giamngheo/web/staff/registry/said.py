"""How the register's values are written on the screen: in the words of the paper, numbers masked."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from giamngheo.apps.households.history import Source
from giamngheo.apps.households.particulars import choices_of, label_of
from giamngheo.web.components.numbers import day, number
from giamngheo.web.components.personal_numbers import masked


def birth(born: date | None, precision: str) -> str:
    """A birth as far as it is known: 15/11/1980, 11/1980, 1980; a dash for none."""
    if born is None:
        return "–"
    return {"month": f"{born:%m/%Y}", "year": f"{born:%Y}"}.get(precision, day(born))


def word(field: str, value: Any) -> str:
    """The word of the paper for a code; a dash for nothing said."""
    if value in (None, "", []):
        return "–"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return ", ".join(word(field, one) for one in value)
    if isinstance(value, str):
        return choices_of(field).get(value, value)
    return number(value, 1)


@dataclass(frozen=True)
class Line:
    """One thing said of a person: what, in which words, by whom it was said first."""

    label: str
    text: str
    source: Source


def lines_of(sources: dict[str, Source], numbers_shown: bool) -> list[Line]:
    """All that is said of a person, in the order of the paper."""
    lines = []
    for field, source in sources.items():
        if field == "birth_precision":
            continue
        if field == "birth_date":
            precision = sources.get("birth_precision")
            text = birth(source.value, precision.value if precision else "day")
        elif field == "personal_number":
            text = masked(source.value, numbers_shown)
        else:
            text = word(field, source.value)
        lines.append(Line(label_of(field), text, source))
    return lines
