"""«Đưa phiếu thu bằng ODK, Kobo vào»: a file is taken, with the occasion and the unit of its sheets."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.exchange import intakes as deeds
from giamngheo.apps.exchange.asked import ListError
from giamngheo.apps.exchange.models import Intake
from giamngheo.apps.surveys.occasions import names_of as occasion_names
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import held_areas, may
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.intakes.listing import (
    occasion_chosen,
    occasions_to_choose,
    page_of_intakes,
    units_to_choose,
)


@needs(Permission.FILL_SHEETS)
@require_http_methods(["GET", "HEAD", "POST"])
def intakes(request: HttpRequest) -> HttpResponse:
    """Show the intakes of one's units and the form for another; or take a file and go on to what it says."""
    occasions = occasions_to_choose(request)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        one = _received(request, occasions, wrong)
        if one is not None:
            return redirect("intake", one.pk)
    page = page_of_intakes(request)
    typed: Mapping[str, str] = request.POST if request.method == "POST" else _proposed(request, occasions)
    return render(
        request,
        "staff/intakes/intakes.html",
        {
            "page": page,
            "names": names_of([row.area_id for row in page.rows], today()),
            "named": occasion_names({row.occasion for row in page.rows}),
            "units": units_to_choose(request),
            "occasions": occasions,
            "typed": typed,
            "wrong": wrong,
            "limit": settings.UPLOAD_LIMIT_BYTES,
        },
        status=422 if wrong else 200,
    )


def _proposed(request: HttpRequest, occasions: list[tuple[str, str]]) -> dict[str, str]:
    """What is likely before anything is chosen: the newest occasion, the unit of who holds only one."""
    held = held_areas(person_of(request), Permission.FILL_SHEETS, today())
    return {
        "dot": occasions[0][0] if occasions else "",
        "don-vi": str(held[0]) if len(held) == 1 else "",
    }


def _received(request: HttpRequest, occasions: list[tuple[str, str]], wrong: dict[str, str]) -> Intake | None:
    """The intake that was sent, compared or being compared; else why not, by field."""
    area = number_in(request.POST, "don-vi")
    if area is None or not may(person_of(request), Permission.FILL_SHEETS, area, today()):
        wrong["don-vi"] = "Chưa chọn đơn vị: chọn xã, phường hoặc thôn của các hộ trong tệp."
    chosen = occasion_chosen(request.POST.get("dot", ""), occasions)
    if chosen is None:
        wrong["dot"] = "Chưa chọn đợt: chọn đợt rà soát mà các phiếu thu này thuộc về."
    files = request.FILES.getlist("tep")
    if not files:
        wrong["tep"] = "Chưa có tệp: chọn tệp tải từ ODK Central hoặc KoboToolbox."
    if wrong or area is None or chosen is None:
        return None
    actor = actor_of(request)
    occasion, form = chosen
    try:
        one = deeds.receive_intake(area, occasion, form, files, actor)
    except ListError as error:
        wrong["tep"] = str(error)
        return None
    try:
        deeds.compare_intake(one, actor)
    except ListError as error:
        deeds.drop_intake(one, actor)
        wrong["tep"] = str(error)
        return None
    return one
