"""Things handed over: one thing for many participants at once; what is refused is told in its row."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.activities.actions import ActivityError, Line, hand_over
from giamngheo.apps.activities.models import Activity, Participant
from giamngheo.apps.activities.norms import norms_for
from giamngheo.apps.activities.queries import participants_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.law.activities.library import pack_of
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import day_needed, number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.staff.activities.reaching import activity_for, require
from giamngheo.web.staff.results.typed import number_typed, whole_typed

ON_A_PAGE: Final = 100


@needs(Permission.KEEP_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def giving(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Show the participants with a quantity each, or write down what they were handed."""
    row = activity_for(request, activity_id)
    require(request, Permission.KEEP_ACTIVITIES, row.area_id)
    require(request, Permission.SEE_HOUSEHOLDS, row.area_id)
    asked = number_in(request.GET, "trang") or 1
    people = Paginator(participants_of(row).filter(left_on=None), ON_A_PAGE).get_page(asked)
    wrong: dict[str, str] = {}
    refused: Mapping[int, str] = {}
    typed: Mapping[str, Any] = {"ngay": day_text(today())}
    written = 0
    if request.method == "POST":
        typed = request.POST.dict()
        lines = _lines(request, [one.pk for one in people.object_list], wrong)
        try:
            if not wrong:
                done = hand_over(row, lines, actor_of(request))
                refused, written = done.refused, len(done.things)
                if not refused:
                    answer = redirect("activity", row.pk)
                    answer["Location"] += "#hien-vat"
                    return answer
                # What was written down is not typed again.
                kept = {thing.participant_id for thing in done.things}
                typed = {name: value for name, value in typed.items() if _number_of(name) not in kept}
        except ActivityError as error:
            wrong = error.wrong
    return _page(request, row, people=people, typed=typed, wrong=wrong, refused=refused, written=written)


def _number_of(name: str) -> int | None:
    word, _, number = name.rpartition("-")
    return int(number) if word in {"luong", "gia-tri", "nhan"} and number.isdigit() else None


def _lines(request: HttpRequest, people: list[int], wrong: dict[str, str]) -> list[Line]:
    typed = request.POST
    item, unit = words_in(typed, "hien-vat", 40), words_in(typed, "don-vi-tinh", 40)
    day = day_needed(typed, "ngay", "Chưa có ngày giao: gõ ngày, như 1/5/2026.", wrong)
    price = whole_typed(typed, "don-gia", wrong)
    if not item:
        wrong["hien-vat"] = "Chưa chọn hiện vật. Chọn một loại trong danh mục."
    if not unit:
        wrong["don-vi-tinh"] = "Chưa ghi đơn vị tính. Ghi như con, kg, cây."
    if day is not None and day > today():
        wrong["ngay"] = "Ngày này chưa tới. Ghi ngày đã giao."
    lines = []
    for number in people:
        quantity = number_typed(typed, f"luong-{number}", wrong)
        value = whole_typed(typed, f"gia-tri-{number}", wrong)
        if quantity is None or not day:
            continue
        if value is None and price is not None:
            value = int(quantity * price)
        lines.append(
            Line(
                number,
                item,
                quantity,
                unit,
                value,
                day or date.min,
                words=words_in(typed, "mo-ta", 200),
                received_by=words_in(typed, f"nhan-{number}", 200),
                again=words_in(typed, "them-lan", 300),
            )
        )
    if not lines and not wrong:
        wrong["hien-vat"] = "Chưa ghi số lượng cho ai. Cách xử lý: ghi số lượng ở dòng của người nhận."
    return lines


def _page(
    request: HttpRequest,
    row: Activity,
    *,
    people: Page[Participant],
    typed: Mapping[str, Any],
    wrong: Mapping[str, str],
    refused: Mapping[int, str],
    written: int,
) -> HttpResponse:
    norms = norms_for(row, people.object_list)
    told = {
        "row": row,
        "kind": row.law,
        "pack": pack_of(row.kind),
        "people": people,
        "norms": norms.table,
        "got": {one.pk: norms.got(one.pk, today()) for one in people.object_list},
        "names": names_of({one.village_id for one in people.object_list}, today()),
        "items": [(one.id, f"{one.sector}: {one.name}" if one.sector else one.name) for one in row.law.items],
        "typed": typed,
        "wrong": dict(wrong),
        "refused": refused,
        "written": written,
    }
    return render(request, "staff/activities/giving.html", told, status=422 if wrong or refused else 200)
