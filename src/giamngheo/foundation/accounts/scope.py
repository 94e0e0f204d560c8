"""The one rule of who may do what where: areas by permission on a day, for lists, counts, exports.

Holdings and roles say in which areas a person has a permission; `Containment` says what lies within them.
Every list filters by `areas_where`; the database filters a second time by role, without permissions.
Who asks with less than all that they may (a token) is held to it here (`limited_to`), for every question.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.db.models import F, Q, QuerySet

from giamngheo.foundation.accounts.held import Held, areas_around, areas_within, held_by
from giamngheo.foundation.accounts.models import Holding
from giamngheo.foundation.accounts.roles import ROLES, Permission
from giamngheo.foundation.areas.models import Containment
from giamngheo.foundation.prepared_queries import OneOf

_limit: ContextVar[frozenset[Permission]] = ContextVar("limit", default=frozenset(Permission))


@contextmanager
def limited_to(permissions: frozenset[Permission]) -> Iterator[None]:
    """Answer as though whoever is asked about had no other permissions than these, whatever their roles."""
    token = _limit.set(_limit.get() & permissions)
    try:
        yield
    finally:
        _limit.reset(token)


def roles_with(permission: Permission) -> list[str]:
    """The roles that have this permission."""
    return [role.id for role in ROLES.values() if permission in role.permissions]


def holdings_with(user_id: int | None, permission: Permission, day: date) -> QuerySet[Holding]:
    """What this person holds on this day that gives this permission."""
    if user_id is None or permission not in _limit.get():
        return Holding.objects.none()
    return Holding.objects.in_force_on(day).filter(user_id=user_id, role__in=roles_with(permission))


def areas_where(user_id: int | None, permission: Permission, day: date) -> QuerySet[Containment, int]:
    """The numbers of the areas in which this person has this permission, as a query to filter by.

    Former units are in it, so that rows of the past are seen by who answers for their place today.
    """
    held = holdings_with(user_id, permission, day).values("area_id")
    return Containment.objects.filter(ancestor_id__in=held, valid__contains=day).values_list(
        "area_id", flat=True
    )


def may(user_id: int | None, permission: Permission, area_id: int, day: date) -> bool:
    """Whether this person has this permission in this area on this day."""
    return permission in permissions_in(user_id, area_id, day)


def permissions_in(user_id: int | None, area_id: int, day: date) -> frozenset[Permission]:
    """What this person may do in this area on this day."""
    return permissions_in_each(user_id, [area_id], day)[area_id]


def permissions_in_each(
    user_id: int | None, area_ids: Iterable[int], day: date
) -> dict[int, frozenset[Permission]]:
    """What this person may do in each of these areas on this day."""
    held, around = held_by(user_id, day), areas_around(area_ids, day)
    return {
        area_id: _given(one for one in held if one.area_id in ancestors)
        for area_id, ancestors in around.items()
    }


def permissions_of(user_id: int | None, day: date) -> frozenset[Permission]:
    """What this person may do anywhere on this day; a role in a unit that ended gives nothing."""
    return _given(one for one in held_by(user_id, day) if one.is_living)


def held_areas(user_id: int | None, permission: Permission, day: date) -> list[int]:
    """The areas in which this person holds a role that gives this permission, not what lies in them."""
    return list(dict.fromkeys(one.area_id for one in _giving(user_id, permission, day)))


def is_everywhere(user_id: int | None, permission: Permission, day: date) -> bool:
    """Whether this person has this permission in the whole country."""
    return any(one.is_nation for one in _giving(user_id, permission, day))


def areas_reached(user_id: int | None, permission: Permission, day: date) -> list[int] | None:
    """The areas in which this person has this permission one by one; None for the whole country."""
    if is_everywhere(user_id, permission, day):
        return None
    return areas_within(held_areas(user_id, permission, day), day)


def among(areas: list[int] | None, field: str = "area_id") -> Q:
    """The condition that a row's area (in `field`) is one of these; every row where None are named.

    A row without an area is reached from the whole country only. The areas are named one by one, so that the
    database reckons whether to fetch the rows of a few areas or to walk the list and leave the others out.
    """
    return Q() if areas is None else Q(OneOf(F(field), areas))


def reached(user_id: int | None, permission: Permission, day: date, field: str = "area_id") -> Q:
    """The condition that a row's area (in `field`) lies where this person has this permission."""
    return among(areas_reached(user_id, permission, day), field)


def _giving(user_id: int | None, permission: Permission, day: date) -> list[Held]:
    if permission not in _limit.get():
        return []
    return [one for one in held_by(user_id, day) if permission in ROLES[one.role].permissions]


def _given(held: Iterable[Held]) -> frozenset[Permission]:
    return frozenset().union(*(ROLES[one.role].permissions for one in held)) & _limit.get()
