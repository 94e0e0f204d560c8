"""Oversight as data: kinds of rounds, when their report is owed, what is asked on the spot."""

import msgspec

from giamngheo.law.vocabulary.texts import Certain, Clause, OpenQuestion


class ReportRule(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How many working days after the last day of a round its report is owed."""

    working_days: int
    clause: Clause


class RoundKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A kind of inspection; an unplanned one says why."""

    id: str
    name: str
    needs_reason: bool = False


class RoundLeader(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who leads rounds of inspection."""

    id: str
    name: str


class FindingLevel(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How grave a finding is."""

    id: str
    name: str


class AskedItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One line of a checklist."""

    id: str
    text: str


class Content(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is looked at: its checklist, and the projects of the programme that it is about (none: all)."""

    id: str
    name: str
    items: tuple[AskedItem, ...]
    projects: tuple[str, ...] = ()
    clause: Clause | None = None


class OversightRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`oversight.yaml`; `own_words` says what of it is the product's own, `open` what no source gave."""

    clauses: tuple[Clause, ...]
    report: ReportRule
    kinds: tuple[RoundKind, ...]
    leaders: tuple[RoundLeader, ...]
    levels: tuple[FindingLevel, ...]
    own_words: str
    open: tuple[OpenQuestion, ...]
    contents: tuple[Content, ...]
