"""Photos and papers of an activity: handed in, opened, put aside with a reason."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from giamngheo.apps.activities.actions.writing import ActivityError, line_of, locked, tell
from giamngheo.apps.activities.models import Activity, Attached
from giamngheo.apps.activities.states import GIVEN_UP
from giamngheo.foundation.audit.actions import Actor, record_all
from giamngheo.foundation.files import FileError, FileKind, Kept, forget, keep, open_kept
from giamngheo.foundation.text import whole

TAKEN: Final = tuple(FileKind)
MOST_FILES: Final = 20


def attach(activity: Activity, given: Sequence[IO[bytes]], title: str, actor: Actor) -> list[Attached]:
    """Keep photos, papers or materials of an activity, all or none; raises ActivityError."""
    name = ActivityError.words(title, "tên ảnh, giấy tờ", about="tep-ten", longest=190)
    if not given:
        raise ActivityError("Chưa chọn tệp. Cách xử lý: chọn ảnh, PDF, Word hoặc Excel trên máy.", "tep")
    if len(given) > MOST_FILES:
        raise ActivityError(f"Nhiều hơn {MOST_FILES} tệp. Cách xử lý: gửi làm nhiều lần.", "tep")
    kept: list[Kept] = []
    try:
        for place, one in enumerate(given, 1):
            try:
                kept.append(keep(one, _folder(), TAKEN))
            except FileError as error:
                which = f"Tệp thứ {place}: " if len(given) > 1 else ""
                raise ActivityError(f"{which}{error}", "tep") from error
        return _attach(activity, kept, name, actor)
    except BaseException:
        for one_kept in kept:
            forget(one_kept, _folder())
        raise


def read_attached(one: Attached, actor: Actor) -> IO[bytes]:
    """Open a photo or paper for who may see it: the trail tells that they did; FileNotFoundError."""
    opened = open_kept(one.stored, _folder())
    tell(one.activity, actor, "read_attached", f"Mở «{one.title}»", {"attached": one.pk})
    return opened


@transaction.atomic
def put_aside(one: Attached, why: str, actor: Actor) -> None:
    """Show a photo or paper no more, with the reason; the file stays. Raises ActivityError."""
    said = ActivityError.words(why, "lý do", about="ly-do", longest=500)
    moved = Attached.objects.filter(pk=one.pk, aside_at=None).update(
        aside_at=timezone.now(), aside_why=said, aside_by=actor.name
    )
    if not moved:
        raise ActivityError("Ảnh, giấy tờ này đã bỏ. Cách xử lý: tải lại trang để xem.")
    tell(one.activity, actor, "put_aside", f"Bỏ «{one.title}»", {"attached": one.pk, "why": said})


@transaction.atomic
def _attach(activity: Activity, kept: Sequence[Kept], title: str, actor: Actor) -> list[Attached]:
    held = locked(activity)
    if held.state in GIVEN_UP:
        raise ActivityError("Hoạt động đã bỏ nên không gắn thêm ảnh, giấy tờ.")
    rows = Attached.objects.bulk_create(
        Attached(
            activity=held,
            area_id=held.area_id,
            stored=one.stored,
            kind=one.kind,
            title=f"{title} ({place})" if len(kept) > 1 else title,
            size=one.size,
            sha256=one.sha256,
            by_id=actor.id,
            by_name=actor.name,
        )
        for place, one in enumerate(kept, 1)
    )
    many = f" ({whole(len(kept))} tệp)" if len(kept) > 1 else ""
    details = {"files": [one.sha256 for one in kept]}
    record_all(actor, [line_of(held, "attach", f"Gắn «{title}»{many}", details)])
    return rows


def _folder() -> Path:
    return Path(settings.DATA) / "files"
