"""Blanks and filled forms taken away as files; the trail tells that they were."""

from typing import Final
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giamngheo.apps.report_forms.actions.loading import open_blank
from giamngheo.apps.report_forms.giving import pages_like_the_blank, text_of, workbook_of
from giamngheo.apps.report_forms.queries import sight_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.audit.actions import record
from giamngheo.foundation.text import plain
from giamngheo.web.components.acting_person import actor_of
from giamngheo.web.components.exporting import XLSX
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.report_forms.reaching import filled_for, version_for

MEDIA: Final = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8", "pdf": "application/pdf"}
_MAKE: Final = {"xlsx": workbook_of, "csv": text_of, "pdf": pages_like_the_blank}


@needs(Permission.SEE_RESULTS)
@require_GET
def blank(request: HttpRequest, version_id: int) -> HttpResponse:
    """Give a blank back as it was loaded."""
    version = version_for(request, version_id)
    try:
        content = open_blank(version)
    except FileNotFoundError:
        return render(request, "staff/report_forms/lost.html", {"form_version": version}, status=404)
    return _file(content, "xlsx", f"mau-{version.form_id}-phien-ban-{version.number}", version.file_name)


@needs(Permission.SEE_RESULTS)
@require_GET
def filled(request: HttpRequest, filled_id: int, ending: str) -> HttpResponse:
    """Give a filled form as a file."""
    one = filled_for(request, filled_id)
    try:
        content = _MAKE[ending](sight_of(one))
    except FileNotFoundError:
        return render(request, "staff/report_forms/lost.html", {"form_version": one.version}, status=404)
    record(
        actor_of(request),
        "reports.export",
        f"Xuất biểu «{one.version.form.title}», tệp .{ending}",
        area_id=one.area_id,
        subject=("report_forms.FilledForm", one.pk),
        details={"format": ending, "version": one.version_id, "rows": len(one.version.planned.sources)},
    )
    called = plain(one.version.form.title).replace(" ", "-")[:60]
    return _file(content, ending, f"{called}-{one.last:%Y-%m-%d}")


def _file(content: bytes, ending: str, name: str, said: str = "") -> HttpResponse:
    answer = HttpResponse(content, content_type=MEDIA[ending])
    own = f"; filename*=UTF-8''{quote(said, safe='')}" if said else ""
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"{own}'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
