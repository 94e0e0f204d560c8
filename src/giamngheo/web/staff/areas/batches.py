"""Changes of units: the batches, a new one, before and after, two people to put it in force."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import permissions_of
from giamngheo.foundation.areas import actions
from giamngheo.foundation.areas.checks import errors_in
from giamngheo.foundation.areas.models import Batch
from giamngheo.foundation.areas.preview import preview
from giamngheo.foundation.areas.queries import mark_of
from giamngheo.foundation.areas.states import BatchState, Verb, may_move
from giamngheo.foundation.audit.actions import Actor
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.areas.entitled import permissions_over

SHOWN = 200
ON_A_PAGE = 50
_FOLLOW = "đi theo đơn vị"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# What each button does, to which state, and with which permission.
_DEEDS: dict[str, tuple[Callable[[Batch, Actor, str, str], Batch], BatchState, Permission]] = {
    "de-nghi": (
        lambda b, who, why, seen: actions.propose(b, who),
        BatchState.PROPOSED,
        Permission.PREPARE_AREAS,
    ),
    "tra-lai": (
        lambda b, who, why, seen: actions.return_to_draft(b, who, why),
        BatchState.DRAFT,
        Permission.DECIDE_AREAS,
    ),
    "cho-hieu-luc": (
        lambda b, who, why, seen: actions.put_in_force(b, who, seen),
        BatchState.IN_FORCE,
        Permission.DECIDE_AREAS,
    ),
    "bo": (
        lambda b, who, why, seen: actions.discard(b, who, why),
        BatchState.DISCARDED,
        Permission.PREPARE_AREAS,
    ),
    "hoan-tac": (
        lambda b, who, why, seen: actions.undo(b, who, why),
        BatchState.UNDONE,
        Permission.DECIDE_AREAS,
    ),
}


@needs(Permission.SEE)
@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """Show the batches of everybody: a change of units is a public fact."""
    may = permissions_of(person_of(request), today())
    last = number_in(request.GET, "sau")
    mark = told_batches().filter(pk=last).first() if last is not None else None
    rows = told_batches()
    if mark is not None:
        rows = rows.filter(Q(day__lt=mark.day) | Q(day=mark.day, pk__lt=mark.pk))
    found = list(rows[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    told = {
        "batches": shown,
        "next": shown[-1].pk if len(found) > ON_A_PAGE else None,
        "is_first": mark is None,
        "states": BatchState,
        "may_prepare": Permission.PREPARE_AREAS in may,
    }
    return render(request, "staff/areas/batches.html", told)


def told_batches() -> QuerySet[Batch]:
    """The batches that everybody may know of, the latest day first."""
    return Batch.objects.exclude(state=BatchState.DISCARDED).order_by("-day", "-id")


@needs(Permission.SEE)
@require_safe
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Show one batch before and after, and what may be done with it."""
    return batch_page(request, found_batch(batch_id))


@needs(Permission.SEE)
@require_POST
def deed(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Do what a button says, if this person may; a refusal is told on the page."""
    found = found_batch(batch_id)
    word = request.POST.get("viec", "")
    if word not in _DEEDS:
        raise Http404
    do, _, permission = _DEEDS[word]
    if permission not in permissions_over(person_of(request), found):
        raise PermissionDenied
    try:
        do(found, actor_of(request), words_in(request.POST, "ly-do"), words_in(request.POST, "da-thay"))
    except actions.BatchError as error:
        return batch_page(request, found_batch(batch_id), str(error))
    return redirect("area-batch", batch_id)


def found_batch(batch_id: int) -> Batch:
    """The batch of this number; Http404 where there is none."""
    found = Batch.objects.filter(pk=batch_id).first()
    if found is None:
        raise Http404
    return found


def batch_page(request: HttpRequest, shown: Batch, refused: str = "") -> HttpResponse:
    """The page of a batch, with why something was refused."""
    person = person_of(request)
    is_open = shown.state in (BatchState.DRAFT, BatchState.PROPOSED)
    seen = preview(shown) if is_open else None
    over = permissions_over(person, shown)
    may = {
        word
        for word, (_, state, permission) in _DEEDS.items()
        if permission in over and may_move(shown.state, state)
    }
    if person in shown.authors:
        may.discard("cho-hieu-luc")
    if seen is not None and not seen.counts:
        may.discard("de-nghi")  # an empty draft proposes nothing
    return render(
        request,
        "staff/areas/batch.html",
        {
            "batch": shown,
            "state": BatchState(shown.state),
            "preview": seen,
            "units": seen.units[:SHOWN] if seen else [],
            "limit": SHOWN,
            "lines": None if seen else shown.changes.count(),
            "words": {**{verb.value: verb.label for verb in Verb}, "follow": _FOLLOW},
            "may": may,
            "has_errors": bool(seen and errors_in(seen.findings)),
            "may_write": shown.state == BatchState.DRAFT and Permission.PREPARE_AREAS in over,
            "waits_for_another": shown.state == BatchState.PROPOSED and person in shown.authors,
            "refused": refused,
            "seen": mark_of(shown) if "cho-hieu-luc" in may else "",
        },
        status=422 if refused else 200,
    )


@needs(Permission.PREPARE_AREAS)
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """Give the file to fill in: changes of units, or with `loai=thon` a list of villages."""
    from giamngheo.foundation.areas.batch_files import write_template  # noqa: PLC0415  it loads polars
    from giamngheo.foundation.areas.villages import write_village_template  # noqa: PLC0415

    of_villages = request.GET.get("loai") == "thon"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mau.xlsx"
        (write_village_template if of_villages else write_template)(path)
        answer = HttpResponse(path.read_bytes(), content_type=_XLSX)
    name = quote("Mẫu danh sách thôn.xlsx" if of_villages else "Mẫu đợt sắp xếp đơn vị.xlsx")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


@needs(Permission.PREPARE_AREAS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a batch: from a file, or with lines typed on a page."""
    from giamngheo.web.staff.areas.new_batch import new_batch  # noqa: PLC0415  it loads polars

    return new_batch(request)
