"""What can be counted: `settings.KEPT_COUNTS` names function and permission, so that apps stay strangers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.conf import settings
from django.utils.module_loading import import_string

from giamngheo.foundation.accounts.held import areas_within
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.queries import children_of, unit_on

Counting = Callable[[Sequence[int] | None, Sequence[int], str, date], Mapping[str, Any]]
"""Counts in areas (None: all), and by units below, about something, on a day; gives what is kept as JSON."""


class UnknownCountError(LookupError):
    """No function is named for this kind of count."""


@dataclass(frozen=True)
class CountKind:
    """A kind of count: who may see it, and what counts it."""

    permission: Permission
    path: str

    def count(self, area_id: int, about: str, day: date) -> Mapping[str, Any]:
        """Count in a unit on a day, and by the units directly below it."""
        unit = unit_on(area_id, day)
        areas = None if unit is not None and unit.tier == Tier.NATION else areas_within([area_id], day)
        below = [one.area_id for one in children_of(area_id, day)]
        return cast(Counting, import_string(self.path))(areas, below, about, day)


def count_kind(kind: str) -> CountKind:
    """What is known of a kind of count; raises UnknownCountError."""
    try:
        permission, path = settings.KEPT_COUNTS[kind]
    except KeyError:
        raise UnknownCountError(f"settings.KEPT_COUNTS names no function for {kind!r}") from None
    return CountKind(Permission(permission), path)
