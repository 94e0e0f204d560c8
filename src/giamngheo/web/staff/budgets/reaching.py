"""The unit, year, line, decision or need that an address names, for who may see it; else not found."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest

from giamngheo.apps.budgets.dimensions import YEARS
from giamngheo.apps.budgets.models import Decision, Entry, Estimate, Line, Loading, Resolution
from giamngheo.apps.budgets.queries import units_holding_money, years_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached, permissions_in, reached
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.queries import Unit, unit_on
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.unit_asked import unit_asked

_MOST: Final = 2**63
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Place:
    """The unit and year that a page is about, those that can be chosen, and what who asks may do there."""

    unit: Unit
    others: tuple[Unit, ...]
    year: int
    may: frozenset[Permission]

    @property
    def area_id(self) -> int:
        """The number of the unit."""
        return self.unit.area_id

    @property
    def area(self) -> Area:
        """The unit."""
        return Area(pk=self.unit.area_id)

    @property
    def years(self) -> list[int]:
        """The years that can be chosen, newest first."""
        return sorted({self.year, today().year, *years_of(self.area_id)}, reverse=True)

    @property
    def may_keep(self) -> bool:
        """Whether who asks drafts decisions and writes vouchers here."""
        return Permission.KEEP_MONEY in self.may

    @property
    def may_decide(self) -> bool:
        """Whether who asks puts decisions in force and appraises needs here."""
        return Permission.DECIDE_MONEY in self.may

    @property
    def query(self) -> str:
        """Unit and year behind an address."""
        return urlencode({"don-vi": self.area_id, "nam": self.year})


def place_for(request: HttpRequest) -> Place:
    """The unit (`don-vi`) and year (`nam`) that the address asks for; 404 outside.

    A unit that is no more keeps the money it had: it is shown as it was, to who answers for what came after.
    """
    former = _former_unit(request)
    unit, others = (former, ()) if former else unit_asked(request, Permission.SEE_MONEY)
    asked = number_in(request.GET, "nam") or number_in(request.POST, "nam")
    year = asked if asked is not None and asked in YEARS else today().year
    return Place(unit, others, year, may_here(request, unit.area_id))


def below(area_id: int) -> list[Unit]:
    """The units below that hold money of their own: villages do not."""
    return units_holding_money(area_id, today())


def _former_unit(request: HttpRequest) -> Unit | None:
    """The unit that is no more which the address asks for, as it was on its last day; None for others."""
    number = number_in(request.GET, "don-vi") or number_in(request.POST, "don-vi")
    if number is None or number >= _MOST:
        return None
    ended = (
        Area.objects.filter(pk=number, valid__endswith__lte=today()).values_list("valid", flat=True).first()
    )
    reach = areas_reached(person_of(request), Permission.SEE_MONEY, today()) if ended else None
    if ended is None or (reach is not None and number not in reach):
        return None
    return unit_on(number, ended.upper - timedelta(days=1))


def may_here(request: HttpRequest, area_id: int) -> frozenset[Permission]:
    """What who asks may do in an area today."""
    return permissions_in(person_of(request), area_id, today())


def require(request: HttpRequest, permission: Permission, area_id: int) -> None:
    """Refuse who may see here but not do this."""
    if permission not in may_here(request, area_id):
        raise PermissionDenied


def line_for(request: HttpRequest, line_id: int) -> Line:
    """The line of this number; 404 where who asks does not see the money of its unit."""
    return _found(Line.objects.filter(_seen_by(request)).select_related("activity"), line_id)


def entry_for(request: HttpRequest, entry_id: int) -> Entry:
    """The entry of this number likewise."""
    return _found(Entry.objects.filter(_seen_by(request)), entry_id)


def need_for(request: HttpRequest, need_id: int) -> Estimate:
    """The need of this number likewise."""
    return _found(Estimate.objects.filter(_seen_by(request)), need_id)


def loading_for(request: HttpRequest, loading_id: int) -> Loading:
    """The spreadsheet of this number likewise."""
    return _found(Loading.objects.filter(_seen_by(request)), loading_id)


def resolution_for(request: HttpRequest, resolution_id: int) -> Resolution:
    """The resolution of this number likewise."""
    return _found(Resolution.objects.filter(_seen_by(request)), resolution_id)


def decision_for(request: HttpRequest, decision_id: int) -> Decision:
    """The decision of this number, for the unit that decided and for those whose money it moved; else 404."""
    moved = Entry.objects.filter(
        _seen_by(request, "postings__area_id"), decision__isnull=False, decision_id=decision_id
    )
    told = Q(_seen_by(request)) | Q(pk__in=moved.values("decision_id"))
    return _found(Decision.objects.filter(told), decision_id)


def _seen_by(request: HttpRequest, field: str = "area_id") -> Q:
    return reached(person_of(request), Permission.SEE_MONEY, today(), field)


def _found(rows: QuerySet[Row], number: Any) -> Row:
    found = rows.filter(pk=number).first() if number < _MOST else None
    if found is None:
        raise Http404
    return found
