"""What a snapshot says by unit: counts by ids of `law/reports`, in one pass and two movements a tier.

A lack is counted by the snapshot's own standard, so that no standard is read in the words of another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import narwhals.stable.v2 as nw
import polars as pl

from giamngheo.apps.reports.queries import Units, told
from giamngheo.apps.reports.reckoning import Residents
from giamngheo.apps.snapshots.queries import Opened
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.law.reports.conditions import LISTED
from giamngheo.law.reports.library import statutory_table
from giamngheo.law.vocabulary import published as at
from giamngheo.law.vocabulary.reports import Counted, Counts
from giamngheo.law.vocabulary.standards import Standard
from giamngheo.measurement import movement as measure
from giamngheo.measurement.engines import collect
from giamngheo.measurement.tables import Frame

RESULT, CAUSES, GROUPS = "official_result", "causes", "groups"
POOR_MOVES, NEAR_POOR_MOVES = "poor_movement", "near_poor_movement"
LACKS: Final = "lacks"
"""Before ids of deprivations: «lacks.poor_water», «lacks.poor_told»."""
_PASSED: Final = (RESULT, CAUSES, GROUPS)


@dataclass(frozen=True)
class Summed:
    """The counts of a unit (None: the whole) of a tier."""

    unit: int | None
    tier: int
    counts: Mapping[str, int]


def summed(
    opened: Opened, standard: Standard, tiers: Sequence[Units], own: int, residents: Sequence[Residents] = ()
) -> list[Summed]:
    """Every unit of these tiers and the whole, of tier `own`; counts that are nought are left out.

    Typed totals of residents, by tier, stand before what the register counts, as in the tables.
    Shape: households of `law/vocabulary/published`, read once, and the listed ones twice a tier.
    """
    columns = columns_of(standard)
    of_areas = _by_area(opened.households, columns)
    moved = [_moved(opened, units) for units in tiers or (Units(Tier(own), opened.manifest.closing, {}),)]
    whole = {name: int(of_areas[name].sum() or 0) for name in columns} | moved[0].get(None, {})
    typed = [*residents, *[{}] * (len(tiers) - len(residents))]
    found = [Summed(None, own, _kept(whole | _typed(next(iter(typed), {}).get(None, {}))))]
    for units, moves, totals in zip(tiers, moved, typed, strict=False):
        sums = _by_unit(of_areas, units.unit_of, list(columns))
        found += [
            Summed(
                unit,
                int(units.tier),
                _kept({**sums.get(unit, {}), **moves.get(unit, {}), **_typed(totals.get(unit, {}))}),
            )
            for unit in sorted(set(units.unit_of.values()))
        ]
    return found


def _typed(totals: Mapping[str, int]) -> dict[str, int]:
    """Typed totals of residents under the ids that they stand for."""
    told = statutory_table(RESULT).text.residents
    return {f"{RESULT}.{name}": totals[kind] for name, kind in told.items() if kind in totals}


def columns_of(standard: Standard) -> dict[str, Counted]:
    """What is counted by id, each with its condition from the law."""
    found: dict[str, Counted] = {}
    for table in _PASSED:
        rows = statutory_table(table).rows
        assert isinstance(rows, Counts)
        found |= {f"{table}.{name}": one for name, one in rows.columns.items()}
    for name, listed in LISTED:
        found[f"{LACKS}.{name}_told"] = Counted(listed & nw.col(at.DEPRIVATIONS_TOLD))
        for one in standard.deprivations:
            found[f"{LACKS}.{name}_{one.id}"] = Counted(listed & nw.col(f"{at.DEPRIVED}{one.id}"))
    return found


def _by_area(households: Frame, columns: Mapping[str, Counted]) -> pl.DataFrame:
    """A row an area, a column an id: there are a thousand times more households than areas."""
    cells = {
        name: nw.when(one.where).then(nw.col(one.of)) if one.of else one.where
        for name, one in columns.items()
    }
    sums = {name: cell.sum().cast(nw.Int64) for name, cell in cells.items()}
    found: pl.DataFrame = collect(households.group_by(at.AREA).agg(**sums)).to_native()
    return found


def _by_unit(
    of_areas: pl.DataFrame, unit_of: Mapping[int, int], names: list[str]
) -> dict[int, dict[str, int]]:
    units = pl.DataFrame(
        {at.AREA: list(unit_of), "unit": list(unit_of.values())}, {at.AREA: pl.Int64, "unit": pl.Int64}
    )
    sums = of_areas.join(units, on=at.AREA).group_by("unit").agg(pl.col(names).sum())
    return {row["unit"]: {name: int(row[name] or 0) for name in names} for row in sums.iter_rows(named=True)}


def _moved(opened: Opened, units: Units) -> dict[int | None, dict[str, int]]:
    """The movement of both lists in households, by unit of the tier and of the whole."""
    found: dict[int | None, dict[str, int]] = {}
    for name in (POOR_MOVES, NEAR_POOR_MOVES):
        for line in told(statutory_table(name), opened, units).lines:
            if line.part == measure.HOUSEHOLDS:
                counts = {f"{name}.{what}": count for what, count in line.counts.items()}
                found.setdefault(line.unit, {}).update(counts)
    return found


def _kept(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count}
