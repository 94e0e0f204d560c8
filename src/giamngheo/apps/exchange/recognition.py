"""Which column of a list is which field: proposed from its heading, corrected by the person."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from giamngheo.apps.exchange.fields import Field, FieldKind, fields_for
from giamngheo.foundation.sheets import Heading, Table, match_headings
from giamngheo.foundation.sheets.values import unit_of_heading
from giamngheo.foundation.text import plain
from giamngheo.law.library import Rules
from giamngheo.measurement.tables import deprived

SAMPLES = 3
_NUMBERED = re.compile(r"^(\d{1,2})$")
_LEADING_NUMBER = re.compile(r"^(\(?\d{1,2}\)?[.)]?\s+)(?=\D)")
_LACKING = ("thieu hut", "chi so")


class MappingError(ValueError):
    """A mapping of columns names something that the list or the standard does not have."""


class ColumnMapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`--map FILE`: what the person says of the list; everything left out is recognised by itself.

    `columns` maps a column (letter or heading) to a field's id, or to null to leave the column alone;
    `units` maps a column to the đồng that 1 in it stands for (1, 1000, 1000000).
    """

    sheet: str | None = None
    member_sheet: str | None = None
    heading_rows: tuple[int, int] | None = None
    area_kind: str | None = None
    columns: dict[str, str | None] = {}
    member_columns: dict[str, str | None] = {}
    units: dict[str, int] = {}
    blank_is_no: bool = False


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
    fields = fields_for(rules)
    numbered = _numbered_deprivations(table.headings, rules)
    rest = [_without_number(h) for h in table.headings if h.index not in numbered]
    matched = match_headings(rest, {name: field.words for name, field in fields.items()})
    by_index = {match.heading_index: name for name, match in matched.items() if name not in numbered.values()}
    proposed = [
        _column(table, heading, fields.get(numbered.get(heading.index, by_index.get(heading.index, ""))))
        for heading in table.headings
    ]
    corrected = _say(proposed, fields, said or {}, units or {})
    return Recognition(table, tuple(corrected))


def _numbered_deprivations(headings: Sequence[Heading], rules: Rules) -> dict[int, str]:
    """Columns headed 1 … 12 under «Chỉ số thiếu hụt»: the official numbers."""
    by_number = {text.number: deprived(text.id) for text in rules.standard.deprivations}
    found = {}
    for heading in headings:
        own, above = (heading.path[-1], plain(" ".join(heading.path[:-1]))) if heading.path else ("", "")
        number = _NUMBERED.match(plain(own))
        if number and any(word in above for word in _LACKING) and int(number[1]) in by_number:
            found[heading.index] = by_number[int(number[1])]
    return found


def _without_number(heading: Heading) -> Heading:
    """«(4) Bảo hiểm y tế» is headed «Bảo hiểm y tế»."""
    path = tuple(_LEADING_NUMBER.sub("", part) for part in heading.path)
    return replace(heading, text=_LEADING_NUMBER.sub("", heading.text), path=path)


def _column(table: Table, heading: Heading, field: Field | None) -> Column:
    samples = tuple(
        str(value)
        for value in table.body.get_column(f"c{heading.index}").drop_nulls().head(SAMPLES).to_list()
    )
    money = field is not None and field.kind is FieldKind.AMOUNT
    words = plain(heading.text)
    return Column(
        heading.index,
        heading.letter,
        heading.text,
        field,
        unit=unit_of_heading(heading.text) if money else None,
        per_year=money and "nam" in words.split() and "thang" not in words.split(),
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
    try:
        return msgspec.yaml.decode(data, type=ColumnMapping)
    except msgspec.DecodeError as error:
        raise MappingError(
            f"Không đọc được tệp nhận cột: {error}. Xem mẫu bằng «giamngheo classify --show-map»."
        ) from error


def as_mapping(recognition: Recognition) -> dict[str, Any]:
    """A recognition as the mapping file that gives it again."""
    return {
        "sheet": recognition.table.sheet,
        "columns": {c.letter: c.field.id if c.field else None for c in recognition.columns},
        "units": {c.letter: c.unit for c in recognition.columns if c.unit is not None},
    }
