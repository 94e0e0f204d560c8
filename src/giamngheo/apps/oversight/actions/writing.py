"""What every deed of oversight does: refuse with a remedy, move by the table of states, tell the trail."""

from collections.abc import Collection
from datetime import date
from typing import Any, TypeVar

from django.db import models

from giamngheo.apps.oversight.states import Moves
from giamngheo.foundation.areas.models import Containment
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.refused import RefusedError
from giamngheo.foundation.text import day as day_text

Row = TypeVar("Row", bound=models.Model)


class OversightError(RefusedError):
    """A deed of oversight is refused."""


def locked(row: Row) -> Row:
    """The row as it stands, which nobody else changes until the deed is over."""
    found: Row = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    return found


def after_move(state: str, verb: str, moves: Moves) -> str:
    """The state to which a deed leads; raises OversightError where it does not lead from this one."""
    before, after = moves.get(verb, (frozenset(), None))
    if state not in before:
        raise OversightError(
            "Việc này đã ở bước khác nên không làm được nữa. Cách xử lý: tải lại trang để xem bước hiện nay."
        )
    return after or state


def require_state(state: str, open_in: Collection[str], what: str) -> None:
    """Refuse what may be written down in some states only; `what` names the deed."""
    if state not in open_in:
        raise OversightError(
            f"Đợt kiểm tra đã qua bước này nên không {what} được nữa. Cách xử lý: tải lại trang để xem."
        )


def require_another(actor: Actor, others: Collection[int | None], what: str) -> None:
    """Refuse who would decide on what they did themselves."""
    if actor.id is not None and actor.id in others:
        raise OversightError(
            f"Bạn là người {what} nên không tự quyết định được: việc này do hai người làm. "
            "Cách xử lý: nhờ người khác có quyền làm bước này."
        )


def by(actor: Actor) -> dict[str, Any]:
    """Who made a row."""
    return {"made_by_id": actor.id, "made_by_name": actor.name}


def tell(row: models.Model, area_id: int, actor: Actor, verb: str, sentence: str, **details: Any) -> None:
    """Add the one line of the trail of a deed on a row of an area."""
    subject = (row._meta.label, row.pk)
    record(actor, f"oversight.{verb}", sentence, area_id=area_id, subject=subject, details=details)


def texts(*asked: tuple[str, str, str, int]) -> dict[str, str]:
    """Words of fields that must be filled (field, text, what, longest), all faults told at once."""
    said, wrong = dict[str, str](), dict[str, str]()
    for field, text, what, longest in asked:
        try:
            said[field] = OversightError.words(text, what, about=field, longest=longest)
        except OversightError as error:
            wrong |= error.wrong
    if wrong:
        raise OversightError("Có ô ghi sai.", wrong=wrong)
    return said


def long_text(text: str, what: str, field: str, longest: int) -> str:
    """Words of several lines that must be filled; raises OversightError."""
    said = text.replace("\0", "").strip()
    if not said:
        raise OversightError(f"Chưa ghi {what}. Cách xử lý: ghi {what} rồi lưu lại.", field)
    if len(said) > longest:
        raise OversightError(f"{what.capitalize()} dài hơn {longest} chữ. Cách xử lý: ghi ngắn lại.", field)
    return said


def past(day: date | None, today: date, field: str, what: str) -> date:
    """A day that was told and has come; raises OversightError."""
    if day is None:
        raise OversightError(f"Chưa ghi {what}. Cách xử lý: gõ ngày, như 15/3/2026.", field)
    if day > today:
        raise OversightError(f"Ngày {day_text(day)} chưa tới. Cách xử lý: ghi {what} đúng văn bản.", field)
    return day


def ahead(day: date | None, today: date, field: str, what: str) -> date:
    """A day that was told and has not gone; raises OversightError."""
    if day is None:
        raise OversightError(f"Chưa ghi {what}. Cách xử lý: gõ ngày, như 15/3/2026.", field)
    if day < today:
        raise OversightError(
            f"Ngày {day_text(day)} đã qua. Cách xử lý: gõ ngày từ {day_text(today)} trở đi.", field
        )
    return day


def require_within(unit_id: int, area_id: int, today: date, field: str) -> None:
    """Refuse a unit that does not lie in the area (itself is in it); raises OversightError."""
    inside = Containment.objects.filter(area_id=unit_id, ancestor_id=area_id, valid__contains=today)
    if not inside.exists():
        raise OversightError(
            "Đơn vị này không thuộc địa bàn. Cách xử lý: chọn đơn vị hoặc thôn trong địa bàn.", field
        )
