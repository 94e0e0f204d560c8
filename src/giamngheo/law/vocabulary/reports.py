"""Words of the tables of reports: what each column counts, what it is reckoned from, what must agree."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import msgspec
import narwhals.stable.v2 as nw

from giamngheo.law.vocabulary.texts import Certain, Clause

Unit = Literal["households", "persons", "percent", "count"]
Lines = Literal["units", "households_and_persons", "ethnic_groups"]


class Column(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A column by its number on paper (0: told beside the table, of ours); `under` heads several columns.

    `formula` reckons it from ids of columns and counts («a / b * 100»); `open` says why it stays empty.
    """

    number: int
    id: str
    name: str
    unit: Unit
    formula: str = ""
    open: str = ""
    under: str = ""


class Identity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two sides that agree on every line: «closing» and «opening - escaped + …»."""

    left: str
    right: str


class Share(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part that is never more than its whole, on every line: a rate above 100 % is a wrong denominator."""

    part: str
    whole: str


ResidentKind = Literal[
    "households",
    "persons",
    "households_by_group",
    "persons_by_group",
    "kinh",
    "minority",
    "untold",
    "minority_persons",
]
"""What is typed in of residents: all of them; all of them where ethnic groups are told too, and these."""


class ReportTable(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A statutory table; `lines` says what stands on a line of one unit, `standard` whose words it uses."""

    id: str
    number: int
    title: str
    clause: Clause
    first: date
    columns: tuple[Column, ...]
    last: date | None = None
    lines: Lines = "units"
    standard: str = ""
    identities: tuple[Identity, ...] = ()
    shares: tuple[Share, ...] = ()
    residents: dict[str, ResidentKind] = msgspec.field(default_factory=dict)
    """Columns that tell all residents: a total that an office typed in stands before the register's count.

    Kinds «by_group» and of a group are told only where all of them are, so that columns of one table agree.
    """
    overlapping: str = ""
    """What is told where columns overlap, so that they do not add up."""

    def holds(self, day: date) -> bool:
        """Whether the table is in use on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


class NameColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column of a list of names; `open` says why it stays empty, `under` heads several columns."""

    number: int
    id: str
    name: str
    under: str = ""
    open: str = ""


class NameList(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A statutory list of the members of households on one of the lists; `movement` tells who came how."""

    id: str
    number: int
    title: str
    clause: Clause
    first: date
    movement: str
    standings: dict[str, str]
    columns: tuple[NameColumn, ...]
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the list is in use on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Counted:
    """Households for which `where` holds, or their sum of a column (`of`): members, children."""

    where: nw.Expr
    of: str = ""


@dataclass(frozen=True)
class Counts:
    """A table that counts the households of each unit; outside of `among` no column counts any."""

    columns: Mapping[str, Counted]
    among: nw.Expr | None = None


@dataclass(frozen=True)
class ByEthnicGroup:
    """As `Counts`, by the ethnic group of the head as well."""

    columns: Mapping[str, Counted]
    among: nw.Expr | None = None


@dataclass(frozen=True)
class Moves:
    """A table of movement, which the measure reckons; `opened` are the households behind its columns."""

    of: Literal["poor", "near_poor"]
    opened: Mapping[str, nw.Expr] = field(default_factory=dict)


Rows = Counts | ByEthnicGroup | Moves
"""How the lines of a table are reckoned: `ROWS` of its `rows.py`."""
