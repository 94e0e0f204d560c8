"""What waits for an administrator taken away as files: invitations not taken, roles of former units."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.foundation.accounts.lapsed import Lapsed, count_lapsed_roles, lapsed_roles
from giamngheo.foundation.accounts.models import Invitation
from giamngheo.foundation.accounts.roles import ROLES, Permission
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.exporting import (
    AT_ONCE,
    COUNT,
    PLACE,
    TEXT,
    Exported,
    Looking,
    Taken,
    areas_told,
    give,
)
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.components.numbers import eve, moment
from giamngheo.web.staff.people.former_units import Line, lines_for
from giamngheo.web.staff.people.seen import waiting_invitations


@needs(Permission.GRANT)
@require_GET
def invitations(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the invitations that can still be taken."""
    waiting = waiting_invitations(person_of(request))
    taken = Taken("accounts.export", waiting.count(), areas_told(request, Permission.GRANT, None))
    return give(request, INVITATIONS, waiting, taken, ending)


@needs(Permission.GRANT)
@require_GET
def former_roles(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the roles of former units of all pages, with where each may be carried."""
    person, day = person_of(request), today()

    def rows() -> Iterator[Lapsed]:
        after = (0, 0)
        while found := lapsed_roles(person, day, after=after, limit=AT_ONCE):
            yield from found
            after = found[-1].place

    areas = areas_told(request, Permission.GRANT, None)
    taken = Taken("accounts.export", count_lapsed_roles(person, day), areas)
    return give(request, FORMER_ROLES, rows, taken, ending)


def _invitation_lines(chunk: Sequence[Invitation], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for one in chunk)
    for one in chunk:
        yield one.full_name, ROLES[one.role].label, looking.name(one.area_id), moment(one.expires_at)


def _role_lines(chunk: Sequence[Lapsed], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(area for one in chunk for area in (one.area_id, *one.heirs))
    for line in lines_for(looking.person, chunk, looking.day):
        one = line.role
        yield (
            one.full_name,
            ROLES[one.role].label,
            looking.name(one.area_id),
            day_text(eve(one.ended_on)),
            _goes_to(line, looking),
        )


def _goes_to(line: Line, looking: Looking) -> str:
    """The units among which to choose, each with the last day of the role there, or why there is none."""
    told = []
    for area, period in line.choices.items():
        until = f" đến hết {day_text(eve(period.upper))}" if period.upper else ""
        told.append(looking.name(area) + until)
    return "; ".join(told) or line.why_nowhere


INVITATIONS: Final = Exported(
    "Lời mời chưa nhận",
    "Số lời mời",
    {PLACE: COUNT, "Họ và tên": TEXT, "Vai trò": TEXT, "Địa bàn": TEXT, "Hết hạn": TEXT},
    (7, 28, 28, 28, 22),
    _invitation_lines,
)
FORMER_ROLES: Final = Exported(
    "Vai trò ở đơn vị cũ",
    "Số vai trò",
    {
        PLACE: COUNT,
        "Người giữ": TEXT,
        "Vai trò": TEXT,
        "Đơn vị cũ": TEXT,
        "Đến hết ngày": TEXT,
        "Chuyển về": TEXT,
    },
    (7, 28, 28, 28, 14, 50),
    _role_lines,
)
