"""Short words for reviews of tests; nobody is real."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tests.apps.households.made import about
from tests.apps.surveys.made import family, full_answers, version
from tests.factories.places import Country

from giamngheo.apps.households.actions import Decision, Recognised, recognise_household
from giamngheo.apps.households.models import Household
from giamngheo.apps.reviews.actions import (
    Minutes,
    Signed,
    close_list,
    open_round,
    post,
    record_meeting,
    record_reviewed,
    set_point,
)
from giamngheo.apps.reviews.models import Case, Entry, Happening, Round
from giamngheo.apps.surveys.actions import save_draft, seal
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.vocabulary.procedures import NOBODY, ProcedureKind, Setting

# Far beyond the accounts that tests make, so that nobody is taken for one of them.
OFFICER, REVIEWER, LEADER = (
    Actor(900_011, "Thử Cán Bộ"),
    Actor(900_012, "Thử Rà Soát"),
    Actor(900_013, "Thử Lãnh Đạo"),
)
OPENED, LISTED, REVIEWED, MET, POSTED, DECIDED = (
    date(2026, 9, 1),
    date(2026, 9, 7),
    date(2026, 9, 28),
    date(2026, 10, 5),
    date(2026, 10, 7),
    date(2026, 10, 20),
)
SIGNED = Signed("12/QĐ-UBND", DECIDED, "Chủ tịch UBND (thử)")
PERIODIC = ProcedureKind.PERIODIC_REVIEW
LACKS: Mapping[str, Any] = {
    "wall_durable": False,
    "column_durable": False,
    "roof_durable": False,
    "housing_area": 9,
    "toilet": "none",
}
"""Answers of a household that lacks a house, room and a toilet: with few points it is poor."""
RICH: Mapping[str, Any] = {"income_points": 900}


def listed_family(
    country: Country, name: str = "Mẫu", listed: str = "poor", village: Any = None
) -> Household:
    """A family that stands on the list of poor households since last year."""
    home = family(village or country.east_1, name)
    if listed:
        paper = Decision("QĐ thử", date(2025, 12, 12), "Chủ tịch UBND (thử)", 2026)
        said = Recognised(home.pk, listed)
        recognise_household(home, said, paper, about(date(2025, 12, 12)), OFFICER)
    return home


def without_opinion(country: Country) -> None:
    """The unit has found that nobody is to be asked."""
    said = Setting(point="opinion_authority", value=NOBODY, since=date(2026, 1, 1), source="CV thử 1/UBND")
    set_point(country.east, PERIODIC, said, OFFICER)


def opened(country: Country) -> Round:
    return open_round(country.east, PERIODIC, OPENED, OFFICER)


def case_of(one: Round, area: Any) -> Case:
    return Case.objects.select_related("round").get(round=one, area=area)


def sheet_of(one: Round, home: Household) -> FilledSheet:
    return FilledSheet.objects.get(occasion=one.occasion, household=home)


def fill(one: Round, home: Household, answers: Mapping[str, Any] | None = None) -> FilledSheet:
    """Fill in the sheet of a household and seal it; answers of the household by question."""
    sheet = sheet_of(one, home)
    typed = {**full_answers(sheet), ("income_points", None): 100}
    typed |= {(name, None): value for name, value in (answers or {}).items()}
    save_draft(sheet, typed, version(sheet), REVIEWER)
    seal(sheet, version(sheet), REVIEWER)
    sheet.refresh_from_db()
    return sheet


def reviewed(one: Round, case: Case, answers: Mapping[int, Mapping[str, Any]] | None = None) -> Happening:
    """The list closed, every sheet filled in and sealed, the list told to be reviewed."""
    close_list(case, LISTED, OFFICER)
    for entry in Entry.objects.filter(case=case, left_out_on=None).select_related("household"):
        fill(one, entry.household, (answers or {}).get(entry.household_id))
    return record_reviewed(case, REVIEWED, OFFICER)


def met(case: Case, votes: Mapping[int, int], day: date = MET, attending: int = 40) -> Happening:
    minutes = Minutes("Nhà văn hoá thôn (thử)", "Thử Văn Trưởng", "Thử Thị Ký", attending)
    return record_meeting(case, day, minutes, votes, OFFICER)


def agreed(case: Case, households: Iterable[int], day: date = MET) -> Happening:
    return met(case, dict.fromkeys(households, 40), day)


def posted(case: Case, day: date = POSTED) -> Happening:
    return post(case, day, ["Nhà văn hoá thôn"], "Thử Cán Bộ", OFFICER)


def ready(country: Country, answers: Mapping[str, Any] = LACKS) -> tuple[Round, Case, Household]:
    """A village of one household whose list is posted and that nobody objected to."""
    home = listed_family(country)
    one = opened(country)
    case = case_of(one, country.east_1)
    reviewed(one, case, {home.pk: answers})
    agreed(case, [home.pk])
    posted(case)
    return one, case, home
