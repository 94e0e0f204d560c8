"""Made-up months of a made-up commune: farm households that were decided on, workers who wait for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction

from giamngheo.apps.households.models import Household, Person
from giamngheo.apps.reviews.actions import (
    Asking,
    Signed,
    decide,
    open_round,
    post,
    record_reviewed,
    refuse,
    take_application,
)
from giamngheo.apps.reviews.demonstration import People
from giamngheo.apps.reviews.folding import outcome_of
from giamngheo.apps.reviews.models import Case, Round
from giamngheo.apps.surveys.actions import assign_reviewer, save_draft, seal
from giamngheo.apps.surveys.content import Box
from giamngheo.apps.surveys.demonstration import REASON
from giamngheo.apps.surveys.forms import form_of
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.foundation.areas.models import Area, Containment
from giamngheo.law.vocabulary.procedures import ProcedureKind, Subject

KINDS: Final = (ProcedureKind.AVERAGE_LIVING_STANDARD_REVIEW, ProcedureKind.LOW_INCOME_WORKER_REVIEW)
FARM_OPENED, FARM_POSTED, FARM_DECIDED = date(2026, 9, 15), date(2026, 9, 17), date(2026, 9, 28)
WORKERS_OPENED: Final = date(2026, 10, 15)
ENOUGH: Final = date(2026, 10, 20)
"""From this day on all that happens here lies in the past."""
_CHAIR: Final = "Chủ tịch UBND (trình diễn)"
_PLACE: Final = "Trụ sở Ủy ban nhân dân xã (trình diễn)"
_BETWEEN_THE_LINES, _ABOVE, _UNDER = 1_900_000, 3_600_000, 1_700_000
_MONTHS: Final = 12
_COSTS: Final = 6_000_000


@dataclass(frozen=True)
class _Home:
    """A made-up household that asks, and its income a head and month."""

    household: Household
    income: int


@transaction.atomic
def fill_applications(commune: Area, people: People, today: date) -> Sequence[Round]:
    """Play a month of each of the two procedures in a commune that has none; empty where it has.

    The farm households were decided on, one of them was refused; the workers wait for the decision.
    """
    farm, workers = KINDS
    if Round.objects.filter(area=commune, kind__in=KINDS).exists() or today < ENOUGH:
        return ()
    homes = _free(commune, FARM_OPENED, (_BETWEEN_THE_LINES, _UNDER, _ABOVE))
    if not homes:
        return ()
    first = _posted(commune, farm, FARM_OPENED, homes, people)
    case = Case.objects.select_related("round").get(round=first)
    decide(first, [case], Signed("01/QĐ-TRÌNH-DIỄN", FARM_DECIDED, _CHAIR), people.leader)
    refuse(
        case,
        FARM_DECIDED + timedelta(days=1),
        [homes[-1].household.pk],
        people.officer,
        reason="Thu nhập trên mức sống trung bình (trình diễn)",
        paper="Thông báo trình diễn số 1",
    )
    asking = _free(commune, WORKERS_OPENED, (_BETWEEN_THE_LINES, _UNDER))
    return (first, _posted(commune, workers, WORKERS_OPENED, asking, people)) if asking else (first,)


def _free(commune: Area, day: date, incomes: Sequence[int]) -> list[_Home]:
    """Households that may ask, one for each income; none where the commune has too few."""
    within = Containment.objects.filter(ancestor=commune, valid__contains=day).values("area")
    rows = Household.objects.filter(area__in=within, is_living=True, members__gte=2, class_today="")
    homes = [_Home(home, income) for home, income in zip(rows.order_by("-pk"), incomes, strict=False)]
    return homes if len(homes) == len(incomes) else []


def _posted(
    commune: Area, kind: ProcedureKind, opened: date, homes: Sequence[_Home], people: People
) -> Round:
    """A month until its list is posted."""
    one = open_round(commune, kind, opened, people.officer)
    case = Case.objects.select_related("round").get(round=one)
    for home in homes:
        _apply(case, home.household, people)
    sheets = list(FilledSheet.objects.filter(occasion=one.occasion))
    assign_reviewer(sheets, people.reviewer, people.officer)
    for home in homes:
        _fill(one, home, people)
    record_reviewed(case, opened + timedelta(days=1), people.officer)
    post(case, opened + timedelta(days=2), [_PLACE], people.officer.name, people.officer)
    return one


def _apply(case: Case, home: Household, people: People) -> None:
    """The household asks, or its two oldest as workers, some days before the month was opened."""
    received = case.round.opened_on - timedelta(days=5)
    paper = f"Giấy đề nghị {received:%d/%m/%Y} (trình diễn)"
    who: list[Person | None] = [None]
    if outcome_of(case.round).subject is Subject.WORKER:
        members = Person.objects.filter(household=home, is_living=True).order_by("birth_date", "pk")
        who = list(members[:2])
    for person in who:
        take_application(case, Asking(home, received, paper, person), people.officer)


def _fill(one: Round, home: _Home, people: People) -> None:
    sheet = FilledSheet.objects.get(occasion=one.occasion, household=home.household)
    form = form_of(sheet)
    asked: dict[str, Any] = {
        "farm_work": True,
        "farm_kinds": ["agriculture", "fishery"],
        "receipts_of_year": home.income * _MONTHS * home.household.members + _COSTS,
        "costs_of_year": _COSTS,
        "income_notes": REASON,
        "reviewer": people.reviewer.name,
        "review_date": one.opened_on.isoformat(),
    }
    answers: dict[Box, Any] = {(name, None): said for name, said in asked.items() if form.question(name)}
    version = save_draft(sheet, answers, sheet.version, people.reviewer)
    seal(sheet, version.number, people.reviewer)
