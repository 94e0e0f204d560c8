"""The plans of units that were handed in, and the form by which another one is."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from giamngheo.apps.programmes.actions import MOST_BYTES, PlanError, hand_in
from giamngheo.apps.programmes.queries import files_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.unit_asked import unit_asked
from giamngheo.web.staff.plans.reaching import may_keep, require_keeping, seen_by, unit_of_year

A_PAGE = 30


@needs(Permission.SEE_RESULTS)
@require_safe
def files(request: HttpRequest) -> HttpResponse:
    """Show the plans of all units where who asks sees results, newest first."""
    unit, _ = unit_asked(request)
    page = Paginator(files_of(seen_by(request)).defer("read", "said"), A_PAGE).get_page(
        number_in(request.GET, "trang") or 1
    )
    told = {
        "page": page,
        "names": names_of({one.area_id for one in page.object_list}, today()),
        "may_keep": may_keep(request, unit.area_id),
    }
    return render(request, "staff/plans/file_list.html", told)


@needs(Permission.KEEP_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or take a file and show what was read in it."""
    unit, others = unit_of_year(request)
    require_keeping(request, unit.area_id)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        given = request.FILES.get("tep")
        content = given.read(MOST_BYTES + 1) if given is not None else b""
        name = (given.name or "tệp") if given is not None else ""
        try:
            row = hand_in(Area(pk=unit.area_id), content, name, actor_of(request))
            return redirect("plan-file", row.pk)
        except PlanError as error:
            wrong = error.wrong
    told = {"unit": unit, "others": others, "limit": MOST_BYTES, "wrong": wrong}
    return render(request, "staff/plans/file_new.html", told, status=422 if wrong else 200)
