"""Tables of a .docx: with lines for lists, heads repeated on every page; without any to set things beside."""

from collections.abc import Sequence
from typing import Any, Final

from docx.document import Document as WordFile
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from giamngheo.apps.papers.documents import Column, Table, texts_of
from giamngheo.apps.papers.letters import fitted, writable

_TWIPS_A_MM: Final = 1440 / 25.4
_TWIPS_A_PT: Final = 20
_EDGES_PT: Final = 8  # beside the words of a cell, and what letters of other fonts are wider
_HALF_POINTS: Final = 2
_BLANK_MM: Final = 9  # of a row to be written in by hand


def bare_table(file: WordFile, rows: int, widths_mm: Sequence[float]) -> WordTable:
    """A table without lines whose rows are never torn by the end of a page."""
    table: WordTable = file.add_table(rows, len(widths_mm))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def ruled_table(file: WordFile, piece: Table, room_mm: float, size_pt: float) -> None:
    """The rows of a table under its heads; written as elements, as lists have thousands of cells."""
    told = fitted(
        [column.share for column in piece.columns],
        texts_of(piece),
        size_pt,
        room_mm * _TWIPS_A_MM / _TWIPS_A_PT,
        _EDGES_PT,
    )
    widths = [round(one * _TWIPS_A_PT) for one in told]
    table = _element("w:tbl")
    table.append(_properties(sum(widths)))
    grid = _element("w:tblGrid")
    grid.extend(_element("w:gridCol", w=width) for width in widths)
    table.append(grid)
    table.extend(_head(piece.columns, widths, size_pt))
    sides = [column.side for column in piece.columns]
    bold = frozenset(piece.bold_rows)
    for place, row in enumerate(piece.rows):
        line = _row(is_head=False, is_blank=piece.is_blank)
        is_kept = place == len(piece.rows) - 2 and place + 1 in bold  # a sum is never alone on a page
        for width, side, text in zip(widths, sides, row, strict=True):
            line.append(_cell(width, text, side, size_pt, is_bold=place in bold, is_kept=is_kept))
        table.append(line)
    after = file.add_paragraph()  # two tables without anything between them would become one
    take_no_room(after)
    after._p.addprevious(table)


def take_no_room(paragraph: WordParagraph) -> None:
    """Let an empty paragraph, which the format needs, take no room: it would make a page after a full one."""
    look = paragraph.paragraph_format
    look.space_before = look.space_after = Pt(0)
    look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)


def _head(columns: Sequence[Column], widths: Sequence[int], size_pt: float) -> list[Any]:
    """One row of headings, or two where neighbours share one."""
    if not any(column.group for column in columns):
        line = _row(is_head=True)
        for column, width in zip(columns, widths, strict=True):
            line.append(_cell(width, column.heading, "center", size_pt, is_bold=True))
        return [line]
    upper, lower = _row(is_head=True), _row(is_head=True)
    at = 0
    while at < len(columns):
        group, span = columns[at].group, 1
        while group and at + span < len(columns) and columns[at + span].group == group:
            span += 1
        said = group or columns[at].heading
        merged = {"span": span} if group else {"down": "restart"}
        upper.append(_cell(sum(widths[at : at + span]), said, "center", size_pt, is_bold=True, **merged))
        for place in range(at, at + span):
            said, down = (columns[place].heading, "") if group else ("", "continue")
            lower.append(_cell(widths[place], said, "center", size_pt, is_bold=True, down=down))
        at += span
    return [upper, lower]


def _cell(
    width: int,
    text: str,
    side: str,
    size_pt: float,
    *,
    is_bold: bool,
    is_kept: bool = False,
    span: int = 1,
    down: str = "",
) -> Any:
    cell, look = _element("w:tc"), _element("w:tcPr")
    look.append(_element("w:tcW", w=width, type="dxa"))
    if span > 1:
        look.append(_element("w:gridSpan", val=span))
    if down:
        look.append(_element("w:vMerge", val=down))
    look.append(_element("w:vAlign", val="center"))
    cell.append(look)
    told, format_ = _element("w:p"), _element("w:pPr")
    if is_kept:
        format_.append(_element("w:keepNext"))
    format_.append(_element("w:spacing", before=0, after=0, line=240, lineRule="auto"))
    format_.append(_element("w:ind", firstLine=0))
    format_.append(_element("w:jc", val=side))
    mark = _element("w:rPr")  # the mark at its end is as high as the letters
    mark.append(_element("w:sz", val=round(size_pt * _HALF_POINTS)))
    format_.append(mark)
    told.append(format_)
    lines = writable(text).split("\n")
    for place, line in enumerate(lines):
        run, letters = _element("w:r"), _element("w:rPr")
        if is_bold:
            letters.append(_element("w:b"))
        letters.append(_element("w:sz", val=round(size_pt * _HALF_POINTS)))
        run.append(letters)
        if place:
            run.append(_element("w:br"))
        words = _element("w:t")
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        words.text = line
        run.append(words)
        told.append(run)
    cell.append(told)
    return cell


def _row(*, is_head: bool, is_blank: bool = False) -> Any:
    line, look = _element("w:tr"), _element("w:trPr")
    look.append(_element("w:cantSplit"))
    if is_blank:
        look.append(_element("w:trHeight", val=round(_BLANK_MM * _TWIPS_A_MM), hRule="atLeast"))
    if is_head:
        look.append(_element("w:tblHeader"))
    line.append(look)
    return line


def _properties(width: int) -> Any:
    look, edges, inner = _element("w:tblPr"), _element("w:tblBorders"), _element("w:tblCellMar")
    look.append(_element("w:tblW", w=width, type="dxa"))
    look.append(_element("w:jc", val="center"))
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edges.append(_element(f"w:{side}", val="single", sz=4, space=0, color="000000"))
    look.append(edges)
    look.append(_element("w:tblLayout", type="fixed"))
    for side, room in (("top", 50), ("left", 60), ("bottom", 50), ("right", 60)):
        inner.append(_element(f"w:{side}", w=room, type="dxa"))
    look.append(inner)
    return look


def _element(name: str, **said: object) -> Any:
    made = OxmlElement(name)
    for key, value in said.items():
        made.set(qn(f"w:{key}"), str(value))
    return made
