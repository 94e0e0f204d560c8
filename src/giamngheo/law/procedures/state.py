"""Where a case stands after what happened: a pure fold over its facts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from giamngheo.law.procedures.facts import WHOLE, Fact, Verb, Vote
from giamngheo.law.procedures.library import Rules

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class State:
    """What holds of a case; days of what has not happened are None.

    `to_review` are households (or the whole list) that a meeting did not agree to, and such as came to the
    list late; `to_meet` those reviewed since. A new review, meeting or household puts aside the posting and
    the opinion that came before it.
    """

    last_day: date | None = None
    opened: date | None = None
    applied: bool = False
    listed: bool = False
    reviewed: bool = False
    met: bool = False
    to_review: frozenset[str] = NONE
    to_meet: frozenset[str] = NONE
    posted: date | None = None
    posted_again: date | None = None
    rechecked: bool = False
    open_objections: dict[str, date] = field(default_factory=dict)
    closed_objections: dict[str, tuple[date, date]] = field(default_factory=dict)
    opinion_asked: date | None = None
    opinion_answered: date | None = None
    decided: date | None = None
    refused: frozenset[str] = NONE
    ended: date | None = None
    certified: date | None = None

    @property
    def agreed(self) -> bool:
        """Whether a meeting agreed to everything that is on the list."""
        return self.met and not self.to_review and not self.to_meet

    @property
    def over(self) -> bool:
        """Whether the case has ended by a decision, or by a refusal of all that it was about."""
        return self.ended is not None


def state_after(rules: Rules, facts: Iterable[Fact]) -> State:
    """The state after these facts, taken as they are: whether each was allowed is asked of `moves`."""
    state = State()
    for fact in facts:
        state = replace(
            _AFTER[fact.verb](rules, state, fact), last_day=max(fact.day, state.last_day or fact.day)
        )
    return state


def is_agreed(rules: Rules, vote: Vote, day: date) -> bool:
    """Whether a vote reaches the share of the law; also while the share is open, which no pack leaves."""
    share = rules.share("agreement_share", day)
    return share is None or vote.votes_for * share[1] >= share[0] * vote.votes_of


def _added(state: State, households: frozenset[str]) -> State:
    """Households that come to the list when it has been reviewed are to be reviewed, met on and posted."""
    if not state.reviewed:
        return state
    if not households:
        return _put_aside(replace(state, reviewed=False, met=False, to_review=NONE, to_meet=NONE))
    return _put_aside(replace(state, to_review=state.to_review | households))


def _reviewed(_rules: Rules, state: State, fact: Fact) -> State:
    households = frozenset(fact.about)
    if not households:
        return _put_aside(replace(state, reviewed=True, met=False, to_review=NONE, to_meet=NONE))
    to_meet = state.to_meet | households if state.met else NONE
    return _put_aside(replace(state, to_review=state.to_review - households, to_meet=to_meet))


def _met(rules: Rules, state: State, fact: Fact) -> State:
    to_review, to_meet = state.to_review, state.to_meet
    for vote in fact.votes:
        agreed = is_agreed(rules, vote, fact.day)
        if vote.about == WHOLE:
            to_review, to_meet = NONE if agreed else frozenset({WHOLE}), NONE
        else:
            to_meet -= {vote.about}
            to_review = to_review - {vote.about} if agreed else to_review | {vote.about}
    return _put_aside(replace(state, met=True, to_review=to_review, to_meet=to_meet))


def _put_aside(state: State) -> State:
    """What was posted and asked was another list."""
    return replace(
        state, posted=None, posted_again=None, rechecked=False, opinion_asked=None, opinion_answered=None
    )


def _objection_closed(_rules: Rules, state: State, fact: Fact) -> State:
    still_open = dict(state.open_objections)
    begun = still_open.pop(fact.objection, fact.day)
    return replace(
        state,
        open_objections=still_open,
        closed_objections={**state.closed_objections, fact.objection: (begun, fact.day)},
        rechecked=True,
    )


def _refused(_rules: Rules, state: State, fact: Fact) -> State:
    ended = state.ended or (None if fact.about else fact.day)
    return replace(state, refused=state.refused | (frozenset(fact.about) or {WHOLE}), ended=ended)


def _objection_opened(_rules: Rules, state: State, fact: Fact) -> State:
    return replace(state, open_objections={**state.open_objections, fact.objection: fact.day})


_AFTER: Mapping[Verb, Callable[[Rules, State, Fact], State]] = {
    Verb.OPENED: lambda _, state, fact: replace(state, opened=fact.day),
    Verb.APPLIED: lambda _, state, fact: _added(replace(state, applied=True), frozenset(fact.about)),
    Verb.LISTED: lambda _, state, fact: _added(replace(state, listed=True), frozenset(fact.about)),
    Verb.REVIEWED: _reviewed,
    Verb.MET: _met,
    Verb.POSTED: lambda _, state, fact: replace(state, posted=fact.day, posted_again=None, rechecked=False),
    Verb.POSTED_AGAIN: lambda _, state, fact: replace(state, posted_again=fact.day, rechecked=False),
    Verb.OBJECTION_OPENED: _objection_opened,
    Verb.OBJECTION_CLOSED: _objection_closed,
    Verb.OPINION_ASKED: lambda _, state, fact: replace(state, opinion_asked=fact.day, opinion_answered=None),
    Verb.OPINION_ANSWERED: lambda _, state, fact: replace(state, opinion_answered=fact.day),
    Verb.DECIDED: lambda _, state, fact: replace(state, decided=fact.day, ended=fact.day),
    Verb.REFUSED: _refused,
    Verb.CERTIFIED: lambda _, state, fact: replace(state, certified=fact.day),
}
