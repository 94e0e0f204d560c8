"""Every change of an import: received, its columns said, compared with the register, written, taken back."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.exchange import import_folder
from giamngheo.apps.exchange.actions import Upload
from giamngheo.apps.exchange.asked import ListError
from giamngheo.apps.exchange.models import Import, SourceMapping
from giamngheo.apps.exchange.moves import move
from giamngheo.apps.exchange.states import ImportState
from giamngheo.apps.households.actions import About, RegisterError
from giamngheo.apps.households.bulk import undo_batch
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.tasks import actions as tasks
from giamngheo.foundation.tasks.models import Task

COMPARE, WRITE, RETURN = "exchange.compare_import", "exchange.write_import", "exchange.return_import"
_STEPS: Final = {
    COMPARE: ("Đọc tệp", "Kiểm tra từng ô", "So với sổ"),
    WRITE: ("Đọc tệp", "Kiểm tra từng ô", "So với sổ", "Ghi vào sổ", "Ghi lại tệp kèm nhận xét"),
    RETURN: ("Ghi lại tệp kèm nhận xét",),
}
_AT_ONCE_BYTES: Final = 150_000  # read, compared and shown well within two seconds
_PACKED: Final = frozenset({".xlsx", ".xlsm", ".ods"})


@transaction.atomic
def receive_import(area_id: int, source: str, day: date, upload: Upload, actor: Actor) -> Import:
    """Take a file of households of a unit; its source is the list it comes from, year after year."""
    if actor.id is None:
        raise ListError("Chỉ người đã đăng nhập mới nhập được danh sách. Cách xử lý: đăng nhập lại.")
    folder = uuid.uuid4().hex
    place = import_folder.place_for_file(import_folder.make_folder(folder), upload.name or "")
    with place.open("wb") as file:
        for piece in upload.chunks():
            file.write(piece)
    one = Import.objects.create(
        area_id=area_id,
        source=source,
        day=day,
        file_name=(upload.name or "danh-sach")[-255:],
        folder=folder,
        owner_id=actor.id,
        owner_name=actor.name,
    )
    _told(one, actor, "received", f"Nhận tệp «{one.file_name}» để nhập vào sổ")
    return one


def recognise_import(one: Import) -> None:
    """Recognise the columns, as they were said of this source before where the headings are the same.

    Raises:
        ListError: where the file cannot be used.
    """
    from giamngheo.apps.exchange.importing import recognised  # noqa: PLC0415 - it loads polars

    known = SourceMapping.objects.filter(area=one.area_id, source=one.source).order_by("-version").first()
    found = recognised(one, known if not one.mapping else None)
    import_folder.keep_found(one, found.shown)
    one.mapping = found.mapping
    one.mapping_version = found.version
    one.save(update_fields=["mapping", "mapping_version"])
    move(one, ImportState.OPENED)


@transaction.atomic
def say_columns(one: Import, sheets: Mapping[str, Mapping[str, str | None]], actor: Actor) -> None:
    """Keep what a person says of the columns, and as a version of its source where it is something new."""
    mapping = {"sheets": {name: {"columns": dict(columns)} for name, columns in sheets.items()}}
    found = import_folder.found_of(one)
    headings = {
        sheet["sheet"]: {column["letter"]: column["heading"] for column in sheet["columns"]}
        for sheet in found.get("sheets", [])
    }
    before = SourceMapping.objects.filter(area=one.area_id, source=one.source).order_by("-version").first()
    if before is None or before.mapping != mapping or before.headings != headings:
        before = SourceMapping.objects.create(
            area_id=one.area_id,
            source=one.source,
            version=before.version + 1 if before is not None else 1,
            mapping=mapping,
            headings=headings,
            author_id=actor.id,
            author_name=actor.name,
        )
        _told(one, actor, "columns", f"Ghi nội dung các cột của «{one.source}», bản {before.version}")
    one.mapping, one.mapping_version = mapping, before.version
    one.save(update_fields=["mapping", "mapping_version"])
    move(one, ImportState.OPENED)


@transaction.atomic
def say_decision(one: Import, decision: Mapping[str, str], actor: Actor) -> None:
    """Keep what its person says of the decision behind the classes of a list; it is compared again then.

    `decision` has the fields of `register.standings.ListDecision`, days as 2025-12-15; none: there is none.

    Raises:
        ListError: where the list was not compared yet or was written already.
    """
    if one.state != ImportState.COMPARED:
        raise ListError("Lần nhập này chưa so với sổ hoặc đã ghi rồi. Cách xử lý: tải lại trang để xem.")
    one.decision = {name: value for name, value in decision.items() if value}
    one.save(update_fields=["decision"])
    named = decision.get("number") or "không ghi số"
    _told(
        one,
        actor,
        "decision",
        f"Ghi quyết định của «{one.source}»: {named}"
        if one.decision
        else f"Bỏ quyết định của «{one.source}»",
    )


def compare_import(one: Import) -> Task | None:
    """Compare with the register, at once where that is quick, else in the background.

    Raises:
        ListError: where it was done at once and the file cannot be used.
    """
    return _run(one, COMPARE)


def write_import(one: Import) -> Task | None:
    """Write what was compared; where the register changed meanwhile it is compared and shown again.

    Raises:
        ListError: as `compare_import`, and where there is nothing to write.
    """
    if one.state != ImportState.COMPARED:
        raise ListError("Lần nhập này chưa so với sổ hoặc đã ghi rồi. Cách xử lý: tải lại trang để xem.")
    if why := nothing_to_write(one):
        raise ListError(why)
    return _run(one, WRITE)


def nothing_to_write(one: Import) -> str:
    """Why a compared import has nothing for the register and what to do; empty where it has something."""
    if one.counts.get("rows"):
        return ""
    if not one.counts.get("left_out"):
        return (
            "Dưới tiêu đề của tệp không có dòng nào nên không có gì để ghi. "
            "Cách xử lý: xem lại tệp, hoặc nội dung các cột, rồi gửi lại."
        )
    return (
        "Không nhận được dòng nào của tệp nên không có gì để ghi. Cách xử lý: sửa theo «Nhận xét» rồi gửi "
        "lại; thôn không có trong đơn vị thì xem lại đơn vị đã chọn."
    )


def _run(one: Import, kind: str) -> Task | None:
    if _is_quick(one):
        from giamngheo.apps.exchange import importing  # noqa: PLC0415 - it loads polars

        works = {COMPARE: importing.compare, WRITE: importing.write_in, RETURN: importing.give_back}
        again = works[kind](one)
        if again:
            raise ListError(again)
        return None
    with transaction.atomic():
        held = Import.objects.select_for_update().get(pk=one.pk)
        running_task = task_of(held)
        if running_task is not None and not running_task.is_over:
            return running_task
        task = tasks.start(kind, owner_word(one.owner_id), _STEPS[kind], {"import": str(one.pk)})
        Import.objects.filter(pk=one.pk).update(task=task.id)
    one.task = task.id
    return task


def give_workbook_back(one: Import) -> Task | None:
    """Have the person's workbook with its faults written, unless it is there; a large one in the background.

    Raises:
        ListError: where it was done at once and the file cannot be used.
    """
    if import_folder.place_for_returned(one).exists() or not one.counts:
        return None
    return _run(one, RETURN)


def owner_word(user_id: int) -> str:
    """Who a task of an import belongs to: a person, whatever sitting they are in."""
    return f"person:{user_id}"


def task_of(one: Import) -> Task | None:
    """The work last started on an import."""
    return Task.objects.filter(id=one.task).first() if one.task else None


def stop_import(one: Import) -> None:
    """End the work on an import; what was not written whole is not written at all."""
    task = task_of(one)
    if task is not None and not task.is_over:
        tasks.cancel(task)


@transaction.atomic
def undo_import(one: Import, reason: str, actor: Actor) -> None:
    """Take the whole import back.

    Raises:
        RegisterError: where it was not written, no reason is given, or something later rests on it.
    """
    one = Import.objects.select_for_update().get(pk=one.pk)
    if one.batch is None or one.state != ImportState.WRITTEN:
        raise RegisterError(
            "Lần nhập này chưa ghi vào sổ hoặc đã hoàn tác. Cách xử lý: tải lại trang để xem."
        )
    undo_batch(one.batch, About(timezone.localdate(), reason, source=f"«{one.file_name}»"), actor)
    move(one, ImportState.UNDONE)


@transaction.atomic
def drop_import(one: Import, actor: Actor) -> None:
    """Leave an import that was not written; its file goes."""
    stop_import(one)
    move(one, ImportState.DROPPED)
    import_folder.remove(one)
    _told(one, actor, "dropped", f"Bỏ lần nhập «{one.file_name}», không ghi gì vào sổ")


def _is_quick(one: Import) -> bool:
    place = import_folder.file_of(one)
    if place is None:
        return True
    return place.stat().st_size // (1 if place.suffix in _PACKED else 4) < _AT_ONCE_BYTES


def _told(one: Import, actor: Actor, verb: str, sentence: str) -> None:
    record(
        actor,
        f"exchange.import_{verb}",
        sentence,
        area_id=one.area_id,
        subject=("exchange.Import", one.pk),
        details={"source": one.source, "day": one.day.isoformat(), "file": one.file_name},
    )
