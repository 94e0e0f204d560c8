"""Making a package: of which frozen figures, and then the package to be sent."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.packages.actions import make_package
from giamngheo.apps.packages.refusals import PackageError
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.apps.snapshots.queries import snapshots_in
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.registry.done import tell_done

_MOST: Final = 100


@needs(Permission.FREEZE_FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def making(request: HttpRequest) -> HttpResponse:
    """Show the frozen figures of which a package can be made, or make it and show it."""
    wrong: dict[str, str] = {}
    rows = snapshots_in(reached(person_of(request), Permission.FREEZE_FIGURES, today()))
    if request.method == "POST":
        chosen = rows.filter(pk=number_in(request.POST, "ban-chot") or 0).first()
        if chosen is None:
            wrong["ban-chot"] = "Chưa chọn bản chốt: chọn một bản trong danh sách."
        else:
            try:
                made = make_package(chosen, actor_of(request))
                tell_done(request, "Đã lập và ký gói. Tải gói về rồi gửi cho cấp trên.")
                return redirect("package", made.pk)
            except PackageError as error:
                wrong["ban-chot"] = str(error)
    found: list[Snapshot] = [one for one in rows[:_MOST] if not hasattr(one, "replaced_by")]
    told = {
        "snapshots": found,
        "names": names_of({one.area_id for one in found}, today()),
        "chosen": number_in(request.POST, "ban-chot") or number_in(request.GET, "ban-chot"),
        "wrong": wrong,
    }
    return render(request, "staff/packages/making.html", told, status=422 if wrong else 200)
