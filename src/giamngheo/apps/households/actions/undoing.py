"""Taking a deed back: by another event, while nothing that came later rests on it."""

from collections.abc import Sequence

from django.db import transaction

from giamngheo.apps.households import rewriting
from giamngheo.apps.households.actions.writing import About, RegisterError, close_event, open_event
from giamngheo.apps.households.models import Event
from giamngheo.apps.households.states import EventKind
from giamngheo.foundation.audit.actions import Actor


@transaction.atomic
def undo_event(event: Event, about: About, actor: Actor) -> Event:
    """Let what an event wrote stand no more and what it put aside stand again; raises RegisterError."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    refuse_blank_reason(about)
    if event.batch is not None:
        raise RegisterError(
            "Việc này thuộc một lần nhập danh sách, gồm nhiều hộ. "
            "Cách xử lý: hoàn tác cả lần nhập ở «Nhập danh sách», hoặc sửa riêng hộ này."
        )
    if event.kind == EventKind.UNDOING:
        raise RegisterError("Việc này đã là hoàn tác. Cách xử lý: ghi lại việc cũ nếu cần.")
    if Event.objects.filter(undoes=event).exists():
        raise RegisterError("Việc này đã được hoàn tác. Cách xử lý: tải lại trang để xem.")
    refuse_unseen([event])
    refuse_later([event])
    counter = open_event(EventKind.UNDOING, about, event.area_id, actor, undoes=event)
    rewriting.take_back(event, counter)
    refuse_homeless([counter])
    close_event(counter, actor, f"Hoàn tác việc «{EventKind(event.kind).label}»", event)
    return counter


def refuse_blank_reason(about: About) -> None:
    """Whoever comes later must be able to understand why."""
    if not about.reason.strip():
        raise RegisterError("Chưa ghi lý do hoàn tác. Cách xử lý: ghi lý do để người sau hiểu.")


def refuse_unseen(events: Sequence[Event]) -> None:
    """What lies partly in areas of others is not undone by half: people would be lost, or be in two homes."""
    if not rewriting.sees_all(events):
        raise RegisterError(
            f"Việc «{EventKind(events[0].kind).label}» còn ghi cho hộ, người ở địa bàn khác nên không "
            "hoàn tác riêng một nơi được. "
            "Cách xử lý: nhờ người ghi sổ ở cấp trên của cả hai địa bàn hoàn tác."
        )


def refuse_later(events: Sequence[Event]) -> None:
    """What others wrote upon these events would hang in the air without them."""
    later = rewriting.later_events(events)
    if later:
        told = Event.objects.filter(pk__in=later).order_by("id")
        words = "; ".join(f"{EventKind(one.kind).label} ngày {one.day:%d/%m/%Y}" for one in told[:5])
        raise RegisterError(
            f"Sau việc «{EventKind(events[0].kind).label}» đã ghi thêm: {words}. "
            "Cách xử lý: hoàn tác các việc đó trước, việc mới nhất trước."
        )


def refuse_homeless(counters: Sequence[Event]) -> None:
    """Nobody comes back into a household that left the register, or is left in one without a head."""
    code = rewriting.homeless(counters)
    if code is not None:
        raise RegisterError(
            f"Hộ {code} đã ra khỏi sổ sau việc này nên không đưa người trở lại hộ đó được. "
            "Cách xử lý: hoàn tác việc đã đưa hộ ra khỏi sổ trước."
        )
    adrift = rewriting.adrift(counters)
    if adrift is not None:
        code, name, is_housed = adrift
        lacks = "không có chủ hộ" if is_housed else "không còn trong sổ"
        raise RegisterError(
            f"Hoàn tác việc này thì hộ {code} {lacks} mà {name} vẫn thuộc hộ. "
            "Cách xử lý: hoàn tác các việc ghi sau của hộ này trước, việc mới nhất trước."
        )
