"""The directory of a unit: who may be assigned, more told of each, two spellings of one joined."""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from giamngheo.apps.coordination.actions import (
    CoordinationError,
    Listed,
    add_entry,
    change_entry,
    join_entries,
    retire_entry,
)
from giamngheo.apps.coordination.directory import entries_of, holders_of, runs_of
from giamngheo.apps.coordination.models import DirectoryEntry
from giamngheo.apps.coordination.states import FollowerKind
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.queries import Unit, unit_on
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.unit_asked import unit_asked
from giamngheo.web.staff.coordination.reaching import may_here, require, row_for, seen_by

A_PAGE: Final = 50
_FORM = require_http_methods(["GET", "HEAD", "POST"])


@needs(Permission.TAKE_PART)
@_FORM
def directory(request: HttpRequest) -> HttpResponse:
    """Show the directory of a unit; or put somebody into it."""
    unit, others = _unit(request)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        require(request, Permission.COORDINATE, unit.area_id)
        try:
            made = add_entry(Area(pk=unit.area_id), _typed(request), actor_of(request))
            return redirect("directory-entry", made.pk)
        except CoordinationError as error:
            wrong = error.wrong
    words, kind = words_in(request.GET, "tim", 100), request.GET.get("loai", "")
    query = {"don-vi": unit.area_id, "tim": words, "loai": kind}
    told = {
        "unit": unit,
        "others": others,
        "page": Paginator(entries_of(unit.area_id, words, kind), A_PAGE).get_page(
            number_in(request.GET, "trang") or 1
        ),
        "words": words,
        "kind": kind,
        "kinds": FollowerKind.choices,
        "query": urlencode({name: value for name, value in query.items() if value}),
        "may_keep": Permission.COORDINATE in may_here(request, unit.area_id),
        "typed": request.POST.dict(),
        "wrong": wrong,
    }
    return render(request, "staff/coordination/directory.html", told, status=422 if wrong else 200)


@needs(Permission.TAKE_PART)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the directory that the page shows."""
    unit, _ = _unit(request)
    rows = entries_of(unit.area_id, words_in(request.GET, "tim", 100), request.GET.get("loai", ""))
    taken = Taken("coordination.export", rows.count(), [unit.area_id])
    return give(request, DIRECTORY, rows, taken, ending)


@needs(Permission.TAKE_PART)
@_FORM
def one(request: HttpRequest, directory_id: int) -> HttpResponse:
    """Show an entry with what runs under it and how else it was spelt; or change, join, retire it."""
    seen = seen_by(request, permission=Permission.TAKE_PART)
    row = row_for(DirectoryEntry.objects.filter(seen).select_related("joined_into"), directory_id)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        require(request, Permission.COORDINATE, row.area_id)
        try:
            return redirect("directory-entry", _do(request, row).pk)
        except CoordinationError as error:
            wrong = error.wrong
    kept = {"loai": row.kind, "ten": row.name, "chuc-vu": row.post, "dien-thoai": row.phone}
    others = entries_of(row.area_id).exclude(pk=row.pk)
    told = {
        "row": row,
        "unit": unit_on(row.area_id, today()),
        "back": f"{reverse('directory')}?don-vi={row.area_id}",
        "spellings": row.spellings.order_by("name"),
        "runs": runs_of(row, today()),
        "kinds": FollowerKind.choices,
        "choices": [(str(each.pk), each.titled) for each in others],
        "may_keep": Permission.COORDINATE in may_here(request, row.area_id) and row.joined_into is None,
        "typed": kept | request.POST.dict(),
        "wrong": wrong,
    }
    return render(request, "staff/coordination/directory_entry.html", told, status=422 if wrong else 200)


def _do(request: HttpRequest, row: DirectoryEntry) -> DirectoryEntry:
    verb, actor = request.POST.get("viec", ""), actor_of(request)
    if verb == "sua":
        return change_entry(row, _typed(request), actor)
    if verb == "thoi":
        return retire_entry(row, words_in(request.POST, "ly-do", 501), actor)
    if verb == "gop":
        number = number_in(request.POST, "gop-vao") or 0
        into = DirectoryEntry.objects.filter(area=row.area_id, pk=number).first()
        return join_entries(row, into or row, today(), actor)
    raise CoordinationError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")


def _unit(request: HttpRequest) -> tuple[Unit, tuple[Unit, ...]]:
    """The unit of the address; of a village the commune whose directory it uses, where one sees that."""
    unit, others = unit_asked(request, Permission.TAKE_PART)
    holder = holders_of([unit.area_id], today()).get(unit.area_id, unit.area_id)
    if holder != unit.area_id and Permission.TAKE_PART in may_here(request, holder):
        unit = unit_on(holder, today()) or unit
    return unit, others


def _typed(request: HttpRequest) -> Listed:
    said = request.POST
    return Listed(
        said.get("loai", ""),
        words_in(said, "ten", 201),
        words_in(said, "chuc-vu", 201),
        words_in(said, "dien-thoai", 31),
    )


def _lines(chunk: Sequence[DirectoryEntry], looking: Looking) -> Iterator[Sequence[Any]]:
    for one in chunk:
        kind = FollowerKind(one.kind).label
        yield one.name, kind, one.post or None, one.phone or None, one.retired_why or None


DIRECTORY: Final = Exported(
    "Danh bạ tổ chức, cán bộ",
    "Số mục",
    {PLACE: COUNT, "Tên": TEXT, "Là": TEXT, "Chức vụ": TEXT, "Điện thoại": TEXT, "Thôi dùng vì": TEXT},
    (7, 40, 26, 34, 18, 36),
    _lines,
)
