"""Deeds about people who are in the register twice: one record into another, or two people after all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from psycopg.types.range import DateRange

from giamngheo.apps.households import rewriting
from giamngheo.apps.households.actions.homes import HEAD
from giamngheo.apps.households.actions.writing import (
    About,
    FaultyError,
    RegisterError,
    close_event,
    open_event,
    others_on,
    told_twice,
)
from giamngheo.apps.households.models import (
    SAID,
    Event,
    FormerNumber,
    Membership,
    Particulars,
    Person,
    PersonMerger,
    Suspicion,
)
from giamngheo.apps.households.models.events import Fact
from giamngheo.apps.households.particulars import faults_of
from giamngheo.apps.households.states import EventKind, SuspicionState
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.tasks import actions as tasks
from giamngheo.foundation.tasks.models import Task

SEARCH: Final = "households.search_doubles"
SEARCH_STEPS: Final = ("Đọc sổ", "Chuẩn bị so sánh", "Ước lượng trọng số", "So từng cặp", "Ghi kết quả")
_NOTHING: Final[tuple[Any, ...]] = (None, "", [])
_MOVED_OTHERWISE: Final = (Membership, Particulars, FormerNumber, PersonMerger)


@dataclass(frozen=True)
class Stay:
    """How long somebody belongs to a household, and how they stand to its head; ends are open."""

    household_id: int
    since: date
    until: date
    relationship: str


@transaction.atomic
def merge_people(
    stays: Person,
    double: Person,
    about: About,
    actor: Actor,
    *,
    taken: Iterable[str] = (),
    home_id: int | None = None,
) -> Event:
    """Let a record be part of another of the same person; all that only the double says is taken over.

    `taken` are the fields in which both say something and the double is right; `home_id` the household in
    which the person lives from the day on, where the two say different ones. Undone by `undo_event`.
    """
    stays, double = _both(stays, double)
    _refuse_hidden_homes(stays, double)
    said, told = _last_said(stays), _last_said(double)
    better = _better(said, told, set(taken))
    whole = {name: getattr(said, name) for name in SAID} | better
    if faults := faults_of(whole, about.day):
        raise FaultyError(stays.full_name, faults)
    event = open_event(EventKind.PERSON_MERGER, about, stays.area_id, actor)
    stood = [_stays_of(stays), _stays_of(double)]
    joined = _joined(*stood)
    homes = {one.household_id for one in joined if one.since <= about.day < one.until}
    if len(homes) > 1:
        joined = _only_home(joined, homes, home_id, about.day)
        _refuse_headless(stays, double, homes - {home_id}, about.day)
    try:
        with transaction.atomic():
            _move_facts(double, stays, event)
            if better:
                rows = Particulars.objects.filter(person=stays)
                rewriting.change(rows, event, None, better, with_later=True)
            if joined != stood[0]:
                rewriting.change(Membership.objects.filter(person=stays), event, None, None)
                _write(joined, stays, event)
            PersonMerger.objects.create(
                person=double, into=stays, valid=DateRange(None, None), recorded_by=event
            )
    except IntegrityError as error:
        raise told_twice(error) from error
    first, second = sorted((stays.pk, double.pk))
    Suspicion.objects.filter(first=first, second=second).update(
        state=SuspicionState.MERGED,
        merger=event,
        decided_by_id=actor.id,
        decided_by_name=actor.name,
        decided_at=timezone.now(),
        reason=about.reason,
    )
    close_event(event, actor, f"Gộp hai bản ghi của {stays.full_name}")
    return event


def start_search(area_id: int, actor: Actor, owner: str, day: date) -> Task:
    """Begin to search an area for doubles in the background; one that already runs there is given back.

    `owner` is the sitting that may see the work.
    """
    waiting = Task.objects.of_owner(owner).not_over().filter(kind=SEARCH, payload__area=area_id).first()
    if waiting is not None:
        return waiting
    payload = {"area": area_id, "user": actor.id, "day": day.isoformat()}
    with transaction.atomic():
        task = tasks.start(SEARCH, owner, SEARCH_STEPS, payload)
        record(
            actor,
            SEARCH,
            "Tìm người trùng trong địa bàn",
            area_id=area_id,
            subject=("tasks.Task", task.pk),
        )
    return task


@transaction.atomic
def keep_apart(suspicion: Suspicion, reason: str, actor: Actor) -> None:
    """Say that two people who look like one are two: not asked again until what is said of either changes."""
    kept = Suspicion.objects.select_for_update().get(pk=suspicion.pk)
    if kept.state != SuspicionState.OPEN:
        raise RegisterError(
            f"Cặp này không còn chờ xem: {SuspicionState(kept.state).label}. "
            "Cách xử lý: tải lại trang để xem."
        )
    Suspicion.objects.filter(pk=kept.pk).update(
        state=SuspicionState.DIFFERENT,
        decided_by_id=actor.id,
        decided_by_name=actor.name,
        decided_at=timezone.now(),
        reason=reason,
    )
    record(
        actor,
        "households.kept_apart",
        "Xác nhận hai người khác nhau",
        area_id=kept.first.area_id,
        subject=("households.Suspicion", kept.pk),
        details={"people": [kept.first_id, kept.second_id], "reason": reason},
    )


def _both(stays: Person, double: Person) -> tuple[Person, Person]:
    """Both records, locked in one order; one that is not in the register any more is refused."""
    if stays.pk == double.pk:
        raise RegisterError("Hai bản ghi phải khác nhau. Cách xử lý: chọn lại cặp cần gộp.")
    people = {one.pk: one for one in _locked([stays.pk, double.pk])}
    for one in people.values():
        if not one.is_living:
            raise RegisterError(
                f"{one.full_name} không còn trong sổ nên không gộp được. "
                "Cách xử lý: tải lại trang; nếu việc đưa ra khỏi sổ là sai thì hoàn tác việc đó trước."
            )
    return people[stays.pk], people[double.pk]


def _locked(numbers: Sequence[int]) -> list[Person]:
    return list(Person.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))


def _last_said(person: Person) -> Particulars:
    latest = Particulars.objects.filter(person=person, superseded_by=None).order_by("valid").last()
    if latest is None:
        raise RegisterError(
            f"{person.full_name} không còn thông tin nào trong sổ. Cách xử lý: hoàn tác việc trước."
        )
    return latest


def _better(said: Particulars, told: Particulars, taken: set[str]) -> dict[str, Any]:
    """What of the double is taken over: what is missing here, and what people chose."""
    found: dict[str, Any] = {}
    for name in SAID:
        here, there = getattr(said, name), getattr(told, name)
        if there not in _NOTHING and there != here and (here in _NOTHING or name in taken):
            found[name] = there
    # A date is known as far as its own precision says.
    if "birth_date" in taken or "birth_precision" in taken or "birth_date" in found:
        found |= {"birth_date": told.birth_date, "birth_precision": told.birth_precision}
    else:
        found.pop("birth_precision", None)
    return found


def _move_facts(double: Person, stays: Person, event: Event) -> None:
    """Put all facts of the double aside; those without a rule of their own are then said of who stays.

    Where something of the kind is said of the one who stays for the same days, that holds.
    """
    numbers = FormerNumber.objects.filter(person=stays, superseded_by=None).values_list("number", flat=True)
    of_double = FormerNumber.objects.filter(person=double)
    rewriting.change(of_double.filter(number__in=list(numbers)), event, None, None)
    rewriting.change(of_double, event, None, {"person": stays.pk})
    rewriting.change(PersonMerger.objects.filter(into=double), event, None, {"into": stays.pk})
    rewriting.change(Membership.objects.filter(person=double), event, None, None)
    rewriting.change(Particulars.objects.filter(person=double), event, None, None)
    for model in _others_of_people():
        rows: QuerySet[Any] = model._default_manager.filter(**{"person": double})
        own = model._default_manager.filter(
            **{"person": stays}, superseded_by=None, valid__overlap=OuterRef("valid")
        )
        rewriting.change(rows.filter(Exists(own)), event, None, None)
        rewriting.change(rows, event, None, {"person": stays.pk})


def _others_of_people() -> list[type[Fact]]:
    found = []
    for model in rewriting.FACTS:
        names = {field.name for field in model._meta.concrete_fields}
        if model not in _MOVED_OTHERWISE and "person" in names:
            found.append(model)
    return found


def _stays_of(person: Person) -> list[Stay]:
    rows = Membership.objects.filter(person=person, superseded_by=None)
    return sorted(
        (
            Stay(
                row.household_id,
                row.valid.lower or date.min,
                row.valid.upper or date.max,
                row.relationship,
            )
            for row in rows
        ),
        key=_in_order,
    )


def _in_order(stay: Stay) -> tuple[int, date]:
    return stay.household_id, stay.since


def _joined(own: Sequence[Stay], others: Sequence[Stay]) -> list[Stay]:
    """Both together: in one household at one time once; who was its head there stays it."""
    found: list[Stay] = []
    for household in sorted({one.household_id for one in (*own, *others)}):
        here = [one for one in own if one.household_id == household]
        there = [one for one in others if one.household_id == household]
        marks = sorted({day for one in (*here, *there) for day in (one.since, one.until)})
        for since, until in pairwise(marks):
            words = [_word(here, since), _word(there, since)]
            if words == [None, None]:
                continue
            word = HEAD if HEAD in words else words[0] or words[1] or ""
            if found and (found[-1].household_id, found[-1].until, found[-1].relationship) == (
                household,
                since,
                word,
            ):
                found[-1] = Stay(household, found[-1].since, until, word)
            else:
                found.append(Stay(household, since, until, word))
    return found


def _word(stays: Sequence[Stay], day: date) -> str | None:
    return next((one.relationship for one in stays if one.since <= day < one.until), None)


def _only_home(joined: Sequence[Stay], homes: set[int], home_id: int | None, day: date) -> list[Stay]:
    """From the day on the person lives in one household; where they were before stays told."""
    if home_id not in homes:
        raise RegisterError(
            "Hai bản ghi ở hai hộ khác nhau. Cách xử lý: chọn hộ mà người này đang ở từ ngày gộp."
        )
    kept = []
    for one in joined:
        if one.household_id == home_id or one.until <= day:
            kept.append(one)
        elif one.since < day:
            kept.append(Stay(one.household_id, one.since, day, one.relationship))
    return kept


def _refuse_hidden_homes(stays: Person, double: Person) -> None:
    """Who does not see where somebody once lived cannot move it to another record."""
    people = [stays.pk, double.pk]
    seen = Membership.objects.filter(person__in=people, superseded_by=None).count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT households_homes_of(%s)", [people])
        if cursor.fetchone() != (seen,):
            raise RegisterError(
                f"{stays.full_name} từng ở hộ ngoài địa bàn của bạn, nên gộp ở đây sẽ bỏ sót. "
                "Cách xử lý: nhờ người phụ trách cấp trên, ở nơi thấy cả hai địa bàn, gộp cặp này."
            )


def _refuse_headless(stays: Person, double: Person, left: set[int], day: date) -> None:
    heads = Membership.objects.filter(
        person__in=[stays, double],
        household__in=left,
        relationship=HEAD,
        superseded_by=None,
        valid__contains=day,
    ).select_related("household")
    for one in heads:
        if others_on(one.household, [stays.pk, double.pk], day):
            raise RegisterError(
                f"Người này là chủ hộ {one.household.code}, hộ còn người khác. "
                "Cách xử lý: đổi chủ hộ của hộ đó trước, hoặc chọn hộ đó là nơi đang ở."
            )


def _write(stays: Sequence[Stay], person: Person, event: Event) -> None:
    rows: list[Mapping[str, Any]] = [
        {
            "household_id": one.household_id,
            "relationship": one.relationship,
            "valid": DateRange(
                None if one.since == date.min else one.since, None if one.until == date.max else one.until
            ),
        }
        for one in stays
    ]
    Membership.objects.bulk_create(Membership(person=person, recorded_by=event, **row) for row in rows)
