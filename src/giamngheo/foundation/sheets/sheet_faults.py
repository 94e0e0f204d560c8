"""Finds in the XML of a sheet what the reader of cells leaves blank: errors and formulas never computed."""

import re
import zipfile
from pathlib import Path
from typing import Any, Final, NamedTuple
from xml.etree import ElementTree

import polars as pl

from giamngheo.foundation.sheets.safety import DAMAGED
from giamngheo.foundation.sheets.tables import MIB

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# An empty value is none, but of a text: that was computed and is empty. Writers with and without lxml differ.
_NEVER_COMPUTED: Final = re.compile(
    rb"</f></c>|</f><v\s*/></c>|<f[^>]*/></c>"
    rb'|<c(?![^>]*\bt="str")[^>]*><f[^>]*(?:/>|>[^<]*</f>)<v></v></c>'
)
_TEXTS: Final = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "GettingData": "#GETTING_DATA",
}
_MARK: Final = 64  # bytes that hold the end of any cell
_ERROR: Final = re.compile(r"Error\((\w+)\)")


class Faults(NamedTuple):
    """Whether a sheet holds errors, and how many formulas without a value."""

    errors: bool
    never_computed: int


def find_faults(path: Path, sheet: str) -> Faults:
    """Return the faults of a sheet; errors are taken to be possible where the file is no plain .xlsx."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _scan(archive, _part(archive, sheet))
    except (KeyError, ElementTree.ParseError, *DAMAGED):
        return Faults(True, 0)


def _part(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the name of the part that holds a sheet; KeyError if there is none."""
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    ids = {entry.get("name"): entry.get(_LINK) for entry in book.iter(f"{_MAIN}sheet")}
    target = targets[ids[sheet]]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _scan(archive: zipfile.ZipFile, part: str) -> Faults:
    errors, never_computed, rest = False, 0, b""
    with archive.open(part) as file:
        while chunk := file.read(MIB):
            # The cell that is cut at the end of a piece is looked at with the next piece.
            text = rest + chunk
            end = text.rfind(b"</c>")
            text, rest = (text[: end + 4], text[end + 4 :]) if end >= 0 else (text, text[-_MARK:])
            errors = errors or b't="e"' in text
            if b"<f" in text:
                never_computed += sum(1 for _ in _NEVER_COMPUTED.finditer(text))
    return Faults(errors, never_computed)


def with_error_texts(frame: pl.DataFrame, loaded: Any) -> pl.DataFrame:
    """Return the text frame of a loaded sheet with #DIV/0!, #N/A … where the cells hold errors."""
    _, found = loaded.to_arrow_with_errors()
    texts: dict[int, dict[int, str]] = {}
    for error in found.errors if found else ():
        name = _ERROR.search(error.detail)
        row, column = error.position
        texts.setdefault(column, {})[row] = _TEXTS.get(name[1], "#VALUE!") if name else "#VALUE!"
    return frame.with_columns(
        frame.to_series(column).scatter(list(cells), list(cells.values())) for column, cells in texts.items()
    )
