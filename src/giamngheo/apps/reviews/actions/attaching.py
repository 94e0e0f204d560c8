"""Photos and papers of what happened: handed in, opened, put aside with a reason."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from giamngheo.apps.reviews.actions.writing import ReviewError, locked, place_of
from giamngheo.apps.reviews.models import Attachment, Happening
from giamngheo.apps.reviews.states import VERB_NAMES
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.files import FileError, FileKind, Kept, forget, keep, open_kept
from giamngheo.foundation.text import whole
from giamngheo.law.procedures.facts import Verb

ATTACHED_TO: Final = frozenset({Verb.MET.value, Verb.POSTED.value, Verb.POSTED_AGAIN.value})
"""What happened that a signed paper or a photo shows."""
TAKEN: Final = (FileKind.JPEG, FileKind.PNG, FileKind.WEBP, FileKind.PDF)
MOST_FILES: Final = 20


def attach(happening: Happening, given: Sequence[IO[bytes]], title: str, actor: Actor) -> list[Attachment]:
    """Keep photos or PDFs of a meeting or a posting, all or none; raises ReviewError."""
    name = ReviewError.words(title, "tên ảnh, giấy tờ", about="ten", longest=190)
    if not given:
        raise ReviewError("Chưa chọn tệp. Cách xử lý: chọn ảnh hoặc PDF trên máy.", "tep")
    if len(given) > MOST_FILES:
        raise ReviewError(f"Nhiều hơn {MOST_FILES} tệp. Cách xử lý: gửi làm nhiều lần.", "tep")
    kept: list[Kept] = []
    try:
        for place, one in enumerate(given, 1):
            kept.append(_kept(one, place if len(given) > 1 else 0))
        return _attach(happening, kept, name, actor)
    except BaseException:
        for one_kept in kept:
            forget(one_kept, _folder())
        raise


def read_attachment(attachment: Attachment, actor: Actor) -> IO[bytes]:
    """Open a photo or paper for who may see its village: the trail tells that they did.

    Raises FileNotFoundError where the file is not in the data folder.
    """
    opened = open_kept(attachment.stored, _folder())
    case = attachment.happening.case
    record(
        actor,
        "reviews.read_attachment",
        f"Mở ảnh, giấy tờ của «{VERB_NAMES[Verb(attachment.happening.verb)]}»: {place_of(case)}",
        area_id=case.area_id,
        subject=("reviews.Attachment", attachment.pk),
    )
    return opened


@transaction.atomic
def put_attachment_aside(attachment: Attachment, why: str, actor: Actor) -> None:
    """Show a photo or paper no more, with the reason; the file stays. Raises ReviewError."""
    said = ReviewError.words(why, "lý do", about="ly-do", longest=500)
    one = Attachment.objects.select_for_update(of=["self"]).get(pk=attachment.pk)
    if one.aside_at is not None:
        raise ReviewError("Ảnh, giấy tờ này đã bỏ. Cách xử lý: tải lại trang để xem.")
    one.aside_at, one.aside_why, one.aside_by = timezone.now(), said, actor.name
    one.save(update_fields=["aside_at", "aside_why", "aside_by"])
    case = one.happening.case
    record(
        actor,
        "reviews.attachment_put_aside",
        f"Bỏ ảnh, giấy tờ «{one.title}»: {place_of(case)}. Lý do: {said}",
        area_id=case.area_id,
        subject=("reviews.Attachment", one.pk),
        details={"round": case.round_id, "happening": one.happening_id},
    )


def _kept(given: IO[bytes], place: int) -> Kept:
    try:
        return keep(given, _folder(), TAKEN)
    except FileError as error:
        raise ReviewError(f"Tệp thứ {place}: {error}" if place else str(error), "tep") from error


@transaction.atomic
def _attach(happening: Happening, kept: Sequence[Kept], title: str, actor: Actor) -> list[Attachment]:
    case = locked(happening.case)
    is_taken_back = Happening.objects.filter(takes_back=happening).exists()
    if happening.verb not in ATTACHED_TO or is_taken_back:
        raise ReviewError(
            "Ảnh, giấy tờ chỉ gắn vào cuộc họp, lần niêm yết đang có hiệu lực. "
            "Cách xử lý: về trang của thôn, chọn đúng việc ở «Đã ghi»."
        )
    rows = Attachment.objects.bulk_create(
        Attachment(
            happening=happening,
            stored=one.stored,
            kind=one.kind,
            title=f"{title} ({place})" if len(kept) > 1 else title,
            size=one.size,
            sha256=one.sha256,
            actor_id=actor.id,
            actor_name=actor.name,
        )
        for place, one in enumerate(kept, 1)
    )
    many = f" ({whole(len(kept))} tệp)" if len(kept) > 1 else ""
    record(
        actor,
        "reviews.attached",
        f"Gắn «{title}»{many} vào «{VERB_NAMES[Verb(happening.verb)]}»: {place_of(case)}",
        area_id=case.area_id,
        subject=("reviews.Happening", happening.pk),
        details={"round": case.round_id, "files": [one.sha256 for one in kept]},
    )
    return rows


def _folder() -> Path:
    return Path(settings.DATA) / "files"
