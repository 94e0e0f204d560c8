"""«Bảng điểm B1»: tables in use and retired; a file is looked at, then loaded; a table is retired."""

import base64
import binascii
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec
import polars as pl
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.exchange.register.commented import write_commented
from giamngheo.apps.exchange.register.faults import LEFT_OUT
from giamngheo.apps.exchange.submissions.reading import FAULTS
from giamngheo.apps.reviews.actions import ReviewError, load_table, retire_table
from giamngheo.apps.reviews.table_files import ReadFile, TableFault, cells_of_table_file, read_table_file
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.law.library import LawError, regions
from giamngheo.law.point_tables import accepted, retired, stored
from giamngheo.law.vocabulary.point_tables import PointTable
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.registry.done import tell_done, told_done
from giamngheo.web.staff.reviews.point_tables import shown_table
from giamngheo.web.staff.reviews.reaching import keeper_of

LARGEST_BYTES: Final = 1024 * 1024  # it goes to and fro with the page until it is loaded
_ENDINGS: Final = frozenset({".csv", ".xlsx", ".xlsm", ".xls", ".ods", ".yaml", ".yml"})
_LONGEST: Final = 300
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Sent:
    """A file as it was sent: what it is called, its content, who vouches for it by which source."""

    name: str
    content: bytes
    source: str
    vouched_by: str

    @property
    def packed(self) -> str:
        """The content as the page holds it."""
        return base64.b64encode(self.content).decode()


@needs(Permission.LEAD_REVIEWS)
@require_http_methods(["GET", "HEAD", "POST"])
def loaded_tables(request: HttpRequest) -> HttpResponse:
    """Show the tables, or look at a file, load it, give it back with its faults, retire a table."""
    if request.method != "POST":
        return _page(request)
    unit = keeper_of(request)
    if unit is None:
        raise PermissionDenied
    if request.POST.get("lam") == "thoi-dung":
        return _retire(request, unit)
    wrong: dict[str, str] = {}
    sent = _sent(request, wrong)
    return _page(request, wrong=wrong) if wrong else _looked_at(request, sent, unit)


def _looked_at(request: HttpRequest, sent: Sent, unit: int) -> HttpResponse:
    """Read what was sent; show it or what is wrong with it, load it, or give it back."""
    deed = request.POST.get("lam", "")
    with _file_of(sent) as path:
        read = read_table_file(path, sent.name)
        if deed == "tep":
            return _returned(path, sent, read)
    table = _signed(read.table, sent)
    if table is None:
        return _page(request, sent=sent, faults=read.faults)
    try:
        if deed == "nap":
            load_table(table, Path(settings.DATA), actor_of(request), unit)
        else:
            accepted(table, Path(settings.DATA))
    except (ReviewError, LawError) as error:
        return _page(request, sent=sent, faults=(TableFault(str(error)),))
    if deed != "nap":
        return _page(request, sent=sent, table=table)
    tell_done(request, "Đã nạp bảng điểm. Đợt mở từ nay tự lấy bảng hợp với địa bàn.")
    return redirect("point-tables")


def _page(
    request: HttpRequest,
    *,
    wrong: dict[str, str] | None = None,
    sent: Sent | None = None,
    faults: tuple[TableFault, ...] = (),
    table: PointTable | None = None,
) -> HttpResponse:
    wrong = wrong or {}
    try:
        in_use = [shown_table(one) for one in stored(Path(settings.DATA)).values()]
        former = [(shown_table(one), note) for one, note in retired(Path(settings.DATA)).values()]
    except LawError as error:  # one was changed behind the product's back
        in_use, former, wrong = [], [], {"": str(error), **wrong}
    told: dict[str, Any] = {
        "in_use": in_use,
        "former": former,
        "regions": {one.id: one.name for one in regions().values()},
        "may_load": keeper_of(request) is not None,
        "sent": sent,
        "faults": faults,
        "preview": shown_table(table) if table is not None else None,
        "typed": request.POST,
        "wrong": wrong,
        "limit": LARGEST_BYTES,
        "done": told_done(request),
    }
    status = 422 if wrong or faults else 200
    return render(request, "staff/reviews/loaded_tables.html", told, status=status)


def _retire(request: HttpRequest, unit: int) -> HttpResponse:
    name, why = words_in(request.POST, "bang", _LONGEST), words_in(request.POST, "ly-do", _LONGEST)
    try:
        retire_table(name, why, Path(settings.DATA), actor_of(request), unit)
    except ReviewError as error:
        return _page(request, wrong={error.about: str(error)})
    tell_done(request, "Bảng điểm thôi dùng cho các đợt mở sau. Đợt đã dùng bảng giữ nguyên.")
    return redirect("point-tables")


def _sent(request: HttpRequest, wrong: dict[str, str]) -> Sent:
    """The file that was chosen, else the one that the page holds; what is missing stands in `wrong`."""
    given = request.FILES.get("tep")
    if given is not None:
        name, content = given.name or "bang-diem", given.read(LARGEST_BYTES + 1)
    else:
        name = words_in(request.POST, "ten-tep", _LONGEST) or "bang-diem"
        try:
            content = base64.b64decode(request.POST.get("noi-dung", ""), validate=True)
        except (binascii.Error, ValueError):
            content = b""
    for field, label in (("nguon", "nguồn của bảng"), ("chiu-trach-nhiem", "người chịu trách nhiệm")):
        if not words_in(request.POST, field, _LONGEST):
            wrong[field] = f"Chưa ghi {label}. Ghi rõ để ai cũng kiểm tra được."
    if not content:
        wrong["tep"] = "Chưa chọn tệp bảng điểm: chọn tệp .xlsx, .csv, .ods."
    elif len(content) > LARGEST_BYTES:
        wrong["tep"] = "Tệp lớn hơn 1 MB nên không phải một bảng điểm. Xem lại tệp."
    elif Path(name).suffix.lower() not in _ENDINGS:
        wrong["tep"] = f"«{name}» không phải bảng tính. Lưu bảng thành .xlsx hoặc .csv rồi gửi lại."
    source, vouched = (words_in(request.POST, field, _LONGEST) for field in ("nguon", "chiu-trach-nhiem"))
    return Sent(name, content, source, vouched)


@contextmanager
def _file_of(sent: Sent) -> Iterator[Path]:
    """The file for as long as it is read; of the person's name only a known ending is kept."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"bang-diem{Path(sent.name).suffix.lower()}"
        path.write_bytes(sent.content)
        yield path


def _signed(table: PointTable | None, sent: Sent) -> PointTable | None:
    if table is None:
        return None
    return msgspec.structs.replace(table, source=sent.source, vouched_by=sent.vouched_by, loaded_at=today())


def _returned(path: Path, sent: Sent, read: ReadFile) -> HttpResponse:
    """The person's file as a workbook with its faults as comments."""
    rows = [
        (one.sheet, one.row, one.letter, "", one.value, one.why, "", LEFT_OUT)
        for one in read.faults
        if one.row
    ]
    target = path.with_name("nhan-xet.xlsx")
    told = pl.DataFrame(rows, FAULTS, orient="row")
    summary = {"Tệp": sent.name, "Lỗi": len(read.faults)}
    write_commented(path, told, {}, summary, target=target, cells=cells_of_table_file)
    answer = HttpResponse(target.read_bytes(), content_type=_XLSX)
    answer.headers["Content-Disposition"] = 'attachment; filename="bang-diem-nhan-xet.xlsx"'
    return answer
