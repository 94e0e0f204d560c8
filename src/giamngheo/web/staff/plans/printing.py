"""The plan as an official document: its paper where who asks may read one, else set anew from its data."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from giamngheo.apps.papers.actions import note_handing_out
from giamngheo.apps.papers.documents import Document
from giamngheo.apps.papers.making import ChangedContentError, pdf_of_paper, word_of_paper
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.papers.typesetting import pdf_of
from giamngheo.apps.programmes.models import UnitPlan
from giamngheo.apps.programmes.papers import document_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.text import plain
from giamngheo.law.library import LawError
from giamngheo.law.papers.library import layout_on
from giamngheo.law.vocabulary.papers import Layout
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.plans.one import plan_page
from giamngheo.web.staff.plans.reaching import plan_for

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@needs(Permission.SEE_RESULTS)
@require_GET
def as_pdf(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Give the plan to be printed and signed."""
    return _given(request, plan_id, ("pdf", "application/pdf"), pdf_of_paper, pdf_of)


@needs(Permission.SEE_RESULTS)
@require_GET
def as_word(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Give the plan to be gone on with in Word."""
    return _given(request, plan_id, ("docx", _WORD), word_of_paper, _word_of)


def _given(
    request: HttpRequest,
    plan_id: int,
    kind: tuple[str, str],
    of_paper: Callable[[IssuedPaper, str], bytes],
    of_document: Callable[[Document, Layout], bytes],
) -> HttpResponse:
    plan = plan_for(request, plan_id)
    ending, media = kind
    paper = IssuedPaper.objects.filter(pk=plan.paper_id).first() if plan.paper_id else None
    try:
        if paper is not None:
            content = of_paper(paper, request.build_absolute_uri(reverse("check-papers")))
            note_handing_out(paper, ending, actor_of(request))
        else:
            content = of_document(document_of(plan, today()), layout_on(plan.day or today()))
    except (ChangedContentError, LawError) as error:
        return plan_page(request, plan, {"": str(error)})
    answer = HttpResponse(content, content_type=media)
    answer.headers["Content-Disposition"] = f'attachment; filename="{_file_name(plan)}.{ending}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _file_name(plan: UnitPlan) -> str:
    words = plain(f"ke hoach {plan.number} {plan.period}").replace(" ", "-")
    return words if plan.number else f"du-thao-{words}"


def _word_of(document: Document, layout: Layout) -> bytes:
    from giamngheo.apps.papers.word import word_of  # noqa: PLC0415  heavy, and needed where a file is made only

    return word_of(document, layout)
