"""What all deeds share: the event they write, what they refuse, and what follows from every one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import QuerySet
from django.utils import timezone
from psycopg.types.range import DateRange

from giamngheo.apps.households import rewriting, suspicions, today
from giamngheo.apps.households.models import Event, Household, Membership, Person
from giamngheo.apps.households.particulars import Fault
from giamngheo.apps.households.states import EventKind
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import day as day_text


class RegisterError(Exception):
    """The register cannot take this; the message says in Vietnamese why and what to do."""


class FaultyError(RegisterError):
    """What was said cannot be; `faults` has all of it by field."""

    def __init__(self, whose: str, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(f"{whose} – {fault}" for fault in faults))


@dataclass(frozen=True)
class About:
    """Of every deed: on which day it happened, why, by which paper, from which source."""

    day: date
    reason: str = ""
    paper: str = ""
    source: str = "nhập trên màn hình"


def open_event(
    kind: EventKind,
    about: About,
    area_id: int,
    actor: Actor,
    *,
    undoes: Event | None = None,
    batch: UUID | None = None,
) -> Event:
    """Write the event of a deed; what did not happen yet is refused."""
    refuse_the_future(kind, about)
    return Event.objects.create(
        kind=kind,
        day=about.day,
        area_id=area_id,
        reason=about.reason,
        paper=about.paper,
        source=about.source,
        actor_id=actor.id,
        actor_name=actor.name,
        undoes=undoes,
        batch=batch,
    )


def refuse_the_future(kind: EventKind, about: About) -> None:
    """Nobody writes down what did not happen yet."""
    if about.day > timezone.localdate():
        raise RegisterError(
            f"Ngày {day_text(about.day)} chưa tới nên chưa ghi được việc «{kind.label}». "
            "Cách xử lý: ghi ngày việc đã xảy ra."
        )


def close_event(event: Event, actor: Actor, sentence: str, *more: Event) -> None:
    """Bring what is carried of today up to date and leave one line in the trail."""
    households, people = rewriting.touched([event, *more])
    today.refresh(households, people, timezone.localdate())
    suspicions.look_again(people)
    details = {"day": event.day.isoformat(), "reason": event.reason, "paper": event.paper}
    record(
        actor,
        f"households.{event.kind}",
        sentence,
        area_id=event.area_id,
        subject=("households.Event", event.pk),
        details=details | {"households": households[:20], "people": people[:20]},
    )


def change(rows: QuerySet[Any], event: Event, since: date, said: Mapping[str, Any] | None) -> int:
    """As `rewriting.change`; what somebody wrote of later days is not overwritten but told."""
    try:
        return rewriting.change(rows, event, since, said)
    except rewriting.LaterFactsError as error:
        raise RegisterError(
            f"Sổ đã ghi việc từ ngày {day_text(error.begins)}, sau ngày {day_text(since)} của việc này. "
            "Cách xử lý: ghi ngày sau đó, hoặc hoàn tác việc đã ghi rồi ghi lại theo thứ tự."
        ) from error


def end(rows: QuerySet[Any], event: Event, day: date) -> int:
    """Let these rows hold no more from this day on."""
    return change(rows, event, day, None)


def living(household: Household) -> Household:
    """The household as it is kept now, locked; one that is no longer in the register is refused."""
    kept = Household.objects.select_for_update().get(pk=household.pk)
    if not kept.is_living:
        raise RegisterError(
            f"Hộ {kept.code} không còn trong sổ nên không ghi thêm được. "
            "Cách xử lý: hoàn tác việc đã đưa hộ ra khỏi sổ, nếu việc đó sai."
        )
    return kept


def membership_of(person: Person, household: Household, day: date) -> Membership:
    """How a person belongs to a household on a day; refused where they do not."""
    found = Membership.objects.filter(
        person=person, household=household, superseded_by=None, valid__contains=day
    ).first()
    if found is None:
        raise RegisterError(
            f"Ngày {day_text(day)} {person.full_name} không thuộc hộ {household.code}. "
            "Cách xử lý: xem lịch sử của hộ và chọn đúng ngày."
        )
    return found


def standing_head(household: Household, day: date) -> Membership | None:
    """Who heads a household on a day."""
    return Membership.objects.filter(
        household=household, superseded_by=None, valid__contains=day, relationship="head"
    ).first()


def others_on(household: Household, people: Sequence[int], day: date) -> list[Membership]:
    """The members on a day or after it apart from these people: who came later stays behind, too."""
    since = DateRange(day, None)
    rows = Membership.objects.filter(household=household, superseded_by=None, valid__overlap=since)
    return list(rows.exclude(person_id__in=people).select_related("person"))


def told_twice(error: IntegrityError) -> RegisterError:
    """What the database refuses of two facts that cannot both hold, in words."""
    if "households_one_head" in str(error):
        return RegisterError(
            "Hộ đã có chủ hộ trong thời gian này. Cách xử lý: đổi chủ hộ trước, hoặc chọn quan hệ khác."
        )
    return RegisterError(
        "Thông tin này trùng thời gian với thông tin đã ghi. Cách xử lý: xem lịch sử của hộ và sửa ngày."
    )
