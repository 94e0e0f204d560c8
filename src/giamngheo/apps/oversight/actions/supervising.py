"""Supervision and critique by the Front: opinions sent, answered by the unit, asked again, closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import IO, Final

from django.db import transaction

from giamngheo.apps.oversight.actions.filing import kept_files
from giamngheo.apps.oversight.actions.writing import (
    OversightError,
    after_move,
    ahead,
    by,
    locked,
    long_text,
    past,
    require_within,
    tell,
    texts,
)
from giamngheo.apps.oversight.models import SocialPoint, SocialReview, SocialStep
from giamngheo.apps.oversight.states import SOCIAL_MOVES, SocialKind, SocialState, SocialVerb, Taken
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor

MOST_POINTS: Final = 100


@dataclass(frozen=True)
class Supervised:
    """A supervision or critique as it is typed; `draft` is the plan or policy that a critique is of."""

    unit_id: int
    kind: str
    body: str
    subject: str
    day: date | None
    draft: str = ""


def write_review(
    area: Area, supervised: Supervised, given: IO[bytes] | None, actor: Actor, today: date
) -> SocialReview:
    """Begin a supervision or critique, with its paper if there is one; raises OversightError."""
    with kept_files([given] if given else []) as kept, transaction.atomic():
        wrong: dict[str, str] = {}
        try:
            said = texts(
                ("co-quan", supervised.body, "cơ quan giám sát, phản biện", 200),
                ("ten", supervised.subject, "giám sát, phản biện việc gì", 300),
            )
        except OversightError as error:
            wrong |= error.wrong
        if supervised.kind not in SocialKind.values:
            wrong["loai"] = "Chưa chọn giám sát hay phản biện."
        if supervised.kind == SocialKind.CRITIQUE and not supervised.draft.strip():
            wrong["du-thao"] = (
                "Phản biện phải nói rõ dự thảo nào. Cách xử lý: ghi tên kế hoạch, chính sách dự thảo."
            )
        try:
            day = past(supervised.day, today, "ngay", "ngày giám sát, phản biện")
        except OversightError as error:
            wrong |= error.wrong
        if wrong:
            raise OversightError("Có ô ghi sai.", wrong=wrong)
        require_within(supervised.unit_id, area.pk, today, "gui-ai")
        file = kept[0] if kept else None
        row = SocialReview.objects.create(
            area=area,
            unit_id=supervised.unit_id,
            kind=supervised.kind,
            body=said["co-quan"],
            subject=said["ten"],
            draft=OversightError.words(
                supervised.draft, "dự thảo", about="du-thao", longest=300, needed=False
            ),
            day=day,
            stored=file.stored if file else "",
            file_kind=file.kind if file else "",
            file_size=file.size if file else 0,
            file_sha256=file.sha256 if file else "",
            **by(actor),
        )
        sentence = f"Ghi {row.get_kind_display().lower()} xã hội «{row.subject}»"
        tell(row, area.pk, actor, "write_review", sentence, unit=row.unit_id)
        return row


@transaction.atomic
def add_point(review: SocialReview, words: str, actor: Actor) -> SocialPoint:
    """Add an opinion to a draft; raises OversightError."""
    row = _draft(review)
    if row.points.count() >= MOST_POINTS:
        raise OversightError(f"Đã có {MOST_POINTS} ý kiến. Cách xử lý: gộp các ý kiến giống nhau.")
    point = SocialPoint.objects.create(review=row, words=long_text(words, "ý kiến", "y-kien", 2000))
    tell(row, row.area_id, actor, "add_point", f"Thêm ý kiến vào «{row.subject}»")
    return point


@transaction.atomic
def remove_point(point: SocialPoint, actor: Actor) -> None:
    """Take an opinion out of a draft; raises OversightError."""
    row = _draft(point.review)
    SocialPoint.objects.filter(pk=point.pk).delete()
    tell(row, row.area_id, actor, "remove_point", f"Bỏ một ý kiến khỏi «{row.subject}»")


@transaction.atomic
def answer_review(
    review: SocialReview, answers: Mapping[int, tuple[str, str]], actor: Actor, today: date
) -> SocialReview:
    """Answer every opinion that waits (how it is taken, in which words); raises OversightError."""
    row = locked(review)
    row.state = after_move(row.state, SocialVerb.ANSWER, SOCIAL_MOVES)
    waiting = list(row.points.filter(answer="").order_by("pk"))
    wrong: dict[str, str] = {}
    for point in waiting:
        taken, words = answers.get(point.pk, ("", ""))
        if taken not in Taken.values:
            wrong[f"y{point.pk}"] = "Chưa chọn tiếp thu hay chưa tiếp thu. Cách xử lý: chọn một."
        try:
            point.answer = OversightError.words(
                words, "nội dung trả lời", about=f"y{point.pk}-loi", longest=2000
            )
        except OversightError as error:
            wrong |= error.wrong
        point.taken = taken
    if wrong:
        raise OversightError("Có ý kiến chưa trả lời.", wrong=wrong)
    SocialPoint.objects.bulk_update(waiting, ["taken", "answer"])
    row.answered_by_name, row.answered_on = actor.name, today
    row.save(update_fields=["state", "answered_by_name", "answered_on"])
    _note(row, SocialVerb.ANSWER, "", actor)
    return row


@transaction.atomic
def move_review(
    review: SocialReview, verb: str, words: str, actor: Actor, *, today: date, due: date | None = None
) -> SocialReview:
    """Send (with the day of the answer), ask again with an opinion more, close, withdraw; OversightError."""
    row = locked(review)
    if verb == SocialVerb.ANSWER:
        raise OversightError("Trả lời từng ý kiến ở bảng ý kiến.")
    row.state = after_move(row.state, verb, SOCIAL_MOVES)
    said = ""
    if verb in {SocialVerb.SEND, SocialVerb.REOPEN}:
        row.due = ahead(due, today, "han", "hạn trả lời")
    if verb == SocialVerb.SEND and not row.points.exists():
        raise OversightError("Chưa có ý kiến nào. Cách xử lý: thêm ít nhất một ý kiến rồi gửi.")
    if verb in {SocialVerb.REOPEN, SocialVerb.WITHDRAW}:
        what = "ý kiến đề nghị trả lời lại" if verb == SocialVerb.REOPEN else "lý do rút"
        said = long_text(words, what, "loi", 2000)
    row.save(update_fields=["state", "due"])
    if verb == SocialVerb.REOPEN:
        SocialPoint.objects.create(review=row, words=said)
    _note(row, verb, said, actor)
    return row


def _draft(review: SocialReview) -> SocialReview:
    row = locked(review)
    if row.state != SocialState.DRAFT:
        raise OversightError("Ý kiến đã gửi nên không sửa được. Cách xử lý: tải lại trang để xem.")
    return row


def _note(row: SocialReview, verb: str, said: str, actor: Actor) -> None:
    step = SocialStep.objects.create(review=row, verb=verb, words=said, **by(actor))
    sentence = f"{step.done}: {row.get_kind_display().lower()} xã hội «{row.subject}»"
    tell(row, row.area_id, actor, f"review_{verb}", sentence + (f" ({said[:160]})" if said else ""))
