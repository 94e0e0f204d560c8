"""What is in a package: its manifest, tables by unit and column, figures of results; an answer to it.

Neutral: a value is found by table, code of the unit, part of its lines and id of the column, whatever the
numbers of rows are in a database. A value that is not known is null; rates have two decimals, as on paper.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Final, Literal

import msgspec

from giamngheo.law.reports.arithmetic import Number

FORMAT: Final = 1
DECIMALS: Final = 2
"""Of rates: as many as on paper."""
TABLES, RESULTS, UNITS = "tables", "results", "units"
_Word = Annotated[str, msgspec.Meta(max_length=200)]
_Words = Annotated[str, msgspec.Meta(max_length=1000)]
_Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9_]{1,80}$")]
_Code = Annotated[str, msgspec.Meta(pattern=r"^[0-9A-Za-z.\-]{1,40}$")]
_Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
_Key = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
_Moment = Annotated[datetime, msgspec.Meta(tz=True)]
_Count = Annotated[int, msgspec.Meta(ge=0, le=10**15)]


class File(msgspec.Struct, frozen=True):
    """A file of a package: its name in the zip, bytes, SHA-256."""

    path: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9_]+(/[a-z0-9_]+)?\.(json|csv)$", max_length=120)]
    size: _Count
    sha256: _Sha256


class Named(msgspec.Struct, frozen=True):
    """A unit by its code, with what it is called."""

    code: _Code
    name: _Word


class Report(msgspec.Struct, frozen=True, kw_only=True, tag="report", tag_field="kind"):
    """The manifest of a package: of which unit and days, from which snapshot, by which law, which files.

    `edition` counts packages of a unit for the same days; `period` as `formats.periods` says it.
    """

    format: int
    key: _Key
    unit: Named
    period: _Word
    opening: date
    closing: date
    title: _Word
    edition: Annotated[int, msgspec.Meta(ge=1, le=100_000)]
    snapshot: _Key
    snapshot_manifest: _Sha256
    standard: _Id
    law: _Sha256
    engine: _Word
    made_at: _Moment
    made_by: _Word
    files: Annotated[tuple[File, ...], msgspec.Meta(max_length=200)]


class Remark(msgspec.Struct, frozen=True):
    """Why one cell of a package was not accepted."""

    table: Annotated[str, msgspec.Meta(max_length=80)]
    unit: Annotated[str, msgspec.Meta(max_length=40)]
    part: Annotated[str, msgspec.Meta(max_length=40)]
    column: Annotated[str, msgspec.Meta(max_length=80)]
    why: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]


class Answer(msgspec.Struct, frozen=True, kw_only=True, tag="answer", tag_field="kind"):
    """The manifest of an answer: to which package (its key, the hash of its manifest), and what is said."""

    format: int
    package: _Key
    package_manifest: _Sha256
    unit: Named
    decision: Literal["accepted", "returned"]
    why: _Words
    remarks: Annotated[tuple[Remark, ...], msgspec.Meta(max_length=1000)]
    made_at: _Moment
    made_by: _Word


class Line(msgspec.Struct, frozen=True):
    """What a table tells of a unit; `beside` are counts that are no column and that identities ask for."""

    unit: _Code
    part: Annotated[str, msgspec.Meta(max_length=40)]
    values: Mapping[str, Decimal | None]
    beside: Mapping[str, _Count] = {}


class Table(msgspec.Struct, frozen=True):
    """A statutory table: its id in `law/reports` and its lines, the whole under the sender's own code."""

    table: _Id
    lines: Annotated[tuple[Line, ...], msgspec.Meta(max_length=100_000)]


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of an indicator in the sender's unit; `since` is the first day of what adds up over a time."""

    framework: _Id
    indicator: _Id
    since: date | None
    as_of: date
    value: Decimal | None
    numerator: _Count | None
    denominator: _Count | None
    unknown: _Count
    source: _Id
    proof: _Words


@dataclass(frozen=True)
class Figure:
    """One value: of which table, unit, part and column; None where it is not known."""

    table: str
    unit: str
    part: str
    column: str
    value: Decimal | None

    @property
    def cell(self) -> tuple[str, str, str, str]:
        """Where it stands."""
        return self.table, self.unit, self.part, self.column


def rate(value: Number | Decimal) -> Decimal:
    """A rate with the decimals of paper, by the same rounding as in files."""
    return Decimal(str(round(float(value or 0), DECIMALS)))


def is_told(value: Decimal | None) -> bool:
    """Whether a value is one that is reckoned with: «NaN» and «1e999999» are read as numbers, too."""
    return value is None or (value.is_finite() and value.adjusted() < 16 and _exponent(value) >= -12)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
