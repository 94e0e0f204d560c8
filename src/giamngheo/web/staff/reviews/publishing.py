"""«Công bố» of a decision: its public page opened, shown with its QR to print, taken back with a reason."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from giamngheo.apps.papers.qr import svg_of
from giamngheo.apps.reviews.actions import ReviewError, publish, take_down
from giamngheo.apps.reviews.models import Decision, Publication
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.acting_person import actor_of
from giamngheo.web.components.asked import words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.reviews.reaching import may_here, require, round_for

_LONGEST = 500


@needs(Permission.SEE_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def publishing(request: HttpRequest, round_id: int, decision_id: int) -> HttpResponse:
    """Show whether a decision is published, by whom and when; publish it, or take the page back."""
    one = round_for(request, round_id)
    decision = get_object_or_404(Decision.objects.select_related("round"), pk=decision_id, round=one)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        require(request, Permission.ISSUE_PAPERS, one.area_id)
        try:
            if request.POST.get("lam") == "rut":
                page = Publication.objects.filter(decision=decision, taken_back_at=None).first()
                if page is not None:
                    take_down(page, words_in(request.POST, "ly-do", _LONGEST + 1), actor_of(request))
            else:
                publish(decision, actor_of(request))
        except ReviewError as error:
            wrong[error.about] = str(error)
        else:
            return redirect("publish-decision", one.pk, decision.pk)
    pages = list(Publication.objects.filter(decision=decision).defer("rows").order_by("-pk"))
    open_page = next((page for page in pages if page.taken_back_at is None), None)
    address = (
        request.build_absolute_uri(reverse("published-decision", args=[open_page.code])) if open_page else ""
    )
    told = {
        "round": one,
        "decision": decision,
        "area": names_of([one.area_id], one.opened_on).get(one.area_id, ""),
        "open_page": open_page,
        "taken_back": [page for page in pages if page.taken_back_at is not None],
        "address": address,
        "qr": svg_of(address) if address else "",
        "may_publish": Permission.ISSUE_PAPERS in may_here(request, one.area_id),
        "typed": request.POST,
        "wrong": wrong,
    }
    return render(request, "staff/reviews/publishing.html", told, status=422 if wrong else 200)
