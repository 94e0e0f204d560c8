"""What the address of a list of help asks for: year, unit, need, source; all of it stays in the address."""

from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest

from giamngheo.apps.households.circumstances import needs
from giamngheo.apps.support.states import Source
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached, held_areas, reached
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Containment
from giamngheo.foundation.areas.queries import Unit, unit_on
from giamngheo.law.library import remedies
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.staff.registry.listing import areas_of

_YEARS = range(2000, 2101)


@dataclass(frozen=True)
class Asked:
    """A year and, where they are chosen, a unit, a need, a source and a lack."""

    year: int
    area_id: int | None
    need: str
    source: str
    lack: str
    person: int | None

    @cached_property
    def within(self) -> list[int] | None:
        """The areas of the chosen unit; None where none is chosen."""
        if self.area_id is None:
            return None
        around = Containment.objects.filter(ancestor_id=self.area_id, valid__contains=today())
        return list(around.values_list("area_id", flat=True))

    @property
    def query(self) -> str:
        """The address behind «?»."""
        said = {
            "nam": str(self.year) if self.year != today().year else "",
            "dia-ban": str(self.area_id or ""),
            "nhu-cau": self.need,
            "nguon": self.source,
            "thieu": self.lack,
        }
        return urlencode({name: value for name, value in said.items() if value})

    def for_need(self, need: str) -> str:
        """The address behind «?» of the same with another need."""
        return replace(self, need=need, source="", lack="").query

    def for_lack(self, lack: str) -> str:
        """The address behind «?» of the households that lack a service."""
        return replace(self, need="", source="", lack=lack).query

    def areas(self, field: str = "area_id") -> Q:
        """The condition that a row's area is in reach and in the chosen unit."""
        inside = Q() if self.within is None else Q(**{f"{field}__in": self.within})
        return reached(self.person, Permission.SEE_HOUSEHOLDS, today(), field) & inside

    @property
    def area_ids(self) -> list[int] | None:
        """The areas in reach and in the chosen unit one by one; None for the whole country."""
        reach = areas_reached(self.person, Permission.SEE_HOUSEHOLDS, today())
        if reach is None or self.within is None:
            return self.within if reach is None else reach
        return sorted(set(reach) & set(self.within))

    def for_area(self, area_id: int) -> str:
        """The address behind «?» of the same in another unit."""
        return replace(self, area_id=area_id).query

    @property
    def wide(self) -> Unit | None:
        """The unit that is asked about, where it stands above the communes; None where several are held."""
        area_id = self.area_id
        if area_id is None:
            held = held_areas(self.person, Permission.SEE_HOUSEHOLDS, today())
            area_id = held[0] if len(held) == 1 else None
        unit = unit_on(area_id, today()) if area_id is not None else None
        return unit if unit is not None and unit.tier < Tier.COMMUNE else None

    @property
    def given(self) -> Q:
        """The condition on help given."""
        found = self.areas() & Q(given_on__year=self.year)
        return (
            found
            & (Q(need=self.need) if self.need else Q())
            & (Q(source=self.source) if self.source else Q())
        )


def asked_of(request: HttpRequest) -> Asked:
    """What the address asks for; what cannot be is as if it had not been asked."""
    year, area = number_in(request.GET, "nam"), number_in(request.GET, "dia-ban")
    need, source = request.GET.get("nhu-cau", ""), request.GET.get("nguon", "")
    lack = request.GET.get("thieu", "")
    return Asked(
        year if year is not None and year in _YEARS else today().year,
        area,
        need if need in needs() else "",
        source if source in Source.values else "",
        lack if lack in remedies() else "",
        person_of(request),
    )


def shared(asked: Asked) -> dict[str, object]:
    """What every list of help shows of what was asked for."""
    return {
        "asked": asked,
        "needs": needs(),
        "areas": areas_of(asked.person, asked.area_id),
        "this_year": today().year,
    }
