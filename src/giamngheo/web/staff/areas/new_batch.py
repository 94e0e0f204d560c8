"""A new batch: typed on a page from an empty draft on, or from a file whose good rows are kept.

A file has a change of a unit in each row, or is a list of the villages of communes.
"""

import tempfile
from collections.abc import Sequence
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
from giamngheo.foundation.areas.villages import VillageList, read_village_list
from giamngheo.foundation.sheets import UnreadableFile
from giamngheo.web.components.acting_person import actor_of, person_of
from giamngheo.web.components.numbers import number
from giamngheo.web.staff.areas.entitled import OutsideError, permissions_over
from giamngheo.web.staff.areas.heading import Heading, read_heading

FAULTS_SHOWN = 100
MOST_LINES = 30_000  # more than all communes of the former and the present order; answered within seconds
_LONGEST_NAME = 40


def new_batch(request: HttpRequest) -> HttpResponse:
    """Show the form; keep what can be used of a file as a draft, or an empty draft to type lines into."""
    if request.method != "POST":
        return _form(request, {}, ())
    wrong: dict[str, str] = {}
    heading = read_heading(request.POST, wrong)
    file = request.FILES.get("tep")
    if file is None and request.POST.get("cach") == "trang":
        return _form(request, wrong, ()) if heading is None else _begin(request, heading)
    read = _read(request, file, heading, wrong) if file is not None else None
    if file is None:
        wrong["tep"] = "Chưa có tệp: chọn tệp đã điền theo mẫu, hoặc chọn cách gõ trên trang."
    if read is not None and read.lines.is_empty():
        wrong["tep"] = (
            "Không dòng nào dùng được: sửa các ô nêu dưới đây rồi gửi lại."
            if read.faults
            else "Mọi thôn, tổ dân phố trong tệp đã có ở địa bàn hoặc ở một đợt đang soạn: không cần lập lại."
        )
    if read is not None and read.lines.height > MOST_LINES:
        wrong["tep"] = (
            f"Tệp có {number(read.lines.height)} dòng, trên trang một đợt nhận {number(MOST_LINES)} dòng. "
            "Chia tệp thành nhiều đợt, hoặc nhờ người vận hành nạp bằng lệnh «giamngheo areas import»."
        )
    if wrong or read is None or heading is None:
        return _form(request, wrong, read.faults if read else ())
    try:
        kept = _keep(request, _batch(heading, str(file)), read)
    except OutsideError:
        wrong["tep"] = (
            "Có dòng nói tới đơn vị ngoài phạm vi bạn được soạn thay đổi, nên không lưu dòng nào. "
            "Bỏ các dòng đó, hoặc nhờ người quản trị của đơn vị cấp trên."
        )
        return _form(request, wrong, read.faults)
    if read.faults:
        return _form(request, {}, read.faults, kept)
    return redirect("area-batch", kept.pk)


def _batch(heading: Heading, source: str = "") -> Batch:
    return Batch(title=heading.title, instrument=heading.instrument, day=heading.day, source=source)


def _begin(request: HttpRequest, heading: Heading) -> HttpResponse:
    """An empty draft: it touches nothing, so it is its author's until its first line."""
    return redirect("area-draft", actions.prepare(_batch(heading), actor_of(request)).pk)


def _keep(request: HttpRequest, batch: Batch, read: BatchFile | VillageList) -> Batch:
    with transaction.atomic():
        kept = actions.prepare(batch, actor_of(request), read.changes())
        if Permission.PREPARE_AREAS not in permissions_over(person_of(request), kept):
            raise OutsideError
    return kept


def _read(
    request: HttpRequest, file: UploadedFile, heading: Heading | None, wrong: dict[str, str]
) -> BatchFile | VillageList | None:
    """Read the file; the villages of a list are those of communes of the batch's day."""
    of_villages = request.POST.get("cach") == "thon"
    if of_villages and heading is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _name(file)  # what is said of the file calls it as its sender does
        with path.open("wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
        try:
            if of_villages and heading is not None:
                return read_village_list(path, heading.day)
            return read_batch_file(path)
        except (UnreadableFile, UnusableListError) as error:
            wrong["tep"] = str(error)
            return None


def _name(file: UploadedFile) -> str:
    sent = PurePath(file.name or "tep")
    return f"{sent.stem[:_LONGEST_NAME]}{sent.suffix.lower()[:10]}"


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
