"""Local documents kept with the time in which they hold; what should be changed in policies."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import IO

from django.db import transaction

from giamngheo.apps.coordination.actions.filing import kept_file
from giamngheo.apps.coordination.actions.writing import (
    CoordinationError,
    after_move,
    by,
    day_needed,
    locked,
    texts_needed,
    told,
)
from giamngheo.apps.coordination.models import Amendment, LocalDocument
from giamngheo.apps.coordination.states import AMENDMENT_MOVES, AmendmentState
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text
from giamngheo.law.library import instruments


@dataclass(frozen=True)
class Issued:
    """A document as it is typed; `replaces` is the one that ends the day before it comes into force."""

    number: str
    kind: str
    title: str
    issuer: str
    issued_on: date | None
    since: date | None
    until: date | None = None
    replaces: LocalDocument | None = None


def keep_document(area: Area, issued: Issued, given: IO[bytes] | None, actor: Actor) -> LocalDocument:
    """Keep a document of a unit, with its file; raises CoordinationError."""
    texts = texts_needed(
        ("so", issued.number, "số, ký hiệu", 60),
        ("loai", issued.kind, "loại văn bản", 60),
        ("trich-yeu", issued.title, "trích yếu", 500),
        ("co-quan", issued.issuer, "cơ quan ban hành", 200),
    )
    issued_on = day_needed(issued.issued_on, "ngay", "ngày ban hành")
    since = day_needed(issued.since, "hieu-luc", "có hiệu lực từ ngày nào")
    if issued.until is not None and issued.until < since:
        raise CoordinationError(f"Hết hiệu lực trước khi có hiệu lực ({day_text(since)}).", "het")
    if given is None:
        raise CoordinationError("Chưa chọn tệp văn bản. Cách xử lý: chọn tệp .pdf hoặc .docx.", "tep")
    with kept_file(given) as columns, transaction.atomic():
        if LocalDocument.objects.filter(area=area, number=texts["so"], issued_on=issued_on).exists():
            raise CoordinationError(f"Đã có văn bản số {texts['so']} ngày {day_text(issued_on)}.", "so")
        row = LocalDocument.objects.create(
            area=area,
            number=texts["so"],
            kind=texts["loai"],
            title=texts["trich-yeu"],
            issuer=texts["co-quan"],
            issued_on=issued_on,
            since=since,
            until=issued.until,
            **columns,
            **by(actor),
        )
        if issued.replaces is not None:
            old = locked(issued.replaces)
            if old.area_id != area.pk or old.since >= since:
                raise CoordinationError("Văn bản được thay phải của đơn vị và có hiệu lực trước.", "thay")
            _end(old, since - timedelta(days=1), f"Thay bằng {row.number}", row)
        told(row, area.pk, actor, "document", f"Lưu văn bản {row.number} ngày {day_text(issued_on)}")
    return row


@transaction.atomic
def end_document(document: LocalDocument, until: date | None, why: str, actor: Actor) -> LocalDocument:
    """Say when and why a document ceased to hold; raises CoordinationError."""
    row = locked(document)
    said = CoordinationError.words(why, "lý do", about="ly-do", longest=500)
    last = day_needed(until, "ngay-het", "ngày cuối còn hiệu lực")
    if row.ended_why or last < row.since:
        raise CoordinationError(
            f"Văn bản đã hết hiệu lực, hoặc ngày cuối trước {day_text(row.since)}.", "ngay-het"
        )
    _end(row, last, said, None)
    told(row, row.area_id, actor, "document_end", f"Văn bản {row.number} hết hiệu lực: {said}")
    return row


@transaction.atomic
def ask_amendment(
    area: Area, about: LocalDocument | str, actor: Actor, *, point: str, trouble: str, proposal: str
) -> Amendment:
    """Write down what should be changed in an instrument (by id) or a local document.

    Raises CoordinationError.
    """
    texts = texts_needed(
        ("bat-cap", trouble, "bất cập gì", 2000), ("de-nghi", proposal, "đề nghị sửa thế nào", 2000)
    )
    if isinstance(about, str) and about not in instruments():
        raise CoordinationError("Chưa chọn văn bản. Cách xử lý: chọn ở danh sách.", "van-ban")
    row = Amendment.objects.create(
        area=area,
        instrument=about if isinstance(about, str) else "",
        document=None if isinstance(about, str) else about,
        point=CoordinationError.words(point, "điều, khoản", about="dieu", longest=200, needed=False),
        trouble=texts["bat-cap"],
        proposal=texts["de-nghi"],
        state=AmendmentState.NOTED,
        **by(actor),
    )
    told(row, area.pk, actor, "amendment", "Ghi đề xuất sửa chính sách")
    return row


@transaction.atomic
def move_amendment(amendment: Amendment, verb: str, words: str, actor: Actor) -> Amendment:
    """Say to whom it was sent (with the paper), or what was answered; raises CoordinationError."""
    row = locked(amendment)
    row.state = after_move(row.state, verb, AMENDMENT_MOVES)
    asked = "gửi ai, số văn bản nào" if verb == "send" else "được trả lời thế nào"
    longest = 300 if verb == "send" else 2000
    said = CoordinationError.words(words, asked, about=f"loi-{row.pk}", longest=longest)
    if verb == "send":
        row.sent = said
    else:
        row.answer = said
    row.save(update_fields=["state", "sent", "answer"])
    told(row, row.area_id, actor, f"amendment_{verb}", f"{AmendmentState(row.state).label}: {said[:200]}")
    return row


def _end(row: LocalDocument, until: date, why: str, by_document: LocalDocument | None) -> None:
    row.until, row.ended_why, row.replaced_by = until, why, by_document
    row.save(update_fields=["until", "ended_why", "replaced_by"])
