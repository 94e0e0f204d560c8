"""Vouchers in a spreadsheet of the treasury or the office: columns recognised, each row read or told why not.

Good rows are kept, each bad row is named with its field, the reason and the remedy. A number that stands on
several rows of one day and kind is one voucher of several lines; with a bad row all of it waits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from giamngheo.apps.budgets.actions import Part, Voucher
from giamngheo.apps.budgets.dimensions import named
from giamngheo.apps.budgets.models import Entry, Line
from giamngheo.apps.budgets.posting import short_of
from giamngheo.apps.budgets.sheets.rows import Fields, Looked, Row, dong, opened, table_in
from giamngheo.apps.budgets.sheets.words import nature_said, project_said, source_said
from giamngheo.apps.budgets.states import VOUCHERS, Account, EntryKind
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import parse_day, plain

_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "number": (
        "số chứng từ",
        "chứng từ",
        "số ct",
        "số giấy rút dự toán",
        "số giấy rút",
        "số ctu",
        "số hiệu chứng từ",
    ),
    "day": ("ngày chứng từ", "ngày ct", "ngày hạch toán", "ngày", "ngày tháng"),
    "kind": ("nghiệp vụ", "loại chứng từ", "hình thức chi", "tạm ứng thanh toán", "loại"),
    "amount": ("số tiền", "thành tiền", "giá trị", "số tiền đồng", "tổng tiền"),
    "project": ("dự án tiểu dự án", "mã dự án", "dự án", "tiểu dự án", "mã tiểu dự án"),
    "item": ("nội dung hoạt động", "hoạt động", "mô hình công trình", "tên công trình", "nội dung"),
    "nature": ("tính chất vốn", "tính chất", "loại vốn"),
    "source": ("nguồn kinh phí", "nguồn vốn", "nguồn"),
    "payee": ("người nhận", "đơn vị thụ hưởng", "người thụ hưởng", "đơn vị nhận tiền"),
    "why": ("diễn giải", "nội dung chi", "ghi chú"),
}
NAMES: Final = {
    "number": "Số chứng từ",
    "day": "Ngày",
    "kind": "Nghiệp vụ",
    "amount": "Số tiền",
    "project": "Dự án",
    "item": "Nội dung",
    "nature": "Tính chất vốn",
    "source": "Nguồn",
    "payee": "Người nhận",
    "why": "Diễn giải",
}
FIELDS: Final = Fields(_WORDS, NAMES, ("number", "day", "amount", "project"))
_KINDS: Final = (  # the first whose words are all there
    (EntryKind.RECOVER, ("thu hoi",)),
    (EntryKind.REFUND, ("nop tra",)),
    (EntryKind.REFUND, ("khoi phuc",)),
    (EntryKind.PAY_ADVANCE, ("thanh toan", "tam ung")),
    (EntryKind.PAY_ADVANCE, ("hoan ung",)),
    (EntryKind.ADVANCE, ("tam ung",)),
    (EntryKind.PAY, ("thanh toan",)),
    (EntryKind.PAY, ("thuc chi",)),
)


@dataclass(frozen=True)
class Ready:
    """A voucher that can be written, from which rows."""

    voucher: Voucher
    parts: tuple[Part, ...]
    rows: tuple[int, ...]

    @property
    def amount(self) -> int:
        """Its sum in đồng."""
        return sum(one.amount for one in self.parts)

    @property
    def of(self) -> str:
        """Which lines it is about, in words."""
        return "; ".join(named(one.line) for one in self.parts)


def look(path: Path, lines: Sequence[Line], area_id: int, year: int, today: date) -> Looked[Ready]:
    """Read a file for a unit and year; raises BudgetError where no table of vouchers is in it."""
    sheet = opened(table_in(path), FIELDS)
    factor = sheet.factor(sheet.table.headings[sheet.places["amount"]].text)
    reader = _Reader(lines, year, today, factor)
    told = [(row, reader.read(row)) for row in sheet.rows]
    ready = _together(told, area_id, year)
    return Looked(sheet, NAMES, tuple(ready), factor)


@dataclass(frozen=True)
class _Said:
    """What a row says, read."""

    kind: EntryKind
    number: str
    day: date
    line: Line
    amount: int
    payee: str
    why: str


class _Reader:
    """Reads rows for one unit and year."""

    def __init__(self, lines: Sequence[Line], year: int, today: date, factor: int) -> None:
        self.lines, self.year, self.today, self.factor = lines, year, today, factor

    def read(self, row: Row) -> _Said | None:
        """What a row says; None where it has faults, which are noted in it."""
        number = row.text("number")
        if not number:
            row.wrong("number", "trống. Cách xử lý: ghi số chứng từ của kho bạc.")
        elif len(number) > 60:
            row.wrong("number", "dài hơn 60 chữ. Cách xử lý: chỉ ghi số chứng từ.")
        day, kind, amount = self._day(row), self._kind(row), self._amount(row)
        line = self._line(row)
        if row.faults or day is None or kind is None or amount is None or line is None:
            return None
        return _Said(kind, number, day, line, amount, row.text("payee")[:200], row.text("why")[:500])

    def _day(self, row: Row) -> date | None:
        value = row.cells.get("day")
        if isinstance(value, datetime):
            value = value.date()
        if not isinstance(value, date):
            try:
                value = parse_day(row.text("day"))
            except ValueError as error:
                row.wrong("day", str(error))
                return None
        if value > self.today:
            row.wrong("day", f"{day_text(value)} chưa tới. Cách xử lý: xem lại ngày trên chứng từ.")
        elif value.year < self.year:
            row.wrong(
                "day", f"{day_text(value)} trước năm ngân sách {self.year}. Cách xử lý: xem lại ngày, năm."
            )
        return value

    def _kind(self, row: Row) -> EntryKind | None:
        said = plain(row.text("kind"))
        if not said:
            return EntryKind.PAY
        for kind, words in _KINDS:
            if all(word in said for word in words):
                return kind
        row.wrong(
            "kind",
            f"«{row.text('kind')}» chưa rõ là gì. Cách xử lý: ghi tạm ứng, thanh toán, thanh toán tạm ứng, "
            "thu hồi tạm ứng hay nộp trả.",
        )
        return None

    def _amount(self, row: Row) -> int | None:
        amount = dong(row.cells.get("amount"), self.factor)
        if isinstance(amount, str):
            row.wrong("amount", amount)
            return None
        return amount

    def _line(self, row: Row) -> Line | None:
        said = row.text("project")
        code = project_said(said)
        if not code:
            row.wrong("project", f"«{said}» không có mã dự án. Cách xử lý: ghi mã, như 2 hay 3.1.")
            return None
        found = [one for one in self.lines if one.project == code]
        for name, of in (("item", _item), ("source", _source), ("nature", _nature)):
            wanted = plain(row.text(name))
            if len(found) > 1 and wanted:
                found = [one for one in found if of(one, wanted)] or found
        if len(found) == 1:
            return found[0]
        if not found:
            row.wrong(
                "project",
                f"dự án {code} không có kinh phí được phân bổ để chi năm {self.year}. Cách xử lý: xem lại "
                "mã, hoặc ghi quyết định phân bổ trước.",
            )
        else:
            row.wrong(
                "item",
                f"dự án {code} có {len(found)} dòng kinh phí, chưa rõ dòng nào. Cách xử lý: ghi cột "
                f"Nội dung, Nguồn đúng như sổ: {'; '.join(named(one) for one in found[:3])}.",
            )
        return None


def _item(line: Line, wanted: str) -> bool:
    return wanted in {plain(line.item), plain(line.activity.title) if line.activity else ""}


def _source(line: Line, wanted: str) -> bool:
    return line.source == source_said(wanted)


def _nature(line: Line, wanted: str) -> bool:
    return line.nature == nature_said(wanted, line.year)


def _together(told: Sequence[tuple[Row, _Said | None]], area_id: int, year: int) -> list[Ready]:
    """The vouchers whose rows are good, whose number is new and for which there is money, in order."""
    by_number: dict[str, list[tuple[Row, _Said | None]]] = {}
    for row, said in told:
        if number := row.text("number"):
            by_number.setdefault(number, []).append((row, said))
    written = Entry.objects.filter(area=area_id, year=year, reversed_at=None, reverses=None)
    known = set(written.filter(voucher__in=by_number).values_list("voucher", flat=True))
    held: dict[tuple[int, Account], int] = {}
    ready = []
    for number, rows in by_number.items():
        if number in known:
            for row, _ in rows:
                row.wrong("number", f"chứng từ {number} đã có trong sổ năm {year}. Cách xử lý: bỏ dòng này.")
            continue
        bad = [row.number for row, said in rows if said is None]
        good = [(row, said) for row, said in rows if said is not None]
        if bad:
            for row, _ in good:
                row.wrong(
                    "number", f"chứng từ {number} có dòng {bad[0]} chưa đúng. Cách xử lý: sửa dòng ấy trước."
                )
            continue
        one = _one_voucher(number, good, held)
        if one is not None:
            ready.append(one)
    return ready


def _one_voucher(
    number: str, rows: Sequence[tuple[Row, _Said]], held: dict[tuple[int, Account], int]
) -> Ready | None:
    first = rows[0][1]
    seen: dict[tuple[int, int], int] = {}
    for row, said in rows:
        if (said.kind, said.day) != (first.kind, first.day):
            row.wrong(
                "number", f"số {number} đứng ở hai ngày hoặc hai nghiệp vụ. Cách xử lý: xem lại số chứng từ."
            )
        elif (said.line.pk, said.amount) in seen:
            row.wrong("amount", f"giống hệt dòng {seen[said.line.pk, said.amount]}. Cách xử lý: bỏ một dòng.")
        seen[said.line.pk, said.amount] = row.number
    out_of, into = VOUCHERS[first.kind]
    wanted: dict[int, int] = {}
    for _, said in rows:
        wanted[said.line.pk] = wanted.get(said.line.pk, 0) + said.amount
    lines = {said.line.pk: said.line for _, said in rows}
    for pk, amount in wanted.items():
        there = held.get((pk, out_of), lines[pk].held(out_of))
        if there < amount:
            rows[0][0].wrong("amount", short_of(lines[pk], out_of, there, amount))
    if any(row.faults for row, _ in rows):
        return None
    for pk, amount in wanted.items():
        held[pk, out_of] = held.get((pk, out_of), lines[pk].held(out_of)) - amount
        held[pk, into] = held.get((pk, into), lines[pk].held(into)) + amount
    voucher = Voucher(first.kind, number, first.day, first.payee, first.why)
    parts = tuple(Part(lines[pk], amount) for pk, amount in wanted.items())
    return Ready(voucher, parts, tuple(row.number for row, _ in rows))
