"""An official document as content: who issues it, what it says, who signs; how it looks is the layout's."""

from datetime import date
from typing import Literal, TypeAlias

import msgspec

from giamngheo.law.papers.writing import day_in_words

Side = Literal["left", "center", "right"]


class Piece(msgspec.Struct, frozen=True, tag_field="piece", forbid_unknown_fields=True):
    """Something of the text of a document."""


class Paragraph(Piece, frozen=True, tag="paragraph"):
    """A paragraph; `lead` stands before it in bold («Điều 1.»)."""

    text: str
    lead: str = ""
    is_bold: bool = False
    is_italic: bool = False
    side: Literal["justify", "left", "center"] = "justify"


class Point(Piece, frozen=True, tag="point"):
    """A point of a list under a paragraph: «a)», «-», «1.»."""

    mark: str
    text: str


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column of a table; `group` is the heading above it that its neighbours share, `share` its width."""

    heading: str
    share: float = 1
    side: Side = "left"
    group: str = ""


class Table(Piece, frozen=True, tag="table"):
    """Rows under headings that are repeated on every page; the rows of `bold_rows` are sums or sections.

    `is_blank`: the rows are there to be written in by hand, and high enough for it.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    bold_rows: tuple[int, ...] = ()
    is_blank: bool = False

    def __post_init__(self) -> None:
        """Refuse a row with more or fewer cells than there are columns."""
        uneven = next((row for row in self.rows if len(row) != len(self.columns)), None)
        if uneven is not None:
            raise ValueError(f"{len(uneven)} cells under {len(self.columns)} columns: {uneven!r}")


Body: TypeAlias = tuple[Paragraph | Point | Table, ...]


def texts_of(piece: Table) -> list[list[str]]:
    """The texts of each column of a table, its heading first."""
    return [[column.heading, *(row[at] for row in piece.rows)] for at, column in enumerate(piece.columns)]


class Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who signs: the lines of capacity («KT. CHỦ TỊCH», «PHÓ CHỦ TỊCH») and the name, empty until known."""

    capacity: tuple[str, ...]
    name: str = ""
    note: str = ""  # «(Ký, ghi rõ họ tên)» where there is no seal


class Annex(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A list or table of its own pages, named in the text; pages are counted anew."""

    title: str
    body: Body
    is_landscape: bool = False
    is_large: bool = False  # A3, for tables of two dozen columns


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An official document. What is not issued yet has no number and no day: places are left to fill in.

    Not printed: `about`, by which staff find the paper of a household; `template`, the wording that it is in.
    """

    issuer: str
    place: str
    kind: str
    subject: str
    body: Body
    issuer_above: str = ""
    number: str = ""
    sign: str = ""  # «QĐ-UBND»
    day: date | None = None
    year: int | None = None  # of a day that is not known yet
    to: tuple[str, ...] = ()
    authority: str = ""  # who decides: «CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ …»
    bases: tuple[str, ...] = ()
    deciding: str = ""  # «QUYẾT ĐỊNH:»
    recipients: tuple[str, ...] = ()
    kept_at: str = "VT"
    signatures: tuple[Signature, ...] = ()
    annexes: tuple[Annex, ...] = ()
    is_landscape: bool = False  # where a list stands in the paper itself
    is_large: bool = False  # A3, for tables of two dozen columns
    about: str = ""
    template: str = ""
    is_demonstration: bool = False
    check_code: str = ""
    check_address: str = ""

    @property
    def numbered(self) -> str:
        """«Số: 07/QĐ-UBND»; below ten with a zero in front, dots where no number was given yet.

        A paper without a sign has a number only where one was given: «Số: 07».
        """
        number = self.number.zfill(2) if self.number.isdigit() else self.number
        if not self.sign:
            return f"Số: {number}" if number else ""
        return f"Số: {number or '.....'}/{self.sign}"

    @property
    def dated(self) -> str:
        """«ngày 05 tháng 02 năm 2026»: zeros before days below ten and months one and two."""
        return day_in_words(self.day, self.year)

    @property
    def placed(self) -> str:
        """«Mẫu Đông, ngày 05 tháng 02 năm 2026»."""
        return f"{self.place}, {self.dated}"

    @property
    def cited(self) -> str:
        """How its annexes name it: «Quyết định số 07/QĐ-UBND ngày 05 tháng 02 năm 2026»."""
        numbered = self.numbered.removeprefix("Số: ")
        return f"{self.kind}{f' số {numbered}' if numbered else ''} {self.dated}"
