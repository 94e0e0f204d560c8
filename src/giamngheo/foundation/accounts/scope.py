"""The one rule of who may do what where: areas by permission on a day, for lists, counts, exports.

Holdings and roles say in which areas a person has a permission; `Containment` says what lies within them.
Every list filters by `areas_where`; the database filters a second time by role, without permissions.
"""

from datetime import date
from typing import TypeVar

from django.db.models import Model, QuerySet

from giamngheo.foundation.accounts.models import Holding
from giamngheo.foundation.accounts.roles import ROLES, Permission
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Containment, Version

_Row = TypeVar("_Row", bound=Model)


def roles_with(permission: Permission) -> list[str]:
    """The roles that have this permission."""
    return [role.id for role in ROLES.values() if permission in role.permissions]


def holdings_with(user_id: int | None, permission: Permission, day: date) -> QuerySet[Holding]:
    """What this person holds on this day that gives this permission."""
    if user_id is None:
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
    return areas_where(user_id, permission, day).filter(area_id=area_id).exists()


def permissions_of(user_id: int | None, day: date) -> frozenset[Permission]:
    """What this person may do anywhere on this day; a role in a unit that ended gives nothing."""
    if user_id is None:
        return frozenset()
    held = Holding.objects.in_force_on(day).filter(user_id=user_id, area__valid__contains=day)
    roles = held.values_list("role", flat=True).distinct()
    return frozenset().union(*(ROLES[role].permissions for role in roles))


def is_everywhere(user_id: int | None, permission: Permission, day: date) -> bool:
    """Whether this person has this permission in the whole country."""
    held = holdings_with(user_id, permission, day).values("area_id")
    nation = Version.objects.filter(area_id__in=held, tier=Tier.NATION, valid__contains=day)
    return nation.exists()


def within_reach(
    rows: QuerySet[_Row], user_id: int | None, permission: Permission, day: date, field: str = "area_id"
) -> QuerySet[_Row]:
    """The rows whose area (in `field`) this person may reach; rows without one only from the whole country.

    The areas are named one by one: a few with an index on (area, order) or many in the order of the list,
    whichever the database reckons cheaper.
    """
    if is_everywhere(user_id, permission, day):
        return rows
    return rows.filter(**{f"{field}__in": list(areas_where(user_id, permission, day))})
