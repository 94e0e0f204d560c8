"""A made-up review of a made-up commune: every village at another step, with what goes wrong in real ones.

In the first village a meeting did not agree to a household and met again, an objection was upheld, the list
was posted again and decided; the second waits for the decision; the third is being filled in; the others
have their lists.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from giamngheo.apps.reviews.actions import (
    Minutes,
    Signed,
    close_list,
    close_objection,
    decide,
    open_objection,
    open_round,
    post,
    record_meeting,
    record_reviewed,
    score,
    set_point,
)
from giamngheo.apps.reviews.models import Case, Entry, Proposal, Round
from giamngheo.apps.reviews.states import ObjectionWay
from giamngheo.apps.surveys.actions import assign_reviewer, correct
from giamngheo.apps.surveys.content import Box
from giamngheo.apps.surveys.demonstration import REASON, fill_whole
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.vocabulary.procedures import NOBODY, ProcedureKind, Setting
from giamngheo.law.vocabulary.standards import HouseholdClass

KIND: Final = ProcedureKind.PERIODIC_REVIEW
OPENED, LISTED, REVIEWED, MET = date(2026, 9, 1), date(2026, 9, 8), date(2026, 9, 25), date(2026, 9, 28)
ENOUGH: Final = date(2026, 10, 20)
"""From this day on all that happens in the demonstration lies in the past."""
_ATTENDING: Final = 32
_LACKS: Final[dict[str, Any]] = {
    "wall_durable": False,
    "column_durable": False,
    "roof_durable": False,
    "housing_area": 12,
    "toilet": "none",
}


@dataclass(frozen=True)
class People:
    """Who works in the demonstration: the officer leads, the reviewer fills in, the leader decides."""

    officer: Actor
    reviewer: Actor
    leader: Actor


@transaction.atomic
def fill_review(commune: Area, people: People, today: date, most: int = 40) -> Round | None:
    """Play a review of a commune that has none; None where it has one, or the days have not come.

    Sheets of at most so many households of a village are filled in.
    """
    if Round.objects.filter(area=commune).exists() or today < ENOUGH:
        return None
    said = Setting(point="opinion_authority", value=NOBODY, since=date(2026, 1, 1), source=REASON)
    set_point(commune, KIND, said, people.officer)
    one = open_round(commune, KIND, OPENED, people.officer)
    cases = Case.objects.filter(round=one).select_related("round").order_by("pk")
    draw = Random(2026)
    parts: Sequence[Callable[[Case, People, Random, int], None]] = (_decided, _posted, _half_filled)
    for place, case in enumerate(cases):
        if place < len(parts):
            parts[place](case, people, draw, most)
    return one


def _half_filled(case: Case, people: People, draw: Random, most: int) -> None:
    close_list(case, LISTED, people.officer)
    sheets = _sheets(case)
    assign_reviewer(sheets, people.reviewer, people.officer)
    for sheet in sheets[: min(most, len(sheets) // 2)]:
        _fill(case, sheet, people, draw)


def _posted(case: Case, people: People, draw: Random, most: int) -> None:
    _reviewed(case, people, draw, most)
    _meet(case, people, MET, {})
    post(
        case, MET + timedelta(days=2), ["Nhà văn hoá thôn (trình diễn)"], people.officer.name, people.officer
    )


def _decided(case: Case, people: People, draw: Random, most: int) -> None:
    entries = _reviewed(case, people, draw, most)
    # Whoever lacks no answer has a class whatever the points are.
    certain = Proposal.objects.filter(entry__in=entries, points_at_least=F("points_at_most")).values("entry")
    doubted = next((one for one in entries if certain.filter(entry=one).exists()), None)
    objected = next((one for one in entries if one != doubted), None)
    if doubted is None or objected is None:
        return
    _meet(case, people, MET, {doubted.household_id: _ATTENDING // 3})
    again = MET + timedelta(days=2)
    _correct(doubted, {"income_points": 139}, people)
    record_reviewed(case, again, people.officer, households=[doubted.household_id], note=REASON)
    _meet(case, people, again + timedelta(days=1), {})
    day = again + timedelta(days=2)
    places = ["Nhà văn hoá thôn (trình diễn)", "Trụ sở Ủy ban nhân dân xã (trình diễn)"]
    post(case, day, places, people.officer.name, people.officer)
    words = "Hộ này đã có lương hưu từ đầu năm (trình diễn)."
    objection = open_objection(
        case,
        day + timedelta(days=1),
        ObjectionWay.IN_PERSON,
        words,
        people.officer,
        household=objected.household,
    )
    _correct(objected, {"income_points": 215}, people)
    answer = "Đã phúc tra: khiếu nại đúng, phiếu đã đính chính (trình diễn)."
    close_objection(objection, day + timedelta(days=4), answer, True, people.officer)
    found = day + timedelta(days=5)
    record_reviewed(case, found, people.officer, households=[objected.household_id], note=REASON)
    _meet(case, people, found, {})
    post(case, found, places, people.officer.name, people.officer)
    signed = Signed("00/QĐ-TRÌNH-DIỄN", ENOUGH, "Chủ tịch UBND (trình diễn)")
    decide(case.round, [case], signed, people.leader)


def _reviewed(case: Case, people: People, draw: Random, most: int) -> list[Entry]:
    """The list closed with at most so many households, all sheets sealed, the list told to be reviewed."""
    close_list(case, LISTED, people.officer)
    sheets = _sheets(case)
    assign_reviewer(sheets, people.reviewer, people.officer)
    for sheet in sheets[:most]:
        _fill(case, sheet, people, draw)
    score(case.round, people.officer, [case.area_id])
    # Made-up answers that leave a class open: with so many points above the line it is known.
    for entry in Entry.objects.filter(case=case, proposed_class=HouseholdClass.UNKNOWN.value):
        _correct(entry, {"income_points": 214}, people)
    if len(sheets) <= most:
        record_reviewed(case, REVIEWED, people.officer)
    return list(Entry.objects.filter(case=case, left_out_on=None).select_related("household").order_by("pk"))


def _fill(case: Case, sheet: FilledSheet, people: People, draw: Random) -> None:
    """Most who were poor still are; some left the lists."""
    entry = Entry.objects.get(case=case, household=sheet.household_id)
    was_poor = entry.class_before == HouseholdClass.POOR.value
    leaves = draw.random() < 0.2
    given: dict[str, Any] = {"income_points": draw.randint(151, 209) if leaves else draw.randint(60, 138)}
    fill_whole(sheet, people.reviewer, draw, given | (_LACKS if was_poor and not leaves else {}))


def _correct(entry: Entry, said: dict[str, Any], people: People) -> None:
    sheet = FilledSheet.objects.get(occasion=entry.case.round.occasion, household=entry.household_id)
    answers: dict[Box, Any] = {(name, None): answer for name, answer in said.items()}
    correct(sheet, answers, REASON, sheet.version, people.reviewer)


def _sheets(case: Case) -> list[FilledSheet]:
    rows = FilledSheet.objects.filter(occasion=case.round.occasion, area=case.area_id)
    return list(rows.order_by("pk"))


def _meet(case: Case, people: People, day: date, otherwise: dict[int, int]) -> None:
    minutes = Minutes(
        "Nhà văn hoá thôn (trình diễn)", "Trưởng thôn (trình diễn)", "Thư ký (trình diễn)", _ATTENDING
    )
    entries = Entry.objects.filter(case=case, left_out_on=None).values_list("household_id", flat=True)
    votes = dict.fromkeys(entries, _ATTENDING - 2) | otherwise
    record_meeting(case, day, minutes, votes, people.officer)
