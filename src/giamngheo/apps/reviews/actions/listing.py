"""Deeds on the list of a village: who is to be reviewed and why; the list closed, its sheets opened."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django.db import transaction

from giamngheo.apps.households.models import Household
from giamngheo.apps.households.statuses import statuses_of
from giamngheo.apps.reviews.actions.writing import (
    ReviewError,
    fact_on,
    happen,
    locked,
    place_of,
    some,
)
from giamngheo.apps.reviews.folding import Standing, standing_of
from giamngheo.apps.reviews.models import Case, Entry, Happening, Round
from giamngheo.apps.reviews.point_tables import asked_of
from giamngheo.apps.reviews.states import EntrySource
from giamngheo.apps.surveys.actions import SurveyError, open_sheets
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.foundation.audit.actions import Actor, Deed, record, record_all
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole
from giamngheo.law.procedures.facts import Verb
from giamngheo.law.vocabulary.procedures import StepKind
from giamngheo.law.vocabulary.standards import HouseholdClass

ON_THE_LISTS: Final = (HouseholdClass.POOR.value, HouseholdClass.NEAR_POOR.value)
_AT_ONCE: Final = 2_000


def gather(one: Round, cases: Sequence[Case], day: date, actor: Actor) -> int:
    """Put every household that is on the lists of the day on the list of its village; returns how many.

    Who is on a list of the round already stays as it is. Part of opening; set-based for any size.
    """
    case_of = {case.area_id: case for case in cases}
    listed = Household.objects.filter(
        is_living=True, area__in=list(case_of), class_today__in=ON_THE_LISTS
    ).exclude(reviewed__round=one)
    homes = list(listed.order_by("sort_key", "pk"))
    classes = statuses_of([home.pk for home in homes], day)
    entries = [
        entry_of(case_of[home.area_id], home, EntrySource.ON_THE_LISTS, day, classes[home.pk].household_class)
        for home in homes
        if home.pk in classes and classes[home.pk].household_class in ON_THE_LISTS
    ]
    Entry.objects.bulk_create(entries, _AT_ONCE)
    counted = {case.pk: sum(entry.case_id == case.pk for entry in entries) for case in cases}
    record_all(
        actor,
        [
            Deed(
                "reviews.gathered",
                f"Đưa {whole(counted[case.pk])} hộ đang trong danh sách vào danh sách cần rà soát: "
                f"{place_of(case)}",
                case.area_id,
                ("reviews.Case", case.pk),
                {"round": one.pk, "day": day.isoformat()},
            )
            for case in cases
        ],
    )
    return len(entries)


@transaction.atomic
def add_household(
    case: Case, household: Household, source: EntrySource, day: date, actor: Actor, *, note: str
) -> Entry:
    """Put a household on the list: it applied (`note`: the paper), or the village proposes it (why).

    Where the list is closed, or the law counts from the application, this is a fact of the case and its sheet
    is opened at once. Raises ReviewError.
    """
    standing = standing_of(locked(case))
    why = ReviewError.words(note, "lý do hoặc số giấy đề nghị", about="ly-do", longest=300)
    home = Household.objects.select_for_update().get(pk=household.pk)
    if not home.is_living or home.area_id != case.area_id:
        raise ReviewError(
            f"Hộ {home.code} không ở {place_of(case)}. "
            "Cách xử lý: ghi hộ vào danh sách của thôn nơi hộ đang ở.",
            "ho",
        )
    if Entry.objects.filter(round=case.round_id, household=home).exists():
        raise ReviewError(f"Hộ {home.code} đã có trong danh sách của đợt này.", "ho")
    held = statuses_of([home.pk], day).get(home.pk)
    before = held.household_class if held else None
    if source is EntrySource.ASKS_TO_LEAVE and (before is None or before.value not in ON_THE_LISTS):
        raise ReviewError(
            f"Hộ {home.code} không trong danh sách hộ nghèo, hộ cận nghèo nên không có gì để ra khỏi. "
            "Cách xử lý: chọn đúng loại đề nghị.",
            "nguon",
        )
    entry = entry_of(standing.case, home, source, day, before)
    entry.source_note = why
    by_application = standing.rules.procedure.step(StepKind.APPLICATION) is not None
    state = standing.state
    if by_application or state.listed:
        verb = Verb.APPLIED if by_application else Verb.LISTED
        happen(standing, fact_on(verb, day, about=[home.pk]), actor)
        entry.save()
        open_round_sheets(standing.case, [home], day, actor)
        return entry
    if refused := standing.what_is_refused(day)[Verb.LISTED]:
        raise ReviewError(refused[0].sentence)
    entry.save()
    _tell(
        entry, actor, "added", f"Đưa hộ {home.code} vào danh sách cần rà soát ({entry.get_source_display()})"
    )
    return entry


@transaction.atomic
def leave_out(entry: Entry, why: str, day: date, actor: Actor) -> Entry:
    """Leave a household out, with the reason; only before its list was reviewed. ReviewError."""
    case = locked(entry.case)
    kept = Entry.objects.select_for_update().get(pk=entry.pk)
    said = ReviewError.words(why, "lý do", about="ly-do", longest=500)
    if kept.left_out_on is not None:
        raise ReviewError(f"Hộ {kept.household_code} đã đưa ra khỏi danh sách trước đó.")
    if standing_of(case).state.reviewed:
        raise ReviewError(
            f"Danh sách của {place_of(case)} đã rà soát xong nên không bỏ hộ {kept.household_code} được. "
            "Cách xử lý: ghi đúng kết quả trên phiếu; hộ đã chuyển đi thì ghi vào sổ hộ."
        )
    kept.left_out_on, kept.left_out_why = day, said
    kept.save(update_fields=["left_out_on", "left_out_why"])
    _tell(kept, actor, "left_out", f"Đưa hộ {kept.household_code} ra khỏi danh sách rà soát: {said}")
    return kept


@transaction.atomic
def close_list(case: Case, day: date, actor: Actor) -> Happening:
    """Close the list of a village and open a sheet for each household on it; raises ReviewError."""
    standing = standing_of(locked(case))
    if standing.state.listed:  # the law lets a list be made anew, which would put aside all that followed
        raise ReviewError(
            f"Danh sách của {place_of(case)} đã chốt. Cách xử lý: hộ đến sau thì thêm vào danh sách."
        )
    waiting = Entry.objects.filter(case=case, left_out_on=None)
    homes = list(Household.objects.filter(reviewed__in=waiting).order_by("sort_key", "pk"))
    moved = [home.code for home in homes if not home.is_living]
    if moved:
        raise ReviewError(
            f"{whole(len(moved))} hộ không còn trong sổ: {some(moved)}. "
            "Cách xử lý: đưa các hộ này ra khỏi danh sách, ghi lý do."
        )
    row = happen(standing, fact_on(Verb.LISTED, day), actor, None)
    open_round_sheets(standing.case, homes, day, actor)
    return row


def open_round_sheets(case: Case, homes: Iterable[Household], day: date, actor: Actor) -> None:
    """Open the sheet of the round for those of these households that have none yet; raises ReviewError."""
    one = case.round
    opened = FilledSheet.objects.filter(occasion=one.occasion, form=one.form).values("household_id")
    wanted = list(Household.objects.filter(pk__in=[home.pk for home in homes]).exclude(pk__in=opened))
    if not wanted:
        return
    # A household that moved since it was listed is reviewed with its list: how far both are is told together.
    village = case.area_id if case.area_id != one.area_id else None
    try:
        open_sheets(wanted, one.form, one.occasion, day, actor, asked_also=asked_of(one), area_id=village)
    except SurveyError as error:
        raise ReviewError(str(error)) from error


def entry_of(
    case: Case, home: Household, source: EntrySource, day: date, before: HouseholdClass | None
) -> Entry:
    """A household as it comes to a list, not saved yet."""
    return Entry(
        case=case,
        round_id=case.round_id,
        area_id=home.area_id,
        household=home,
        household_code=home.code,
        head_name=home.head_name,
        sort_key=home.sort_key,
        source=source,
        class_before=before.value if before else "",
        added_on=day,
    )


def _tell(entry: Entry, actor: Actor, verb: str, sentence: str) -> None:
    record(
        actor,
        f"reviews.{verb}",
        f"{sentence}, ngày {day_text(entry.left_out_on or entry.added_on)}",
        area_id=entry.area_id,
        subject=("reviews.Entry", entry.pk),
        details={"round": entry.round_id, "household": entry.household_code, "note": entry.source_note},
    )


def in_standing(standing: Standing) -> list[Entry]:
    """The households that are on the list of a case."""
    return list(Entry.objects.filter(case=standing.case, left_out_on=None).order_by("sort_key", "pk"))
