"""A person's own file as a workbook again, each fault as a comment on its cell and all of them on a sheet."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import polars as pl
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from giamngheo.apps.exchange.register.faults import CELL, LEFT_OUT

SHEET: Final = "Nhận xét khi nhập"
AUTHOR: Final = "giamngheo"
_MOST_COMMENTS: Final = 20_000  # beyond it Excel opens such a file for minutes; the sheet lists all
_FILLS: Final = {LEFT_OUT: "F8CBAD", CELL: "FFE699"}
_NOTED_FILL: Final = "DDEBF7"
_HEADINGS: Final = ("Trang", "Dòng", "Cột", "Nội dung", "Giá trị", "Lý do", "Cách xử lý", "Kết quả")
_COMMENTED: Final = frozenset({".xlsx", ".xlsm"})
_LONGEST_NAME: Final = 31

Cells = Callable[[Path], Mapping[str, pl.DataFrame]]
"""Gives the cells of a file that is no .xlsx as text, table by table."""


def write_commented(
    path: Path,
    told: pl.DataFrame,
    labels: Mapping[str, str],
    summary: Mapping[str, object],
    *,
    target: Path,
    cells: Cells,
) -> None:
    """Write `target` (.xlsx): an .xlsx as it was, another file as its cells, with what is to correct.

    `told` has `sheet`, `row`, `letter`, `field`, `value`, `reason`, `remedy`, `effect`; `labels` name fields.
    """
    names: dict[str, str] = {}
    book = load_workbook(path) if path.suffix.lower() in _COMMENTED else _copied(cells(path), names)
    renamed = told.with_columns(pl.col("sheet").replace(names)) if names else told
    _comment(book, renamed)
    _list(book, renamed, labels, summary)
    book.save(target)


def _copied(tables: Mapping[str, pl.DataFrame], names: dict[str, str]) -> Workbook:
    book = Workbook()
    del book["Sheet"]
    for name, cells in tables.items():
        page = book.create_sheet(name[:_LONGEST_NAME])
        names[name] = page.title
        for place, row in enumerate(cells.iter_rows(), start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    cell = page.cell(place, column)
                    # No workbook holds the signs that a text may.
                    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
                    if isinstance(value, str):  # what looks like a formula is a text of the person's file
                        cell.data_type = "s"
    return book


def _comment(book: Workbook, told: pl.DataFrame) -> None:
    places = told.filter(pl.col("row").is_not_null()).group_by("sheet", "row", "letter", maintain_order=True)
    cells = places.agg(
        pl.format("{}. {}", pl.col("reason").str.slice(0, 300), "remedy").alias("sentences"),
        pl.col("effect").alias("effects"),
    ).head(_MOST_COMMENTS)
    merged = {page.title: _merged(page) for page in book.worksheets}
    for sheet, row, letter, sentences, effects in cells.iter_rows():
        if sheet not in merged:
            continue
        place = (row, column_index_from_string(letter))
        cell = book[sheet].cell(*merged[sheet].get(place, place))
        cell.comment = Comment("\n".join(sentences), AUTHOR, width=320, height=60 + 40 * len(sentences))
        colour = next((fill for effect, fill in _FILLS.items() if effect in effects), _NOTED_FILL)
        cell.fill = PatternFill("solid", start_color=colour)


def _merged(page: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Of every cell in a merged block the one that can bear a comment."""
    return {
        (row, column): (block.min_row, block.min_col)
        for block in page.merged_cells.ranges
        for row in range(block.min_row, block.max_row + 1)
        for column in range(block.min_col, block.max_col + 1)
    }


def _list(
    book: Workbook, told: pl.DataFrame, labels: Mapping[str, str], summary: Mapping[str, object]
) -> None:
    name = SHEET
    while name in book.sheetnames:
        name = f"{name} 2"
    page = book.create_sheet(name)
    for word, value in summary.items():
        page.append([word, value])
    page.append([])
    page.append(list(_HEADINGS))
    for cell in page[page.max_row]:
        cell.font = Font(bold=True)
    rows = told.select("sheet", "row", "letter", "field", "value", "reason", "remedy", "effect")
    for sheet, row, letter, field, value, reason, remedy, effect in rows.iter_rows():
        page.append([sheet, row, letter, labels.get(field, ""), None, reason, remedy, effect])
        cell = page.cell(page.max_row, 5)
        cell.value = value
        if value is not None:  # what looks like a formula is a text of the person's file
            cell.data_type = "s"
    for letter, width in zip("ABCDEFGH", (18, 8, 6, 24, 24, 48, 48, 18), strict=True):
        page.column_dimensions[letter].width = width
