"""A new batch from a person's file: faults by row and column, good rows kept as a draft."""

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path, PurePath

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas import actions
from giamngheo.foundation.areas.batch_files import BatchFile, read_batch_file
from giamngheo.foundation.areas.line_files import Fault, UnusableListError
from giamngheo.foundation.areas.models import Batch
from giamngheo.foundation.sheets import UnreadableFile
from giamngheo.foundation.text import parse_day
from giamngheo.web.components.acting_person import actor_of, person_of
from giamngheo.web.components.asked import words_in
from giamngheo.web.staff.areas.entitled import permissions_over

FAULTS_SHOWN = 100


class _OutsideError(Exception):
    """The batch touches units in which this person may not prepare changes; it was not kept."""


def new_batch(request: HttpRequest) -> HttpResponse:
    """Show the form, or keep what can be used of the file as a draft and show it."""
    if request.method != "POST":
        return _form(request, {}, ())
    wrong: dict[str, str] = {}
    title, instrument = words_in(request.POST, "ten"), words_in(request.POST, "van-ban")
    if not title:
        wrong["ten"] = "Chưa có tên đợt: gõ tên ngắn, ví dụ «Nhập thôn Đông vào thôn Tây»."
    if not instrument:
        wrong["van-ban"] = "Chưa có văn bản: gõ số và ký hiệu nghị quyết, quyết định."
    day = _day(request, wrong)
    file = request.FILES.get("tep")
    read = _read(file, wrong) if file is not None else None
    if file is None:
        wrong["tep"] = "Chưa có tệp: chọn tệp đã điền theo mẫu."
    if read is not None and read.lines.is_empty():
        wrong["tep"] = "Không dòng nào dùng được: sửa các ô nêu dưới đây rồi gửi lại."
    if wrong or read is None or day is None:
        return _form(request, wrong, read.faults if read else ())
    try:
        kept = _keep(request, Batch(title=title, instrument=instrument, day=day, source=str(file)), read)
    except _OutsideError:
        wrong["tep"] = (
            "Có dòng nói tới đơn vị ngoài phạm vi bạn được soạn thay đổi, nên không lưu dòng nào. "
            "Bỏ các dòng đó, hoặc nhờ người quản trị của đơn vị cấp trên."
        )
        return _form(request, wrong, read.faults)
    if read.faults:
        return _form(request, {}, read.faults, kept)
    return redirect("area-batch", kept.pk)


def _keep(request: HttpRequest, batch: Batch, read: BatchFile) -> Batch:
    with transaction.atomic():
        kept = actions.prepare(batch, actor_of(request), read.changes())
        if Permission.PREPARE_AREAS not in permissions_over(person_of(request), kept):
            raise _OutsideError
    return kept


def _day(request: HttpRequest, wrong: dict[str, str]) -> date | None:
    text = request.POST.get("ngay", "")[:20]
    if not text.strip():
        wrong["ngay"] = "Chưa có ngày: gõ ngày đợt có hiệu lực, như 1/7/2025 hoặc 010725."
        return None
    try:
        return parse_day(text)
    except ValueError as error:
        wrong["ngay"] = str(error)
        return None


def _read(file: UploadedFile, wrong: dict[str, str]) -> BatchFile | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"tep{PurePath(file.name or '').suffix.lower()[:10]}"
        with path.open("wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
        try:
            return read_batch_file(path)
        except (UnreadableFile, UnusableListError) as error:
            wrong["tep"] = str(error)
            return None


def _form(
    request: HttpRequest, wrong: dict[str, str], faults: Sequence[Fault], kept: Batch | None = None
) -> HttpResponse:
    return render(
        request,
        "staff/areas/new_batch.html",
        {
            "typed": request.POST,
            "wrong": wrong,
            "faults": faults[:FAULTS_SHOWN],
            "all_faults": len(faults),
            "kept": kept,
        },
        status=422 if wrong else 200,
    )
