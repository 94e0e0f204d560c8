"""«Gửi thêm cho tôi»: reports of other units that were sent here too, read only, and their receipt."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from giamngheo.apps.report_forms.giving import rows_of_frozen
from giamngheo.apps.reporting.actions import acknowledge
from giamngheo.apps.reporting.figures import lines_in
from giamngheo.apps.reporting.models import Copy
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.law.reporting.library import report_duties
from giamngheo.law.reports.library import statutory_tables
from giamngheo.law.vocabulary.reports import ReportTable
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.exporting import Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.shown import TARGET_STATES
from giamngheo.web.staff.reporting.programme import MONEY, activity_rows, money_rows
from giamngheo.web.staff.reporting.reaching import names
from giamngheo.web.staff.reporting.table import exported_of
from giamngheo.web.staff.reports.one_table import cell_said, part_head, part_words
from giamngheo.web.staff.reports.reaching import UNIT_HEADS
from giamngheo.web.staff.results.reaching import may_here

SHOWN: Final = 200
_MAY_ANSWER: Final = frozenset({Permission.DRAW_REPORTS, Permission.SIGN_REPORTS})


def of_copy(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of one copy: `view(request, copy, …)` for who sees results of the unit that received it."""

    @needs(Permission.SEE_RESULTS)
    @wraps(view)
    def found(request: HttpRequest, copy_id: int, **named: Any) -> HttpResponseBase:
        within = reached(person_of(request), Permission.SEE_RESULTS, today())
        rows = Copy.objects.filter(within, pk=copy_id) if copy_id < 2**63 else None
        copy = rows.select_related("edition").first() if rows is not None else None
        if copy is None:
            raise Http404
        return view(request, copy, **named)

    return found


@needs(Permission.SEE_RESULTS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show what was sent to the units of who asks, the last first."""
    within = reached(person_of(request), Permission.SEE_RESULTS, today())
    found = list(Copy.objects.filter(within).order_by("-pk")[:SHOWN])
    areas = {area for one in found for area in (one.area_id, one.sender_id)}
    told = {"copies": found, "names": names(areas, today())}
    return render(request, "staff/reporting/copies.html", told)


@of_copy
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, copy: Copy) -> HttpResponseBase:
    """Show what was sent, or say that it was received."""
    may_answer = bool(_MAY_ANSWER & may_here(request, copy.area_id))
    if request.method == "POST":
        if not may_answer:
            raise PermissionDenied
        acknowledge(copy, actor_of(request))
        return redirect("report-copy", copy.pk)
    duty = report_duties().get(copy.duty)
    told = {
        "copy": copy,
        "edition": copy.edition,
        "names": names({copy.area_id, copy.sender_id}, today()),
        "sections": [(one.name, copy.texts.get(one.id, "")) for one in duty.sections] if duty else [],
        "tables": [
            (name.replace("_", "-"), one.text)
            for name, one in statutory_tables().items()
            if name in copy.edition.figures
        ],
        "forms": [(one, rows_of_frozen(one)) for one in copy.edition.forms],
        "target_states": TARGET_STATES,
        "money_heads": MONEY,
        "money": money_rows(copy.edition),
        "activities": activity_rows(copy.edition),
        "may_answer": may_answer and copy.acknowledged_at is None,
    }
    return render(request, "staff/reporting/copy.html", told)


@of_copy
@require_safe
def table(request: HttpRequest, copy: Copy, name: str) -> HttpResponseBase:
    """Show a table of what was sent."""
    text = _table(copy, name)
    lines = lines_in(copy.edition.figures, text.id)
    told = {
        "copy": copy,
        "edition": copy.edition,
        "table": text,
        "name": name,
        "lines": lines,
        "unit_head": UNIT_HEADS.get(Tier(copy.edition.tier), "Đơn vị"),
        "names": names({line.unit for line in lines if line.unit is not None}, copy.edition.closing),
        "parts": part_words(text),
        "part_head": part_head(text),
        "cell": cell_said,
    }
    return render(request, "staff/reporting/copy_table.html", told)


@of_copy
@require_GET
def taken(request: HttpRequest, copy: Copy, name: str, ending: str) -> HttpResponseBase:
    """Give a table of what was sent as a file."""
    text = _table(copy, name)
    lines = lines_in(copy.edition.figures, text.id)
    asked = [["Báo cáo", copy.title], ["Lần lập", str(copy.edition.number)]]
    told = Taken("reporting.export", len(lines), [copy.area_id], asked, {"copy": copy.pk, "table": text.id})
    return give(request, exported_of(text, copy.edition), lambda: iter(lines), told, ending)


def _table(copy: Copy, name: str) -> ReportTable:
    found = statutory_tables().get(name.replace("-", "_"))
    if found is None or found.text.id not in copy.edition.figures:
        raise Http404
    return found.text
