"""«Diễn biến của cả kỳ»: the tables of all rounds of a time as one file, drawn up in the background."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from giamngheo.apps.reviews.models import Round
from giamngheo.apps.reviews.period_tables import TABULATE, alike, start_tables
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.exporting import XLSX
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.reviews.long_work import made_file
from giamngheo.web.staff.reviews.reaching import round_for, seen_by


def rounds_together(request: HttpRequest, one: Round) -> list[Round]:
    """The rounds of this one's time whose communes who asks sees whole; none where that is one alone."""
    found = alike(one, seen_by(request))
    return found if len(found) > 1 and one in found else []


@needs(Permission.SEE_HOUSEHOLDS)
@require_POST
def begin(request: HttpRequest, round_id: int) -> HttpResponse:
    """Begin to draw up the tables; of a round alone there is its own page."""
    one = round_for(request, round_id)
    if not rounds_together(request, one):
        return redirect("review-movement", one.pk)
    task = start_tables(one, actor_of(request), str(request.session.session_key), today())
    return redirect("review-tabulating", one.pk, task.pk)


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def file(request: HttpRequest, round_id: int, key: uuid.UUID) -> HttpResponse:
    """Give the tables to who asked for them, on the day on which they were made."""
    task, content = made_file(request, round_id, key, TABULATE)
    answer = HttpResponse(content, content_type=XLSX)
    name = f"dien-bien-ca-ky-{task.payload['day']}.xlsx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
