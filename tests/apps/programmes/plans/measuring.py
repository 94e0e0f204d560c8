"""How well plans are read: found, wanted and wrongly found of each kind, against marks made by hand.

Those given are public plans of offices as they came, signed by made-up people; those held out are made up.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from giamngheo.apps.programmes.plans.manuscript import SourceLine, fold, manuscript_of
from giamngheo.apps.programmes.plans.reading import read
from giamngheo.apps.programmes.plans.structure import Plan, ReadTarget, Source

HERE = Path(__file__).parent
GIVEN, HELD_OUT, MARKS = HERE / "given", HERE / "heldout", HERE / "marks"
KINDS = ("targets", "projects", "units", "legal bases")


class MarkedTarget(msgspec.Struct, forbid_unknown_fields=True):
    """A target as marked: `has` are words that its text must have."""

    kind: str
    has: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    baseline: float | None = None
    reaches: float | None = None

    def is_met_by(self, read_target: ReadTarget) -> bool:
        """Whether this is what was read."""
        numbers = [
            (self.value, read_target.value),
            (self.low, read_target.low),
            (self.high, read_target.high),
            (self.reaches, read_target.reaches),
        ]
        baseline = read_target.baseline.value if read_target.baseline else None
        return (
            self.kind == read_target.kind.value
            and all(wanted is None or wanted == got for wanted, got in numbers)
            and (self.baseline is None or self.baseline == baseline)
            and (self.unit is None or fold(self.unit) == fold(read_target.unit or ""))
            and flat(self.has) in flat(f"{read_target.text} {read_target.group} {read_target.indicator}")
        )


class Marks(msgspec.Struct, forbid_unknown_fields=True):
    """What a person found in a plan."""

    issuer: str | None
    number: str | None
    date: Any
    place: str | None
    period: list[int]
    parent_plan: dict[str, Any]
    signer: str | None
    recipients: int
    legal: list[dict[str, Any]]
    targets: list[MarkedTarget]
    projects: list[str]
    out_of_scope: list[str]
    units: list[tuple[str, str, str]]
    organisations: list[str]
    warnings: list[str] = []


@dataclass
class Score:
    """Of one kind: how many were marked, how many of them read, how many read that were not marked."""

    marked: int = 0
    found: int = 0
    wrong: int = 0
    missing: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Of what was marked, the share that was read."""
        return self.found / self.marked if self.marked else 1.0

    @property
    def precision(self) -> float:
        """Of what was read, the share that was marked."""
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0

    def add(self, other: "Score") -> None:
        """Take in another's counts."""
        self.marked += other.marked
        self.found += other.found
        self.wrong += other.wrong
        self.missing += other.missing
        self.added += other.added


def flat(text: str) -> str:
    """A text for comparison: no accents, no punctuation."""
    return " ".join("".join(one if one.isalnum() else " " for one in fold(text)).split())


def marks_of(name: str) -> Marks:
    """The marks of a plan by the name of its file."""
    return msgspec.yaml.decode((MARKS / f"{name}.yaml").read_bytes(), type=Marks)


def texts(folder: Path) -> dict[str, str]:
    """The plans of a folder by name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}


@lru_cache(maxsize=256)
def read_text(text: str, *, is_markdown: bool = False) -> Plan:
    """A plan read from a text."""
    manuscript = manuscript_of([SourceLine(line) for line in text.split("\n")], is_markdown=is_markdown)
    source = Source(file="", kind="txt", sha256="", pages=1, by_ocr=False, text=manuscript.text)
    return read(manuscript, source)


def scores(plan: Plan, marks: Marks) -> dict[str, Score]:
    """The scores of a plan, by kind."""
    cited = (f"{one.number} {one.date}" for one in (*plan.legal_bases, *plan.cited))
    told: dict[str, tuple[list[str], list[str]]] = {
        "projects": (
            [_scoped(code, code not in marks.out_of_scope) for code in marks.projects],
            [_scoped(one.code or "?", one.in_scope) for one in plan.projects],
        ),
        "units": (
            [
                *(" ".join((code, role, flat(name))) for code, role, name in marks.units),
                *(f"task {flat(name)}" for name in marks.organisations),
            ],
            list(_units(plan)),
        ),
        "legal bases": (
            [f"{one['number']} {one['date']}" for one in marks.legal],
            list(dict.fromkeys(cited)),
        ),
    }
    return {"targets": _of_targets(plan, marks), **{kind: _compared(*lists) for kind, lists in told.items()}}


def _scoped(code: str, in_scope: bool) -> str:
    return code if in_scope else f"{code} outside"


def _units(plan: Plan) -> Iterator[str]:
    for one in plan.projects:
        yield from (f"{one.code} lead {flat(name)}" for name in one.lead)
        yield from (f"{one.code} cooperating {flat(name)}" for name in one.cooperating)
    yield from (f"task {flat(one.organisation)}" for one in plan.tasks)


def _of_targets(plan: Plan, marks: Marks) -> Score:
    left = list(plan.targets)
    score = Score(marked=len(marks.targets))
    for wanted in marks.targets:
        got = next((one for one in left if wanted.is_met_by(one)), None)
        if got is None:
            score.missing.append(f"{wanted.kind} {wanted.value} {wanted.has}")
        else:
            left.remove(got)
            score.found += 1
    score.wrong = len(left)
    score.added = [f"{one.kind.value} {one.value} {one.text[:80]}" for one in left]
    return score


def _compared(wanted: Sequence[str], got: Sequence[str]) -> Score:
    left = list(got)
    score = Score(marked=len(wanted))
    for one in wanted:
        if one in left:
            left.remove(one)
            score.found += 1
        else:
            score.missing.append(one)
    score.wrong, score.added = len(left), left
    return score


def measured(
    plans: dict[str, str], change: Callable[[str], str], *, is_markdown: bool = False
) -> dict[str, Score]:
    """The scores of several plans together, each changed before it is read."""
    total = {kind: Score() for kind in KINDS}
    for name, text in plans.items():
        for kind, score in scores(read_text(change(text), is_markdown=is_markdown), marks_of(name)).items():
            total[kind].add(score)
    return total
