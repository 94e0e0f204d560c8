"""People who may be in the register twice: pairs of one's areas, the search for them, what is always told."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from giamngheo.apps.households.actions import start_search
from giamngheo.apps.households.actions.doubles import SEARCH
from giamngheo.apps.households.doubles import in_two_households, with_one_number
from giamngheo.apps.households.models import Suspicion
from giamngheo.apps.households.states import SuspicionState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_where, may, permissions_of, reached
from giamngheo.foundation.areas.models import Containment
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.long_work import own_task, stopped_or_part
from giamngheo.web.components.personal_numbers import masked
from giamngheo.web.staff.registry.alike import agreeing, differing, how_sure
from giamngheo.web.staff.registry.listing import ON_A_PAGE, areas_of
from giamngheo.web.staff.registry.said import birth

STATES: Mapping[str, SuspicionState] = {
    "cho-xem": SuspicionState.OPEN,
    "khac-nhau": SuspicionState.DIFFERENT,
    "da-gop": SuspicionState.MERGED,
}


@dataclass(frozen=True)
class Asked:
    """The filters as they live in the address."""

    state: str
    area_id: int | None

    @property
    def query(self) -> str:
        """The address behind «?»."""
        said = {"trang-thai": "" if self.state == "cho-xem" else self.state, "dia-ban": self.area_id or ""}
        return urlencode({name: value for name, value in said.items() if value})


def pairs_seen(person: int | None, permission: Permission = Permission.SEE_HOUSEHOLDS) -> QuerySet[Suspicion]:
    """The pairs of whom both live where this person has this permission."""
    first, second = (reached(person, permission, today(), f"{one}__area_id") for one in ("first", "second"))
    return Suspicion.objects.filter(first, second)


def pairs_asked(request: HttpRequest) -> tuple[Asked, QuerySet[Suspicion]]:
    """What the address asks for, and the pairs that it gives."""
    person = person_of(request)
    asked = _asked(request.GET, person)
    matching = pairs_seen(person).filter(state=STATES[asked.state])
    if asked.area_id is not None:
        inside = list(_inside(asked.area_id))
        matching = matching.filter(Q(first__area_id__in=inside) | Q(second__area_id__in=inside))
    return asked, matching


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def doubles(request: HttpRequest) -> HttpResponse:
    """Show the pairs that wait, or those that were decided, likeliest first."""
    person, day = person_of(request), today()
    asked, matching = pairs_asked(request)
    last = number_in(request.GET, "sau")
    mark = Suspicion.objects.filter(pk=last).first() if last is not None else None
    rows = matching.order_by("-probability", "pk")
    if mark is not None:
        rows = rows.filter(
            Q(probability__lt=mark.probability) | Q(probability=mark.probability, pk__gt=mark.pk)
        )
    found = list(rows.select_related("first__household", "second__household")[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    areas = {area for one in shown for area in (one.first.area_id, one.second.area_id)}
    return render(
        request,
        "staff/registry/doubles.html",
        {
            "asked": asked,
            "states": {name: state.label for name, state in STATES.items()},
            "rows": shown,
            "total": matching.count(),
            "next": shown[-1].pk if len(found) > ON_A_PAGE else None,
            "is_first": mark is None,
            "names": names_of(list(areas), day),
            "areas": areas_of(person, asked.area_id),
            "may_keep": Permission.KEEP_HOUSEHOLDS in permissions_of(person, day),
            "agreeing": agreeing,
            "differing": differing,
            "how_sure": how_sure,
            "birth": birth,
        },
    )


def _asked(address: Mapping[str, str], person: int | None) -> Asked:
    area, state = number_in(address, "dia-ban"), address.get("trang-thai", "")
    if area is not None and not may(person, Permission.SEE_HOUSEHOLDS, area, today()):
        area = None
    return Asked(state if state in STATES else "cho-xem", area)


def _inside(area: int) -> QuerySet[Containment, int]:
    found = Containment.objects.filter(ancestor_id=area, valid__contains=today())
    return found.values_list("area_id", flat=True)


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def always_told(request: HttpRequest) -> HttpResponse:
    """Show who has somebody else's number and who is in two households: no search is needed for these."""
    person, day = person_of(request), today()
    asked, within, of_members = asked_of_all(request)
    numbers = with_one_number(within, ON_A_PAGE)
    whole = set(areas_where(person, Permission.SEE_NUMBERS, day))
    return render(
        request,
        "staff/registry/always_told.html",
        {
            "asked": asked,
            "areas": areas_of(person, asked.area_id),
            "numbers": [
                (masked(people[0].personal_number, all(one.area_id in whole for one in people)), people)
                for people in numbers
            ],
            "homes": in_two_households(of_members, day, ON_A_PAGE),
            "most": ON_A_PAGE,
            "birth": birth,
        },
    )


def asked_of_all(request: HttpRequest) -> tuple[Asked, Q, Q]:
    """What the address asks for, and the conditions on people and on memberships of whom it asks."""
    person, day = person_of(request), today()
    asked = _asked(request.GET, person)
    within = reached(person, Permission.SEE_HOUSEHOLDS, day)
    of_members = reached(person, Permission.SEE_HOUSEHOLDS, day, "person__area_id")
    if asked.area_id is not None:
        inside = list(_inside(asked.area_id))
        within &= Q(area_id__in=inside)
        of_members &= Q(person__area_id__in=inside)
    return asked, within, of_members


@needs(Permission.KEEP_HOUSEHOLDS)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin to search an area in the background."""
    area = number_in(request.POST, "dia-ban")
    if area is None:
        return redirect("doubles")
    if not may(person_of(request), Permission.KEEP_HOUSEHOLDS, area, today()):
        raise Http404
    task = start_search(area, actor_of(request), str(request.session.session_key), today())
    return redirect("doubles-search", task.pk)


@needs(Permission.KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show how far a search is and what it found; stop it on its owner's wish."""
    task = own_task(request, SEARCH, key)
    answer = stopped_or_part(request, task, "staff/registry/doubles_progress_part.html")
    if answer is not None:
        return answer
    area = names_of([task.payload["area"]], today()).get(task.payload["area"], "")
    return render(request, "staff/registry/doubles_progress.html", {"task": task, "area": area})
