"""«Nhập danh sách»: files of households into the register, looked at before anything is written."""

import uuid
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from giamngheo.apps.exchange import import_folder, imports
from giamngheo.apps.exchange.asked import ListError
from giamngheo.apps.exchange.models import Import
from giamngheo.apps.exchange.register.fields import register_fields
from giamngheo.apps.exchange.register.standings import sentence_of
from giamngheo.apps.exchange.states import ImportState
from giamngheo.apps.households.actions import RegisterError
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_where, held_areas, may
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Version
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.tasks.models import Task
from giamngheo.foundation.tasks.states import State as TaskState
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import day_needed, number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.registry.import_decision import LEFT_POOR, decision_typed, typed_before
from giamngheo.web.staff.registry.import_exporting import give_part
from giamngheo.web.staff.registry.import_list import own_imports, page_of_imports, sources_known
from giamngheo.web.staff.registry.import_shown import chosen_columns, columns_shown, part_of
from giamngheo.web.staff.registry.said import birth

_LONGEST_SOURCE = 60
_MOST_UNITS = 200


@needs(Permission.KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def all_imports(request: HttpRequest) -> HttpResponse:
    """Show the imports of one's units and the form for another; or take a file and go on to its columns."""
    wrong: dict[str, str] = {}
    if request.method == "POST":
        one = _received(request, wrong)
        if one is not None:
            return redirect("import-columns", one.pk)
    page = page_of_imports(request)
    typed = request.POST if request.method == "POST" else _proposed(request)
    return render(
        request,
        "staff/registry/imports.html",
        {
            "page": page,
            "names": names_of([row.area_id for row in page.rows], today()),
            "units": _units(request),
            "sources": sources_known(request),
            "typed": typed,
            "wrong": wrong,
            "limit": settings.UPLOAD_LIMIT_BYTES,
        },
        status=422 if wrong else 200,
    )


def _proposed(request: HttpRequest) -> dict[str, str]:
    """What is likely before anything is typed: today, and the unit of who keeps only one."""
    held = held_areas(person_of(request), Permission.KEEP_HOUSEHOLDS, today())
    return {"ngay": today().strftime("%d/%m/%Y"), "don-vi": str(held[0]) if len(held) == 1 else ""}


def _received(request: HttpRequest, wrong: dict[str, str]) -> Import | None:
    """The import that was sent, with its columns recognised; else why not, by field."""
    area = number_in(request.POST, "don-vi")
    if area is None or not may(person_of(request), Permission.KEEP_HOUSEHOLDS, area, today()):
        wrong["don-vi"] = "Chưa chọn đơn vị: chọn xã, phường hoặc thôn của các hộ trong tệp."
    source = words_in(request.POST, "nguon", _LONGEST_SOURCE)
    if not source:
        wrong["nguon"] = "Chưa ghi nguồn: gõ tên danh sách, như «danh sách hộ nghèo của xã»."
    missing = "Chưa có ngày: gõ ngày của danh sách, như 31/12/2025."
    day = day_needed(request.POST, "ngay", missing, wrong)
    if day is not None and day > today():
        wrong["ngay"] = "Ngày của danh sách chưa tới: gõ ngày danh sách được lập."
    file = request.FILES.get("tep")
    if file is None:
        wrong["tep"] = "Chưa có tệp: chọn một tệp danh sách hộ."
    if wrong or area is None or day is None or file is None:
        return None
    actor = actor_of(request)
    one = imports.receive_import(area, source, day, file, actor)
    try:
        imports.recognise_import(one)
    except ListError as error:
        imports.drop_import(one, actor)
        wrong["tep"] = str(error)
        return None
    return one


@needs(Permission.KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show what each column was taken for; take corrections and compare with the register."""
    one = _one(request, key)
    if one.state not in (ImportState.OPENED, ImportState.COMPARED) or _running(one) is not None:
        return redirect("import", one.pk)
    found = import_folder.found_of(one)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        chosen = chosen_columns(request.POST, found, wrong)
        if not wrong:
            try:
                imports.say_columns(one, chosen, actor_of(request))
                imports.compare_import(one)
                return redirect("import", one.pk)
            except ListError as error:
                wrong[""] = str(error)
    return render(
        request,
        "staff/registry/import_columns.html",
        _shared(one)
        | {
            "found": found,
            "sheets": columns_shown(request.POST, found),
            "fields": register_fields(),
            "wrong": wrong,
        },
        status=422 if wrong else 200,
    )


@needs(Permission.KEEP_HOUSEHOLDS)
@require_safe
def one_import(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show how far an import is: its progress, what it would write, or what it wrote."""
    one = _one(request, key)
    task = _running(one)
    asked_by_script = request.headers.get("HX-Request") == "true"
    if task is not None:
        template = "import_progress_part.html" if asked_by_script else "import_progress.html"
        return render(request, f"staff/registry/{template}", _shared(one) | {"task": task})
    if asked_by_script:
        return HttpResponseClientRedirect(request.path)
    if one.state in (ImportState.RECEIVED, ImportState.OPENED):
        return redirect("import-columns", one.pk)
    return _result(request, one)


def _result(
    request: HttpRequest, one: Import, refused: str = "", wrong: dict[str, str] | None = None
) -> HttpResponse:
    task = imports.task_of(one)
    failed = task.error if task is not None and task.state == TaskState.FAILED else ""
    told = refused or (failed if one.state == ImportState.COMPARED else "")
    return render(
        request,
        "staff/registry/import.html",
        _shared(one)
        | {"part": part_of(request.GET, one), "refused": told, "states": ImportState, "birth": birth}
        | {
            "nothing": imports.nothing_to_write(one) if one.state == ImportState.COMPARED else "",
            "of_classes": sentence_of(one.counts),
            "typed": request.POST if wrong else typed_before(one),
            "wrong": wrong or {},
            "left_poor": LEFT_POOR.items(),
        },
        status=422 if refused or wrong else 200,
    )


@needs(Permission.KEEP_HOUSEHOLDS)
@require_POST
def decision(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take the decision behind the classes of a list and compare again."""
    one = _one(request, key)
    if _running(one) is not None:
        return redirect("import", one.pk)
    wrong: dict[str, str] = {}
    said = decision_typed(request.POST, one, wrong)
    if not wrong:
        try:
            imports.say_decision(one, said, actor_of(request))
            imports.compare_import(one)
            return redirect(f"{reverse('import', args=[one.pk])}?phan=dien-ho")
        except ListError as error:
            one.refresh_from_db()
            return _result(request, one, str(error))
    return _result(request, one, wrong=wrong)


@needs(Permission.KEEP_HOUSEHOLDS)
@require_POST
def writing(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Write what was shown into the register."""
    one = _one(request, key)
    try:
        imports.write_import(one)
    except ListError as error:
        one.refresh_from_db()
        return _result(request, one, str(error))
    return redirect("import", one.pk)


@needs(Permission.KEEP_HOUSEHOLDS)
@require_POST
def undoing(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take a whole import back."""
    one = _one(request, key)
    try:
        imports.undo_import(one, words_in(request.POST, "ly-do", 200), actor_of(request))
    except (RegisterError, ListError) as error:
        return _result(request, one, str(error))
    return redirect("import", one.pk)


@needs(Permission.KEEP_HOUSEHOLDS)
@require_POST
def dropping(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Leave an import that was not written."""
    one = _one(request, key)
    try:
        imports.drop_import(one, actor_of(request))
    except ListError as error:
        return _result(request, one, str(error))
    return redirect("imports")


@needs(Permission.KEEP_HOUSEHOLDS)
@require_POST
def stopping(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Stop the work on an import; nothing was written of it."""
    one = _one(request, key)
    imports.stop_import(one)
    return redirect("import", one.pk)


@needs(Permission.KEEP_HOUSEHOLDS)
@require_safe
def returned(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """Give the workbook back with its faults as comments."""
    one = _one(request, key)
    try:
        if imports.give_workbook_back(one) is not None:
            return redirect("import", one.pk)
    except ListError as error:
        return _result(request, one, str(error))
    place = import_folder.place_for_returned(one)
    if not place.exists():
        raise Http404
    return FileResponse(
        place.open("rb"), as_attachment=True, filename=f"{Path(one.file_name).stem}-nhan-xet.xlsx"
    )


@needs(Permission.KEEP_HOUSEHOLDS)
@require_GET
def listed(request: HttpRequest, key: uuid.UUID, ending: str) -> HttpResponseBase:
    """Give the part that is looked at, all of its rows, as a file; before there is any lead to the page."""
    one = _one(request, key)
    if one.state in (ImportState.RECEIVED, ImportState.OPENED) or _running(one) is not None:
        return redirect("import", one.pk)
    return give_part(request, one, ending)


def _one(request: HttpRequest, key: uuid.UUID) -> Import:
    one = own_imports(request).filter(pk=key).first()
    if one is None:
        raise Http404
    return one


def _running(one: Import) -> Task | None:
    task = imports.task_of(one)
    return task if task is not None and not task.is_over else None


def _shared(one: Import) -> dict[str, object]:
    return {"one": one, "unit": names_of([one.area_id], today()).get(one.area_id, "–")}


def _units(request: HttpRequest) -> list[tuple[int, str]]:
    """Communes, then villages, in which one may keep the register: a file is of one of them."""
    mine = areas_where(person_of(request), Permission.KEEP_HOUSEHOLDS, today())
    living = Version.objects.filter(
        area_id__in=mine, tier__in=(Tier.COMMUNE, Tier.VILLAGE), valid__contains=today()
    )
    ids = list(living.order_by("tier", "sort_key").values_list("area_id", flat=True)[:_MOST_UNITS])
    names = names_of(ids, today())
    return [(area_id, names.get(area_id, "–")) for area_id in ids]
