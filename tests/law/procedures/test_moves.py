"""What may be done in a case, what is refused and why; and what holds for any sequence of allowed moves."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from giamngheo.foundation.calendar import calendar
from giamngheo.law.library import instruments
from giamngheo.law.procedures.deadlines import late, running
from giamngheo.law.procedures.facts import Fact, Verb, Vote
from giamngheo.law.procedures.library import Rules, procedure_for
from giamngheo.law.procedures.moves import (
    MOVES,
    allowed,
    may_be_done,
    next_step,
    out_of_order,
    refusals,
    what_is_refused,
)
from giamngheo.law.procedures.state import state_after
from giamngheo.law.vocabulary.procedures import Days, ProcedureKind, Setting, StepKind, Value

PERIODIC = procedure_for(ProcedureKind.PERIODIC_REVIEW, date(2024, 9, 4))
REGULAR = procedure_for(ProcedureKind.REGULAR_REVIEW, date(2024, 3, 15))
AVERAGE = procedure_for(ProcedureKind.AVERAGE_LIVING_STANDARD_REVIEW, date(2024, 3, 15))


def fact(verb: str, month: int, day: int, **more: object) -> Fact:
    return Fact(verb=Verb(verb), day=date(2024, month, day), **more)  # type: ignore[arg-type]


def vote(votes_for: int, votes_of: int, about: str = "") -> Vote:
    return Vote(votes_for=votes_for, votes_of=votes_of, about=about)


TO_REVIEW = (fact("opened", 9, 4), fact("listed", 9, 16), fact("reviewed", 10, 11))
TO_POSTING = (*TO_REVIEW, fact("met", 10, 18, votes=(vote(45, 50),)), fact("posted", 10, 25))
TO_OPINION = (*TO_POSTING, fact("opinion_asked", 11, 1))
TO_DECISION = (*TO_OPINION, fact("opinion_answered", 11, 6), fact("decided", 11, 29))


def told(facts: tuple[Fact, ...], one: Fact, rules: Rules = PERIODIC) -> str:
    return "\n".join(refusal.sentence for refusal in refusals(rules, facts, one, calendar()))


def set_by_unit(point: str, value: Value) -> Setting:
    return Setting(point=point, value=value, since=date(2024, 1, 1), source="Văn bản bịa")


@pytest.mark.parametrize(
    ("facts", "one", "words"),
    [
        ((), fact("opened", 8, 30), "từ 01/09/2024 đến 14/12/2024"),
        ((), fact("opened", 12, 16), "từ 01/09/2024 đến 14/12/2024"),
        ((), fact("listed", 9, 4), "Đợt rà soát đã mở."),
        (TO_REVIEW[:1], fact("opened", 9, 5), "đã mở ngày 04/09/2024"),
        (TO_REVIEW[:1], fact("reviewed", 9, 20), "Danh sách hộ cần rà soát đã lập xong."),
        (TO_REVIEW[:2], fact("reviewed", 9, 20, about=("h1",)), "chưa rà soát xong lần đầu"),
        (TO_REVIEW[:2], fact("met", 9, 20, votes=(vote(1, 1),)), "đã được rà soát và phân loại"),
        (TO_REVIEW, fact("met", 10, 10, votes=(vote(1, 1),)), "Đã ghi một việc vào ngày 11/10/2024"),
        (TO_REVIEW, fact("met", 10, 18), "Chưa ghi biểu quyết"),
        (TO_REVIEW, fact("met", 10, 18, votes=(vote(51, 50),)), "không nằm trong số người dự"),
        (TO_REVIEW, fact("met", 10, 18, votes=(vote(0, 0),)), "không nằm trong số người dự"),
        (TO_REVIEW, fact("met", 10, 18, votes=(vote(1, 2, "h1"), vote(2, 2, "h1"))), "hai kết quả"),
        (TO_REVIEW, fact("met", 10, 18, votes=(vote(30, 40),), attending=50), "tổng số người dự họp"),
        (TO_REVIEW, fact("posted", 10, 18), "chưa họp dân"),
        (TO_POSTING, fact("opinion_asked", 10, 30), "niêm yết đến hết ngày 30/10/2024"),
        (TO_POSTING, fact("posted_again", 10, 28), "Chưa có khiếu nại nào được phúc tra"),
        (TO_POSTING, fact("objection_opened", 10, 28), "Khiếu nại chưa có mã"),
        (TO_POSTING, fact("objection_closed", 10, 28, objection="KN1"), "Không có khiếu nại nào đang mở"),
        (TO_POSTING, fact("opinion_answered", 11, 1), "Chưa gửi báo cáo xin ý kiến"),
        (TO_POSTING, fact("decided", 11, 1), "chưa gửi báo cáo"),
        (TO_POSTING, fact("certified", 11, 1), "Chưa có quyết định công nhận"),
        (TO_OPINION, fact("decided", 11, 4), "đã gửi ngày 01/11/2024, chưa có trả lời"),
        (TO_DECISION, fact("reviewed", 12, 2), "đã kết thúc ngày 29/11/2024"),
        (TO_DECISION, fact("decided", 12, 2), "sửa bằng một quyết định mới"),
        (TO_DECISION, fact("refused", 12, 2, about=("h1",)), "chưa nêu lý do"),
        (TO_DECISION, fact("refused", 12, 2, reason_given=True), "Nêu từng hộ bị từ chối"),
        ((), fact("applied", 9, 4), "không có bước này"),
    ],
)  # fmt: skip
def test_what_is_out_of_order_is_refused_with_its_reason(
    facts: tuple[Fact, ...], one: Fact, words: str
) -> None:
    sentences = told(facts, one)
    assert words in sentences
    assert "Cách xử lý: " in sentences
    assert "Căn cứ: QĐ 24/2021/QĐ-TTg, Điều" in sentences


@pytest.mark.parametrize("number", range(len(TO_DECISION)))
def test_a_case_in_order_is_never_refused(number: int) -> None:
    assert refusals(PERIODIC, TO_DECISION[:number], TO_DECISION[number], calendar()) == ()


def test_a_refusal_that_rests_on_memory_says_so() -> None:
    closed = (
        *TO_POSTING,
        fact("objection_opened", 10, 28, objection="KN1"),
        fact("objection_closed", 11, 4, objection="KN1"),
    )
    (refusal,) = refusals(PERIODIC, closed, fact("opinion_asked", 11, 5), calendar())
    assert not refusal.verified
    assert "theo trí nhớ" in refusal.note
    again = (*closed, fact("posted_again", 11, 5))
    assert "niêm yết lại đến hết ngày 08/11/2024" in told(again, fact("opinion_asked", 11, 8))
    assert told(again, fact("opinion_asked", 11, 9)) == ""


def test_under_one_half_the_next_step_is_the_review_again_then_the_meeting() -> None:
    failed = (*TO_REVIEW, fact("met", 10, 18, votes=(vote(24, 50, "h1"), vote(50, 50, "h2"))))
    following = next_step(PERIODIC, failed, date(2024, 10, 21), calendar())
    assert following is not None
    assert (following.step.kind, following.refusals) == (StepKind.REVIEW, ())
    assert "còn 1 hộ chưa được thống nhất" in told(failed, fact("posted", 10, 21))
    assert "chưa rà soát lại" in told(failed, fact("met", 10, 21, votes=(vote(30, 50, "h1"),)))
    assert told(failed, fact("met", 10, 21, votes=(vote(30, 50, "h3"),))) == ""
    again = (*failed, fact("reviewed", 10, 22, about=("h1",)))
    following = next_step(PERIODIC, again, date(2024, 10, 22), calendar())
    assert following is not None
    assert following.step.kind is StepKind.MEETING
    agreed = (*again, fact("met", 10, 25, votes=(vote(25, 50, "h1"),)))
    assert told(agreed, fact("posted", 10, 25)) == ""


def test_a_vote_down_of_the_whole_list_needs_a_whole_review() -> None:
    failed = (*TO_REVIEW, fact("met", 10, 18, votes=(vote(1, 50),)))
    assert "chưa rà soát lại" in told(failed, fact("met", 10, 21, votes=(vote(50, 50, "h1"),)))
    assert told((*failed, fact("reviewed", 10, 22)), fact("met", 10, 25, votes=(vote(50, 50),))) == ""


def test_what_is_reviewed_after_the_posting_is_met_on_and_posted_again() -> None:
    again = (*TO_OPINION, fact("opinion_answered", 11, 6), fact("reviewed", 11, 7, about=("h1",)))
    assert "chưa được thống nhất" in told(again, fact("posted", 11, 8))
    assert "chưa niêm yết" in told(again, fact("decided", 11, 20))
    met = (*again, fact("met", 11, 8, votes=(vote(50, 50, "h1"),)), fact("posted", 11, 8))
    assert "chưa gửi báo cáo" in told(met, fact("decided", 11, 20))


def test_an_objection_blocks_the_decision_until_it_is_closed_and_posted_again() -> None:
    open_one = (
        *TO_OPINION,
        fact("opinion_answered", 11, 6),
        fact("objection_opened", 11, 7, objection="KN1"),
    )
    assert "còn 1 khiếu nại chưa đóng" in told(open_one, fact("decided", 11, 29))
    closed = (*open_one, fact("objection_closed", 11, 14, objection="KN1"))
    assert "chưa niêm yết lại" in told(closed, fact("decided", 11, 29))
    assert "đã ghi" in told(closed, fact("objection_opened", 11, 14, objection="KN1"))
    assert told((*closed, fact("posted_again", 11, 15)), fact("decided", 11, 29)) == ""


def test_the_authority_may_have_answered_before_the_districts_ended() -> None:
    day = date(2025, 6, 25)
    facts = [one for one in TO_OPINION if one.verb is not Verb.OPINION_ASKED]
    facts += [Fact(verb=Verb.OPINION_ASKED, day=day), Fact(verb=Verb.OPINION_ANSWERED, day=date(2025, 6, 30))]
    decided = Fact(verb=Verb.DECIDED, day=date(2025, 7, 2))
    assert refusals(PERIODIC, facts, decided, calendar()) == ()
    asked_only = refusals(PERIODIC, facts[:-1], decided, calendar())
    assert "Người quản trị ghi vào cài đặt" in asked_only[0].sentence


def test_a_quorum_that_a_unit_set_is_asked_of_the_meeting() -> None:
    rules = procedure_for(ProcedureKind.PERIODIC_REVIEW, date(2024, 9, 4), [set_by_unit("quorum", (2, 3))])
    uncounted = fact("met", 10, 18, votes=(vote(45, 50),))
    assert "Ghi số người dự" in told(TO_REVIEW, uncounted, rules)
    few = fact("met", 10, 18, votes=(vote(45, 50),), attending=50, invited=76)
    assert "Mới có 50/76" in told(TO_REVIEW, few, rules)
    enough = fact("met", 10, 18, votes=(vote(45, 50),), attending=50, invited=75)
    assert told(TO_REVIEW, enough, rules) == ""


def test_the_days_of_a_unit_move_the_end_of_the_posting() -> None:
    own = [set_by_unit("posting_days", Days(7, "calendar"))]
    rules = procedure_for(ProcedureKind.PERIODIC_REVIEW, date(2024, 9, 4), own)
    (posting,) = (
        one for one in running(rules, state_after(rules, TO_POSTING), calendar()) if one.id == "posting"
    )
    assert (posting.due, posting.verified) == (date(2024, 11, 1), False)
    assert "Văn bản bịa" in posting.note


def test_what_is_late_is_told_on_the_day_after_and_no_more_when_done() -> None:
    state = state_after(PERIODIC, TO_OPINION)
    assert late(PERIODIC, state, calendar(), date(2024, 11, 8)) == ()
    assert [one.id for one in late(PERIODIC, state, calendar(), date(2024, 11, 9))] == ["opinion"]
    answered = (*TO_OPINION, fact("opinion_answered", 11, 12))
    state = state_after(PERIODIC, answered)
    assert late(PERIODIC, state, calendar(), date(2024, 11, 13)) == ()
    (opinion,) = (one for one in running(PERIODIC, state, calendar()) if one.id == "opinion")
    assert opinion.is_late(date(2024, 11, 13))


def test_the_regular_review_may_end_by_refusing_all_in_writing() -> None:
    facts = (
        fact("applied", 3, 4), fact("opened", 3, 15), fact("reviewed", 3, 18),
        fact("met", 3, 19, votes=(vote(9, 10),)), fact("posted", 3, 20),
    )  # fmt: skip
    assert "chưa nêu lý do" in told(facts, fact("refused", 3, 26), REGULAR)
    all_refused = (*facts, fact("refused", 3, 26, reason_given=True))
    assert next_step(REGULAR, all_refused, date(2024, 3, 27), calendar()) is None
    assert late(REGULAR, state_after(REGULAR, all_refused), calendar(), date(2024, 6, 1)) == ()
    assert "không có bước này" in told(facts, fact("opinion_asked", 3, 26), REGULAR)


def test_a_history_kept_elsewhere_is_told_where_it_was_out_of_order() -> None:
    assert out_of_order(PERIODIC, TO_DECISION, calendar()) == ()
    early = (*TO_REVIEW, fact("decided", 10, 20))
    assert {one.verb for one, _ in out_of_order(PERIODIC, early, calendar())} == {Verb.DECIDED}


def test_every_verb_has_one_move_and_every_kind_of_step_one_verb_that_does_it() -> None:
    assert [move.verb for move in MOVES] == list(Verb)
    assert {move.kind for move in MOVES} == set(StepKind)


# Whatever people try, in whatever order and on whatever days:

GAPS = st.integers(0, 9)
KINDS = st.sampled_from([PERIODIC, REGULAR, AVERAGE])
HOUSEHOLDS = st.sampled_from(["", "h1", "h2"])


ONWARD = (Verb.OBJECTION_CLOSED, Verb.POSTED_AGAIN, Verb.OPINION_ANSWERED)


@st.composite
def tried(draw: st.DrawFn, rules: Rules, facts: list[Fact], day: date) -> Fact:
    """Something that somebody tries: mostly what leads on, else what is allowed, sometimes anything."""
    state = state_after(rules, facts)
    way = draw(st.integers(0, 9))
    may = allowed(rules, facts, day, calendar())
    following = next_step(rules, facts, day, calendar())
    if way < 7 and following is not None:
        does = next(move.verb for move in MOVES if move.kind is following.step.kind)
        onward = [verb for verb in ONWARD if verb in may] or [does]
        verb = onward[0]
        waiting = state.to_meet if verb is Verb.MET else state.to_review
        about = min(waiting, default="")
    else:
        verb = draw(st.sampled_from(may) if may and way < 9 else st.sampled_from(list(Verb)))
        about = draw(HOUSEHOLDS)
    objections = sorted(state.open_objections)
    known = objections if verb is Verb.OBJECTION_CLOSED and objections else ["KN1", "KN2", "KN3"]
    return Fact(
        verb=verb,
        day=day,
        about=(about,) if about else (),
        votes=(vote(draw(st.sampled_from([20, 11, 10, 9])), 20, about),) if verb is Verb.MET else (),
        objection=draw(st.sampled_from(known)),
        reason_given=draw(st.booleans()),
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), KINDS)
def test_no_allowed_way_leads_to_a_decision_without_meeting_posting_and_closed_objections(
    data: st.DataObject, rules: Rules
) -> None:
    day = date(2024, 9, 12)
    facts: list[Fact] = []
    latest: dict[str, date] = {}
    for _ in range(data.draw(st.integers(5, 30))):
        day += timedelta(days=data.draw(GAPS))
        one = data.draw(tried(rules, facts, day))
        against = refusals(rules, facts, one, calendar())
        for refusal in against:
            assert refusal.clause.instrument in instruments()
            assert refusal.why
            assert refusal.remedy.endswith(".")
        if against:
            continue
        if one.verb is Verb.DECIDED:
            event(f"decided: {rules.procedure.id}")
            _may_be_decided(rules, facts, day)
        facts.append(one)
        for limit in running(rules, state_after(rules, facts), calendar()):
            assert limit.due is not None
            assert limit.due >= latest.get(limit.id, limit.due)
            assert limit.due >= limit.since
            latest[limit.id] = limit.due
    assert out_of_order(rules, facts, calendar()) == ()


def _may_be_decided(rules: Rules, facts: list[Fact], day: date) -> None:
    """Told anew from the bare facts, without the state that the moves are decided by."""
    verbs = [one.verb for one in facts]
    last_review = max(n for n, verb in enumerate(verbs) if verb is Verb.REVIEWED)
    last_posting = max(n for n, verb in enumerate(verbs) if verb in {Verb.POSTED, Verb.POSTED_AGAIN})
    assert last_review < last_posting
    days = 5 if rules is AVERAGE else 3
    posted = [one for one in facts if one.verb in {Verb.POSTED, Verb.POSTED_AGAIN}][-1]
    assert calendar().add_working_days(posted.day, days) < day
    opened = {one.objection for one in facts if one.verb is Verb.OBJECTION_OPENED}
    assert opened == {one.objection for one in facts if one.verb is Verb.OBJECTION_CLOSED}
    if rules is AVERAGE:
        return
    closings = [n for n, verb in enumerate(verbs) if verb is Verb.OBJECTION_CLOSED]
    assert not closings or closings[-1] < last_posting
    last_meeting = max(n for n, verb in enumerate(verbs) if verb is Verb.MET)
    assert last_review < last_meeting < last_posting
    votes = {one.about: one for fact in facts for one in fact.votes}
    whole = max((n for n, one in enumerate(facts) if one.votes and not one.votes[0].about), default=-1)
    for household, one in votes.items():
        voted = max(n for n, fact in enumerate(facts) if one in fact.votes)
        assert one.votes_for * 2 >= one.votes_of or voted < max(whole, last_review), household


@settings(max_examples=60, deadline=None)
@given(st.data(), KINDS)
def test_until_it_is_over_a_case_always_has_a_next_step_and_something_to_do_or_to_wait_for(
    data: st.DataObject, rules: Rules
) -> None:
    day = date(2024, 9, 16)
    facts: list[Fact] = []
    for _ in range(data.draw(st.integers(1, 20))):
        day += timedelta(days=data.draw(GAPS))
        one = data.draw(tried(rules, facts, day))
        if not refusals(rules, facts, one, calendar()):
            facts.append(one)
        following = next_step(rules, facts, day, calendar())
        assert (following is None) == state_after(rules, facts).over
        refused = what_is_refused(rules, facts, day, calendar())
        assert set(refused) == {move.verb for move in MOVES if rules.procedure.step(move.kind)}
        for move in MOVES:
            possible = may_be_done(rules, facts, move.verb, day, calendar())
            assert possible == (refused.get(move.verb) == ())
