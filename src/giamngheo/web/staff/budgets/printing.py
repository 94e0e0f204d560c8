"""Decisions, requests with a voucher and the report of a year as papers: .pdf, or .docx to go on with."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from giamngheo.apps.budgets.papers import PRINTED, decision_paper, request_paper, year_paper
from giamngheo.apps.budgets.queries import lines_of
from giamngheo.apps.budgets.states import VOUCHERS
from giamngheo.apps.papers.documents import Document
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.audit.actions import record
from giamngheo.law.library import LawError
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.budgets.reaching import decision_for, entry_for, place_for
from giamngheo.web.staff.reports.as_paper import MEDIA, written


@needs(Permission.SEE_MONEY)
@require_GET
def decision(request: HttpRequest, money_decision_id: int, ending: str) -> HttpResponse:
    """Give a decision of the unit with its appendix; 404 for what was decided above."""
    row = decision_for(request, money_decision_id)
    if row.kind not in PRINTED:
        raise Http404
    back = reverse("budget-decision", args=[row.pk])
    try:
        document = decision_paper(row, today())
    except LawError as error:
        return _refused(request, error, back)
    return _given(request, document, f"quyet-dinh-kinh-phi-{row.pk}.{ending}", row.area_id)


@needs(Permission.SEE_MONEY)
@require_GET
def voucher(request: HttpRequest, money_entry_id: int, ending: str) -> HttpResponse:
    """Give what is asked of the treasury with a voucher; 404 for what was reversed or is none."""
    row = entry_for(request, money_entry_id)
    if row.kind not in VOUCHERS or row.reverses_id is not None or row.reversed_at is not None:
        raise Http404
    try:
        document = request_paper(row, today())
    except LawError as error:
        return _refused(request, error, f"{reverse('budget-vouchers')}?don-vi={row.area_id}&nam={row.year}")
    return _given(request, document, f"de-nghi-{row.pk}.{ending}", row.area_id)


@needs(Permission.SEE_MONEY)
@require_GET
def year(request: HttpRequest, ending: str) -> HttpResponse:
    """Give the settlement of the unit's own money of a year."""
    place = place_for(request)
    try:
        lines = list(lines_of(place.area_id, place.year))
        document = year_paper(place.area_id, place.year, lines, today())
    except LawError as error:
        return _refused(request, error, f"{reverse('budgets')}?{place.query}")
    return _given(request, document, f"quyet-toan-{place.year}.{ending}", place.area_id)


def _given(request: HttpRequest, document: Document, name: str, area_id: int) -> HttpResponse:
    ending = name.rpartition(".")[2]
    content = written(document, ending)
    told = f"Xuất «{document.kind}: {document.subject}», tệp .{ending}"
    record(actor_of(request), "budgets.export", told, area_id=area_id, details={"format": ending})
    answer = HttpResponse(content, content_type=MEDIA[ending])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _refused(request: HttpRequest, error: LawError, back: str) -> HttpResponse:
    told = {"errors": [("", str(error))], "back": back, "title": "Chưa lập được văn bản"}
    return render(request, "staff/budgets/refused.html", told, status=422)
