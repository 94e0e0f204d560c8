"""The XLSForm of an occasion, to be loaded into ODK Central or KoboToolbox: what its sheets ask."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from giamngheo.apps.exchange.submissions.opening import form_to_gather
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.law.library import LawError
from giamngheo.web.components.exporting import XLSX
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.intakes.listing import occasion_chosen, occasions_to_choose


@needs(Permission.FILL_SHEETS)
@require_safe
def taken(request: HttpRequest) -> HttpResponseBase:
    """Give the XLSForm of the occasion that the address names; without one lead to where it is chosen."""
    from giamngheo.law.questionnaires.xlsforms.writing import workbook, xlsform  # noqa: PLC0415

    chosen = occasion_chosen(request.GET.get("dot", ""), occasions_to_choose(request))
    if chosen is None:
        return redirect("intakes")
    occasion, form = chosen
    try:
        content = workbook(xlsform(form_to_gather(occasion, form)))
    except LawError:
        return redirect("intakes")
    answer = HttpResponse(content, content_type=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="xlsform-{form}.xlsx"'
    return answer
