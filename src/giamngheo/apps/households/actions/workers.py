"""The deed of a decision on many workers of low income at once, as a review makes it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from psycopg.types.range import DateRange

from giamngheo.apps.households import today
from giamngheo.apps.households.actions.standings import Decision, refuse_decision, refuse_worker_day
from giamngheo.apps.households.actions.writing import About, RegisterError, open_event, told_twice
from giamngheo.apps.households.models import Membership, Person, WorkerRecognition
from giamngheo.apps.households.states import EventKind
from giamngheo.apps.households.statuses import statuses_of
from giamngheo.foundation.audit.actions import Actor, Deed, record_all
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole
from giamngheo.law.vocabulary.standards import HouseholdClass

_LISTED = (HouseholdClass.POOR, HouseholdClass.NEAR_POOR)
_TOLD = 5  # names in a sentence


@transaction.atomic
def recognise_workers(people: Sequence[int], decision: Decision, about: About, actor: Actor) -> UUID:
    """Recognise these people as workers of low income from the day on, an event a village, in one batch.

    All of them or none: who belongs to no household on the day, or to a poor or near-poor one, is refused by
    RegisterError. The number of statements does not grow with the people. Returns the key of the batch.
    """
    refuse_decision(decision, about.day)
    refuse_worker_day(about.day)
    known = list(Person.objects.select_for_update().filter(pk__in=list(people)).order_by("pk"))
    if len(known) != len(set(people)) or not known:
        raise RegisterError(
            "Có người không có trong sổ của địa bàn bạn phụ trách. Cách xử lý: xem lại danh sách rồi làm lại."
        )
    _refuse_households(known, about.day)
    batch = uuid4()
    events = {
        area: open_event(EventKind.WORKER_RECOGNITION, about, area, actor, batch=batch)
        for area in sorted({one.area_id for one in known})
    }
    counted = Counter(one.area_id for one in known)
    try:
        with transaction.atomic():
            WorkerRecognition.objects.bulk_create(
                WorkerRecognition(
                    person=one,
                    decision_number=decision.number,
                    decision_date=decision.day,
                    decided_by=decision.by,
                    valid=DateRange(about.day, None),
                    recorded_by=events[one.area_id],
                )
                for one in known
            )
    except IntegrityError as error:
        raise told_twice(error) from error
    today.refresh([], [one.pk for one in known], timezone.localdate())
    record_all(
        actor,
        [
            Deed(
                f"households.{event.kind}",
                f"Công nhận {whole(counted[area])} người lao động có thu nhập thấp",
                area,
                ("households.Event", event.pk),
                {"day": about.day.isoformat(), "decision": decision.number, "batch": str(batch)},
            )
            for area, event in events.items()
        ],
    )
    return batch


def _refuse_households(people: Sequence[Person], day: date) -> None:
    """Who belongs to no household on the day, or to one that is on a list, is named."""
    rows = Membership.objects.filter(person__in=people, superseded_by=None, valid__contains=day)
    homes = dict(rows.values_list("person_id", "household_id"))
    held = statuses_of(set(homes.values()), day)
    homeless = [one.full_name for one in people if one.pk not in homes]
    if homeless:
        raise RegisterError(
            f"Ngày {day_text(day)} {_some(homeless)} không thuộc hộ nào. "
            "Cách xử lý: xem lịch sử của người này và chọn đúng ngày."
        )
    listed = [
        one.full_name
        for one in people
        if (status := held.get(homes[one.pk])) is not None and status.household_class in _LISTED
    ]
    if listed:
        raise RegisterError(
            f"Ngày {day_text(day)} {_some(listed)} thuộc hộ nghèo, hộ cận nghèo; người lao động có thu nhập "
            "thấp thuộc hộ không nghèo, không cận nghèo (NĐ 30/2025/NĐ-CP). "
            "Cách xử lý: xem lại người và ngày."
        )


def _some(names: Sequence[str]) -> str:
    more = f" và {len(names) - _TOLD} người khác" if len(names) > _TOLD else ""
    return ", ".join(names[:_TOLD]) + more
