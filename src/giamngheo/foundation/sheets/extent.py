"""Tells whether a workbook is surely small in memory, so that it may be read in this process."""

import re
import zipfile
from pathlib import Path
from typing import Final
from xml.parsers import expat

from giamngheo.foundation.sheets.safety import DAMAGED

_SMALL_XML: Final = 2 * 1024 * 1024
_FEW_CELLS: Final = 5_000_000
_REFERENCE: Final = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")


def is_surely_small(path: Path, kind: str) -> bool:
    """Return True for a .xlsx of little XML whose cells, with all the empty ones between them, are few."""
    if kind != "xlsx":
        return False
    with zipfile.ZipFile(path) as archive:
        parts = [entry for entry in archive.infolist() if not entry.is_dir()]
        if sum(entry.file_size for entry in parts) > _SMALL_XML:
            return False
        sheets = [part for part in parts if part.filename.lower().endswith(".xml")]
        try:
            return all(_cells(archive.read(part)) <= _FEW_CELLS for part in sheets)
        except (expat.ExpatError, *DAMAGED):
            return False  # what we cannot understand is not surely small


def _cells(xml: bytes) -> int:
    """Return rows x columns of the rectangle from A1 around all cells; ValueError if odd."""
    last_row = last_column = implied = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal last_row, last_column, implied
        tag = name.rpartition(":")[2]
        if tag == "row":
            last_row = max(last_row + 1, int(attributes.get("r", 0)))
            implied = 0
        elif tag == "c":
            implied += 1
            if "r" in attributes:
                found = _REFERENCE.match(attributes["r"])
                if not found:
                    raise ValueError(attributes["r"])
                implied = 0
                for letter in found[1]:
                    implied = implied * 26 + ord(letter) - 64
                last_row = max(last_row, int(found[2]))
            last_column = max(last_column, implied)

    def refuse(*_: object) -> None:
        raise ValueError("a workbook declares no entities")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EntityDeclHandler = refuse
    parser.Parse(xml, True)
    return last_row * last_column
