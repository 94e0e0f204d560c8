"""Worked cases of a procedure, which a lawyer can read: what happened, and what must follow on a day."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from giamngheo.law.library import read
from giamngheo.law.procedures.deadlines import late, running
from giamngheo.law.procedures.facts import Fact, Verb, WorkingDays
from giamngheo.law.procedures.library import procedure_for
from giamngheo.law.procedures.moves import next_step, out_of_order, what_is_refused
from giamngheo.law.procedures.state import state_after
from giamngheo.law.vocabulary.procedures import ProcedureKind, Setting

OVER = "over"


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What must follow: next step («over» at the end), verbs allowed and refused, days due, what is late."""

    next: str
    allowed: tuple[Verb, ...] = ()
    refused: tuple[Verb, ...] = ()
    due: dict[str, date] = {}
    late: tuple[str, ...] = ()


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One worked case: its facts, the day on which it is looked at, and the sentence of the law behind it."""

    name: str
    day: date
    facts: tuple[Fact, ...]
    expect: Expected
    because: str
    settings: tuple[Setting, ...] = ()


def read_cases(folder: Path) -> dict[str, tuple[Case, ...]]:
    """The cases of one procedure by file; raises BrokenPackError."""
    return {path.name: read(path, tuple[Case, ...]) for path in sorted((folder / "examples").glob("*.yaml"))}


def faults(kind: ProcedureKind, case: Case, calendar: WorkingDays) -> Iterator[str]:
    """What in a worked case is not as expected; its facts must themselves be allowed, one after another."""
    first = case.facts[0].day if case.facts else case.day
    rules = procedure_for(kind, first, case.settings)
    for fact, refusal in out_of_order(rules, case.facts, calendar):
        yield f"{fact.verb} {fact.day}: {refusal.sentence}"
    state = state_after(rules, case.facts)
    following = next_step(rules, case.facts, case.day, calendar)
    if (found := following.step.id if following else OVER) != case.expect.next:
        yield f"next: {found}"
    refused = what_is_refused(rules, case.facts, case.day, calendar)
    yield from _misjudged(case.expect, {verb for verb, told in refused.items() if told})
    due = {one.id: one.due for one in running(rules, state, calendar)}
    yield from (
        f"due {name}: {due.get(name)}" for name, day in case.expect.due.items() if due.get(name) != day
    )
    names = tuple(one.id for one in late(rules, state, calendar, case.day))
    if set(names) != set(case.expect.late):
        yield f"late: {', '.join(names) or 'nothing'}"


def _misjudged(expect: Expected, refused: Sequence[Verb] | set[Verb]) -> Iterator[str]:
    yield from (f"allowed: {verb}" for verb in expect.refused if verb not in refused)
    yield from (f"refused: {verb}" for verb in expect.allowed if verb in refused)
