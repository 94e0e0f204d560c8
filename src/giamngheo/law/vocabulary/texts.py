"""Legal texts, clauses and how sure we are of what we say they say."""

from datetime import date
from typing import Literal

import msgspec

InstrumentKind = Literal[
    "Bộ luật", "Luật", "Nghị quyết", "Nghị định", "Quyết định", "Thông tư", "Văn bản hợp nhất", "Hướng dẫn"
]


class Instrument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A decree, decision, circular … as packs cite it; a number or date that no source gave is left out."""

    id: str
    kind: InstrumentKind
    title: str
    number: str = ""
    issued: date | None = None
    in_force: date | None = None
    ended: date | None = None
    amended_by: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    consolidated_in: str | None = None
    verified: bool = True
    note: str = ""

    @property
    def cited(self) -> str:
        """How Vietnamese papers cite it, e.g. «NĐ 07/2021/NĐ-CP»; by its title where no number is known."""
        if not self.number:
            return self.title
        short = {
            "Nghị định": "NĐ",
            "Quyết định": "QĐ",
            "Thông tư": "TT",
            "Nghị quyết": "NQ",
            "Văn bản hợp nhất": "VBHN",
            "Hướng dẫn": "HD",
        }
        return f"{short.get(self.kind, self.kind)} {self.number}"


class Clause(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place in an instrument: `at` is written as the text is cited («Điều 3 khoản 1»)."""

    instrument: str
    at: str = ""


class Certain(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Anything taken from a source: `verified` is false until somebody compares it with the gazette."""

    verified: bool = True
    note: str = ""


class OpenQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something the law leaves to a text that was not found: it is asked for, never invented."""

    id: str
    text: str
    needed_for: str
