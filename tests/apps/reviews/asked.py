"""Short words for rounds that ask one condition: applications, sheets of income; nobody is real."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.apps.reviews.made import OFFICER, REVIEWER, case_of, sheet_of
from tests.apps.surveys.made import version
from tests.factories.places import Country

from giamngheo.apps.households.models import Household, Person
from giamngheo.apps.reviews.actions import Asking, Signed, open_round, post, take_application
from giamngheo.apps.reviews.models import Application, Case, Round
from giamngheo.apps.surveys.actions import save_draft, seal
from giamngheo.apps.surveys.content import Box
from giamngheo.law.vocabulary.procedures import ProcedureKind

FARM, WORKERS = ProcedureKind.AVERAGE_LIVING_STANDARD_REVIEW, ProcedureKind.LOW_INCOME_WORKER_REVIEW
OPENED, REVIEWED, POSTED, DECIDED = (
    date(2026, 7, 15),
    date(2026, 7, 16),
    date(2026, 7, 17),
    date(2026, 7, 27),
)
SIGNED = Signed("31/QĐ-UBND", DECIDED, "Chủ tịch UBND (thử)")
PAPER = "Giấy đề nghị, Mẫu Văn Cha ký"


def monthly(each: int, people: int = 2) -> dict[str, Any]:
    """Answers of a household with so much a month for each of its people."""
    return {"receipts_of_year": each * people * 12 + 5_000_000, "costs_of_year": 5_000_000}


def fill_income(one: Round, home: Household, answers: Mapping[str, Any]) -> None:
    """Fill in the sheet of income of a household and seal it."""
    sheet = sheet_of(one, home)
    given: dict[str, Any] = {"reviewer": "Thử Rà Soát", "review_date": OPENED.isoformat()}
    if one.kind == FARM.value:
        given |= {"farm_work": True, "farm_kinds": ["agriculture"]}
    said: dict[Box, Any] = {(name, None): value for name, value in (given | dict(answers)).items()}
    save_draft(sheet, said, version(sheet), REVIEWER)
    seal(sheet, version(sheet), REVIEWER)


def opened_for(country: Country, kind: ProcedureKind) -> tuple[Round, Case]:
    one = open_round(country.east, kind, OPENED, OFFICER)
    return one, case_of(one, country.east)


def member(home: Household, relationship: str = "head") -> Person:
    return Person.objects.get(household=home, relationship=relationship)


def asks(case: Case, home: Household, person: Person | None = None, day: date = OPENED) -> Application:
    return take_application(case, Asking(home, day, PAPER, person), OFFICER)


def posted_at_the_office(case: Case, day: date = POSTED) -> None:
    post(case, day, ["Trụ sở Ủy ban nhân dân xã"], "Thử Cán Bộ", OFFICER)
