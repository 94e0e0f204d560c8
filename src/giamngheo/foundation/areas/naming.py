"""What areas are called: the kind and the name, as they stand in a sentence («xã Đồng Tâm»)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.db import connection

from giamngheo.foundation.areas.kinds import Kind
from giamngheo.foundation.areas.models import Version
from giamngheo.foundation.prepared_queries import FEW


def called(version: Version) -> str:
    """Return the name of a version with its kind."""
    return f"{Kind(version.kind).word} {version.name}"


# One question of every list: written out, as making it from parts took longer than answering it.
NAMES: Final = f"""
SELECT DISTINCT ON (area_id) area_id, kind, name FROM areas_version WHERE area_id {FEW.format("%(areas)s")}
ORDER BY area_id, valid @> %(day)s::date DESC, upper(valid) DESC NULLS FIRST
"""


def names_of(area_ids: Iterable[int], day: date) -> dict[int, str]:
    """Return the names by number: that of the day, or the last one that the area had."""
    asked = list(set(area_ids))
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(NAMES, {"areas": asked, "day": day})
        return as_names(cursor.fetchall())


def as_names(rows: Iterable[Iterable[Any]]) -> dict[int, str]:
    """The names that the answer to `NAMES` tells, for who asks it among other things."""
    return {area_id: f"{Kind(kind).word} {name}" for area_id, kind, name in rows}
