"""The frozen figures in reach, one of them with its tables, and its manifest as a file."""

from typing import Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.reports.queries import between_movements, tables_of, units_of
from giamngheo.apps.snapshots.files import MANIFEST, BrokenSnapshotError
from giamngheo.apps.snapshots.queries import opened, snapshots_in
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.areas.naming import names_of
from giamngheo.law.library import rules_of
from giamngheo.web.components.acting_person import permissions_here, person_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.reports.name_lists import lists_of
from giamngheo.web.staff.reports.reaching import address_of, seen_by, snapshot_for, tiers_here

ON_A_PAGE: Final = 50
DIFFERS: Final = {
    "added": "hộ có thêm",
    "removed": "hộ không còn",
    "other_class": "hộ khác loại",
    "other_place": "hộ khác địa bàn",
    "other_members": "hộ khác số nhân khẩu",
}


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def snapshots(request: HttpRequest) -> HttpResponse:
    """Show the frozen figures in reach, the last closing day first."""
    place = number_in(request.GET, "trang") or 0
    rows = snapshots_in(seen_by(request))
    found = list(rows[place * ON_A_PAGE : (place + 1) * ON_A_PAGE + 1])
    return render(
        request,
        "staff/reports/snapshots.html",
        {
            "snapshots": found[:ON_A_PAGE],
            "names": names_of({one.area_id for one in found}, today()),
            "next": place + 1 if len(found) > ON_A_PAGE else None,
            "place": place,
            "may_freeze": Permission.FREEZE_FIGURES in permissions_here(request),
        },
    )


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def one(request: HttpRequest, snapshot_id: int) -> HttpResponse:
    """Show what was frozen, whether it is still what it was, its tables and what they do not agree on."""
    snapshot = snapshot_for(request, snapshot_id)
    broken, manifest, disagreements = "", None, []
    try:
        tables = opened(snapshot)
        manifest = tables.manifest
        tiers = tiers_here(snapshot, snapshot.closing)
        disagreements = between_movements(tables, units_of(snapshot, tiers[0], snapshot.closing))
    except BrokenSnapshotError as error:
        broken = str(error)
    units = {one.unit for one in disagreements if one.unit is not None}
    return render(
        request,
        "staff/reports/snapshot.html",
        {
            "snapshot": snapshot,
            "manifest": manifest,
            "broken": broken,
            "disagreements": disagreements,
            "area": names_of([snapshot.area_id], snapshot.closing).get(snapshot.area_id, ""),
            "names": names_of(units, snapshot.closing),
            "standard": rules_of(snapshot.standard).standard,
            "tables": [(address_of(table), table.text) for table in tables_of(snapshot)],
            "lists": lists_of(snapshot),
            "differs": DIFFERS,
            "replaced_by": getattr(snapshot, "replaced_by", None),
            "may_freeze": may(person_of(request), Permission.FREEZE_FIGURES, snapshot.area_id, today()),
        },
    )


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def manifest(request: HttpRequest, snapshot_id: int) -> HttpResponseBase:
    """Give the manifest: which files, with which hashes, by which law and engine."""
    snapshot = snapshot_for(request, snapshot_id)
    path = snapshot.folder / MANIFEST
    if not path.exists():
        raise Http404
    file = path.open("rb")
    return FileResponse(
        file, as_attachment=True, filename=f"bang-ke-{snapshot.pk}.json", content_type="application/json"
    )
