"""Taking a whole batch back, all its units together, while nothing that came later rests on it."""

import uuid

from django.db import transaction

from giamngheo.apps.households import rewriting
from giamngheo.apps.households.actions.undoing import (
    refuse_blank_reason,
    refuse_homeless,
    refuse_later,
    refuse_unseen,
)
from giamngheo.apps.households.actions.writing import About, RegisterError, close_event, open_event
from giamngheo.apps.households.models import Event
from giamngheo.apps.households.states import EventKind
from giamngheo.foundation.audit.actions import Actor


@transaction.atomic
def undo_batch(key: uuid.UUID, about: About, actor: Actor) -> list[Event]:
    """Undo every event of a batch; raises RegisterError where one of them cannot be, and undoes none then."""
    refuse_blank_reason(about)
    events = list(Event.objects.select_for_update().filter(batch=key).order_by("pk"))
    if not events:
        raise RegisterError("Không còn thấy lần nhập này. Cách xử lý: tải lại trang để xem.")
    if Event.objects.filter(undoes__in=events).exists():
        raise RegisterError("Lần nhập này đã được hoàn tác. Cách xử lý: tải lại trang để xem.")
    refuse_unseen(events)
    refuse_later(events)
    counters = []
    for event in events:
        counter = open_event(EventKind.UNDOING, about, event.area_id, actor, undoes=event)
        rewriting.take_back(event, counter)
        counters.append(counter)
    refuse_homeless(counters)
    for event, counter in zip(events, counters, strict=True):
        close_event(counter, actor, "Hoàn tác một lần nhập danh sách", event)
    return counters
