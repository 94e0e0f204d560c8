"""Figures that a filled form draws: from tables reckoned on its snapshot, and from indicators."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from giamngheo.apps.report_forms.cells import cell_of
from giamngheo.apps.report_forms.designs import Counted, Indicated
from giamngheo.apps.report_forms.models import FilledForm
from giamngheo.apps.report_forms.reckoning import Value
from giamngheo.apps.reports.queries import Units, residents_of, told, units_of
from giamngheo.apps.reports.reckoning import Line
from giamngheo.apps.results.models import Actual
from giamngheo.apps.snapshots.files import BrokenSnapshotError
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.apps.snapshots.queries import Opened, opened
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.queries import Unit, children_of, unit_on
from giamngheo.law.library import LawError
from giamngheo.law.reports.library import statutory_table


@dataclass(frozen=True)
class Drawn:
    """A figure and whence it is: a column of a table for a unit (None: the whole), or an indicator."""

    value: Value
    table: str = ""
    column: str = ""
    part: str = ""
    unit: int | None = None
    tier: int = 0
    figure: int | None = None


def units_below(filled: FilledForm) -> list[Unit]:
    """The units that stand in the rows of a filled form, by the alphabet; none where it has no such rows."""
    rows = filled.version.planned.design.unit_rows
    return [] if rows is None else children_of(filled.area_id, filled.last)


def drawn_of(filled: FilledForm) -> dict[str, Drawn]:
    """Of each cell that is drawn its figure; broken or unseen frozen figures give none.

    Each table is reckoned once for each tier that is asked for; of indicators there is one question.
    """
    planned = filled.version.planned
    rows = planned.unit_of_row([one.area_id for one in units_below(filled)])
    counted: dict[str, tuple[Counted, int]] = {}
    indicated: dict[str, tuple[Indicated, int]] = {}
    has_rows = planned.design.unit_rows
    for name, source in planned.sources.items():
        row = cell_of(name).row
        if has_rows is not None and has_rows.first <= row <= has_rows.last and row not in rows:
            continue  # an idle row, below the last unit
        if isinstance(source, Counted):
            counted[name] = (source, rows.get(row, filled.area_id))
        elif isinstance(source, Indicated):
            indicated[name] = (source, rows.get(row, filled.area_id))
    return _from_tables(filled, counted) | _from_indicators(filled, indicated)


def _from_tables(filled: FilledForm, asked: Mapping[str, tuple[Counted, int]]) -> dict[str, Drawn]:
    snapshot = filled.snapshot
    if snapshot is None or not asked:
        return {}
    try:
        frozen = opened(snapshot)
    except BrokenSnapshotError:
        return {}
    tiers = {
        unit: one.tier
        for unit in {unit for _, unit in asked.values()}
        if (one := unit_on(unit, snapshot.closing)) is not None
    }
    reckoned: dict[tuple[str, int], dict[tuple[int | None, str], Line]] = {}
    found = {}
    for name, (source, area) in asked.items():
        if area not in tiers:
            continue
        is_whole = area == snapshot.area_id
        tier = tiers[area] + is_whole
        key = (source.table, tier)
        if key not in reckoned:
            units = _units(filled, tier)
            reckoned[key] = _lines(source.table, snapshot, frozen, units)
        line = reckoned[key].get((None if is_whole else area, source.part))
        value = line.values.get(source.column) if line is not None else None
        found[name] = Drawn(
            None if value is None else Fraction(value),
            source.table,
            source.column,
            source.part,
            None if is_whole else area,
            tier,
        )
    return found


def _units(filled: FilledForm, tier: int) -> Units:
    snapshot = filled.snapshot
    assert snapshot is not None
    return units_of(snapshot, Tier(min(tier, Tier.VILLAGE)), snapshot.closing)


def _lines(
    table: str, snapshot: Snapshot, frozen: Opened, units: Units
) -> dict[tuple[int | None, str], Line]:
    try:
        residents = residents_of(snapshot, units)
        found = told(statutory_table(table), frozen, units, residents)
    except LawError:  # a table that no pack has any more
        return {}
    return {(line.unit, line.part): line for line in found.lines}


def _from_indicators(filled: FilledForm, asked: Mapping[str, tuple[Indicated, int]]) -> dict[str, Drawn]:
    rows = _last_figures(filled, {unit for _, unit in asked.values()}) if asked else {}
    found = {}
    for name, (source, unit) in asked.items():
        one = rows.get((unit, source.framework, source.indicator))
        if one is None:
            continue
        known = one.measured.known
        value = known.least if known is not None and known.is_known else None
        found[name] = Drawn(value, figure=one.pk if one.numerator is not None else None)
    return found


def _last_figures(filled: FilledForm, units: Iterable[int]) -> dict[tuple[int, str, str], Actual]:
    """The last figures within the period that nothing superseded, by unit and indicator."""
    rows = Actual.objects.filter(
        area__in=units, superseded_at=None, as_of__gte=filled.first, as_of__lte=filled.last
    ).order_by("as_of", "pk")
    return {(one.area_id, one.framework, one.indicator): one for one in rows}
