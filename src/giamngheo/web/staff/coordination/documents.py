"""Legal documents: those of the law folder, read only, and local ones with their file; what should change."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from giamngheo.apps.coordination.actions import (
    CoordinationError,
    Issued,
    ask_amendment,
    end_document,
    keep_document,
    move_amendment,
)
from giamngheo.apps.coordination.models import Amendment, LocalDocument
from giamngheo.apps.coordination.states import AMENDMENT_MOVES
from giamngheo.apps.coordination.unit_queries import amendments_of, documents_of, instruments_on
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import held_areas
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit, path_of, paths_of
from giamngheo.law.library import instruments
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import day_in, number_in, words_in
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.components.unit_asked import unit_asked
from giamngheo.web.staff.coordination.filed import FILE_FIELD, file_given, handed_out
from giamngheo.web.staff.coordination.reaching import may_here, require, row_for, seen_by

A_PAGE: Final = 30
VALIDITY: Final = {"con": "Còn hiệu lực", "het": "Hết hiệu lực", "sap": "Chưa có hiệu lực"}
KINDS: Final = ("Quyết định", "Kế hoạch", "Nghị quyết", "Chỉ thị", "Hướng dẫn", "Công văn", "Thông báo")


@needs(Permission.SEE_RESULTS)
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """Show local documents of a unit and those above, central ones, and what should be changed."""
    unit, others = unit_asked(request)
    return _page(request, unit, others)


@needs(Permission.SEE_RESULTS)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the local documents that the page shows."""
    unit, _ = unit_asked(request)
    rows = documents_of(_asked(request, unit), words_in(request.GET, "tim", 100))
    return give(request, DOCUMENTS, rows, Taken("coordination.export", rows.count(), [unit.area_id]), ending)


@needs(Permission.COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or keep a document of the unit."""
    unit, others = unit_asked(request)
    require(request, Permission.COORDINATE, unit.area_id)
    own = LocalDocument.objects.filter(area_id=unit.area_id, ended_why="").order_by("-issued_on")[:200]
    wrong: dict[str, str] = {}
    if request.method == "POST":
        typed = request.POST
        try:
            issued = Issued(
                words_in(typed, "so", 61),
                words_in(typed, "loai", 61),
                words_in(typed, "trich-yeu", 501),
                words_in(typed, "co-quan", 201),
                _day(request, "ngay"),
                _day(request, "hieu-luc"),
                _day(request, "het"),
                next((one for one in own if one.pk == number_in(typed, "thay")), None),
            )
            row = keep_document(Area(pk=unit.area_id), issued, file_given(request), actor_of(request))
            return redirect("local-document", row.pk)
        except CoordinationError as error:
            wrong = error.wrong
    told = {
        "unit": unit,
        "others": others,
        "kinds": [(one, one) for one in KINDS],
        "own": [(str(one.pk), f"{one.number}, {one.title[:100]}") for one in own],
        "file": FILE_FIELD,
        "typed": request.POST,
        "wrong": wrong,
    }
    return render(request, "staff/coordination/document_new.html", told, status=422 if wrong else 200)


@needs(Permission.SEE_RESULTS)
@require_safe
def one(request: HttpRequest, document_id: int) -> HttpResponse:
    """Show a local document."""
    return _one(request, _document(request, document_id))


@needs(Permission.COORDINATE)
@require_POST
def one_deed(request: HttpRequest, document_id: int) -> HttpResponse:
    """Say when it ceased to hold."""
    row = _document(request, document_id)
    require(request, Permission.COORDINATE, row.area_id)
    try:
        end_document(row, _day(request, "ngay-het"), words_in(request.POST, "ly-do", 501), actor_of(request))
    except CoordinationError as error:
        return _one(request, row, request.POST.dict(), error.wrong)
    return redirect("local-document", row.pk)


@needs(Permission.SEE_RESULTS)
@require_GET
def opening(request: HttpRequest, document_id: int) -> HttpResponse:
    """Hand out the file of a local document."""
    row = _document(request, document_id)
    return handed_out(request, row, row.area_id, row.number.replace("/", "-"))


@needs(Permission.TAKE_PART)
@require_POST
def amending(request: HttpRequest) -> HttpResponse:
    """Write down what should be changed in a policy, or how far that is."""
    unit, others = unit_asked(request)
    typed, actor, verb = request.POST, actor_of(request), request.POST.get("viec", "")
    require(request, Permission.COORDINATE if verb in AMENDMENT_MOVES else Permission.TAKE_PART, unit.area_id)
    try:
        if verb in AMENDMENT_MOVES:
            rows = Amendment.objects.filter(area_id=unit.area_id)
            row = row_for(rows, number_in(typed, "dong") or 0)
            move_amendment(row, verb, words_in(typed, f"loi-{row.pk}", 2001), actor)
        elif verb == "de-nghi-sua":
            number = number_in(typed, "van-ban")
            about = _document(request, number) if number else typed.get("van-ban", "")
            ask_amendment(
                Area(pk=unit.area_id),
                about,
                actor,
                point=words_in(typed, "dieu", 201),
                trouble=words_in(typed, "bat-cap", 2001),
                proposal=words_in(typed, "de-nghi", 2001),
            )
        else:
            raise CoordinationError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")
    except CoordinationError as error:
        return _page(request, unit, others, typed.dict(), error.wrong)
    return redirect(f"{reverse('legal-documents')}?don-vi={unit.area_id}#sua")


def _asked(request: HttpRequest, unit: Unit) -> Q:
    """Documents of the unit and of those above it, by whether they hold."""
    day = today()
    above = [one.area_id for one in path_of(unit.area_id, day)]
    still = Q(until=None) | Q(until__gte=day)
    conditions = {
        "con": Q(since__lte=day) & still,
        "het": Q(until__lt=day),
        "sap": Q(since__gt=day),
    }
    return Q(area_id__in=above) & conditions.get(request.GET.get("hieu-luc", ""), Q())


def _document(request: HttpRequest, document_id: int) -> LocalDocument:
    """A document that who asks may read: of where they see, or of a unit above one that they hold."""
    seen = seen_by(request)
    if seen:
        held = held_areas(person_of(request), Permission.SEE_RESULTS, today())
        paths = paths_of(held, today()).values()
        seen |= Q(area_id__in={unit.area_id for path in paths for unit in path})
    return row_for(LocalDocument.objects.filter(seen).select_related("replaced_by"), document_id)


def _page(
    request: HttpRequest,
    unit: Unit,
    others: tuple[Unit, ...],
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    words, validity = words_in(request.GET, "tim", 100), request.GET.get("hieu-luc", "")
    rows = documents_of(_asked(request, unit), words)
    page = Paginator(rows, A_PAGE).get_page(number_in(request.GET, "trang") or 1)
    amendments = list(amendments_of(Q(area_id=unit.area_id) & seen_by(request))[:100])
    here = may_here(request, unit.area_id)
    query = {"don-vi": unit.area_id, "tim": words, "hieu-luc": validity}
    told = {
        "unit": unit,
        "others": others,
        "page": page,
        "names": names_of({one.area_id for one in page.object_list}, today()),
        "day": today(),
        "central": instruments_on(today(), words),
        "choices": [(one.id, one.cited) for one in instruments().values()]
        + [(str(one.pk), one.number) for one in page.object_list],
        "amendments": amendments,
        "instruments": instruments(),
        "moves": {one.pk: _verbs(one) for one in amendments},
        "validity": VALIDITY,
        "asked": {"tim": words, "hieu-luc": validity},
        "query": urlencode({name: value for name, value in query.items() if value}),
        "may_keep": Permission.COORDINATE in here,
        "may_propose": Permission.TAKE_PART in here,
        "typed": typed or {},
        "wrong": wrong or {},
    }
    return render(request, "staff/coordination/documents.html", told, status=422 if wrong else 200)


def _one(
    request: HttpRequest,
    row: LocalDocument,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    told = {
        "row": row,
        "place": names_of([row.area_id], today()).get(row.area_id, "–"),
        "holds": row.holds_on(today()),
        "replaces": row.replaces.order_by("pk"),
        "may_end": not row.ended_why and Permission.COORDINATE in may_here(request, row.area_id),
        "typed": typed or {},
        "wrong": wrong or {},
    }
    return render(request, "staff/coordination/document.html", told, status=422 if wrong else 200)


def _verbs(one: Amendment) -> list[tuple[str, str]]:
    words = {"send": "Đã gửi", "answer": "Đã được trả lời"}
    return [(verb, words[verb]) for verb, (before, _) in AMENDMENT_MOVES.items() if one.state in before]


def _day(request: HttpRequest, name: str) -> date | None:
    day, text, fault = day_in(request.POST, name, today())
    if fault:
        raise CoordinationError(fault, name)
    return day if text else None


def _lines(chunk: Sequence[LocalDocument], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for one in chunk)
    for one in chunk:
        yield (
            one.number,
            one.kind,
            one.title,
            one.issuer,
            day_text(one.issued_on),
            day_text(one.since),
            day_text(one.until) if one.until else None,
            one.replaced_by.number if one.replaced_by else None,
            looking.name(one.area_id),
        )


DOCUMENTS: Final = Exported(
    "Văn bản của địa phương",
    "Số văn bản",
    {
        PLACE: COUNT,
        "Số, ký hiệu": TEXT,
        "Loại": TEXT,
        "Trích yếu": TEXT,
        "Cơ quan ban hành": TEXT,
        "Ngày ban hành": TEXT,
        "Có hiệu lực từ": TEXT,
        "Đến hết": TEXT,
        "Thay bằng": TEXT,
        "Đơn vị lưu": TEXT,
    },
    (7, 20, 16, 70, 36, 14, 14, 14, 20, 26),
    _lines,
)
