"""Whether what must come before a step is there: one function a code, with the particulars in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from giamngheo.law.procedures.deadlines import last_day
from giamngheo.law.procedures.facts import WorkingDays
from giamngheo.law.procedures.library import Rules
from giamngheo.law.procedures.state import State
from giamngheo.law.vocabulary.procedures import Condition, Precondition, StepKind


@dataclass(frozen=True)
class Moment:
    """A case as it stands when something is to be done on a day."""

    rules: Rules
    state: State
    day: date
    calendar: WorkingDays


@dataclass(frozen=True)
class Answer:
    """Whether a precondition is met, and what is particular about it here («niêm yết đến hết ngày …»)."""

    holds: bool
    particulars: str = ""


def holds(precondition: Precondition, moment: Moment) -> Answer:
    """Whether a precondition of a pack is met."""
    if precondition.condition is Condition.DONE:
        step = next(step for step in moment.rules.procedure.steps if step.id == precondition.step)
        return Answer(is_done(step.kind, moment))
    return _CONDITIONS[precondition.condition](moment)


def is_done(kind: StepKind, moment: Moment) -> bool:
    """Whether the step of this kind has been done and nothing since put it aside."""
    state = moment.state
    return {
        StepKind.OPENING: state.opened is not None,
        StepKind.APPLICATION: state.applied,
        StepKind.LIST: state.listed,
        # where a meeting follows it holds back the households that are to be reviewed; else nothing would
        StepKind.REVIEW: state.reviewed and not (state.to_review and not _has_meeting(moment.rules)),
        StepKind.MEETING: state.agreed,
        StepKind.POSTING: state.posted is not None,
        StepKind.OPINION: _opinion_answered(moment).holds,
        StepKind.DECISION: state.over,
    }[kind]


def _has_meeting(rules: Rules) -> bool:
    return rules.procedure.step(StepKind.MEETING) is not None


def _opened(moment: Moment) -> Answer:
    return Answer(moment.state.opened is not None)


def _opening_time(moment: Moment) -> Answer:
    rules, day = moment.rules, moment.day
    first, last = rules.value("season_first", day), rules.value("season_last", day)
    if isinstance(first, tuple) and isinstance(last, tuple):
        begins, ends = date(day.year, *first), date(day.year, *last)
        return Answer(begins <= day <= ends, f"từ {begins:%d/%m/%Y} đến {ends:%d/%m/%Y}")
    of_month = rules.value("opening_day", day)
    if not isinstance(of_month, int):
        return Answer(False, "chưa biết ngày bắt đầu")
    return Answer(day.day >= of_month, f"ngày {day.replace(day=of_month):%d/%m/%Y}")


def _agreed(moment: Moment) -> Answer:
    state = moment.state
    households = len((state.to_review | state.to_meet) - {""})
    if households:
        return Answer(False, f"còn {households} hộ chưa được thống nhất")
    return Answer(state.agreed, "" if state.met else "chưa họp dân")


def _posting_over(moment: Moment) -> Answer:
    return _time_over(moment, "posting_days", moment.state.posted, "niêm yết")


def _posted_again(moment: Moment) -> Answer:
    state = moment.state
    if state.rechecked:
        return Answer(False, "chưa niêm yết lại sau lần phúc tra cuối")
    if state.posted_again is None:
        return Answer(True)
    return _time_over(moment, "reposting_days", state.posted_again, "niêm yết lại")


def _time_over(moment: Moment, point: str, since: date | None, what: str) -> Answer:
    if since is None:
        return Answer(False, f"chưa {what}")
    due = last_day(moment.rules, point, since, moment.calendar)
    if due is None:
        return Answer(False, "chưa biết số ngày")
    return Answer(due < moment.day, f"{what} đến hết ngày {due:%d/%m/%Y}")


def _objections_closed(moment: Moment) -> Answer:
    still_open = len(moment.state.open_objections)
    return Answer(not still_open, f"còn {still_open} khiếu nại chưa đóng")


def _authority_known(moment: Moment) -> Answer:
    answered = moment.state.opinion_answered is not None
    return Answer(answered or moment.rules.asks_opinion(moment.day) is not None)


def _opinion_answered(moment: Moment) -> Answer:
    if moment.state.opinion_answered is not None or moment.rules.asks_opinion(moment.day) is False:
        return Answer(True)
    asked = moment.state.opinion_asked
    return Answer(False, f"đã gửi ngày {asked:%d/%m/%Y}, chưa có trả lời" if asked else "chưa gửi báo cáo")


_CONDITIONS: Mapping[Condition, Callable[[Moment], Answer]] = {
    Condition.OPENED: _opened,
    Condition.OPENING_TIME: _opening_time,
    Condition.AGREED: _agreed,
    Condition.POSTING_OVER: _posting_over,
    Condition.OBJECTIONS_CLOSED: _objections_closed,
    Condition.POSTED_AGAIN: _posted_again,
    Condition.AUTHORITY_KNOWN: _authority_known,
    Condition.OPINION_ANSWERED: _opinion_answered,
}
