"""Templates of official papers: kinds with places and tables to fill in, and their wording by date.

A *kind* is what whoever draws a paper up must give; it stays the same whatever an office writes around it. A
*template* is the wording of a kind for a time. A place stands in a text as `{name}`.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, Literal, TypeAlias

import msgspec

from giamngheo.law.vocabulary.standards import Period
from giamngheo.law.vocabulary.texts import Certain, Clause

PLACE: Final = re.compile(r"\{(\w+)\}")
# What every kind has: they come from the heading of a paper, not from the work.
HEADING_PLACES: Final = ("unit", "unit_above", "seat", "signer")
ValueKind = Literal["text", "number", "day", "year"]


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing to fill in, in the text of a paper or in a row of its tables."""

    id: str
    name: str
    kind: ValueKind = "text"


class TableOf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table that is handed over: each of its rows has all of these fields, some of them perhaps unknown."""

    id: str
    name: str
    fields: tuple[Place, ...]


class PaperKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is filled in on papers of a kind.

    `is_decision`: who drew it up does not issue it. `is_public`: it hangs where everybody reads it, so that
    no field of it may tell more of people than a name, a place and a result.
    """

    id: str
    name: str
    places: tuple[Place, ...] = ()
    tables: tuple[TableOf, ...] = ()
    is_decision: bool = False
    is_public: bool = False

    def place(self, name: str) -> Place | None:
        """The place of this name, None where there is none."""
        return next((one for one in self.places if one.id == name), None)

    def table(self, name: str) -> TableOf | None:
        """The table of this name, None where there is none."""
        return next((one for one in self.tables if one.id == name), None)


class Basis(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One «Căn cứ»: a text of `instruments.yaml`, or words of one's own, on papers of a time.

    Words are left out unless `when` (a place or table) was given.
    """

    clause: Clause | None = None
    text: str = ""
    when: str = ""
    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether papers of this day rest on it."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Piece(msgspec.Struct, frozen=True, tag_field="piece", forbid_unknown_fields=True, kw_only=True):
    """Something of the text, left out unless `when` (a place or table) was given, or where `unless` was."""

    when: str = ""
    unless: str = ""


class Paragraph(Piece, frozen=True, tag="paragraph", kw_only=True):
    """A paragraph; `lead` stands before it in bold («Điều 1.»).

    `is_section`: before the lead comes «I.», «II.» …, counted over the sections that are printed.
    """

    text: str
    lead: str = ""
    is_section: bool = False
    is_bold: bool = False
    is_italic: bool = False
    side: Literal["justify", "left", "center"] = "justify"


class Point(Piece, frozen=True, tag="point", kw_only=True):
    """A point of a list."""

    mark: str
    text: str


class Each(Piece, frozen=True, tag="each", kw_only=True):
    """A point for every row of a table: its fields are places of the text, «1.» and «a)» are counted on."""

    table: str
    text: str
    mark: Literal["-", "1.", "a)"] = "-"


class Group(Piece, frozen=True, tag="group", kw_only=True):
    """These pieces for every row of a table: its fields are places of their texts and of `when` and `unless`.

    A point of which a field has several lines is printed once for each line.
    """

    table: str
    body: tuple[Paragraph | Point, ...]


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A column; without a field it counts the rows. `is_summed`: the last row tells the sum.

    Left out unless `when` (a place) was given.
    """

    heading: str
    field: str = ""
    share: float = 1
    side: Literal["left", "center", "right"] = "left"
    group: str = ""
    is_summed: bool = False
    when: str = ""


class Rows(Piece, frozen=True, tag="table", kw_only=True):
    """The rows of a table under headings; where nothing is in it, `empty_rows` rows to be written by hand."""

    table: str
    columns: tuple[Column, ...]
    total: str = ""  # «Cộng»: what stands before the sums
    empty_rows: int = 0


Body: TypeAlias = tuple[Paragraph | Point | Each | Group | Rows, ...]


class Signing(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who signs: the lines of capacity, those of a deputy who signs instead, and the place of the name."""

    capacity: tuple[str, ...]
    deputy: tuple[str, ...] = ()
    name: str = ""
    note: str = ""


class AnnexTemplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A list of its own pages; left out as a piece is."""

    title: str
    body: Body
    is_landscape: bool = False
    when: str = ""
    unless: str = ""


class Template(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`template.yaml`: the wording of one kind of paper for its periods, for all units or those of `units`.

    `about` tells staff of whom a paper is where its subject does not; it is never printed.
    """

    id: str
    kind: str
    periods: tuple[Period, ...]
    issuer: str
    title: str
    subject: str
    body: Body
    signatures: tuple[Signing, ...]
    issuer_above: str = ""
    sign: str = ""
    about: str = ""
    to: tuple[str, ...] = ()
    authority: str = ""
    bases: tuple[Basis, ...] = ()
    deciding: str = ""
    recipients: tuple[str, ...] = ()
    kept_at: str = "VT"
    is_landscape: bool = False
    annexes: tuple[AnnexTemplate, ...] = ()
    units: tuple[str, ...] = ()

    def holds(self, day: date) -> bool:
        """Whether papers of this day are written so."""
        return any(period.holds(day) for period in self.periods)

    def bodies(self) -> Iterator[Body]:
        """The text and that of each annex."""
        yield self.body
        for annex in self.annexes:
            yield annex.body

    def texts(self) -> Iterator[str]:
        """Every text with places of the kind: all but the points of tables, whose places are fields."""
        yield from (self.issuer, self.issuer_above, self.subject, self.about, self.authority, *self.to)
        yield from (*(basis.text for basis in self.bases), *self.recipients)
        for one in self.signatures:
            yield from (one.name, *one.capacity, *one.deputy)
        yield from (annex.title for annex in self.annexes)
        for body in self.bodies():
            for piece in body:
                if isinstance(piece, Paragraph):
                    yield piece.lead
                if isinstance(piece, Paragraph | Point):
                    yield piece.text


def places_in(text: str) -> list[str]:
    """The names of the places in a text, as they come."""
    return PLACE.findall(text)
