"""Money of the programmes as the law tells it apart: natures, sources, uses, and rules on how it is spent."""

from datetime import date
from enum import StrEnum

import msgspec

from giamngheo.law.vocabulary.texts import Certain, Clause, OpenQuestion


class Named(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A code with its name, and from when until when it is used."""

    id: str
    name: str
    clause: Clause
    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it is used on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Renamed(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A name from a day on."""

    name: str
    since: date
    clause: Clause


class Nature(Named, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The nature of money; `renamed` are names of later times by their first day."""

    renamed: tuple[Renamed, ...] = ()

    def called(self, day: date) -> str:
        """Its name on a day."""
        return next((one.name for one in reversed(self.renamed) if one.since <= day), self.name)


class Source(Named, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where money comes from; rules on the money of the State count what `is_state_budget`."""

    is_state_budget: bool
    words: tuple[str, ...] = ()


class Use(Named, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What money is for, as far as a rule asks; `projects`: under which it is offered (none: all)."""

    projects: tuple[str, ...] = ()


class RuleKind(StrEnum):
    """What a rule compares."""

    SHARE_AT_LEAST = "share_at_least"  # of the uses `among`, that of `use`, in hundredths
    EACH_AT_MOST = "each_at_most"  # of each work or project of the uses `among`, in đồng


class Limit(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The number of a rule from a day on, to its last day where one is known."""

    value: int
    since: date
    clause: Clause
    until: date | None = None


class MoneyRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A rule on how money of the State is used; what breaks it is told, stopped where it `forbids`."""

    id: str
    kind: RuleKind
    name: str
    sentence: str
    unit: str
    among: tuple[str, ...]
    values: tuple[Limit, ...]
    use: str = ""
    forbids: bool = False

    def on(self, day: date) -> Limit | None:
        """The number in force on a day; None where there is none."""
        found = [one for one in self.values if one.since <= day and (one.until is None or day <= one.until)]
        return found[-1] if found else None


class MoneyLaw(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All of it; `open` asks for what no source gave."""

    natures: tuple[Nature, ...]
    sources: tuple[Source, ...]
    uses: tuple[Use, ...]
    rules: tuple[MoneyRule, ...]
    open: tuple[OpenQuestion, ...] = ()

    def nature(self, code: str) -> Nature | None:
        """The nature of this code."""
        return next((one for one in self.natures if one.id == code), None)

    def source(self, code: str) -> Source | None:
        """The source of this code."""
        return next((one for one in self.sources if one.id == code), None)

    def use(self, code: str) -> Use | None:
        """The use of this code."""
        return next((one for one in self.uses if one.id == code), None)

    def uses_of(self, project: str) -> tuple[Use, ...]:
        """The uses that are offered for a project or sub-project."""
        whole = project.partition(".")[0]
        return tuple(one for one in self.uses if not one.projects or {project, whole} & set(one.projects))
