"""Of one thing nothing is said twice for a day: kept by the database, cheaply for what has no end yet.

Nearly every fact is open: it holds until somebody says otherwise. Of these an ordinary unique index lets one
stand; the few that ended are kept apart by ranges, which cost ten times as much a row; that an open one and
one that ended do not meet is looked at after each statement (trigger `once`, migration 0006).
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db.models import Q, UniqueConstraint

from giamngheo.foundation.areas.periods import one_at_a_time

_STANDING = Q(superseded_by=None)


def once_a_day(
    name: str, *fields: str, condition: Q | None = None
) -> tuple[UniqueConstraint | ExclusionConstraint, ...]:
    """Let one standing fact hold on a day for the same things in `fields`."""
    standing = _STANDING & condition if condition is not None else _STANDING
    return (
        UniqueConstraint(fields=fields, name=f"{name}_now", condition=standing & Q(valid__upper_inf=True)),
        one_at_a_time(
            name,
            numbers=[f"{field}_id" for field in fields],
            condition=standing & Q(valid__upper_inf=False),
        ),
    )
