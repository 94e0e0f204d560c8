"""Whom the filters of the register find for an activity: on the page where they are chosen, and as a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from giamngheo.apps.activities.inviting import may_be_invited
from giamngheo.apps.activities.models import Activity, Participant
from giamngheo.apps.activities.queries import areas_of
from giamngheo.apps.households.models import Household, Person
from giamngheo.apps.households.queries import found_people
from giamngheo.foundation.accounts.held import areas_within
from giamngheo.foundation.accounts.scope import among
from giamngheo.law.vocabulary.activities import Takes
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.asked import day_in, number_in, words_in
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.staff.registry.asked_kinds import KINDS, is_of

_MOST_OF_A_NAME = 100


@dataclass(frozen=True)
class Asked:
    """The filters as they live in the address; `day` is the day of entry, `fault` what is wrong with it."""

    area: int | None
    words: str
    kind: str
    day: date
    fault: str = ""
    shows_all: bool = False

    @property
    def query(self) -> str:
        """The address behind «?»."""
        said = {"thon": self.area or "", "tim": self.words, "loai": self.kind, "ngay-vao": day_text(self.day)}
        return urlencode({name: value for name, value in said.items() if value})


def asked_of(request: HttpRequest) -> Asked:
    """What the address asks for; the day that was typed into the form of entry goes before."""
    day, _, fault = day_in(request.POST if "ngay-vao" in request.POST else request.GET, "ngay-vao", today())
    kind = words_in(request.GET, "loai", 40)
    return Asked(
        number_in(request.GET, "thon"),
        words_in(request.GET, "tim"),
        kind if kind in KINDS else "",
        day,
        fault,
        "tat-ca" in request.GET,
    )


def within(row: Activity, asked: Asked) -> list[int]:
    """The areas asked for, of those in which participants may live."""
    areas = list(areas_of(row, today()))
    return [one for one in areas_within([asked.area], today()) if one in set(areas)] if asked.area else areas


def there(row: Activity) -> set[int | None]:
    """The households or persons that take part already."""
    which = "household_id" if row.law.takes is Takes.HOUSEHOLDS else "person_id"
    return set(Participant.objects.filter(activity=row, left_on=None).values_list(which, flat=True))


def found(row: Activity, asked: Asked, areas: Sequence[int]) -> QuerySet[Any, int]:
    """The numbers of living households or persons that the filters find, who takes part left out, by name."""
    rest = ~Q(pk__in=[one for one in there(row) if one is not None])
    if not asked.shows_all:
        rest &= may_be_invited(row.law, asked.day, today())
    rows: QuerySet[Household] | QuerySet[Person]
    if row.law.takes is Takes.HOUSEHOLDS:
        rows = _households(asked, areas).filter(rest)
    else:
        rows = _persons(asked, areas).filter(rest)
    return rows.order_by("sort_key", "pk").values_list("pk", flat=True)


def born_told(born: tuple[date, date]) -> str:
    """When somebody was born: the day, or within which days where the register knows no more."""
    first, last = born
    if first == last:
        return f"sinh {day_text(first)}"
    return f"sinh năm {first.year}, chưa rõ ngày" if first.month != last.month else f"sinh {first:%m/%Y}"


def _households(asked: Asked, areas: Sequence[int]) -> QuerySet[Household]:
    homes = Household.objects.filter(among(list(areas)), is_living=True)
    if asked.kind:
        homes = homes.filter(is_of(asked.kind, today()))
    if asked.words:
        people = found_people(asked.words).filter(among(list(areas)))
        homes = homes.filter(pk__in=list(people.values_list("household_id", flat=True)[:_MOST_OF_A_NAME]))
    return homes


def _persons(asked: Asked, areas: Sequence[int]) -> QuerySet[Person]:
    people = found_people(asked.words) if asked.words else Person.objects.all()
    people = people.filter(among(list(areas)), is_living=True)
    return people.filter(is_of(asked.kind, today(), "household__")) if asked.kind else people
