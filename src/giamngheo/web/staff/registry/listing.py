"""The register as a list: households of an area in the order of names, or people found by what is typed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Manager, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.households.flags import Flag, flags_of
from giamngheo.apps.households.listed import (
    ListedHousehold,
    ListedPerson,
    listed_person,
    people_listed,
    people_under,
    place_of,
)
from giamngheo.apps.households.models import Household, Person
from giamngheo.apps.households.queries import (
    MOST_EVERYWHERE,
    counted_in_order,
    found_everywhere,
    found_people,
    has_digit,
    later_in_order,
)
from giamngheo.apps.households.statuses import newly_escaped_from
from giamngheo.foundation.accounts.held import areas_within
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among, areas_reached, held_areas, may
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit, units_and_children, units_on
from giamngheo.foundation.areas.search import search
from giamngheo.web.components.acting_person import permissions_here, person_of, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import capital, number
from giamngheo.web.staff.registry.asked_kinds import (
    FIRST_KINDS,
    FLAGS,
    KINDS,
    counts_of,
    has_flag,
    households_of,
    is_of,
)

ON_A_PAGE = 50
UNITS_SHOWN = 5
LEAST_DIGITS = 6  # so many are a code or a number, no village
FLAGGED_AT_MOST = 20_000


@dataclass(frozen=True)
class Asked:
    """The filters as they live in the address."""

    words: str
    area_id: int | None
    kind: str = ""
    flag: str = ""
    is_too_broad: bool = False  # more are found in the whole country than can be told
    is_flag_left_out: bool = False  # there are more households than a flag can be reckoned of

    @property
    def is_of_words(self) -> bool:
        """Whether nothing but a name or a number is looked for."""
        return bool(self.words) and not (self.kind or self.flag)

    @property
    def query(self) -> str:
        """The address behind «?»."""
        said = {
            "tim": self.words,
            "dia-ban": str(self.area_id or ""),
            "loai": self.kind,
            "uu-tien": self.flag,
        }
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True)
class _Page:
    """A page of the list: what it was asked for, where, the rows, how many there are and what comes next."""

    asked: Asked
    areas: list[int] | None
    counts: Mapping[str, int]
    found: Sequence[Any]
    total: int
    next: int | None


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Show the households of an area, or the people that were looked for."""
    person, day = person_of(request), today()
    page = _page(request)
    asked, areas = page.asked, page.areas
    shown = areas_of(person, asked.area_id)
    is_first = "sau" not in request.GET
    return render(
        request,
        "staff/registry/register.html",
        {
            "asked": asked,
            "of_people": bool(asked.words),
            "units": _units_named(asked, areas) if is_first else [],
            "most": MOST_EVERYWHERE,
            "areas": shown,
            "kinds": KINDS,
            "flags": FLAGS,
            "counts": {kind: page.counts[kind] for kind in FIRST_KINDS if kind in page.counts},
            "in_area": urlencode({"dia-ban": asked.area_id}) if asked.area_id else "",
            "may_keep": Permission.KEEP_HOUSEHOLDS in permissions_here(request),
            "wrong": _too_many(asked, page.total),
            "rows": _rows_shown(page, _places(page.found, shown, day), day),
            "total": page.total,
            "next": page.next,
            "is_first": is_first,
        },
    )


def _units_named(asked: Asked, areas: list[int] | None) -> list[Unit]:
    """The living units in reach whose name the words are: their households are one step away."""
    is_number = sum(sign.isdigit() for sign in asked.words) >= LEAST_DIGITS
    if not asked.words or is_number or asked.area_id is not None:
        return []
    hits = search(asked.words, today(), limit=UNITS_SHOWN, among=areas)
    living = units_on([hit.unit.area_id for hit in hits], today())
    return list(living.values())


def _places(
    rows: Iterable[ListedHousehold | ListedPerson], known: Sequence[Unit], day: date
) -> dict[int, str]:
    """Where these rows are; only what is not among the units of the page is asked for."""
    names = {unit.area_id: unit.full_name for unit in known}
    names |= names_of({one.area_id for one in rows} - names.keys(), day)
    return {area_id: capital(name) for area_id, name in names.items()}


def chosen(request: HttpRequest, *, of_people: bool = True) -> tuple[Asked, QuerySet[Any]]:
    """What was asked for, and the households or, where words are looked for, the people that it gives.

    Not `of_people`: words are left out, it is about the households of the area.
    """
    asked = _asked(request.GET, person_of(request))
    if not of_people:
        asked = replace(asked, words="")
    asked, rows = _narrowed(asked, _areas_asked(request, asked), today())
    with_homes = rows.select_related("household") if rows.model is Person else rows
    return asked, with_homes.order_by("sort_key", "pk")


def _narrowed(asked: Asked, areas: list[int] | None, day: date) -> tuple[Asked, QuerySet[Any]]:
    """The rows in these areas (None: the whole country), and what of the filters was too much."""
    if asked.words:
        found = found_everywhere(asked.words) if areas is None else found_people(asked.words)
        asked = replace(asked, is_too_broad=found is None)
        of_kind = is_of(asked.kind, day, "household__") & has_flag(asked.flag, day, "household_id")
        people = (Person.objects.none() if found is None else found).filter(among(areas), of_kind)
        return asked, people
    homes = Household.objects.filter(among(areas), is_of(asked.kind, day), is_living=True)
    if asked.flag and homes.count() > FLAGGED_AT_MOST:
        return replace(asked, is_flag_left_out=True), homes
    return asked, homes.filter(has_flag(asked.flag, day))


def _areas_asked(request: HttpRequest, asked: Asked) -> list[int] | None:
    """Where one sees households, or the chosen area, which is one's own, with what lies in it."""
    if asked.area_id is None:
        return areas_reached(person_of(request), Permission.SEE_HOUSEHOLDS, today())
    return areas_within([asked.area_id], today())


def _too_many(asked: Asked, total: int) -> dict[str, str]:
    """A flag is reckoned from each person of each household: of a province that is no page's work."""
    if asked.words or not asked.flag or total <= FLAGGED_AT_MOST:
        return {}
    return {
        "uu-tien": f"Nhóm tính từ từng người nên chỉ lọc được đến {number(FLAGGED_AT_MOST)} hộ, ở đây "
        f"có {number(total)} hộ: chọn thêm loại hộ, hoặc chọn một xã. Danh sách dưới đây chưa lọc theo nhóm."
    }


def _flags(homes: Sequence[Any], day: date) -> dict[int, tuple[Flag, ...]]:
    """Of each household the flags that it certainly has."""
    told = flags_of([one.pk for one in homes], day) if homes else {}
    return {pk: tuple(flag for flag, truth in flags.items() if truth) for pk, flags in told.items()}


def newly_among(rows: Iterable[Household | ListedHousehold], day: date) -> set[int]:
    """Which of these households count as newly escaped on a day."""
    earliest = newly_escaped_from(day)
    if earliest is None:
        return set()
    return {one.pk for one in rows if one.escaped_on and earliest <= one.escaped_on <= day}


def after(rows: QuerySet[Any], kept: Manager[Any], last: int | None) -> QuerySet[Any]:
    """The rows that follow one in the order of names; an unknown one is the start."""
    mark = None if last is None else kept.filter(pk=last).first()
    return later_in_order(rows, None if mark is None else (mark.sort_key, mark.pk))


def _page(request: HttpRequest) -> _Page:
    """The page that is asked for: households were counted as they changed, people are as they are found."""
    person, day = person_of(request), today()
    asked = _asked(request.GET, person)
    areas = _areas_asked(request, asked)
    last = number_in(request.GET, "sau")
    behind = (
        None if last is None else place_of(Person if asked.words else Household, last)
    )  # unknown: the start
    counts: dict[str, int] = {}
    found: Sequence[Any]
    if asked.is_of_words and has_digit(asked.words):
        found, total = people_under(asked.words, areas, ON_A_PAGE + 1, behind)
    elif asked.is_of_words and areas is not None:
        found, total = people_listed(asked.words, areas, ON_A_PAGE + 1, behind)
    elif asked.words:
        asked, people = _narrowed(asked, areas, day)
        few, total = counted_in_order(people, behind, ON_A_PAGE + 1)
        prefetch_related_objects(few, "household")
        found = [listed_person(one) for one in few]
    else:
        counts = counts_of(areas, day)
        rows = None
        if asked.flag:
            asked, rows = _narrowed(asked, areas, day)
        if rows is None or asked.is_flag_left_out:
            found, total = households_of(asked.kind, areas, day, ON_A_PAGE + 1, behind), counts[asked.kind]
        else:
            found, total = counted_in_order(rows, behind, ON_A_PAGE + 1)
    shown = found[:ON_A_PAGE]
    return _Page(asked, areas, counts, shown, total, shown[-1].pk if len(found) > ON_A_PAGE else None)


def _rows_shown(page: _Page, places: Mapping[int, str], day: date) -> list[tuple[Any, ...]]:
    """The rows as the template takes them apart: fifty times by name took it longer."""
    if page.asked.words:
        return [
            (one.pk, one.full_name, one.birth_date, one.code, places.get(one.area_id, "–"), one.is_living)
            for one in page.found
        ]
    flags, newly = _flags(page.found, day), newly_among(page.found, day)
    return [
        (
            one.code,
            one.head_name,
            one.class_today,
            one.pk in newly,
            flags.get(one.pk, ()),
            places.get(one.area_id, "–"),
            one.members,
        )
        for one in page.found
    ]


def _asked(address: Mapping[str, str], person: int | None) -> Asked:
    area = number_in(address, "dia-ban")
    if area is not None and not may(person, Permission.SEE_HOUSEHOLDS, area, today()):
        area = None
    kind, flag = address.get("loai", ""), address.get("uu-tien", "")
    return Asked(words_in(address, "tim"), area, kind if kind in KINDS else "", flag if flag in FLAGS else "")


def areas_of(
    person: int | None, chosen: int | None, permission: Permission = Permission.SEE_HOUSEHOLDS
) -> list[Unit]:
    """The areas to choose from: one's own, and what stands under the chosen one or the only one held."""
    day = today()
    held = held_areas(person, permission, day)
    known, children = units_and_children([*held, chosen] if chosen is not None else held, day)
    own = sorted((known[one] for one in held if one in known), key=lambda unit: (unit.tier, unit.name))
    inside = chosen or (own[0].area_id if len(own) == 1 else None)
    below = children[inside] if inside is not None else []
    chosen_unit = [known[chosen]] if chosen in known else []
    return list({unit.area_id: unit for unit in (*own, *chosen_unit, *below)}.values())
