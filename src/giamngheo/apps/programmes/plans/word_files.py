"""The lines of a .docx: paragraphs with the numbers that Word reckons, tables by rows, pages."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import docx
from docx.oxml.ns import qn

from giamngheo.apps.programmes.plans.manuscript import SourceLine, fold

_HEADINGS: Final = (
    "stt",
    "tt",
    "noi dung",
    "chi tieu",
    "nhiem vu",
    "don vi tinh",
    "dvt",
    "chu tri",
    "phoi hop",
    "nam 20",
    "ke hoach",
)
_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass
class _Numbering:
    """Word's own numbers: a counter for each level of each list."""

    levels: dict[str, dict[int, tuple[str, str, int]]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def label(self, list_id: str, level: int) -> str:
        """The number of the next paragraph of this list and level: «1.2. », «- »."""
        kind = self.lists.get(list_id)
        told = self.levels.get(kind or "", {})
        if kind is None or level not in told:
            return ""
        form, text, start = told[level]
        if form == "none":
            return ""
        if form == "bullet":
            return f"{text if text in '-–+*' and text else '•'} "
        self.counts[kind, level] = self.counts.get((kind, level), start - 1) + 1
        for known, deeper in list(self.counts):
            if known == kind and deeper > level:
                del self.counts[known, deeper]
        for place in range(level + 1):
            place_form, _, first = told.get(place, ("decimal", "", 1))
            text = text.replace(f"%{place + 1}", _written(self.counts.get((kind, place), first), place_form))
        return f"{text} "


def _written(number: int, form: str) -> str:
    if form in {"upperRoman", "lowerRoman"}:
        said, left = "", number
        for value, letters in _ROMAN:
            while left >= value:
                said, left = said + letters, left - value
        return said.upper() if form == "upperRoman" else said
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    return str(number)


def word_lines(path: Path) -> Iterator[SourceLine]:
    """The lines of a Word file; raises what python-docx raises for a broken one."""
    document = docx.Document(str(path))
    numbering = _numbering(document)
    styles = _style_lists(document)
    yield from _Walk(numbering, styles).body(document.element.body)


def _numbering(document: Any) -> _Numbering:
    made = _Numbering()
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):
        return made
    for abstract in root.findall(qn("w:abstractNum")):
        levels = {}
        for level in abstract.findall(qn("w:lvl")):
            form, text, start = (level.find(qn(f"w:{name}")) for name in ("numFmt", "lvlText", "start"))
            levels[int(level.get(qn("w:ilvl")))] = (
                form.get(qn("w:val")) if form is not None else "decimal",
                (text.get(qn("w:val")) or "") if text is not None else "",
                int(start.get(qn("w:val"))) if start is not None else 1,
            )
        made.levels[abstract.get(qn("w:abstractNumId"))] = levels
    for one in root.findall(qn("w:num")):
        made.lists[one.get(qn("w:numId"))] = one.find(qn("w:abstractNumId")).get(qn("w:val"))
    return made


def _style_lists(document: Any) -> dict[str, tuple[str, int]]:
    found = {}
    for style in document.styles.element.findall(qn("w:style")):
        told = _list_of(style.find(qn("w:pPr")))
        if told is not None:
            found[style.get(qn("w:styleId"))] = told
    return found


def _list_of(properties: Any) -> tuple[str, int] | None:
    numbered = properties.find(qn("w:numPr")) if properties is not None else None
    if numbered is None:
        return None
    which, level = numbered.find(qn("w:numId")), numbered.find(qn("w:ilvl"))
    if which is None:
        return None
    return which.get(qn("w:val")), int(level.get(qn("w:val"))) if level is not None else 0


class _Walk:
    """Goes through the body in the order of reading."""

    def __init__(self, numbering: _Numbering, styles: dict[str, tuple[str, int]]) -> None:
        self._numbering, self._styles, self._page = numbering, styles, 1

    def body(self, element: Any) -> Iterator[SourceLine]:
        """The lines of whatever holds paragraphs and tables."""
        for child in element.iterchildren():
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag in {
                qn("w:sdt"),
                qn("w:sdtContent"),
                qn("w:ins"),
                qn("w:smartTag"),
                qn("w:customXml"),
            }:
                yield from self.body(child)

    def _paragraph(self, paragraph: Any) -> Iterator[SourceLine]:
        lines = self._text(paragraph).split("\n")
        properties = paragraph.find(qn("w:pPr"))
        told = _list_of(properties)
        style = properties.find(qn("w:pStyle")) if properties is not None else None
        if told is None and style is not None:
            told = self._styles.get(style.get(qn("w:val")))
        if told is not None and any(line.strip() for line in lines):
            lines[0] = self._numbering.label(*told) + lines[0]
        for at, line in enumerate(lines):
            yield SourceLine(line, self._page, at == len(lines) - 1)

    def _text(self, paragraph: Any) -> str:
        said = []
        for node in paragraph.iter():
            if any(above.tag.endswith("}Fallback") for above in node.iterancestors()):
                continue
            if node.tag == qn("w:t"):
                said.append(node.text or "")
            elif node.tag == qn("w:tab") and node.getparent().tag == qn("w:r"):
                said.append(" ")
            elif node.tag == qn("w:noBreakHyphen"):
                said.append("-")
            elif node.tag == qn("w:lastRenderedPageBreak"):
                self._page += 1
            elif node.tag in {qn("w:br"), qn("w:cr")}:
                self._page += node.get(qn("w:type")) == "page"
                said.append("\n")
        return "".join(said)

    def _table(self, table: Any) -> Iterator[SourceLine]:
        rows = [[self._cell(cell) for cell in row.findall(qn("w:tc"))] for row in table.findall(qn("w:tr"))]
        heading = [fold(" ".join(line.text for line in cell)) for cell, _ in (rows[0] if rows else [])]
        is_data = len(heading) >= 3 and sum(any(word in said for word in _HEADINGS) for said in heading) >= 2
        for row in rows:
            if is_data:
                cells: list[str] = []
                for lines, width in row:
                    cells += [
                        " ".join(" ".join(line.text.split()) for line in lines).strip(),
                        *[""] * (width - 1),
                    ]
                yield SourceLine(" | ".join(cells), self._page, True, tuple(cells))
            else:
                for lines, _ in row:
                    yield from lines
        yield SourceLine("", self._page, True)

    def _cell(self, cell: Any) -> tuple[list[SourceLine], int]:
        properties = cell.find(qn("w:tcPr"))
        wide = properties.find(qn("w:gridSpan")) if properties is not None else None
        return list(self.body(cell)), int(wide.get(qn("w:val"))) if wide is not None else 1
