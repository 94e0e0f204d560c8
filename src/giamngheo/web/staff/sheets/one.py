"""One sheet: read by who sees its household, filled in, sealed and corrected by who may."""

from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from giamngheo.apps.reviews.point_tables import reckoned_on
from giamngheo.apps.surveys.actions import (
    StaleError,
    SurveyError,
    UnfinishedError,
    correct,
    seal,
    take_people,
)
from giamngheo.apps.surveys.desk import Desk, desk_of
from giamngheo.apps.surveys.models import SheetVersion
from giamngheo.apps.surveys.states import SheetState
from giamngheo.foundation.accounts.held import remembering
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.acting_person import actor_of
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import number
from giamngheo.web.staff.sheets.boxes import Typing, name_of, of_the_sheet, parts_of, shown_boxes
from giamngheo.web.staff.sheets.laid_out import laid_out
from giamngheo.web.staff.sheets.reaching import Reached, around, sheet_for
from giamngheo.web.staff.sheets.saving import Sent, kept_on_the_way, saved, sent_in, wants_json
from giamngheo.web.staff.sheets.told import looked, told_saved
from giamngheo.web.staff.sheets.typed import name_of_box

DONE: Final[Mapping[str, str]] = {
    "ghi": "Đã ghi nháp.",
    "nguoi": "Phiếu đã theo đúng người của sổ hộ.",
    "khoa": "Đã khoá phiếu.",
    "dinh-chinh": "Đã đính chính; bản trước vẫn xem được trong lịch sử của phiếu.",
}

_TOLD_ABOVE: Final = 8  # of what is missing; the list below has all


@remembering()  # what is done with a sheet changes nobody's rights
@needs(Permission.SEE_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, sheet_id: int) -> HttpResponseBase:
    """Show a sheet, or do with it what was asked."""
    reached = sheet_for(request, sheet_id)
    if request.method != "POST":
        return page(request, reached)
    if not reached.may_fill:
        raise PermissionDenied
    sent = sent_in(request, reached)
    if wants_json(request):
        return (
            looked(reached, sent) if request.POST.get("lam") == "xem" else told_saved(request, reached, sent)
        )
    deed = _DEEDS.get(request.POST.get("lam", ""), _write)
    try:
        return deed(request, reached, sent)
    except StaleError as error:
        return page(request, reached, sent, error=error, status=409)
    except SurveyError as error:
        return page(request, reached, sent, error=error, status=422)


def page(
    request: HttpRequest,
    reached: Reached,
    sent: Sent | None = None,
    *,
    error: SurveyError | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a sheet; of one that was refused with all that was typed, and what is to be done."""
    if sent:
        reached.sheet.refresh_from_db()
        desk, typing = kept_on_the_way(reached, sent, error)
    else:
        desk, typing = desk_of(reached.sheet, version=reached.last), Typing()
    sealed = reached.sheet.state == SheetState.SEALED
    corrects = sealed and reached.may_fill and (sent is not None or request.GET.get("dinh-chinh") == "1")
    may_fill = reached.may_fill and (not sealed or corrects)
    beside = around(request, reached.sheet)
    wrong, whys = of_the_sheet(desk, typing)
    members = {key: name_of(desk, key, place) for place, key in enumerate(desk.now.members, start=1)}
    return render(
        request,
        "staff/sheets/sheet.html",
        {
            "sheet": reached.sheet,
            "form": desk.form,
            "questions": laid_out(
                parts_of(desk.form),
                shown_boxes(desk, reached.whole_numbers, typing),
                members,
                editable=may_fill,
                takes=not corrects,
            ),
            "written": desk.version,
            "whole": desk.whole,
            "wanting": [] if sealed and not corrects else links_of(desk),
            "wrong_of_all": wrong,
            "whys_of_all": whys,
            "left": [members[key] for key in desk.people.left if key in members],
            "came": [one.said.full_name for one in desk.people.came],
            "may_fill": may_fill,
            "may_correct": reached.may_fill and sealed,
            "corrects": corrects,
            "is_sealed": sealed,
            "beside": beside,
            "points_told": reckoned_on(reached.sheet, desk.form, desk.now) if beside.has_points else None,
            "done": DONE.get(request.GET.get("xong", ""), ""),
            "errors": _told_errors(error),
            "why": sent.why if sent else "",
            "with_people": sent.with_people if sent else False,
        },
        status=status,
    )


def links_of(desk: Desk) -> list[tuple[str, str, str]]:
    """What is to be done before sealing: the id that leads to it, what it lacks, the sentence."""
    return [
        (name_of_box(one.box) if one.box else "ca-phieu", one.lack.value, one.sentence)
        for one in desk.wanting
    ]


def _told_errors(error: SurveyError | None) -> list[tuple[str, str]]:
    if error is None:
        return []
    if isinstance(error, UnfinishedError):
        told = [(name_of_box(one.box) if one.box else "ca-phieu", one.sentence) for one in error.wanting]
        more = len(told) - _TOLD_ABOVE
        if more > 0:
            rest = f"Và {number(more)} việc nữa, trong danh sách các việc còn lại."
            return [*told[:_TOLD_ABOVE], ("con-thieu", rest)]
        return told
    first = name_of_box(error.boxes[0]) if isinstance(error, StaleError) and error.boxes else ""
    return [(first, str(error))]


def _write(request: HttpRequest, reached: Reached, sent: Sent) -> HttpResponse:
    saved(request, reached, sent)
    return _done(reached, "ghi", f"#{name_of_box(sent.take)}" if sent.take else "")


def _take_people(request: HttpRequest, reached: Reached, sent: Sent) -> HttpResponse:
    saved(request, reached, sent)
    take_people(reached.sheet, actor_of(request))
    return _done(reached, "nguoi")


def _seal(request: HttpRequest, reached: Reached, sent: Sent) -> HttpResponse:
    saved(request, reached, sent)
    seal(reached.sheet, _seen_by(request, reached, sent), actor_of(request))
    return _done(reached, "khoa")


def _correct(request: HttpRequest, reached: Reached, sent: Sent) -> HttpResponse:
    held = desk_of(reached.sheet, sent.typed.shown)
    asked = {one.key for one in held.rare}
    correct(
        reached.sheet,
        sent.typed.answers,
        sent.why,
        sent.seen,
        actor_of(request),
        reasons={key: said for key, said in sent.typed.reasons.items() if said.strip() and key in asked},
        people=sent.with_people,
    )
    return _done(reached, "dinh-chinh")


def _seen_by(request: HttpRequest, reached: Reached, sent: Sent) -> int:
    """Up to which version who seals has seen the sheet: all, where nobody else wrote since.

    What the page was saving by itself meanwhile is among what they wrote.
    """
    since = SheetVersion.objects.filter(sheet=reached.sheet, number__gt=sent.seen)
    written = dict(since.order_by("number").values_list("number", "author_id"))
    return max(written, default=sent.seen) if {*written.values()} <= {actor_of(request).id} else sent.seen


def _done(reached: Reached, what: str, where: str = "") -> HttpResponse:
    return redirect(f"{reverse('sheet', args=[reached.sheet.pk])}?{urlencode({'xong': what})}{where}")


_DEEDS: Final[Mapping[str, Callable[[HttpRequest, Reached, Sent], HttpResponse]]] = {
    "ghi": _write,
    "nguoi": _take_people,
    "khoa": _seal,
    "dinh-chinh": _correct,
}
