"""The person's own workbook again, each fault as a comment on its cell and all of them on a sheet."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import polars as pl

from giamngheo.apps.exchange.register.commented import write_commented
from giamngheo.apps.exchange.register.fields import CLASSES, register_fields
from giamngheo.apps.exchange.register.reading import Opened
from giamngheo.foundation.sheets import open_workbook, read_cells

_BIRTHS: Final = ("birth_date", "birth_year", "birth_male", "birth_female")


def write_returned(opened: Opened, faults: pl.DataFrame, summary: Mapping[str, object], target: Path) -> None:
    """Write `target` (.xlsx): an .xlsx as it was, another file as its cells, with what is to correct."""
    letters = {
        (sheet.table.sheet, column.field.id): column.letter
        for sheet in opened.sheets
        for column in sheet.columns
        if column.field is not None
    }
    told = faults.with_columns(
        pl.struct("sheet", "field")
        .map_elements(lambda one: _letter(letters, one["sheet"], one["field"]), return_dtype=pl.String)
        .alias("letter")
    )
    labels = {field.id: field.label for field in register_fields().values()}
    write_commented(opened.path, told, labels, summary, target=target, cells=_cells)


def _letter(letters: Mapping[tuple[str, str], str], sheet: str, field: str) -> str:
    """The column of a field, of a name also that of heads; else the first of the sheet."""
    stands = {"person": ("person", "head"), "birth_date": _BIRTHS}
    of_spouse = ("spouse", "spouse_wife", "spouse_husband")
    stands |= {name: (name, *of_spouse) for name in ("spouse", "spouse_birth", "spouse_number")}
    stands |= {name: (name, *CLASSES) for name in CLASSES}
    for name in stands.get(field, (field,)):
        if (sheet, name) in letters:
            return letters[sheet, name]
    return next((letter for (own, _), letter in letters.items() if own == sheet), "A")


def _cells(path: Path) -> dict[str, pl.DataFrame]:
    workbook = open_workbook(path)
    return {one.name: read_cells(workbook, one.name) for one in workbook.sheets}
