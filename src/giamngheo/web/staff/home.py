"""The first page: for who signed in what is to be done, by role; for others what this is."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from giamngheo.foundation.accounts.held import Held, held_by
from giamngheo.foundation.accounts.lapsed import count_lapsed_roles
from giamngheo.foundation.accounts.models import Holding, Invitation
from giamngheo.foundation.accounts.roles import ROLES, Permission
from giamngheo.foundation.accounts.scope import areas_where, is_everywhere, reached
from giamngheo.foundation.areas.models import Batch, Change, Code
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.states import BatchState
from giamngheo.foundation.counted import counted_together
from giamngheo.web.components.acting_person import permissions_here, today
from giamngheo.web.components.numbers import eve, number
from giamngheo.web.staff.activities.waiting import activities_waiting
from giamngheo.web.staff.areas.entitled import permissions_over
from giamngheo.web.staff.budgets.waiting import money_waiting
from giamngheo.web.staff.coordination.waiting import coordination_waiting
from giamngheo.web.staff.fund.waiting import fund_waiting
from giamngheo.web.staff.official_papers.waiting import withdrawals_waiting
from giamngheo.web.staff.oversight.waiting import oversight_waiting
from giamngheo.web.staff.plans.waiting import plans_waiting
from giamngheo.web.staff.registry.waiting import doubles_waiting
from giamngheo.web.staff.reporting.waiting import reports_waiting
from giamngheo.web.staff.results.waiting import targets_waiting
from giamngheo.web.staff.reviews.waiting import reviews_waiting
from giamngheo.web.staff.sheets.waiting import sheets_waiting

SOON = timedelta(days=30)
SHOWN = 5
LOOKED_AT = 20
LINES_AT_MOST = 2_000


@dataclass(frozen=True)
class Todo:
    """One thing to be done: what, until when, and the page on which it is done."""

    sentence: str
    address: str
    until: date | None = None


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the first page."""
    if not request.user.is_authenticated:
        return render(request, "staff/home.html", {"classify": "/phan-loai/", "standards": "/chuan-ngheo/"})
    day, person = today(), request.user.pk
    held = [one for one in held_by(person, day) if one.is_living]
    names = names_of([one.area_id for one in held], day)
    may = permissions_here(request)
    todos = _own_roles_ending(held, names, day)
    todos += _to_decide(person, day) if Permission.DECIDE_AREAS in may else []
    todos += _to_grant(person, day) if Permission.GRANT in may else []
    todos += [Todo(*told) for told in reviews_waiting(person, may, day, names)]
    if Permission.DECIDE_REVIEWS in may:
        todos += [Todo(*told) for told in withdrawals_waiting(person, day)]
    if Permission.DECIDE_RESULTS in may:
        todos += [Todo(*told) for told in (*targets_waiting(person, day), *plans_waiting(person, day))]
    if {Permission.DRAW_REPORTS, Permission.SIGN_REPORTS} & may:
        todos += [Todo(*told) for told in reports_waiting(person, day)]
    todos += [Todo(*told) for told in money_waiting(person, may, day)]
    todos += [Todo(*told) for told in fund_waiting(person, may, day)]
    todos += _counted(person, may, day)
    return render(
        request,
        "staff/todo.html",
        {
            "todos": sorted(todos, key=lambda todo: todo.until or date.max),
            "held": held,
            "names": names,
            "roles": ROLES,
            "may": may,
            "permissions": Permission,
        },
    )


def _own_roles_ending(held: list[Held], names: dict[int, str], day: date) -> list[Todo]:
    return [
        Todo(
            f"Vai trò «{ROLES[one.role].label}» của bạn ở {names[one.area_id]} sắp hết. "
            "Nhờ người quản trị gia hạn nếu còn làm.",
            reverse("area", args=[one.area_id]),
            eve(one.valid.upper),
        )
        for one in held
        if one.valid.upper and one.valid.upper <= day + SOON
    ]


def _to_decide(person: int, day: date) -> list[Todo]:
    """Changes of units that wait for a second person, where this one may be it."""
    waiting = Batch.objects.filter(state=BatchState.PROPOSED).exclude(authors__contains=[person])
    if not is_everywhere(person, Permission.DECIDE_AREAS, day):  # what is so large is the country's affair
        waiting = waiting.annotate(lines=Count("changes")).filter(lines__lte=LINES_AT_MOST)
        codes = Code.objects.filter(area_id__in=areas_where(person, Permission.DECIDE_AREAS, day)).values(
            "code"
        )
        names_mine = Q(code__in=codes) | Q(parent_code__in=codes) | Q(to_code__in=codes)
        waiting = waiting.filter(Exists(Change.objects.filter(names_mine, batch=OuterRef("pk"))))
    return [
        Todo(
            f"Đợt «{one.title}» chờ người thứ hai xem và cho hiệu lực.", reverse("area-batch", args=[one.pk])
        )
        for one in waiting.order_by("day", "id")[:LOOKED_AT]
        if Permission.DECIDE_AREAS in permissions_over(person, one)
    ]


def _counted(person: int, may: frozenset[Permission], day: date) -> list[Todo]:
    """What is told by counts alone: one question for all of it."""
    parts = [
        *doubles_waiting(person, may, day),
        *sheets_waiting(person, may, day),
        *activities_waiting(person, may, day),
        *(coordination_waiting(person, may, day) if Permission.TAKE_PART in may else []),
        *oversight_waiting(person, may, day),
    ]
    counts = counted_together([one.counted for one in parts])
    return [Todo(*told) for one in parts for told in one.told(counts)]


def _to_grant(person: int, day: date) -> list[Todo]:
    """What an administrator has to look after; nothing for others."""
    in_reach = reached(person, Permission.GRANT, day)
    ending = Holding.objects.running_on(day).filter(in_reach, valid__endswith__lte=day + SOON)
    ending = ending.exclude(user_id=person).select_related("user").order_by("valid__endswith", "id")
    first = list(ending[:SHOWN])
    names = names_of([one.area_id for one in first], day)
    todos = [
        Todo(
            f"{one.user.full_name} sắp hết vai trò «{ROLES[one.role].label}» ở {names[one.area_id]}. "
            "Giao lại nếu còn làm.",
            reverse("person", args=[one.user_id]),
            eve(one.valid.upper),
        )
        for one in first
    ]
    more = ending.count() - len(first)
    if more > 0:
        todos.append(Todo(f"Còn {number(more)} vai trò khác sắp hết.", reverse("people")))
    former = count_lapsed_roles(person, day)
    if former:
        todos.append(
            Todo(
                f"{number(former)} vai trò ở đơn vị cũ đã hết tác dụng. "
                "Chuyển về đơn vị mới, hoặc đánh dấu không chuyển.",
                reverse("roles-of-former-units"),
            )
        )
    lapsed = Invitation.objects.filter(
        in_reach, taken_at=None, withdrawn_at=None, expires_at__lte=timezone.now()
    ).count()
    if lapsed:
        todos.append(
            Todo(f"{number(lapsed)} lời mời đã hết hạn mà chưa ai nhận. Mời lại nếu cần.", reverse("people"))
        )
    return todos
