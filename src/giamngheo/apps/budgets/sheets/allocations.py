"""A sheet of allocations: rows of unit, project, source, nature and amount, for the draft of one decision.

Who allocates takes out of lines of the unit, as far as money is there; who was given money reads the rows of
their own unit out of the sheet of the unit above, the rows of others are left out and counted.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from giamngheo.apps.activities.models import Activity
from giamngheo.apps.budgets.actions import Said
from giamngheo.apps.budgets.dimensions import Key, activity_called, key_named, key_of, named
from giamngheo.apps.budgets.models import Line
from giamngheo.apps.budgets.sheets.amounts import (
    NAMES as OF_AMOUNTS,
)
from giamngheo.apps.budgets.sheets.amounts import (
    WORDS,
    Defaults,
    Piece,
    Reading,
    with_faults,
)
from giamngheo.apps.budgets.sheets.rows import Fields, Looked, Row
from giamngheo.apps.budgets.sheets.words import unit_said
from giamngheo.apps.budgets.states import DecisionKind
from giamngheo.foundation.areas.queries import Unit
from giamngheo.foundation.text import parse_day, plain, whole
from giamngheo.law.vocabulary.programmes import Programme

NAMES: Final = {"unit": "Đơn vị", **OF_AMOUNTS}
FIELDS: Final = Fields(
    {
        "unit": (
            "đơn vị",
            "tên đơn vị",
            "địa phương",
            "địa bàn",
            "xã phường",
            "xã phường đặc khu",
            "xã phường thị trấn",
            "đơn vị được giao",
            "đơn vị thực hiện",
            "xã",
            "phường",
        ),
        **WORDS,
        "amount": (
            "số tiền",
            "kinh phí",
            "dự toán",
            "số giao",
            "kinh phí phân bổ",
            "kinh phí giao",
            "dự toán giao",
            "kế hoạch vốn",
            "số phân bổ",
            "tổng số",
            "thành tiền",
        ),
    },
    NAMES,
    ("amount",),
)
_NUMBER: Final = re.compile(r"(?:[Ss]ố|SỐ)\s*:?\s*(\d+\w*\s*/[\w/.\-–]*\w)")
_DAY: Final = re.compile(
    r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})|ngày\s+(\d{1,2}[/-]\d{1,2}[/-]\d{4})"
)
_ISSUER: Final = re.compile(
    r"\bcủa\s+((?:Chủ tịch\s+)?(?:UBND|HĐND|[UỦ]y ban nhân dân|Hội đồng nhân dân)\s+[^),;.]+)"
)
_LONGEST_NOTE: Final = 300


@dataclass(frozen=True)
class Asked:
    """For which unit and year a sheet is read, and what there is to choose from."""

    own: Unit
    below: Sequence[Unit]
    year: int
    kind: DecisionKind
    programme: Programme | None
    lines: Sequence[Line]
    activities: Mapping[int, Activity]
    defaults: Defaults


@dataclass(frozen=True)
class Amount:
    """One amount of the decision, from which rows, and to which unit."""

    said: Said
    unit: Unit
    rows: tuple[int, ...]
    of: str

    @property
    def out_of(self) -> str:
        """The line that it is taken from, in words."""
        return named(self.said.out_of) if self.said.out_of else ""


@dataclass(frozen=True)
class Allocation(Looked[Amount]):
    """A sheet of allocations as it was read; `paper` is what stands above the table, by fields."""

    paper: Mapping[str, str] = field(default_factory=dict)

    @property
    def amount(self) -> int:
        """What can be drafted, in đồng."""
        return sum(one.said.amount for one in self.ready)


def look(path: Path, asked: Asked) -> Allocation:
    """Read a sheet for a unit and year; raises BudgetError where no table of amounts is in it."""
    reading = Reading.of_file(path, FIELDS, asked.year, asked.programme, asked.defaults)
    sheet, reader = reading.sheet, _Reader(asked, reading)
    for row in sheet.rows:
        reader.read(row)
    return Allocation(
        sheet,
        NAMES,
        tuple(reader.ready()),
        reading.factor,
        amount_columns=reading.amount_columns,
        filled=tuple(dict.fromkeys(reading.filled)),
        others=tuple(reader.others),
        paper=paper_above(sheet.lines_above()),
    )


def paper_above(lines: Sequence[str]) -> dict[str, str]:
    """Number, day and issuer of the decision that the lines above a table name, by field of the form."""
    text, found = " ".join(lines), dict[str, str]()
    if number := _NUMBER.search(text):
        found["so"] = "".join(number[1].split())
    if day := _DAY.search(text):
        found["ngay"] = _day(day[4] or f"{day[1]}/{day[2]}/{day[3]}")
    if issuer := _ISSUER.search(text):
        found["co-quan"] = issuer[1].strip()
    return {name: value for name, value in found.items() if value}


def _day(text: str) -> str:
    try:
        found: date = parse_day(text)
    except ValueError:
        return ""
    return f"{found.day}/{found.month}/{found.year}"


@dataclass
class _Reader:
    """Reads rows into amounts; what lines still hold goes down as amounts are taken out of them."""

    asked: Asked
    reading: Reading
    others: list[int] = field(default_factory=list)
    _found: dict[tuple[Key, int], tuple[Unit, Line | None, int, list[Row], list[str]]] = field(
        default_factory=dict
    )
    _seen: dict[tuple[object, ...], int] = field(default_factory=dict)
    _left: dict[int, int] = field(default_factory=dict)
    _by_unit: bool | None = None
    _units: dict[str, Unit | None] = field(default_factory=dict)

    def read(self, row: Row) -> None:
        """Note what a row gives; with a fault of it nothing of the row is taken."""
        unit = self._unit(row)
        if unit is not None:
            row.cells["unit"] = unit.full_name
        pieces = list(self.reading.pieces(row))
        if unit is None and not row.faults:
            self.others.append(row.number)
        if unit is None and self.asked.kind is DecisionKind.RECEIVE:
            row.faults.clear()  # a row of another unit is theirs to mend
            return
        if unit is None or row.faults:
            return
        before = dict(self._left)
        taken = [(piece, *self._taken(row, unit, piece)) for piece in pieces]
        if row.faults:
            self._left = before
            return
        for piece, key, line in taken:
            number = line.pk if line else 0
            _, _, amount, rows, notes = self._found.get((key, number), (unit, line, 0, [], []))
            note = notes if not piece.item or key.item or key.activity_id else [*notes, piece.item]
            self._found[key, number] = unit, line, amount + piece.amount, [*rows, row], note

    def ready(self) -> list[Amount]:
        """The amounts; rows of one line are added up."""
        return [
            Amount(
                Said(key, amount, line, note="; ".join(dict.fromkeys(notes))[:_LONGEST_NOTE]),
                unit,
                tuple(dict.fromkeys(row.number for row in rows)),
                key_named(key, self.asked.activities),
            )
            for (key, _), (unit, line, amount, rows, notes) in self._found.items()
        ]

    def _unit(self, row: Row) -> Unit | None:
        """The unit of a row; None, with a fault where it should be known, for another one."""
        asked = self.asked
        headed = next((one for words in row.above if (one := self._meant(words))), None)
        text = row.text("unit") if headed else self.reading.from_above(row, "unit")
        if not text:
            if headed is not None or not self._is_by_unit():
                meant = headed or asked.own
                return meant if asked.kind is DecisionKind.ALLOCATE or meant is asked.own else None
            if asked.kind is DecisionKind.ALLOCATE:
                row.wrong("unit", "trống. Cách xử lý: ghi tên đơn vị được giao.")
            return None
        found = self._meant(text)
        if asked.kind is DecisionKind.RECEIVE:
            return found if found is asked.own else None
        if found is None:
            row.wrong(
                "unit",
                f"«{text}» không phải đơn vị này hay đơn vị trực thuộc, hoặc có hai đơn vị cùng tên. "
                "Cách xử lý: ghi đủ loại và tên, như xã Mẫu.",
            )
        return found

    def _meant(self, words: str) -> Unit | None:
        if words not in self._units:
            self._units[words] = unit_said(words, [self.asked.own, *self.asked.below])
        return self._units[words]

    def _is_by_unit(self) -> bool:
        """Whether the sheet tells units at all: in a column, or in rows that head others."""
        if self._by_unit is None:
            sheet = self.reading.sheet
            heads = {words for row in sheet.rows for words in row.above}
            self._by_unit = "unit" in sheet.places or any(map(self._meant, heads))
        return self._by_unit

    def _taken(self, row: Row, unit: Unit, piece: Piece) -> tuple[Key, Line | None]:
        """The line that an amount goes to and the one it comes out of; what is wrong is noted in the row."""
        asked, is_own = self.asked, unit is self.asked.own
        allocates = asked.kind is DecisionKind.ALLOCATE
        item = piece.item if allocates and is_own else ""
        key = Key(
            unit.area_id,
            asked.year,
            asked.programme.id if asked.programme else "",
            piece.nature,
            piece.source,
            piece.project,
            item=item,
        )
        if number := activity_called(asked.activities, item, key):
            key = replace(key, item="", activity_id=number)
        if with_faults(row, key) or self._is_repeated(row, unit, piece) or not allocates:
            return key, None
        line = self._giving(row, key, piece.amount)
        return (replace(key, origin_year=line.origin_year), line) if line else (key, None)

    def _is_repeated(self, row: Row, unit: Unit, piece: Piece) -> bool:
        told = (unit.area_id, piece, plain(piece.item))
        if told in self._seen and self._seen[told] != row.number:
            row.wrong("amount", f"giống hệt dòng {self._seen[told]}. Cách xử lý: bỏ một dòng.")
            return True
        self._seen[told] = row.number
        return False

    def _giving(self, row: Row, key: Key, amount: int) -> Line | None:
        """A line of the unit with enough to allocate, of the same project or the nearest wider one."""
        fitting = [one for one in self.asked.lines if _fits(one, key)]
        fitting.sort(key=lambda one: -len(one.project))
        left = [self._left.get(one.pk, one.unallocated) for one in fitting]
        giving = next((one for one, there in zip(fitting, left, strict=True) if there >= amount), None)
        if giving is None:
            row.wrong(
                "amount",
                f"cần {whole(amount)} đồng, dòng phù hợp còn {whole(max(left, default=0))} đồng chưa phân bổ "
                f"({key_named(key, self.asked.activities)}). Cách xử lý: xem lại dự án, nguồn, tính chất "
                "vốn, hoặc ghi quyết định giao kinh phí trước.",
            )
            return None
        self._left[giving.pk] = self._left.get(giving.pk, giving.unallocated) - amount
        return giving


def _fits(line: Line, key: Key) -> bool:
    if (line.programme, line.nature, line.source) != (key.programme, key.nature, key.source):
        return False
    if key_of(line) == replace(key, origin_year=line.origin_year):
        return True
    is_wider = line.project in {"", key.project} or key.project.startswith(f"{line.project}.")
    return is_wider and not line.item and not line.use and line.activity_id is None
