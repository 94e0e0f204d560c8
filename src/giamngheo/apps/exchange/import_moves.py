"""How an import gets from one state to the next."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from giamngheo.apps.exchange.asked import ListError
from giamngheo.apps.exchange.models import Import
from giamngheo.apps.exchange.states import ImportState, import_sources


def mark_compared(one: Import, mark: str, counts: Mapping[str, Any]) -> None:
    """What would be written is known."""
    one.mark, one.counts = mark, dict(counts)
    one.save(update_fields=["mark", "counts"])
    move(one, ImportState.COMPARED)


def mark_written(one: Import, batch: uuid.UUID) -> None:
    """It stands in the register."""
    one.batch, one.written_at = batch, timezone.now()
    one.save(update_fields=["batch", "written_at"])
    move(one, ImportState.WRITTEN)


def move(one: Import, target: ImportState) -> None:
    """Let an import be in this state; ListError from a state that does not lead there."""
    moved = Import.objects.filter(pk=one.pk, state__in=import_sources(target)).update(state=target)
    if not moved:
        raise ListError(
            f"Lần nhập này đang ở bước «{ImportState(one.state).label}» nên không chuyển sang "
            f"«{target.label}» được. Cách xử lý: tải lại trang để xem."
        )
    one.state = target
