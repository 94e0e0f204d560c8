"""What everybody may read of a posted list or a decision, and say to a list; nothing else of a review.

The database gives and takes it by functions of its own, so that no page for residents reaches the tables.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from django.db import connection

_TOLD: Final = "SELECT unit, village, title, first, until, is_open, told FROM reviews_posted(%s)"
_SAID: Final = "SELECT reviews_said(%s, %s, %s)"
_DECISION: Final = """
SELECT unit, title, number, day, decided_by, published_at, taken_back_at, taken_back_why, mended_by, told
FROM reviews_published(%s)
"""
_OF_PAPER: Final = "SELECT reviews_publication_of_paper(%s)"
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


class List(StrEnum):
    """A list of a decision, as a row of its page and an address name it."""

    POOR = "ho-ngheo"
    NEAR_POOR = "ho-can-ngheo"
    ESCAPED = "thoat-ngheo"
    ESCAPED_NEAR_POOR = "thoat-can-ngheo"

    @property
    def label(self) -> str:
        """What people call it."""
        return _LISTS[self]


_LISTS: Final[Mapping[List, str]] = {
    List.POOR: "Hộ nghèo",
    List.NEAR_POOR: "Hộ cận nghèo",
    List.ESCAPED: "Hộ thoát nghèo",
    List.ESCAPED_NEAR_POOR: "Hộ thoát cận nghèo",
}


@dataclass(frozen=True)
class Listed:
    """A household on a list of a decision: the name of its head cut short, village, members."""

    head: str
    village: str
    members: int


@dataclass(frozen=True)
class Mending:
    """A decision that mended this one, and the code of its own page; empty where it has none."""

    number: str
    day: date
    code: str


@dataclass(frozen=True)
class PublishedDecision:
    """A decision as its page tells it; without rows once it was taken back, with why."""

    unit: str
    title: str
    number: str
    day: date
    decided_by: str
    published_at: datetime
    taken_back_at: datetime | None
    taken_back_why: str
    mended_by: tuple[Mending, ...]
    lists: Mapping[List, tuple[Listed, ...]]


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
    kept = tuple(Row(*row) for row in _loaded(rows))
    return Posting(unit, village, title, first, until, is_open, kept)


def say(code: str, words: str, told_by: str) -> int | None:
    """Leave a word at a posting; its number, None where the posting is over or takes no more."""
    with connection.cursor() as cursor:
        cursor.execute(_SAID, [code, words, told_by])
        (number,) = cursor.fetchone() or (None,)
    return number


def decision_of_code(code: str) -> PublishedDecision | None:
    """The decision of a public page; None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_DECISION, [code])
        found = cursor.fetchone()
    if found is None:
        return None
    unit, title, number, day, decided_by, published_at, taken_back_at, why, mended, rows = found
    lists: dict[List, list[Listed]] = {name: [] for name in List}
    for name, head, village, members in _loaded(rows):
        lists[List(name)].append(Listed(head, village, members))
    return PublishedDecision(
        unit,
        title,
        number,
        day,
        decided_by,
        published_at,
        taken_back_at,
        why,
        tuple(Mending(named, date.fromisoformat(on), own or "") for named, on, own in _loaded(mended)),
        {name: tuple(held) for name, held in lists.items()},
    )


def publication_of_paper(check_code: str) -> str:
    """The code of the public page of the decision that a paper is; empty where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_PAPER, [check_code])
        (code,) = cursor.fetchone() or (None,)
    return code or ""


def _loaded(told: Any) -> list[Any]:
    return json.loads(told) if isinstance(told, str) else told or []
