"""What a unit set for its procedures, as the law reads it; values go into the database and back by type."""

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from giamngheo.apps.reviews.models import ProcedureSetting
from giamngheo.foundation.prepared_queries import Asked, PreparedQuery
from giamngheo.law.vocabulary.procedures import Days, Setting, Value

_SETTINGS: Final = PreparedQuery(
    lambda: ProcedureSetting.objects.filter(area=Asked("area"), kind=Asked("kind"), ended_at=None)
)


def as_kept(value: Value) -> Any:
    """A value as JSON: lengths of time by name, shares and days of the year as pairs."""
    return msgspec.to_builtins(value)


def as_said(kept: Any) -> Value:
    """The value that `as_kept` wrote."""
    if isinstance(kept, dict):
        return msgspec.convert(kept, Days)
    if isinstance(kept, list):
        first, second = kept
        return int(first), int(second)
    return kept if isinstance(kept, int) else str(kept)


def settings_of(area_id: int, kind: str) -> tuple[Setting, ...]:
    """What the unit set for a procedure and did not end."""
    return _read(_SETTINGS.rows(area=area_id, kind=kind))


def _read(rows: Iterable[ProcedureSetting]) -> tuple[Setting, ...]:
    return tuple(
        Setting(point=one.point, value=as_said(one.value), since=one.since, source=one.source) for one in rows
    )
