"""«Tổng quan»: the newest frozen figures of one's area, and a unit of them as pictures with their tables."""

from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from giamngheo.apps.dashboards.actions import start_summing
from giamngheo.apps.dashboards.models import FiguresPage
from giamngheo.apps.results.queries import followed_in
from giamngheo.apps.snapshots.files import BrokenSnapshotError
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.apps.snapshots.queries import snapshots_in
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import held_areas, permissions_in
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import path_of
from giamngheo.web.components.acting_person import actor_of, permissions_here, person_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import capital
from giamngheo.web.components.shown import TARGET_STATES
from giamngheo.web.staff.dashboards.all_pictures import PICTURES
from giamngheo.web.staff.dashboards.picture import said
from giamngheo.web.staff.dashboards.reaching import NotSummedError, Seen, seen_unit
from giamngheo.web.staff.reports.reaching import seen_by, snapshot_for

CHOICES: Final = 100


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def first(request: HttpRequest) -> HttpResponseBase:
    """Lead to the chosen figures, else to the newest of the area that one holds; without any, say so."""
    rows = snapshots_in(seen_by(request)).filter(replaced_by=None)
    asked = number_in(request.GET, "ban-chot")
    if asked is not None:
        chosen = snapshot_for(request, asked)
        return redirect("dashboard", chosen.pk, chosen.area_id)
    held = held_areas(person_of(request), Permission.SEE_HOUSEHOLDS, today())
    found = rows.filter(area__in=held).first() or rows.first()
    if found is not None:
        return redirect("dashboard", found.pk, found.area_id)
    told = {"may_freeze": Permission.FREEZE_FIGURES in permissions_here(request)}
    return render(request, "staff/dashboards/nothing.html", told)


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def page(request: HttpRequest, snapshot_id: int, area_id: int) -> HttpResponseBase:
    """Show what a snapshot says of a unit, in pictures with their tables."""
    try:
        seen = seen_unit(request, snapshot_id, area_id)
    except NotSummedError as error:
        task = start_summing(error.snapshot, actor_of(request), str(request.session.session_key))
        return redirect("dashboard-summing", task.pk)
    except BrokenSnapshotError:
        return redirect("report", snapshot_id)
    may = permissions_in(person_of(request), area_id, today())
    snapshot = seen.snapshot
    pictures = {name: made(seen) for name, made in PICTURES.items()}
    anchors: dict[str, str] = {}
    for name, picture in pictures.items():
        anchors.setdefault(picture.section, name)
    return render(
        request,
        "staff/dashboards/overview.html",
        {
            **seen.told(),
            "pictures": pictures,
            "anchors": anchors,
            "said": said,
            "choices": _choices(request),
            "crumbs": _crumbs(seen),
            "replaced_by": getattr(snapshot, "replaced_by", None),
            **_targets(area_id, snapshot.closing.year, sees=Permission.SEE_RESULTS in may),
            "states": TARGET_STATES,
            "figures_page": _figures_page(seen),
            "may_publish": Permission.FREEZE_FIGURES in may and seen.figures.tier == Tier.COMMUNE,
            "may_load": Permission.PREPARE_AREAS in may,
        },
    )


def _targets(area_id: int, year: int, *, sees: bool) -> dict[str, Any]:
    """The targets of the year of the figures, else of this year, that are in force."""
    for asked in dict.fromkeys((year, today().year)):
        found = followed_in(area_id, asked, today()) if sees else []
        in_force = [one for one in found if one.row.put_in_force_at]
        if in_force:
            return {"targets": in_force, "target_year": asked}
    return {"targets": [], "target_year": year}


def _choices(request: HttpRequest) -> list[tuple[Snapshot, str]]:
    """The snapshots in reach that nothing replaced, with the names of their areas."""
    rows = list(snapshots_in(seen_by(request)).filter(replaced_by=None)[:CHOICES])
    names = names_of({one.area_id for one in rows}, today())
    return [(one, capital(names.get(one.area_id, "–"))) for one in rows]


def _crumbs(seen: Seen) -> list[tuple[int, str]]:
    """The units of the snapshot around this one, from the top down."""
    path = [one for one in path_of(seen.area_id, seen.snapshot.closing) if one.area_id != seen.area_id]
    inside = [one.area_id for one in path]
    if seen.snapshot.area_id not in inside:
        return []
    return [(one.area_id, capital(one.full_name)) for one in path[inside.index(seen.snapshot.area_id) :]]


def _figures_page(seen: Seen) -> FiguresPage | None:
    if seen.area_id != seen.snapshot.area_id:
        return None
    return FiguresPage.objects.defer("told").filter(snapshot=seen.snapshot, taken_back_at=None).first()
