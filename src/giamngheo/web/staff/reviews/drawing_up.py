"""A paper of a review drawn up as a draft: of a village, of a round, of a household, of an objection."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from giamngheo.apps.reviews.actions import ReviewError
from giamngheo.apps.reviews.folding import outcome_of, rules_of, standings_of
from giamngheo.apps.reviews.models import Case, Objection, Round
from giamngheo.apps.reviews.papers import KINDS, Subject, draw_up_paper
from giamngheo.apps.reviews.subjects import applications_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.acting_person import actor_of
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.reviews.reaching import case_for, entry_for, require, round_for, seen_by


@needs(Permission.LEAD_REVIEWS)
@require_POST
def of_village(request: HttpRequest, case_id: int, kind: str) -> HttpResponse:
    """Draw up a paper of a village."""
    case = case_for(request, case_id)
    return _drawn_up(request, kind, "village", Subject(case.round, (case,)))


@needs(Permission.LEAD_REVIEWS)
@require_POST
def of_round(request: HttpRequest, round_id: int, kind: str) -> HttpResponse:
    """Draw up a paper of the villages whose results are posted and not decided."""
    one = round_for(request, round_id)
    cases = list(Case.objects.filter(seen_by(request), round=one).select_related("round").order_by("area_id"))
    standings = standings_of(cases, rules_of(one))
    states = {case.pk: standings[case.pk].state for case in cases}
    posted = tuple(case for case in cases if states[case.pk].posted and not states[case.pk].over)
    return _drawn_up(request, kind, "round", Subject(one, posted))


@needs(Permission.LEAD_REVIEWS)
@require_POST
def of_household(request: HttpRequest, entry_id: int, kind: str) -> HttpResponse:
    """Draw up a paper of a household, or («giay») of the worker of it who handed in an application."""
    entry, number = entry_for(request, entry_id), number_in(request.GET, "giay")
    asking = applications_of([entry]).get(entry.pk, []) if number is not None else []
    found = next((one for one in asking if one.pk == number and one.person_id is not None), None)
    if number is not None and found is None:
        raise Http404
    return _drawn_up(request, kind, "household", Subject(entry.case.round, (entry.case,), entry, found))


@needs(Permission.LEAD_REVIEWS)
@require_POST
def of_objection(request: HttpRequest, objection_id: int, kind: str) -> HttpResponse:
    """Draw up the answer to an objection."""
    rows = Objection.objects.filter(seen_by(request, "case__area_id"), pk=objection_id)
    found = rows.select_related("case__round").first()
    if found is None:
        raise Http404
    return _drawn_up(request, kind, "objection", Subject(found.case.round, (found.case,), objection=found))


def _drawn_up(request: HttpRequest, kind: str, of: str, subject: Subject) -> HttpResponse:
    one: Round = subject.round
    require(request, Permission.LEAD_REVIEWS, one.area_id)
    if kind not in KINDS or KINDS[kind].of != of or kind not in outcome_of(one).papers:
        raise Http404
    try:
        paper = draw_up_paper(kind, subject, actor_of(request))
    except ReviewError as error:
        case = subject.cases[0] if of != "round" and subject.cases else None
        told = {"round": one, "case": case, "refused": str(error)}
        return render(request, "staff/reviews/refused.html", told, status=422)
    return redirect("paper", paper.pk)
