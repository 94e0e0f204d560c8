"""What a batch would do, before it does: each unit before and after, and what it touches."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection

from giamngheo.foundation.areas.checks import Finding, look
from giamngheo.foundation.areas.dependants import counts_on
from giamngheo.foundation.areas.kinds import Kind
from giamngheo.foundation.areas.lines import looked_up
from giamngheo.foundation.areas.models import Batch


@dataclass(frozen=True)
class Side:
    """A unit before or after: what it is called, what it is, where it belongs."""

    name: str
    kind: str
    parent: str

    @property
    def full_name(self) -> str:
        """The name with its kind."""
        return f"{Kind(self.kind).word} {self.name}"


@dataclass(frozen=True)
class Heir:
    """Where an ended unit goes: whole or a part, the share if known."""

    code: str
    name: str
    is_whole: bool | None
    share: Any


@dataclass(frozen=True)
class UnitChange:
    """One unit before and after; `before` is None for a new one, `after` for an ended one.

    `follows`: a village that goes with its unit though no line names it. `touches`: how many rows of other
    apps belong to it on the day, by their word.
    """

    place: int
    area_id: int | None
    code: str
    before: Side | None
    after: Side | None
    follows: bool
    villages: int
    heirs: Sequence[Heir] = ()
    touches: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Preview:
    """A batch at a glance: its units by line, counts by kind of change, what it touches, what is wrong."""

    units: list[UnitChange]
    counts: dict[str, int]
    touches: dict[str, int]
    findings: list[Finding]


_NAMED: Final = """
LATERAL (
    SELECT name FROM areas_after WHERE area_id = {0}
    UNION ALL SELECT name FROM areas_version WHERE area_id = {0} AND valid @> {1}
    LIMIT 1
)
"""
_CODE: Final = """
coalesce((
    SELECT code FROM areas_code WHERE area_id = {0} AND scheme = %(scheme)s AND valid @> {1} LIMIT 1
), '')
"""
_EVE: Final = "%(eve)s::date"
_DAY: Final = "%(day)s::date"
_BEFORE: Final = f"""
    LEFT JOIN areas_version AS was ON was.area_id = touched.area_id AND was.valid @> {_EVE}
    LEFT JOIN areas_version AS was_in ON was_in.area_id = was.parent_id AND was_in.valid @> {_EVE}
"""
_UNITS: Final = f"""
WITH touched AS (
    SELECT area_id, min(place) AS place, min(code) AS code, bool_or(verb = 'end') AS ends
    FROM areas_line WHERE area_id IS NOT NULL GROUP BY area_id
    UNION ALL
    SELECT area_id, place, {_CODE.format("areas_after.area_id", _EVE)}, false FROM areas_after
    WHERE follows AND area_id NOT IN (SELECT area_id FROM areas_line WHERE area_id IS NOT NULL)
),
villages AS (
    SELECT parent_id AS area_id, count(*) AS count FROM areas_version
    WHERE tier = %(village)s AND valid @> {_EVE} GROUP BY parent_id
)
SELECT touched.place, nullif(greatest(touched.area_id, 0), 0), touched.code,
    was.name, was.kind, coalesce(was_in.name, ''),
    after.name, after.kind, coalesce(above.name, ''), touched.ends,
    coalesce(after.follows, false), coalesce(villages.count, 0), touched.area_id
FROM touched {_BEFORE}
LEFT JOIN areas_after AS after ON after.area_id = touched.area_id AND NOT touched.ends
LEFT JOIN {_NAMED.format("after.parent_id", _DAY)} AS above ON true
LEFT JOIN villages ON villages.area_id = touched.area_id
ORDER BY touched.place, touched.area_id
"""
_HEIRS: Final = f"""
SELECT line.area_id, line.to_code, coalesce(heir.name, ''), line.is_whole, line.share
FROM areas_line AS line LEFT JOIN {_NAMED.format("line.to_area_id", _DAY)} AS heir ON true
WHERE line.verb = 'succeed' AND line.area_id IS NOT NULL ORDER BY line.place
"""
_COUNTS: Final = """
SELECT verb, count(*) FROM areas_line GROUP BY verb
UNION ALL SELECT 'follow', count(*) FROM areas_after WHERE follows HAVING count(*) > 0
"""


def preview(batch: Batch) -> Preview:
    """Show a batch as it would be in force, whatever is wrong with it."""
    with looked_up(batch) as values, connection.cursor() as cursor:
        findings = look(batch, values)
        cursor.execute(_HEIRS, values)
        heirs: dict[int, list[Heir]] = {}
        for area_id, *told in cursor.fetchall():
            heirs.setdefault(area_id, []).append(Heir(*told))
        cursor.execute(_COUNTS)
        counts = dict(cursor.fetchall())
        cursor.execute(_UNITS, values)
        rows = cursor.fetchall()
    by_label = counts_on([row[1] for row in rows if row[1] is not None], batch.day)
    return Preview(
        [_shown(row, heirs, by_label) for row in rows],
        counts,
        {label: sum(found.values()) for label, found in by_label.items()},
        findings,
    )


def _shown(
    row: tuple[Any, ...], heirs: dict[int, list[Heir]], by_label: dict[str, dict[int, int]]
) -> UnitChange:
    place, area_id, code, name, kind, parent, new_name, new_kind, new_parent, ends, follows, villages, key = (
        row
    )
    before = Side(name, kind, parent) if name is not None else None
    after = None if ends else Side(new_name, new_kind, new_parent) if new_name is not None else None
    touches = {label: found[area_id] for label, found in by_label.items() if area_id in found}
    return UnitChange(
        place, area_id, code, before, after, follows, villages, tuple(heirs.get(key, ())), touches
    )
