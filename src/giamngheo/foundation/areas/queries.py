"""Questions about areas on a day: by code, children, the path up, what came before and after, boundaries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from typing import Any, Final

from django.db import connection
from django.db.models import Q, QuerySet

from giamngheo.foundation.areas.kinds import Kind, Tier
from giamngheo.foundation.areas.lines import SCHEME, looked_up
from giamngheo.foundation.areas.models import Area, Batch, Containment, Succession, Version
from giamngheo.foundation.prepared_queries import FEW


@dataclass(frozen=True)
class Unit:
    """An area as it was on a day: its name, kind, tier and code then."""

    area_id: int
    name: str
    kind: str
    tier: int
    code: str

    @property
    def word(self) -> str:
        """The word of its kind: «xã»."""
        return Kind(self.kind).word

    @property
    def full_name(self) -> str:
        """The name with its kind, as it is written: «xã Đồng Tâm»."""
        return f"{Kind(self.kind).word} {self.name}"


@dataclass(frozen=True)
class Relative:
    """What an area came from or went to: the unit around that day, whole or in part, the share if known."""

    unit: Unit
    day: date
    is_whole: bool
    share: Any
    instrument: str


_FEW_AREAS: Final = FEW.format("%(areas)s")
_UNIT: Final = """
    version.area_id, version.name, version.kind, version.tier, coalesce((
        SELECT held.code FROM areas_code AS held
        WHERE held.area_id = version.area_id AND held.scheme = %(scheme)s AND held.valid && version.valid
        ORDER BY held.valid DESC LIMIT 1
    ), '')
"""
_PATHS: Final = f"""
SELECT within.area_id, {_UNIT}
FROM areas_containment AS within
JOIN areas_version AS version ON version.area_id = within.ancestor_id AND version.valid @> %(day)s::date
WHERE within.area_id {_FEW_AREAS} AND within.valid @> %(day)s::date
ORDER BY within.area_id, version.tier, version.area_id
"""
_CHILDREN: Final = f"""
SELECT {_UNIT} FROM areas_version AS version
WHERE version.parent_id = %(area)s AND version.valid @> %(day)s::date
ORDER BY version.sort_key, version.area_id
"""
_UNITS: Final = f"""
SELECT {_UNIT} FROM areas_version AS version
WHERE version.area_id {_FEW_AREAS} AND version.valid @> %(day)s::date
"""
_WITH_CHILDREN: Final = f"""
SELECT version.parent_id, {_UNIT} FROM areas_version AS version
WHERE version.id IN (
    SELECT id FROM areas_version WHERE area_id {_FEW_AREAS} AND valid @> %(day)s::date
    UNION SELECT id FROM areas_version WHERE parent_id {_FEW_AREAS} AND valid @> %(day)s::date
)
ORDER BY version.sort_key, version.area_id
"""
_SMALLEST: Final = """
SELECT within.ancestor_id FROM areas_containment AS within
JOIN areas_version AS version ON version.area_id = within.ancestor_id AND version.valid @> %(day)s::date
WHERE within.area_id = ANY(%(areas)s) AND within.valid @> %(day)s::date
GROUP BY within.ancestor_id, version.tier
HAVING count(*) = cardinality(%(areas)s) ORDER BY version.tier DESC LIMIT 1
"""
# A parent that the batch itself creates is answered for by what stands above it.
_TOUCHED: Final = """
SELECT area_id FROM areas_line WHERE area_id > 0
UNION SELECT to_area_id FROM areas_line WHERE to_area_id > 0
UNION SELECT parent_id FROM areas_line WHERE parent_id > 0
"""

# What a unit is, is called or belongs to is decided above it; what it takes in or holds, in itself.
_ABOVE_CHANGED: Final = """
SELECT DISTINCT version.parent_id FROM areas_line AS line
JOIN areas_version AS version ON version.area_id = line.area_id AND version.valid @> %(eve)s::date
WHERE line.area_id > 0 AND version.parent_id IS NOT NULL
"""
_SAID: Final = """
SELECT md5(string_agg(
    (place, verb, code, to_code, name, kind, parent_code, is_whole, share)::text, ' ' ORDER BY place
)) FROM areas_change WHERE batch_id = %(batch)s
"""


def _rows(query: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, {"scheme": SCHEME} | values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def find(code: str, day: date) -> Area | None:
    """The area that holds this code on this day."""
    return Area.objects.filter(
        codes__code=code, codes__scheme=SCHEME, codes__valid__contains=day, valid__contains=day
    ).first()


def units_on(area_ids: Sequence[int], day: date) -> dict[int, Unit]:
    """These areas as they were on this day; those that did not live then are not in it."""
    rows = _rows(_UNITS, areas=list(area_ids), day=day) if area_ids else []
    return {row[0]: Unit(*row) for row in rows}


def units_and_children(area_ids: Sequence[int], day: date) -> tuple[dict[int, Unit], dict[int, list[Unit]]]:
    """These areas as they were on this day, and of each what stood directly under it, by the alphabet."""
    units: dict[int, Unit] = {}
    children: dict[int, list[Unit]] = {area_id: [] for area_id in area_ids}
    for parent_id, *row in _rows(_WITH_CHILDREN, areas=list(area_ids), day=day):
        unit = Unit(*row)
        if unit.area_id in children:
            units[unit.area_id] = unit
        if parent_id in children:
            children[parent_id].append(unit)
    return units, children


def unit_on(area_id: int, day: date) -> Unit | None:
    """One area as it was on this day, None where it did not live."""
    return units_on([area_id], day).get(area_id)


def children_of(area_id: int, day: date) -> list[Unit]:
    """What stands directly under an area on this day, in the order of the alphabet."""
    return [Unit(*row) for row in _rows(_CHILDREN, area=area_id, day=day)]


def roots_on(day: date) -> list[Unit]:
    """What stands under nothing on this day: the nation, or the provinces where it is no unit."""
    top = Version.objects.filter(parent=None, valid__contains=day).order_by("sort_key", "area_id")
    ids = list(top.values_list("area_id", flat=True))
    units = units_on(ids, day)
    return [units[area_id] for area_id in ids]


def paths_of(area_ids: Sequence[int], day: date) -> dict[int, list[Unit]]:
    """Of each area what it lies in on this day, from the top down to itself; former units included."""
    paths: dict[int, list[Unit]] = {area_id: [] for area_id in area_ids}
    for row in _rows(_PATHS, areas=list(area_ids), day=day) if area_ids else ():
        paths[row[0]].append(Unit(*row[1:]))
    return paths


def path_of(area_id: int, day: date) -> list[Unit]:
    """What an area lies in on this day, from the top down to itself; a former unit is not in its own path."""
    return paths_of([area_id], day)[area_id]


def predecessors_of(area_id: int) -> list[Relative]:
    """What an area came from, as those units were on the eve of that day."""
    return _relatives(Succession.objects.filter(successor_id=area_id), "predecessor_id", days_before=1)


def successors_of(area_id: int) -> list[Relative]:
    """What came after an area, as those units were on that day; none where nothing is known."""
    return _relatives(Succession.objects.filter(predecessor_id=area_id), "successor_id", days_before=0)


def _relatives(told: QuerySet[Succession], end: str, *, days_before: int) -> list[Relative]:
    found = []
    rows = list(told.select_related("created_in").order_by("day", "id"))
    for day in sorted({row.day for row in rows}):
        of_day = [row for row in rows if row.day == day]
        units = units_on([getattr(row, end) for row in of_day], day - timedelta(days=days_before))
        found += [
            Relative(units[getattr(row, end)], day, row.is_whole, row.share, row.created_in.instrument)
            for row in of_day
        ]
    return found


def unmapped_on(day: date, tier: Tier = Tier.COMMUNE) -> QuerySet[Area]:
    """Areas of a tier that ended by this day and of which nobody said what came after."""
    return Area.objects.filter(
        Q(versions__tier=tier), valid__endswith__lte=day, successions__isnull=True
    ).distinct()


def on_boundaries(day: date, tier: Tier) -> dict[int, int]:
    """Of each area that certainly lies in one unit of this tier on this day: that unit.

    For counting by units that hold on a day; `figures` counts rows of other days without guessing.
    """
    held = Containment.objects.filter(
        valid__contains=day, ancestor__versions__valid__contains=day, ancestor__versions__tier=tier
    )
    return dict(held.values_list("area_id", "ancestor_id"))


def smallest_area_of(area_ids: Sequence[int], day: date) -> int | None:
    """The smallest area in which all of these lie on this day, if there is one."""
    found = _rows(_SMALLEST, areas=sorted(set(area_ids)), day=day) if area_ids else []
    return found[0][0] if found else None


def mark_of(batch: Batch) -> str:
    """A short mark of what a batch says, heading and lines: another mark, other words."""
    ((lines,),) = _rows(_SAID, batch=batch.pk)
    said = repr((batch.title, batch.instrument, batch.day.isoformat(), lines))
    return blake2b(said.encode(), digest_size=8).hexdigest()


def areas_touched(batch: Batch) -> list[int]:
    """The areas that a batch changes, ends, fills or hangs a unit under: where its people must be entitled.

    Areas that the batch creates are not in it: they stand under one that is.
    """
    with looked_up(batch):
        return sorted(area_id for (area_id,) in _rows(_TOUCHED))


def areas_answering(batch: Batch) -> list[int]:
    """The areas touched, and above every unit that is changed or ended what it stands under."""
    with looked_up(batch) as values:
        above = _rows(_ABOVE_CHANGED, eve=values["eve"])
        return sorted({area_id for (area_id,) in (*_rows(_TOUCHED), *above)})
