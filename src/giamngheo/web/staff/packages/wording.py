"""What is in a package in words: titles of tables, names of units and columns, numbers as they are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from giamngheo.apps.packages.contents import RESULTS, Report, Result
from giamngheo.apps.packages.reading import Contents, known_table, value_of
from giamngheo.apps.results.states import FigureSource
from giamngheo.law.results.library import indicator_of
from giamngheo.law.vocabulary.reports import Column
from giamngheo.web.components.asked import words_in
from giamngheo.web.components.numbers import capital, number
from giamngheo.web.staff.reports.one_table import WHOLE, heading, part_words

_LONGEST = 80


@dataclass(frozen=True)
class Wording:
    """How what is in a package is called; what this version of the law does not know is called by its id."""

    report: Report
    units: Mapping[str, str]

    @classmethod
    def of(cls, contents: Contents) -> "Wording":
        """The words of a package."""
        return cls(contents.report, contents.units)

    @classmethod
    def without(cls, report: Report) -> "Wording":
        """The words of a package whose file cannot be read."""
        return cls(report, {})

    def title(self, table: str) -> str:
        """What a table is called, after its number."""
        known = known_table(table)
        if known is not None:
            return f"{known.text.number}. {known.text.title}"
        return "Kết quả" if table.startswith(f"{RESULTS}.") else table

    def tables(self, contents: Contents) -> list[tuple[str, str]]:
        """The address and the title of each table, in the order of their numbers."""
        known = {table.table: known_table(table.table) for table in contents.tables}
        in_order = sorted(known.items(), key=lambda one: one[1].text.number if one[1] else len(known) + 100)
        return [(name.replace("_", "-"), self.title(name)) for name, _ in in_order]

    def unit(self, code: str) -> str:
        """What a unit is called on a line: the sender's own line is the whole."""
        return WHOLE if code == self.report.unit.code else capital(self.units.get(code, code))

    def part(self, table: str, part: str) -> str:
        """What a line of a unit is called."""
        known = known_table(table)
        return part_words(known.text).get(part, part) if known else part

    def columns(self, table: str) -> Mapping[str, Column]:
        """The columns of a table by id; none of one that is not known."""
        known = known_table(table)
        return {column.id: column for column in known.text.columns} if known else {}

    def column(self, table: str, column: str) -> str:
        """What a column is called, after its number."""
        if table.startswith(f"{RESULTS}."):
            indicator = indicator_of(table.removeprefix(f"{RESULTS}."), column)
            return indicator.name if indicator else column
        known = self.columns(table).get(column)
        return heading(known) if known else column

    def cell(self, one: Any) -> str:
        """Where a remark, a difference or a doubt stands, in one line."""
        parts = [self.unit(one.unit)] if one.unit else []
        parts += [self.part(one.table, one.part)] if one.part else []
        column = getattr(one, "column", "")
        parts += [self.column(one.table, column)] if column else []
        return " · ".join(parts)

    def said(self, value: Decimal | None) -> str:
        """A number as it is read; a dash where it is not known."""
        if value is None:
            return "–"
        return number(int(value)) if value == int(value) else number(float(value), 2)

    def result(self, one: Result) -> dict[str, Any]:
        """A figure of results as a line of a list."""
        indicator = indicator_of(one.framework, one.indicator)
        label, value = indicator.unit.label if indicator else "", value_of(one)
        share = f" ({number(one.numerator)}/{number(one.denominator)})" if one.denominator is not None else ""
        unknown = f", chưa rõ {number(one.unknown)}" if one.unknown else ""
        return {
            "name": indicator.name if indicator else one.indicator,
            "since": one.since,
            "as_of": one.as_of,
            "value": (f"{self.said(value)} {label}".strip() if value is not None else "–") + share + unknown,
            "source": _SOURCES.get(one.source, one.source),
            "proof": one.proof,
        }


_SOURCES: Mapping[str, str] = {one.value: one.label for one in FigureSource}


def cell_in(typed: Mapping[str, str]) -> tuple[str, str, str, str]:
    """The cell that a form names."""
    table, unit, part, column = (
        words_in(typed, name, _LONGEST) for name in ("bieu", "don-vi", "dong", "cot")
    )
    return table, unit, part, column
