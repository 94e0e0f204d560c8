"""Questions to tables of reports: of which units, on whose boundaries, and who is behind a cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from giamngheo.apps.reports.models import ResidentTotal
from giamngheo.apps.reports.reckoning import Cell, Disagreement, Reckoned, behind, reckon
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.apps.snapshots.queries import Opened
from giamngheo.foundation.accounts.held import areas_within
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Version
from giamngheo.foundation.areas.queries import on_boundaries
from giamngheo.foundation.prepared_queries import OneOf
from giamngheo.law.reports.library import StatutoryTable, statutory_table, tables_on
from giamngheo.measurement import movement as measure

POOR, NEAR_POOR = "poor_movement", "near_poor_movement"


@dataclass(frozen=True)
class Units:
    """By which units a table is told: their tier, on whose day, and in which each area lies."""

    tier: Tier
    day: date
    unit_of: Mapping[int, int]


def tables_of(snapshot: Snapshot) -> Sequence[StatutoryTable]:
    """The tables that a snapshot can be told in: those of its closing day and its standard."""
    return [one for one in tables_on(snapshot.closing) if one.text.standard in {"", snapshot.standard}]


def tiers_of(snapshot: Snapshot, day: date) -> list[Tier]:
    """The tiers by which a snapshot can be told on a day, from the top down: of the units in its area.

    What is not divided, a village, is told by itself; none where its area did not live then.
    """
    inside = areas_within([snapshot.area_id], day)
    own = (
        Version.objects.filter(area=snapshot.area_id, valid__contains=day)
        .values_list("tier", flat=True)
        .first()
    )
    found = (
        Version.objects.filter(area__in=inside, valid__contains=day).values_list("tier", flat=True).distinct()
    )
    below = sorted(Tier(one) for one in found if own is None or one > own)
    return below or ([] if own is None else [Tier(own)])


def units_of(snapshot: Snapshot, tier: Tier, day: date) -> Units:
    """In which unit of a tier on a day each area of a snapshot lies.

    Areas of the closing day, which households are told by; an area that lies in none of the units of that day
    counts in the whole only.
    """
    inside = set(areas_within([snapshot.area_id], snapshot.closing))
    return Units(tier, day, {area: unit for area, unit in on_boundaries(day, tier).items() if area in inside})


def told(
    table: StatutoryTable, opened: Opened, units: Units, residents: Sequence[ResidentTotal] = ()
) -> Reckoned:
    """A table of a snapshot by units; `residents` stand before what the register counts."""
    return reckon(table, opened.households, units.unit_of, totals_by_unit(residents, units))


def residents_of(snapshot: Snapshot, units: Units) -> list[ResidentTotal]:
    """The totals of residents that a snapshot is told with: its units' and its area's own, the last each.

    Those as of its closing day or before that were typed in before it was made, so that its figures stay.
    """
    areas = {snapshot.area_id, *units.unit_of.values()}
    rows = ResidentTotal.objects.filter(
        OneOf(F("area_id"), sorted(areas)), as_of__lte=snapshot.closing, typed_at__lte=snapshot.made_at
    ).order_by("as_of", "pk")
    return list({one.area_id: one for one in rows.select_related("area")}.values())


def totals_by_unit(residents: Sequence[ResidentTotal], units: Units) -> dict[int | None, dict[str, int]]:
    """Totals by unit; the whole has its own, or the sum where every unit has one."""
    inside = set(units.unit_of.values())
    found: dict[int | None, dict[str, int]] = {
        one.area_id: one.totals for one in residents if one.area_id in inside
    }
    own = next((one.totals for one in residents if one.area_id not in inside), None)
    if own is not None:
        found[None] = own
    elif inside and len(found) == len(inside):
        parts = list(found.values())
        shared = [kind for kind in parts[0] if all(kind in one for one in parts)]
        found[None] = {kind: sum(one[kind] for one in parts) for kind in shared}
    return found


def between_movements(opened: Opened, units: Units) -> list[Disagreement]:
    """What the tables of the poor and of the near-poor do not agree on: who left one list for the other."""
    poor, near = (
        reckon(statutory_table(name), opened.households, units.unit_of) for name in (POOR, NEAR_POOR)
    )
    near_of = {(line.unit, line.part): line.counts for line in near.lines}
    crossings = (
        ("escaped_to_near_poor", "from_poor", "cột 2 biểu 2 phải bằng cột 5 biểu 3"),
        ("from_near_poor", "became_poor", "cột 5 biểu 2 phải bằng cột 3 biểu 3"),
    )
    return [
        Disagreement(line.unit, line.part, said, line.counts[mine], near_of[line.unit, line.part][theirs])
        for line in poor.lines
        for mine, theirs, said in crossings
        if line.counts[mine] != near_of[line.unit, line.part][theirs]
    ]


def households_behind(table: StatutoryTable, cell: Cell, opened: Opened, units: Units) -> list[int]:
    """The households that a cell counts; KeyError where none stand behind it."""
    return behind(table, cell, opened.households, units.unit_of)


PARTS: Mapping[str, str] = {measure.HOUSEHOLDS: "Hộ", measure.PERSONS: "Nhân khẩu"}
"""What the lines of a movement count."""
