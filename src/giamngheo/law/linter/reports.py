"""Checks of the tables of reports: columns that are counted or reckoned, in order, and what must agree."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from giamngheo.law.library import BrokenPackError
from giamngheo.law.linter.findings import Finding
from giamngheo.law.linter.instruments import citations
from giamngheo.law.reports.arithmetic import names_in
from giamngheo.law.reports.library import name_lists_under, rows_of, tables_under
from giamngheo.law.vocabulary.reports import Moves, NameList, ReportTable
from giamngheo.law.vocabulary.texts import Instrument

APART = ("untold_in", "untold_out", "uncounted")
"""What a movement counts beside its columns."""


def check_reports(law: Path, instruments: Mapping[str, Instrument], found: list[Finding]) -> None:
    """Everything that does not hold in the tables of reports of the product goes to `found`."""
    try:
        tables, lists = tables_under(law), name_lists_under(law)
    except BrokenPackError as error:
        found.append(Finding("reports", str(error)))
        return
    for table in tables.values():
        place = f"reports/{table.id}/report.yaml"
        found.extend(citations(table, place, instruments))
        found.extend(table_faults(table, counted_in(table), place))
    for names in lists.values():
        place = f"name_lists/{names.id}/name_list.yaml"
        found.extend(citations(names, place, instruments))
        found.extend(list_faults(names, tables, place))
    numbers = sorted([table.number for table in tables.values()] + [one.number for one in lists.values()])
    if numbers != list(range(1, len(numbers) + 1)):
        found.append(Finding("reports", f"số biểu không liền nhau từ 1: {', '.join(map(str, numbers))}."))


def list_faults(one: NameList, tables: Mapping[str, ReportTable], place: str) -> Iterator[Finding]:
    """What does not hold in a list of names: the movement that it tells by, the numbers of its columns."""
    rows = rows_of(one.movement) if one.movement in tables else None
    if not isinstance(rows, Moves) or not set(one.standings) <= set(rows.opened):
        yield Finding(f"{place} › standings", "phải là các cột của một biểu diễn biến.")
    if [column.number for column in one.columns] != list(range(1, len(one.columns) + 1)):
        yield Finding(f"{place} › columns", "số cột phải đi liền từ 1.")


def counted_in(table: ReportTable) -> Sequence[str]:
    """The ids that `rows.py` of a table counts."""
    rows = rows_of(table.id)
    if isinstance(rows, Moves):
        return (*(column.id for column in table.columns if not column.formula), *APART)
    return tuple(rows.columns)


def table_faults(table: ReportTable, counted: Sequence[str], place: str) -> Iterator[Finding]:
    """What does not hold in a table whose `rows.py` counts these ids."""
    numbers = [column.number for column in table.columns if column.number]
    if numbers != list(range(1, len(numbers) + 1)):
        yield Finding(f"{place} › columns", "số cột phải đi liền từ 1.")
    known = set(counted)
    for column in table.columns:
        where = f"{place} › columns › {column.id}"
        ways = (column.id in counted) + bool(column.formula) + bool(column.open)
        if ways != 1:
            yield Finding(where, "cột phải được đếm (rows.py), hoặc có công thức, hoặc nói vì sao để trống.")
        yield from _formula(column.formula, known, where)
        known.add(column.id)
    for identity in table.identities:
        for side in (identity.left, identity.right):
            yield from _formula(side, known, f"{place} › identities")
    for name in sorted(set(table.residents) - set(counted)):
        yield Finding(f"{place} › residents", f"«{name}» không phải cột được đếm.")
    for share in table.shares:
        yield from _formula(f"{share.part} + {share.whole}", known, f"{place} › shares")


def _formula(formula: str, known: set[str], where: str) -> Iterator[Finding]:
    if not formula:
        return
    try:
        unknown = sorted(names_in(formula) - known)
    except BrokenPackError as error:
        yield Finding(where, str(error))
        return
    if unknown:
        yield Finding(where, f"công thức nêu mã không có, hoặc cột đứng sau: {', '.join(unknown)}.")
