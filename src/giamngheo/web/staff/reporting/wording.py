"""The text of a report: a box a section, what was written last time beside it, its tables under it."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.reporting.actions import ReportingError, write
from giamngheo.apps.reporting.queries import texts_before, texts_of
from giamngheo.apps.reporting.states import MOVES, Verb
from giamngheo.law.reports.library import statutory_tables
from giamngheo.web.components.acting_person import actor_of
from giamngheo.web.components.asked import lines_in
from giamngheo.web.staff.reporting.reaching import Seen, back_to, of_report

LONGEST = 20_000


@of_report
@require_http_methods(["GET", "HEAD", "POST"])
def wording(request: HttpRequest, seen: Seen) -> HttpResponseBase:
    """Show the boxes, or keep what was written."""
    seen.require(MOVES[Verb.DRAW])
    sections = seen.owed.duty.sections
    wrong: dict[str, str] = {}
    texts = texts_of(seen.owed.report)
    if request.method == "POST":
        texts = {one.id: lines_in(request.POST, one.id, LONGEST + 1) for one in sections}
        try:
            write(seen.owed, texts, actor_of(request))
            return back_to(seen)
        except ReportingError as error:
            wrong = error.wrong
    period, before = texts_before(seen.owed)
    return render(
        request,
        "staff/reporting/wording.html",
        {
            "seen": seen,
            "owed": seen.owed,
            "sections": sections,
            "texts": texts,
            "period_before": period,
            "before": before,
            "tables": {name: table.text for name, table in statutory_tables().items()},
            "longest": LONGEST,
            "is_checked": seen.owed.state == "checked",
            "wrong": wrong,
        },
        status=422 if wrong else 200,
    )
