"""What makes the record of a meeting unsound: impossible votes, too few people, households not reviewed."""

from collections import Counter
from collections.abc import Iterator

from giamngheo.law.procedures.conditions import Moment
from giamngheo.law.procedures.facts import WHOLE, Fact, Vote


def meeting_faults(moment: Moment, fact: Fact) -> Iterator[tuple[str, str]]:
    """Why the record does not stand, each with its remedy."""
    if not fact.votes:
        yield "Chưa ghi biểu quyết.", "Ghi số người thống nhất trên tổng số người dự, cho từng hộ."
    if any(times > 1 for times in Counter(vote.about for vote in fact.votes).values()):
        yield "Một hộ được ghi hai kết quả biểu quyết.", "Giữ một kết quả cho mỗi hộ."
    if any(not 0 <= vote.votes_for <= vote.votes_of or vote.votes_of == 0 for vote in fact.votes):
        yield "Số người thống nhất không nằm trong số người dự.", "Xem lại hai con số trên biên bản."
    if fact.attending is not None and any(vote.votes_of != fact.attending for vote in fact.votes):
        yield (
            "Tỷ lệ thống nhất phải tính trên tổng số người dự họp.",
            "Ghi tổng số người dự họp ở mọi kết quả biểu quyết.",
        )
    if any(_waits_for_review(moment, vote) for vote in fact.votes):
        yield "Hộ chưa được thống nhất ở lần họp trước chưa rà soát lại.", "Rà soát lại rồi mới họp lại."
    yield from _quorum_faults(moment, fact)


def _waits_for_review(moment: Moment, vote: Vote) -> bool:
    waiting = moment.state.to_review
    return bool(waiting) if vote.about == WHOLE else not waiting.isdisjoint({vote.about, WHOLE})


def _quorum_faults(moment: Moment, fact: Fact) -> Iterator[tuple[str, str]]:
    quorum = moment.rules.share("quorum", fact.day)
    if quorum is None:
        return
    if fact.attending is None or fact.invited is None:
        yield "Đơn vị đã đặt số người dự tối thiểu.", "Ghi số người dự và số người được mời."
    elif fact.attending * quorum[1] < quorum[0] * fact.invited:
        yield (
            f"Mới có {fact.attending}/{fact.invited} người được mời dự, chưa đến {quorum[0]}/{quorum[1]}.",
            "Họp lại vào ngày khác.",
        )
