"""The work on an intake: read the file, hold it against the sheets, write into them, take it back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl
from django.db import connection, transaction
from django.utils import timezone

from giamngheo.apps.exchange import import_folder
from giamngheo.apps.exchange.added_people import undo_arrivals, with_added
from giamngheo.apps.exchange.asked import ListError
from giamngheo.apps.exchange.models import Intake, TakenIn
from giamngheo.apps.exchange.moves import mark_compared, move, refuse_unless
from giamngheo.apps.exchange.register.commented import write_commented
from giamngheo.apps.exchange.states import IntakeState
from giamngheo.apps.exchange.submissions.comparing import Compared, Comparing, Looking, Status
from giamngheo.apps.exchange.submissions.opening import Opened, cells_of, form_to_gather, open_submissions
from giamngheo.apps.exchange.submissions.reading import Reader
from giamngheo.apps.exchange.submissions.telling import Told
from giamngheo.apps.surveys.actions import (
    Gathered,
    StaleError,
    Written,
    take_gathered_back,
    take_people,
    write_gathered,
)
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached
from giamngheo.foundation.areas.models import Containment
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.sheets import SheetError
from giamngheo.foundation.text import whole
from giamngheo.law.library import LawError

Progress = Callable[[int, int, int], None]
CHANGED_MEANWHILE: Final = (
    "Phiếu đã thay đổi từ khi bạn xem, nên chưa ghi gì. Bảng dưới đây là kết quả so mới: xem lại rồi ghi."
)
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtext('exchange.intake'), hashtext(%s))"
_UNDONE_AT_ONCE: Final = 1_000


@dataclass(frozen=True)
class Prepared:
    """An opened file and what a comparison of it found."""

    opened: Opened
    frames: Mapping[str, pl.DataFrame]
    counts: Mapping[str, Any]
    mark: str


def do(deed: str, one: Intake, actor: Actor, reason: str = "", progress: Progress | None = None) -> str:
    """Do one of the works on an intake, by its word; gives a sentence where it is to be looked at again.

    Raises:
        ListError: as each work says.
    """
    if deed == "compare_intake":
        return compare(one, actor, progress)
    if deed == "write_intake":
        return write_in(one, actor, progress)
    if deed == "undo_intake":
        return take_back(one, actor, reason, progress)
    return give_back(one, progress)


def compare(one: Intake, actor: Actor, progress: Progress | None = None) -> str:
    """Hold the file against the sheets and keep what was found; ListError where it cannot be used."""
    _keep(one, _prepared(one, actor, progress or (lambda *_: None)))
    return ""


def write_in(one: Intake, actor: Actor, progress: Progress | None = None) -> str:
    """Write what was shown, whole or not at all; gives a sentence where it is to be looked at again.

    Raises:
        ListError: where the file cannot be used.
    """
    tell = progress or (lambda *_: None)
    refuse_unless(one, IntakeState.WRITTEN)
    try:
        with transaction.atomic():
            # One intake of an occasion after another: what was compared is what stands when it is written.
            with connection.cursor() as cursor:
                cursor.execute(_LOCK, [one.occasion])
            found = _prepared(one, actor, tell, write=True)
            if found.mark != one.mark:
                raise _OtherwiseError
            count = one.taken.count()
            one.written_at, one.counts = timezone.now(), one.counts | {"written": count}
            one.save(update_fields=["written_at", "counts"])
            move(one, IntakeState.WRITTEN)
            _told(
                one,
                actor,
                "written",
                f"Ghi tệp «{one.file_name}» vào {whole(count)} phiếu",
                {"sheets": count},
            )
    except (_OtherwiseError, StaleError):
        one.refresh_from_db()
        compare(one, actor)
        return CHANGED_MEANWHILE
    return ""


def take_back(one: Intake, actor: Actor, reason: str, progress: Progress | None = None) -> str:
    """Take a whole intake back; sheets that are sealed since stay, and so do boxes answered otherwise since.

    Raises:
        ListError: where it was not written or was taken back already.
    """
    tell = progress or (lambda *_: None)
    with transaction.atomic():
        one = Intake.objects.select_for_update().get(pk=one.pk)
        refuse_unless(one, IntakeState.UNDONE)
        gone, staying = undo_arrivals(one, _source(one), reason, actor)
        rows = one.taken.exclude(sheet__in=list(staying)).order_by("sheet_id")
        written = [Written(*row) for row in rows.values_list("sheet_id", "before", "version")]
        back, kept_boxes = 0, 0
        sealed: list[str] = []
        for first in range(0, len(written), _UNDONE_AT_ONCE):
            tell(0, first, len(written))
            part = take_gathered_back(written[first : first + _UNDONE_AT_ONCE], _source(one), actor)
            back, kept_boxes = back + part.sheets, kept_boxes + part.kept_boxes
            sealed += part.sealed
        for sheet in gone:
            take_people(sheet, actor)
        one.counts = one.counts | {
            "stay_people": len(staying),
            "stay_people_codes": list(staying.values())[:20],
        }
        one.counts = one.counts | {"back": back, "stay": len(sealed), "kept_boxes": kept_boxes}
        one.counts["stay_codes"] = sealed[:20]
        one.save(update_fields=["counts"])
        move(one, IntakeState.UNDONE)
        told = {"sheets": back, "sealed": len(sealed), "boxes_kept": kept_boxes, "reason": reason}
        told["people_kept"] = len(staying)
        _told(one, actor, "undone", f"Hoàn tác lần nhận «{one.file_name}»: {reason}", told)
    return ""


def give_back(one: Intake, progress: Progress | None = None) -> str:
    """Write the person's file as a workbook with the faults found last, where it is not there yet."""
    (progress or (lambda *_: None))(0, 0, 0)
    place, faults = import_folder.place_for_returned(one), import_folder.frame_of(one, "faults")
    if not place.exists() and faults is not None:
        try:
            labels = {question.id: question.text for question in form_to_gather(one.occasion, one.form).sheet}
            told, path = faults.collect(), _file_of(one)
            write_commented(path, told, labels, summary_of(one), target=place, cells=cells_of)
        except (SheetError, LawError) as error:
            raise ListError(_in_words(error, one)) from error
    return ""


def summary_of(one: Intake) -> dict[str, object]:
    """What stands above the list of faults in the workbook given back."""
    told = one.counts
    return {
        "Tệp": one.file_name,
        "Bản nộp": told.get("rows", 0),
        "Phiếu chưa điền": told.get("new", 0),
        "Điền thêm vào phiếu đang điền": told.get("filled", 0),
        "Khác phiếu đang điền": told.get("differs", 0),
        "Không có gì mới": told.get("same", 0) + told.get("again", 0),
        "Không nhận": told.get("refused", 0),
        "Nhận xét": told.get("faults", 0),
    }


def takes_file(choices: Mapping[str, Any], sheet_id: int) -> bool:
    """Whether of a sheet that says otherwise the answers of the file are taken."""
    return (choices.get("all") == "file") is not (sheet_id in choices.get("but", ()))


def _prepared(one: Intake, actor: Actor, tell: Progress, *, write: bool = False) -> Prepared:
    tell(0, 0, 0)
    try:
        opened = open_submissions(_file_of(one), form_to_gather(one.occasion, one.form))
    except (SheetError, LawError) as error:
        raise ListError(_in_words(error, one)) from error
    told, reader, looking = Told(), Reader(opened), looking_of(one, actor)
    told.page = opened.members.name if opened.members is not None else ""
    done = 0
    for chunk in Comparing(reader, looking, told.faults.append, through=not write).compared():
        for compared in chunk:
            told.add(compared)
        if write:
            _write(one, actor, chunk)
        done += len(chunk)
        tell(1, done, reader.height)
    counts = told.counts() | {"notes": list(opened.notes)}
    return Prepared(opened, told.frames(), counts, told.seen.hexdigest())


def _write(one: Intake, actor: Actor, chunk: Sequence[Compared]) -> None:
    """Write of these submissions what their person chose."""
    chosen = [
        (compared, *with_added(compared, gathered, _source(one), actor))
        for compared, gathered in _chosen(one, chunk)
    ]
    if not chosen:
        return
    written = write_gathered([gathered for _, gathered, _ in chosen], _source(one), actor)
    TakenIn.objects.bulk_create(
        TakenIn(
            intake=one,
            sheet_id=told.sheet_id,
            area_id=gathered.sheet.area_id,
            instance=compared.submission.instance,
            digest=compared.submission.digest,
            whole=compared.whole and (not compared.differs or takes_file(one.choices, told.sheet_id)),
            before=told.before,
            version=told.version,
            arrivals=arrivals,
        )
        for (compared, gathered, arrivals), told in zip(chosen, written, strict=True)
    )


def _chosen(one: Intake, chunk: Sequence[Compared]) -> Iterator[tuple[Compared, Gathered]]:
    for compared in chunk:
        if compared.sheet is None or compared.last is None or compared.status is Status.REFUSED:
            continue
        content = compared.content(of_file=takes_file(one.choices, compared.sheet.pk))
        if content is None and compared.added:
            content = compared.last.answers
        if content is not None:
            yield compared, Gathered(compared.sheet, compared.last, content)


def looking_of(one: Intake, actor: Actor) -> Looking:
    """Into which sheets an intake goes, and what who acts may write, today; the system may everything."""
    day = timezone.localdate()
    inside = Containment.objects.filter(ancestor_id=one.area_id, valid__contains=day)
    units = frozenset(inside.values_list("area_id", flat=True))
    fills, leads, keeps = (
        areas_reached(actor.id, permission, day) if actor.id is not None else None
        for permission in (Permission.FILL_SHEETS, Permission.LEAD_REVIEWS, Permission.KEEP_HOUSEHOLDS)
    )
    before = TakenIn.objects.filter(
        intake__state=IntakeState.WRITTEN,
        intake__occasion=one.occasion,
        intake__form=one.form,
        area_id__in=units,
        whole=True,
    )
    known: dict[int, set[tuple[str, str]]] = {}
    for sheet, instance, digest in before.values_list("sheet_id", "instance", "digest").iterator():
        known.setdefault(sheet, set()).add((instance, digest))
    return Looking(
        one.occasion,
        one.form,
        units,
        None if fills is None else frozenset(fills),
        None if leads is None else frozenset(leads),
        actor.id,
        one.choices.get("picked", {}),
        None if keeps is None else frozenset(keeps),
        frozenset(one.choices.get("added", ())),
        day,
        known,
    )


def _keep(one: Intake, found: Prepared) -> None:
    """What pages show of a comparison; no sheet is touched."""
    refuse_unless(one, IntakeState.COMPARED)
    import_folder.place_for_returned(one).unlink(missing_ok=True)
    import_folder.keep_frames(one, dict(found.frames))
    mark_compared(one, found.mark, found.counts)


def _file_of(one: Intake) -> Any:
    place = import_folder.file_of(one)
    if place is None:
        raise ListError("Tệp không còn trên máy chủ. Gửi lại tệp.")
    return place


def _source(one: Intake) -> str:
    return f"tệp «{one.file_name}»"[:200]


def _told(one: Intake, actor: Actor, verb: str, sentence: str, details: Mapping[str, Any]) -> None:
    record(
        actor,
        f"exchange.intake_{verb}",
        sentence,
        area_id=one.area_id,
        subject=("exchange.Intake", one.pk),
        details={"occasion": one.occasion, "file": one.file_name, **details},
    )


def _in_words(error: Exception, one: Intake) -> str:
    place = import_folder.file_of(one)
    return str(error).replace(f"«{place.name}»", f"«{one.file_name}»") if place is not None else str(error)


class _OtherwiseError(Exception):
    """What would be written is no more what was shown."""
