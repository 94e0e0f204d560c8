"""A national target programme as data: projects and sub-projects, what each is for, for whom, by whom."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import msgspec

from giamngheo.law.vocabulary.standards import Period
from giamngheo.law.vocabulary.targets import TargetKind
from giamngheo.law.vocabulary.texts import Certain, Clause, OpenQuestion

CODE: Final = re.compile(r"[1-9]\d?(\.[1-9]\d?)?")
"""How a project («3») or sub-project («3.1») is numbered in the programme."""


class Statement(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One sentence of the programme: an objective, a group, a content or who leads."""

    text: str


class NationalTarget(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the programme sets out to reach for the whole country; numbers as `Target` writes them.

    `unit` is the word behind the number («điểm %», «huyện», «mô hình»). A unit of administration sets its own
    level: these are what it is compared with, not what it is bound to.
    """

    id: str
    wording: str
    kind: TargetKind
    unit: str = ""
    value: Decimal | None = None
    up_to: Decimal | None = None
    each_year: bool = False


class Project(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A project, or a sub-project where its code has a dot.

    `known_as` are other names under which plans tell it. `detailed_by` are the instruments that guide it.
    """

    code: str
    name: str
    objective: Statement | None = None
    target_groups: tuple[Statement, ...] = ()
    contents: tuple[Statement, ...] = ()
    lead: tuple[Statement, ...] = ()
    known_as: tuple[str, ...] = ()
    detailed_by: tuple[str, ...] = ()

    @property
    def is_part(self) -> bool:
        """Whether it is a sub-project."""
        return "." in self.code

    @property
    def whole(self) -> str:
        """The code of the project it belongs to; its own where it is one."""
        return self.code.partition(".")[0]

    @property
    def label(self) -> str:
        """How papers call it: «Dự án 3», «Tiểu dự án 1»."""
        return f"Tiểu dự án {self.code.partition('.')[2]}" if self.is_part else f"Dự án {self.code}"

    @property
    def names(self) -> Iterator[str]:
        """All names under which it is known."""
        yield self.name
        yield from self.known_as


class Programme(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One programme. Without projects its text was not found, and `open` asks for them."""

    id: str
    name: str
    short_name: str
    periods: tuple[Period, ...]
    instruments: tuple[str, ...]
    approved_by: Clause
    objective: Statement | None = None
    projects: tuple[Project, ...] = ()
    targets: tuple[NationalTarget, ...] = ()
    open: tuple[OpenQuestion, ...] = ()

    def project(self, code: str) -> Project | None:
        """The project or sub-project of this code."""
        return next((one for one in self.projects if one.code == code), None)

    def parts_of(self, code: str) -> tuple[Project, ...]:
        """The sub-projects of a project."""
        return tuple(one for one in self.projects if one.is_part and one.whole == code)
