"""The steering committee of a unit, its members and rules; who takes reports here, above and below."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST, require_safe

from giamngheo.apps.coordination.actions import (
    CoordinationError,
    Decided,
    Named,
    Reached,
    end_committee,
    keep_rules,
    name_contact_officer,
    name_member,
    release_member,
    set_up_committee,
)
from giamngheo.apps.coordination.models import Committee
from giamngheo.apps.coordination.states import CommitteeRole
from giamngheo.apps.coordination.unit_queries import committees_of, contact_officers, members_of
from giamngheo.apps.papers.documents import Column, Document, Paragraph, Signature, Table
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit, children_of, path_of
from giamngheo.web.components.acting_person import actor_of, permissions_here, today
from giamngheo.web.components.asked import day_in, number_in, number_of, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import capital
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.components.personal_numbers import masked
from giamngheo.web.components.unit_asked import unit_asked
from giamngheo.web.staff.coordination.filed import FILE_FIELD, file_given, handed_out
from giamngheo.web.staff.coordination.printing import heading_for, printed
from giamngheo.web.staff.coordination.reaching import may_here, require, row_for, seen_by

NEED_TO_CALL: Final = frozenset(
    {Permission.DRAW_REPORTS, Permission.SIGN_REPORTS, Permission.COORDINATE, Permission.SEE_PEOPLE}
)
"""Who reports or coordinates sees telephone numbers whole; others see that there is one."""


@needs(Permission.SEE_RESULTS)
@require_safe
def committees(request: HttpRequest) -> HttpResponse:
    """Show the committee of a unit and those before it, and who takes reports."""
    unit, others = unit_asked(request)
    return _page(request, unit, others)


@needs(Permission.COORDINATE)
@require_POST
def deed(request: HttpRequest) -> HttpResponse:
    """Set up a committee, or name who takes reports."""
    unit, others = unit_asked(request)
    require(request, Permission.COORDINATE, unit.area_id)
    typed, actor, area = request.POST, actor_of(request), Area(pk=unit.area_id)
    try:
        if typed.get("viec") == "lap":
            decided = Decided(
                words_in(typed, "ten", 301),
                words_in(typed, "so", 61),
                _day(request, "ngay"),
                _day(request, "tu-ngay"),
                words_in(typed, "quy-che", 201),
            )
            row = set_up_committee(area, decided, file_given(request), actor)
            return redirect("committee", row.pk)
        if typed.get("viec") != "dau-moi":
            raise CoordinationError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")
        reached = Reached(
            words_in(typed, "ho-ten", 201),
            words_in(typed, "chuc-danh", 201),
            words_in(typed, "dien-thoai", 31),
            words_in(typed, "thu", 201),
            _day(request, "dau-moi-tu"),
        )
        name_contact_officer(area, reached, actor)
    except CoordinationError as error:
        return _page(request, unit, others, typed.dict(), error.wrong)
    return redirect(f"{reverse('committees')}?don-vi={unit.area_id}")


@needs(Permission.SEE_RESULTS)
@require_safe
def one(request: HttpRequest, committee_id: int) -> HttpResponse:
    """Show a committee with its members."""
    return _one(request, _committee(request, committee_id))


@needs(Permission.COORDINATE)
@require_POST
def one_deed(request: HttpRequest, committee_id: int) -> HttpResponse:
    """Name or release a member, keep the rules, end the committee."""
    row = _committee(request, committee_id)
    require(request, Permission.COORDINATE, row.area_id)
    typed, actor, verb = request.POST, actor_of(request), request.POST.get("viec", "")
    try:
        if verb == "cu":
            name_member(row, _named(request, row), actor)
        elif verb == "thoi-vien":
            member = row_for(row.members.all(), number_in(typed, "dong") or 0)
            last = _day(request, f"den-ngay-{member.pk}")
            release_member(member, last, words_in(typed, f"ly-do-{member.pk}", 501), actor)
        elif verb == "quy-che":
            keep_rules(row, words_in(typed, "quy-che", 201), file_given(request), actor)
        elif verb == "thoi":
            end_committee(row, _day(request, "ngay-thoi"), words_in(typed, "ly-do", 501), actor)
        else:
            raise CoordinationError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")
    except CoordinationError as error:
        return _one(request, row, typed.dict(), error.wrong)
    return redirect("committee", row.pk)


@needs(Permission.SEE_RESULTS)
@require_GET
def rules(request: HttpRequest, committee_id: int) -> HttpResponse:
    """Hand out the working rules."""
    row = _committee(request, committee_id)
    return handed_out(request, row, row.area_id, row.rules or row.name)


@needs(Permission.SEE_RESULTS)
@require_GET
def paper(request: HttpRequest, committee_id: int, ending: str) -> HttpResponseBase:
    """Give the list of members as a paper."""
    row = _committee(request, committee_id)
    members = members_of(row, standing=True)
    names = names_of({area for one in members for area in one.areas}, today())
    table = Table(
        (
            Column("TT", 0.4, "center"),
            Column("Họ và tên", 2),
            Column("Chức vụ", 2.4),
            Column("Trong ban", 1.4),
            Column("Phụ trách", 2.6),
        ),
        tuple(
            (
                str(place),
                one.name,
                one.post,
                CommitteeRole(one.role).label,
                "; ".join(
                    [*(capital(names.get(area, "")) for area in one.areas), *filter(None, [one.matters])]
                ),
            )
            for place, one in enumerate(members, 1)
        ),
    )
    document = Document(
        **heading_for(row.area_id, row.decided_on.year),
        kind="Danh sách",
        subject=f"{row.name} và phân công phụ trách",
        year=row.decided_on.year,
        body=(
            Paragraph(f"Theo Quyết định số {row.number} ngày {day_text(row.decided_on)}.", side="center"),
            table,
        ),
        signatures=(Signature(("Thủ trưởng đơn vị",), note="(Ký, đóng dấu)"),),
    )
    return printed(request, document, ending, row.area_id, f"ban-chi-dao-{row.pk}")


def _page(
    request: HttpRequest,
    unit: Unit,
    others: tuple[Unit, ...],
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    found = committees_of(unit.area_id)
    around = [*path_of(unit.area_id, today())[:-1], unit, *children_of(unit.area_id, today())]
    told = {
        "unit": unit,
        "others": others,
        "found": found,
        "standing": next((one for one in found if one.until is None), None),
        "around": around,
        "officers": contact_officers([one.area_id for one in around]),
        "whole_numbers": bool(NEED_TO_CALL & permissions_here(request)),
        "masked": masked,
        "may_keep": Permission.COORDINATE in may_here(request, unit.area_id),
        "file": FILE_FIELD,
        "typed": typed or {},
        "wrong": wrong or {},
    }
    return render(request, "staff/coordination/committees.html", told, status=422 if wrong else 200)


def _one(
    request: HttpRequest,
    row: Committee,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    members, former = members_of(row, standing=True), members_of(row, standing=False)
    children = children_of(row.area_id, today())
    told = {
        "row": row,
        "members": members,
        "former": former,
        "women": sum(one.is_woman is True for one in members),
        "untold": sum(one.is_woman is None for one in members),
        "names": names_of(
            {row.area_id, *(area for one in (*members, *former) for area in one.areas)}, today()
        ),
        "children": children,
        "covered": {area for one in members for area in one.areas},
        "chosen": set(request.POST.getlist("dia-ban-phu-trach")),
        "roles": CommitteeRole.choices,
        "may_keep": row.until is None and Permission.COORDINATE in may_here(request, row.area_id),
        "file": FILE_FIELD,
        "typed": typed or {},
        "wrong": wrong or {},
    }
    return render(request, "staff/coordination/committee.html", told, status=422 if wrong else 200)


def _named(request: HttpRequest, row: Committee) -> Named:
    typed = request.POST
    below = {one.area_id for one in children_of(row.area_id, today())}
    chosen = {number_of(one) for one in typed.getlist("dia-ban-phu-trach")}
    return Named(
        words_in(typed, "thanh-vien", 201),
        words_in(typed, "chuc-vu", 201),
        typed.get("vai", ""),
        {"nu": True, "nam": False}.get(typed.get("gioi", "")),
        _day(request, "tu-ngay"),
        sorted(below & chosen),
        words_in(typed, "linh-vuc", 301),
    )


def _committee(request: HttpRequest, committee_id: int) -> Committee:
    return row_for(Committee.objects.filter(seen_by(request)), committee_id)


def _day(request: HttpRequest, name: str) -> date | None:
    """The day of a field, None where nothing was typed; raises CoordinationError where it is no day."""
    day, text, fault = day_in(request.POST, name, today())
    if fault:
        raise CoordinationError(fault, name)
    return day if text else None
