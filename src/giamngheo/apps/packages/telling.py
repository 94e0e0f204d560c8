"""What a unit tells upward: the tables of a snapshot by the units in it, and its figures of results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from giamngheo.apps.packages.contents import Line, Result, Table, rate
from giamngheo.apps.packages.refusals import PackageError
from giamngheo.apps.reports.models import ResidentTotal
from giamngheo.apps.reports.queries import Units, residents_of, tables_of, tiers_of, told, units_of
from giamngheo.apps.reports.reckoning import Line as ReckonedLine
from giamngheo.apps.results.models import Actual
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.apps.snapshots.queries import Opened
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.queries import Unit, unit_on, units_on
from giamngheo.law.reports.arithmetic import Number
from giamngheo.law.reports.library import StatutoryTable


@dataclass(frozen=True)
class Sender:
    """The unit of a snapshot with the units in it on the closing day, by which its tables are told."""

    unit: Unit
    units: Units
    below: Mapping[int, Unit]
    residents: Sequence[ResidentTotal] = ()

    @property
    def names(self) -> dict[str, str]:
        """What the units are called, by code, the sender first."""
        return {one.code: one.full_name for one in (self.unit, *self.below.values())}

    def code(self, unit: int | None) -> str:
        """The code of the unit of a line; the whole is the sender's own."""
        return self.unit.code if unit is None else self.below[unit].code


def sender_of(snapshot: Snapshot, units: Units | None = None) -> Sender:
    """Who tells a snapshot, by these units or those of the first tier below; PackageError without codes."""
    day = snapshot.closing
    if units is None:
        tiers = tiers_of(snapshot, day)
        units = units_of(snapshot, tiers[0], day) if tiers else Units(Tier.VILLAGE, day, {})
    if set(units.unit_of.values()) == {snapshot.area_id}:  # a village: its whole is all there is
        units = Units(units.tier, units.day, {})
    unit = unit_on(snapshot.area_id, day)
    below = units_on(sorted(set(units.unit_of.values()) - {snapshot.area_id}), units.day)
    lacking = [one.full_name for one in ([unit] if unit else []) + list(below.values()) if not one.code]
    if unit is None or lacking:
        named = ", ".join(lacking[:3]) or "đơn vị của bản chốt"
        raise PackageError(f"Đơn vị chưa có mã: {named}.", "người quản trị đặt mã ở trang Địa bàn.")
    return Sender(unit, units, below, residents_of(snapshot, units))


def table_of(table: StatutoryTable, opened: Opened, sender: Sender) -> Table:
    """A statutory table with the codes of units in place of numbers of this database."""
    reckoned = told(table, opened, sender.units, sender.residents)
    return Table(table.text.id, tuple(_line(table, line, sender) for line in reckoned.lines))


def tables_told(snapshot: Snapshot, opened: Opened, sender: Sender) -> list[Table]:
    """All tables of a snapshot."""
    return [table_of(table, opened, sender) for table in tables_of(snapshot)]


def results_told(snapshot: Snapshot) -> list[Result]:
    """The figures of results of the unit, of the days of a snapshot, that nothing followed."""
    return results_in(snapshot.area_id, snapshot.opening + timedelta(days=1), snapshot.closing)


def results_in(area_id: int, first: date, last: date) -> list[Result]:
    """The figures of results of a unit as of these days that nothing followed, in the order of time."""
    rows = Actual.objects.filter(area=area_id, superseded_at=None, as_of__range=(first, last))
    return [result_of(one) for one in rows.order_by("framework", "indicator", "as_of", "since")]


def result_of(one: Actual) -> Result:
    """A figure without the numbers of this database."""
    return Result(
        framework=one.framework,
        indicator=one.indicator,
        since=one.since,
        as_of=one.as_of,
        value=one.value,
        numerator=one.numerator,
        denominator=one.denominator,
        unknown=one.unknown,
        source=one.source,
        proof=one.proof,
    )


def _line(table: StatutoryTable, line: ReckonedLine, sender: Sender) -> Line:
    values = {column.id: _value(line.values.get(column.id), column.unit) for column in table.text.columns}
    beside = {name: count for name, count in line.counts.items() if name not in values}
    return Line(sender.code(line.unit), line.part, values, beside)


def _value(value: Number, unit: str) -> Decimal | None:
    if value is None:
        return None
    return rate(value) if unit == "percent" else Decimal(int(value))
