"""The page of the trail: newest first, fifty lines a page, only of the areas of who looks."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.trail.filters import DEEDS, filtering

ON_A_PAGE = 50
OUTSIDE = "địa bàn không có trong phạm vi"


@needs(Permission.SEE_TRAIL)
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Show the lines that the filters leave, and who, where and what each was."""
    asked = filtering(request.GET)
    lines = asked.applied(lines_seen_by(person_of(request)))
    before = number_in(request.GET, "truoc")
    if before is not None:
        lines = lines.filter(id__lt=before)
    found = list(lines.order_by("-id")[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    wanted = {area for area in (asked.area_id, *(line.area_id for line in shown)) if area}
    names = names_of(wanted, today())
    return render(
        request,
        "staff/trail/trail.html",
        {
            "asked": asked,
            "wrong": dict(asked.wrong),
            "typed": dict(asked.typed),
            "deeds": DEEDS,
            "lines": shown,
            "names": names,
            "sentence": asked.sentence(names.get(asked.area_id or 0, OUTSIDE)),
            "before": shown[-1].id if len(found) > ON_A_PAGE else None,
            "is_first": before is None,
        },
    )


def lines_seen_by(user_id: int) -> QuerySet[AuditLine]:
    """The lines about areas in which this person may see the trail, and this person's own deeds."""
    seen = reached(user_id, Permission.SEE_TRAIL, today())
    return AuditLine.objects.filter(seen | Q(actor_id=user_id) if seen else seen)
