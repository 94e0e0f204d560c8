"""Taking a batch back: what depends on it, and the statements that restore what was before."""

from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import connection

from giamngheo.foundation.areas.dependants import hindrances_of, rows_of_other_apps
from giamngheo.foundation.areas.models import Batch

_CREATED: Final = "SELECT id FROM areas_area WHERE created_in_id = %(batch)s"

# A later batch rests on this one where it changed or ended what this one made, used it as parent, origin or
# successor, told the succession of what this one ended, took a code that this one freed, or ended the parent
# to which a unit would return.
_LATER: Final = f"""
WITH later (batch_id) AS (
    SELECT ended_in_id FROM areas_area WHERE created_in_id = %(batch)s
    UNION ALL SELECT ended_in_id FROM areas_version WHERE created_in_id = %(batch)s
    UNION ALL SELECT ended_in_id FROM areas_code WHERE created_in_id = %(batch)s
    UNION ALL SELECT created_in_id FROM areas_version WHERE parent_id IN ({_CREATED})
    UNION ALL SELECT created_in_id FROM areas_version WHERE area_id IN ({_CREATED})
    UNION ALL SELECT created_in_id FROM areas_succession
        WHERE successor_id IN ({_CREATED}) OR predecessor_id IN ({_CREATED})
    UNION ALL SELECT told.created_in_id FROM areas_succession AS told
        JOIN areas_area AS ended ON ended.id = told.predecessor_id AND ended.ended_in_id = %(batch)s
    UNION ALL SELECT taken.created_in_id FROM areas_code AS freed
        JOIN areas_code AS taken USING (scheme, code)
        WHERE freed.ended_in_id = %(batch)s AND taken.area_id <> freed.area_id
            AND taken.valid && daterange(upper(freed.valid), NULL)
    UNION ALL SELECT parent.ended_in_id FROM areas_version AS version
        JOIN areas_area AS parent ON parent.id = version.parent_id
        WHERE version.ended_in_id = %(batch)s
)
SELECT DISTINCT batch.id, batch.title, batch.day FROM later JOIN areas_batch AS batch ON batch.id = batch_id
WHERE batch.put_in_force_at > (SELECT put_in_force_at FROM areas_batch WHERE id = %(batch)s)
ORDER BY batch.id
"""

_OPENED: Final = "valid = daterange(lower(valid), NULL), ended_in_id = NULL WHERE ended_in_id = %(batch)s"
_UNDO: Final = (
    "DELETE FROM areas_succession WHERE created_in_id = %(batch)s",
    "DELETE FROM areas_version WHERE created_in_id = %(batch)s",
    "DELETE FROM areas_code WHERE created_in_id = %(batch)s",
    f"DELETE FROM areas_boundary WHERE area_id IN ({_CREATED})",
    f"UPDATE areas_version SET {_OPENED}",
    f"UPDATE areas_code SET {_OPENED}",
    f"UPDATE areas_area SET {_OPENED}",
    "DELETE FROM areas_area WHERE created_in_id = %(batch)s",
    "SELECT areas_contain_anew()",
    # What points to a unit that is gone says so here, in words of this deed, not at the end of the request.
    "SET CONSTRAINTS ALL IMMEDIATE",
    "SET CONSTRAINTS ALL DEFERRED",
)
# A row that the guard of the database hides is not changed, and no error tells of it.
_LEFT: Final = "".join(
    f" UNION ALL SELECT FROM areas_{table} WHERE %(batch)s IN (created_in_id, ended_in_id)"
    for table in ("area", "version", "code")
)
_ANY_LEFT: Final = f"""
SELECT count(*) FROM (SELECT FROM areas_succession WHERE created_in_id = %(batch)s{_LEFT}) AS l
"""


@dataclass(frozen=True)
class Dependence:
    """Something that rests on a batch: what it is called, how many."""

    what: str
    count: int

    def __str__(self) -> str:
        return f"{self.what} ({self.count})"


def dependences_of(batch: Batch) -> list[Dependence]:
    """What rests on a batch that is in force: later batches, and rows of other apps."""
    with connection.cursor() as cursor:
        cursor.execute(_LATER, {"batch": batch.pk})
        later = [Dependence(f"đợt «{title}» ngày {day:%d/%m/%Y}", 1) for _, title, day in cursor.fetchall()]
    resting = [*rows_of_other_apps(batch.created_areas), *hindrances_of(batch.pk)]
    return [*later, *(Dependence(label, count) for label, count in resting)]


def restore(batch: Batch) -> None:
    """Make areas, versions, codes and successions what they were before the batch.

    Raises:
        PermissionDenied: where a unit lies outside the areas of who asks.
    """
    values: dict[str, Any] = {"batch": batch.pk}
    with connection.cursor() as cursor:
        for statement in _UNDO:
            cursor.execute(statement, values if "%(" in statement else None)
        cursor.execute(_ANY_LEFT, values)
        if cursor.fetchone() != (0,):
            raise PermissionDenied("units outside the areas of who asks")
