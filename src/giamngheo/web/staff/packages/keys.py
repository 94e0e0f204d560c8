"""Keys: one's own to hand on, those of others registered, confirmed by somebody else, ended."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from giamngheo.apps.packages.actions import confirm_key, end_key, register_key
from giamngheo.apps.packages.keys import fingerprint_of, make_own_key, own_key
from giamngheo.apps.packages.models import TrustedKey
from giamngheo.apps.packages.queries import keys_in
from giamngheo.apps.packages.refusals import PackageError
from giamngheo.apps.packages.states import Signs
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import held_areas, reached
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import units_and_children
from giamngheo.foundation.audit.actions import record
from giamngheo.foundation.text import day as day_text
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import lines_in, number_of, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.packages.reaching import key_for, may_keep_key
from giamngheo.web.staff.registry.done import tell_done, told_done

_LONGEST_KEY = 1000


@needs(Permission.TAKE_PACKAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """Show the keys; make one's own, or register that of another installation."""
    wrong: dict[str, str] = {}
    if request.method == "POST":
        try:
            tell_done(request, _made(request) if request.POST.get("viec") == "tao" else _registered(request))
            return redirect("package-keys")
        except PackageError as error:
            wrong[error.about or "khoa"] = str(error)
    return _page(request, wrong)


@needs(Permission.TAKE_PACKAGES)
@require_safe
def public_key(request: HttpRequest) -> HttpResponse:
    """Give one's own public key as a file to hand on."""
    key = own_key(Path(settings.DATA))
    if key is None:
        return redirect("package-keys")
    told = f"{key.public}\nDấu vân tay: {fingerprint_of(key.public)}\nNgày: {day_text(today())}\n"
    answer = HttpResponse(told, content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="khoa-cong-khai.txt"'
    return answer


@needs(Permission.TAKE_PACKAGES)
@require_POST
def deed(request: HttpRequest, key_id: int) -> HttpResponse:
    """Confirm a key that somebody else registered, or end one."""
    row, word = key_for(request, key_id), request.POST.get("viec", "")
    try:
        if word == "xac-nhan":
            confirm_key(row, actor_of(request))
        elif word == "thoi-dung":
            end_key(row, words_in(request.POST, "ly-do", 501), actor_of(request))
        else:
            raise PackageError("Chưa chọn việc.", "bấm nút của việc cần làm.")
    except PackageError as error:
        return _page(request, {f"khoa-{row.pk}": str(error)})
    return redirect("package-keys")


def _page(request: HttpRequest, wrong: dict[str, str]) -> HttpResponse:
    within = reached(person_of(request), Permission.TAKE_PACKAGES, today())
    found = list(keys_in(within)[:500])
    own = own_key(Path(settings.DATA))
    told: dict[str, Any] = {
        "own": own.public if own else "",
        "fingerprint": fingerprint_of(own.public) if own else "",
        "keys": found,
        "may_keep": {one.pk for one in found if may_keep_key(request, one.signs, one.area_id)},
        "person": person_of(request),
        "names": names_of({one.area_id for one in found}, today()),
        "labels": {one.value: one.label for one in Signs},
        "choices": _choices(request),
        "done": told_done(request),
        "typed": request.POST,
        "wrong": wrong,
    }
    return render(request, "staff/packages/keys.html", told, status=422 if wrong else 200)


def _choices(request: HttpRequest) -> dict[str, list[tuple[str, str]]]:
    """For which units a key may be registered, by what it signs."""
    held = held_areas(person_of(request), Permission.TAKE_PACKAGES, today())
    units, children = units_and_children(held, today())
    below = [unit for area in held for unit in children.get(area, []) if unit.tier < Tier.VILLAGE]
    own = [unit for unit in units.values() if unit.tier > Tier.NATION]
    return {
        "Ký gói báo cáo của": [(f"{Signs.PACKAGES}-{one.area_id}", one.full_name) for one in below],
        "Ký phiếu trả lời cho": [(f"{Signs.ANSWERS}-{one.area_id}", one.full_name) for one in own],
    }


def _made(request: HttpRequest) -> str:
    folder = Path(settings.DATA)
    if own_key(folder) is None:
        made = make_own_key(folder)
        told = fingerprint_of(made.public)
        record(actor_of(request), "packages.own_key_made", f"Tạo khóa ký của máy chủ, dấu vân tay {told}")
    return "Máy chủ đã có khóa ký."


def _registered(request: HttpRequest) -> str:
    signs, _, area = request.POST.get("cho", "").partition("-")
    number = number_of(area)
    if number is None or signs not in Signs.values or not may_keep_key(request, signs, number):
        raise PackageError("Chưa chọn khóa dùng cho việc gì, của đơn vị nào.", "chọn trong danh sách.", "cho")
    row: TrustedKey = register_key(
        number,
        Signs(signs),
        lines_in(request.POST, "khoa", _LONGEST_KEY),
        actor_of(request),
        typed=words_in(request.POST, "dau-van-tay"),
        note=words_in(request.POST, "ghi-chu", 200),
    )
    return "Đã đăng ký khóa." if row.holds else "Đã đăng ký khóa, chờ người khác xác nhận."
