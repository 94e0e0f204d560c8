"""How an import into the register, or an intake into sheets, gets from one state to the next."""

import uuid
from collections.abc import Mapping
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from giamngheo.apps.exchange.asked import ListError
from giamngheo.apps.exchange.models import Import, Intake
from giamngheo.apps.exchange.states import ImportState, IntakeState, sources_of

_CALLED: Final = {Import: "Lần nhập", Intake: "Lần nhận"}


def mark_compared(one: Import | Intake, mark: str, counts: Mapping[str, Any]) -> None:
    """What would be written is known."""
    one.mark, one.counts = mark, dict(counts)
    one.save(update_fields=["mark", "counts"])
    move(one, ImportState.COMPARED if isinstance(one, Import) else IntakeState.COMPARED)


def mark_written(one: Import, batch: uuid.UUID) -> None:
    """It stands in the register."""
    one.batch, one.written_at = batch, timezone.now()
    one.save(update_fields=["batch", "written_at"])
    move(one, ImportState.WRITTEN)


def move(one: Import | Intake, target: ImportState | IntakeState) -> None:
    """Let it be in this state; ListError from a state that does not lead there."""
    if not _before(one, target).update(state=target):
        raise _not_from(one, target)
    one.state = target


def refuse_unless(one: Import | Intake, target: ImportState | IntakeState) -> None:
    """Nothing is done to what somebody else brought further meanwhile; raises ListError."""
    if not _before(one, target).exists():
        raise _not_from(one, target)


def _before(one: Import | Intake, target: ImportState | IntakeState) -> QuerySet[Any]:
    return type(one)._default_manager.filter(pk=one.pk, state__in=sources_of(target))


def _not_from(one: Import | Intake, target: ImportState | IntakeState) -> ListError:
    kept = type(one)._default_manager.values_list("state", flat=True).get(pk=one.pk)
    now = type(target)(kept)
    return ListError(
        f"{_CALLED[type(one)]} này đang ở bước «{now.label}» nên không chuyển sang «{target.label}» được. "
        "Cách xử lý: tải lại trang để xem."
    )
