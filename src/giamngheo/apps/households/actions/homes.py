"""Deeds about households: into the register, elsewhere, in two, into one, another head, out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from psycopg.types.range import DateRange

from giamngheo.apps.households.actions.writing import (
    About,
    FaultyError,
    RegisterError,
    change,
    close_event,
    end,
    living,
    membership_of,
    open_event,
    others_on,
    standing_head,
    told_twice,
)
from giamngheo.apps.households.codes import new_codes
from giamngheo.apps.households.models import (
    Event,
    FormerNumber,
    Household,
    HouseholdNumber,
    Membership,
    Particulars,
    Person,
    Residence,
)
from giamngheo.apps.households.particulars import faults_of
from giamngheo.apps.households.states import EventKind
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.queries import path_of
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text

HEAD = "head"


@dataclass(frozen=True)
class MemberSaid:
    """A member as told: how they stand to the head, and what is said of them (fields of `Particulars`).

    `former_number` is the nine-digit number of an old card. Who is in the register already is named by
    `person`: they move, and what is said of them stays.
    """

    relationship: str
    particulars: Mapping[str, Any] = field(default_factory=dict)
    former_number: str = ""
    person: Person | None = None


@transaction.atomic
def record_household(
    area_id: int,
    members: Sequence[MemberSaid],
    about: About,
    actor: Actor,
    *,
    address: str = "",
    since: date | None = None,
    numbers: Mapping[str, str] | None = None,
) -> Household:
    """Take a household with its members into the register, with a code of its own.

    `since` is from when it has lived here, the day of the deed where nobody knows; who was born later belongs
    to it since their birth, who moves into it since the day of the deed. `numbers` are those that others gave
    it, by scheme. Raises RegisterError.
    """
    prefix = _commune_code(area_id, about.day)
    start = since or about.day
    if start > about.day:
        raise RegisterError(
            f"Hộ ở đây từ ngày {day_text(start)}, sau ngày ghi sổ {day_text(about.day)}. "
            "Cách xử lý: xem lại hai ngày này."
        )
    _refuse_members(members, about.day)
    event = open_event(EventKind.ENTRY, about, area_id, actor)
    household = _new_household(prefix, area_id, event)
    valid = DateRange(start, None)
    Residence.objects.create(
        household=household, area_id=area_id, address=address, valid=valid, recorded_by=event
    )
    for scheme, number in (numbers or {}).items():
        HouseholdNumber.objects.create(
            household=household, scheme=scheme, number=number, valid=valid, recorded_by=event
        )
    for said in members:
        if said.person is None:
            add_person(household, said, event, max(start, said.particulars.get("birth_date") or start))
        else:
            join(said.person, household, said.relationship, event, about.day)
    close_event(event, actor, f"Ghi hộ {household.code} vào sổ")
    household.refresh_from_db()
    return household


@transaction.atomic
def move_household(
    household: Household, area_id: int, about: About, actor: Actor, *, address: str = ""
) -> Event:
    """Let a household live elsewhere from the day on; its code and its members stay."""
    household = living(household)
    _commune_code(area_id, about.day)
    event = open_event(EventKind.ARRIVAL, about, area_id, actor)
    moved = change(
        Residence.objects.filter(household=household),
        event,
        about.day,
        {"area": area_id, "address": address},
    )
    _refuse_nothing(moved, household, about.day)
    close_event(event, actor, f"Hộ {household.code} chuyển đến nơi ở mới")
    return event


@transaction.atomic
def split_household(
    household: Household,
    people: Mapping[int, str],
    about: About,
    actor: Actor,
    *,
    area_id: int | None = None,
    address: str = "",
) -> Household:
    """Let members leave a household and be a new one; `people` tells how each stands to the new head."""
    household = living(household)
    area_id = area_id or household.area_id
    prefix = _commune_code(area_id, about.day)
    _refuse_heads(list(people.values()), "Hộ mới")
    _refuse_headless(household, list(people), about.day)
    event = open_event(EventKind.SPLIT, about, area_id, actor)
    new = _new_household(prefix, area_id, event)
    valid = DateRange(about.day, None)
    Residence.objects.create(household=new, area_id=area_id, address=address, valid=valid, recorded_by=event)
    _move_members(household, new, people, event, about.day)
    close_event(event, actor, f"Tách hộ {new.code} từ hộ {household.code}")
    new.refresh_from_db()
    return new


@transaction.atomic
def merge_households(
    household: Household, into: Household, relationships: Mapping[int, str], about: About, actor: Actor
) -> Event:
    """Let all members of a household belong to another from the day on; the first is in the register no more.

    `relationships` tells of each how they stand to the head of the household that stays.
    """
    if household.pk == into.pk:
        raise RegisterError("Một hộ không nhập được vào chính nó. Cách xử lý: chọn hộ khác để nhập vào.")
    household, into = living(household), living(into)
    people = {member.person_id: member.person.full_name for member in others_on(household, [], about.day)}
    if missing := [name for number, name in people.items() if number not in relationships]:
        raise RegisterError(
            f"Chưa ghi quan hệ với chủ hộ {into.code} của: {', '.join(missing)}. "
            "Cách xử lý: ghi đủ từng người."
        )
    if HEAD in relationships.values():
        raise RegisterError(f"Hộ {into.code} đã có chủ hộ. Cách xử lý: chọn quan hệ khác cho người nhập vào.")
    event = open_event(EventKind.MERGER, about, into.area_id, actor)
    kept = {number: relationships[number] for number in people}
    _move_members(household, into, kept, event, about.day)
    end(Residence.objects.filter(household=household), event, about.day)
    close_event(event, actor, f"Nhập hộ {household.code} vào hộ {into.code}")
    return event


@transaction.atomic
def change_head(
    household: Household, person: Person, relationships: Mapping[int, str], about: About, actor: Actor
) -> Event:
    """Let another member head a household; `relationships` tells how the others stand to the new head.

    Who is not in it keeps what was written, apart from the former head, whose relation becomes unknown.
    """
    household = living(household)
    new = membership_of(person, household, about.day)
    before = standing_head(household, about.day)
    if new.relationship == HEAD:
        raise RegisterError(
            f"{person.full_name} đang là chủ hộ {household.code}. Cách xử lý: chọn người khác."
        )
    event = open_event(EventKind.HEAD_CHANGE, about, household.area_id, actor)
    rows = Membership.objects.filter(household=household)
    told = {number: word for number, word in relationships.items() if number != person.pk and word != HEAD}
    if before is not None:
        told.setdefault(before.person_id, "")
    for number, word in told.items():
        change(rows.filter(person_id=number), event, about.day, {"relationship": word})
    change(rows.filter(person=person), event, about.day, {"relationship": HEAD})
    close_event(event, actor, f"Đổi chủ hộ {household.code} sang {person.full_name}")
    return event


@transaction.atomic
def end_household(household: Household, about: About, actor: Actor) -> Event:
    """Let a whole household leave the register: it moved away."""
    household = living(household)
    event = open_event(EventKind.DEPARTURE, about, household.area_id, actor)
    ended = end(Residence.objects.filter(household=household), event, about.day)
    _refuse_nothing(ended, household, about.day)
    end(Membership.objects.filter(household=household), event, about.day)
    close_event(event, actor, f"Hộ {household.code} chuyển đi")
    return event


def told_of(said: MemberSaid) -> dict[str, Any]:
    """All that is told of a member, for the checks; of who is in the register only the relationship."""
    if said.person is not None:
        return {"relationship": said.relationship}
    more = {"relationship": said.relationship, "former_number": said.former_number}
    return {"full_name": "", **said.particulars, **more}


def add_person(household: Household, said: MemberSaid, event: Event, since: date) -> Person:
    """Write a person who was not in the register, as a member from a day on."""
    person = Person.objects.create(
        recorded_by=event, area_id=event.area_id, household=household, full_name="", name_key="", sort_key=""
    )
    Particulars.objects.create(
        person=person, valid=DateRange(None, None), recorded_by=event, **said.particulars
    )
    if said.former_number:
        FormerNumber.objects.create(
            person=person, number=said.former_number, valid=DateRange(None, None), recorded_by=event
        )
    _add_member(household, person, said.relationship, event, since)
    return person


def join(person: Person, household: Household, relationship: str, event: Event, day: date) -> None:
    """Let a person of the register belong to this household alone from the day on.

    Who had left the register comes back; who died does not, and a head does not leave others without one.
    """
    refuse_leaving_head(person, household, day)
    standing = Membership.objects.filter(person=person, superseded_by=None)
    left = standing.filter(valid__endswith__gt=day).order_by("-valid__endswith").first()
    if standing.filter(recorded_by__kind=EventKind.DEATH).exists():
        raise RegisterError(
            f"Sổ đã ghi {person.full_name} chết. "
            "Cách xử lý: hoàn tác việc đó nếu ghi nhầm, hoặc chọn đúng người."
        )
    if left is not None:
        raise RegisterError(
            f"Sổ đã ghi {person.full_name} rời hộ ngày {day_text(left.valid.upper)}, sau ngày "
            f"{day_text(day)} của việc này. Cách xử lý: ghi từ ngày đó trở đi, hoặc hoàn tác việc kia trước."
        )
    end(Membership.objects.filter(person=person), event, day)
    _add_member(household, person, relationship, event, day)


def refuse_leaving_head(person: Person, to: Household | None, day: date) -> None:
    """Refuse that the head of a household leaves it while others stay in it."""
    homes = Membership.objects.filter(
        person=person, superseded_by=None, valid__contains=day, relationship=HEAD
    ).exclude(household=to)
    for home in homes.select_related("household"):
        if others_on(home.household, [person.pk], day):
            raise RegisterError(
                f"{person.full_name} là chủ hộ {home.household.code}, hộ còn người khác. "
                "Cách xử lý: đổi chủ hộ trước, rồi ghi việc này."
            )


def _add_member(household: Household, person: Person, relationship: str, event: Event, since: date) -> None:
    try:
        with transaction.atomic():
            Membership.objects.create(
                household=household,
                person=person,
                relationship=relationship,
                valid=DateRange(since, None),
                recorded_by=event,
            )
    except IntegrityError as error:
        raise told_twice(error) from error


def _move_members(
    household: Household, to: Household, people: Mapping[int, str], event: Event, day: date
) -> None:
    for number, word in people.items():
        rows = Membership.objects.filter(household=household, person_id=number)
        if not end(rows, event, day):
            name = Person.objects.get(pk=number).full_name
            raise RegisterError(
                f"Ngày {day_text(day)} {name} không thuộc hộ {household.code}. "
                "Cách xử lý: chọn đúng người, đúng ngày."
            )
        Membership.objects.create(
            household=to,
            person_id=number,
            relationship=word,
            valid=DateRange(day, None),
            recorded_by=event,
        )


def _new_household(prefix: str, area_id: int, event: Event) -> Household:
    (code,) = new_codes(prefix, 1)
    return Household.objects.create(code=code, recorded_by=event, area_id=area_id)


def _commune_code(area_id: int, day: date) -> str:
    """The code of the commune in which an area lies: households live in communes and in what lies in them."""
    path = path_of(area_id, day)
    commune = next((unit for unit in path if unit.tier == Tier.COMMUNE), None)
    if commune is None:
        raise RegisterError(
            f"Ngày {day_text(day)} địa bàn đã chọn không phải xã, phường, thôn hay tổ dân phố. "
            "Cách xử lý: chọn thôn, tổ dân phố nơi hộ ở."
        )
    return commune.code


def _refuse_members(members: Sequence[MemberSaid], day: date) -> None:
    if not members:
        raise RegisterError("Hộ chưa có người nào. Cách xử lý: ghi ít nhất chủ hộ.")
    _refuse_heads([said.relationship for said in members], "Hộ")
    for place, said in enumerate(members, 1):
        name = said.person.full_name if said.person else said.particulars.get("full_name", "")
        if faults := faults_of(told_of(said), day):
            raise FaultyError(f"Người thứ {place} ({name or 'chưa có tên'})", faults)


def _refuse_heads(relationships: Sequence[str], whose: str) -> None:
    heads = sum(word == HEAD for word in relationships)
    if heads != 1:
        raise RegisterError(
            f"{whose} có {heads} chủ hộ. "
            "Cách xử lý: chọn đúng một người là chủ hộ, những người khác ghi quan hệ."
        )


def _refuse_headless(household: Household, leaving: Sequence[int], day: date) -> None:
    """Those who stay need a head, and a household is not split by all of it leaving."""
    staying = others_on(household, leaving, day)
    if not staying:
        raise RegisterError(
            f"Cả hộ {household.code} đều chuyển nên không phải tách hộ. "
            "Cách xử lý: ghi «chuyển đến» cho cả hộ."
        )
    head = standing_head(household, day)
    if head is not None and head.person_id in leaving:
        raise RegisterError(
            f"Chủ hộ {household.code} nằm trong số người tách. Cách xử lý: đổi chủ hộ trước, rồi tách."
        )


def _refuse_nothing(changed: int, household: Household, day: date) -> None:
    if not changed:
        raise RegisterError(
            f"Ngày {day_text(day)} hộ {household.code} chưa có trong sổ. "
            "Cách xử lý: chọn ngày sau ngày ghi hộ vào sổ."
        )
