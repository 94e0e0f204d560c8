"""Deeds about people: born, come, died, gone, married, into another household, put right."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from psycopg.types.range import DateRange

from giamngheo.apps.households import rewriting
from giamngheo.apps.households.actions.homes import (
    HEAD,
    MemberSaid,
    add_person,
    join,
    refuse_leaving_head,
    told_of,
)
from giamngheo.apps.households.actions.writing import (
    About,
    FaultyError,
    RegisterError,
    close_event,
    end,
    living,
    open_event,
)
from giamngheo.apps.households.models import (
    Event,
    FormerNumber,
    Household,
    Membership,
    Particulars,
    Person,
)
from giamngheo.apps.households.particulars import faults_of
from giamngheo.apps.households.states import EventKind
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text


@transaction.atomic
def record_birth(household: Household, said: MemberSaid, about: About, actor: Actor) -> Person:
    """Take a child into the register, as a member since the day of birth."""
    born = {"birth_date": about.day, "birth_precision": "day", **said.particulars}
    return _come(household, MemberSaid(said.relationship, born), EventKind.BIRTH, about, actor)


@transaction.atomic
def record_arrival(household: Household, said: MemberSaid, about: About, actor: Actor) -> Person:
    """Take somebody who was not in the register into it, as a member who came on the day."""
    return _come(household, said, EventKind.ARRIVAL, about, actor)


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
    """Let a person belong to another household from the day on: having moved, or come back."""
    to = _joinable(person, to, relationship, about.day)
    event = open_event(kind, about, to.area_id, actor)
    join(person, to, relationship, event, about.day)
    close_event(event, actor, f"{person.full_name} chuyển sang hộ {to.code}")
    return event


@transaction.atomic
def record_marriage(
    person: Person,
    spouse: Person | MemberSaid | None,
    about: About,
    actor: Actor,
    *,
    moves: Person | None = None,
    to: Household | None = None,
    relationship: str = "",
) -> Event:
    """Write down that a person married; `spouse` None is somebody whom the register does not have.

    `moves` (one of the two) belongs to `to` from the day on, or with `to` None to no household here. A spouse
    told as a member comes new into the household of `person`. Where nobody moves it is only noted. Of both
    all is said again from the day on, unchanged: so the event is in their history and can be taken back.
    """
    home = _home_on(person, about.day)
    if isinstance(spouse, Person) and spouse.pk == person.pk:
        raise RegisterError(
            f"{person.full_name} không kết hôn với chính mình. Cách xử lý: chọn người khác làm vợ, chồng."
        )
    if moves is not None and to is not None:
        to = _joinable(moves, to, relationship, about.day)
    event = open_event(EventKind.MARRIAGE, about, (to or home).area_id, actor)
    if isinstance(spouse, MemberSaid):
        _refuse_faulty(spouse, about.day, "Người mới đến")
        spouse = add_person(living(home), spouse, event, about.day)
    if moves is not None and to is not None:
        join(moves, to, relationship, event, about.day)
    elif moves is not None:
        refuse_leaving_head(moves, None, about.day)
        _end_memberships(moves, event, about.day)
    for one in [person] if spouse is None else [person, spouse]:
        rows = Particulars.objects.filter(person=one).exclude(recorded_by=event)
        rewriting.change(rows, event, about.day, {}, with_later=True)
    close_event(event, actor, f"{person.full_name} kết hôn")
    return event


@transaction.atomic
def correct_person(
    person: Person,
    said: Mapping[str, Any],
    about: About,
    actor: Actor,
    *,
    since: date | None = None,
    former_number: str | None = None,
    relationship: str | None = None,
) -> Event:
    """Put right what is said of a person: always, or from `since` on (a new school, a new card).

    `former_number` is the number of the old card, empty where it is none of theirs; `relationship` how they
    stand to the head of the household to which they belong; None leaves them.
    """
    latest = Particulars.objects.filter(person=person, superseded_by=None).order_by("valid").last()
    if latest is None:
        raise RegisterError(
            f"{person.full_name} không còn thông tin nào trong sổ. Cách xử lý: hoàn tác việc trước."
        )
    whole = {name: getattr(latest, name) for name in ("full_name", "sex", "birth_date", "birth_precision")}
    whole["personal_number"] = latest.personal_number
    told = {**whole, **said, "former_number": former_number, "relationship": relationship}
    if faults := faults_of(told, about.day):
        raise FaultyError(person.full_name, faults)
    event = open_event(EventKind.CORRECTION, about, person.area_id, actor)
    if said:
        rewriting.change(Particulars.objects.filter(person=person), event, since, said, with_later=True)
    if former_number is not None:
        _say_former_number(person, former_number, event)
    if relationship is not None:
        _say_relationship(person, relationship, event, since)
    close_event(event, actor, f"Sửa thông tin của {person.full_name}")
    return event


def _come(household: Household, said: MemberSaid, kind: EventKind, about: About, actor: Actor) -> Person:
    household = living(household)
    is_birth = kind == EventKind.BIRTH
    _refuse_faulty(said, about.day, "Trẻ chưa có tên" if is_birth else "Người chưa có tên")
    event = open_event(kind, about, household.area_id, actor)
    person = add_person(household, said, event, about.day)
    who = "trẻ mới sinh" if is_birth else "người chuyển đến"
    close_event(event, actor, f"Thêm {who} vào hộ {household.code}")
    person.refresh_from_db()
    return person


def _refuse_faulty(said: MemberSaid, day: date, nameless: str) -> None:
    if faults := faults_of(told_of(said), day):
        raise FaultyError(str(said.particulars.get("full_name") or nameless), faults)


def _joinable(person: Person, to: Household, relationship: str, day: date) -> Household:
    """The household that a person may move into, locked."""
    to = living(to)
    if relationship == HEAD:
        raise RegisterError(
            f"Hộ {to.code} đã có chủ hộ. Cách xử lý: chọn quan hệ khác, rồi đổi chủ hộ nếu cần."
        )
    here = Membership.objects.filter(person=person, household=to, superseded_by=None, valid__contains=day)
    if here.exists():
        raise RegisterError(
            f"Ngày {day_text(day)} {person.full_name} đã thuộc hộ {to.code}. "
            "Cách xử lý: chọn người khác hoặc hộ khác."
        )
    return to


def _home_on(person: Person, day: date) -> Household:
    homes = Membership.objects.filter(person=person, superseded_by=None, valid__contains=day)
    home = homes.select_related("household").order_by("pk").last()
    if home is None:
        raise _homeless(person, day)
    return home.household


def _say_former_number(person: Person, number: str, event: Event) -> None:
    """Let the latest of a person's former numbers be another one, or none; or be the first."""
    latest = FormerNumber.objects.filter(person=person, superseded_by=None).order_by("pk").last()
    if latest is not None:
        rows = FormerNumber.objects.filter(pk=latest.pk)
        rewriting.change(rows, event, None, {"number": number} if number else None)
    elif number:
        FormerNumber.objects.create(
            person=person, number=number, valid=DateRange(None, None), recorded_by=event
        )


def _say_relationship(person: Person, relationship: str, event: Event, since: date | None) -> None:
    """Put right how a member stands to the head; who heads a household is another deed."""
    rows = Membership.objects.filter(person=person, superseded_by=None, valid__contains=event.day)
    latest = rows.select_related("household").order_by("pk").last()
    if latest is None:
        raise _homeless(person, event.day)
    if HEAD in {relationship, latest.relationship}:
        raise RegisterError(
            f"Chủ hộ {latest.household.code} không đổi bằng đính chính. Cách xử lý: ghi việc «Đổi chủ hộ»."
        )
    rewriting.change(Membership.objects.filter(pk=latest.pk), event, since, {"relationship": relationship})


def _leave(person: Person, kind: EventKind, about: About, actor: Actor, sentence: str) -> Event:
    refuse_leaving_head(person, None, about.day)
    event = open_event(kind, about, person.area_id, actor)
    _end_memberships(person, event, about.day)
    close_event(event, actor, sentence)
    return event


def _end_memberships(person: Person, event: Event, day: date) -> None:
    if not end(Membership.objects.filter(person=person), event, day):
        raise _homeless(person, day)


def _homeless(person: Person, day: date) -> RegisterError:
    return RegisterError(
        f"Ngày {day_text(day)} {person.full_name} không thuộc hộ nào. "
        "Cách xử lý: xem lịch sử của người này và chọn đúng ngày."
    )
