"""The deed of step 1 where one condition is asked for: a Giấy đề nghị taken in."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.households.models import Household, Person, WorkerRecognition
from giamngheo.apps.households.statuses import statuses_of
from giamngheo.apps.reviews.actions.listing import ON_THE_LISTS, entry_of, open_round_sheets
from giamngheo.apps.reviews.actions.writing import (
    ReviewError,
    Told,
    fact_on,
    happen,
    locked,
    place_of,
)
from giamngheo.apps.reviews.folding import Standing, standing_of
from giamngheo.apps.reviews.models import Application, Case, Entry
from giamngheo.apps.reviews.states import EntrySource
from giamngheo.apps.reviews.within import lies_within
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text
from giamngheo.law.library import cited
from giamngheo.law.procedures.facts import Verb
from giamngheo.law.vocabulary.procedures import Subject
from giamngheo.law.vocabulary.standards import HouseholdClass


@dataclass(frozen=True)
class Asking:
    """What an application says: of which household, received when, by which paper, for which worker."""

    household: Household
    received_on: date
    paper: str
    person: Person | None = None


@transaction.atomic
def take_application(case: Case, asking: Asking, actor: Actor) -> Application:
    """Take in an application of a household, or of a worker of it, and open the sheet of the household.

    It may have come before the round of the month was opened: then the fact is of the day of the opening, and
    the day on which it was received is kept beside it.

    Raises:
        OutOfOrderError: where the procedure takes none by now.
        ReviewError: where the household or the person cannot ask, or asked already.
    """
    standing = standing_of(locked(case))
    person, received_on = asking.person, asking.received_on
    said = ReviewError.words(asking.paper, "giấy đề nghị: mẫu, số hoặc người ký", about="giay", longest=300)
    if received_on > timezone.localdate():
        raise ReviewError(
            f"Ngày {day_text(received_on)} chưa tới. Cách xử lý: ghi ngày đã nhận Giấy đề nghị.", "ngay"
        )
    day = max(received_on, standing.state.last_day or standing.case.round.opened_on)
    home = Household.objects.select_for_update().get(pk=asking.household.pk)
    if not home.is_living or not Household.objects.filter(lies_within(standing.case), pk=home.pk).exists():
        raise ReviewError(
            f"Hộ {home.code} không ở {place_of(case)}. Cách xử lý: ghi ở xã nơi hộ đang ở.", "ho"
        )
    before = _refuse_listed(standing, home, day)
    by_worker = standing.rules.procedure.outcome.subject is Subject.WORKER
    if by_worker:
        _refuse_person(home, person, day)
    elif person is not None:
        raise ReviewError("Giấy đề nghị này là của hộ. Cách xử lý: không chọn người.", "nguoi")
    entry = Entry.objects.filter(round=case.round_id, household=home).first()
    _refuse_twice(entry, home, person)
    row = happen(
        standing,
        fact_on(Verb.APPLIED, day, about=[home.pk]),
        actor,
        Told(
            {
                "paper": said,
                "received_on": received_on.isoformat(),
                **({"applicant": person.full_name} if person else {}),
            }
        ),
    )
    if entry is None:
        entry = entry_of(standing.case, home, EntrySource.APPLIED, day, before)
        entry.source_note = said
    entry.left_out_on, entry.left_out_why = None, ""
    entry.save()
    open_round_sheets(standing.case, [home], day, actor)
    return Application.objects.create(
        happening=row,
        entry=entry,
        person=person,
        person_name=person.full_name if person else "",
        received_on=received_on,
        paper=said,
    )


def _refuse_listed(standing: Standing, home: Household, day: date) -> HouseholdClass | None:
    """What the household is, unless the law keeps it out."""
    held = statuses_of([home.pk], day).get(home.pk)
    barrier = standing.rules.procedure.outcome.of_the_lists
    if barrier is not None and held is not None and held.household_class in ON_THE_LISTS:
        raise ReviewError(
            f"Hộ {home.code}: {barrier.text} Cách xử lý: {barrier.remedy} (Căn cứ: {cited(barrier.clause)}.)",
            "ho",
        )
    return held.household_class if held else None


def _refuse_person(home: Household, person: Person | None, day: date) -> None:
    if person is None or not person.is_living or person.household_id != home.pk:
        raise ReviewError(
            f"Chưa chọn người đề nghị trong hộ {home.code}. Cách xử lý: chọn một thành viên của hộ.", "nguoi"
        )
    held = WorkerRecognition.objects.filter(person=person, superseded_by=None, valid__contains=day).first()
    if held is not None:
        raise ReviewError(
            f"{person.full_name} đã được công nhận là người lao động có thu nhập thấp từ "
            f"{day_text(held.valid.lower)}. Cách xử lý: xem quyết định trên trang của người này.",
            "nguoi",
        )


def _refuse_twice(entry: Entry | None, home: Household, person: Person | None) -> None:
    if entry is None or entry.left_out_on is not None:
        return
    if Application.objects.standing().filter(entry=entry, person=person).exists():
        who = person.full_name if person else f"Hộ {home.code}"
        raise ReviewError(
            f"Giấy đề nghị của {who} đã ghi trong đợt này. Cách xử lý: xem trong danh sách của đợt.",
            "nguoi" if person else "ho",
        )
