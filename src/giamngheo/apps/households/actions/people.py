"""Deeds about people: born, died, gone, into another household, put right."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from psycopg.types.range import DateRange

from giamngheo.apps.households import rewriting
from giamngheo.apps.households.actions.homes import HEAD, MemberSaid, add_person
from giamngheo.apps.households.actions.writing import (
    About,
    FaultyError,
    RegisterError,
    close_event,
    end,
    living,
    open_event,
    others_on,
    told_twice,
)
from giamngheo.apps.households.models import Event, Household, Membership, Particulars, Person
from giamngheo.apps.households.particulars import faults_of
from giamngheo.apps.households.states import EventKind
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text


@transaction.atomic
def record_birth(household: Household, said: MemberSaid, about: About, actor: Actor) -> Person:
    """Take a child into the register, as a member since the day of birth."""
    household = living(household)
    born = {"birth_date": about.day, "birth_precision": "day", **said.particulars}
    said = MemberSaid(said.relationship, born)
    if faults := faults_of({"full_name": "", **born, "relationship": said.relationship}, about.day):
        raise FaultyError(str(born.get("full_name") or "Trẻ chưa có tên"), faults)
    event = open_event(EventKind.BIRTH, about, household.area_id, actor)
    person = add_person(household, said, event, about.day)
    close_event(event, actor, f"Thêm trẻ mới sinh vào hộ {household.code}")
    person.refresh_from_db()
    return person


@transaction.atomic
def record_death(person: Person, about: About, actor: Actor) -> Event:
    """Let a person belong to no household from the day on."""
    return _leave(person, EventKind.DEATH, about, actor, f"{person.full_name} chết")


@transaction.atomic
def record_departure(person: Person, about: About, actor: Actor) -> Event:
    """Let a person leave the register: they moved away without their household."""
    return _leave(person, EventKind.DEPARTURE, about, actor, f"{person.full_name} chuyển đi")


@transaction.atomic
def move_person(
    person: Person,
    to: Household,
    relationship: str,
    about: About,
    actor: Actor,
    *,
    kind: EventKind = EventKind.ARRIVAL,
) -> Event:
    """Let a person belong to another household from the day on: after marrying, or having moved."""
    to = living(to)
    if relationship == HEAD:
        raise RegisterError(
            f"Hộ {to.code} đã có chủ hộ. Cách xử lý: chọn quan hệ khác, rồi đổi chủ hộ nếu cần."
        )
    event = open_event(kind, about, to.area_id, actor)
    _end_memberships(person, event, about.day)
    try:
        with transaction.atomic():
            Membership.objects.create(
                household=to,
                person=person,
                relationship=relationship,
                valid=DateRange(about.day, None),
                recorded_by=event,
            )
    except IntegrityError as error:
        raise told_twice(error) from error
    close_event(event, actor, f"{person.full_name} chuyển sang hộ {to.code}")
    return event


@transaction.atomic
def correct_person(
    person: Person, said: Mapping[str, Any], about: About, actor: Actor, *, since: date | None = None
) -> Event:
    """Put right what is said of a person: always, or from `since` on (a new school, a new card)."""
    latest = Particulars.objects.filter(person=person, superseded_by=None).order_by("valid").last()
    if latest is None:
        raise RegisterError(
            f"{person.full_name} không còn thông tin nào trong sổ. Cách xử lý: hoàn tác việc trước."
        )
    whole = {name: getattr(latest, name) for name in ("full_name", "sex", "birth_date", "birth_precision")}
    whole["personal_number"] = latest.personal_number
    if faults := faults_of({**whole, **said}, about.day):
        raise FaultyError(person.full_name, faults)
    event = open_event(EventKind.CORRECTION, about, person.area_id, actor)
    rewriting.change(Particulars.objects.filter(person=person), event, since, said, with_later=True)
    close_event(event, actor, f"Sửa thông tin của {person.full_name}")
    return event


def _leave(person: Person, kind: EventKind, about: About, actor: Actor, sentence: str) -> Event:
    homes = Membership.objects.filter(person=person, superseded_by=None, valid__contains=about.day)
    for home in homes.select_related("household"):
        if home.relationship == HEAD and others_on(home.household, [person.pk], about.day):
            raise RegisterError(
                f"{person.full_name} là chủ hộ {home.household.code}, hộ còn người khác. "
                "Cách xử lý: đổi chủ hộ trước, rồi ghi việc này."
            )
    event = open_event(kind, about, person.area_id, actor)
    _end_memberships(person, event, about.day)
    close_event(event, actor, sentence)
    return event


def _end_memberships(person: Person, event: Event, day: date) -> None:
    if not end(Membership.objects.filter(person=person), event, day):
        raise RegisterError(
            f"Ngày {day_text(day)} {person.full_name} không thuộc hộ nào. "
            "Cách xử lý: xem lịch sử của người này và chọn đúng ngày."
        )
