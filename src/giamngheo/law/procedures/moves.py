"""What may be done now in a case, what is refused by which clause, and which step is next.

The table `MOVES` says to which step a verb belongs and what the code itself asks of it; what the law asks
before a step stands in the pack. A refusal tells what was to be done, why not, what to do, and the clause.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from giamngheo.law.library import cited
from giamngheo.law.procedures.conditions import Moment, holds, is_done
from giamngheo.law.procedures.facts import Fact, Verb, Vote, WorkingDays
from giamngheo.law.procedures.library import Rules
from giamngheo.law.procedures.meetings import meeting_faults
from giamngheo.law.procedures.state import state_after
from giamngheo.law.vocabulary.procedures import Step, StepKind
from giamngheo.law.vocabulary.texts import Clause


@dataclass(frozen=True)
class Refusal:
    """Why something may not be done on a day: sentences in Vietnamese, the clause, and how sure it is."""

    verb: Verb
    what: str
    why: str
    remedy: str
    clause: Clause
    verified: bool = True
    note: str = ""

    @property
    def sentence(self) -> str:
        """The whole for a screen: what, why, remedy, clause."""
        return f"{self.what} {self.why} Cách xử lý: {self.remedy} (Căn cứ: {cited(self.clause)}.)"


@dataclass(frozen=True)
class NextStep:
    """The first step that is not done, and what stands in its way on the day (empty: it may be done)."""

    step: Step
    refusals: tuple[Refusal, ...]


Fault = tuple[str, str]  # why, remedy
Check = Callable[[Moment, Fact], Iterator[Fault]]


@dataclass(frozen=True)
class Move:
    """One verb: its step, what it is called, whether the pack's preconditions of the step go before it."""

    verb: Verb
    kind: StepKind
    what: str
    asks_preconditions: bool
    check: Check
    after_the_end: bool = False


def refusals(rules: Rules, facts: Sequence[Fact], fact: Fact, calendar: WorkingDays) -> tuple[Refusal, ...]:
    """Everything that stands against `fact` after `facts`; empty where it may happen."""
    moment = Moment(rules, state_after(rules, facts), fact.day, calendar)
    return tuple(_refused(moment, fact))


def allowed(rules: Rules, facts: Sequence[Fact], day: date, calendar: WorkingDays) -> tuple[Verb, ...]:
    """The verbs that may be done on the day, with sound particulars, in the order of the table."""
    return tuple(verb for verb, told in what_is_refused(rules, facts, day, calendar).items() if not told)


def what_is_refused(
    rules: Rules, facts: Sequence[Fact], day: date, calendar: WorkingDays
) -> Mapping[Verb, tuple[Refusal, ...]]:
    """For every verb of the procedure what stands against it on the day; empty where it may be done."""
    moment = Moment(rules, state_after(rules, facts), day, calendar)
    return {
        move.verb: tuple(_refused(moment, _sound(move.verb, moment)))
        for move in MOVES
        if rules.procedure.step(move.kind) is not None
    }


def may_be_done(rules: Rules, facts: Sequence[Fact], verb: Verb, day: date, calendar: WorkingDays) -> bool:
    """Whether nothing stands against this verb on the day, and the procedure has it."""
    moment = Moment(rules, state_after(rules, facts), day, calendar)
    return next(_refused(moment, _sound(verb, moment)), None) is None


def next_step(rules: Rules, facts: Sequence[Fact], day: date, calendar: WorkingDays) -> NextStep | None:
    """The step that is next on the day; None when the case is over."""
    moment = Moment(rules, state_after(rules, facts), day, calendar)
    if moment.state.over:
        return None
    steps = (rules.procedure.opening, *rules.procedure.steps)
    step = next(step for step in steps if not _is_complete(step, moment))
    move = next(move for move in MOVES if move.kind is step.kind)
    return NextStep(step, tuple(_refused(moment, _sound(move.verb, moment))))


def out_of_order(
    rules: Rules, facts: Sequence[Fact], calendar: WorkingDays
) -> tuple[tuple[Fact, Refusal], ...]:
    """What in a history was not allowed when it happened; empty for one kept by these moves."""
    return tuple(
        (fact, refusal)
        for number, fact in enumerate(facts)
        for refusal in refusals(rules, facts[:number], fact, calendar)
    )


def _is_complete(step: Step, moment: Moment) -> bool:
    to_review_again = step.kind is StepKind.REVIEW and bool(moment.state.to_review)
    return is_done(step.kind, moment) and not to_review_again


def _refused(moment: Moment, fact: Fact) -> Iterator[Refusal]:
    move = _BY_VERB[fact.verb]
    what = f"Chưa thể {move.what} vào ngày {fact.day:%d/%m/%Y}."
    procedure = moment.rules.procedure
    step = procedure.step(move.kind)
    if step is None:
        why = f"Quy trình «{procedure.short_name}» không có bước này."
        yield Refusal(fact.verb, what, why, "Bỏ qua bước này.", procedure.opening.clause)
        return

    def refusal(why: str, remedy: str) -> Refusal:
        return Refusal(fact.verb, what, why, remedy, step.clause, step.verified, step.note)

    last = moment.state.last_day
    if last is not None and fact.day < last:
        yield refusal(
            f"Đã ghi một việc vào ngày {last:%d/%m/%Y}, sau ngày này.",
            "Xem lại ngày; các bước ghi theo thứ tự thời gian.",
        )
        return
    if moment.state.over and not move.after_the_end:
        yield refusal(
            f"Đợt này đã kết thúc ngày {moment.state.ended:%d/%m/%Y}.",
            "Sai sót tìm thấy sau thì sửa bằng một quyết định mới, trong một đợt khác.",
        )
        return
    if move.asks_preconditions:
        yield from _preconditions(moment, step, fact.verb, what)
    for why, remedy in move.check(moment, fact):
        yield refusal(why, remedy)


def _preconditions(moment: Moment, step: Step, verb: Verb, what: str) -> Iterator[Refusal]:
    for precondition in step.preconditions:
        answer = holds(precondition, moment)
        if not answer.holds:
            particulars = f" Hiện nay: {answer.particulars}." if answer.particulars else ""
            certain = precondition if precondition.clause or not precondition.verified else step
            yield Refusal(
                verb,
                what,
                f"Điều phải có trước: {precondition.text}{particulars}",
                precondition.remedy,
                moment.rules.clause_of(precondition, step),
                certain.verified,
                certain.note,
            )


def _sound(verb: Verb, moment: Moment) -> Fact:
    """A fact of this verb that lacks nothing but what must have happened before it."""
    waiting = next(iter(moment.state.open_objections), "")
    taken = {*moment.state.open_objections, *moment.state.closed_objections}
    return Fact(
        verb=verb,
        day=moment.day,
        votes=(Vote(votes_for=1, votes_of=1),) if verb is Verb.MET else (),
        attending=1 if verb is Verb.MET else None,
        invited=1 if verb is Verb.MET else None,
        objection=waiting if verb is Verb.OBJECTION_CLOSED else "+".join(["khiếu nại", *sorted(taken)]),
        reason_given=True,
        about=("hộ",) if verb is Verb.REFUSED else (),
    )


def _nothing(_moment: Moment, _fact: Fact) -> Iterator[Fault]:
    return iter(())


def _once(moment: Moment, _fact: Fact) -> Iterator[Fault]:
    if moment.state.opened is not None:
        yield f"Đợt này đã mở ngày {moment.state.opened:%d/%m/%Y}.", "Làm tiếp trong đợt đang mở."


def _whole_first(moment: Moment, fact: Fact) -> Iterator[Fault]:
    if fact.about and not moment.state.reviewed:
        yield (
            "Danh sách chưa rà soát xong lần đầu.",
            "Ghi kết quả khi mọi hộ đã rà soát xong.",
        )


def _again(moment: Moment, _fact: Fact) -> Iterator[Fault]:
    state = moment.state
    if moment.rules.procedure.point("reposting_days") is None:
        yield "Quy trình này không yêu cầu niêm yết lại.", "Muốn niêm yết lại cả danh sách thì ghi niêm yết."
    elif state.posted is None or not state.rechecked:
        yield (
            "Chưa có khiếu nại nào được phúc tra sau lần niêm yết trước.",
            "Đóng khiếu nại đã phúc tra trước.",
        )


def _new_objection(moment: Moment, fact: Fact) -> Iterator[Fault]:
    state = moment.state
    if state.posted is None:
        yield "Kết quả chưa niêm yết.", "Ghi ý kiến vào biên bản họp dân; niêm yết rồi mới ghi khiếu nại."
    if not fact.objection:
        yield "Khiếu nại chưa có mã.", "Ghi mã để theo dõi việc phúc tra."
    elif fact.objection in state.open_objections or fact.objection in state.closed_objections:
        yield f"Khiếu nại «{fact.objection}» đã ghi.", "Khiếu nại mới ghi với mã khác."


def _known_objection(moment: Moment, fact: Fact) -> Iterator[Fault]:
    if fact.objection not in moment.state.open_objections:
        yield "Không có khiếu nại nào đang mở với mã này.", "Chọn một khiếu nại đang mở."


def _opinion_due(moment: Moment, _fact: Fact) -> Iterator[Fault]:
    if moment.rules.asks_opinion(moment.day) is False:
        yield "Theo cài đặt của đơn vị thì không phải xin ý kiến.", "Làm tiếp bước quyết định."


def _opinion_sent(moment: Moment, _fact: Fact) -> Iterator[Fault]:
    if moment.state.opinion_asked is None:
        yield "Chưa gửi báo cáo xin ý kiến.", "Ghi ngày gửi báo cáo trước."
    elif moment.state.opinion_answered is not None:
        yield "Văn bản trả lời đã ghi.", "Làm tiếp bước quyết định."


def _reasons(moment: Moment, fact: Fact) -> Iterator[Fault]:
    if not fact.reason_given:
        yield "Văn bản từ chối chưa nêu lý do.", "Ghi rõ lý do cho từng hộ."
    if not fact.about and moment.state.over:
        yield "Đợt này đã có quyết định.", "Nêu từng hộ bị từ chối."


def _decided(moment: Moment, _fact: Fact) -> Iterator[Fault]:
    if moment.state.decided is None:
        yield "Chưa có quyết định công nhận.", "Ghi quyết định công nhận trước."


MOVES = (
    # verb, step, what it is called, the pack's preconditions go before it, what the code asks itself
    Move(Verb.OPENED, StepKind.OPENING, "mở đợt", True, _once),
    Move(Verb.APPLIED, StepKind.APPLICATION, "ghi Giấy đề nghị", True, _nothing),
    Move(Verb.LISTED, StepKind.LIST, "chốt danh sách cần rà soát", True, _nothing),
    Move(Verb.REVIEWED, StepKind.REVIEW, "ghi kết quả rà soát", True, _whole_first),
    Move(Verb.MET, StepKind.MEETING, "ghi cuộc họp dân", True, meeting_faults),
    Move(Verb.POSTED, StepKind.POSTING, "ghi niêm yết", True, _nothing),
    Move(Verb.POSTED_AGAIN, StepKind.POSTING, "ghi niêm yết lại", False, _again),
    Move(Verb.OBJECTION_OPENED, StepKind.POSTING, "ghi khiếu nại", False, _new_objection),
    Move(Verb.OBJECTION_CLOSED, StepKind.POSTING, "đóng khiếu nại", False, _known_objection),
    Move(Verb.OPINION_ASKED, StepKind.OPINION, "gửi xin ý kiến", True, _opinion_due),
    Move(Verb.OPINION_ANSWERED, StepKind.OPINION, "ghi văn bản trả lời", False, _opinion_sent),
    Move(Verb.DECIDED, StepKind.DECISION, "ghi quyết định", True, _nothing),
    Move(Verb.REFUSED, StepKind.DECISION, "ghi văn bản từ chối", True, _reasons, after_the_end=True),
    Move(Verb.CERTIFIED, StepKind.DECISION, "cấp giấy chứng nhận", False, _decided, after_the_end=True),
)
_BY_VERB = {move.verb: move for move in MOVES}
