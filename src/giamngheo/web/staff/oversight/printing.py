"""Plan, decision, minutes and report given as papers: .pdf, or .docx to go on with in Word."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from giamngheo.apps.oversight.papers import KINDS, inspection_paper, plan_paper
from giamngheo.apps.oversight.states import FOUND_TOLD, InspectionState
from giamngheo.apps.papers.documents import Document
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.audit.actions import record
from giamngheo.law.library import LawError
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.coordination.reaching import row_for
from giamngheo.web.staff.oversight.reaching import plan_for, round_for, rounds_seen, sides_of
from giamngheo.web.staff.reports.as_paper import MEDIA, written

_TOLD: Final = {
    "quyet-dinh": tuple(InspectionState),
    "bien-ban": FOUND_TOLD,
    "bao-cao": (InspectionState.REPORTED, InspectionState.CLOSED),
}
"""In which states the inspected unit may take a paper away."""


@needs(Permission.SEE_RESULTS)
@require_GET
def plan(request: HttpRequest, year_plan_id: int, ending: str) -> HttpResponse:
    """Give a yearly plan as a paper."""
    row = plan_for(request, year_plan_id)
    name = f"ke-hoach-kiem-tra-{row.year}-lan-{row.edition}"
    return _given(request, lambda: plan_paper(row, today()), ending, row.area_id, name)


@needs(Permission.SEE_RESULTS)
@require_GET
def of_round(request: HttpRequest, inspection_id: int, word: str, ending: str) -> HttpResponse:
    """Give the decision, the minutes or the report of an inspection as a paper."""
    row = round_for(request, inspection_id)
    if not sides_of(request, row.area_id, row.unit_id).is_inside:
        row = row_for(type(row).objects.filter(rounds_seen(request), state__in=_TOLD[word]), row.pk)
    paper = KINDS[word]
    return _given(
        request,
        lambda: inspection_paper(row, paper, today()),
        ending,
        row.area_id,
        f"{word}-kiem-tra-{row.pk}",
    )


def addresses_of_papers() -> list[URLPattern]:
    """The addresses at which papers are given."""
    return [
        *(
            path(
                f"giam-sat/ke-hoach/<int:year_plan_id>/ke-hoach.{ending}", plan, {"ending": ending}, name=name
            )
            for ending in MEDIA
            for name in (f"year-plan-{ending}",)
        ),
        *(
            path(
                f"giam-sat/doan/<int:inspection_id>/{word}.{ending}",
                of_round,
                {"word": word, "ending": ending},
                name=f"inspection-{paper}-{ending}",
            )
            for word, paper in KINDS.items()
            for ending in MEDIA
        ),
    ]


def _given(request: HttpRequest, make: Any, ending: str, area_id: int, name: str) -> HttpResponse:
    try:
        document: Document = make()
    except LawError as error:
        return render(request, "staff/oversight/refused.html", {"sentence": str(error)}, status=422)
    content = written(document, ending)
    record(
        actor_of(request),
        "oversight.print",
        f"Xuất «{document.kind}: {document.subject}», tệp .{ending}",
        area_id=area_id,
        details={"format": ending},
    )
    answer = HttpResponse(content, content_type=MEDIA[ending])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
