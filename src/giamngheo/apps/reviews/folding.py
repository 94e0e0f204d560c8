"""Where cases stand: the facts of each as the law reads them, and the rules that hold for its round."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeVar

from django.db.models import F

from giamngheo.apps.reviews.models import Case, Happening, HouseholdVote, Round
from giamngheo.apps.reviews.settings import settings_of
from giamngheo.apps.reviews.states import TAKEN_BACK
from giamngheo.foundation.calendar import calendar
from giamngheo.foundation.prepared_queries import Asked, OneOf, OneOfFew, PreparedQuery
from giamngheo.law.procedures.conditions import Moment, is_done
from giamngheo.law.procedures.deadlines import Running, late, running
from giamngheo.law.procedures.facts import WHOLE, Fact, Verb, Vote
from giamngheo.law.procedures.library import Rules, procedure_for
from giamngheo.law.procedures.moves import (
    NextStep,
    Refusal,
    may_be_done,
    next_step,
    refusals,
    what_is_refused,
)
from giamngheo.law.procedures.state import State, state_after
from giamngheo.law.vocabulary.procedures import Outcome, ProcedureKind, Step, StepKind

Reckoned = TypeVar("Reckoned")

_STANDING: Final = PreparedQuery(
    lambda: (
        Happening.objects.filter(OneOfFew(F("case_id"), Asked("cases")), taken_back_by=None)
        .exclude(verb=TAKEN_BACK)
        .select_related("objection")
        .order_by("id")
    )
)
_VOTES: Final = PreparedQuery(
    lambda: HouseholdVote.objects.filter(OneOf(F("happening_id"), Asked("meetings"))).order_by(
        "happening_id", "-household_id"
    )
)


@dataclass(frozen=True)
class Standing:
    """A case with its rules and facts; what follows is reckoned when it is first asked.

    `known` is what was reckoned of these facts. Cases of a round in which the same happened on the same days
    share it: most villages do for weeks.
    """

    case: Case
    rules: Rules
    facts: tuple[Fact, ...]
    known: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def state(self) -> State:
        """Where it stands."""
        return self._once("state", lambda: state_after(self.rules, self.facts))

    def refusals(self, fact: Fact) -> tuple[Refusal, ...]:
        """All that stands against a fact now."""
        return refusals(self.rules, self.facts, fact, calendar())

    def what_is_refused(self, day: date) -> Mapping[Verb, tuple[Refusal, ...]]:
        """For every verb what stands against it on a day."""
        return what_is_refused(self.rules, self.facts, day, calendar())

    def may_be_done(self, verb: Verb, day: date) -> bool:
        """Whether nothing stands against this verb on a day, and the procedure has it."""
        return self._once((verb, day), lambda: may_be_done(self.rules, self.facts, verb, day, calendar()))

    def next_step(self, day: date) -> NextStep | None:
        """The step that is next on a day; None when the case is over."""
        return self._once(("next", day), lambda: next_step(self.rules, self.facts, day, calendar()))

    def is_done(self, step: Step, day: date) -> bool:
        """Whether a step has been done and nothing since put it aside."""
        moment = Moment(self.rules, self.state, day, calendar())
        again = step.kind is StepKind.REVIEW and bool(self.state.to_review)
        return is_done(step.kind, moment) and not again

    def time_limits(self) -> tuple[Running, ...]:
        """The time limits that run or ran."""
        return self._once("limits", lambda: running(self.rules, self.state, calendar()))

    def late(self, day: date) -> tuple[Running, ...]:
        """What had to be done before a day and is not done."""
        return self._once(("late", day), lambda: late(self.rules, self.state, calendar(), day))

    def _once(self, asked: Any, reckon: Callable[[], Reckoned]) -> Reckoned:
        if asked not in self.known:
            self.known[asked] = reckon()
        told: Reckoned = self.known[asked]
        return told


def outcome_of(one: Round) -> Outcome:
    """What the procedure of a round finds out; raises a LawError."""
    return procedure_for(ProcedureKind(one.kind), one.opened_on).procedure.outcome


def rules_of(one: Round) -> Rules:
    """The procedure as it holds for a round, with what the unit set until now; raises a LawError."""
    kind = ProcedureKind(one.kind)
    return procedure_for(kind, one.opened_on, settings_of(one.area_id, one.kind))


def standing_of(case: Case) -> Standing:
    """Where one case stands."""
    return standings_of([case], rules_of(case.round))[case.pk]


def is_reviewed(case: Case) -> bool:
    """Whether the list of a case has been reviewed, which nothing that a unit set changes."""
    one = case.round
    rules = procedure_for(ProcedureKind(one.kind), one.opened_on)
    return Standing(case, rules, facts_of([case.pk])[case.pk]).state.reviewed


def standings_of(cases: Iterable[Case], rules: Rules) -> dict[int, Standing]:
    """Where the cases of one round stand, by their numbers. Two questions of the database."""
    cases = list(cases)
    facts = facts_of([case.pk for case in cases])
    known: dict[tuple[Fact, ...], dict[Any, Any]] = {told: {} for told in facts.values()}
    return {case.pk: Standing(case, rules, facts[case.pk], known[facts[case.pk]]) for case in cases}


def facts_of(cases: Iterable[int]) -> dict[int, tuple[Fact, ...]]:
    """What happened in each of these cases and was not taken back, oldest first. Two questions."""
    numbers = list(cases)
    return _facts(numbers, _STANDING.rows(cases=numbers) if numbers else [])


def standing_by(case: Case, rules: Rules, happened: Iterable[Happening]) -> Standing:
    """Where a case stands by all that was written of it, also what was taken back, in whatever order."""
    rows = sorted(happened, key=lambda one: one.pk)
    put_aside = {one.takes_back_id for one in rows}
    standing = [one for one in rows if one.verb != TAKEN_BACK and one.pk not in put_aside]
    return Standing(case, rules, _facts([case.pk], standing)[case.pk])


def _facts(numbers: Iterable[int], happened: Sequence[Happening]) -> dict[int, tuple[Fact, ...]]:
    met = [one.pk for one in happened if one.verb == Verb.MET]
    votes: dict[int, list[Vote]] = defaultdict(list)
    for one in _VOTES.rows(meetings=met) if met else ():
        # A vote on the whole list has no household and comes first: those of households say otherwise.
        about = WHOLE if one.household_id is None else str(one.household_id)
        votes[one.happening_id].append(Vote(votes_for=one.votes_for, votes_of=one.votes_of, about=about))
    found: dict[int, list[Fact]] = {number: [] for number in numbers}
    for row in happened:
        found[row.case_id].append(as_fact(row, tuple(votes[row.pk])))
    return {number: tuple(facts) for number, facts in found.items()}


def as_fact(row: Happening, votes: tuple[Vote, ...] = ()) -> Fact:
    """A row as the law reads it."""
    return Fact(
        verb=Verb(row.verb),
        day=row.day,
        about=tuple(str(number) for number in row.about),
        votes=votes,
        attending=row.attending,
        invited=row.invited,
        objection=row.objection.code if row.objection else "",
        reason_given=bool(row.reason),
    )
