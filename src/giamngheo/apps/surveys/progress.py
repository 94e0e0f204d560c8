"""Which occasions have sheets, and how far one is: counted by area and reviewer."""

from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.models import Max

from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.states import SheetState

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
_PROGRESS: Final = """
SELECT area_id, reviewer_id, reviewer_name, count(*), count(*) FILTER (WHERE version = 1),
    count(*) FILTER (WHERE state = %(draft)s), count(*) FILTER (WHERE state = %(sealed)s),
    count(*) FILTER (WHERE missing > 0)
FROM surveys_filledsheet
WHERE occasion = %(occasion)s AND (%(areas)s::bigint[] IS NULL OR area_id = ANY(%(areas)s::bigint[]))
GROUP BY area_id, reviewer_id, reviewer_name
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
    values = {"occasion": occasion, "areas": areas, "draft": SheetState.DRAFT, "sealed": SheetState.SEALED}
    with connection.cursor() as cursor:
        cursor.execute(_PROGRESS, values)
        found = [Progress(*row) for row in cursor.fetchall()]
    return sorted(found, key=lambda one: (one.area_id, one.reviewer_name, one.reviewer_id or 0))
