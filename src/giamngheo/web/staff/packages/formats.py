"""Tables of frozen figures and figures of results in the formats of other systems, to save."""

from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from giamngheo.apps.packages.formats.adx import adx
from giamngheo.apps.packages.formats.codes import Told, element_of
from giamngheo.apps.packages.formats.dhis2 import data_value_set
from giamngheo.apps.packages.formats.sdmx import sdmx_csv
from giamngheo.apps.packages.outward import observations, result_values, table_values
from giamngheo.apps.packages.refusals import PackageError
from giamngheo.apps.packages.telling import results_in, sender_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.audit.actions import record
from giamngheo.web.components.acting_person import actor_of
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.reports.reaching import address_of, seen_table, whole_only
from giamngheo.web.staff.results.listing import year_in
from giamngheo.web.staff.results.reaching import place_for

MEDIA: Final = {
    "json": "application/json",
    "xml": "application/adx+xml",
    "csv": "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8",
}
_CALLED: Final = {"json": "DHIS2", "xml": "ADX", "csv": "SDMX-CSV"}


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
@whole_only
def of_table(request: HttpRequest, snapshot_id: int, name: str, ending: str) -> HttpResponse:
    """Give a table of frozen figures by the units of its page."""
    seen = seen_table(request, snapshot_id, name)
    try:
        values = table_values(seen.snapshot, seen.table, seen.opened, sender_of(seen.snapshot, seen.units))
    except PackageError as error:
        return _refused(request, str(error))
    text = seen.table.text
    content = _written(values, element_of(text.id, "").rstrip("_"), ending)
    file_name = f"bieu-{text.number}-{address_of(seen.table)}-{seen.snapshot.closing:%Y-%m-%d}.{ending}"
    details = {"snapshot": seen.snapshot.pk, "format": _CALLED[ending], "rows": len(values)}
    record(
        actor_of(request),
        "reports.export",
        f"Xuất «{text.title}», dạng {_CALLED[ending]}",
        area_id=seen.snapshot.area_id,
        details=details,
    )
    return _given(content, file_name, ending)


@needs(Permission.SEE_RESULTS)
@require_GET
def of_results(request: HttpRequest, ending: str) -> HttpResponse:
    """Give the figures of results of the unit and year of the page."""
    place, year = place_for(request), year_in(request)
    if not place.unit.code:
        return _refused(request, "Đơn vị chưa có mã. Cách xử lý: người quản trị đặt mã ở trang Địa bàn.")
    found = results_in(place.area_id, date(year, 1, 1), date(year, 12, 31))
    code = place.unit.code
    if ending == "csv":
        content = sdmx_csv(observations(code, found))
    else:
        content = _written(result_values(code, found), "GN_RESULTS", ending)
    record(
        actor_of(request),
        "results.export",
        f"Xuất số thực hiện năm {year} của {place.unit.full_name}, dạng {_CALLED[ending]}",
        area_id=place.area_id,
        details={"year": year, "format": _CALLED[ending], "rows": len(found)},
    )
    return _given(content, f"ket-qua-{code}-{year}.{ending}", ending)


def _written(values: list[Told], data_set: str, ending: str) -> bytes:
    return data_value_set(values) if ending == "json" else adx(values, data_set, timezone.now())


def _given(content: bytes, name: str, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=MEDIA[ending])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _refused(request: HttpRequest, said: str) -> HttpResponse:
    return render(request, "staff/packages/refused.html", {"said": said}, status=422)
