"""A filled form as files: the blank itself with figures in it (.xlsx), .csv, pages like the blank (.pdf)."""

import csv
import io
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from giamngheo.apps.papers.typesetting import pages_of
from giamngheo.apps.report_forms.actions.loading import open_blank
from giamngheo.apps.report_forms.blanks import BlankSheet, covered
from giamngheo.apps.report_forms.cells import Cell, cell_of, range_of
from giamngheo.apps.report_forms.designs import Typed
from giamngheo.apps.report_forms.models import FilledForm
from giamngheo.apps.report_forms.queries import Sight, sight_of
from giamngheo.apps.report_forms.reckoning import Value, said

_SOURCE: Final = Path(__file__).with_name("form.typ")
_WIDE: Final = 16
_HARMFUL: Final = ("=", "+", "-", "@", "\t", "\r")


def workbook_of(sight: Sight) -> bytes:
    """The blank as it was loaded, with figures and names in its cells; no text of it becomes a formula.

    Raises:
        FileNotFoundError: where the blank is lost or is no longer what was loaded.
    """
    import openpyxl  # noqa: PLC0415  heavy, and needed where a file is made only

    version = sight.filled.version
    book = openpyxl.load_workbook(io.BytesIO(open_blank(version)), keep_links=False)
    page = book[version.planned.sheet.name]
    for name in version.planned.sources:
        _put(page[name], sight.figures.get(name))
    for name, words in sight.names.items():
        _put(page[name], words)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _put(cell: Any, value: Value) -> None:
    if value is None:
        cell.value = None
    elif isinstance(value, str):
        cell.value = value
        cell.data_type = "s"  # also where it begins with «=»
    else:
        number = value / 100 if "%" in str(cell.number_format) else value
        cell.value = int(number) if number == int(number) else float(number)


def text_of(sight: Sight) -> bytes:
    """The form as .csv, a line for each row; no text begins as a formula does."""
    sheet = sight.filled.version.planned.sheet
    words = words_of(sight)
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    sources = sight.filled.version.planned.sources
    for row in range(1, sheet.rows + 1):
        names = [str(Cell(row, column)) for column in range(1, sheet.columns + 1)]
        writer.writerow(
            [_bare(sight.figures.get(name), words.get(name, ""), name in sources) for name in names]
        )
    return written.getvalue().encode("utf-8-sig")


def _bare(value: Value, words: str, is_figure: bool) -> str:
    if is_figure and isinstance(value, int | Fraction):
        return str(int(value)) if value == int(value) else f"{float(value):.6f}".rstrip("0")
    return f"'{words}" if words.startswith(_HARMFUL) else words


def pages_like_the_blank(sight: Sight) -> bytes:
    """The form as PDF: the blank's heads, merged cells and widths, A4, or A3 where it is wide."""
    return pages_of(_SOURCE, laid_out(sight))


def laid_out(sight: Sight) -> dict[str, Any]:
    """All that is on the paper, in words and places: pages, and what a report keeps of a form."""
    version = sight.filled.version
    sheet, words = version.planned.sheet, words_of(sight)
    is_wide = sheet.columns > _WIDE
    return {
        "title": version.form.title,
        "paper": "a3" if is_wide else "a4",
        "is_landscape": sheet.is_landscape or is_wide,
        "size": 9 if sheet.columns > 8 else 11,
        "note": note_of(sight),
        "is_unverified": not version.is_official,
        "widths": list(sheet.widths),
        "heads": _head_rows(sheet, [cell_of(name).row for name in version.planned.sources]),
        "cells": _cells(sight, sheet, words),
    }


def frozen(filled: FilledForm) -> dict[str, Any]:
    """A finished form as a report keeps it: of which days and version, its figures, all that is on it."""
    return {
        "filled": filled.pk,
        "title": filled.version.form.title,
        "first": filled.first.isoformat(),
        "last": filled.last.isoformat(),
        "version": filled.version.number,
        "finished_by": filled.finished_by_name,
        "figures": filled.figures,
        "laid": laid_out(sight_of(filled)),
    }


def pages_of_frozen(kept: Mapping[str, Any]) -> bytes:
    """A form that a report keeps as PDF, as it was."""
    return pages_of(_SOURCE, kept["laid"])


def text_of_frozen(kept: Mapping[str, Any]) -> bytes:
    """A form that a report keeps as .csv, a line for each row; no text begins as a formula does."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    for cells in rows_of_frozen(kept):
        said = [""] * (max((one["x"] for one in cells), default=-1) + 1)
        for one in cells:
            said[one["x"]] = f"'{one['text']}" if one["text"].startswith(_HARMFUL) else one["text"]
        writer.writerow(said)
    return written.getvalue().encode("utf-8-sig")


def rows_of_frozen(kept: Mapping[str, Any]) -> list[list[dict[str, Any]]]:
    """The cells of a form that a report keeps, by rows; a row that merged cells cover is empty."""
    cells = kept["laid"]["cells"]
    rows: list[list[dict[str, Any]]] = [[] for _ in range(max((one["y"] for one in cells), default=-1) + 1)]
    for one in cells:
        rows[one["y"]].append(one)
    return rows


def note_of(sight: Sight) -> str:
    """What stands under a form: whence its figures are, and whether the blank was checked."""
    version, snapshot = sight.filled.version, sight.filled.snapshot
    parts = [f"Mẫu: phiên bản {version.number}, SHA-256 {version.sha256[:16]}"]
    if snapshot is not None:
        parts.append(f"số rút từ bản chốt {snapshot.manifest_hash[:16]}")
    return "; ".join(parts) + "."


def words_of(sight: Sight) -> dict[str, str]:
    """What is read in each cell: words of the blank, figures, names of units."""
    planned = sight.filled.version.planned
    found = {name: one.text for name, one in planned.sheet.cells.items()}
    found |= {name: said(sight.figures.get(name)) for name in planned.sources}
    return found | sight.names


def _head_rows(sheet: BlankSheet, rows: list[int]) -> int:
    """How many rows above the first figure are repeated on each page: none where a cell reaches below."""
    heads = min(rows, default=1) - 1
    reaches = any(area.first.row <= heads < area.last.row for area in covered(sheet.merged).values())
    return 0 if reaches else heads


def _cells(sight: Sight, sheet: BlankSheet, words: dict[str, str]) -> list[dict[str, Any]]:
    merged, sources = covered(sheet.merged), sight.filled.version.planned.sources
    hidden = {cell for area in merged.values() for cell in area if cell != area.first}
    found = []
    for row in range(1, sheet.rows + 1):
        for column in range(1, sheet.columns + 1):
            cell = Cell(row, column)
            if cell in hidden:
                continue
            name, look = str(cell), sheet.cells.get(str(cell))
            area = merged.get(name, range_of(name))
            source = sources.get(name)
            is_number = source is not None and not (isinstance(source, Typed) and source.kind == "text")
            found.append(
                {
                    "x": column - 1,
                    "y": row - 1,
                    "columns": area.columns,
                    "rows": area.rows,
                    "text": words.get(name, ""),
                    "is_bold": look is not None and look.is_bold,
                    "side": (look.side if look else "") or ("right" if is_number else "left"),
                    "is_ruled": name in sheet.ruled,
                }
            )
    return found
