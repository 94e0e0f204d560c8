"""Which time limits run in a case, when they end, and what is late on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from giamngheo.law.procedures.facts import WorkingDays
from giamngheo.law.procedures.library import Rules
from giamngheo.law.procedures.state import State
from giamngheo.law.vocabulary.procedures import Days, Deadline, Ending, StepKind, Trigger
from giamngheo.law.vocabulary.texts import Clause


@dataclass(frozen=True)
class Running:
    """A time limit of a case: since what day, its last day (None while its length is open), when it was met.

    `id` is that of the pack's deadline, for an objection with its name («recheck:KN1»). `waits`: nothing has
    to be done, the time only has to pass.
    """

    id: str
    name: str
    since: date
    due: date | None
    met_on: date | None
    waits: bool
    clause: Clause | None
    verified: bool
    note: str

    def is_over(self, day: date) -> bool:
        """Whether the time has passed before `day`; no while its length is open."""
        return self.due is not None and self.due < day

    def is_late(self, day: date) -> bool:
        """Whether what had to be done was not done in time, seen on `day`."""
        return not self.waits and self.is_over(self.met_on or day)


def running(rules: Rules, state: State, calendar: WorkingDays) -> tuple[Running, ...]:
    """Every time limit that began in the case, met or not, in the order of the pack."""
    return tuple(
        _running(rules, deadline, begun, calendar, _waits(deadline, rules, state))
        for deadline in rules.procedure.deadlines
        for begun in _begun(deadline, rules, state)
    )


def late(rules: Rules, state: State, calendar: WorkingDays, day: date) -> tuple[Running, ...]:
    """What had to be done before `day` and is not done."""
    return tuple(one for one in running(rules, state, calendar) if one.met_on is None and one.is_late(day))


def last_day(rules: Rules, point: str, since: date, calendar: WorkingDays) -> date | None:
    """The last day of the length of time that `point` holds; None while it is open."""
    value = rules.value(point, since)
    if isinstance(value, tuple):
        return date(since.year, *value)
    if not isinstance(value, Days):
        return None
    return calendar.deadline(
        since,
        value.number,
        working=value.unit == "working",
        first_day_counts=rules.value("first_day_counted", since) == "same_day",
        moves_off_rest_days=rules.value("end_on_rest_day", since) != "stays",
    )


def opening_day_of(rules: Rules, opened: date) -> date:
    """The day from which a case that was opened counts: by the month's day of the law, else as opened."""
    day = rules.value("opening_day", opened)
    return opened.replace(day=day) if isinstance(day, int) else opened


@dataclass(frozen=True)
class _Begun:
    id: str
    since: date
    met_on: date | None


def _begun(deadline: Deadline, rules: Rules, state: State) -> Iterator[_Begun]:
    """Each limit of this kind that began; objections begin one each."""
    if deadline.starts is Trigger.OBJECTION_OPENED:
        for name, since in state.open_objections.items():
            yield _Begun(f"{deadline.id}:{name}", since, None)
        for name, (since, closed) in state.closed_objections.items():
            yield _Begun(f"{deadline.id}:{name}", since, closed)
        return
    since_day = {
        Trigger.OPENING_DAY: opening_day_of(rules, state.opened) if state.opened else None,
        Trigger.POSTED: state.posted,
        Trigger.POSTED_AGAIN: state.posted_again,
        Trigger.OPINION_ASKED: state.opinion_asked,
    }[deadline.starts]
    met_on = {Ending.OPINION_ANSWERED: state.opinion_answered, Ending.DECIDED: state.ended}.get(deadline.ends)
    if since_day is not None:
        yield _Begun(deadline.id, since_day, met_on)


def _waits(deadline: Deadline, rules: Rules, state: State) -> bool:
    """Whether only time passes; so it does until the decision where nobody applied and nothing is decided."""
    nobody_asked = rules.procedure.step(StepKind.APPLICATION) is not None and not state.applied
    return deadline.ends is Ending.OVER or (deadline.ends is Ending.DECIDED and nobody_asked)


def _running(rules: Rules, deadline: Deadline, begun: _Begun, calendar: WorkingDays, waits: bool) -> Running:
    point = rules.point(deadline.point, begun.since)
    return Running(
        id=begun.id,
        name=deadline.name,
        since=begun.since,
        due=last_day(rules, deadline.point, begun.since, calendar),
        met_on=begun.met_on,
        waits=waits,
        clause=point.clause if point else None,
        verified=point.verified if point else False,
        note=point.note if point else "",
    )
