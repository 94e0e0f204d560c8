"""What everybody may read of a product under its code; nothing else of activities.

The database gives it by a function of its own, so that no page for residents reaches the tables.
"""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

_TOLD: Final = "SELECT told, published_at, taken_back_at, taken_back_why FROM activities_product(%s)"
_CODE: Final = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Tested:
    """A test as it was published."""

    day: date
    what: str
    laboratory: str
    result: str
    passes: bool


@dataclass(frozen=True)
class PublishedProduct:
    """A product as it was published; without anything of it once it was taken back, with why."""

    name: str
    producer: str
    words: str
    place: str
    above: str
    tests: tuple[Tested, ...]
    published_at: datetime
    taken_back_at: datetime | None
    taken_back_why: str


def is_code(text: str) -> bool:
    """Whether a text can be the code of a product."""
    return _CODE.fullmatch(text) is not None


def product_of_code(code: str) -> PublishedProduct | None:
    """The published product of a code; None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, [code])
        found = cursor.fetchone()
    if found is None:
        return None
    told, published_at, taken_back_at, why = found
    held: dict[str, Any] = (json.loads(told) if isinstance(told, str) else told) or {}
    tests = tuple(
        Tested(date.fromisoformat(one["day"]), one["what"], one["laboratory"], one["result"], one["passes"])
        for one in held.get("tests", ())
    )
    words = {name: str(held.get(name, "")) for name in ("name", "producer", "words", "place", "above")}
    return PublishedProduct(
        **words, tests=tests, published_at=published_at, taken_back_at=taken_back_at, taken_back_why=why
    )
