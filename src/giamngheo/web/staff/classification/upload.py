"""«Phân loại danh sách»: take a file, or one of the lists to try with."""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from giamngheo.apps.exchange import actions
from giamngheo.apps.exchange.asked import ListError, Said, said_of
from giamngheo.apps.exchange.models import UploadedList
from giamngheo.foundation.tasks.states import State as TaskState
from giamngheo.web.staff.classification.access import known_session, own_list, session_of
from giamngheo.web.staff.classification.said import (
    Errors,
    Typed,
    area_kind_choices,
    as_typed,
    error_of,
    first_proposal,
    read,
    region_choices,
    typed_in,
)


@dataclass(frozen=True)
class Taken:
    """What is at hand of an unfinished upload: the list if its file is kept, else only its name."""

    uploaded: UploadedList | None = None
    file_name: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Show the form, or take what was sent and go on to the columns."""
    if request.method == "POST":
        return _sent(request)
    earlier = _named(request, request.GET.get("danh-sach", ""))
    if earlier is None:
        return _form(request, first_proposal(), [], Taken())
    typed = as_typed(said_of(earlier)) if earlier.asked else first_proposal()
    return _form(request, typed, _trouble_with(earlier), Taken(earlier, earlier.file_name))


def _sent(request: HttpRequest) -> HttpResponse:
    typed = typed_in(request.POST)
    said, errors = read(typed)
    taken = _taken(request)
    if taken.uploaded is None:
        errors.insert(0, ("tep", "Chưa có tệp: chọn một tệp danh sách hộ."))
    uploaded = taken.uploaded
    if uploaded is None or said is None:
        return _form(request, typed, errors, taken)
    try:
        task = actions.open_up(uploaded, said)
    except ListError as error:
        if error.about == "file":
            actions.delete(uploaded)
            taken = Taken(None, taken.file_name)
        return _form(request, typed, [error_of(error)], taken)
    return redirect("list-progress" if task else "list-columns", uploaded.id)


def _taken(request: HttpRequest) -> Taken:
    """The file just sent, or the one that an earlier try of this form left."""
    file, members = request.FILES.get("tep"), request.FILES.get("tep-thanh-vien")
    earlier = _named(request, request.POST.get("danh-sach", ""))
    if file is not None:
        if earlier is not None:
            actions.delete(earlier)
        uploaded = actions.receive(session_of(request), file, members)
        return Taken(uploaded, uploaded.file_name)
    if earlier is not None and members is not None:
        actions.add_members(earlier, members)
    return Taken(earlier, earlier.file_name if earlier is not None else "")


def _named(request: HttpRequest, key: str) -> UploadedList | None:
    try:
        return own_list(request, uuid.UUID(key)) if key else None
    except (ValueError, Http404):
        return None


def _trouble_with(uploaded: UploadedList) -> Errors:
    task = actions.task_of(uploaded)
    return [("tep", task.error)] if task is not None and task.state == TaskState.FAILED else []


def _form(request: HttpRequest, typed: Typed, errors: Errors, taken: Taken) -> HttpResponse:
    from giamngheo.apps.exchange.lists.demonstration import DEMONSTRATIONS  # noqa: PLC0415  it loads polars

    session = known_session(request)
    held = UploadedList.objects.of_owner(session).held_at(timezone.now()) if session else []
    return render(
        request,
        "staff/classification/upload.html",
        {
            "typed": typed,
            "errors": errors,
            "wrong": dict(errors),
            "taken": taken,
            "held": [
                (uploaded, actions.task_of(uploaded))
                for uploaded in sorted(held, key=lambda one: one.created_at, reverse=True)
                if uploaded != taken.uploaded
            ],
            "area_kinds": area_kind_choices(),
            "regions": region_choices(),
            "demonstrations": DEMONSTRATIONS,
            "limit": settings.UPLOAD_LIMIT_BYTES,
            "hours": int(actions.HELD_FOR.total_seconds() // 3600),
        },
        status=422 if errors and request.method == "POST" else 200,
    )


@require_POST
def demonstration(request: HttpRequest, name: str) -> HttpResponse:
    """Take one of the lists to try with."""
    said = Said(timezone.localdate(), area_kind="xã")
    try:
        uploaded = actions.receive_demonstration(session_of(request), name, said.day)
        actions.open_up(uploaded, said)
    except KeyError:
        raise Http404 from None
    except ListError as error:
        return _form(request, as_typed(said), [error_of(error)], Taken())
    return redirect("list-columns", uploaded.id)


@require_POST
def delete(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Delete a list with everything that was made of it."""
    actions.delete(own_list(request, key))
    return redirect("classification")
