"""What the forms of an activity's page do: each reads its fields and calls one action."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import Http404, HttpRequest

from giamngheo.apps.activities.actions import (
    ActivityError,
    add_gathering,
    add_product,
    add_test,
    answer,
    ask,
    attach,
    leave,
    move,
    note_visit,
    publish_product,
    put_aside,
    take_product_back,
    take_thing_back,
)
from giamngheo.apps.activities.models import Activity, Attached, Participant, Product, Question, Thing
from giamngheo.apps.activities.models.activities import OfActivity
from giamngheo.apps.activities.states import Verb
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import day_in, day_needed, lines_in, number_in, words_in


@dataclass(frozen=True)
class Deed:
    """A form of the page: what it does, and the section of the page that it belongs to."""

    do: Callable[[HttpRequest, Activity], None]
    section: str


def _day(request: HttpRequest, name: str) -> date:
    wrong: dict[str, str] = {}
    day = day_needed(request.POST, name, "Chưa có ngày: gõ ngày, như 1/3/2026.", wrong)
    if day is None:
        raise ActivityError("Có ô ghi sai.", wrong=wrong)
    return day


def _day_if_any(request: HttpRequest, name: str) -> date | None:
    day, text, fault = day_in(request.POST, name, date.min)
    if fault:
        raise ActivityError(fault, name)
    return day if text else None


def _past(request: HttpRequest, name: str) -> date:
    day = _day(request, name)
    if day > today():
        raise ActivityError("Ngày này chưa tới. Cách xử lý: ghi ngày đã làm.", name)
    return day


def _of(request: HttpRequest, row: Activity, model: type[OfActivity], name: str = "dong") -> OfActivity:
    number = number_in(request.POST, name)
    found = model._default_manager.filter(activity=row, pk=number).first() if number else None
    if found is None:
        raise Http404
    return found


def _step(request: HttpRequest, row: Activity) -> None:
    typed = request.POST
    verb = Verb(typed.get("buoc", ""))
    words = lines_in(typed, "loi", 501)
    move(row, verb, today(), actor_of(request), words=words, approval=words_in(typed, "quyet-dinh", 201))


def _gathering(request: HttpRequest, row: Activity) -> None:
    typed = request.POST
    add_gathering(
        row,
        _day(request, "buoi-ngay"),
        actor_of(request),
        topic=words_in(typed, "buoi-noi-dung", 301),
        place=words_in(typed, "buoi-noi", 301),
    )


def _visit(request: HttpRequest, row: Activity) -> None:
    typed = request.POST
    if number_in(typed, "den-ho") is None:
        raise ActivityError("Chưa chọn hộ. Cách xử lý: chọn hộ đã đến.", "den-ho")
    one = _of(request, row, Participant, "den-ho")
    assert isinstance(one, Participant)
    note_visit(
        one,
        _past(request, "den-ngay"),
        words_in(typed, "den-thay", 1_001),
        actor_of(request),
        by_whom=words_in(typed, "den-ai", 201),
        has_result="den-co-ket-qua" in typed,
        next_on=_day_if_any(request, "den-lan-sau"),
    )


def _question(request: HttpRequest, row: Activity) -> None:
    typed = request.POST
    ask(
        row,
        words_in(typed, "hoi", 1_001),
        actor_of(request),
        asked_by=words_in(typed, "hoi-ai", 201),
        due=_day_if_any(request, "hoi-han"),
    )


def _answer(request: HttpRequest, row: Activity) -> None:
    one = _of(request, row, Question)
    said = words_in(request.POST, f"tra-loi-{one.pk}", 2_001)
    by = words_in(request.POST, f"ai-tra-loi-{one.pk}", 201)
    assert isinstance(one, Question)
    answer(one, said, by, today(), actor_of(request))


def _product(request: HttpRequest, row: Activity) -> None:
    typed = request.POST
    add_product(
        row,
        words_in(typed, "san-pham", 201),
        words_in(typed, "dung-ten", 201),
        actor_of(request),
        words=words_in(typed, "mo-ta", 501),
    )


def _product_of(request: HttpRequest, row: Activity) -> Product:
    found = Product.objects.filter(activity=row, pk=number_in(request.POST, "dong") or 0).first()
    if found is None:
        raise Http404
    return found


def _test(request: HttpRequest, row: Activity) -> None:
    typed = request.POST
    add_test(
        _product_of(request, row),
        _past(request, "kiem-ngay"),
        words_in(typed, "kiem-gi", 201),
        words_in(typed, "kiem-kq", 201),
        actor_of(request),
        laboratory=words_in(typed, "kiem-ai", 201),
        passes="kiem-dat" in typed,
    )


def _publish(request: HttpRequest, row: Activity) -> None:
    publish_product(_product_of(request, row), today(), actor_of(request))


def _unpublish(request: HttpRequest, row: Activity) -> None:
    take_product_back(_product_of(request, row), words_in(request.POST, "ly-do", 301), actor_of(request))


def _files(request: HttpRequest, row: Activity) -> None:
    attach(row, request.FILES.getlist("tep"), words_in(request.POST, "tep-ten", 191), actor_of(request))


def _file_aside(request: HttpRequest, row: Activity) -> None:
    one = _of(request, row, Attached)
    assert isinstance(one, Attached)
    put_aside(one, words_in(request.POST, "ly-do", 501), actor_of(request))


def _leave(request: HttpRequest, row: Activity) -> None:
    one = _of(request, row, Participant)
    assert isinstance(one, Participant)
    leave(one, today(), words_in(request.POST, "ly-do", 301), actor_of(request))


def _thing_back(request: HttpRequest, row: Activity) -> None:
    one = _of(request, row, Thing)
    assert isinstance(one, Thing)
    take_thing_back(one, words_in(request.POST, "ly-do", 301), actor_of(request))


DEEDS: Final[Mapping[str, Deed]] = {
    "buoc": Deed(_step, "tien-trinh"),
    "buoi": Deed(_gathering, "buoi"),
    "den-ho": Deed(_visit, "den-ho-dau"),
    "hoi": Deed(_question, "doi-thoai"),
    "tra-loi": Deed(_answer, "doi-thoai"),
    "san-pham": Deed(_product, "san-pham-dau"),
    "kiem-nghiem": Deed(_test, "san-pham-dau"),
    "cong-bo": Deed(_publish, "san-pham-dau"),
    "thoi-cong-bo": Deed(_unpublish, "san-pham-dau"),
    "tep": Deed(_files, "tep-dau"),
    "bo-tep": Deed(_file_aside, "tep-dau"),
    "thoi": Deed(_leave, "tham-gia"),
    "rut": Deed(_thing_back, "hien-vat"),
}
"""The forms by their `viec`."""
