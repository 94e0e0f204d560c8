"""The numbers kept beside sheets and entries, and the same counted one by one."""

from typing import Any

from django.db import connection

Numbers = dict[tuple[Any, ...], tuple[int, ...]]

_SHEETS = """
SELECT occasion, area_id, reviewer_id, reviewer_name, count(*) FILTER (WHERE state = 'draft' AND version = 1),
    count(*) FILTER (WHERE state = 'draft' AND version = 1 AND missing > 0),
    count(*) FILTER (WHERE state = 'draft' AND version > 1 AND missing > 0),
    count(*) FILTER (WHERE state = 'draft' AND version > 1 AND missing = 0),
    count(*) FILTER (WHERE state = 'sealed')
FROM surveys_filledsheet GROUP BY 1, 2, 3, 4
"""
_KEPT_OF_SHEETS = """
SELECT occasion, area_id, reviewer_id, reviewer_name, sum(untouched), sum(untouched_lacking), sum(lacking),
    sum(whole), sum(sealed)
FROM surveys_tally GROUP BY 1, 2, 3, 4
"""
_ENTRIES = """
SELECT round_id, case_id, area_id, class_before, proposed_class, count(*) FILTER (WHERE left_out_on IS NULL),
    count(left_out_on)
FROM reviews_entry GROUP BY 1, 2, 3, 4, 5
"""
_KEPT_OF_ENTRIES = """
SELECT round_id, case_id, area_id, class_before, proposed_class, sum(listed), sum(left_out)
FROM reviews_tally GROUP BY 1, 2, 3, 4, 5
"""


def sheets_counted() -> Numbers:
    return _numbers(_SHEETS, 4)


def sheets_kept() -> Numbers:
    return _numbers(_KEPT_OF_SHEETS, 4)


def entries_counted() -> Numbers:
    return _numbers(_ENTRIES, 5)


def entries_kept() -> Numbers:
    return _numbers(_KEPT_OF_ENTRIES, 5)


def _numbers(sql: str, kinds: int) -> Numbers:
    """By occasion or list and kind; those that add up to nothing are left out."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {row[:kinds]: row[kinds:] for row in cursor.fetchall() if any(row[kinds:])}
