"""What is coordinated as a paper: .pdf, or .docx to go on with in Word; told to the trail."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from giamngheo.apps.papers.documents import Document
from giamngheo.apps.reviews.papers.rows import heading_of
from giamngheo.foundation.audit.actions import record
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.staff.reports.as_paper import MEDIA, issued_by, written


def heading_for(area_id: int, year: int) -> dict[str, Any]:
    """Who issues a paper of a unit, and where."""
    return issued_by(heading_of(area_id, today(), year))


def printed(request: HttpRequest, document: Document, ending: str, area_id: int, name: str) -> HttpResponse:
    """Give a document as a file; that it was taken away is told to the trail."""
    content = written(document, ending)
    record(
        actor_of(request),
        "coordination.export",
        f"Xuất «{document.kind}: {document.subject}», tệp .{ending}",
        area_id=area_id,
        details={"format": ending},
    )
    answer = HttpResponse(content, content_type=MEDIA[ending])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def paper_addresses(route: str, view: Any, name: str) -> list[URLPattern]:
    """The two addresses at which a paper is given."""
    return [path(f"{route}.{ending}", view, {"ending": ending}, f"{name}-{ending}") for ending in MEDIA]
