"""A draft of a change of units on its page: lines added, corrected, removed; title, instrument, day too."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas import actions
from giamngheo.foundation.areas.choosing import choices
from giamngheo.foundation.areas.kinds import Kind
from giamngheo.foundation.areas.models import Batch, Change
from giamngheo.foundation.areas.states import BatchState
from giamngheo.foundation.areas.told_lines import told_lines
from giamngheo.foundation.text import day as day_text
from giamngheo.web.components.acting_person import actor_of, person_of
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.areas.batches import batch_page, found_batch
from giamngheo.web.staff.areas.entitled import OutsideError, areas_to_prepare, kept_within, permissions_over
from giamngheo.web.staff.areas.heading import read_heading

if TYPE_CHECKING:
    from giamngheo.web.staff.areas.line_form import LineForm

SHOWN = 50
KINDS = [kind for kind in Kind if kind != Kind.NATION]
_TOLD = "area-draft-told"
_OUTSIDE = (
    "Chưa lưu gì vì đợt sẽ nói tới đơn vị ngoài phạm vi bạn được soạn thay đổi. "
    "Cách xử lý: chọn đơn vị trong phạm vi của bạn, hoặc nhờ người quản trị của đơn vị cấp trên."
)
_STILL_NEEDED = (
    "Chưa xoá dòng {place} vì dòng khác lập đơn vị thuộc đơn vị của dòng này; xoá đi thì các dòng ấy không "
    "còn thuộc phạm vi của ai. Cách xử lý: xoá hoặc sửa các dòng ấy trước."
)
View = Callable[..., HttpResponseBase]


def of_a_draft(view: View) -> View:
    """A page of a draft, for who may prepare all it touches; of another batch its own page is shown."""

    @wraps(view)
    def asked(request: HttpRequest, batch_id: int, **named: Any) -> HttpResponseBase:
        batch = found_batch(batch_id)
        if Permission.PREPARE_AREAS not in permissions_over(person_of(request), batch):
            raise PermissionDenied
        if batch.state != BatchState.DRAFT and request.method in {"GET", "HEAD"}:
            return redirect("area-batch", batch_id)
        return view(request, batch, **named)

    return needs(Permission.PREPARE_AREAS)(asked)


@of_a_draft
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Show the lines of a draft with a form for a further one, or add what was typed."""
    from giamngheo.web.staff.areas import line_form  # noqa: PLC0415  it loads polars

    if request.method != "POST":
        return _page(request, batch, line_form.first_form(batch, request.GET))
    person = person_of(request)
    form = line_form.read_form(batch, line_form.deed_in(request.POST), request.POST, areas_to_prepare(person))
    if not form.wrong:
        try:
            with kept_within(person, batch):
                written = actions.add_lines(batch, actor_of(request), form.lines)
        except actions.RepeatedLineError as error:
            form.refuse("code", str(error))
        except OutsideError:
            form.wrong[""] = _OUTSIDE
        except actions.BatchError as error:
            return _refused(request, batch, error)
        else:
            places = " và ".join(str(line.place) for line in written)
            _tell(request, f"Đã thêm dòng {places}. Thêm dòng tiếp theo, hoặc xem trước khi đã đủ.")
            asked = {"viec": words_in(request.POST, "viec"), **form.staying(), "them": "1"}
            return _to_lines(request, batch, written[-1].place, asked)
    return _page(request, batch, form)


@of_a_draft
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, batch: Batch, line_id: int) -> HttpResponse:
    """Show one line to be corrected, or correct it."""
    from giamngheo.web.staff.areas import line_form  # noqa: PLC0415  it loads polars

    shown = batch.changes.filter(pk=line_id).first()
    if shown is None:
        return _refused(request, batch, actions.LineGoneError(batch))
    if request.method != "POST":
        return _line_page(request, shown, line_form.form_of(batch, shown))
    person = person_of(request)
    form = line_form.read_form(batch, shown.verb, request.POST, areas_to_prepare(person), shown)
    if not form.wrong:
        try:
            with kept_within(person, batch):
                seen = words_in(request.POST, "da-thay")
                actions.change_line(batch, actor_of(request), line_id, form.lines[0], seen)
        except actions.RepeatedLineError as error:
            form.refuse("code", str(error))
        except OutsideError:
            form.wrong[""] = _OUTSIDE
        except actions.LineChangedError as error:
            shown.refresh_from_db()
            form.wrong[""] = str(error)
            return _line_page(request, shown, form, seen=shown.mark)  # what was typed stays, to be sent again
        except actions.BatchError as error:
            return _refused(request, batch, error)
        else:
            _tell(request, f"Đã sửa dòng {shown.place}.")
            return _to_lines(request, batch, shown.place, {})
    return _line_page(request, shown, form)


@of_a_draft
@require_POST
def remove(request: HttpRequest, batch: Batch, line_id: int) -> HttpResponse:
    """Take a line out; what it said is told once more, so that a slip can be typed again."""
    shown = batch.changes.filter(pk=line_id).first()
    if shown is None:
        return _refused(request, batch, actions.LineGoneError(batch))
    said = told_lines(batch, after=shown.place - 1, limit=1).lines[0].sentence
    try:
        with kept_within(person_of(request), batch):
            actions.remove_line(batch, actor_of(request), line_id)
    except OutsideError:
        return _refused(request, batch, actions.BatchError(_STILL_NEEDED.format(place=shown.place)))
    except actions.BatchError as error:
        return _refused(request, batch, error)
    _tell(request, f"Đã xoá dòng {shown.place}: {said}.")
    return _to_lines(request, batch, shown.place, {})


@of_a_draft
@require_http_methods(["GET", "HEAD", "POST"])
def heading(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Show title, instrument and day to be corrected, or correct them."""
    typed = {"ten": batch.title, "van-ban": batch.instrument, "ngay": day_text(batch.day)}
    wrong: dict[str, str] = {}
    if request.method == "POST":
        typed = request.POST.dict()
        read = read_heading(request.POST, wrong)
        if read is not None:
            try:
                with kept_within(person_of(request), batch):
                    actions.describe(
                        batch,
                        actor_of(request),
                        title=read.title,
                        instrument=read.instrument,
                        day=read.day,
                    )
            except OutsideError:
                wrong["ngay"] = f"Với ngày {day_text(read.day)}: {_OUTSIDE}"
            except actions.BatchError as error:
                return _refused(request, batch, error)
            else:
                _tell(request, "Đã sửa tên, văn bản, ngày của đợt.")
                return redirect("area-draft", batch.pk)
    told = {"batch": batch, "typed": typed, "wrong": wrong}
    return render(request, "staff/areas/draft_heading.html", told, status=422 if wrong else 200)


@of_a_draft
@require_safe
def units(request: HttpRequest, batch: Batch) -> JsonResponse:
    """Give the units that what is being typed may mean, best first, among those this person may change."""
    typed = words_in(request.GET, "tim")
    before = request.GET.get("luc") == "truoc"
    found = choices(batch, typed, before=before, among=areas_to_prepare(person_of(request))) if typed else []
    return JsonResponse({"units": [{"text": str(one), "about": one.about} for one in found]})


def _page(request: HttpRequest, batch: Batch, form: "LineForm") -> HttpResponse:
    from giamngheo.web.staff.areas import line_form  # noqa: PLC0415  it loads polars

    only_faulty = request.GET.get("loi") == "1"
    after, before = number_in(request.GET, "sau"), number_in(request.GET, "truoc")
    shown = told_lines(batch, after=after, before=before, only_faulty=only_faulty, limit=SHOWN)
    return render(
        request,
        "staff/areas/draft.html",
        {
            "batch": batch,
            "state": BatchState(batch.state),
            "form": form,
            "deeds": {slug: line_form.LineForm(deed).told for slug, deed in line_form.DEEDS.items()},
            "chosen": next(slug for slug, deed in line_form.DEEDS.items() if deed == form.deed),
            "kinds": KINDS,
            "shown": shown,
            "only_faulty": only_faulty,
            "told": request.session.pop(_TOLD, ""),
            "goes_on": "them" in request.GET,
        },
        status=422 if form.wrong else 200,
    )


def _line_page(request: HttpRequest, shown: Change, form: "LineForm", seen: str = "") -> HttpResponse:
    told = told_lines(shown.batch, after=shown.place - 1, limit=1).lines[0]
    seen = seen or words_in(request.POST, "da-thay") or shown.mark
    named = {"batch": shown.batch, "line": told, "form": form, "kinds": KINDS, "seen": seen}
    return render(request, "staff/areas/draft_line.html", named, status=422 if form.wrong else 200)


def _refused(request: HttpRequest, batch: Batch, error: actions.BatchError) -> HttpResponse:
    """What is there now, with why nothing was done: a line was gone, or the batch is no draft any more."""
    from giamngheo.web.staff.areas import line_form  # noqa: PLC0415  it loads polars

    now = found_batch(batch.pk)
    if now.state != BatchState.DRAFT:
        return batch_page(request, now, str(error))
    form = line_form.first_form(now, {})
    form.wrong[""] = str(error)
    return _page(request, now, form)


def _to_lines(request: HttpRequest, batch: Batch, place: int, asked: dict[str, str]) -> HttpResponse:
    """Back to the lines, there where this one stands or stood; of faulty ones to those that are left."""
    if request.GET.get("loi") == "1":
        asked["loi"] = "1"
    elif place > SHOWN:
        asked["sau"] = str(place - SHOWN)
    return redirect(f"{reverse('area-draft', args=[batch.pk])}?{urlencode(asked)}".rstrip("?"))


def _tell(request: HttpRequest, sentence: str) -> None:
    request.session[_TOLD] = sentence
