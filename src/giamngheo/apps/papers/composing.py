"""A document out of its template: places filled in, tables laid out, what is not known left to the hand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import count
from typing import Final, TypeAlias

import msgspec

from giamngheo.apps.papers import documents
from giamngheo.apps.papers.documents import Annex, Document, Signature, Table
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole
from giamngheo.law.papers.template_library import paper_kinds, template_on
from giamngheo.law.papers.writing import basis_of, day_in_words
from giamngheo.law.vocabulary.paper_templates import (
    HEADING_PLACES,
    PLACE,
    AnnexTemplate,
    Basis,
    Body,
    Column,
    Each,
    Group,
    PaperKind,
    Paragraph,
    Place,
    Point,
    Rows,
    Signing,
    Template,
)

Value: TypeAlias = str | int | Decimal | date | None
Row: TypeAlias = Mapping[str, Value]
_DOTS: Final = {"text": "....................", "number": ".....", "year": ".....", "day": ""}
_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "text": (str,),
    "number": (int, Decimal),
    "year": (int,),
    "day": (date,),
}
_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
_ROMAN: Final = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
)


class ComposingError(ValueError):
    """What was given does not fit the kind of paper: a slip of who calls, not of who reads."""


class Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Of which unit a paper is and who signs it.

    `unit` as in a sentence («xã Mẫu Đông»), `unit_above` as well, `seat` stands before the day («Mẫu Đông»).
    The name of who signs stays empty where it is not known. `unit_code` finds a wording of the unit's own.
    """

    unit: str
    seat: str
    unit_above: str = ""
    signer: str = ""
    is_deputy: bool = False
    year: int | None = None
    unit_code: str = ""
    is_demonstration: bool = False


def composed(
    kind: str,
    day: date,
    heading: Heading,
    values: Mapping[str, Value],
    tables: Mapping[str, Sequence[Row]] | None = None,
) -> Document:
    """A document of a kind in the wording of a day, without number, day and code, which are the paper's.

    What is missing or None is left as dots, in a table as an empty cell; a row has all fields of its table.

    Raises:
        ComposingError: where the kind, a place, a table or a field is not known, a row lacks a field, or a
            value is not of the kind of its place.
        NoTemplateError: where no wording is known for the day.
    """
    known = paper_kinds().get(kind)
    if known is None:
        raise ComposingError(f"no kind of paper is called {kind!r}")
    given = dict(tables or {})
    _refuse_unknown(known, values, given)
    return _Composer(known, template_on(kind, day, heading.unit_code), day, heading, values, given).document()


@dataclass(frozen=True)
class _Composer:
    """One document on its way."""

    kind: PaperKind
    template: Template
    day: date
    heading: Heading
    values: Mapping[str, Value]
    tables: Mapping[str, Sequence[Row]]
    sections: Iterator[int] = made(default_factory=count)

    @cached_property
    def said(self) -> dict[str, str]:
        """What stands in each place."""
        heading = self.heading
        return {
            "unit": heading.unit,
            "unit_above": heading.unit_above or _DOTS["text"],
            "seat": heading.seat,
            "signer": heading.signer,
            **{one.id: _written(one, self.values.get(one.id)) for one in self.kind.places},
        }

    def document(self) -> Document:
        """The document."""
        template, heading = self.template, self.heading
        return Document(
            issuer=self._filled(template.issuer),
            issuer_above=self._issuer_above(),
            place=heading.seat,
            kind=template.title,
            sign=template.sign,
            subject=self._filled(template.subject),
            about=self._filled(template.about),
            template=template.id,
            year=heading.year or self.day.year,
            to=tuple(map(self._filled, template.to)),
            authority=self._filled(template.authority),
            bases=tuple(self._bases(template.bases)),
            deciding=template.deciding,
            body=self._body(template.body),
            annexes=tuple(self._annexes(template.annexes)),
            recipients=tuple(self._recipients()),
            kept_at=template.kept_at,
            signatures=tuple(map(self._signature, template.signatures)),
            is_landscape=template.is_landscape,
            is_demonstration=heading.is_demonstration,
        )

    def _filled(self, text: str) -> str:
        return _filled(text, self.said)

    def _issuer_above(self) -> str:
        """None is printed where the paper is to name a unit above that nobody gave."""
        above = self.template.issuer_above
        return "" if "{unit_above}" in above and not self.heading.unit_above else self._filled(above)

    def _is_said(self, when: str, unless: str = "") -> bool:
        return (not when or self._is_given(when)) and not (unless and self._is_given(unless))

    def _is_given(self, name: str) -> bool:
        if self.kind.table(name):
            return bool(self.tables.get(name))
        return self.values.get(name) not in (None, "")

    def _bases(self, bases: Sequence[Basis]) -> Iterator[str]:
        for basis in bases:
            if basis.holds(self.day) and self._is_said(basis.when):
                yield basis_of(basis.clause) if basis.clause else self._filled(basis.text)

    def _recipients(self) -> Iterator[str]:
        """To whom it goes; nobody where the one who is named is not known."""
        for one in self.template.recipients:
            if all(self._is_named(place) for place in PLACE.findall(one)):
                yield self._filled(one)

    def _body(self, body: Body) -> documents.Body:
        return tuple(
            made for piece in body if self._is_said(piece.when, piece.unless) for made in self._piece(piece)
        )

    def _piece(
        self, piece: Paragraph | Point | Each | Group | Rows
    ) -> Iterator[documents.Paragraph | documents.Point | Table]:
        if isinstance(piece, Paragraph):
            yield self._paragraph(piece, self.said)
        elif isinstance(piece, Point):
            yield documents.Point(piece.mark, self._filled(piece.text))
        elif isinstance(piece, Each):
            yield from self._points(piece)
        elif isinstance(piece, Group):
            yield from self._group(piece)
        else:
            yield from self._table(piece)

    def _paragraph(self, piece: Paragraph, said: Mapping[str, str]) -> documents.Paragraph:
        number = f"{_ROMAN[next(self.sections)]}. " if piece.is_section else ""
        return documents.Paragraph(
            _filled(piece.text, said, begins=not piece.lead),
            number + _filled(piece.lead, said),
            is_bold=piece.is_bold,
            is_italic=piece.is_italic,
            side=piece.side,
        )

    def _group(self, piece: Group) -> Iterator[documents.Paragraph | documents.Point]:
        fields = self._fields(piece.table)
        for row in self.tables.get(piece.table) or ():
            written = {name: _written(one, row[name]) for name, one in fields.items()}
            said = self.said | written
            for one in piece.body:
                if (one.when and not self._is_in(row, one.when)) or (
                    one.unless and self._is_in(row, one.unless)
                ):
                    continue
                if isinstance(one, Paragraph):
                    yield self._paragraph(one, said)
                    continue
                many = next((name for name in PLACE.findall(one.text) if "\n" in said[name]), "")
                for line in said[many].split("\n") if many else [""]:
                    yield documents.Point(one.mark, _filled(one.text, {**said, many: line}))

    def _is_in(self, row: Row, name: str) -> bool:
        return row[name] not in (None, "") if name in row else self._is_given(name)

    def _points(self, piece: Each) -> Iterator[documents.Point]:
        fields = self._fields(piece.table)
        nothing: Row = dict.fromkeys(fields)
        for place, row in enumerate(self.tables.get(piece.table) or [nothing]):
            said = self.said | {name: _written(field, row[name]) for name, field in fields.items()}
            yield documents.Point(_mark(piece.mark, place), _filled(piece.text, said))

    def _table(self, piece: Rows) -> Iterator[Table]:
        rows, fields = self.tables.get(piece.table) or (), self._fields(piece.table)
        kept = tuple(one for one in piece.columns if self._is_said(one.when))
        piece = msgspec.structs.replace(piece, columns=kept)
        lines = [
            tuple(_cell(column, fields, row, place) for column in piece.columns)
            for place, row in enumerate(rows, start=1)
        ]
        if not rows:
            lines = [
                tuple(str(place) if not column.field else "" for column in piece.columns)
                for place in range(1, piece.empty_rows + 1)
            ]
        if not lines:
            return
        bold: tuple[int, ...] = ()
        if piece.total and rows:
            lines.append(_sums(piece, rows))
            bold = (len(lines) - 1,)
        columns = tuple(
            documents.Column(self._filled(one.heading), one.share, one.side, one.group)
            for one in piece.columns
        )
        yield Table(columns, tuple(lines), bold, is_blank=not rows)

    def _annexes(self, annexes: Sequence[AnnexTemplate]) -> Iterator[Annex]:
        for annex in annexes:
            if self._is_said(annex.when, annex.unless):
                yield Annex(
                    self._filled(annex.title), self._body(annex.body), is_landscape=annex.is_landscape
                )

    def _signature(self, one: Signing) -> Signature:
        capacity = one.deputy if self.heading.is_deputy and one.deputy else one.capacity
        named = all(self._is_named(place) for place in PLACE.findall(one.name))
        return Signature(
            tuple(map(self._filled, capacity)), self._filled(one.name) if named else "", one.note
        )

    def _is_named(self, place: str) -> bool:
        """Whether a name is known: where it is not, the place of the signature stays empty, without dots."""
        return bool(getattr(self.heading, place)) if place in HEADING_PLACES else self._is_given(place)

    def _fields(self, table: str) -> dict[str, Place]:
        found = self.kind.table(table)
        return {field.id: field for field in found.fields} if found else {}


def _filled(text: str, said: Mapping[str, str], *, begins: bool = True) -> str:
    """A text with its places filled in; a sentence that begins with a place begins with a capital."""
    filled = PLACE.sub(lambda found: said[found[1]], text)
    return filled[:1].upper() + filled[1:] if begins and text.startswith("{") else filled


def _refuse_unknown(
    kind: PaperKind, values: Mapping[str, Value], tables: Mapping[str, Sequence[Row]]
) -> None:
    for name, value in values.items():
        place = kind.place(name)
        if place is None:
            raise ComposingError(f"{kind.id} has no place {name!r}")
        _refuse_other(kind, name, place, value)
    for name, rows in tables.items():
        table = kind.table(name)
        if table is None:
            raise ComposingError(f"{kind.id} has no table {name!r}")
        fields = {field.id: field for field in table.fields}
        for row in rows:
            if row.keys() != fields.keys():
                lacking = sorted(fields.keys() - row.keys())
                unknown = sorted(row.keys() - fields.keys())
                raise ComposingError(f"{kind.id}: a row of {name!r} lacks {lacking}, has unknown {unknown}")
            for field, value in row.items():
                _refuse_other(kind, f"{name}.{field}", fields[field], value)


def _refuse_other(kind: PaperKind, name: str, place: Place, value: Value) -> None:
    """Refuse a value of another kind than its place; a text says what a number or day could not."""
    if value is None or isinstance(value, str):
        return
    if isinstance(value, bool) or not isinstance(value, _TYPES[place.kind]):
        raise ComposingError(f"{kind.id}: {name!r} is a {place.kind}, not a {type(value).__name__}")


def _written(place: Place, value: Value) -> str:
    """A value as it stands in a sentence; dots where there is none."""
    if value is None or value == "":
        return day_in_words(None) if place.kind == "day" else _DOTS[place.kind]
    if isinstance(value, date):
        return day_in_words(value)
    return _plainly(place, value)


def _plainly(place: Place, value: str | int | Decimal) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal) and value != value.to_integral_value():
        return f"{value:,f}".translate(str.maketrans(",.", ".,"))
    return str(int(value)) if place.kind == "year" else whole(int(value))


def _cell(column: Column, fields: Mapping[str, Place], row: Row, place: int) -> str:
    if not column.field:
        return str(place)
    value = row[column.field]
    if value is None:
        return ""
    return day_text(value) if isinstance(value, date) else _plainly(fields[column.field], value)


def _sums(piece: Rows, rows: Sequence[Row]) -> tuple[str, ...]:
    """The last row: its word in the first column without a sum; no sum where a number is missing."""
    line = [_sum(rows, column.field) if column.is_summed else "" for column in piece.columns]
    named = next(place for place, column in enumerate(piece.columns) if column.field and not line[place])
    line[named] = piece.total
    return tuple(line)


def _sum(rows: Sequence[Row], field: str) -> str:
    numbers = [row[field] for row in rows]
    return whole(int(sum(numbers))) if all(isinstance(one, int) for one in numbers) else ""  # type: ignore[arg-type]


def _mark(mark: str, place: int) -> str:
    if mark == "1.":
        return f"{place + 1}."
    if mark == "a)":
        return f"{_LETTERS[place]})" if place < len(_LETTERS) else f"{place + 1})"
    return mark
