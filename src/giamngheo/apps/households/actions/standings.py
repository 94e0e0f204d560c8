"""Deeds of decisions: what a household, or a whole list of them, is recognised as; low-income workers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final
from uuid import uuid4

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from psycopg.types.json import Jsonb
from psycopg.types.range import DateRange

from giamngheo.apps.households import today
from giamngheo.apps.households.actions.writing import (
    About,
    RegisterError,
    close_event,
    end,
    living,
    open_event,
    told_twice,
)
from giamngheo.apps.households.circumstances import deprivations_of, standard_on
from giamngheo.apps.households.models import Event, Household, Membership, Person, WorkerRecognition
from giamngheo.apps.households.models.standings import RECOGNISED
from giamngheo.apps.households.states import EventKind
from giamngheo.apps.households.statuses import decisions_until
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Containment, Version
from giamngheo.foundation.audit.actions import Actor, Deed, record_all
from giamngheo.foundation.text import day as day_text
from giamngheo.law.library import NoStandardError, rules_for
from giamngheo.law.vocabulary.standards import HouseholdClass

_YEARS: Final = range(1990, 2101)
_TOLD: Final = 5  # codes named in a sentence
_OF_WORKERS: Final = "low_income_worker_line"

_REPLACED: Final = """
UPDATE households_recognition AS old SET superseded_by_id = said.event
FROM jsonb_to_recordset(%(rows)s) AS said (household bigint, event bigint)
WHERE old.household_id = said.household AND lower(old.valid) = %(since)s AND old.superseded_by_id IS NULL
"""
_WRITTEN: Final = """
INSERT INTO households_recognition (
    household_id, household_class, income_points, deprivation_points, deprivations, valid, recorded_by_id,
    decision_number, decision_date, decided_by, list_year, standard
)
SELECT household, household_class, income_points, deprivation_points, deprivations,
    daterange(%(since)s, NULL), event,
    %(number)s, %(day)s::date, %(by)s, %(list_year)s::smallint, %(standard)s
FROM jsonb_to_recordset(%(rows)s) AS said (
    household bigint, event bigint, household_class text, income_points smallint,
    deprivation_points smallint, deprivations text[]
)
"""


@dataclass(frozen=True)
class Decision:
    """The paper: what is missing of it stays missing; the standard is that of the day it holds from."""

    number: str = ""
    day: date | None = None
    by: str = ""
    list_year: int | None = None
    standard: str = ""


@dataclass(frozen=True)
class Recognised:
    """What a decision says of one household; `deprivations` None where it does not tell them."""

    household: int
    household_class: str
    deprivations: Sequence[str] | None = None
    income_points: int | None = None
    deprivation_points: int | None = None


def recognise_household(
    household: Household, said: Recognised, decision: Decision, about: About, actor: Actor
) -> Event:
    """Write down what a decision says of one household from `about.day` on; raises RegisterError.

    What stood for the very day is put aside: it is the correction of it.
    """
    with transaction.atomic():
        household = living(household)
        _refuse(decision, [said], about.day)
        event = open_event(EventKind.RECOGNITION, about, household.area_id, actor)
        _write([said], {household.pk: event}, decision, about.day)
        close_event(event, actor, f"{_label(said)} theo quyết định: hộ {household.code}")
    return event


@transaction.atomic
def recognise(rows: Sequence[Recognised], decision: Decision, about: About, actor: Actor) -> Sequence[Event]:
    """Write down what a decision says of any number of households from `about.day` on, an event a commune.

    All of it or nothing: a household that is not in the register (or not within reach), or that stands twice
    in the list, is refused by RegisterError. Two statements whatever the number of households; the events are
    one batch and taken back together (`bulk.undo_batch`).
    """
    _refuse(decision, rows, about.day)
    homes = _living_homes(rows)
    communes, batch = _communes_of(set(homes.values())), uuid4()
    events = {
        commune: open_event(EventKind.LIST_RECOGNITION, about, commune, actor, batch=batch)
        for commune in sorted({communes[area] for area in homes.values()})
    }
    _write(rows, {number: events[communes[area]] for number, area in homes.items()}, decision, about.day)
    today.refresh(list(homes), [], timezone.localdate())
    counted: dict[int, Counter[str]] = {commune: Counter() for commune in events}
    for one in rows:
        counted[communes[homes[one.household]]][one.household_class] += 1
    record_all(actor, [_told(events[commune], decision, counts) for commune, counts in counted.items()])
    return list(events.values())


@transaction.atomic
def recognise_worker(person: Person, decision: Decision, about: About, actor: Actor) -> Event:
    """Recognise a person as a worker of low income from the day on; raises RegisterError."""
    _refuse(decision, [], about.day)
    _refuse_worker(person, about.day)
    event = open_event(EventKind.WORKER_RECOGNITION, about, person.area_id, actor)
    try:
        with transaction.atomic():
            WorkerRecognition.objects.create(
                person=person,
                decision_number=decision.number,
                decision_date=decision.day,
                decided_by=decision.by,
                valid=DateRange(about.day, None),
                recorded_by=event,
            )
    except IntegrityError as error:
        raise told_twice(error) from error
    close_event(event, actor, f"Công nhận {person.full_name} là người lao động có thu nhập thấp")
    return event


@transaction.atomic
def end_worker_recognition(person: Person, about: About, actor: Actor) -> Event:
    """Let a person count as a worker of low income no more from the day on."""
    event = open_event(EventKind.WORKER_ENDED, about, person.area_id, actor)
    if not end(WorkerRecognition.objects.filter(person=person), event, about.day):
        raise RegisterError(
            f"Ngày {day_text(about.day)} {person.full_name} không được công nhận là người lao động có thu "
            "nhập thấp. Cách xử lý: xem các quyết định trên trang của người này và chọn đúng ngày."
        )
    close_event(event, actor, f"Thôi công nhận {person.full_name} là người lao động có thu nhập thấp")
    return event


def _label(said: Recognised) -> str:
    return HouseholdClass(said.household_class).label


def _told(event: Event, decision: Decision, counts: Mapping[str, int]) -> Deed:
    words = ", ".join(
        f"{HouseholdClass(name).label.lower()} {count}" for name, count in sorted(counts.items())
    )
    return Deed(
        f"households.{event.kind}",
        f"Công nhận theo danh sách {sum(counts.values())} hộ: {words}",
        event.area_id,
        ("households.Event", event.pk),
        {"day": event.day.isoformat(), "decision": decision.number, "reason": event.reason} | dict(counts),
    )


def _write(rows: Sequence[Recognised], events: Mapping[int, Event], decision: Decision, since: date) -> None:
    said = Jsonb([_row(one, events[one.household]) for one in rows])
    values: dict[str, Any] = {
        "rows": said,
        "since": since,
        "number": decision.number,
        "day": decision.day,
        "by": decision.by,
        "list_year": decision.list_year,
        "standard": decision.standard or standard_on(since),
    }
    with connection.cursor() as cursor:
        cursor.execute(_REPLACED, values)
        cursor.execute(_WRITTEN, values)


def _row(said: Recognised, event: Event) -> dict[str, Any]:
    lacking = None if said.deprivations is None else list(dict.fromkeys(said.deprivations))
    return {**asdict(said), "deprivations": lacking, "event": event.pk}


def _living_homes(rows: Sequence[Recognised]) -> dict[int, int]:
    """The households by number with their areas, locked; refused are those that cannot be decided on."""
    numbers = [one.household for one in rows]
    if not numbers:
        raise RegisterError("Danh sách không có hộ nào. Cách xử lý: chọn ít nhất một hộ.")
    kept = Household.objects.select_for_update().filter(pk__in=numbers).order_by("pk")
    homes = {
        number: (code, area, living)
        for number, code, area, living in kept.values_list("pk", "code", "area_id", "is_living")
    }
    twice = [homes[number][0] for number, count in Counter(numbers).items() if count > 1 and number in homes]
    if twice:
        raise RegisterError(
            f"Danh sách có hộ ghi hai lần: {_some(twice)}. Cách xử lý: giữ một dòng cho mỗi hộ."
        )
    missing = len(set(numbers) - homes.keys())
    if missing:
        raise RegisterError(
            f"Danh sách có {missing} hộ không có trong sổ của địa bàn bạn phụ trách. "
            "Cách xử lý: ghi các hộ đó vào sổ trước, hoặc bỏ khỏi danh sách."
        )
    gone = [code for code, _, is_living in homes.values() if not is_living]
    if gone:
        raise RegisterError(
            f"Danh sách có hộ không còn trong sổ: {_some(gone)}. Cách xử lý: bỏ các hộ đó khỏi danh sách."
        )
    return {number: area for number, (_, area, _) in homes.items()}


def _some(codes: Sequence[str]) -> str:
    more = f" và {len(codes) - _TOLD} hộ khác" if len(codes) > _TOLD else ""
    return f"{', '.join(codes[:_TOLD])}{more}"


def _communes_of(areas: set[int]) -> dict[int, int]:
    """The commune in which each area lies today; one that lies in none answers for itself."""
    day = timezone.localdate()
    communes = Version.objects.filter(tier=Tier.COMMUNE, valid__contains=day).values("area_id")
    within = Containment.objects.filter(area_id__in=areas, valid__contains=day, ancestor_id__in=communes)
    return {area: area for area in areas} | dict(within.values_list("area_id", "ancestor_id"))


def _refuse(decision: Decision, rows: Sequence[Recognised], since: date) -> None:
    if decision.day is not None and decision.day > timezone.localdate():
        raise RegisterError(
            f"Ngày quyết định {day_text(decision.day)} chưa tới. Cách xử lý: xem lại ngày trên quyết định."
        )
    if decision.list_year is not None and decision.list_year not in _YEARS:
        raise RegisterError(
            f"Danh sách năm {decision.list_year} không hợp lệ. Cách xử lý: ghi năm bốn chữ số, hoặc để trống."
        )
    known = {one.id for one in deprivations_of(since)}
    for one in rows:
        if one.household_class not in RECOGNISED:
            told = ", ".join(HouseholdClass(name).label.lower() for name in RECOGNISED)
            raise RegisterError(f"Chưa chọn loại hộ được công nhận. Cách xử lý: chọn một trong: {told}.")
        if unknown := sorted(set(one.deprivations or ()) - known):
            raise RegisterError(
                f"Chuẩn áp dụng ngày {day_text(since)} không có chỉ số «{unknown[0]}». "
                "Cách xử lý: chọn các chỉ số của chuẩn áp dụng vào ngày của quyết định."
            )
        _refuse_points(one, since)


def _refuse_points(said: Recognised, since: date) -> None:
    """Points and deprivations that both are told say the same."""
    if said.deprivations is None or said.deprivation_points is None or not standard_on(since):
        return
    points = rules_for(since).weight * len(set(said.deprivations))
    if points != said.deprivation_points:
        raise RegisterError(
            f"Điểm B2 là {said.deprivation_points} mà {len(set(said.deprivations))} chỉ số thiếu hụt "
            f"ứng với {points} điểm. Cách xử lý: xem lại phiếu, sửa điểm hoặc các chỉ số."
        )


def _refuse_worker(person: Person, day: date) -> None:
    home = Membership.objects.filter(person=person, superseded_by=None, valid__contains=day).first()
    if home is None:
        raise RegisterError(
            f"Ngày {day_text(day)} {person.full_name} không thuộc hộ nào. "
            "Cách xử lý: xem lịch sử của người này và chọn đúng ngày."
        )
    last = decisions_until(day).filter(household=home.household_id).last()
    if last is not None and last.household_class in {HouseholdClass.POOR, HouseholdClass.NEAR_POOR}:
        label = HouseholdClass(last.household_class).label.lower()
        raise RegisterError(
            f"Ngày {day_text(day)} {person.full_name} thuộc {label}; người lao động có thu nhập thấp thuộc "
            "hộ không nghèo, không cận nghèo (NĐ 30/2025/NĐ-CP). Cách xử lý: xem lại người và ngày."
        )
    refuse_worker_day(day)


def refuse_decision(decision: Decision, since: date) -> None:
    """Refuse a decision of a day to come, or of a year that cannot be; raises RegisterError."""
    _refuse(decision, [], since)


def refuse_worker_day(day: date) -> None:
    """Refuse a day on which the law knew no workers of low income; raises RegisterError."""
    first = _first_day_of_workers(day)
    if first is not None and day < first:
        raise RegisterError(
            f"Ngày {day_text(day)} chưa có quy định về người lao động có thu nhập thấp, quy định có từ "
            f"{day_text(first)}. Cách xử lý: xem lại ngày của quyết định."
        )


def _first_day_of_workers(day: date) -> date | None:
    """From when the law of a day knows workers of low income; None where it does not say."""
    try:
        parameter = rules_for(day).parameters.by_id.get(_OF_WORKERS)
    except NoStandardError:
        return None
    return min((value.since for value in parameter.values), default=None) if parameter else None
