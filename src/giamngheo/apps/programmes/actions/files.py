"""Every change of plans that were handed in: read, corrected, taken in, dropped, ended."""

import hashlib
import tempfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from giamngheo.apps.programmes.actions.issuing import note_received
from giamngheo.apps.programmes.actions.plans import drop_plan, keep_drafted
from giamngheo.apps.programmes.actions.writing import ELSEWHERE, PlanError
from giamngheo.apps.programmes.converting import converted
from giamngheo.apps.programmes.correcting import PARTS, corrected, edition_of
from giamngheo.apps.programmes.models import PlanFile, UnitPlan
from giamngheo.apps.programmes.plans.opening import UnreadablePlanError, read_plan
from giamngheo.apps.programmes.plans.structure import Plan
from giamngheo.apps.programmes.states import FILE_MOVES, FileState, PlanState
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.files import FileError, FileKind, Kept, forget, keep, open_kept
from giamngheo.foundation.files.kinds import kind_of
from giamngheo.foundation.tasks import actions as tasks

READ: Final = "programmes.read_plan"
STEPS: Final = ("Mở tệp", "Đọc kế hoạch")
MOST_BYTES: Final = 10 * 1024 * 1024  # as `foundation.files` keeps


def hand_in(area: Area, content: bytes, name: str, actor: Actor) -> PlanFile:
    """Take a plan's file of a unit: a PDF (whose pages may be pictures) is read in the background.

    Raises:
        PlanError: where it cannot be read; nothing is kept of it.
    """
    if not name:
        raise PlanError("Chưa chọn tệp. Cách xử lý: chọn tệp kế hoạch .docx, .pdf, .txt hoặc .md.", "tep")
    said = PlanError.words(Path(name).name, "tên tệp", about="tep", longest=200)
    if not content:
        raise PlanError(f"Tệp «{said}» trống, không có dữ liệu. Cách xử lý: chọn lại tệp kế hoạch.", "tep")
    if len(content) > MOST_BYTES:
        raise PlanError("Tệp lớn hơn 10 MB. Cách xử lý: bỏ ảnh trong tệp, hoặc lưu riêng phần chữ.", "tep")
    row = PlanFile(
        area=area,
        file_name=said,
        sha256=hashlib.sha256(content).hexdigest(),
        handed_in_by_id=actor.id,
        handed_in_by_name=actor.name,
    )
    if kind_of(content) is FileKind.PDF:
        return _hand_in_for_later(row, content, actor)
    try:
        plan = _read(content, said)
    except UnreadablePlanError as error:
        raise PlanError(str(error), "tep") from error
    with transaction.atomic():
        row.state, row.read = FileState.DRAFT, msgspec.to_builtins(plan)
        row.said = row.read
        row.save()
        _told(row, actor, "programmes.hand_in", f"Nhận và đọc {row.title} từ tệp «{row.file_name}»")
    return row


def _hand_in_for_later(row: PlanFile, content: bytes, actor: Actor) -> PlanFile:
    try:
        kept = keep(BytesIO(content), files_folder(), (FileKind.PDF,))
    except FileError as error:
        raise PlanError(str(error), "tep") from error
    try:
        with transaction.atomic():
            row.state, row.stored = FileState.READING, kept.stored
            row.save()
            _told(row, actor, "programmes.hand_in", f"Nhận tệp «{row.file_name}» để đọc thành kế hoạch")
            payload = {"plan": row.pk, "user": actor.id, "name": actor.name, "address": actor.address}
            tasks.start(READ, f"person:{actor.id or 0}", STEPS, payload)
    except BaseException:
        forget(kept, files_folder())
        raise
    return row


def read_handed_in(row: PlanFile, actor: Actor) -> None:
    """Read a file that waits; the file goes when that is over. Raises PlanError where it cannot be read."""
    try:
        with open_kept(row.stored, files_folder()) as opened:
            plan = _read(opened.read(), row.file_name)
    except (UnreadablePlanError, FileNotFoundError) as error:
        why = str(error) if isinstance(error, UnreadablePlanError) else "Tệp không còn. Gửi lại tệp."
        with transaction.atomic():
            _move(row, "fail", why=why[:500], stored="")
            _told(row, actor, "programmes.fail", f"Không đọc được tệp «{row.file_name}»")
        _forget_file(row)
        raise PlanError(why, "tep") from error
    with transaction.atomic():
        said = msgspec.to_builtins(plan)
        _move(row, "read", read=said, said=said, stored="")
        _told(row, actor, "programmes.read", f"Đọc xong {row.title} từ tệp «{row.file_name}»")
    _forget_file(row)


@transaction.atomic
def correct(row: PlanFile, part: str, typed: Mapping[str, str], actor: Actor) -> None:
    """Correct a part (of `correcting.PARTS`) of a plan that was not yet taken in; raises PlanError.

    «ban» is the edition of the part over which the form was filled in; others would mistake its rows.
    """
    locked = PlanFile.objects.select_for_update().get(pk=row.pk)
    if locked.state != FileState.DRAFT or locked.plan is None or part not in PARTS:
        raise PlanError("Kế hoạch này không sửa được nữa. Cách xử lý: tải lại trang rồi xem lại.")
    if typed.get("ban", "") not in {"", edition_of(locked.plan, PARTS[part].fields)}:
        raise PlanError(
            f"Phần «{PARTS[part].called}» vừa được sửa ở nơi khác nên chưa lưu. Cách xử lý: xem phần ấy như "
            "dưới đây rồi sửa lại.",
            "ban",
        )
    found = corrected(part, locked.plan, typed)
    if found.wrong:
        raise PlanError("Có ô ghi sai.", wrong=found.wrong)
    said = msgspec.to_builtins(found.plan)
    if said == locked.said:
        return
    PlanFile.objects.filter(pk=row.pk).update(
        said=said, changed_by_name=actor.name, changed_at=timezone.now()
    )
    row.refresh_from_db()
    row.__dict__.pop("plan", None)
    _told(row, actor, "programmes.correct", f"Sửa {PARTS[part].called} của {row.title}")


@transaction.atomic
def take_in(row: PlanFile, actor: Actor, *, is_received: bool = False) -> UnitPlan:
    """Make the plan as it stands one of the unit, or one of a unit above that it received; raises PlanError.

    The unit's own becomes a draft, which somebody else issues under the number that it has; one that was
    received stands at once, if its number and day are known.
    """
    locked = PlanFile.objects.select_for_update().get(pk=row.pk)
    plan = locked.plan
    if locked.state != FileState.DRAFT or plan is None:
        raise PlanError(ELSEWHERE)
    if plan.issuer is None or plan.period.to is None:
        raise PlanError(
            "Chưa rõ cơ quan ban hành hoặc năm của kế hoạch. Cách xử lý: ghi ở «Phần đầu» rồi đưa vào lại."
        )
    if PlanFile.objects.filter(area=locked.area_id, sha256=locked.sha256, state=FileState.TAKEN_IN).exists():
        raise PlanError("Tệp này đã được đưa vào hệ thống. Cách xử lý: mở bản ấy, bỏ bản này.")
    _move(row, "take_in", taken_in_by_id=actor.id, taken_in_by_name=actor.name, taken_in_at=timezone.now())
    _told(row, actor, "programmes.take_in", f"Đưa {row.title} vào hệ thống")
    made = keep_drafted(
        converted(row, plan, is_received=is_received),
        actor,
        "draft_from_file",
        f"Lập {{plan}} từ tệp «{row.file_name}»",
    )
    if is_received and made.number and made.day is not None:
        made = note_received(made, actor)
    return made


@transaction.atomic
def leave(row: PlanFile, why: str, actor: Actor) -> None:
    """Drop a plan that was not taken in, or end one that was, with the reason; raises PlanError."""
    said = PlanError.words(why, "lý do", about="ly-do", longest=500)
    verb = "end" if row.state == FileState.TAKEN_IN else "drop"
    _move(row, verb, why=said, ended_by_name=actor.name, ended_at=timezone.now(), stored="")
    word = "Thôi dùng" if verb == "end" else "Bỏ"
    _told(row, actor, f"programmes.{verb}", f"{word} {row.title}: {said}")
    for plan in UnitPlan.objects.filter(source=row, state=PlanState.DRAFT):
        drop_plan(plan, f"Thôi dùng tệp: {said}"[:500], actor)
    transaction.on_commit(lambda: _forget_file(row))


def files_folder() -> Path:
    """Where files wait to be read."""
    return Path(settings.DATA) / "files"


def _read(content: bytes, name: str) -> Plan:
    with tempfile.TemporaryDirectory(prefix="giamngheo-") as folder:
        path = Path(folder) / f"ke-hoach{Path(name).suffix.lower()[:10]}"
        path.write_bytes(content)
        return read_plan(path, name)


def _move(row: PlanFile, verb: str, **fields: Any) -> None:
    before, after = FILE_MOVES[verb]
    waiting = row.stored
    moved = PlanFile.objects.filter(pk=row.pk, state__in=before).update(state=after, **fields)
    if not moved:
        raise PlanError(ELSEWHERE)
    row.refresh_from_db()
    row.__dict__.pop("plan", None)
    row.was_stored = waiting


def _forget_file(row: PlanFile) -> None:
    if row.was_stored:
        forget(Kept(row.was_stored, FileKind.PDF, 0, row.sha256), files_folder())


def _told(row: PlanFile, actor: Actor, verb: str, sentence: str) -> None:
    subject, details = ("plan", row.pk), {"file": row.file_name}
    record(actor, verb, sentence, area_id=row.area_id, subject=subject, details=details)
