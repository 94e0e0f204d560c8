"""Outlines of units loaded from a file, matched by code; what does not match is told row by row."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from giamngheo.foundation.accounts.held import areas_within
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.areas.boundaries import Matched, match, store
from giamngheo.foundation.areas.boundary_files import Outline, UnreadableBoundariesError, read_outlines
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.reports.reaching import snapshot_for

LARGEST_BYTES: Final = 50 * 1024 * 1024
MOST_TOLD: Final = 200


@needs(Permission.PREPARE_AREAS)
@require_http_methods(["GET", "HEAD", "POST"])
def loading(request: HttpRequest, snapshot_id: int, area_id: int) -> HttpResponseBase:
    """Show the form, or load the outlines that belong to units of this area and show the map."""
    snapshot = snapshot_for(request, snapshot_id)
    inside = set(areas_within([area_id], today()))
    allowed = may(person_of(request), Permission.PREPARE_AREAS, area_id, today())
    if not allowed or area_id not in areas_within([snapshot.area_id], snapshot.closing):
        raise Http404
    wrong: dict[str, str] = {}
    left: list[str] = []
    if request.method == "POST":
        given = request.FILES.get("tep")
        outlines = _read(given, words_in(request.POST, "thuoc-tinh", 60), wrong)
        if outlines:
            found = match(outlines, snapshot.closing)
            new, changed = (
                {area: one for area, one in of.items() if area in inside} for of in (found.new, found.changed)
            )
            left = _left(outlines, found, inside)
            count = len(new) + len(changed)
            if left and not request.POST.get("bo-qua"):
                wrong["tep"] = (
                    f"{len(left)} trên {len(outlines)} hình không khớp đơn vị nào ở đây nên chưa nạp gì. "
                    "Xem từng hình ở dưới; sửa tệp, hoặc đánh dấu ô «Bỏ qua» rồi chọn lại tệp."
                )
            elif not count:
                wrong["tep"] = (
                    "Mọi ranh giới trong tệp đã có sẵn hoặc không thuộc địa bàn này: không có gì để nạp."
                )
            else:
                fitting = Matched(found.day, new, changed, 0, [], [], {})
                store(fitting, f"Tệp «{_name(given)}»", actor_of(request), area_id)
                return redirect(f"{reverse('dashboard', args=[snapshot.pk, area_id])}?da-nap={count}#ban-do")
    told = {
        "snapshot": snapshot,
        "area_id": area_id,
        "name": names_of([area_id], snapshot.closing).get(area_id, ""),
        "left": left[:MOST_TOLD],
        "more": max(len(left) - MOST_TOLD, 0),
        "typed": request.POST,
        "largest": LARGEST_BYTES,
        "loaded": number_in(request.GET, "da-nap"),
        "wrong": wrong,
    }
    return render(request, "staff/dashboards/outlines.html", told, status=422 if wrong else 200)


def _read(given: UploadedFile | None, code_name: str, wrong: dict[str, str]) -> Sequence[Outline]:
    if given is None:
        wrong["tep"] = "Chưa chọn tệp: chọn tệp GeoJSON hoặc TopoJSON có mã đơn vị ở mỗi hình."
        return ()
    if (given.size or 0) > LARGEST_BYTES:
        wrong["tep"] = (
            f"Tệp lớn hơn {LARGEST_BYTES // 1024 // 1024} MB. "
            "Cách xử lý: giảm số điểm của đường ranh giới (mapshaper.org làm được) rồi chọn lại."
        )
        return ()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ranh-gioi.json"
        with path.open("wb") as file:
            for piece in given.chunks():
                file.write(piece)
        try:
            return read_outlines(path, code_name or None)
        except UnreadableBoundariesError as error:
            wrong["tep"] = (
                str(error)
                .replace("ranh-gioi.json", _name(given))
                .replace(
                    "nêu tên thuộc tính đó bằng --property", "ghi tên thuộc tính đó ở ô «Thuộc tính chứa mã»"
                )
            )
            return ()


def _left(outlines: Sequence[Outline], found: Matched, inside: set[int]) -> list[str]:
    """What of the file is not loaded, a sentence for each outline."""
    unknown = {id(one) for one in found.unknown}
    outside = {id(one) for of in (found.new, found.changed) for area, one in of.items() if area not in inside}
    misnamed = {id(one): name for one, name in found.misnamed}
    told = []
    for place, one in enumerate(outlines, start=1):
        called = f"Hình {place}, mã {one.code}" + (f" «{one.name}»" if one.name else "")
        if id(one) in unknown:
            told.append(f"{called}: ngày {found.day:%d/%m/%Y} không đơn vị nào mang mã này.")
        elif id(one) in outside:
            told.append(f"{called}: là đơn vị ngoài địa bàn này.")
        elif id(one) in misnamed:
            told.append(f"{called}: mã này là của {misnamed[id(one)]}, tên khác.")
    return told


def _name(given: UploadedFile | None) -> str:
    return words_in({"name": str(given.name if given else "")}, "name", 100)
