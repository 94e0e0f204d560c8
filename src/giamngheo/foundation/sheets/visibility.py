"""Tells which sheets of a workbook its owner has hidden."""

import zipfile
from dataclasses import replace
from typing import Final
from xml.parsers import expat

from giamngheo.foundation.sheets.safety import DAMAGED
from giamngheo.foundation.sheets.tables import Workbook

_PART: Final = "xl/workbook.xml"
_HIDDEN: Final = ("hidden", "veryHidden")


def with_visibility(workbook: Workbook) -> Workbook:
    """Return a .xlsx workbook with its hidden sheets marked; other kinds do not tell, all count as shown."""
    if workbook.kind != "xlsx":
        return workbook
    hidden = _hidden(workbook)
    sheets = tuple(replace(sheet, visible=sheet.name not in hidden) for sheet in workbook.sheets)
    return replace(workbook, sheets=sheets)


def _hidden(workbook: Workbook) -> set[str]:
    found: set[str] = set()

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet" and attributes.get("state") in _HIDDEN:
            found.add(attributes.get("name", ""))

    def refuse(*_: object) -> None:
        raise ValueError("a workbook declares no entities")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EntityDeclHandler = refuse
    try:
        with zipfile.ZipFile(workbook.path) as archive:
            parser.Parse(archive.read(_PART), True)
    except (KeyError, ValueError, expat.ExpatError, *DAMAGED):
        return set()  # nothing says that a sheet is hidden
    return found
