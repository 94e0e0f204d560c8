"""Photos and papers of an inspection: kept with what they prove, opened by who may see it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from giamngheo.apps.oversight.actions.writing import OversightError, by, tell
from giamngheo.apps.oversight.models import Attached, Finding, FollowUp, Inspection, SocialReview
from giamngheo.apps.oversight.states import InspectionState
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.files import FileError, FileKind, Kept, forget, keep, open_kept

TAKEN: Final = (FileKind.PDF, FileKind.DOCX, FileKind.JPEG, FileKind.PNG, FileKind.WEBP)
MOST_FILES: Final = 20


@contextmanager
def kept_files(given: Sequence[IO[bytes]], field: str = "tep") -> Iterator[list[Kept]]:
    """Files that were handed in, all or none; they go where the deed does not come about. OversightError."""
    if len(given) > MOST_FILES:
        raise OversightError(f"Nhiều hơn {MOST_FILES} tệp. Cách xử lý: gửi làm nhiều lần.", field)
    kept: list[Kept] = []
    try:
        for place, one in enumerate(given, 1):
            try:
                kept.append(keep(one, files_folder(), TAKEN))
            except FileError as error:
                which = f"Tệp thứ {place}: " if len(given) > 1 else ""
                raise OversightError(f"{which}{error}", field) from error
        yield kept
    except BaseException:
        for one_kept in kept:
            forget(one_kept, files_folder())
        raise


def attach(
    inspection: Inspection,
    given: Sequence[IO[bytes]],
    title: str,
    actor: Actor,
    *,
    finding: Finding | None = None,
) -> list[Attached]:
    """Keep photos or papers of an inspection or of a finding; raises OversightError."""
    name = OversightError.words(title, "tên ảnh, giấy tờ", about="tep-ten", longest=190)
    if not given:
        raise OversightError("Chưa chọn tệp. Cách xử lý: chọn ảnh hoặc giấy tờ trên máy.", "tep")
    if inspection.state in {InspectionState.CLOSED, InspectionState.CANCELLED}:
        raise OversightError("Đợt kiểm tra đã kết thúc hoặc đã hủy nên không gắn thêm tệp.")
    with kept_files(given) as kept, transaction.atomic():
        rows = rows_of(inspection, kept, name, actor, finding=finding)
        hashes = [one.sha256 for one in kept]
        tell(
            inspection,
            inspection.area_id,
            actor,
            "attach",
            f"Gắn «{name}» vào {inspection.title}",
            files=hashes,
        )
        return rows


def rows_of(
    inspection: Inspection,
    kept: Sequence[Kept],
    title: str,
    actor: Actor,
    *,
    finding: Finding | None = None,
    follow_up: FollowUp | None = None,
) -> list[Attached]:
    """Write down files that were kept."""
    return Attached.objects.bulk_create(
        Attached(
            inspection=inspection,
            area_id=inspection.area_id,
            finding=finding,
            follow_up=follow_up,
            title=f"{title} ({place})" if len(kept) > 1 else title,
            stored=one.stored,
            kind=one.kind,
            size=one.size,
            sha256=one.sha256,
            **by(actor),
        )
        for place, one in enumerate(kept, 1)
    )


def read_attached(one: Attached, actor: Actor) -> IO[bytes]:
    """Open a photo or paper for who may see it: the trail tells that they did; FileNotFoundError."""
    opened = open_kept(one.stored, files_folder())
    tell(one, one.area_id, actor, "read_attached", f"Mở «{one.title}»")
    return opened


@transaction.atomic
def put_aside(one: Attached, why: str, actor: Actor) -> None:
    """Show a photo or paper no more, with the reason; the file stays. Raises OversightError."""
    said = OversightError.words(why, "lý do bỏ", about="ly-do", longest=500)
    if one.inspection.state in {InspectionState.CLOSED, InspectionState.CANCELLED}:
        raise OversightError("Đợt kiểm tra đã kết thúc hoặc đã hủy nên không bỏ tệp được nữa.")
    moved = Attached.objects.filter(pk=one.pk, aside_at=None).update(
        aside_at=timezone.now(), aside_why=said, aside_by=actor.name
    )
    if not moved:
        raise OversightError("Ảnh, giấy tờ này đã bỏ. Cách xử lý: tải lại trang để xem.")
    tell(one, one.area_id, actor, "put_aside", f"Bỏ «{one.title}»: {said}")


def read_social_file(one: SocialReview, actor: Actor) -> IO[bytes]:
    """Open the paper of a supervision or critique; the trail tells that they did; FileNotFoundError."""
    if not one.stored:
        raise FileNotFoundError
    opened = open_kept(one.stored, files_folder())
    tell(one, one.area_id, actor, "read_social_file", f"Mở văn bản «{one.subject}»")
    return opened


def files_folder() -> Path:
    """Where files lie."""
    return Path(settings.DATA) / "files"
