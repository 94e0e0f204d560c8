"""Every change of an uploaded list: received, opened, classified, kept a while, deleted."""

import uuid
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from giamngheo.apps.exchange import sitting_folder
from giamngheo.apps.exchange.asked import ListError, Said, as_kept
from giamngheo.apps.exchange.models import UploadedList
from giamngheo.apps.exchange.states import State, sources
from giamngheo.foundation.tasks import actions as tasks
from giamngheo.foundation.tasks.models import Task

HELD_FOR = timedelta(hours=8)
"""A list is deleted when nobody has looked at it for so long."""
_EXTENDED_EVERY = timedelta(minutes=10)

OPEN, CLASSIFY = "exchange.open", "exchange.classify"
OPENING_STEPS = ("Đọc tệp", "Nhận cột")
CLASSIFYING_STEPS = ("Đọc tệp", "Nhận cột", "Kiểm tra từng ô", "Phân loại", "Ghi kết quả")
_OPENED_AT_ONCE_BYTES = 400_000  # read, columns recognised and shown well within two seconds
_OPENED_AT_ONCE_SHEETS = 5  # each may be read in a process of its own
_PACKED = frozenset({".xlsx", ".xlsm", ".ods"})
_PACKING = 4  # text and old workbooks of the same rows are about so much larger


class Upload(Protocol):
    """A file on its way in, as Django hands it over."""

    name: str | None

    def chunks(self) -> Iterable[bytes]:
        """Give the content piece by piece."""
        ...


def receive(owner: str, upload: Upload, members: Upload | None = None) -> UploadedList:
    """Take a file (and that of members) into a new list of this session."""
    delete_expired(timezone.now())
    uploaded = _new(owner, _name(upload))
    _store(uploaded, upload, of_members=False)
    if members is not None:
        add_members(uploaded, members)
    return uploaded


def add_members(uploaded: UploadedList, members: Upload) -> None:
    """Take the second file, or put it in place of the former."""
    _store(uploaded, members, of_members=True)
    uploaded.member_file_name = _name(members)
    uploaded.save(update_fields=["member_file_name"])


def receive_demonstration(owner: str, name: str, day: date) -> UploadedList:
    """Write one of the lists to try with into a new list of this session; KeyError where there is none.

    Raises:
        ListError: where no standard applies on the day.
    """
    from giamngheo.apps.exchange.lists.demonstration import DEMONSTRATIONS, write_demonstration  # noqa: PLC0415
    from giamngheo.law.library import LawError, rules_for  # noqa: PLC0415

    label = {one.id: one.label for one in DEMONSTRATIONS}[name]
    try:
        rules = rules_for(day)
    except LawError as error:
        raise ListError(str(error), about="day") from error
    delete_expired(timezone.now())
    uploaded = _new(owner, f"Danh sách mẫu – {label}.xlsx", demonstration=name)
    write_demonstration(name, sitting_folder.place_for_upload(uploaded, "list.xlsx"), rules)
    return uploaded


def _new(owner: str, file_name: str, demonstration: str = "") -> UploadedList:
    key = uuid.uuid4()
    uploaded = UploadedList.objects.create(
        id=key,
        owner=owner,
        file_name=file_name,
        folder=uuid.uuid4().hex,
        demonstration=demonstration,
        expires_at=timezone.now() + HELD_FOR,
    )
    sitting_folder.make_folder(uploaded)
    return uploaded


def _name(upload: Upload) -> str:
    return (upload.name or "danh-sach")[-255:]


def _store(uploaded: UploadedList, upload: Upload, *, of_members: bool) -> None:
    place = sitting_folder.place_for_upload(uploaded, upload.name or "", of_members=of_members)
    with place.open("wb") as file:
        for piece in upload.chunks():
            file.write(piece)


def open_up(uploaded: UploadedList, said: Said, mapping: Mapping[str, Any] | None = None) -> Task | None:
    """Read a list and recognise its columns, at once where that is quick, else in the background.

    Raises:
        ListError: where the list was read at once and cannot be used.
    """
    uploaded.asked = as_kept(said, mapping or {})
    uploaded.save(update_fields=["asked"])
    if _is_quick(uploaded):
        recognise_columns(uploaded)
        return None
    return _start(uploaded, OPEN, OPENING_STEPS)


def _is_quick(uploaded: UploadedList) -> bool:
    size, sheets = 0, 0
    for of_members in (False, True):
        place = sitting_folder.upload_of(uploaded, of_members=of_members)
        if place is not None:
            size += place.stat().st_size // (1 if place.suffix in _PACKED else _PACKING)
            sheets += _sheets_in(place)
    return size < _OPENED_AT_ONCE_BYTES and sheets <= _OPENED_AT_ONCE_SHEETS


def _sheets_in(place: Path) -> int:
    """How many sheets a packed workbook says that it has; what is no such workbook counts as one."""
    try:
        with zipfile.ZipFile(place) as packed:
            return sum(name.startswith("xl/worksheets/") for name in packed.namelist())
    except (OSError, zipfile.BadZipFile):
        return 1


def recognise_columns(uploaded: UploadedList) -> None:
    """Read a list and keep what the columns page shows; ListError where it cannot be used."""
    from giamngheo.apps.exchange.reading import open_for  # noqa: PLC0415 - it loads polars
    from giamngheo.apps.exchange.saving import recognition_shown  # noqa: PLC0415

    sitting_folder.keep_recognition(uploaded, recognition_shown(open_for(uploaded)))
    _move(uploaded, State.OPENED)


def classify(uploaded: UploadedList, said: Said, mapping: Mapping[str, Any]) -> Task:
    """Start the classification of an opened list with the columns that the person confirmed."""
    uploaded.asked = as_kept(said, mapping)
    uploaded.save(update_fields=["asked"])
    _move(uploaded, State.OPENED)
    return _start(uploaded, CLASSIFY, CLASSIFYING_STEPS)


def mark_classified(uploaded: UploadedList) -> None:
    """The result stands."""
    _move(uploaded, State.CLASSIFIED)


def _move(uploaded: UploadedList, target: State) -> None:
    allowed = UploadedList.objects.filter(id=uploaded.id, state__in=sources(target))
    if allowed.update(state=target):
        uploaded.state = target


def _start(uploaded: UploadedList, kind: str, steps: Iterable[str]) -> Task:
    with transaction.atomic():
        held = UploadedList.objects.select_for_update().get(id=uploaded.id)
        running = task_of(held)
        if running is not None and not running.is_over:
            tasks.cancel(running)
        task = tasks.start(kind, uploaded.owner, list(steps), {"list": str(uploaded.id)})
        UploadedList.objects.filter(id=uploaded.id).update(task=task.id)
    uploaded.task = task.id
    return task


def task_of(uploaded: UploadedList) -> Task | None:
    """The work last started on a list."""
    return Task.objects.filter(id=uploaded.task).first() if uploaded.task else None


def stop(uploaded: UploadedList) -> None:
    """End the work on a list on its owner's wish; the file and the columns stay."""
    task = task_of(uploaded)
    if task is not None and not task.is_over:
        tasks.cancel(task)


def keep_longer(uploaded: UploadedList, now: datetime) -> None:
    """A list that somebody looks at stays; written at most once every ten minutes."""
    until = now + HELD_FOR
    if until - uploaded.expires_at >= _EXTENDED_EVERY:
        UploadedList.objects.filter(id=uploaded.id).update(expires_at=until)
        uploaded.expires_at = until


def delete(uploaded: UploadedList) -> None:
    """Delete a list with all its files, its work and what is told of it."""
    stop(uploaded)
    UploadedList.objects.filter(id=uploaded.id).delete()
    Task.objects.filter(payload__list=str(uploaded.id)).exclude(state="running").delete()
    sitting_folder.remove_folder(uploaded)


@transaction.atomic
def hand_over(before: str, after: str) -> None:
    """Give the lists and the work of a sitting to the sitting that follows it."""
    UploadedList.objects.of_owner(before).update(owner=after)
    Task.objects.of_owner(before).update(owner=after)


def delete_expired(now: datetime) -> int:
    """Delete the lists whose time or session is over, and folders without a list; gives how many lists."""
    living = Session.objects.filter(expire_date__gt=now).values("session_key")
    over = UploadedList.objects.exclude(owner__in=living) | UploadedList.objects.filter(expires_at__lte=now)
    ended = list(over)
    for uploaded in ended:
        delete(uploaded)
    oldest = (now - HELD_FOR).timestamp()
    known = UploadedList.objects.values_list("folder", flat=True)
    for path in sitting_folder.strays(known):
        if path.stat().st_mtime < oldest:
            sitting_folder.remove_stray(path)
    return len(ended)
