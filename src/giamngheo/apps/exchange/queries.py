"""Questions about a classified list: its numbers, a page of it, one household, what must be corrected."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from giamngheo.apps.exchange import sitting_folder
from giamngheo.apps.exchange.lists.evidence import ROW
from giamngheo.apps.exchange.lists.members import KEYS_OF_A_SHEET
from giamngheo.apps.exchange.models import UploadedList
from giamngheo.apps.exchange.saving import (
    FAULTS,
    FAULTY,
    HOUSEHOLDS,
    MEMBERS,
    OF_HOUSEHOLD,
    ORIGINAL,
    SEARCH,
    SHEET,
    SUMMARY,
)
from giamngheo.foundation.text import plain
from giamngheo.law.vocabulary.standards import HouseholdClass
from giamngheo.measurement.tables import (
    CLASS_CODE,
    HOUSEHOLD,
    INCOME,
    INCOME_POINTS,
    POINTS_AT_LEAST,
    POINTS_AT_MOST,
)

PAGE_ROWS = 50
_MOST = 10**15  # beyond every key: an address may hold any number
_SHOWN = (
    HOUSEHOLD,
    SHEET,
    ROW,
    "household_code",
    "head",
    "village",
    INCOME,
    INCOME_POINTS,
    POINTS_AT_LEAST,
    POINTS_AT_MOST,
    CLASS_CODE,
    FAULTY,
    "Lý do",
    "Còn thiếu",
)


@dataclass(frozen=True)
class Filters:
    """Which households of a list are meant; everything empty means all."""

    household_class: str = ""
    village: str | None = None
    only_faulty: bool = False
    words: str = ""
    sheet: str = ""

    def condition(self, columns: set[str]) -> pl.Expr:
        """The filter as an expression on the kept result."""
        holds = pl.lit(value=True)
        if self.household_class:
            holds = holds & (pl.col(CLASS_CODE) == HouseholdClass(self.household_class).code)
        if self.village is not None and "village" in columns:
            holds = holds & (pl.col("village").fill_null("") == self.village)
        if self.sheet:
            holds = holds & (pl.col(SHEET) == self.sheet)
        if self.only_faulty:
            holds = holds & pl.col(FAULTY)
        for word in plain(self.words).split():
            holds = holds & pl.col(SEARCH).str.contains(word, literal=True)
        return holds


@dataclass(frozen=True)
class Page:
    """Up to fifty rows of a list: `first` is its place among all `total` that pass."""

    rows: list[dict[str, Any]]
    total: int
    first: int

    @property
    def last(self) -> int:
        """The place of the last row."""
        return self.first + len(self.rows) - 1

    @property
    def before(self) -> int | None:
        """The key of the page before: the household that it must end in front of."""
        return int(self.rows[0][HOUSEHOLD]) if self.rows and self.first > 1 else None

    @property
    def after(self) -> int | None:
        """The key of the next page."""
        return int(self.rows[-1][HOUSEHOLD]) if self.rows and self.last < self.total else None


@dataclass(frozen=True)
class Neighbours:
    """Where a household stands in the filtered list, and the keys of those beside it."""

    place: int
    total: int
    before: int | None
    after: int | None


def summary_of(uploaded: UploadedList) -> dict[str, Any]:
    """Numbers, notes and villages of a classified list."""
    return sitting_folder.read_json(sitting_folder.result_folder(uploaded) / SUMMARY)


def _scan(uploaded: UploadedList, name: str) -> pl.LazyFrame:
    return pl.scan_parquet(sitting_folder.result_folder(uploaded) / name, glob=False)


def _filtered(uploaded: UploadedList, filters: Filters) -> tuple[pl.LazyFrame, list[str]]:
    frame = _scan(uploaded, HOUSEHOLDS)
    columns = frame.collect_schema().names()
    return frame.filter(filters.condition(set(columns))), columns


def page_of(
    uploaded: UploadedList, filters: Filters, *, after: int | None = None, before: int | None = None
) -> Page:
    """A page of the list in its own order: after a household, before one (by key), or the first."""
    frame, columns = _filtered(uploaded, filters)
    shown = frame.select([name for name in _SHOWN if name in columns])
    if before is not None:
        wanted = shown.filter(pl.col(HOUSEHOLD) < before).tail(PAGE_ROWS)
    else:
        wanted = shown.filter(pl.col(HOUSEHOLD) > (after or 0)).head(PAGE_ROWS)
    total, rows = pl.collect_all([frame.select(pl.len()), wanted])
    first = 1
    if rows.height:
        first += frame.filter(pl.col(HOUSEHOLD) < rows.item(0, HOUSEHOLD)).select(pl.len()).collect().item()
    named = dict.fromkeys(("head", "household_code"))  # a list may lack either
    return Page([named | row for row in rows.to_dicts()], total.item(), first)


def rows_of(uploaded: UploadedList, filters: Filters) -> pl.DataFrame:
    """All of the list that pass the filter, with the columns of a page."""
    frame, columns = _filtered(uploaded, filters)
    return frame.select([name for name in _SHOWN if name in columns]).collect()


def neighbours_of(uploaded: UploadedList, household_key: int, filters: Filters) -> Neighbours:
    """The households before and after one, within the filter."""
    frame, _ = _filtered(uploaded, filters)
    key = pl.col(HOUSEHOLD)
    found = frame.select(
        total=pl.len(),
        place=(key <= household_key).sum(),
        before=key.filter(key < household_key).max(),
        after=key.filter(key > household_key).min(),
    ).collect()
    told: Mapping[str, Any] = found.row(0, named=True)
    return Neighbours(told["place"], told["total"], told["before"], told["after"])


def household(uploaded: UploadedList, key: int) -> dict[str, Any] | None:
    """Everything known of a household by its key, None where there is none.

    The key tells sheet and row: in the first sheet it is the row of the person's file.
    """
    if key >= _MOST:
        return None
    found = _scan(uploaded, HOUSEHOLDS).filter(pl.col(HOUSEHOLD) == key).collect()
    return found.row(0, named=True) if found.height else None


def place_of(home: Mapping[str, Any]) -> int:
    """Which sheet of households a household stands in, from 0."""
    return int(home[HOUSEHOLD]) // KEYS_OF_A_SHEET


def original_cells(
    uploaded: UploadedList, home: Mapping[str, Any], columns: list[dict[str, str]]
) -> list[dict[str, str]]:
    """The filled cells of the household's row in the person's file with their headings."""
    found = _scan(uploaded, ORIGINAL.format(place_of(home))).filter(pl.col(ROW) == home[ROW]).collect()
    if not found.height:
        return []
    return _cells(found.row(0, named=True), columns)


def _cells(row: Mapping[str, Any], columns: list[dict[str, str]]) -> list[dict[str, str]]:
    return [c | {"value": str(row[c["name"]])} for c in columns if row.get(c["name"]) not in (None, "")]


def members_of(
    uploaded: UploadedList, home: Mapping[str, Any], columns: list[dict[str, str]]
) -> list[list[dict[str, str]]]:
    """The filled cells of each member of a household, in the order of the file."""
    name = MEMBERS.format(place_of(home))
    if not columns or not (sitting_folder.result_folder(uploaded) / name).exists():
        return []
    found = _scan(uploaded, name).filter(pl.col(OF_HOUSEHOLD) == home[HOUSEHOLD])
    return [_cells(row, columns) for row in found.sort(ROW).collect().iter_rows(named=True)]


def faults_of(
    uploaded: UploadedList,
    *,
    after: int = 0,
    count: int = PAGE_ROWS,
    home: Mapping[str, Any] | None = None,
) -> list[dict[str, Any]]:
    """Cells to be corrected, in the order of the file; those in the row of a household where it is given."""
    frame = _scan(uploaded, FAULTS).filter(pl.col("place") > after)
    if home is not None:
        frame = frame.filter((pl.col("row") == home[ROW]) & (pl.col("sheet") == home[SHEET]))
    return frame.head(count).collect().to_dicts()


def villages_in(summary: Mapping[str, Any]) -> list[str]:
    """Names of the villages of a list."""
    return [village["village"] for village in summary["villages"]]
