"""What happens to a household: chosen from a list, each with its own form; and what was written undone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from giamngheo.apps.households.actions import (
    About,
    MemberSaid,
    end_household,
    record_birth,
    record_death,
    record_departure,
)
from giamngheo.apps.households.history import history_of
from giamngheo.apps.households.models import Household, Person
from giamngheo.apps.households.states import BirthPrecision
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.audit.actions import Actor
from giamngheo.web.components.acting_person import actor_of
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.registry import heads, marrying, moving, parting
from giamngheo.web.staff.registry.done import tell_done
from giamngheo.web.staff.registry.form import DeedForm, kept_by
from giamngheo.web.staff.registry.likeness import Likeness, decide
from giamngheo.web.staff.registry.moving import come
from giamngheo.web.staff.registry.reaching import taken_back
from giamngheo.web.staff.registry.typed import name_typed

Page = Callable[[DeedForm], HttpResponse]

_NOBODY: Final = "Chưa chọn người: chọn một thành viên của hộ."
_GONE: Final = (
    "Người đã chọn không còn thuộc hộ này, có thể vừa được ghi chuyển đi ở trang khác. "
    "Cách xử lý: xem lịch sử của hộ, hoặc chọn người khác."
)


@dataclass(frozen=True)
class Deed:
    """One thing to write down: its word, what it is for, its form."""

    word: str
    about: str
    page: Page


def birth(form: DeedForm) -> HttpResponse:
    """A child is born into the household; who is in the register already may move here instead."""
    likes: list[Likeness] = []
    if form.asked == "ghi":
        about, name = form.about(), name_typed(form.typed, "ten")
        said: dict[str, Any] = {"full_name": name, "sex": words_in(form.typed, "gioi-tinh", 40)}
        if about is not None:
            said |= {"birth_date": about.day, "birth_precision": BirthPrecision.DAY.value}
        child = MemberSaid(words_in(form.typed, "quan-he", 40), said)
        if not name:
            form.wrong["ten"] = "Chưa ghi tên: gõ họ và tên trẻ mới sinh."
        elif about is not None:
            decided, likes = decide(
                form.request, {"": child}, form.wrong, form.home.area_id, form.home.head_name
            )
            if form.write(lambda: come(form, decided[""], about, record_birth)):
                tell_done(form.request, f"Đã ghi trẻ mới sinh {name}.")
                return redirect("household", form.home.code)
    return form.shown("birth", likes=likes)


def _of_member(write: Callable[[Person, About, Actor], Any], told: str) -> Page:
    """The form of a deed about one member of the household."""

    def page(form: DeedForm) -> HttpResponse:
        person = next((one for one in form.members if one.pk == number_in(form.typed, "nguoi")), None)
        if form.asked == "ghi":
            about = form.about()
            if person is None:
                form.wrong["nguoi"] = _GONE if form.typed.get("nguoi") else _NOBODY
            elif about is not None and form.write(lambda: write(person, about, actor_of(form.request))):
                tell_done(form.request, told.format(person.full_name))
                return redirect("household", form.home.code)
        return form.shown("of_member")

    return page


def whole_leaves(form: DeedForm) -> HttpResponse:
    """All of the household leaves the register."""
    if form.asked == "ghi":
        about = form.about()
        if about is not None and form.write(lambda: end_household(form.home, about, actor_of(form.request))):
            tell_done(form.request, "Đã ghi cả hộ chuyển đi.")
            return redirect("household", form.home.code)
    return form.shown("whole_leaves")


def correction(form: DeedForm) -> HttpResponse:
    """Choose whose particulars are to be put right: each person has a page of their own."""
    return form.shown("whose_correction")


DEEDS: Mapping[str, Deed] = {
    "sinh": Deed("Sinh", "trẻ mới sinh vào hộ", birth),
    "chet": Deed("Chết", "một người trong hộ", _of_member(record_death, "Đã ghi {} chết.")),
    "den": Deed("Người mới chuyển đến", "chưa có trong sổ", moving.newcomer),
    "sang": Deed("Người của hộ khác chuyển sang", "đã có trong sổ", moving.from_another),
    "di": Deed(
        "Một người chuyển đi", "ra khỏi địa bàn", _of_member(record_departure, "Đã ghi {} chuyển đi.")
    ),
    "ket-hon": Deed("Kết hôn", "về hộ này, về hộ kia, hoặc không ai đổi hộ", marrying.marriage),
    "chu-ho": Deed("Đổi chủ hộ", "và quan hệ của mọi người với chủ hộ mới", heads.new_head),
    "tach": Deed("Tách hộ", "một số người thành hộ mới", parting.split),
    "nhap": Deed("Nhập hộ này vào hộ khác", "hai hộ thành một", parting.merger),
    "chuyen-nha": Deed("Cả hộ chuyển chỗ ở", "sang thôn khác, địa chỉ khác", moving.whole_household),
    "ca-ho": Deed("Cả hộ chuyển đi", "ra khỏi địa bàn", whole_leaves),
    "dinh-chinh": Deed("Đính chính", "thông tin ghi sai hoặc đã thay đổi của một người", correction),
}


@needs(Permission.KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def deed(request: HttpRequest, code: str) -> HttpResponse:
    """Show what can be written down, the form of what is chosen, or write it and show the household."""
    home = _kept(request, code)
    typed = request.POST if request.method == "POST" else request.GET
    name = typed.get("viec", "")
    chosen = DEEDS.get(name)
    if chosen is not None:
        return chosen.page(DeedForm(request, home, name, chosen.word))
    wrong = {"viec": "Chưa chọn việc: chọn một việc trong danh sách."} if request.method == "POST" else {}
    told = {"household": home, "deeds": DEEDS, "wrong": wrong}
    return render(request, "staff/registry/deeds.html", told, status=422 if wrong else 200)


@needs(Permission.KEEP_HOUSEHOLDS)
@require_POST
def undoing(request: HttpRequest, code: str) -> HttpResponse:
    """Take an event of this household back, with its reason."""
    home = _kept(request, code)
    event = next((one for one in history_of(home) if one.pk == number_in(request.POST, "viec")), None)
    if event is None:
        raise Http404
    return taken_back(request, event, home, "household")


def _kept(request: HttpRequest, code: str) -> Household:
    home = Household.objects.filter(kept_by(request), code=code).first()
    if home is None:
        raise Http404
    return home
