"""Counts asked together: each part of a page says what it counts, the database is asked once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.db import connection

from giamngheo.foundation.prepared_queries import FEW, FEW_AREAS

_VALUE: Final = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class Counted:
    """A question for one row of numbers: what to count, under which names, of what (`FROM …`), the values.

    Names are the caller's own: no two questions of one page share one.
    """

    numbers: Mapping[str, str]
    of: str
    values: Mapping[str, Any]


def counted_together(asked: Sequence[Counted]) -> dict[str, int]:
    """Every number of these questions by its name; one question of the database, none where none is asked."""
    if not asked:
        return {}
    values = {
        f"{name}_{place}": value for place, one in enumerate(asked) for name, value in one.values.items()
    }
    statement = _together(tuple((tuple(one.numbers.values()), one.of) for one in asked))
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        told = cursor.fetchone()
    return dict(zip((name for one in asked for name in one.numbers), told, strict=True))


def in_areas(field: str, areas: Sequence[int] | None) -> str:
    """The condition that a field is one of the value `areas`; every row where None are named."""
    if areas is None:
        return "true"
    return f"{field} {FEW.format('%(areas)s')}" if len(areas) <= FEW_AREAS else f"{field} = ANY(%(areas)s)"


@lru_cache(maxsize=256)
def _together(asked: tuple[tuple[tuple[str, ...], str], ...]) -> str:
    """The statement: each question a table of one row, its values marked with its place."""
    tables = (
        _VALUE.sub(rf"%(\1_{place})s", f"(SELECT {', '.join(numbers)} {of}) AS asked_{place}")
        for place, (numbers, of) in enumerate(asked)
    )
    return f"SELECT * FROM {' CROSS JOIN '.join(tables)}"
