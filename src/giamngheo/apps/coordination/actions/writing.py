"""What every deed of this app does: refuse with a remedy, move by the table of states, tell the trail."""

from datetime import date
from typing import Any, TypeVar

from django.db import models

from giamngheo.apps.coordination.states import Moves
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.refused import RefusedError

Row = TypeVar("Row", bound=models.Model)
_ELSEWHERE = "Việc này đã ở bước khác nên không làm được nữa. Cách xử lý: tải lại trang để xem."


class CoordinationError(RefusedError):
    """A deed of coordination is refused."""


def locked(row: Row) -> Row:
    """The row as it stands, which nobody else changes until the deed is over."""
    found: Row = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    return found


def after_move(state: str, verb: str, moves: Moves) -> str:
    """The state to which a deed leads; raises CoordinationError where it does not lead from this one."""
    before, after = moves.get(verb, (frozenset(), None))
    if state not in before:
        raise CoordinationError(_ELSEWHERE)
    return after or state


def by(actor: Actor) -> dict[str, Any]:
    """Who made a row."""
    return {"made_by_id": actor.id, "made_by_name": actor.name}


def told(row: models.Model, area_id: int, actor: Actor, verb: str, sentence: str, **details: Any) -> None:
    """Add the one line of the trail of a deed on a row of an area."""
    record(
        actor,
        f"coordination.{verb}",
        sentence,
        area_id=area_id,
        subject=(row._meta.label, row.pk),
        details=details,
    )


def shortened(text: str, longest: int = 110) -> str:
    """The beginning of a text, for a sentence of the trail."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def texts_needed(*asked: tuple[str, str, str, int]) -> dict[str, str]:
    """Words of fields that must be filled, all faults told at once; raises CoordinationError."""
    said, wrong = dict[str, str](), dict[str, str]()
    for field, text, what, longest in asked:
        try:
            said[field] = CoordinationError.words(text, what, about=field, longest=longest)
        except CoordinationError as error:
            wrong |= error.wrong
    if wrong:
        raise CoordinationError("Có ô ghi sai.", wrong=wrong)
    return said


def day_needed(day: date | None, field: str, what: str) -> date:
    """A day that must be told; raises CoordinationError."""
    if day is None:
        raise CoordinationError(f"Chưa ghi {what}. Cách xử lý: gõ ngày, như 15/3/2026.", field)
    return day
