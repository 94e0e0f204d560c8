"""A sheet laid out for the screen: boxes in rows, merged ones once, each with what it is."""

from dataclasses import dataclass

from giamngheo.apps.report_forms.blanks import BlankSheet, covered
from giamngheo.apps.report_forms.cells import Cell, cell_of, letters, range_of
from giamngheo.apps.report_forms.designs import Planned


@dataclass(frozen=True)
class Box:
    """A cell on the screen: its name and words, over how many columns and rows, how it stands, what it is."""

    name: str
    text: str
    columns: int
    rows: int
    side: str
    is_bold: bool
    is_head: bool
    is_ruled: bool
    row: int


def boxes_of(planned: Planned) -> list[list[Box]]:
    """The boxes of a sheet by rows."""
    sheet = planned.sheet
    merged = covered(sheet.merged)
    hidden = {cell for area in merged.values() for cell in area if cell != area.first}
    heads = {str(cell) for one in planned.design.heads for cell in range_of(one)}
    found: list[list[Box]] = []
    for row in range(1, sheet.rows + 1):
        boxes: list[Box] = []
        for column in range(1, sheet.columns + 1):
            cell = Cell(row, column)
            if cell in hidden:
                continue
            name = str(cell)
            look, area = sheet.cells.get(name), merged.get(name)
            boxes.append(
                Box(
                    name,
                    look.text if look else "",
                    area.columns if area else 1,
                    area.rows if area else 1,
                    look.side if look else "",
                    look is not None and look.is_bold,
                    name in heads,
                    name in sheet.ruled,
                    row,
                )
            )
        found.append(boxes)
    return found


def columns_of(sheet: BlankSheet) -> list[str]:
    """The letters above the columns."""
    return [letters(column) for column in range(1, sheet.columns + 1)]


def label_of(sheet: BlankSheet, name: str) -> str:
    """A cell in words for who does not see the sheet: what stands at the left of its row, and above it."""
    cell = cell_of(name)
    merged = covered(sheet.merged)

    def words(place: Cell) -> str:
        own = sheet.cells.get(str(place))
        if own is not None and own.text:
            return own.text
        around = next((area.first for area in merged.values() if place in area), None)
        held = sheet.cells.get(str(around)) if around else None
        return held.text if held else ""

    left = next((said for c in range(1, cell.column) if len(said := words(Cell(cell.row, c))) > 1), "")
    above = next(
        (said for r in range(cell.row - 1, 0, -1) if len(said := words(Cell(r, cell.column))) > 1), ""
    )
    return ", ".join(one[:60] for one in (left, above) if one) or name
