"""Figures that activities tell: officers trained, communes whose loudspeakers or information points work.

Counted where they stand, for all units at once: no frozen state holds them.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from django.db.models import Q

from giamngheo.apps.activities.queries import assets_with_state, officers_of, was_trained
from giamngheo.apps.activities.states import AssetState
from giamngheo.apps.results.counting import Counted
from giamngheo.foundation.accounts.held import areas_around, areas_within
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.queries import units_on
from giamngheo.law.activities.library import asset_kinds
from giamngheo.law.vocabulary.frameworks import OF_ACTIVITIES

_Told = dict[int, Counted | None]
NOBODY_LISTED: Final = (
    "chưa có ai trong danh sách cán bộ. Ghi cán bộ ở «Hoạt động», trang «Cán bộ, tập huấn»."
)
NOTHING_LISTED: Final = "chưa ghi trang thiết bị nào. Ghi ở «Hoạt động», trang «Đài, điểm thông tin»."
WHY_NOT: Final[Mapping[str, str]] = {
    "officers_trained": NOBODY_LISTED,
    "units_with_loudspeakers": NOTHING_LISTED,
    "units_with_information_points": NOTHING_LISTED,
}


def counted_of_activities(
    computed: str, units: Sequence[int], since: date | None, as_of: date, today: date
) -> _Told:
    """What is counted of each of these units; None where nothing was listed to count by."""
    if computed not in OF_ACTIVITIES:
        raise KeyError(computed)
    areas = areas_within(units, today)
    around = areas_around(areas, today)
    if computed == "officers_trained":
        return _officers(units, areas, around, since, as_of)
    return _communes(computed, units, areas, around, as_of)


def _officers(
    units: Sequence[int],
    areas: list[int],
    around: Mapping[int, frozenset[int]],
    since: date | None,
    as_of: date,
) -> _Told:
    there = Q(since__lte=as_of) & (Q(ended_on=None) | Q(ended_on__gt=as_of))
    rows = officers_of(among(areas) & there, listed_only=False)
    trained = was_trained(since or date(as_of.year, 1, 1), as_of)
    done = set(rows.filter(trained).values_list("pk", flat=True))
    told = rows.values_list("area_id", "pk")
    return _summed(units, around, [(area, int(number in done), 1) for area, number in told])


def _communes(
    computed: str,
    units: Sequence[int],
    areas: list[int],
    around: Mapping[int, frozenset[int]],
    as_of: date,
) -> _Told:
    communes = {one.area_id for one in units_on(areas, as_of).values() if one.tier == Tier.COMMUNE}
    kinds = [name for name, kind in asset_kinds().items() if kind.feeds == computed]
    listed = list(assets_with_state(among(areas) & Q(kind__in=kinds), as_of))
    works = {
        commune
        for one in listed
        if getattr(one, "found", "") == AssetState.WORKS  # by `assets_with_state`
        for commune in around.get(one.area_id, frozenset()) & communes
    }
    named = {commune for one in listed for commune in around.get(one.area_id, frozenset())}
    told = _summed(units, around, [(commune, int(commune in works), 1) for commune in communes])
    return {unit: one if unit in named else None for unit, one in told.items()}


def _summed(
    units: Sequence[int], around: Mapping[int, frozenset[int]], rows: Sequence[tuple[int, int, int]]
) -> _Told:
    """Rows of area, counted and whole, added up for the units that they lie in."""
    wanted, sums = set(units), dict.fromkeys(units, (0, 0))
    for area, count, whole in rows:
        for unit in around.get(area, frozenset()) & wanted:
            sums[unit] = sums[unit][0] + count, sums[unit][1] + whole
    return {unit: Counted(done, of, 0) if of else None for unit, (done, of) in sums.items()}
