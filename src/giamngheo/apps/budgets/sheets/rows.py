"""A spreadsheet opened for a list of fields: its columns recognised, rows with what they take from above.

Rows that add others up are left out and named: those that say so, and those whose ordinal is followed by
deeper ones (I, then 1; 2, then 2.1). Such a row also says what the rows under it are of.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from giamngheo.apps.budgets.posting import BudgetError
from giamngheo.foundation.sheets import (
    Heading,
    Limits,
    SheetError,
    Table,
    match_headings,
    open_workbook,
    read_table,
)
from giamngheo.foundation.sheets.values import unit_of_heading
from giamngheo.foundation.text import plain

LIMITS: Final = Limits(bytes=10 * 1024 * 1024, rows=5_000, columns=60)
Thing = TypeVar("Thing")
_SUM: Final = re.compile(r"(cong|tong|luy ke|cong don)\b")
_ORDINALS: Final = (  # the deeper, the later
    re.compile(r"[A-H]$"),
    re.compile(r"[IVX]+$"),
    re.compile(r"\d{1,4}$"),
    re.compile(r"\d{1,3}(\.\d{1,3})+$"),
    re.compile(r"[a-h]$"),
    re.compile(r"[-–+*]$"),
)
_ORDINAL_HEADINGS: Final = frozenset({"stt", "tt", "so tt", "so thu tu"})
MOST: Final = 10**15
"""More đồng than the whole programme has: a slip of the keys."""
_GROUPED: Final = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?|\d+(,\d+)?")
_ENGLISH: Final = re.compile(r"\d{1,3}(,\d{3}){2,}(\.\d+)?|\d+\.\d+")
_UNCLEAR: Final = re.compile(r"\d{1,3}\.\d{3}")
_UNMARKED: Final = 1
_HAS_WORDS: Final = re.compile(r"[^\W\d]{2}")
_NEARLY: Final = Decimal("0.001")


@dataclass(frozen=True)
class Fields:
    """What is looked for: words of headings by field, its name on the screen, and which must be there."""

    words: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    needed: tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row of the file: where, in which field, why and what to do."""

    row: int
    field: str
    why: str


@dataclass
class Row:
    """A row of the body by fields and, `raw`, by columns.

    `above` is what the rows that head it say in words, the nearest first: their numbers are sums.
    """

    number: int
    cells: dict[str, Any]
    raw: tuple[Any, ...]
    names: Mapping[str, str]
    above: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)

    def wrong(self, name: str, why: str) -> None:
        """Note what is wrong with a field."""
        self.faults.append(Fault(self.number, self.names[name], why))

    def text(self, name: str) -> str:
        """What a cell says, without surplus blanks."""
        return said(self.cells.get(name))


@dataclass(frozen=True)
class Opened:
    """A table with the columns of its fields (from 0), its rows, and those that add others up."""

    table: Table
    places: Mapping[str, int]
    rows: tuple[Row, ...]
    sums: tuple[int, ...]
    groups: tuple[int, ...]
    ordinal: int | None = None

    def columns(self, names: Mapping[str, str]) -> dict[str, str]:
        """The heading under which each field was found."""
        return {names[name]: self.table.headings[place].text for name, place in self.places.items()}

    def lines_above(self) -> list[str]:
        """The lines that stand above the table, their cells joined."""
        told = self.table.head.filter(self.table.head["kind"] == "title").drop("row", "kind")
        return [" ".join(said(cell) for cell in row if cell) for row in told.iter_rows()]

    def factor(self, *headings: str) -> int:
        """How many đồng one of the amounts is: a heading says so, else a line above («Đơn vị tính: …»)."""
        above = [one for one in self.lines_above() if re.search(r"don vi tinh|\bdvt\b", plain(one))]
        return next((unit for words in (*headings, *above) if (unit := unit_of_heading(words))), 1)


@dataclass(frozen=True)
class Looked(Generic[Thing]):
    """A file as it was read: what of it can be written, what waits and why, what was left out.

    `filled` are rows that took something from above, `others` rows of other units, `known` those written
    before.
    """

    sheet: Opened
    names: Mapping[str, str]
    ready: tuple[Thing, ...]
    factor: int
    amount_columns: tuple[str, ...] = ()
    filled: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    known: tuple[int, ...] = ()

    @property
    def columns(self) -> dict[str, str]:
        """The heading under which each field was found, by its name."""
        return self.sheet.columns(self.names)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All that is wrong, from the top of the file down."""
        told = (one for row in self.sheet.rows for one in row.faults)
        return tuple(sorted(told, key=lambda one: one.row))

    @property
    def rows(self) -> int:
        """How many rows were read."""
        return len(self.sheet.rows)

    @property
    def faulty_rows(self) -> int:
        """In how many rows something is wrong."""
        return sum(bool(row.faults) for row in self.sheet.rows)

    @property
    def unit(self) -> str:
        """In what amounts of the file are written."""
        return {10**9: "tỷ đồng", 10**6: "triệu đồng", 10**3: "nghìn đồng"}.get(self.factor, "đồng")


def table_in(path: Path) -> Table:
    """The table of a file; raises BudgetError where there is none."""
    try:
        return read_table(open_workbook(path, LIMITS))
    except SheetError as error:
        raise BudgetError(str(error), "tep") from error


def opened(table: Table, of: Fields, left_out: Callable[[Heading], bool] = lambda _: False) -> Opened:
    """Recognise the columns; headings `left_out` mean no field. BudgetError where fields are missing."""
    found = match_headings([one for one in table.headings if not left_out(one)], of.words)
    missing = [of.names[name] for name in of.needed if name not in found]
    if missing:
        raise BudgetError(
            f"Không thấy cột {', '.join(missing)}. Cách xử lý: đặt tên cột đúng như vậy rồi nạp lại.", "tep"
        )
    places = {name: match.heading_index for name, match in found.items()}
    ordinal = next((one.index for one in table.headings if plain(one.text) in _ORDINAL_HEADINGS), None)
    rows, sums, groups = _sorted(table, places, ordinal, of.names)
    return Opened(table, places, tuple(rows), tuple(sums), tuple(groups), ordinal)


def said(value: object) -> str:
    """A cell as text, a whole number without decimals, without surplus blanks."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else " ".join(str(value).split())


def dong(value: object, factor: int) -> int | str:
    """Whole đồng of a cell in `factor` đồng; else in words why not, with what to do."""
    if value is None or value == "":
        return "trống, hoặc là công thức chưa tính. Cách xử lý: mở tệp bằng Excel rồi lưu lại, hoặc ghi số."
    exact = _decimal(value)
    if exact is None or exact <= 0:
        return f"«{said(value)}» không phải số tiền. Cách xử lý: ghi số đồng lớn hơn 0."
    if isinstance(value, str) and factor >= 10**6 and _UNCLEAR.fullmatch("".join(value.split())):
        return (
            f"«{said(value)}» chưa rõ dấu chấm là phần nghìn hay phần lẻ. Cách xử lý: phần lẻ thì ghi dấu "
            "phẩy, phần nghìn thì bỏ dấu chấm."
        )
    amount = exact * factor
    whole = amount.to_integral_value()
    if abs(whole) >= MOST:
        return f"«{said(value)}» lớn quá mức hợp lý. Cách xử lý: xem lại số tiền và đơn vị tính của cột."
    if abs(amount - whole) > _NEARLY:  # fractions of a binary number are less
        return f"«{said(value)}» có phần lẻ dưới một đồng. Cách xử lý: ghi số tiền tròn đồng."
    return int(whole)


def _decimal(value: object) -> Decimal | None:
    """A number as Excel holds it or as offices write it: 12.500.000, 12,5, 12500000 đồng."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return Decimal(repr(value))
    digits = "".join(str(value).casefold().split()).removesuffix("đồng").removesuffix("đ")
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif _ENGLISH.fullmatch(digits):
        digits = digits.replace(",", "")
    else:
        return None
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None


def _sorted(
    table: Table, places: Mapping[str, int], ordinal: int | None, names: Mapping[str, str]
) -> tuple[list[Row], list[int], list[int]]:
    """The rows of the body with what heads them; the numbers of the sums and of the rows that head others."""
    rows, sums, groups = list[Row](), list[int](), list[int]()
    heads: list[tuple[int, list[str]]] = []
    told = list(_filled(table, ordinal))
    for (kind, mark, number, raw), (_, below, *_) in zip(told, [*told[1:], ("", "", 0, ())], strict=True):
        one = Row(number, {name: raw[at] for name, at in places.items()}, raw, names)
        words = [said(value) for value in raw if value is not None]
        if kind == "total" or _adds_up(words, one):
            sums.append(number)
            continue
        level = _level(mark)
        if level is not None:
            heads = [head for head in heads if head[0] < level]
        if kind == "group" or _is_alone(raw, ordinal) or _is_over(mark, below):
            deep = level if level is not None else _UNMARKED
            heads = [*(head for head in heads if head[0] < deep), (deep, words)]
            groups.append(number)
            continue
        one.above = tuple(
            said_there
            for _, there in reversed(heads)
            for said_there in there
            if _HAS_WORDS.search(said_there)
        )
        rows.append(one)
    foot = table.foot.filter(table.foot["kind"] == "total")
    return rows, [*sums, *(int(number) for number in foot["row"])], groups


def _filled(table: Table, ordinal: int | None) -> Iterator[tuple[str, str, int, tuple[Any, ...]]]:
    """Kind, ordinal, number and cells of each row that is filled."""
    for kind, (number, *cells) in zip(table.kinds, table.rows.iter_rows(), strict=True):
        if kind in {"body", "group", "total"}:
            mark = said(cells[ordinal]).strip("().: ") if ordinal is not None else ""
            yield kind, mark, int(number), tuple(cells)


def _level(mark: str) -> int | None:
    for level, pattern in enumerate(_ORDINALS):
        if pattern.match(mark):
            return level + mark.count(".")
    return None


def _is_over(mark: str, below: str) -> bool:
    """Whether the next row is a part of this one by their ordinals: I over 1, 2 over 2.1, not over 3.1."""
    level, deeper = _level(mark), _level(below)
    if level is None or deeper is None or deeper <= level:
        return False
    return not (mark[0].isdigit() and below[0].isdigit()) or below.startswith(f"{mark}.")


def _is_alone(raw: tuple[Any, ...], ordinal: int | None) -> bool:
    """Whether a row says one thing in words and nothing else: it heads the rows under it."""
    texts = [said(value) for at, value in enumerate(raw) if value is not None and at != ordinal]
    return len(texts) == 1 and bool(_HAS_WORDS.search(texts[0]))


def _adds_up(words: list[str], row: Row) -> bool:
    """Whether a row adds up others: it begins so, and is no voucher of a project."""
    first = next((plain(one) for one in words if _HAS_WORDS.search(one)), "")
    return bool(_SUM.match(first)) and not (row.text("number") and row.text("project"))
