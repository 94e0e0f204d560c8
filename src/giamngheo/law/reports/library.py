"""Finds and reads the tables of reports."""

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from giamngheo.law.library import LAW, LawError, read_packs
from giamngheo.law.vocabulary.reports import Moves, NameList, ReportTable, Rows


@dataclass(frozen=True, eq=False)
class StatutoryTable:
    """A table as the law has it, and how its lines are reckoned."""

    text: ReportTable
    rows: Rows

    @property
    def movement(self) -> str:
        """Of which list it tells the movement; empty where it counts."""
        return self.rows.of if isinstance(self.rows, Moves) else ""


def tables_under(law: Path) -> dict[str, ReportTable]:
    """Every table of one law folder, by id.

    Raises:
        BrokenPackError: where a table does not read, or stands in a folder of another name.
    """
    return read_packs(law, "reports/*/report.yaml", ReportTable, "biểu")


@lru_cache
def statutory_tables() -> Mapping[str, StatutoryTable]:
    """Every table by id, in the order of their numbers."""
    texts = sorted(tables_under(LAW).values(), key=lambda one: one.number)
    return {one.id: StatutoryTable(one, rows_of(one.id)) for one in texts}


def rows_of(table: str) -> Rows:
    """How the lines of a table of the product are reckoned."""
    rows: Rows = importlib.import_module(f"giamngheo.law.reports.{table}.rows").ROWS
    return rows


def tables_on(day: date) -> Sequence[StatutoryTable]:
    """The tables in use on a day."""
    return [one for one in statutory_tables().values() if one.text.holds(day)]


def statutory_table(name: str) -> StatutoryTable:
    """The table of an id.

    Raises:
        LawError: where no table has it.
    """
    if name not in statutory_tables():
        raise LawError(f"Không có biểu «{name}». Các biểu đã nạp: {', '.join(statutory_tables())}.")
    return statutory_tables()[name]


def name_lists_under(law: Path) -> dict[str, NameList]:
    """Every list of names of one law folder, by id.

    Raises:
        BrokenPackError: where a list does not read, or stands in a folder of another name.
    """
    return read_packs(law, "name_lists/*/name_list.yaml", NameList, "danh sách")


@lru_cache
def name_lists() -> Mapping[str, NameList]:
    """Every list of names by id, in the order of their numbers."""
    return {one.id: one for one in sorted(name_lists_under(LAW).values(), key=lambda one: one.number)}
