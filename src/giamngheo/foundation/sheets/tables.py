"""The words of this room: a workbook, its sheets, and the table found in one of them."""

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """How large a file may be before it is refused."""

    bytes: int = 512 * MIB
    uncompressed_bytes: int = 2048 * MIB
    rows: int = 2_000_000
    columns: int = 500
    memory_bytes: int = 4096 * MIB  # of the separate process that opens large workbooks
    seconds: int = 300  # of that process, in time of the processor


@dataclass(frozen=True)
class Sheet:
    """One sheet; number_of_rows is what the file declares: it may be None or wrong until it is read."""

    name: str
    number_of_rows: int | None = None
    visible: bool = True


@dataclass(frozen=True)
class Workbook:
    """A file that passed the safety checks; kind is one of xlsx, xls, ods, csv, parquet."""

    path: Path
    kind: str
    sheets: tuple[Sheet, ...]
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Heading:
    """The heading over one column: index from 0, letter as in Excel, all levels joined, and each level."""

    index: int
    letter: str
    text: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table as found in a sheet; `head`, `rows` and `foot` together hold all its rows, in order.

    All three have the columns `row` (Int64, the row number in the person's file, from 1) and c0..cN (c0 is
    column A). `head` (titles, headings) and `foot` (totals and notes after the last body row) are text with a
    further column `kind`. `rows` starts at `first_row` and holds the body with the groups, totals and blank
    rows in between; a column that is clean has its type (Int64, Float64, Date, Datetime, Boolean), any other
    is text as a person sees it. `kinds` runs parallel to `rows`: body, group, total, heading, numbering,
    note, empty.
    """

    sheet: str
    headings: tuple[Heading, ...]
    rows: pl.DataFrame
    kinds: pl.Series
    encoding: str
    first_row: int
    head: pl.DataFrame
    foot: pl.DataFrame

    @property
    def body(self) -> pl.DataFrame:
        """Return the rows of kind body only."""
        return self.rows.filter(self.kinds == "body")


def column_letter(index: int) -> str:
    """Return A for 0, Z for 25, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
