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
    if not Import.objects.filter(pk=one.pk, state__in=import_sources(target)).update(state=target):
        raise _not_from(one, target)
    one.state = target


def refuse_unless(one: Import, target: ImportState) -> None:
    """Nothing is done to an import that somebody else brought further meanwhile; raises ListError."""
    if not Import.objects.filter(pk=one.pk, state__in=import_sources(target)).exists():
        raise _not_from(one, target)


def _not_from(one: Import, target: ImportState) -> ListError:
    now = ImportState(Import.objects.values_list("state", flat=True).get(pk=one.pk))
    return ListError(
        f"Lần nhập này đang ở bước «{now.label}» nên không chuyển sang «{target.label}» được. "
        "Cách xử lý: tải lại trang để xem."
    )
