"""The rows of a file that cannot be written, as a sheet to be mended and loaded again."""

from typing import Any, Final

import polars as pl

from giamngheo.apps.budgets.sheets.rows import Looked, said
from giamngheo.foundation.sheets import SheetOut

WHERE: Final = "Dòng trong tệp"
WHY: Final = "Điều cần sửa"


def faulty_rows(looked: Looked[Any]) -> SheetOut:
    """The columns of the file with its rows that have faults, and what is wrong; its lines above are kept."""
    sheet, told = looked.sheet, dict[int, list[str]]()
    for fault in looked.faults:
        told.setdefault(fault.row, []).append(f"{fault.field}: {fault.why}")
    headings = [one.text or f"Cột {one.letter}" for one in sheet.table.headings]
    field_at = {place: name for name, place in sheet.places.items()}
    faulty = [row for row in sheet.rows if row.number in told]
    # What rows above said of a row stands in a column of its own where the file has none.
    headed = [name for name in ("unit", "project") if any(name in row.cells for row in faulty)]
    headed = [name for name in headed if name not in sheet.places]
    rows = [
        [
            *(
                _typed(row.cells[field_at[place]] if place in field_at else value)
                for place, value in enumerate(row.raw)
            ),
            *(said(row.cells.get(name)) for name in headed),
            row.number,
            "\n".join(told[row.number]),
        ]
        for row in faulty
    ]
    if sheet.ordinal is not None:  # without the rows that headed them the old ordinals would mislead
        for place, cells in enumerate(rows, start=1):
            cells[sheet.ordinal] = str(place)
    names = [*headings, *(looked.names[name] for name in headed), WHERE, WHY]
    schema: dict[str, type[pl.DataType]] = {f"c{place}": pl.String for place in range(len(names) - 2)}
    schema |= {"where": pl.Int64, "why": pl.String}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return SheetOut("Dòng cần sửa", names, frame, lead=[[line] for line in sheet.lines_above()])


def _typed(value: object) -> str:
    """A cell as an office would type it: with a comma, as 12.345 may be read as twelve thousand."""
    return said(value).replace(".", ",") if isinstance(value, float) else said(value)
