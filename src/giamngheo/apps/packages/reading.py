"""What is in the files of a package, read as strictly as it is shown; and how these files are written."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar

import msgspec

from giamngheo.apps.packages.contents import (
    RESULTS,
    TABLES,
    UNITS,
    Figure,
    Named,
    Report,
    Result,
    Table,
    is_told,
)
from giamngheo.apps.packages.refusals import PackageError
from giamngheo.apps.packages.sealing import Sealed
from giamngheo.law.library import LawError
from giamngheo.law.reports.library import StatutoryTable, statutory_table

_Kind = TypeVar("_Kind")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_BROKEN: Final = "nhờ bên gửi lập gói khác; nếu vẫn lỗi, hai bên so phiên bản phần mềm."
_ENCODER: Final = msgspec.json.Encoder(decimal_format="number")


@dataclass(frozen=True)
class Contents:
    """What a package tells: its tables, figures of results, names of units by code."""

    report: Report
    tables: tuple[Table, ...]
    results: tuple[Result, ...]
    units: Mapping[str, str]

    def table(self, name: str) -> Table | None:
        """The table of this id."""
        return next((one for one in self.tables if one.table == name), None)

    def figures(self) -> Iterator[Figure]:
        """Every value, those of results under «results.<framework>», their part the days they are of."""
        for table in self.tables:
            for line in table.lines:
                for column, value in line.values.items():
                    yield Figure(table.table, line.unit, line.part, column, value)
        for one in self.results:
            part = span_of(one.since, one.as_of)
            yield Figure(
                f"{RESULTS}.{one.framework}", self.report.unit.code, part, one.indicator, value_of(one)
            )


def known_table(name: str) -> StatutoryTable | None:
    """The table of the law with this id; None where this version of the law has none."""
    try:
        return statutory_table(name)
    except LawError:
        return None


def value_of(one: Result) -> Decimal | None:
    """The one number of a figure of results: typed, a count, or the percentage of a numerator.

    None where some are not known: what they are cannot be told in one number.
    """
    if one.value is not None or one.unknown:
        return one.value
    if one.numerator is None or one.denominator is None:
        return None if one.numerator is None else Decimal(one.numerator)
    if not one.denominator:
        return None
    return Decimal(str(round(one.numerator / one.denominator * 100, 2)))


def span_of(since: date | None, as_of: date) -> str:
    """The days of a figure, as the part of its lines: «2026-12-31», «2026-01-01..2026-12-31»."""
    return as_of.isoformat() if since is None else f"{since.isoformat()}..{as_of.isoformat()}"


def contents_of(sealed: Sealed) -> Contents:
    """What a package tells; PackageError where its files are not as they must be, or it is an answer."""
    if not isinstance(sealed.manifest, Report):
        raise PackageError("Đây là phiếu trả lời, không phải gói báo cáo.", "chọn tệp gói báo cáo.")
    files = sealed.files
    tables = tuple(
        _read(files[path], Table, path)
        for path in sorted(files)
        if path.startswith(f"{TABLES}/") and path.endswith(".json")
    )
    results = _read(files.get(f"{RESULTS}.json", b"[]"), tuple[Result, ...], f"{RESULTS}.json")
    units = _read(files.get(f"{UNITS}.json", b"[]"), tuple[Named, ...], f"{UNITS}.json")
    for table in tables:
        _require_plain(table)
    if not all(is_told(one.value) for one in results):
        raise _broken(f"{RESULTS}.json")
    return Contents(sealed.manifest, tables, results, {one.code: one.name for one in units})


def files_with(
    tables: Iterable[Table], results: Sequence[Result], units: Mapping[str, str]
) -> dict[str, bytes]:
    """The files of a package: each as JSON, and as CSV to be opened by people."""
    files: dict[str, bytes] = {}
    for table in tables:
        files[f"{TABLES}/{table.table}.json"] = _ENCODER.encode(table)
        files[f"{TABLES}/{table.table}.csv"] = _csv_of(table, units)
    files[f"{RESULTS}.json"] = _ENCODER.encode(results)
    told = [msgspec.structs.astuple(one) for one in results]
    files[f"{RESULTS}.csv"] = written(Result.__struct_fields__, told)
    files[f"{UNITS}.json"] = _ENCODER.encode([Named(code, name) for code, name in units.items()])
    return files


def written(heads: Sequence[str], rows: Iterable[Sequence[Any]], mark: str = "\ufeff") -> bytes:
    """A CSV in which no text becomes a formula where people open it."""
    kept = io.StringIO(newline="")
    writer = csv.writer(kept)
    writer.writerow(heads)
    writer.writerows([[_cell(one) for one in row] for row in rows])
    return (mark + kept.getvalue()).encode()


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _csv_of(table: Table, units: Mapping[str, str]) -> bytes:
    columns = list(dict.fromkeys(column for line in table.lines for column in line.values))
    rows = [
        (line.unit, units.get(line.unit, ""), line.part, *(line.values.get(column) for column in columns))
        for line in table.lines
    ]
    return written(("unit", "name", "part", *columns), rows)


def _read(content: bytes, kind: type[_Kind], path: str) -> _Kind:
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise _broken(path) from error


def _require_plain(table: Table) -> None:
    """Raise PackageError where a value is no number, or a line stands twice."""
    places = [(line.unit, line.part) for line in table.lines]
    numbers = all(is_told(value) for line in table.lines for value in line.values.values())
    names = all(len(name) <= 80 for line in table.lines for name in (*line.values, *line.beside))
    if not numbers or not names or len(set(places)) != len(places):
        raise _broken(f"{TABLES}/{table.table}.json")


def _broken(path: str) -> PackageError:
    return PackageError(f"Tệp {path} của gói không đúng dạng.", _BROKEN)
