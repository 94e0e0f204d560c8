"""What every reading of the law is made of: headings, days, marks on what awaits the gazette, names."""

from collections.abc import Iterator
from datetime import date

from giamngheo.law.vocabulary.texts import Certain, Instrument

TO_COMPARE = "cần đối chiếu công báo"


def section(title: str) -> Iterator[str]:
    """The heading of a section, an empty line above it."""
    yield ""
    yield title.upper()


def days(first: date, last: date) -> str:
    """From the first to the last day of a period."""
    return f"từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"


def mark(thing: Certain | Instrument) -> Iterator[str]:
    """That something was not yet compared with the gazette, and why; nothing where it was."""
    if not thing.verified:
        yield f"    ⚠ {TO_COMPARE}: {thing.note}"


def as_sought(text: str) -> str:
    """A name as it is compared with what people type: whatever its case, dashes and spaces."""
    return " ".join(text.casefold().replace("–", "-").replace("—", "-").split())
