"""Participants: entered many at once with the standing of the day, the others told; leaving."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db import transaction

from giamngheo.apps.activities.actions.writing import ActivityError, locked_for_entering, tell
from giamngheo.apps.activities.eligibility import Entrant, entrants, verdict
from giamngheo.apps.activities.models import Activity, Officer, Participant
from giamngheo.apps.activities.queries import areas_of
from giamngheo.apps.support.actions import refused
from giamngheo.apps.support.examining import Help
from giamngheo.apps.support.states import Form, Source
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole
from giamngheo.law.vocabulary.activities import ActivityKind, Takes

LONGEST_REASON: Final = 300
AT_ONCE: Final = 5_000


@dataclass(frozen=True)
class Refused:
    """Somebody who was not entered: who (a row of a list where there is one), why, what to do."""

    who: str
    why: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.who}: {self.why}. Cách xử lý: {self.remedy}"


@dataclass
class Entered:
    """What came of entering: how many are new, and who was refused."""

    written: int = 0
    exceptions: int = 0
    refused: list[Refused] = field(default_factory=list)


@transaction.atomic
def enter(
    activity: Activity,
    ids: Sequence[int],
    day: date,
    actor: Actor,
    *,
    exception: str = "",
    again: str = "",
    called: Mapping[int, str] | None = None,
) -> Entered:
    """Enter households or persons of the register, whichever the kind takes, as they were on a day.

    Who is of none of the groups is refused, or with `exception` (the reason) taken where the kind allows it;
    whose need was met elsewhere in the year is refused without `again` (why). Good rows are kept. `called` is
    the row of a list by number. A handful of questions for any number. Raises ActivityError.
    """
    held = locked_for_entering(activity)
    kind, done = held.law, Entered()
    _require(kind, ids, day)
    reason = ActivityError.words(exception, "lý do", about="ngoai-le", longest=LONGEST_REASON, needed=False)
    why_again = ActivityError.words(again, "lý do", about="them-lan", longest=LONGEST_REASON, needed=False)
    numbers = list(dict.fromkeys(ids))
    found = entrants(kind, numbers, day)
    inside, there = set(areas_of(held, day)), _there(held)
    rows: list[Participant] = []
    for number in numbers:
        entrant, name = found.get(number), (called or {}).get(number, "")
        if entrant is None or entrant.area_id not in inside:
            done.refused.append(_not_here(name or (entrant.name if entrant else f"Số {number}"), day))
        elif number in there:
            done.refused.append(
                Refused(name or _called(entrant), "đã có trong danh sách", "không cần ghi lại.")
            )
        else:
            found_verdict = verdict(kind, entrant, day)
            is_exception = found_verdict.group is None
            if is_exception and not (kind.exceptions and reason):
                done.refused.append(_not_of_a_group(name or _called(entrant), found_verdict.why, kind))
                continue
            group = "" if found_verdict.group is None else found_verdict.group.value
            why = reason if is_exception else ""
            rows.append(_row(held, entrant, day, actor, group=group, reason=why))
    rows = _not_met_elsewhere(held, rows, day, why_again, done)
    Participant.objects.bulk_create(rows, 1_000)
    done.written, done.exceptions = len(rows), sum(not row.group for row in rows)
    if rows:
        _tell(held, rows, done, actor)
    return done


@transaction.atomic
def enter_officers(activity: Activity, ids: Sequence[int], day: date, actor: Actor) -> Entered:
    """Enter officers of the unit's list or of units within it; raises ActivityError."""
    held = locked_for_entering(activity)
    if held.law.takes is not Takes.OFFICERS:
        raise ActivityError("Hoạt động này không ghi cán bộ tham gia. Cách xử lý: chọn loại khác.")
    done = Entered()
    there = set(Participant.objects.filter(activity=held, left_on=None).values_list("officer_id", flat=True))
    listed = Officer.objects.filter(pk__in=ids, area__in=areas_of(held, day), ended_on=None)
    rows = [
        Participant(
            activity=held,
            area_id=held.area_id,
            officer=one,
            village_id=one.area_id,
            name=one.full_name,
            standing=one.position,
            is_woman=one.sex == "female",
            entered_on=day,
            entered_by_id=actor.id,
            entered_by_name=actor.name,
        )
        for one in listed.order_by("sort_key", "pk")
        if one.pk not in there
    ]
    Participant.objects.bulk_create(rows, 1_000)
    done.written = len(rows)
    if rows:
        _tell(held, rows, done, actor)
    return done


@transaction.atomic
def leave(participant: Participant, day: date, why: str, actor: Actor) -> None:
    """Note that somebody takes part no more, with the reason; the row stays. Raises ActivityError."""
    held = locked_for_entering(participant.activity)
    said = ActivityError.words(why, "lý do", about="ly-do", longest=LONGEST_REASON)
    if participant.things.filter(support__taken_back_at=None).exists():
        raise ActivityError(
            f"{participant.name} đã nhận hiện vật của hoạt động. Cách xử lý: rút lại khoản đã giao trước."
        )
    moved = Participant.objects.filter(pk=participant.pk, left_on=None).update(left_on=day, left_why=said)
    if not moved:
        raise ActivityError("Người này đã rời hoạt động. Cách xử lý: tải lại trang để xem.")
    details = {"participant": participant.pk, "why": said}
    tell(held, actor, "leave", f"Ghi {participant.name} thôi tham gia", details)


def _require(kind: ActivityKind, ids: Sequence[int], day: date) -> None:
    if kind.takes not in {Takes.HOUSEHOLDS, Takes.PERSONS}:
        raise ActivityError("Hoạt động này không ghi hộ, người của sổ hộ. Cách xử lý: chọn loại khác.")
    if not ids:
        raise ActivityError("Chưa chọn ai. Cách xử lý: đánh dấu hộ, người trong danh sách.", "chon")
    if len(ids) > AT_ONCE:
        raise ActivityError(
            f"Nhiều hơn {whole(AT_ONCE)} dòng một lần. Cách xử lý: chia danh sách làm nhiều lần.", "chon"
        )


def _there(held: Activity) -> set[int | None]:
    which = "household_id" if held.law.takes is Takes.HOUSEHOLDS else "person_id"
    return set(Participant.objects.filter(activity=held, left_on=None).values_list(which, flat=True))


def _row(
    held: Activity, entrant: Entrant, day: date, actor: Actor, *, group: str, reason: str
) -> Participant:
    return Participant(
        activity=held,
        area_id=held.area_id,
        household_id=entrant.household_id,
        person_id=entrant.person_id,
        village_id=entrant.area_id,
        name=entrant.name,
        standing=entrant.standing,
        group=group,
        reason=reason,
        is_woman=entrant.is_woman,
        is_minority=entrant.is_minority,
        entered_on=day,
        entered_by_id=actor.id,
        entered_by_name=actor.name,
    )


def _not_met_elsewhere(
    held: Activity, rows: list[Participant], day: date, again: str, done: Entered
) -> list[Participant]:
    """Those whose need no other occasion met in the year, or with the reason why it is met again."""
    kind = held.law
    if not kind.need:
        return rows
    met = refused([_promised(held, row, day) for row in rows], held.occasion)
    kept = []
    for at, row in enumerate(rows):
        if at in met and not again:
            why, _, remedy = met[at].partition(" Cách xử lý: ")
            done.refused.append(Refused(row.name, why.rstrip("."), remedy))
            continue
        row.again_because = again if at in met else ""
        kept.append(row)
    return kept


def _promised(held: Activity, row: Participant, day: date) -> Help:
    return Help(
        household_id=row.household_id or 0,
        person_id=row.person_id,
        need=held.law.need,
        form=Form.SERVICE,
        what=held.law.name,
        given_on=day,
        source=Source.PROGRAMME,
    )


def _called(entrant: Entrant) -> str:
    return f"{entrant.name} (hộ {entrant.code})"


def _not_here(who: str, day: date) -> Refused:
    why = f"không có trong sổ hộ của địa bàn ngày {day_text(day)}"
    return Refused(who, why, "xem lại mã hộ, ngày vào, hoặc ghi vào sổ hộ trước.")


def _not_of_a_group(who: str, why: str, kind: ActivityKind) -> Refused:
    remedy = (
        "bỏ khỏi danh sách, hoặc ghi lý do ngoại lệ rồi thêm lại."
        if kind.exceptions
        else "bỏ khỏi danh sách; loại hoạt động này không có ngoại lệ."
    )
    return Refused(who, why, remedy)


def _tell(held: Activity, rows: Iterable[Participant], done: Entered, actor: Actor) -> None:
    details = {"participants": [row.pk for row in rows], "refused": len(done.refused)}
    without = f", {whole(done.exceptions)} ngoại lệ" if done.exceptions else ""
    tell(held, actor, "enter", f"Ghi {whole(done.written)} {held.law.takes.label} tham gia{without}", details)
