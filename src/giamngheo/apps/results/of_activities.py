"""Figures that activities and the ledger of help tell: counted where they stand, for all units at once.

No frozen state holds them, so each figure names the activities or households that it was counted from.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from giamngheo.apps.activities.outputs import fed_to, has_fed
from giamngheo.apps.activities.queries import (
    assets_with_state,
    officers_of,
    trainings_attended,
    was_trained,
)
from giamngheo.apps.activities.states import AssetState
from giamngheo.apps.results.counting import Counted
from giamngheo.apps.support.queries import helped_with
from giamngheo.foundation.accounts.held import areas_around, areas_within
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.queries import units_on
from giamngheo.law.activities.library import asset_kinds, feeding
from giamngheo.law.vocabulary.frameworks import Indicator

ACTIVITIES, HOUSEHOLDS = "activities", "households"
"""What a figure may be counted from."""
_NOBODY_LISTED: Final = (
    "chưa có ai trong danh sách cán bộ. Ghi cán bộ ở «Hoạt động», trang «Cán bộ, tập huấn»."
)
_NOTHING_LISTED: Final = "chưa ghi trang thiết bị nào. Ghi ở «Hoạt động», trang «Đài, điểm thông tin»."
_NO_HELP: Final = (
    "sổ hỗ trợ chưa có khoản nào đáp ứng nhu cầu này trong kỳ. Ghi ở «Sổ hỗ trợ» rồi tính lại, "
    "hoặc nhập số kèm chứng minh."
)
_Told = dict[int, Counted | None]


@dataclass(frozen=True)
class _Asked:
    """Which indicator of which units between which days; the areas within them, each with what it lies in."""

    indicator: Indicator
    units: frozenset[int]
    first: date
    as_of: date
    areas: list[int]
    around: Mapping[int, frozenset[int]]

    def units_of(self, area: int) -> frozenset[int]:
        """Of which of the units an area is."""
        return self.around.get(area, frozenset()) & self.units


def counted_of_activities(
    indicator: Indicator, units: Sequence[int], since: date | None, as_of: date, today: date
) -> _Told:
    """What is counted of each of these units; None where nothing was kept to count by."""
    count = _COUNTED[indicator.computed or ""]
    areas = areas_within(units, today)
    first = since or date(as_of.year, 1, 1)
    return count(_Asked(indicator, frozenset(units), first, as_of, areas, areas_around(areas, today)))


def why_not(indicator: Indicator) -> str:
    """Why nothing is counted of an indicator where nothing was kept, and what to do."""
    if indicator.computed == "officers_trained":
        return _NOBODY_LISTED
    if indicator.computed == "households_helped":
        return _NO_HELP
    if indicator.computed != "activity_outputs":
        return _NOTHING_LISTED
    kinds = ", ".join(f"«{kind.name}»" for kind, _ in feeding(indicator.id))
    return f"chưa ghi hoạt động nào thuộc loại {kinds}. Ghi ở «Hoạt động», hoặc nhập số kèm chứng minh."


def _outputs(asked: _Asked) -> _Told:
    """What the activities that feed the indicator add up to."""
    days = among(asked.areas), asked.first, asked.as_of
    kept = {unit for area in has_fed(asked.indicator.id, *days) for unit in asked.units_of(area)}
    behind: dict[int, list[tuple[int, int]]] = {unit: [] for unit in kept}
    for one in fed_to(asked.indicator.id, *days):
        for unit in asked.units_of(one.area_id):
            behind.setdefault(unit, []).append((one.activity_id, one.number))
    return {unit: _from_activities(behind[unit]) if unit in behind else None for unit in asked.units}


def _from_activities(behind: Sequence[tuple[int, int]]) -> Counted:
    told = sum(number for _, number in behind)
    return Counted(told, told, 0, behind={ACTIVITIES: [[*one] for one in behind]})


def _helped(asked: _Asked) -> _Told:
    """The households that were helped: one that moved within a unit is counted in it once."""
    one = asked.indicator
    found = helped_with(one.need, one.classes, among(asked.areas), asked.first, asked.as_of)
    homes: dict[int, set[int]] = {}
    for area, some in found.items():
        for unit in asked.units_of(area):
            homes.setdefault(unit, set()).update(some)
    return {
        unit: Counted(len(homes[unit]), len(homes[unit]), 0, behind={HOUSEHOLDS: sorted(homes[unit])})
        if unit in homes
        else None
        for unit in asked.units
    }


def _officers(asked: _Asked) -> _Told:
    """Of the officers listed on the day those who came to a training of the time that is accepted."""
    there = Q(since__lte=asked.as_of) & (Q(ended_on=None) | Q(ended_on__gt=asked.as_of))
    rows = officers_of(among(asked.areas) & there, listed_only=False)
    done = set(rows.filter(was_trained(asked.first, asked.as_of)).values_list("pk", flat=True))
    area_of = dict(rows.values_list("pk", "area_id"))
    sums = _summed(asked, [(area, int(number in done), 1) for number, area in area_of.items()])
    came: dict[int, dict[int, int]] = {}
    for training, officer in trainings_attended(done, asked.first, asked.as_of):
        for unit in asked.units_of(area_of[officer]):
            of_unit = came.setdefault(unit, {})
            of_unit[training] = of_unit.get(training, 0) + 1
    return {
        unit: Counted(
            count, of, 0, behind={ACTIVITIES: [[*one] for one in sorted(came.get(unit, {}).items())]}
        )
        if of
        else None
        for unit, (count, of) in sums.items()
    }


def _communes(asked: _Asked) -> _Told:
    """Of the communes those with equipment that was last found to work."""
    communes = {
        one.area_id for one in units_on(asked.areas, asked.as_of).values() if one.tier == Tier.COMMUNE
    }
    kinds = [name for name, kind in asset_kinds().items() if kind.feeds == asked.indicator.id]
    listed = list(assets_with_state(among(asked.areas) & Q(kind__in=kinds), asked.as_of))
    works = {
        commune
        for one in listed
        if getattr(one, "found", "") == AssetState.WORKS  # by `assets_with_state`
        for commune in asked.around.get(one.area_id, frozenset()) & communes
    }
    named = {unit for one in listed for unit in asked.units_of(one.area_id)}
    sums = _summed(asked, [(commune, int(commune in works), 1) for commune in communes])
    return {unit: Counted(done, of, 0) if of and unit in named else None for unit, (done, of) in sums.items()}


def _summed(asked: _Asked, rows: Collection[tuple[int, int, int]]) -> dict[int, tuple[int, int]]:
    """Rows of area, counted and whole, added up for the units that they lie in."""
    sums = dict.fromkeys(asked.units, (0, 0))
    for area, count, whole in rows:
        for unit in asked.units_of(area):
            sums[unit] = sums[unit][0] + count, sums[unit][1] + whole
    return sums


_COUNTED: Final[Mapping[str, Callable[[_Asked], _Told]]] = {
    "officers_trained": _officers,
    "units_with_loudspeakers": _communes,
    "units_with_information_points": _communes,
    "activity_outputs": _outputs,
    "households_helped": _helped,
}
"""How each is counted: by the name in `COMPUTED`."""
