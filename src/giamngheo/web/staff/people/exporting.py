"""People with their roles taken away as a file: one row a role that is seen, in the order of the list."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.foundation.accounts.models import HoldingQuerySet, User
from giamngheo.foundation.accounts.people import count_people, page_of_people
from giamngheo.foundation.accounts.roles import ROLES, Permission
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, areas_told, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.components.numbers import eve, moment
from giamngheo.web.staff.people.everybody import Asked, asked_in, lines_of
from giamngheo.web.staff.people.seen import holdings_seen_by

_SCHEMA: Final = {
    PLACE: COUNT,
    "Họ và tên": TEXT,
    "Tên đăng nhập": TEXT,
    "Vai trò": TEXT,
    "Địa bàn": TEXT,
    "Từ ngày": TEXT,
    "Đến hết ngày": TEXT,
    "Đăng nhập gần nhất": TEXT,
}
_WIDTHS: Final = (7, 28, 20, 28, 28, 14, 14, 24)


@needs(Permission.SEE_PEOPLE)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the people of all pages with the roles of theirs that are seen."""
    asked, person, day = asked_in(request.GET), person_of(request), today()
    held = asked.applied(holdings_seen_by(person), day)
    total = count_people(held, asked.words)
    people = page_of_people(held, asked.words, total=total, most=total)
    what = Exported("Người dùng và vai trò", "Số vai trò", _SCHEMA, _WIDTHS, _rows_of(held))
    roles = held.filter(user__in=people.values("pk")) if asked.words else held
    areas = areas_told(request, Permission.SEE_PEOPLE, None)
    taken = Taken(
        "accounts.export", roles.count(), areas, _asked_for(asked, day), {"looked_for": bool(asked.words)}
    )
    return give(request, what, people, taken, ending)


def _rows_of(held: HoldingQuerySet) -> Callable[[Sequence[User], Looking], Iterator[Sequence[Any]]]:
    def rows(chunk: Sequence[User], looking: Looking) -> Iterator[Sequence[Any]]:
        lines = lines_of(list(chunk), held)
        looking.learn(one.area_id for line in lines for one in line.held)
        for line in lines:
            for one in line.held:
                yield (
                    line.user.full_name,
                    line.user.username,
                    ROLES[one.role].label,
                    looking.name(one.area_id),
                    day_text(one.valid.lower) if one.valid.lower else None,
                    day_text(eve(one.valid.upper)) if one.valid.upper else None,
                    moment(line.user.last_login) if line.user.last_login else None,
                )

    return rows


def _asked_for(asked: Asked, day: date) -> list[list[str]]:
    """The filters as they stand above the rows."""
    said = {
        "Tìm": asked.words,
        "Lọc vai trò": ROLES[asked.role].label if asked.role else "",
        "Lọc": f"Vai trò đã hết vào ngày {day_text(day)}" if asked.past else "",
    }
    return [[name, words] for name, words in said.items() if words]
