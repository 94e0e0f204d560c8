"""Which occasions have sheets, and how far one is: counted by area and reviewer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.models import Max

from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.foundation.prepared_queries import FEW

# By occasion and number downwards: each step reads the one sheet that was opened last of the next occasion.
_OCCASIONS: Final = """
WITH RECURSIVE told AS (
    SELECT mine.area_id, found.* FROM unnest(%(areas)s::bigint[]) AS mine (area_id)
    CROSS JOIN LATERAL (
        SELECT occasion, id FROM surveys_filledsheet WHERE area_id = mine.area_id
        ORDER BY occasion DESC, id DESC LIMIT 1
    ) AS found
    UNION ALL
    SELECT told.area_id, found.* FROM told
    CROSS JOIN LATERAL (
        SELECT occasion, id FROM surveys_filledsheet
        WHERE area_id = told.area_id AND occasion < told.occasion
        ORDER BY occasion DESC, id DESC LIMIT 1
    ) AS found
)
SELECT occasion FROM told GROUP BY occasion ORDER BY max(id) DESC LIMIT %(most)s
"""
# As they are kept beside the sheets (`Tally`): a reviewer whose sheets went to others has none.
_WHOSE: Final = f"""
FROM surveys_tally
WHERE occasion = %(occasion)s AND (%(areas)s::bigint[] IS NULL OR area_id {FEW.format("%(areas)s")})
"""
_NUMBERS: Final = """
    sum(untouched + lacking + whole + sealed), sum(untouched), sum(untouched + lacking + whole), sum(sealed),
    sum(untouched_lacking + lacking)
"""
_SOME: Final = "HAVING sum(untouched + lacking + whole + sealed) <> 0"
_PROGRESS: Final = f"""
SELECT area_id, reviewer_id, reviewer_name, {_NUMBERS} {_WHOSE}
GROUP BY area_id, reviewer_id, reviewer_name {_SOME}
"""
# Each unit (its number first, the rest NULL), and each reviewer in all units, the first of these told.
_SUMMED: Final = f"""
SELECT area_id, min(area_id), reviewer_id, reviewer_name, {_NUMBERS} {_WHOSE}
GROUP BY GROUPING SETS ((area_id), (reviewer_id, reviewer_name)) {_SOME}
"""


@dataclass(frozen=True)
class Progress:
    """How far the sheets of an occasion are, of one area and reviewer.

    `untouched` sheets were opened and nobody typed since; `lacking` are those that lack answers.
    """

    area_id: int
    reviewer_id: int | None
    reviewer_name: str
    opened: int
    untouched: int
    draft: int
    sealed: int
    lacking: int


@dataclass
class OfReviewer:
    """How far the sheets of one reviewer are in all units that were asked for."""

    name: str
    opened: int = 0
    untouched: int = 0
    sealed: int = 0


@dataclass(frozen=True)
class Summed:
    """How far an occasion is: sealed sheets by area; reviewers in the order of names, nobody's last."""

    sealed: Mapping[int, int]
    reviewers: Sequence[OfReviewer]


def occasions_in(areas: list[int] | None, most: int) -> list[str]:
    """The occasions that have sheets in these areas (None: anywhere), of which one was opened last first.

    One question; of named areas it looks at one sheet of each occasion, however many there are.
    """
    if areas is None:
        rows = FilledSheet.objects.values("occasion").annotate(last=Max("pk")).order_by("-last")
        return [one["occasion"] for one in rows[:most]]
    with connection.cursor() as cursor:
        cursor.execute(_OCCASIONS, {"areas": areas, "most": most})
        return [occasion for (occasion,) in cursor.fetchall()]


def progress_of(occasion: str, areas: list[int] | None) -> list[Progress]:
    """How far an occasion is, by area and reviewer, in these areas (None: anywhere)."""
    with connection.cursor() as cursor:
        cursor.execute(_PROGRESS, {"occasion": occasion, "areas": areas})
        found = [Progress(*row) for row in cursor.fetchall()]
    return sorted(found, key=lambda one: (one.area_id, one.reviewer_name, one.reviewer_id or 0))


def summed_of(occasion: str, areas: list[int] | None) -> Summed:
    """How far an occasion is in these areas (None: anywhere), by area and by reviewer. One question."""
    with connection.cursor() as cursor:
        cursor.execute(_SUMMED, {"occasion": occasion, "areas": areas})
        rows = cursor.fetchall()
    # Who is told under several names has the one of the first unit; of one name who comes there first.
    rows.sort(key=lambda row: (row[1], row[3] or "", row[2] or 0))
    sealed: dict[int, int] = {}
    found: dict[int | None, OfReviewer] = {}
    for area, _, number, name, opened, untouched, _, sealed_here, _ in rows:
        if area is not None:
            sealed[area] = sealed_here
            continue
        sums = found.setdefault(number, OfReviewer(name))
        sums.opened += opened
        sums.untouched += untouched
        sums.sealed += sealed_here
    return Summed(sealed, sorted(found.values(), key=lambda one: (not one.name, one.name)))
