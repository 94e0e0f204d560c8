"""«Vai trò ở đơn vị cũ»: roles that lapsed with their unit, carried to what came after it or left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from giamngheo.foundation.accounts.carrying import carried_period, carry_roles, leave_roles
from giamngheo.foundation.accounts.granting import longest_givable
from giamngheo.foundation.accounts.lapsed import Lapsed, count_lapsed_roles, lapsed_roles
from giamngheo.foundation.accounts.refusals import RefusedError
from giamngheo.foundation.accounts.roles import ROLES, Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import number_in, number_of
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.people.refused import note

ON_A_PAGE = 50


@dataclass(frozen=True)
class Line:
    """A role and the units to which it may be carried, each with the time for which."""

    role: Lapsed
    choices: dict[int, DateRange]

    @property
    def only(self) -> int | None:
        """The one unit where there is no choice."""
        return next(iter(self.choices)) if len(self.choices) == len(self.role.heirs) == 1 else None

    @property
    def why_nowhere(self) -> str:
        """What is to be done where there is no choice at all."""
        if self.role.heirs:
            return "Bạn không giao được vai trò này ở đơn vị mới"
        return "Chưa biết đơn vị mới: giao vai trò ở nơi khác nếu cần, rồi đánh dấu không chuyển"


@needs(Permission.GRANT)
@require_http_methods(["GET", "HEAD", "POST"])
def former_units(request: HttpRequest) -> HttpResponse:
    """Show what waits; carry or leave what was ticked."""
    if request.method != "POST":
        return _page(request, {})
    ticked = [one for one in map(number_of, request.POST.getlist("chon")) if one is not None][:ON_A_PAGE]
    if not ticked:
        return _page(request, {"": "Chưa chọn vai trò nào. Đánh dấu ít nhất một dòng rồi làm lại."})
    if request.POST.get("viec") == "khong-chuyen":
        count = leave_roles(actor_of(request), ticked, day=today())
        return redirect(f"{reverse('roles-of-former-units')}?khong-chuyen={count}")
    goes_to = {one: number_in(request.POST, f"ve-{one}") for one in ticked}
    wrong = {
        f"ve-{one}": "Chọn đơn vị mới cho dòng này."
        if f"ve-{one}" in request.POST
        else "Dòng này không có đơn vị mới để chuyển về: bỏ chọn, hoặc đánh dấu không chuyển."
        for one, area in goes_to.items()
        if area is None
    }
    if wrong:
        return _page(request, wrong)
    chosen = {one: area for one, area in goes_to.items() if area is not None}
    try:
        count = carry_roles(actor_of(request), chosen, day=today())
    except RefusedError as error:
        return _page(request, {error.about: str(note(request, error))})
    return redirect(f"{reverse('roles-of-former-units')}?da-chuyen={count}")


def _page(request: HttpRequest, wrong: dict[str, str]) -> HttpResponse:
    person, day = person_of(request), today()
    after = _place_in(request.GET)
    found = lapsed_roles(person, day, after=after, limit=ON_A_PAGE + 1)
    shown = found[:ON_A_PAGE]
    lines = lines_for(person, shown, day)
    asked = request.POST if request.method == "POST" else QueryDict()
    return render(
        request,
        "staff/people/former_units.html",
        {
            "lines": lines,
            "total": count_lapsed_roles(person, day),
            "names": names_of({area for one in shown for area in (one.area_id, *one.heirs)}, day),
            "roles": ROLES,
            "wrong": wrong,
            "ticked": set(asked.getlist("chon")),
            "goes_to": {one.holding_id: asked.get(f"ve-{one.holding_id}", "") for one in shown},
            "all_ticked": request.GET.get("chon") == "tat-ca",
            "here": _address(after),
            "next": _address(shown[-1].place) if len(found) > ON_A_PAGE else "",
            "is_first": after == (0, 0),
            "carried": number_in(request.GET, "da-chuyen"),
            "left": number_in(request.GET, "khong-chuyen"),
        },
        status=422 if wrong else 200,
    )


def lines_for(person: int | None, shown: Sequence[Lapsed], day: date) -> list[Line]:
    """These roles with where this person may carry them."""
    givable = longest_givable(person, {(one.role, area) for one in shown for area in one.heirs}, day)
    lines = []
    for one in shown:
        periods = {area: carried_period(one, givable.get((one.role, area)), day) for area in one.heirs}
        lines.append(Line(one, {area: period for area, period in periods.items() if period is not None}))
    return lines


def _place_in(address: Mapping[str, str]) -> tuple[int, int]:
    return number_in(address, "sau-don-vi") or 0, number_in(address, "sau-vai-tro") or 0


def _address(place: tuple[int, int]) -> str:
    return f"sau-don-vi={place[0]}&sau-vai-tro={place[1]}"
