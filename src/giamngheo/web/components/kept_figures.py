"""Figures of a large unit as they were last counted; of a small one as they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.http import Http404, HttpRequest
from django.utils import timezone

from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.kept_counts.actions import start_counting
from giamngheo.foundation.kept_counts.kinds import count_kind
from giamngheo.foundation.kept_counts.queries import is_large, kept_count
from giamngheo.foundation.tasks.models import Task
from giamngheo.web.components.acting_person import person_of, today

FRESH: Final = timedelta(hours=12)
"""What was counted longer ago is counted again when somebody looks; the old is shown meanwhile."""


@dataclass(frozen=True)
class Figures:
    """What was counted; `counted_at` is None where it was counted for this page."""

    told: Mapping[str, Any]
    kind: str
    area_id: int
    about: str
    counted_at: datetime | None = None
    is_counted_anew: bool = False


def figures_or_task(request: HttpRequest, kind: str, area_id: int, about: str, title: str) -> Figures | Task:
    """The figures of a unit; the task that counts them where it is large and they were never counted.

    404 for who may not see all of the unit.
    """
    counted = count_kind(kind)
    if not may(person_of(request), counted.permission, area_id, today()):
        raise Http404
    if not is_large(area_id, today()):
        return Figures(counted.count(area_id, about, today()), kind, area_id, about)

    def start() -> Task:
        return start_counting(
            kind,
            area_id,
            about,
            user=person_of(request),
            owner=str(request.session.session_key),
            back=request.get_full_path(),
            title=title,
        )

    kept = kept_count(kind, area_id, about)
    if kept is None:
        return start()
    is_old = timezone.now() - kept.counted_at > FRESH
    if is_old:
        start()
    return Figures(kept.told, kind, area_id, about, kept.counted_at, is_old)
