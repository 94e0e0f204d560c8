"""Where the figures of a form are from: heads, fields with their sources, what must agree, rows of units."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

import msgspec

from giamngheo.apps.report_forms.blanks import BlankSheet, covered
from giamngheo.apps.report_forms.cells import Cell, CellError, Range, cell_of, number_of, range_of
from giamngheo.apps.report_forms.formulas import FormulaError, at, cells_in, plain

Kind = Literal["number", "percent", "text"]
MOST_FIELD_CELLS = 20_000


class Source(msgspec.Struct, frozen=True, tag_field="from", forbid_unknown_fields=True):
    """Where the figure of a cell is from."""


class Typed(Source, frozen=True, tag="typed"):
    """Typed in by a person; `unit` is what it counts."""

    kind: Kind = "number"
    unit: str = ""


class Counted(Source, frozen=True, tag="counted"):
    """A column of a statutory table, reckoned from a snapshot; `part` is which line of a unit."""

    table: str
    column: str
    part: str = ""


class Indicated(Source, frozen=True, tag="indicator"):
    """The last figure of an indicator of the results framework within the period."""

    framework: str
    indicator: str


class Formula(Source, frozen=True, tag="formula"):
    """Reckoned from other cells; written for the first cell of the field, shifted in the others."""

    formula: str
    kind: Literal["number", "percent"] = "number"


AnySource: TypeAlias = Typed | Counted | Indicated | Formula


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rectangle of cells whose figures are from one source."""

    cells: str
    source: AnySource


class Requirement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Each cell of a rectangle equals the formula (or is at most it), shifted as formulas are."""

    cells: str
    formula: str
    is_most: bool = False


class UnitRows(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Rows in which the units directly below stand, by the alphabet; their names go to a column."""

    first: int
    last: int
    column: str


class Design(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole design; a later field stands before an earlier one where they overlap."""

    heads: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    unit_rows: UnitRows | None = None


class DesignError(Exception):
    """A design does not hold; `wrong` has a sentence for each field of the form."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__(" ".join(wrong.values()))
        self.wrong = dict(wrong)


@dataclass(frozen=True)
class Planned:
    """A design on its sheet: of every cell with a figure its source, formulas as they stand in that cell."""

    sheet: BlankSheet
    design: Design

    @cached_property
    def sources(self) -> dict[str, AnySource]:
        """Sources by cell, in the order of the sheet; a cell hidden under a merged one has none."""
        found: dict[Cell, AnySource] = {}
        hidden = _hidden(self.sheet)
        for field in self.design.fields:
            area = range_of(field.cells)
            for cell in area:
                if cell not in hidden:
                    found[cell] = _placed(field.source, cell, area)
        return {str(cell): found[cell] for cell in sorted(found)}

    @cached_property
    def requirements(self) -> tuple[tuple[str, str, bool], ...]:
        """Each cell that must agree, its formula there, and whether it is a most."""
        return tuple(
            (str(cell), at(cell, area.first, one.formula), one.is_most)
            for one in self.design.requirements
            for area in [range_of(one.cells)]
            for cell in area
        )

    def unit_of_row(self, units: list[int]) -> dict[int, int]:
        """Of each row of units: which of these units, in their order, stands in it."""
        rows = self.design.unit_rows
        return {} if rows is None else dict(zip(range(rows.first, rows.last + 1), units, strict=False))

    def needs_snapshot(self) -> bool:
        """Whether some cell is counted from frozen figures."""
        return any(isinstance(one, Counted) for one in self.sources.values())


def _hidden(sheet: BlankSheet) -> frozenset[Cell]:
    return frozenset(cell for area in covered(sheet.merged).values() for cell in area if cell != area.first)


def _placed(source: AnySource, cell: Cell, area: Range) -> AnySource:
    if isinstance(source, Formula):
        return Formula(at(cell, area.first, source.formula), source.kind)
    return source


def with_field(sheet: BlankSheet, design: Design, cells: str, source: AnySource) -> Design:
    """The design with one field more; raises DesignError."""
    wrong: dict[str, str] = {}
    area = _area(sheet, cells, wrong, "vung")
    if area is not None and area.rows * area.columns > MOST_FIELD_CELLS:
        wrong["vung"] = f"Vùng có nhiều hơn {MOST_FIELD_CELLS} ô. Chia nhỏ vùng."
    if area is not None and (head := _head_in(design, area)) is not None:
        wrong["vung"] = f"Ô {head} đã đánh dấu là đầu biểu. Bỏ đánh dấu hoặc chọn vùng khác."
    if isinstance(source, Formula):
        try:
            source = Formula(plain(source.formula), source.kind)
        except FormulaError as error:
            wrong["cong-thuc"] = str(error)
    if wrong or area is None:
        raise DesignError(wrong)
    kept = tuple(one for one in design.fields if one.cells != str(area))
    return msgspec.structs.replace(design, fields=(*kept, Field(str(area), source)))


def with_heads(sheet: BlankSheet, design: Design, cells: str) -> Design:
    """The design with these cells as heads, which no figure may be written over; raises DesignError."""
    wrong: dict[str, str] = {}
    area = _area(sheet, cells, wrong, "vung")
    if area is not None:
        taken = next((name for name in Planned(sheet, design).sources if cell_of(name) in area), None)
        if taken is not None:
            wrong["vung"] = f"Ô {taken} đã có nguồn số liệu. Bỏ nguồn ấy trước hoặc chọn vùng khác."
    if wrong or area is None:
        raise DesignError(wrong)
    return msgspec.structs.replace(design, heads=tuple(dict.fromkeys((*design.heads, str(area)))))


def with_requirement(sheet: BlankSheet, design: Design, one: Requirement) -> Design:
    """The design with one thing more that must agree; raises DesignError."""
    wrong: dict[str, str] = {}
    area = _area(sheet, one.cells, wrong, "vung")
    formula = ""
    try:
        formula = plain(one.formula)
    except FormulaError as error:
        wrong["cong-thuc"] = str(error)
    if wrong:
        raise DesignError(wrong)
    return msgspec.structs.replace(
        design, requirements=(*design.requirements, Requirement(str(area), formula, one.is_most))
    )


def with_unit_rows(sheet: BlankSheet, design: Design, rows: UnitRows) -> Design:
    """The design with the rows in which the units below stand; raises DesignError."""
    wrong = {}
    if not 0 < rows.first <= rows.last <= sheet.rows:
        wrong["dong-dau"] = f"Dòng đầu, dòng cuối phải nằm trong 1 đến {sheet.rows}."
    if not rows.column.isascii() or not rows.column.isalpha() or number_of(rows.column) > sheet.columns:
        wrong["cot-ten"] = "Cột ghi tên đơn vị không có trong trang tính. Gõ như B."
    if wrong:
        raise DesignError(wrong)
    return msgspec.structs.replace(design, unit_rows=rows)


def faults_of(sheet: BlankSheet, design: Design) -> list[str]:
    """What hinders a design from being used: cells that formulas name without figures, and rings."""
    planned = Planned(sheet, design)
    found = (
        [] if planned.sources else ["Chưa khai nguồn của ô nào. Cách xử lý: khai ít nhất một vùng số liệu."]
    )
    asked = {name: cells_in(one.formula) for name, one in planned.sources.items() if isinstance(one, Formula)}
    asked_too = [(name, cells_in(formula)) for name, formula, _ in planned.requirements]
    for name, cells in [*asked.items(), *asked_too]:
        lacking = sorted(cells - set(planned.sources))
        if lacking:
            found.append(
                f"Công thức ở ô {name} nêu ô {', '.join(lacking[:5])} chưa có nguồn. Cách xử lý: khai nguồn."
            )
    found += [
        f"Ô {name} phải khớp nhưng chưa có nguồn số liệu. Cách xử lý: khai nguồn."
        for name, _ in asked_too
        if name not in planned.sources
    ]
    ring = _ring(asked)
    if ring:
        found.append(f"Công thức vòng tròn: {' → '.join(ring)}. Cách xử lý: sửa một trong các công thức.")
    rows = design.unit_rows
    if rows is not None:
        over = next((n for n in planned.sources if _is_name(rows, cell_of(n))), None)
        if over is not None:
            found.append(f"Ô {over} vừa ghi tên đơn vị vừa có nguồn số liệu. Cách xử lý: bỏ một trong hai.")
    return found


def _is_name(rows: UnitRows, cell: Cell) -> bool:
    return rows.first <= cell.row <= rows.last and cell.column == number_of(rows.column)


def _ring(asked: Mapping[str, frozenset[str]]) -> list[str]:
    """The first ring of formulas that name each other; empty where there is none."""
    done: set[str] = set()
    for start in asked:
        path: list[str] = []
        waiting = [(start, False)]
        while waiting:
            name, is_over = waiting.pop()
            if is_over:
                done.add(path.pop())
            elif name in path:
                return [*path[path.index(name) :], name]
            elif name in asked and name not in done:
                path.append(name)
                waiting.append((name, True))
                waiting += [(one, False) for one in sorted(asked[name])]
    return []


def _area(sheet: BlankSheet, cells: str, wrong: dict[str, str], about: str) -> Range | None:
    try:
        area = range_of(cells)
    except CellError as error:
        wrong[about] = str(error)
        return None
    if area.last not in sheet:
        wrong[about] = f"Vùng {area} ra ngoài trang tính, trang chỉ tới {Cell(sheet.rows, sheet.columns)}."
        return None
    return area


def _head_in(design: Design, area: Range) -> Cell | None:
    heads = [range_of(one) for one in design.heads]
    return next((cell for cell in area for head in heads if cell in head), None)


def first_design(sheet: BlankSheet) -> Design:
    """A design to begin with: the formulas of the blank that can be reckoned are its first fields."""
    found = []
    for name, formula in sheet.formulas.items():
        try:
            text, look = plain(formula), sheet.cells.get(name)
            if look is not None and look.shares:  # a share that Excel shows as «%»; ours are per cent
                found.append(Field(name, Formula(plain(f"({text}) * 100"), "percent")))
            else:
                found.append(Field(name, Formula(text)))
        except FormulaError:
            continue
    return Design(fields=tuple(found))
