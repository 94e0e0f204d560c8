"""Which column of a list is which field: proposed from its heading, corrected by the person."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from giamngheo.apps.exchange.lists.fields import Field, FieldKind, fields_for
from giamngheo.apps.exchange.lists.headings import (
    cleaned,
    counts_a_year,
    numbered_deprivations,
    rules_out,
    unit_above,
)
from giamngheo.foundation.sheets import Heading, Table, match_headings
from giamngheo.foundation.sheets.values import unit_of_heading
from giamngheo.foundation.text import plain
from giamngheo.law.library import Rules

SAMPLES = 3
UNITS = (1, 1_000, 1_000_000, 1_000_000_000)
LONGEST_MAPPING, MOST_BRACKETS = 100_000, 2_000
_SURE = 0.9  # from this score on, two columns for one field are worth telling
_AMBIGUOUS = ("income_per_head", "income_points", "deprivation_points", "deprivation_count")


class MappingError(ValueError):
    """A mapping of columns names something that the list or the standard does not have."""


class SheetMapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the person says of one sheet where a workbook has several lists of households."""

    heading_rows: tuple[int, int] | None = None
    area_kind: str | None = None
    columns: dict[str, str | None] = {}
    units: dict[str, int] = {}


class ColumnMapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`--map FILE`: what the person says of the list; everything left out is recognised by itself.

    `columns` maps a column (letter or heading) to a field's id, or to null to leave the column alone;
    `units` maps a column to the đồng that 1 in it stands for (1, 1000, 1000000). They speak of the first or
    the named sheet; `sheets` says the same of each sheet by its name, or null to leave the sheet alone.
    """

    sheet: str | None = None
    member_sheet: str | None = None
    heading_rows: tuple[int, int] | None = None
    area_kind: str | None = None
    columns: dict[str, str | None] = {}
    member_columns: dict[str, str | None] = {}
    units: dict[str, int] = {}
    blank_is_no: bool = False
    sheets: dict[str, SheetMapping | None] = {}


@dataclass(frozen=True)
class Column:
    """One column of the list and what it is taken for; `unit` is đồng for 1, None where nothing says."""

    index: int
    letter: str
    heading: str
    field: Field | None
    unit: int | None = None
    per_year: bool = False
    samples: tuple[str, ...] = ()
    chosen: bool = False


@dataclass(frozen=True)
class Recognition:
    """All columns of one table in their order."""

    table: Table
    columns: tuple[Column, ...]
    doubts: tuple[str, ...] = ()

    def column(self, field_id: str) -> Column | None:
        """The column of a field, None where the list has none."""
        return next((c for c in self.columns if c.field is not None and c.field.id == field_id), None)

    @property
    def field_ids(self) -> frozenset[str]:
        """All fields found."""
        return frozenset(c.field.id for c in self.columns if c.field is not None)

    @property
    def has_evidence(self) -> bool:
        """Whether anything found speaks of income or of deprivations."""
        identity = {"household", "ordinal", "head", "village", "commune", "area_kind", "member_count"}
        about_nobody = {"household_income", "person", "relationship", "birth_date"}
        return bool(self.field_ids - identity - about_nobody)


def recognise(
    table: Table,
    rules: Rules,
    said: Mapping[str, str | None] | None = None,
    units: Mapping[str, int] | None = None,
) -> Recognition:
    """Propose a field for every column, then follow the person (`said`, `units`: by letter or heading).

    Raises:
        MappingError: where the person names a column or a field that does not exist.
    """
    numbered = numbered_deprivations(table.headings, rules)
    return recognise_fields(table, fields_for(rules), said, units, numbered)


def recognise_fields(
    table: Table,
    fields: Mapping[str, Field],
    said: Mapping[str, str | None] | None = None,
    units: Mapping[str, int] | None = None,
    numbered: Mapping[int, str] | None = None,
) -> Recognition:
    """As `recognise`, among any fields; `numbered` are columns whose field their number tells."""
    numbered = dict(numbered or {})
    rest = [cleaned(heading) for heading in table.headings if heading.index not in numbered]
    chosen = _matched(rest, fields) | numbered
    unit = unit_above(table)
    proposed = [
        _column(table, heading, fields.get(chosen.get(heading.index, "")), unit) for heading in table.headings
    ]
    corrected = _say(proposed, fields, said or {}, units or {})
    return Recognition(table, tuple(corrected), tuple(_doubts(corrected, rest, fields)))


def _matched(headings: Sequence[Heading], fields: Mapping[str, Field]) -> dict[int, str]:
    """Fields by the index of their column; what a heading's words rule out is looked for again without it."""
    words = {name: field.words for name, field in fields.items()}
    by_index = {heading.index: heading for heading in headings}
    found: dict[int, str] = {}
    forbidden = True
    while forbidden:
        matched = match_headings(list(by_index.values()), words)
        forbidden = False
        for name, match in matched.items():
            if rules_out(by_index[match.heading_index], name, exact=match.how == "exact"):
                del by_index[match.heading_index]
                forbidden = True
                break
        found = {match.heading_index: name for name, match in matched.items()}
    return found


def _doubts(columns: Sequence[Column], headings: Sequence[Heading], fields: Mapping[str, Field]) -> list[str]:
    """Columns that could as well be a field that another column has: said, so that the person looks."""
    told = []
    free = {c.index for c in columns if c.field is None and not c.chosen}
    left = [heading for heading in headings if heading.index in free]
    for column in columns:
        if column.field is None or column.field.id not in _AMBIGUOUS or column.chosen:
            continue
        again = match_headings(left, {column.field.id: fields[column.field.id].words}).get(column.field.id)
        if again is not None and again.score >= _SURE - 0.1:
            other = next(c for c in columns if c.index == again.heading_index)
            told.append(
                f"Cột {column.letter} «{column.heading}» và cột {other.letter} «{other.heading}» đều có thể "
                f"là «{column.field.label}»; đang dùng cột {column.letter}. Chọn lại nếu không đúng."
            )
    return told


def _column(table: Table, heading: Heading, field: Field | None, unit_above_table: int | None) -> Column:
    samples = tuple(
        str(value)
        for value in table.body.get_column(f"c{heading.index}").drop_nulls().head(SAMPLES).to_list()
    )
    money = field is not None and field.kind is FieldKind.AMOUNT
    return Column(
        heading.index,
        heading.letter,
        heading.text,
        field,
        unit=(unit_of_heading(heading.text) or unit_above_table) if money else None,
        per_year=money and counts_a_year(heading.text),
        samples=samples,
    )


def _say(
    proposed: list[Column],
    fields: Mapping[str, Field],
    said: Mapping[str, str | None],
    units: Mapping[str, int],
) -> list[Column]:
    """The person's word replaces the proposal; a field that they give away leaves its former column."""
    chosen = {_named(proposed, name): _field(fields, field_id) for name, field_id in said.items()}
    given = [field.id for field in chosen.values() if field is not None]
    twice = sorted({name for name in given if given.count(name) > 1})
    if twice:
        raise MappingError(
            f"Hai cột cùng nhận là «{fields[twice[0]].label}». Chỉ chọn một cột cho mỗi nội dung."
        )
    told_units = {_named(proposed, name): unit for name, unit in units.items()}
    if wrong := sorted(set(told_units.values()) - set(UNITS)):
        raise MappingError(
            f"Đơn vị {wrong[0]} không dùng được. Ghi một trong: 1, 1000, 1000000, 1000000000 (đồng)."
        )
    columns = []
    for column in proposed:
        here = column
        if column.index in chosen:
            here = replace(column, field=chosen[column.index], chosen=True)
        elif column.field is not None and column.field.id in given:
            here = replace(column, field=None)
        columns.append(replace(here, unit=told_units.get(here.index, here.unit)))
    return columns


def _named(columns: list[Column], name: str) -> int:
    """A column by its letter or its heading."""
    for column in columns:
        if name.strip().upper() == column.letter or plain(name) == plain(column.heading) != "":
            return column.index
    raise MappingError(
        f"Không có cột «{name}» trong danh sách. Ghi chữ cái của cột (A, B, …) hoặc đúng tiêu đề."
    )


def _field(fields: Mapping[str, Field], name: str | None) -> Field | None:
    if name in (None, ""):
        return None
    for field in fields.values():
        if name == field.id or plain(str(name)) == plain(field.label):
            return field
    raise MappingError(f"Không có nội dung «{name}». Các nội dung dùng được: {', '.join(fields)}.")


def read_mapping(data: bytes) -> ColumnMapping:
    """Read a mapping file (YAML or JSON).

    Raises:
        MappingError: where the file is not a mapping; the message names the place.
    """
    if len(data) > LONGEST_MAPPING or sum(data.count(bracket) for bracket in (b"[", b"{")) > MOST_BRACKETS:
        raise MappingError("Tệp nhận cột quá lớn: đó không phải tệp nhận cột. Xem mẫu bằng «--show-map».")
    try:
        mapping = msgspec.yaml.decode(data, type=ColumnMapping)
    except (msgspec.DecodeError, RecursionError) as error:
        raise MappingError(
            f"Không đọc được tệp nhận cột: {_fault(str(error))}. Xem mẫu bằng «--show-map»."
        ) from error
    told = (mapping.heading_rows, *(one.heading_rows for one in mapping.sheets.values() if one is not None))
    if any(rows is not None and not 1 <= rows[0] <= rows[1] for rows in told):
        raise MappingError("«heading_rows» phải là [dòng đầu, dòng cuối] của tiêu đề, đếm từ 1.")
    return mapping


def _fault(message: str) -> str:
    """What msgspec says of a file, in Vietnamese; its own words only where nothing else fits a person."""
    name, place = re.search(r"unknown field `([^`]*)`", message), re.search(r"at `\$\.?([^`]*)`", message)
    if name:
        return f"không có mục «{name[1]}»; các mục: {', '.join(ColumnMapping.__struct_fields__)}"
    if place and place[1]:
        return f"mục «{place[1]}» ghi sai kiểu"
    return "tệp phải là YAML hoặc JSON gồm các mục " + ", ".join(ColumnMapping.__struct_fields__)


def as_mapping(*recognitions: Recognition) -> dict[str, Any]:
    """Recognitions as the mapping file that gives them again, in the form for one sheet or for several."""
    said = {
        recognition.table.sheet: {
            "columns": {c.letter: c.field.id if c.field else None for c in recognition.columns},
            "units": {c.letter: c.unit for c in recognition.columns if c.unit is not None},
        }
        for recognition in recognitions
    }
    if len(said) == 1:
        return {"sheet": recognitions[0].table.sheet, **said[recognitions[0].table.sheet]}
    return {"sheets": said}
