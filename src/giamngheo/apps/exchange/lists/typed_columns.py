"""Typed columns of Parquet as evidence, by expressions that read every value as `evidence` reads a cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw

from giamngheo.apps.exchange.lists.fields import FieldKind
from giamngheo.apps.exchange.lists.limits import impossible
from giamngheo.apps.exchange.lists.recognition import Column
from giamngheo.apps.exchange.lists.residence import UnknownResidenceError, residence_of
from giamngheo.foundation.sheets import UnreadableFile
from giamngheo.foundation.text import plain
from giamngheo.law.library import Rules
from giamngheo.law.vocabulary.standards import Residence
from giamngheo.measurement.tables import DEPRIVED

MOST = 9_000_000_000_000_000  # as for cells: beyond it Float64 does not hold every whole number
NUMBERS = (FieldKind.TICK, FieldKind.WHOLE, FieldKind.AMOUNT, FieldKind.DECIMAL)
WORDS = (FieldKind.CHOICE, FieldKind.AREA_KIND)
WORDS_TOLD = 5
_TYPE_NAMES = (
    (("String", "Categorical", "Enum"), "chữ"),
    (("Boolean",), "đúng/sai"),
    (("Date",), "ngày"),
    (("Datetime",), "ngày giờ"),
    (("Time",), "giờ"),
    (("Duration",), "khoảng thời gian"),
    (("List", "Array"), "danh sách"),
    (("Struct",), "nhiều mục lồng nhau"),
    (("Binary",), "dữ liệu nhị phân"),
)


@dataclass(frozen=True)
class Reading:
    """One column: its `value` from the file, and why a value cannot be: the first reason that holds counts.

    `unread` speaks of the column of the file, `impossible` of the value already read (column `name`).
    """

    name: str
    heading: str
    value: nw.Expr
    unread: Mapping[str, nw.Expr]
    impossible: Mapping[str, nw.Expr]
    blank_is_no: bool = False

    @property
    def reasons(self) -> tuple[str, ...]:
        """All reasons, in the order of their codes."""
        return (*self.unread, *self.impossible)

    @property
    def fault(self) -> str:
        """The column that holds the code of the reason, null for a good value."""
        return f"_fault_{self.name}"


def refuse_other_types(column: Column, dtype: Any) -> None:
    """Refuse a column of evidence whose type is not that of its field.

    Raises:
        UnreadableFile: naming the column, its type and what to do.
    """
    assert column.field is not None
    kind = column.field.kind
    fits = (
        dtype.is_numeric() or (kind is FieldKind.TICK and dtype == nw.Boolean)
        if kind in NUMBERS
        else dtype in (nw.String, nw.Categorical, nw.Enum)
    )
    if fits and kind in (*NUMBERS, *WORDS):
        return
    needed = {FieldKind.TICK: "số 0, 1 hoặc đúng/sai"} | dict.fromkeys(WORDS, "chữ")
    name = type(dtype).__name__
    words = next(
        (words for names, words in _TYPE_NAMES if name in names), "số" if dtype.is_numeric() else name
    )
    change = f"đổi cột thành {needed.get(kind, 'số')}" if kind in (*NUMBERS, *WORDS) else "bỏ cột ấy"
    raise UnreadableFile(
        f"Cột «{column.heading}» ({column.field.label}) có kiểu {words}; --engine và --by không đọc được. "
        f"Bỏ --engine và --by, hoặc {change}, hoặc dùng --map để không nhận cột này."
    )


def number_reading(
    column: Column, dtype: Any, source: str, rules: Rules, *, yes: int, blank_is_no: bool
) -> Reading:
    """A numeric or Boolean column as its field reads it: ticks (`yes` or 0), whole, money, decimals."""
    assert column.field is not None
    field, cell = column.field, nw.col(source)
    unread: dict[str, nw.Expr]
    if field.kind is FieldKind.TICK:
        value = cell if dtype == nw.Boolean else cell == yes
        wrong = (
            {}
            if dtype == nw.Boolean
            else {"không rõ là có hay không; hãy ghi 1 hoặc 0": (cell != 0) & (cell != yes)}
        )
        return Reading(
            field.id, column.heading, value, wrong, {}, blank_is_no and field.id.startswith(DEPRIVED)
        )
    if field.kind is FieldKind.WHOLE:
        value, unread = _whole(cell, dtype)
    elif field.kind is FieldKind.AMOUNT:
        value, unread = _amount(cell, column)
    else:
        value = cell.cast(nw.Float64)
        unread = {"không phải số": ~value.is_finite()}
    limits = impossible(rules, {field.id: nw.col(field.id)}).get(field.id, {})
    return Reading(field.id, column.heading, value, unread, limits)


def _whole(cell: nw.Expr, dtype: Any) -> tuple[nw.Expr, dict[str, nw.Expr]]:
    if dtype.is_integer():
        return cell.cast(nw.Int64), {}
    number = cell.cast(nw.Float64)
    finite, broken, huge = number.is_finite(), number != number.floor(), number.abs() > MOST
    value = nw.when(finite & ~broken & ~huge).then(number).cast(nw.Int64)
    return value, {"không phải số": ~finite, "phải là số nguyên": broken, "số quá lớn": huge}


def _amount(cell: nw.Expr, column: Column) -> tuple[nw.Expr, dict[str, nw.Expr]]:
    """Whole đồng, rounded up: four decimals are kept before, as for cells, and a year is twelve months."""
    dong = cell.cast(nw.Float64) * (column.unit or 1)
    finite, negative, huge = dong.is_finite(), dong < 0, dong.abs() > MOST
    below = dong.floor().cast(nw.Float64)  # Spark makes it a whole number, which overflows
    rounded = nw.when(dong * 10_000 - below * 10_000 > 0.5).then(below + 1).otherwise(below)
    value = nw.when(finite & ~negative & ~huge).then(rounded).cast(nw.Int64)
    if column.per_year:
        value = (value + 11) // 12
    unread = {
        "không phải số tiền": ~finite,
        "số tiền không được âm": negative,
        "số tiền quá lớn": huge,
    }
    return value, unread


def choice_reading(column: Column, source: str, words: Iterable[str]) -> Reading:
    """Answers by their words; of a column only its few different `words` are looked at."""
    assert column.field is not None
    known = {plain(word): code for code, label in column.field.codes for word in (code, label)}
    said = {word: plain(word.strip()) for word in words if word.strip()}
    value, text = nw.lit(None, nw.String), nw.col(source).cast(nw.String)
    for code, _ in column.field.codes:
        these = [word for word, bare in said.items() if known.get(bare) == code]
        if these:
            value = nw.when(text.is_in(these)).then(nw.lit(code)).otherwise(value)
    wrong = [word for word, bare in said.items() if bare not in known]
    reason = f"{listed(wrong)} không phải câu trả lời có trong phiếu"
    return Reading(column.field.id, column.heading, value, {reason: text.is_in(wrong)} if wrong else {}, {})


def residence_reading(name: str, heading: str, source: str, words: Iterable[str], rules: Rules) -> Reading:
    """Whether urban (Boolean), from the words of a column; what says nothing is told, and unknown."""
    known: dict[bool, list[str]] = {True: [], False: []}
    wrong: dict[str, str] = {}
    for word in words:
        if word.strip():
            try:
                known[residence_of(word, rules) is Residence.URBAN].append(word)
            except UnknownResidenceError as error:
                wrong[word] = str(error)
    value, text = nw.lit(None, nw.Boolean), nw.col(source).cast(nw.String)
    for urban, these in known.items():
        if these:
            value = nw.when(text.is_in(these)).then(nw.lit(urban)).otherwise(value)
    reason = f"{listed(wrong)} không cho biết nông thôn hay thành thị"
    if len(wrong) == 1:
        reason = next(iter(wrong.values()))
    return Reading(name, heading, value, {reason: text.is_in(list(wrong))} if wrong else {}, {})


def listed(words: Iterable[str]) -> str:
    """The first few words in their order, quoted."""
    ordered = sorted(words)
    return ", ".join(f"«{word}»" for word in ordered[:WORDS_TOLD]) + (
        " …" if len(ordered) > WORDS_TOLD else ""
    )
