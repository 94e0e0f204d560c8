"""What everybody may read of a posted list, and what they may say to it; nothing else of a review.

The database gives and takes it by functions of its own, so that no page for residents reaches the tables.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection

_TOLD: Final = "SELECT unit, village, title, first, until, is_open, told FROM reviews_posted(%s)"
_SAID: Final = "SELECT reviews_said(%s, %s, %s)"
_CODE: Final = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Row:
    """A household as it is posted: the name of its head cut short, members, result; or a person."""

    head: str
    members: int | None
    result: str


@dataclass(frozen=True)
class Posting:
    """A posting as it stands now; without rows once it is over."""

    unit: str
    village: str
    title: str
    first: date
    until: date | None
    is_open: bool
    rows: tuple[Row, ...]


def is_code(text: str) -> bool:
    """Whether a text can be the code of a posting."""
    return _CODE.fullmatch(text) is not None


def posting_of_code(code: str) -> Posting | None:
    """The posting of a code; None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, [code])
        found = cursor.fetchone()
    if found is None:
        return None
    unit, village, title, first, until, is_open, rows = found
    kept = json.loads(rows) if isinstance(rows, str) else rows or []
    return Posting(unit, village, title, first, until, is_open, tuple(Row(*row) for row in kept))


def say(code: str, words: str, told_by: str) -> int | None:
    """Leave a word at a posting; its number, None where the posting is over or takes no more."""
    with connection.cursor() as cursor:
        cursor.execute(_SAID, [code, words, told_by])
        (number,) = cursor.fetchone() or (None,)
    return number
