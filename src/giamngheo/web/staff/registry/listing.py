"""The register as a list: households of an area in the order of names, or people found by what is typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Manager, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.households.models import Household, Person
from giamngheo.apps.households.queries import found_people
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_where, holdings_with, permissions_of, reached
from giamngheo.foundation.areas.models import Containment
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit, children_of, units_on
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import needs

ON_A_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """The filters as they live in the address."""

    words: str
    area_id: int | None

    @property
    def query(self) -> str:
        """The address behind «?»."""
        said = {"tim": self.words, "dia-ban": str(self.area_id or "")}
        return urlencode({name: value for name, value in said.items() if value})


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Show the households of an area, or the people that were looked for."""
    person, day = person_of(request), today()
    asked = _asked(request.GET, person)
    within = reached(person, Permission.SEE_HOUSEHOLDS, day)
    if asked.area_id is not None:
        inside = Containment.objects.filter(ancestor_id=asked.area_id, valid__contains=day)
        within &= Q(area_id__in=list(inside.values_list("area_id", flat=True)))
    told = _people(request, asked, within) if asked.words else _households(request, within)
    areas = [one.area_id for one in told["rows"]]
    return render(
        request,
        "staff/registry/register.html",
        {
            "asked": asked,
            "names": names_of(areas, day),
            "areas": areas_of(person, asked.area_id),
            "may_keep": Permission.KEEP_HOUSEHOLDS in permissions_of(person, day),
            **told,
        },
    )


def _households(request: HttpRequest, within: Q) -> dict[str, Any]:
    living = Household.objects.filter(within, is_living=True)
    rows = _after(living.order_by("sort_key", "pk"), Household.objects, number_in(request.GET, "sau"))
    found = list(rows[: ON_A_PAGE + 1])
    return _page(found, living.count(), request) | {"of_people": False}


def _people(request: HttpRequest, asked: Asked, within: Q) -> dict[str, Any]:
    matching = found_people(asked.words).filter(within)
    rows = _after(matching.order_by("sort_key", "pk"), Person.objects, number_in(request.GET, "sau"))
    found = list(rows.select_related("household")[: ON_A_PAGE + 1])
    return _page(found, matching.count(), request) | {"of_people": True}


def _after(rows: QuerySet[Any], kept: Manager[Any], last: int | None) -> QuerySet[Any]:
    """The rows that follow one in the order of names; an unknown one is the start."""
    mark = None if last is None else kept.filter(pk=last).first()
    if mark is None:
        return rows
    return rows.filter(Q(sort_key__gt=mark.sort_key) | Q(sort_key=mark.sort_key, pk__gt=mark.pk))


def _page(found: list[Any], total: int, request: HttpRequest) -> dict[str, Any]:
    rows = found[:ON_A_PAGE]
    more = rows[-1].pk if len(found) > ON_A_PAGE else None
    return {"rows": rows, "total": total, "next": more, "is_first": "sau" not in request.GET}


def _asked(address: Mapping[str, str], person: int | None) -> Asked:
    area = number_in(address, "dia-ban")
    mine = areas_where(person, Permission.SEE_HOUSEHOLDS, today())
    if area is not None and not mine.filter(area_id=area).exists():
        area = None
    return Asked(words_in(address, "tim"), area)


def areas_of(person: int | None, chosen: int | None) -> list[Unit]:
    """The areas to choose from: one's own, and what stands under the chosen one or the only one held."""
    day = today()
    held = holdings_with(person, Permission.SEE_HOUSEHOLDS, day).values_list("area_id", flat=True)
    own = sorted(units_on(list(held), day).values(), key=lambda unit: (unit.tier, unit.name))
    inside = chosen or (own[0].area_id if len(own) == 1 else None)
    below = children_of(inside, day) if inside is not None else []
    chosen_unit = list(units_on([chosen], day).values()) if chosen is not None else []
    return list({unit.area_id: unit for unit in (*own, *chosen_unit, *below)}.values())
