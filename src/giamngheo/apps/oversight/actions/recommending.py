"""Recommendations: made from a finding, followed up with proof, extended, closed by another, reopened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO, Final

from django.db import transaction

from giamngheo.apps.oversight.actions.filing import kept_files, rows_of
from giamngheo.apps.oversight.actions.writing import (
    OversightError,
    after_move,
    ahead,
    by,
    locked,
    require_another,
    require_state,
    tell,
    texts,
)
from giamngheo.apps.oversight.models import Finding, FollowUp, Recommendation
from giamngheo.apps.oversight.states import (
    RECOMMENDATION_MOVES,
    RECOMMENDING,
    InspectionState,
    RecommendationVerb,
)
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole

MOST: Final = 10**12
"""An amount in đồng beyond which somebody has typed an identity number or a telephone."""
_ASKS: Final = {
    RecommendationVerb.NOTE: "đã làm được gì",
    RecommendationVerb.REMEDY: "đã thực hiện thế nào",
    RecommendationVerb.SEND_BACK: "chưa đạt chỗ nào",
    RecommendationVerb.EXTEND: "lý do gia hạn",
    RecommendationVerb.REOPEN: "lý do mở lại",
    RecommendationVerb.WITHDRAW: "lý do rút",
}
_NEW_DAY: Final = frozenset({RecommendationVerb.EXTEND, RecommendationVerb.REOPEN})


@dataclass(frozen=True)
class Advised:
    """A recommendation as it is typed; `money` in đồng is to be recovered, `goods` in words."""

    unit_id: int
    to_whom: str
    words: str
    due: date | None
    money: int | None = None
    goods: str = ""


@transaction.atomic
def recommend(finding: Finding, advised: Advised, actor: Actor, today: date) -> Recommendation:
    """Make a recommendation from a finding; raises OversightError."""
    row = locked(finding.inspection)
    require_state(row.state, RECOMMENDING, "kiến nghị")
    if finding.aside_why:
        raise OversightError("Phát hiện này đã bỏ. Cách xử lý: chọn phát hiện khác.")
    wrong: dict[str, str] = {}
    try:
        said = texts(
            ("kien-nghi-ai", advised.to_whom, "kiến nghị ai", 200),
            ("kien-nghi", advised.words, "kiến nghị việc gì", 2000),
        )
    except OversightError as error:
        wrong |= error.wrong
    try:
        due = ahead(advised.due, today, "han", "hạn thực hiện")
    except OversightError as error:
        wrong |= error.wrong
    if advised.unit_id not in {row.area_id, row.unit_id}:
        wrong["don-vi-nhan"] = "Chọn đơn vị được kiểm tra, hoặc chính đơn vị kiểm tra."
    if advised.money is not None and not 0 < advised.money < MOST:
        wrong["thu-hoi"] = "Số tiền phải lớn hơn 0 và dưới 1.000 tỷ đồng. Cách xử lý: ghi lại bằng đồng."
    if wrong:
        raise OversightError("Có ô ghi sai.", wrong=wrong)
    advice = Recommendation.objects.create(
        inspection=row,
        area_id=row.area_id,
        finding=finding,
        unit_id=advised.unit_id,
        to_whom=said["kien-nghi-ai"],
        words=said["kien-nghi"],
        money=advised.money,
        goods=OversightError.words(advised.goods, "hiện vật", about="hien-vat", longest=300, needed=False),
        first_due=due,
        due=due,
        **by(actor),
    )
    _note(advice, RecommendationVerb.MAKE, "", actor)
    return advice


def follow_up(
    advice: Recommendation,
    verb: str,
    words: str,
    actor: Actor,
    today: date,
    *,
    due: date | None = None,
    recovered: int | None = None,
    given: Sequence[IO[bytes]] = (),
) -> Recommendation:
    """Do a deed on a recommendation, with words, proofs and đồng that came back; raises OversightError.

    What was remedied needs a proof, a later day a reason; who told last that it was done does not close it.
    """
    with kept_files(given) as kept, transaction.atomic():
        row = locked(advice)
        row.state = after_move(row.state, verb, RECOMMENDATION_MOVES)
        if row.inspection.state == InspectionState.CLOSED:
            raise OversightError(
                "Đợt kiểm tra đã kết thúc nên kiến nghị không mở lại. Cách xử lý: lập đợt kiểm tra mới."
            )
        needed = verb != RecommendationVerb.CLOSE
        said = OversightError.words(
            words, _ASKS.get(RecommendationVerb(verb), "lời nhắn"), about="loi", longest=2000, needed=needed
        )
        if verb == RecommendationVerb.REMEDY:
            if not kept:
                raise OversightError(
                    "Chưa có minh chứng. Cách xử lý: gắn ảnh, biên bản hoặc chứng từ đã thực hiện.", "tep"
                )
            row.remedied_by_id = actor.id
        if verb in _NEW_DAY:
            before, row.due = row.due, ahead(due, today, "han", "hạn mới")
            if verb == RecommendationVerb.EXTEND and row.due <= before:
                raise OversightError(
                    f"Hạn mới phải sau hạn đang có, {day_text(before)}. Cách xử lý: xem lại ngày.", "han"
                )
        if verb == RecommendationVerb.CLOSE:
            require_another(actor, {row.remedied_by_id}, "báo đã thực hiện kiến nghị này")
            row.closed_by_id = actor.id
        back = _recovered(row, verb, recovered)
        row.recovered += back
        row.save(update_fields=["state", "due", "recovered", "remedied_by_id", "closed_by_id"])
        step = _note(row, verb, said, actor, back)
        rows_of(row.inspection, kept, f"Minh chứng: {step.done.lower()}", actor, follow_up=step)
        return row


def _recovered(row: Recommendation, verb: str, recovered: int | None) -> int:
    """Đồng that came back with this deed; only what was to be recovered, and not more than that."""
    if not recovered:
        return 0
    if verb not in {RecommendationVerb.NOTE, RecommendationVerb.REMEDY} or row.money is None:
        raise OversightError(
            "Kiến nghị này không có tiền phải thu hồi. Cách xử lý: để trống ô này.", "thu-hoi"
        )
    if recovered < 0 or row.recovered + recovered > row.money:
        raise OversightError(
            f"Phải thu hồi {whole(row.money)} đồng, đã thu {whole(row.recovered)} đồng: số này vượt quá. "
            "Cách xử lý: ghi đúng số thu thêm lần này.",
            "thu-hoi",
        )
    return recovered


def _note(row: Recommendation, verb: str, said: str, actor: Actor, recovered: int = 0) -> FollowUp:
    step = FollowUp.objects.create(
        recommendation=row, verb=verb, words=said, due=row.due, recovered=recovered, **by(actor)
    )
    sentence = f"{step.done}: «{row.words[:110]}»" + (f" ({said[:160]})" if said else "")
    tell(row, row.area_id, actor, f"recommendation_{verb}", sentence, due=row.due.isoformat())
    return step
