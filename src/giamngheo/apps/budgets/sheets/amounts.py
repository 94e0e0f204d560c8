"""What the rows of an allocation or of needs say of money: project, nature, source, content and amounts.

Amounts stand in one column, or in a column for each source or nature («NSTW», «Vốn sự nghiệp – NSĐP»). An
empty cell is taken from the row above, or from the row that heads it; which rows did so is told.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from giamngheo.apps.budgets.dimensions import Key, faults_of
from giamngheo.apps.budgets.sheets.rows import Fields, Opened, Row, dong, opened, said, table_in
from giamngheo.apps.budgets.sheets.words import (
    heads_project,
    nature_said,
    project_said,
    source_said,
    source_within,
)
from giamngheo.foundation.sheets import Heading
from giamngheo.foundation.text import plain, whole
from giamngheo.law.vocabulary.programmes import Programme

WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "project": (
        "dự án tiểu dự án",
        "mã dự án",
        "dự án",
        "tiểu dự án",
        "mã tiểu dự án",
        "tên dự án",
        "chương trình dự án",
        "danh mục dự án",
    ),
    "item": (
        "nội dung hoạt động",
        "nội dung",
        "hoạt động",
        "nhiệm vụ",
        "nội dung nhiệm vụ",
        "nội dung chi",
        "tên công trình",
        "mô hình công trình",
    ),
    "nature": ("tính chất vốn", "tính chất", "loại vốn"),
    "source": ("nguồn kinh phí", "nguồn vốn", "nguồn", "nguồn ngân sách"),
    "year": ("năm", "năm ngân sách", "năm kế hoạch", "năm giao"),
}
NAMES: Final[Mapping[str, str]] = {
    "project": "Dự án",
    "item": "Nội dung",
    "nature": "Tính chất vốn",
    "source": "Nguồn",
    "year": "Năm",
    "amount": "Số tiền",
}
FIELD_OF: Final[Mapping[str, str]] = {
    "nam": "year",
    "du-an": "project",
    "tinh-chat": "nature",
    "nguon": "source",
    "noi-dung": "item",
    "hoat-dong": "item",
}
"""The field of a sheet that a fault of a key is told under."""
_YEAR: Final = re.compile(r"\b20\d\d\b")
_TOTAL: Final = re.compile(r"(tong|cong)\b")
_NONE: Final = frozenset({"", "-", "–", "0"})


@dataclass(frozen=True)
class Column:
    """A column of amounts: of which nature and source, where its heading says so."""

    index: int
    heading: str
    nature: str = ""
    source: str = ""


@dataclass(frozen=True)
class Layout:
    """Where amounts stand; `sums` are columns that add them up."""

    columns: tuple[Column, ...]
    sums: tuple[Column, ...]

    def is_amount(self, heading: Heading) -> bool:
        """Whether a heading is one of its columns."""
        return any(one.index == heading.index for one in (*self.columns, *self.sums))


@dataclass(frozen=True)
class Defaults:
    """What is meant where neither row nor heading says it; chosen by who loads the file."""

    project: str = ""
    nature: str = ""
    source: str = ""


@dataclass(frozen=True)
class Piece:
    """One amount of a row in đồng, and what it is of."""

    project: str
    nature: str
    source: str
    item: str
    amount: int


def layout_of(headings: Sequence[Heading], year: int) -> Layout:
    """The columns whose headings name a source or a nature; those of other years are not read."""
    columns, sums = list[Column](), list[Column]()
    for one in headings:
        if _is_of_another_year(one, year):
            continue
        last = plain(one.text.split(" – ")[-1])
        nature, source = nature_said(one.text, year), source_within(one.text)
        found = Column(one.index, one.text, nature, source)
        if _TOTAL.match(last) and not (source_within(last) or nature_said(last, year)):
            sums.append(found)
        elif nature or source:
            columns.append(found)
    return Layout(tuple(columns), tuple(sums) if columns else ())


def left_out(layout: Layout, year: int) -> Callable[[Heading], bool]:
    """Which headings mean no field: columns of amounts, of other years, and «Đơn vị tính»."""

    def told(one: Heading) -> bool:
        is_unit = plain(one.text).startswith(("don vi tinh", "dvt"))
        return layout.is_amount(one) or _is_of_another_year(one, year) or is_unit

    return told


def with_amount(of: Fields, layout: Layout) -> Fields:
    """The fields to look for: one column of amounts is needed where there are none by source or nature."""
    if not layout.columns:
        return of
    words = {name: words for name, words in of.words.items() if name != "amount"}
    return Fields(words, of.names, tuple(name for name in of.needed if name != "amount"))


@dataclass
class Reading:
    """Reads the rows of a sheet from the top down; `filled` are those that took something from above."""

    sheet: Opened
    layout: Layout
    year: int
    programme: Programme | None
    defaults: Defaults
    filled: list[int] = field(default_factory=list)
    _last: dict[str, str] = field(default_factory=dict)
    _under: tuple[str, ...] = ()
    _factors: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of_file(
        cls, path: Path, fields: Fields, year: int, programme: Programme | None, defaults: Defaults
    ) -> "Reading":
        """Open a file and find its columns; raises BudgetError where no table of amounts is in it."""
        table = table_in(path)
        layout = layout_of(table.headings, year)
        sheet = opened(table, with_amount(fields, layout), left_out(layout, year))
        return cls(sheet, layout, year, programme, defaults)

    @property
    def factor(self) -> int:
        """How many đồng one of the amounts is, as the first column of amounts or a line above says."""
        place = self.sheet.places.get("amount")
        headings = [one.heading for one in self.layout.columns[:1]]
        headings += [] if place is None else [self.sheet.table.headings[place].text]
        return self.sheet.factor(*headings)

    @property
    def amount_columns(self) -> tuple[str, ...]:
        """The headings of the columns by source or nature."""
        return tuple(one.heading for one in self.layout.columns)

    def pieces(self, row: Row) -> Iterator[Piece]:
        """The amounts of a row; what is wrong is noted in it. Called once for each row, in order."""
        self._require_year(row)
        project, item = self._project(row), row.text("item")
        nature = self._meant(row, "nature", nature_said(row.text("nature"), self.year), self.defaults.nature)
        source = self._meant(row, "source", source_said(row.text("source")), self.defaults.source)
        for column, amount in self._amounts(row):
            yield Piece(project, column.nature or nature, column.source or source, item, amount)

    def from_above(self, row: Row, name: str) -> str:
        """The text of a cell; where it is empty, that of the last row under the same heading rows."""
        if row.above != self._under:
            self._under, self._last = row.above, {}
        if text := row.text(name):
            self._last[name] = text
        elif text := self._last.get(name, ""):
            row.cells[name] = text
            self.filled.append(row.number)
        return text

    def _project(self, row: Row) -> str:
        heads = (heads_project(words, self.programme) for words in row.above)
        headed = next((code for code in heads if code), "")
        text = row.text("project") if headed else self.from_above(row, "project")
        if text:
            code = project_said(text, self.programme)
            if not code:
                row.wrong("project", f"«{text}» không có mã dự án. Cách xử lý: ghi mã, như 2 hay 3.1.")
            return code
        if not headed and "project" in self.sheet.places and not self.defaults.project:
            row.wrong("project", "trống. Cách xử lý: ghi mã dự án, tiểu dự án, như 2 hay 3.1.")
        if headed:
            row.cells["project"] = headed
        return headed or self.defaults.project

    def _meant(self, row: Row, name: str, meant: str, default: str) -> str:
        if row.text(name) and not meant:
            row.wrong(name, f"«{row.text(name)}» chưa rõ là gì. Cách xử lý: ghi tên đúng như trong sổ.")
        return meant or default

    def _require_year(self, row: Row) -> None:
        text = row.text("year")
        if text and text != str(self.year):
            row.wrong(
                "year",
                f"«{text}» khác năm đang nạp, {self.year}. Cách xử lý: chọn năm ấy ở trang Kinh phí rồi nạp.",
            )

    def _amounts(self, row: Row) -> list[tuple[Column, int]]:
        table = self.sheet.table
        if not self.layout.columns:
            heading = table.headings[self.sheet.places["amount"]].text
            amount = dong(row.cells.get("amount"), self._factor(heading))
            if isinstance(amount, str):
                row.wrong("amount", amount)
                return []
            return [(Column(self.sheet.places["amount"], heading), amount)]
        found = []
        for column in self.layout.columns:
            value = row.raw[column.index]
            if said(value) in _NONE:
                continue
            amount = dong(value, self._factor(column.heading))
            if isinstance(amount, str):
                row.wrong("amount", f"cột {column.heading}: {amount}")
            else:
                found.append((column, amount))
        if not found and not row.faults:
            row.wrong("amount", "không có số tiền ở cột nào. Cách xử lý: ghi số tiền, hoặc bỏ dòng.")
        self._require_sum(row, sum(amount for _, amount in found))
        return found

    def _factor(self, heading: str) -> int:
        if heading not in self._factors:
            self._factors[heading] = self.sheet.factor(heading)
        return self._factors[heading]

    def _require_sum(self, row: Row, together: int) -> None:
        """A column that adds up all others must say what they add up to."""
        for column in self.layout.sums:
            value = row.raw[column.index]
            if column.nature or column.source or row.faults or said(value) in _NONE:
                continue
            total = dong(value, self._factor(column.heading))
            if total != together:
                told = whole(total) if isinstance(total, int) else said(value)
                row.wrong(
                    "amount",
                    f"cột {column.heading} ghi {told}, các cột cộng lại {whole(together)} đồng. "
                    "Cách xử lý: sửa cột nào sai.",
                )


def with_faults(row: Row, key: Key) -> bool:
    """Note in a row what the law finds wrong with a key; whether there is any."""
    wrong = faults_of(key, {})
    for name, sentence in wrong.items():
        row.wrong(FIELD_OF.get(name, "amount"), f"{sentence[:1].lower()}{sentence[1:]}")
    return bool(wrong)


def _is_of_another_year(heading: Heading, year: int) -> bool:
    years = _YEAR.findall(heading.text)
    return bool(years) and str(year) not in years
