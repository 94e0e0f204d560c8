"""Lists of any size as .xlsx or .csv, chunk after chunk: never more of them in memory than two chunks."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

import polars as pl

from giamngheo.foundation.sheets.row_kinds import ABOUT_THE_LIST
from giamngheo.foundation.sheets.sheet_xml import rows_xml
from giamngheo.foundation.sheets.writing import (
    OPTIONS,
    SheetOut,
    defused,
    defused_names,
    replacing,
    sheet_name,
    style_of,
    write_page,
)

ROOM: Final = 1_000_000  # rows of a sheet; Excel holds a little more, for what is added while we write
_DIMENSION: Final = "<dimension "


@dataclass(frozen=True)
class LongList:
    """A list to be written: rows above (lead), headings and types by column, frames of these columns.

    `rows` is how many are expected: it decides how many sheets there are, none is left out where more come.
    """

    name: str
    schema: Mapping[str, pl.DataType]
    chunks: Iterable[pl.DataFrame]
    rows: int
    lead: Sequence[Sequence[Any]] = ()
    column_widths: Sequence[float] | None = None


def write_long_workbook(path: Path, told: LongList) -> int:
    """Write a .xlsx file, in further sheets where one is full; returns how many rows are in it."""
    import xlsxwriter  # noqa: PLC0415  60 ms that reading does not need

    empty = pl.DataFrame(schema=told.schema)
    sheet = SheetOut(told.name, list(told.schema), empty, lead=told.lead, column_widths=told.column_widths)
    pages, top = max(1, -(-told.rows // ROOM)), len(told.lead)
    skeleton = io.BytesIO()
    with replacing(Path(path)) as draft:
        with xlsxwriter.Workbook(skeleton, OPTIONS) as book:
            names: set[str] = set()
            for part in range(1, pages + 1):
                page = book.add_worksheet(sheet_name(told.name, part, names))
                write_page(book, page, sheet, empty, ())
                rows = min(max(told.rows - (part - 1) * ROOM, 1), ROOM)
                page.autofilter(top, 0, top + rows, len(told.schema) - 1)
            styles = [style_of(book, dtype, None) for dtype in told.schema.values()]
        sheets = [f"xl/worksheets/sheet{place}.xml" for place in range(1, pages + 1)]
        with ZipFile(skeleton) as made, ZipFile(draft, "w", ZIP_DEFLATED, compresslevel=1) as out:
            for entry in made.infolist():
                if entry.filename not in sheets:
                    out.writestr(entry.filename, made.read(entry))
            taken = _Rows(told.chunks)
            frames = {name: taken.take(None if name == sheets[-1] else ROOM) for name in sheets}
            return sum(
                _fill(out, name, _around(made.read(name).decode(), top + 1), frames[name], (top + 2, styles))
                for name in sheets
            )


def csv_parts(told: LongList) -> Iterator[bytes]:
    """The bytes of a .csv file in UTF-8 with its mark, part by part; what stands above comes after the rows.

    A program reads the first line as headings. The last lines say how many rows there are: a file that was
    cut off on its way is known by their absence.
    """
    names = defused_names(list(told.schema))
    yield b"\xef\xbb\xbf" + pl.DataFrame(schema=dict.fromkeys(names, pl.String)).write_csv().encode()
    text = [name for name, dtype in told.schema.items() if dtype == pl.String]
    for frame in told.chunks:
        yield _harmless(frame, text).write_csv(include_header=False).encode()
    below: list[Sequence[Any]] = [[], [ABOUT_THE_LIST], *told.lead]
    width = max(len(names), *(len(row) for row in below))
    lines = [[*(str(cell) for cell in row), *[None] * (width - len(row))] for row in below]
    schema = {f"c{place}": pl.String for place in range(width)}
    after = pl.DataFrame(lines, schema=schema, orient="row")
    yield _harmless(after, list(schema)).write_csv(include_header=False).encode()


def _harmless(frame: pl.DataFrame, text: Sequence[str]) -> pl.DataFrame:
    return frame.with_columns(defused(pl.col(name)).alias(name) for name in text)


class _Rows:
    """The chunks of a list, taken a sheet at a time."""

    def __init__(self, chunks: Iterable[pl.DataFrame]) -> None:
        self._chunks = iter(chunks)
        self._left: pl.DataFrame | None = None

    def take(self, at_most: int | None) -> Iterator[pl.DataFrame]:
        """Give the next rows, all that are left where no number is named."""
        given = 0
        while at_most is None or given < at_most:
            frame, self._left = self._left, None
            if frame is None:
                frame = next(self._chunks, None)
            if frame is None:
                return
            if at_most is not None and given + frame.height > at_most:
                self._left = frame.slice(at_most - given)
                frame = frame.head(at_most - given)
            given += frame.height
            yield frame


def _fill(
    out: ZipFile,
    name: str,
    around: tuple[str, str],
    frames: Iterable[pl.DataFrame],
    at: tuple[int, list[int]],
) -> int:
    """Stream the rows into a sheet from a row on (`at`, with the formats of the columns); gives how many."""
    first, styles = at
    place = first
    with out.open(name, "w", force_zip64=True) as file:
        file.write(around[0].encode())
        for frame in frames:
            if frame.height:
                file.write(rows_xml(frame, place, styles))
            place += frame.height
        file.write(around[1].encode())
    return place - first


def _around(page: str, top: int) -> tuple[str, str]:
    """The XML of a page before and after the place of its rows; how far they go need not be told."""
    heading = page.index(f'<row r="{top}"')
    place = page.index("</row>", heading) + len("</row>")
    start = page.find(_DIMENSION)
    end = page.index("/>", start) + len("/>")
    return page[:start] + page[end:place], page[place:]
