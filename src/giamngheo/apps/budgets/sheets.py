"""Vouchers in a spreadsheet of the treasury or the office: columns recognised, each row read or told why not.

Good rows are kept, each bad row is named with its field, the reason and the remedy. A number that stands on
several rows of one day and kind is one voucher of several lines; with a bad row all of it waits.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from giamngheo.apps.budgets.actions import Part, Voucher
from giamngheo.apps.budgets.dimensions import named
from giamngheo.apps.budgets.models import Entry, Line
from giamngheo.apps.budgets.posting import BudgetError, short_of
from giamngheo.apps.budgets.states import VOUCHERS, Account, EntryKind
from giamngheo.foundation.sheets import Limits, SheetError, Table, match_headings, open_workbook, read_table
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import parse_day, plain
from giamngheo.law.budgets.library import money_law

LIMITS: Final = Limits(bytes=10 * 1024 * 1024, rows=5_000, columns=60)
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
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
NEEDED: Final = ("number", "day", "amount", "project")
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
_CODE: Final = re.compile(r"(?<![\d.])(\d{1,2}(?:\.\d{1,2})?)(?![\d.])")
_SUM: Final = re.compile(r"(cong|tong|luy ke|cong don)\b")
_UNITS: Final = (("trieu", 10**6), ("nghin", 10**3), ("ngan dong", 10**3))
"""Words of a heading or of the lines above it that say in how many đồng amounts are written."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row of the file: where, in which field, why and what to do."""

    row: int
    field: str
    why: str


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


@dataclass(frozen=True)
class Looked:
    """A file as it was read: the columns found, what can be written, what waits and why."""

    columns: Mapping[str, str]
    ready: tuple[Ready, ...]
    faults: tuple[Fault, ...]
    factor: int
    rows: int
    sums: tuple[int, ...]

    @property
    def unit(self) -> str:
        """In what amounts of the file are written."""
        return {10**6: "triệu đồng", 10**3: "nghìn đồng"}.get(self.factor, "đồng")


@dataclass
class _Row:
    number: int
    cells: Mapping[str, Any]
    faults: list[Fault] = field(default_factory=list)

    def wrong(self, name: str, why: str) -> None:
        self.faults.append(Fault(self.number, NAMES[name], why))

    def text(self, name: str) -> str:
        value = self.cells.get(name)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else " ".join(str(value).split())


def look(path: Path, lines: Sequence[Line], area_id: int, year: int, today: date) -> Looked:
    """Read a file for a unit and year; raises BudgetError where no table of vouchers is in it."""
    try:
        table = read_table(open_workbook(path, LIMITS))
    except SheetError as error:
        raise BudgetError(str(error), "tep") from error
    found = match_headings(table.headings, FIELDS)
    missing = [NAMES[name] for name in NEEDED if name not in found]
    if missing:
        raise BudgetError(
            f"Không thấy cột {', '.join(missing)}. Cách xử lý: đặt tên cột đúng như vậy rồi nạp lại.",
            "tep",
        )
    factor = _factor(table, table.headings[found["amount"].heading_index].text)
    all_rows = list(_rows(table, {name: match.heading_index for name, match in found.items()}))
    sums = tuple(one.number for one in all_rows if _is_sum(one))
    rows = [one for one in all_rows if one.number not in sums]
    reader = _Reader(lines, year, today, factor)
    told = [(row, reader.read(row)) for row in rows]
    ready = _together(told, area_id, year)
    faults = sorted((one for row in rows for one in row.faults), key=lambda one: one.row)
    columns = {NAMES[name]: table.headings[match.heading_index].text for name, match in found.items()}
    return Looked(columns, tuple(ready), tuple(faults), factor, len(rows), sums)


def _rows(table: Table, places: Mapping[str, int]) -> Iterator[_Row]:
    body = table.body
    for cells in body.iter_rows(named=True):
        yield _Row(cells["row"], {name: cells[f"c{place}"] for name, place in places.items()})


def _factor(table: Table, heading: str) -> int:
    """How many đồng one of the amounts is: its heading says so, else a line above («Đơn vị tính: …»)."""
    above = [plain(str(cell)) for row in table.head.drop("row", "kind").iter_rows() for cell in row if cell]
    for words in (plain(heading), *(one for one in above if "don vi tinh" in one or one.startswith("dvt"))):
        for word, factor in _UNITS:
            if word in words:
                return factor
    return 1


def _is_sum(row: _Row) -> bool:
    """Whether a row adds up others: it begins so and names no project."""
    first = next(
        (plain(row.text(name)) for name in ("number", "day", "project", "item") if row.text(name)), ""
    )
    return bool(_SUM.match(first)) and not (row.text("number") and row.text("project"))


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

    def read(self, row: _Row) -> _Said | None:
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

    def _day(self, row: _Row) -> date | None:
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

    def _kind(self, row: _Row) -> EntryKind | None:
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

    def _amount(self, row: _Row) -> int | None:
        value = row.cells.get("amount")
        if isinstance(value, str):
            value = _number(value)
        amount = None if value is None or isinstance(value, bool) else round(float(value) * self.factor)
        if row.cells.get("amount") is None:
            row.wrong(
                "amount",
                "trống, hoặc là công thức chưa tính. Cách xử lý: mở tệp bằng Excel rồi lưu lại, hoặc ghi số.",
            )
            return None
        if amount is None or amount <= 0:
            row.wrong(
                "amount", f"«{row.text('amount')}» không phải số tiền. Cách xử lý: ghi số đồng lớn hơn 0."
            )
            return None
        return amount

    def _line(self, row: _Row) -> Line | None:
        said = row.text("project")
        code = _CODE.search(said)
        if code is None:
            row.wrong("project", f"«{said}» không có mã dự án. Cách xử lý: ghi mã, như 2 hay 3.1.")
            return None
        found = [one for one in self.lines if one.project == code[1]]
        for name, of in (("item", _item), ("source", _source), ("nature", _nature)):
            wanted = plain(row.text(name))
            if len(found) > 1 and wanted:
                found = [one for one in found if of(one, wanted)] or found
        if len(found) == 1:
            return found[0]
        if not found:
            row.wrong(
                "project",
                f"dự án {code[1]} không có kinh phí được phân bổ để chi năm {self.year}. Cách xử lý: xem lại "
                "mã, hoặc ghi quyết định phân bổ trước.",
            )
        else:
            row.wrong(
                "item",
                f"dự án {code[1]} có {len(found)} dòng kinh phí, chưa rõ dòng nào. Cách xử lý: ghi cột "
                f"Nội dung, Nguồn đúng như sổ: {'; '.join(named(one) for one in found[:3])}.",
            )
        return None


def _number(text: str) -> float | None:
    """A number as offices write it: 12.500.000, 12,5, 12500000 đồng."""
    digits = "".join(text.casefold().split()).removesuffix("đồng").removesuffix("đ")
    if re.fullmatch(r"\d{1,3}(\.\d{3})*(,\d+)?|\d+(,\d+)?", digits):
        return float(digits.replace(".", "").replace(",", "."))
    return None


def _item(line: Line, wanted: str) -> bool:
    return wanted in {plain(line.item), plain(line.activity.title) if line.activity else ""}


def _source(line: Line, wanted: str) -> bool:
    source = money_law().source(line.source)
    words = (source.name, source.id, *source.words) if source else ()
    return wanted in {plain(word) for word in words}


def _nature(line: Line, wanted: str) -> bool:
    nature = money_law().nature(line.nature)
    names = {plain(nature.called(date(line.year, 12, 31))), plain(nature.name)} if nature else set()
    return wanted in names or any(wanted in name for name in names)


def _together(told: Sequence[tuple[_Row, _Said | None]], area_id: int, year: int) -> list[Ready]:
    """The vouchers whose rows are good, whose number is new and for which there is money, in order."""
    by_number: dict[str, list[tuple[_Row, _Said | None]]] = {}
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
    number: str, rows: Sequence[tuple[_Row, _Said]], held: dict[tuple[int, Account], int]
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
