"""A document as .docx, for offices that go on writing in Word: the content and layout of its PDF, as text."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import docx
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from giamngheo.apps.papers.documents import Annex, Body, Document, Paragraph, Point, Signature, Table
from giamngheo.apps.papers.letters import lines_of, on_large_paper, roman, room_pt, wide, writable
from giamngheo.apps.papers.qr import png_of
from giamngheo.apps.papers.word_tables import bare_table, ruled_table, take_no_room
from giamngheo.law.vocabulary.papers import Layout

_NATION: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
_DEMONSTRATION: Final = "TRÌNH DIỄN – KHÔNG PHẢI VĂN BẢN THẬT"
_ISSUER_SHARE: Final = 0.42  # of the width: issuer on the left, nation on the right
_PART_UNDER: Final = 0.4  # of the words above: the decree asks for a third to a half
_FOR_SIGNING_MM: Final = 22
_QR_MM: Final = 14
_CHECK_PT: Final = 8
_CELL_EDGES_MM: Final = 4  # what Word leaves free beside the words of a cell
_NOTE_PT: Final = 12
_TINY_PT: Final = 1
_SIDES: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def word_of(document: Document, layout: Layout) -> bytes:
    """The document as .docx; every word of it is text, and what XML cannot hold is left out.

    The letters are asked for by name (`layout.font`), not embedded: where they are missing Word takes others.
    """
    layout = on_large_paper(layout) if document.is_large else layout
    file = _empty_file(document, layout)
    writer = _Writer(file, document, layout)
    writer.write()
    made = io.BytesIO()
    file.save(made)
    return made.getvalue()


@dataclass(frozen=True)
class _Words:
    """Words of one look."""

    text: str
    is_bold: bool = False
    is_italic: bool = False


@dataclass(frozen=True)
class _Writer:
    file: WordFile
    document: Document
    layout: Layout

    def write(self) -> None:
        """Write the letter with its signatures, then each annex on pages of its own."""
        is_landscape = self.document.is_landscape
        _lay_out(self.file.sections[0], self.layout, is_landscape=is_landscape)
        self._number_pages(self.file.sections[0])
        self._heading()
        self._title()
        self._opening()
        self._pieces(self.document.body, self._room)
        self._signing()
        self._check()
        for place, annex in enumerate(self.document.annexes, start=1):
            self._annex(place, annex)

    def _size(self, name: str) -> float:
        return self.layout.sizes_pt[name].taken

    @property
    def _room(self) -> float:
        """How wide the text of the letter is, in millimetres."""
        return room_pt(self.layout, is_landscape=self.document.is_landscape) / 72 * 25.4

    def _say(
        self,
        where: WordFile | _Cell,
        words: Sequence[_Words],
        size: float,
        side: str = "center",
        *,
        before: float = 0,
        after: float = 0,
    ) -> WordParagraph:
        """A paragraph without the indent and the line spacing of the text."""
        told = _next_paragraph(where)
        look = told.paragraph_format
        look.alignment = _SIDES[side]
        look.first_line_indent = Mm(0)
        look.space_before, look.space_after = Pt(before), Pt(after)
        look.line_spacing_rule = WD_LINE_SPACING.SINGLE
        for one in words:
            _add_words(told, one, size)
        return told

    def _rule(self, where: WordFile | _Cell, room_mm: float, length_pt: float) -> None:
        """A line in the middle of the room, drawn as the edge of an empty paragraph."""
        line = self._say(where, (), _TINY_PT, before=2, after=2)
        beside = max(Mm(room_mm) - Pt(length_pt), 0) // 2
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = Length(beside)
        line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        line.paragraph_format.line_spacing = Pt(2)
        _edge_under(line)

    def _number_pages(self, section: Section) -> None:
        """Numbers in the middle of the upper margin; none on a first page, also of the annexes after it."""
        section.different_first_page_header_footer = True
        first = section.first_page_header
        first.is_linked_to_previous = False
        if self.document.is_demonstration:
            told = first.paragraphs[0]
            told.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
            told.paragraph_format.first_line_indent = Mm(0)
            _add_words(told, _Words(_DEMONSTRATION, is_bold=True), 9)
        others = section.header
        others.is_linked_to_previous = False
        number = others.paragraphs[0]
        number.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        number.paragraph_format.first_line_indent = Mm(0)
        _add_page_number(number, self._size("page_number"))

    def _heading(self) -> None:
        """Issuer on the left, nation and motto on the right, number and day under them."""
        document, room = self.document, self._room
        left, right = room * _ISSUER_SHARE, room * (1 - _ISSUER_SHARE)
        table = bare_table(self.file, 2, (left, right))
        (issuer, nation), (number, day) = (row.cells for row in table.rows)
        size = self._size("issuer")
        if document.issuer_above:
            above = lines_of(document.issuer_above.upper(), size, _points(left - _CELL_EDGES_MM))
            self._say(issuer, [_Words("\n".join(above))], size)
        lines = lines_of(document.issuer.upper(), size, _points(left - _CELL_EDGES_MM))
        self._say(issuer, [_Words("\n".join(lines), is_bold=True)], size)
        longest = max(wide(line, size) for line in lines)
        self._rule(issuer, left, min(longest, _points(left)) * _PART_UNDER)
        self._say(nation, [_Words(_NATION, is_bold=True)], self._size("nation"))
        self._say(nation, [_Words(_MOTTO, is_bold=True)], self._size("motto"))
        self._rule(nation, right, wide(_MOTTO, self._size("motto")))
        self._say(number, [_Words(document.numbered)], self._size("number"), before=4)
        self._say(day, [_Words(document.placed, is_italic=True)], self._size("place_and_day"), before=4)

    def _title(self) -> None:
        document, room = self.document, self._room
        if document.kind:
            kind = [_Words(document.kind.upper(), is_bold=True)]
            self._say(self.file, kind, self._size("kind"), before=10)
        size = self._size("subject")
        lines = lines_of(document.subject, size, _points(room))
        words = [_Words("\n".join(lines), is_bold=True)]
        self._say(self.file, words, size, before=0 if document.kind else 10)
        longest = max(wide(line, size) for line in lines)
        self._rule(self.file, room, min(longest, _points(room)) * _PART_UNDER)

    def _opening(self) -> None:
        """To whom, who decides, on which bases, that it is decided."""
        document, kind, body = self.document, self._size("kind"), self._size("body")
        gap = self.layout.paragraph_gap_pt.taken
        if len(document.to) == 1:
            self._say(self.file, [_Words(f"Kính gửi: {document.to[0]}.")], body, before=gap, after=gap)
        elif document.to:
            self._say(self.file, [_Words("Kính gửi:")], body, "left", before=gap, after=gap)
            for one in document.to:
                self._say(self.file, [_Words(f"- {one};")], body, "left", after=gap)
        if document.authority:
            words = [_Words(document.authority.upper(), is_bold=True)]
            self._say(self.file, words, kind, before=gap, after=gap)
        for place, basis in enumerate(document.bases, start=1):
            ends = ";" if place < len(document.bases) else "."
            self._text([_Words(basis + ends, is_italic=True)], self._size("bases"))
        if document.deciding:
            words = [_Words(document.deciding.upper(), is_bold=True)]
            self._say(self.file, words, kind, before=gap, after=gap)

    def _text(self, words: Sequence[_Words], size: float, side: str = "justify") -> WordParagraph:
        """A paragraph of the text; indent, gap and line spacing are those of the layout (style Normal)."""
        told = self.file.add_paragraph()
        told.paragraph_format.alignment = _SIDES[side]
        if side == "center":
            told.paragraph_format.first_line_indent = Mm(0)
        for one in words:
            _add_words(told, one, size)
        return told

    def _pieces(self, body: Body, room_mm: float) -> None:
        """The text; what leads on (a heading, words before a table, the last) stays with what follows."""
        for at, piece in enumerate(body):
            if isinstance(piece, Table):
                ruled_table(self.file, piece, room_mm, self._size("table"))
                continue
            told = self._piece(piece)
            if at and isinstance(body[at - 1], Table):
                told.paragraph_format.space_before = Pt(self.layout.paragraph_gap_pt.taken)
            is_heading = isinstance(piece, Paragraph) and bool(piece.lead) and not piece.text
            if is_heading or at + 1 == len(body) or isinstance(body[at + 1], Table):
                told.paragraph_format.keep_with_next = True

    def _piece(self, piece: Paragraph | Point) -> WordParagraph:
        if isinstance(piece, Point):
            return self._text([_Words(f"{piece.mark} {piece.text}")], self._size("body"))
        words = [_Words(piece.text, is_bold=piece.is_bold, is_italic=piece.is_italic)]
        if piece.lead:
            words.insert(0, _Words(f"{piece.lead} ", is_bold=True))
        return self._text(words, self._size("body"), piece.side)

    def _signing(self) -> None:
        """Recipients beside the one who signs; under them where several sign."""
        document, room = self.document, self._room
        self._say(self.file, (), _TINY_PT).paragraph_format.keep_with_next = True
        if len(document.signatures) <= 1:
            (recipients, signer) = bare_table(self.file, 1, (room / 2, room / 2)).rows[0].cells
            self._recipients(recipients)
            for one in document.signatures:
                self._signature(signer, one)
            return
        each = room / len(document.signatures)
        capacities, names = bare_table(self.file, 2, (each,) * len(document.signatures)).rows
        for above, under, one in zip(capacities.cells, names.cells, document.signatures, strict=True):
            self._capacity(above, one)
            self._name(under, one)
        self._recipients(self.file)

    def _recipients(self, where: WordFile | _Cell) -> None:
        document = self.document
        if not document.recipients:
            return
        head = [_Words("Nơi nhận:", is_bold=True, is_italic=True)]
        first = self._say(where, head, self._size("recipients_head"), "left")
        first.paragraph_format.keep_with_next = True
        kept = f"- Lưu: {document.kept_at}."
        for line in (*(f"- {one};" for one in document.recipients), kept):
            told = self._say(where, [_Words(line)], self._size("recipients"), "left")
            told.paragraph_format.keep_with_next = True

    def _signature(self, where: _Cell, one: Signature) -> None:
        self._capacity(where, one)
        self._name(where, one)

    def _capacity(self, where: _Cell, one: Signature) -> None:
        """In which capacity somebody signs; stays with the name under it."""
        for line in one.capacity:
            told = self._say(where, [_Words(line.upper(), is_bold=True)], self._size("signer"))
            told.paragraph_format.keep_with_next = True
        if one.note:
            told = self._say(where, [_Words(one.note, is_italic=True)], _NOTE_PT)
            told.paragraph_format.keep_with_next = True

    def _name(self, where: _Cell, one: Signature) -> None:
        """The name; stays with the check code under it, which would else be alone on a page."""
        room = Mm(_FOR_SIGNING_MM).pt
        told = self._say(where, [_Words(one.name, is_bold=True)], self._size("signer"), before=room)
        told.paragraph_format.keep_with_next = bool(self.document.check_code)

    def _check(self) -> None:
        """The code under which the paper is checked, with a picture of its address."""
        document = self.document
        if not document.check_code:
            return
        self._say(self.file, (), _TINY_PT, before=6).paragraph_format.keep_with_next = True
        rest = self._room - _QR_MM - 3
        picture, said = bare_table(self.file, 1, (_QR_MM + 3, rest)).rows[0].cells
        if document.check_address:
            run = self._say(picture, (), _CHECK_PT, "left").add_run()
            run.add_picture(io.BytesIO(png_of(document.check_address)), width=Mm(_QR_MM))
        said.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        words = [_Words("Mã kiểm tra: "), _Words(document.check_code, is_bold=True)]
        self._say(said, words, _CHECK_PT, "left")
        if document.check_address:
            self._say(said, [_Words(document.check_address)], _CHECK_PT, "left")

    def _annex(self, place: int, annex: Annex) -> None:
        section = self.file.add_section(WD_SECTION.NEW_PAGE)
        take_no_room(self.file.paragraphs[-1])
        layout = on_large_paper(self.layout) if annex.is_large else self.layout
        _lay_out(section, layout, is_landscape=annex.is_landscape)
        section.different_first_page_header_footer = True
        _count_anew(section)
        size = self._size("annex")
        number = f" {roman(place)}" if len(self.document.annexes) > 1 else ""
        self._say(self.file, [_Words(f"Phụ lục{number}", is_bold=True)], size)
        self._say(self.file, [_Words(annex.title.upper(), is_bold=True)], size)
        whose = f"(Kèm theo {self.document.cited})"
        self._say(self.file, [_Words(whose, is_italic=True)], self._size("body"), after=6)
        self._pieces(annex.body, room_pt(layout, is_landscape=annex.is_landscape) / 72 * 25.4)


def _empty_file(document: Document, layout: Layout) -> WordFile:
    """A file whose normal paragraphs are those of the layout, and which says nothing of who made it."""
    file = docx.Document()
    about = file.core_properties
    about.title = writable(f"{document.kind} {document.subject}".strip())[:255]
    about.author = about.last_modified_by = writable(document.issuer)[:255]
    about.comments, about.language = "", "vi-VN"
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = layout.font, Pt(layout.sizes_pt["body"].taken)
    properties: Any = normal.element.get_or_add_rPr()
    for script in ("w:eastAsia", "w:cs"):
        properties.rFonts.set(qn(script), layout.font)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), "vi-VN")
    properties.append(spoken)
    look: Any = normal.paragraph_format
    look.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    look.first_line_indent = Mm(layout.first_line_mm.taken)
    look.space_before, look.space_after = Pt(0), Pt(layout.paragraph_gap_pt.taken)
    look.line_spacing = layout.line_spacing.taken
    return file


def _lay_out(section: Section, layout: Layout, *, is_landscape: bool) -> None:
    """Paper and margins of a section."""
    width, height = Mm(layout.paper_mm["width"]), Mm(layout.paper_mm["height"])
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if is_landscape else (width, height)
    for side, margin in layout.margins_mm.items():
        setattr(section, f"{side}_margin", Mm(margin.taken))
    section.header_distance = Mm(layout.margins_mm["top"].taken / 2)
    section.footer_distance = Mm(layout.margins_mm["bottom"].taken / 2)


def _count_anew(section: Section) -> None:
    counted = OxmlElement("w:pgNumType")
    counted.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(
        counted,
        "w:cols",
        "w:formProt",
        "w:vAlign",
        "w:noEndnote",
        "w:titlePg",
        "w:textDirection",
        "w:docGrid",
    )


def _points(length_mm: float) -> float:
    return length_mm / 25.4 * 72


def _next_paragraph(where: WordFile | _Cell) -> WordParagraph:
    """A new paragraph; in a cell that has none but its empty one, that."""
    there = where.paragraphs
    is_free = isinstance(where, _Cell) and len(there) == 1 and not len(there[0]._p)
    told: WordParagraph = there[0] if is_free else where.add_paragraph()
    return told


def _add_words(paragraph: WordParagraph, words: _Words, size: float) -> None:
    run = paragraph.add_run(writable(words.text))
    run.font.size, run.bold, run.italic = Pt(size), words.is_bold, words.is_italic


def _add_page_number(paragraph: WordParagraph, size: float) -> None:
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        run.font.size = Pt(size)
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = "PAGE"
        run._r.append(part)


def _edge_under(paragraph: WordParagraph) -> None:
    properties: Any = paragraph._p.get_or_add_pPr()
    edges, under = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
        under.set(qn(f"w:{name}"), value)
    edges.append(under)
    properties.insert_element_before(
        edges, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )
