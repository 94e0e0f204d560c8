"""What is looked at before a package is accepted: what does not agree, what changed since the last one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from giamngheo.apps.packages.contents import Figure, Line, Table, rate
from giamngheo.apps.packages.reading import Contents, known_table
from giamngheo.apps.reports.reckoning import disagreements_on, line_of
from giamngheo.law.reports.arithmetic import Number
from giamngheo.law.vocabulary.reports import Column, Moves, ReportTable

_NEAR: Final = Decimal("0.011")
"""How far two roundings of one rate may lie apart."""


@dataclass(frozen=True)
class Doubt:
    """What does not agree in a table of a package; `unit` and `part` empty where it is the table's."""

    table: str
    said: str
    unit: str = ""
    part: str = ""


@dataclass(frozen=True)
class Difference:
    """A cell that says something else than in the package before; None: not known, or not there."""

    table: str
    unit: str
    part: str
    column: str
    before: Decimal | None
    now: Decimal | None

    @property
    def cell(self) -> tuple[str, str, str, str]:
        """Where it stands."""
        return self.table, self.unit, self.part, self.column


def doubts_in(contents: Contents) -> list[Doubt]:
    """What does not agree in a package, by the tables of the law that this installation has."""
    return [doubt for table in contents.tables for doubt in _of_table(table, contents.report.unit.code)]


def differences(before: Iterable[Figure], now: Iterable[Figure]) -> list[Difference]:
    """Every cell that two packages tell otherwise, in the order of the later one."""
    old = {one.cell: one.value for one in before}
    new = {one.cell: one.value for one in now}
    cells = [*new, *(cell for cell in old if cell not in new)]
    return [
        Difference(*cell, old.get(cell), new.get(cell)) for cell in cells if old.get(cell) != new.get(cell)
    ]


def _of_table(table: Table, whole: str) -> Iterator[Doubt]:
    known = known_table(table.table)
    if known is None:
        yield Doubt(table.table, "Bộ luật ở đây không có biểu này nên không kiểm được.")
        return
    columns = {column.id: column for column in known.text.columns}
    told = {name for line in table.lines for name in line.values}
    if missing := [one.name for name, one in columns.items() if name not in told]:
        yield Doubt(table.table, f"Thiếu cột: {', '.join(missing)}.")
    if strange := sorted(told - columns.keys()):
        yield Doubt(table.table, f"Có cột lạ: {', '.join(strange[:5])}.")
    for line in table.lines:
        yield from (
            Doubt(table.table, said, line.unit, line.part) for said in _of_line(known.text, columns, line)
        )
    if not isinstance(known.rows, Moves):
        yield from _of_sums(table, whole, columns)


def _of_line(table: ReportTable, columns: Mapping[str, Column], line: Line) -> Iterator[str]:
    counted = {
        name: value
        for name, value in line.values.items()
        if name in columns and not columns[name].formula and not columns[name].open
    }
    if negative := [columns[name].name for name, value in counted.items() if value is not None and value < 0]:
        yield f"Số âm: {', '.join(negative)}."
    if parts := [columns[name].name for name, value in counted.items() if value is not None and value % 1]:
        yield f"Số đếm không phải số nguyên: {', '.join(parts)}."
        return
    counts = {name: int(value) for name, value in counted.items() if value is not None} | dict(line.beside)
    try:
        reckoned = line_of(table, None, line.part, counts)
        disagreeing = list(disagreements_on(table, reckoned))
    except KeyError as error:  # a count that a formula names is not told
        yield f"Thiếu số «{error.args[0]}» nên không kiểm được dòng này."
        return
    for one in disagreeing:
        yield f"{one.said}, nhưng là {_said(one.left)} và {_said(one.right)}."
    for name, column in columns.items():
        said, right = line.values.get(name), reckoned.values.get(name)
        if not column.formula or (said is None and right is None):
            continue
        if said is None or right is None or abs(said - rate(right)) > _NEAR:
            yield f"{column.name} tính lại là {_said(right)}, trong gói là {_said(said)}."


def _of_sums(table: Table, whole: str, columns: Mapping[str, Column]) -> Iterator[Doubt]:
    """Units together are never more than the whole; areas of no unit may make them less."""
    added: dict[tuple[str, str], Decimal] = {}
    wholes = {line.part: line.values for line in table.lines if line.unit == whole}
    for line in table.lines:
        for name in () if line.unit == whole else line.values:
            value = line.values[name]
            if name in columns and not columns[name].formula and value is not None:
                added[line.part, name] = added.get((line.part, name), Decimal(0)) + value
    for (part, name), total in added.items():
        said = wholes.get(part, {}).get(name)
        if said is None or said < total:
            told = f"{columns[name].name}: dòng cộng là {_said(said)}, các đơn vị cộng lại là {_said(total)}."
            yield Doubt(table.table, told, whole, part)


def _said(value: Number | Decimal) -> str:
    if value is None:
        return "–"
    return str(int(value)) if value == int(value) else str(rate(value)).replace(".", ",")
