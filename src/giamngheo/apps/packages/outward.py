"""Figures of this installation on their way to other systems: tables of a snapshot, figures of results."""

from collections.abc import Iterable

from giamngheo.apps.packages.contents import RESULTS, Figure, Result, Table
from giamngheo.apps.packages.formats.codes import Told, told
from giamngheo.apps.packages.formats.periods import period_between, period_of
from giamngheo.apps.packages.formats.sdmx import Observation
from giamngheo.apps.packages.reading import value_of
from giamngheo.apps.packages.telling import Sender, table_of
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.apps.snapshots.queries import Opened
from giamngheo.law.reports.library import StatutoryTable
from giamngheo.law.results.library import indicator_of


def figures_in(table: Table) -> Iterable[Figure]:
    """The values of a table one by one."""
    for line in table.lines:
        for column, value in line.values.items():
            yield Figure(table.table, line.unit, line.part, column, value)


def table_values(snapshot: Snapshot, table: StatutoryTable, opened: Opened, sender: Sender) -> list[Told]:
    """The values of a table of a snapshot that are known."""
    period = period_between(snapshot.opening, snapshot.closing)
    return told(figures_in(table_of(table, opened, sender)), period)


def result_values(unit: str, results: Iterable[Result]) -> list[Told]:
    """The figures of a unit that are known; of several in one period the last one."""
    found: dict[tuple[str, str], Told] = {}
    for one in results:
        figure = Figure(f"{RESULTS}.{one.framework}", unit, "", one.indicator, value_of(one))
        for value in told([figure], period_of(one.since, one.as_of)):
            found[value.element, value.period] = value
    return list(found.values())


def observations(unit: str, results: Iterable[Result]) -> list[Observation]:
    """The figures of a unit, known or not; of several in one period the last one."""
    found: dict[tuple[str, str, str], Observation] = {}
    for one in results:
        indicator = indicator_of(one.framework, one.indicator)
        if indicator is None:  # no pack has it any more: nobody knows in what it is told
            continue
        period = period_of(one.since, one.as_of)
        found[one.framework, one.indicator, period] = Observation(
            one.framework, unit, one.indicator, period, value_of(one), indicator.unit.value
        )
    return list(found.values())
