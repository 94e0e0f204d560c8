"""The four lists of a decision as rows of a paper: one question for all that stands in them.

A decision on a commune has thousands of rows, so that they are taken as the database gives them, without an
object for each.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection

from giamngheo.apps.households.circumstances import causes
from giamngheo.apps.households.particulars import choices_of
from giamngheo.apps.papers.composing import Row
from giamngheo.apps.reviews.models import Case
from giamngheo.apps.reviews.papers.rows import LISTED, NEAR, POOR
from giamngheo.foundation.areas.naming import names_of

# Row by row, each by its index: joined as sets, all proposals and households of the province would be read.
_ROWS: Final = """
SELECT entry.household_id, entry.area_id, entry.head_name, entry.class_before, entry.proposed_class,
    extract(year FROM head.birth_date)::int, head.sex, household.members,
    proposal.income_points::text, proposal.points_at_least::text
FROM reviews_entry AS entry
LEFT JOIN LATERAL (
    SELECT told.income_points, told.points_at_least FROM reviews_proposal AS told
    WHERE told.entry_id = entry.id AND told.number = entry.proposal LIMIT 1
) AS proposal ON true
LEFT JOIN LATERAL (
    SELECT home.members FROM households_household AS home WHERE home.id = entry.household_id LIMIT 1
) AS household ON true
LEFT JOIN LATERAL (
    SELECT one.birth_date, one.sex FROM households_person AS one
    WHERE one.household_id = entry.household_id AND one.relationship = 'head' AND one.is_living LIMIT 1
) AS head ON true
WHERE entry.case_id = ANY(%(cases)s) AND entry.left_out_on IS NULL
    AND (entry.proposed_class = ANY(%(listed)s)
        OR entry.class_before = ANY(%(listed)s) AND entry.proposed_class NOT IN ('', 'unknown'))
ORDER BY entry.area_id, entry.sort_key, entry.id
"""
_CAUSES: Final = """
SELECT entry.household_id, fact.cause, fact.words FROM reviews_entry AS entry
JOIN households_cause AS fact ON fact.household_id = entry.household_id
    AND fact.superseded_by_id IS NULL AND fact.valid @> %(day)s::date
WHERE entry.case_id = ANY(%(cases)s) AND entry.left_out_on IS NULL
ORDER BY entry.household_id, fact.rank
"""
_ONCE_LISTED: Final = """
SELECT DISTINCT entry.household_id FROM reviews_entry AS entry
JOIN households_recognition AS fact ON fact.household_id = entry.household_id
    AND fact.superseded_by_id IS NULL AND fact.household_class = ANY(%(listed)s)
WHERE entry.case_id = ANY(%(cases)s) AND entry.left_out_on IS NULL
    AND entry.proposed_class = ANY(%(listed)s) AND NOT entry.class_before = ANY(%(listed)s)
"""
_CHANGES: Final[Mapping[tuple[str, str], str]] = {
    (POOR, POOR): "nghèo cũ",
    (NEAR, NEAR): "cận nghèo cũ",
    (NEAR, POOR): "từ hộ cận nghèo thành hộ nghèo",
    (POOR, NEAR): "thoát nghèo, thành hộ cận nghèo",
}
_LEFT: Final = {POOR: "thoát nghèo", NEAR: "thoát cận nghèo"}
_RETURNED: Final = {POOR: "tái nghèo", NEAR: "tái cận nghèo"}


@dataclass(frozen=True)
class Lists:
    """Who is poor, who is near-poor, who leaves either list; a poor household also to the near-poor list.

    `people` is how many live in the households of the first two.
    """

    rows: dict[str, list[Row]]
    people: Mapping[str, int]


def lists_of(cases: Sequence[Case], day: date) -> Lists:
    """The lists of the decision on these villages, in the order of villages and names. Four questions."""
    values = {"cases": [case.pk for case in cases], "listed": list(LISTED), "day": day}
    villages = names_of([case.area_id for case in cases], day)
    named, once_listed = _causes(values), {home for (home,) in _asked(_ONCE_LISTED, values)}
    sexes = choices_of("sex")
    lists: dict[str, list[Row]] = {POOR: [], NEAR: [], "escaped": [], "escaped_near_poor": []}
    people = dict.fromkeys(LISTED, 0)
    for home, area, head, before, now, birth_year, sex, members, b1, b2 in _asked(_ROWS, values):
        change = _CHANGES.get((before, now))
        row: Row = {
            "head": head,
            "birth_year": birth_year,
            "sex": sexes.get(sex),
            "village": villages.get(area),
            "members": members,
            "b1": b1,
            "b2": b2,
            "change": change or _other_change(before, now, is_known=home in once_listed),
            "causes": named.get(home),
        }
        if now in LISTED:
            lists[now].append(row)
            people[now] += members or 0
        if before == POOR != now:
            lists["escaped"].append(row)
        elif before == NEAR and now not in LISTED:
            lists["escaped_near_poor"].append(row)
    return Lists(lists, people)


def _other_change(before: str, now: str, *, is_known: bool) -> str:
    """Who comes to a list or leaves both, in the words of the papers; `is_known`: it was listed before."""
    if now in LISTED:
        return _RETURNED[now] if is_known else "phát sinh mới"
    return _LEFT.get(before, "")


def _causes(values: Mapping[str, Any]) -> dict[int, str]:
    """The causes of poverty of each, the heaviest first."""
    known, found = causes(), defaultdict[int, list[str]](list)
    for home, cause, words in _asked(_CAUSES, values):
        found[home].append(words or known.get(cause, cause))
    return {home: "; ".join(names) for home, names in found.items()}


def _asked(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
