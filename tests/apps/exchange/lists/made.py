"""Small lists for the tests, written as offices write them; all people in them are made up."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from giamngheo.apps.exchange.lists.classification import Asked, ClassifiedList, classify_list, open_list
from giamngheo.apps.exchange.lists.recognition import ColumnMapping
from giamngheo.apps.exchange.lists.results import answers

DAY = date(2026, 11, 15)


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """Write rows as they are, the first of each sheet in row 1."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for place, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        page.write_string(place, column, value)
                    elif value is not None:
                        page.write(place, column, value)
    return path


def sheet(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    """One sheet called «Danh sách»."""
    return workbook(path, {"Danh sách": rows})


def classified(path: Path, members: Path | None = None, **said: Any) -> ClassifiedList:
    """The whole job on one file, rural unless said otherwise."""
    mapping = said.pop("mapping", ColumnMapping())
    asked = Asked(said.pop("day", DAY), said.pop("area_kind", "xã"), mapping=mapping, **said)
    return classify_list(open_list(path, asked, members))


def results(path: Path, members: Path | None = None, **said: Any) -> list[str]:
    """The class of every household, in the order of the file."""
    answered = answers(classified(path, members, **said))
    return answered.get_column("Kết quả").to_list()


def cells(path: Path, sheet_name: str | None = None) -> list[tuple[Any, ...]]:
    """Every row of a sheet as text, headings included."""
    return pl.read_excel(
        path,
        sheet_name=sheet_name or "Danh sách",
        has_header=False,
        infer_schema_length=0,
        drop_empty_rows=False,
    ).rows()
