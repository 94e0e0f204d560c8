"""A form of one's own as a report keeps it: all that stood on it when the report was drawn up."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from giamngheo.apps.report_forms.giving import pages_of_frozen, rows_of_frozen, text_of_frozen
from giamngheo.apps.reporting.models import Edition
from giamngheo.foundation.audit.actions import record
from giamngheo.web.components.acting_person import actor_of
from giamngheo.web.staff.reporting.reaching import Seen, of_report

MEDIA: Final = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8"}


@of_report
@require_safe
def page(request: HttpRequest, seen: Seen, place: int) -> HttpResponseBase:
    """Show the form."""
    edition, form = _found(seen, place)
    told = {"seen": seen, "owed": seen.owed, "edition": edition, "form": form, "place": place}
    return render(request, "staff/reporting/form.html", told | {"rows": rows_of_frozen(form)})


@of_report
@require_GET
def taken(request: HttpRequest, seen: Seen, place: int, ending: str) -> HttpResponseBase:
    """Give the form as a file; the trail tells that it was taken away."""
    edition, form = _found(seen, place)
    record(
        actor_of(request),
        "reporting.export",
        f"Xuất biểu «{form['title']}» của «{seen.owed.name}», tệp .{ending}",
        area_id=seen.owed.unit.area_id,
        details={"edition": edition.pk, "format": ending},
    )
    return given(form, ending)


def given(form: dict[str, Any], ending: str) -> HttpResponse:
    """The file of a kept form."""
    content = pages_of_frozen(form) if ending == "pdf" else text_of_frozen(form)
    answer = HttpResponse(content, content_type=MEDIA[ending])
    answer.headers["Content-Disposition"] = f'attachment; filename="bieu-{form["filled"]}.{ending}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _found(seen: Seen, place: int) -> tuple[Edition, dict[str, Any]]:
    edition = seen.report.edition
    if edition is None or not 1 <= place <= len(edition.forms):
        raise Http404
    return edition, edition.forms[place - 1]
