"""What everybody may read of published figures: which there are, and the tables of one; nothing else.

The database gives it by functions of its own, so that no page for residents reaches the figures themselves.
"""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

_ALL: Final = "SELECT code, unit, above, title, closing, published_at FROM dashboards_listed(%s)"
_ONE: Final = """
SELECT unit, above, published_at, taken_back_at, taken_back_why, told FROM dashboards_published(%s)
"""
_CODE: Final = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Listed:
    """A page of figures in the list of all: its address, of which unit and where, of which day."""

    code: str
    unit: str
    above: str
    title: str
    closing: date
    published_at: datetime


@dataclass(frozen=True)
class Table:
    """A table as it is read: counts, None where one is left out."""

    title: str
    definition: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]


@dataclass(frozen=True)
class Published:
    """A page of figures as it is read; without tables once it was taken back, with why."""

    unit: str
    above: str
    published_at: datetime
    taken_back_at: datetime | None
    taken_back_why: str
    title: str
    opening: date | None
    closing: date | None
    made_at: datetime | None
    manifest: str
    law: str
    standard: str
    smallest: int
    tables: tuple[Table, ...]


def is_code(text: str) -> bool:
    """Whether a text can be the address of a page of figures."""
    return _CODE.fullmatch(text) is not None


def figures_pages(most: int) -> list[Listed]:
    """The pages of figures that stand, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(_ALL, [most])
        return [Listed(*row) for row in cursor.fetchall()]


def page_of_code(code: str) -> Published | None:
    """The page of figures of an address; None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE, [code])
        found = cursor.fetchone()
    if found is None:
        return None
    unit, above, published_at, taken_back_at, why, content = found
    told: dict[str, Any] = json.loads(content) if isinstance(content, str) else content or {}
    days = {name: date.fromisoformat(told[name]) if told else None for name in ("opening", "closing")}
    return Published(
        unit,
        above,
        published_at,
        taken_back_at,
        why,
        told.get("title", ""),
        days["opening"],
        days["closing"],
        datetime.fromisoformat(told["made_at"]) if told else None,
        told.get("manifest", ""),
        told.get("law", ""),
        told.get("standard", ""),
        told.get("smallest", 0),
        tuple(
            Table(
                one["title"],
                one["definition"],
                tuple(one["head"]),
                tuple((name, tuple(counts)) for name, counts in one["rows"]),
            )
            for one in told.get("tables", ())
        ),
    )
