"""One intake: its progress, what it would write, choices, writing, taking it back, the file given back."""

import uuid
from collections.abc import Callable
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from giamngheo.apps.exchange import import_folder, intakes
from giamngheo.apps.exchange.asked import ListError
from giamngheo.apps.exchange.models import Intake
from giamngheo.apps.exchange.states import IntakeState
from giamngheo.apps.exchange.taking_in import takes_file
from giamngheo.apps.surveys.occasions import name_of as occasion_name
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.tasks.models import Task
from giamngheo.foundation.tasks.states import State as TaskState
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import number_in, number_of, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.intakes.listing import own_intakes
from giamngheo.web.staff.intakes.shown import (
    DIFFERENT,
    NEWCOMERS,
    PARTS,
    RIVALS,
    WHY_NOTHING,
    counted,
    part_of,
    sent_at,
    who,
)

_CHOICES = {"giu": intakes.KEEP, "tep": intakes.FILE}
_CHOICE, _PICK = "chon-", "ban-"


@needs(Permission.FILL_SHEETS)
@require_safe
def intake(request: HttpRequest, intake_id: uuid.UUID) -> HttpResponse:
    """Show how far an intake is: its progress, what it would write, or what it wrote."""
    one = _one(request, intake_id)
    task = _running(one)
    asked_by_script = request.headers.get("HX-Request") == "true"
    if task is not None:
        template = "progress_part.html" if asked_by_script else "progress.html"
        return render(request, f"staff/intakes/{template}", _shared(one) | {"task": task})
    if asked_by_script:
        return HttpResponseClientRedirect(request.path)
    return _result(request, one)


def _result(request: HttpRequest, one: Intake, refused: str = "") -> HttpResponse:
    task = intakes.task_of(one)
    failed = task.error if task is not None and task.state == TaskState.FAILED else ""
    waiting = one.state in (IntakeState.COMPARED, IntakeState.RECEIVED)
    writes = intakes.writes(one) if one.state == IntakeState.COMPARED else 0
    return render(
        request,
        "staff/intakes/intake.html",
        _shared(one)
        | {
            "part": part_of(request.GET, one),
            "parts": [(name, words, counted(name, one)) for name, (words, _) in PARTS.items()],
            "refused": refused or (failed if waiting or one.state == IntakeState.WRITTEN else ""),
            "states": IntakeState,
            "writes": writes,
            "nothing": intakes.nothing_to_write(one)
            if one.state == IntakeState.COMPARED and not writes
            else "",
            "picked": one.choices.get("picked", {}),
            "sent_at": sent_at,
            "who": who,
            "takes_file": lambda sheet: takes_file(one.choices, sheet),
            "why_nothing": WHY_NOTHING,
            "is_chosen": request.GET.get("xong") == "chon",
        },
        status=422 if refused else 200,
    )


@needs(Permission.FILL_SHEETS)
@require_POST
def choosing(request: HttpRequest, intake_id: uuid.UUID) -> HttpResponse:
    """Keep what is taken: of sheets that answer otherwise, of households sent differently; who is added."""
    one, actor = _one(request, intake_id), actor_of(request)
    if request.POST.get("phan") == NEWCOMERS:
        ticked = request.POST.getlist("them")
        added = {
            row: text in ticked
            for text in request.POST.getlist("hien")
            if (row := number_of(text)) is not None
        }
        if "moi-nguoi" in request.POST:
            added = dict.fromkeys(intakes.addable(one), True)
        return _chosen(request, one, NEWCOMERS, lambda: intakes.add_people(one, added, actor))
    if request.POST.get("phan") == RIVALS:
        picked = {
            name.removeprefix(_PICK): number_of(str(value))
            for name, value in request.POST.items()
            if name.startswith(_PICK)
        }
        return _chosen(request, one, RIVALS, lambda: intakes.pick(one, picked, actor))
    every = _CHOICES.get(request.POST.get("moi-phieu", ""))
    said = {
        int(name.removeprefix(_CHOICE)): _CHOICES[value]
        for name, value in request.POST.items()
        if name.startswith(_CHOICE)
        and number_of(name.removeprefix(_CHOICE)) is not None
        and value in _CHOICES
    }
    if every is not None:
        return _chosen(request, one, DIFFERENT, lambda: intakes.choose_all(one, every, actor))
    return _chosen(request, one, DIFFERENT, lambda: intakes.choose(one, said, actor))


def _chosen(request: HttpRequest, one: Intake, part: str, deed: Callable[[], object]) -> HttpResponse:
    """Keep a choice and lead back to the part in which it was made; tell why it was refused."""
    try:
        deed()
    except ListError as error:
        one.refresh_from_db()
        return _result(request, one, str(error))
    first = number_in(request.POST, "tu") or 0
    return redirect(f"{reverse('intake', args=[one.pk])}?phan={part}&tu={first}&xong=chon")


@needs(Permission.FILL_SHEETS)
@require_POST
def writing(request: HttpRequest, intake_id: uuid.UUID) -> HttpResponse:
    """Write what was shown into the sheets."""
    one = _one(request, intake_id)
    return _done(request, one, lambda: intakes.write_intake(one, actor_of(request)))


@needs(Permission.FILL_SHEETS)
@require_POST
def undoing(request: HttpRequest, intake_id: uuid.UUID) -> HttpResponse:
    """Take a whole intake back."""
    one, reason = _one(request, intake_id), words_in(request.POST, "ly-do", 200)
    return _done(request, one, lambda: intakes.undo_intake(one, reason, actor_of(request)))


@needs(Permission.FILL_SHEETS)
@require_POST
def dropping(request: HttpRequest, intake_id: uuid.UUID) -> HttpResponse:
    """Leave an intake that was not written."""
    one = _one(request, intake_id)
    try:
        intakes.drop_intake(one, actor_of(request))
    except ListError as error:
        return _result(request, one, str(error))
    return redirect("intakes")


@needs(Permission.FILL_SHEETS)
@require_POST
def stopping(request: HttpRequest, intake_id: uuid.UUID) -> HttpResponse:
    """Stop the work on an intake; nothing was written of it."""
    one = _one(request, intake_id)
    intakes.stop_intake(one)
    return redirect("intake", one.pk)


@needs(Permission.FILL_SHEETS)
@require_safe
def returned(request: HttpRequest, intake_id: uuid.UUID) -> HttpResponseBase:
    """Give the file back as a workbook with its faults as comments."""
    one = _one(request, intake_id)
    try:
        if intakes.give_file_back(one, actor_of(request)) is not None:
            return redirect("intake", one.pk)
    except ListError as error:
        return _result(request, one, str(error))
    place = import_folder.place_for_returned(one)
    if not place.exists():
        raise Http404
    return FileResponse(
        place.open("rb"), as_attachment=True, filename=f"{Path(one.file_name).stem}-nhan-xet.xlsx"
    )


def _done(request: HttpRequest, one: Intake, deed: Callable[[], Task | None]) -> HttpResponse:
    """Do it and lead to where its outcome or its progress is shown; tell why it was refused."""
    try:
        deed()
    except ListError as error:
        one.refresh_from_db()
        return _result(request, one, str(error))
    return redirect("intake", one.pk)


def _one(request: HttpRequest, intake_id: uuid.UUID) -> Intake:
    one = own_intakes(request).filter(pk=intake_id).first()
    if one is None:
        raise Http404
    return one


def _running(one: Intake) -> Task | None:
    task = intakes.task_of(one)
    return task if task is not None and not task.is_over else None


def _shared(one: Intake) -> dict[str, object]:
    return {
        "one": one,
        "unit": names_of([one.area_id], today()).get(one.area_id, "–"),
        "occasion": occasion_name(one.occasion),
    }
