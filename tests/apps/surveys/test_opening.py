"""A sheet opens with who lives there on its day, as the register has it, and with nothing else."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.households.made import about
from tests.apps.surveys.made import DAY, FORM, OCCASION, WHO, family, opened, version
from tests.factories.places import Country, make_country

from giamngheo.apps.households.actions import end_household
from giamngheo.apps.households.queries import household_on
from giamngheo.apps.surveys.actions import SurveyError, open_sheet, open_sheets
from giamngheo.apps.surveys.models import FilledSheet, SheetVersion
from giamngheo.apps.surveys.queries import offer_last_year, sheet_now
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def test_who_people_are_and_where_they_live_stands_on_a_new_sheet_and_nothing_else(country: Country) -> None:
    home = family(country.east_1, personal_number="", education_level="upper_secondary", pension="pension")
    sheet = opened(home)
    told = sheet_now(sheet)
    assert told.household == {
        "household": home.code,
        "review_year": 2026,
        "province": "province",
        "commune": "east",
        "village": "east-1",
        "area_kind": "commune",
        "head_name": "Mẫu Văn Cha",
        "head_ethnicity": "kinh",
        "member_count": 2,
    }
    assert list(told.members.values()) == [
        {
            "member_name": "Mẫu Văn Cha",
            "relationship": "head",
            "sex": "male",
            "birth_year": 1980,
            "birth_month": 5,
            "birth_day": 12,
            "ethnicity": "kinh",
        },
        {"member_name": "Mẫu Thị Con", "relationship": "child", "sex": "female", "birth_year": 2015},
    ]
    people = {one.full_name: str(one.pk) for one in home.people.all()}
    assert list(told.members) == [people["Mẫu Văn Cha"], people["Mẫu Thị Con"]]
    assert list(told.members) == [str(one.person_id) for one in household_on(home, DAY).members]
    assert (sheet.area_id, sheet.version, sheet.state) == (country.east_1.pk, 1, "draft")
    assert sheet.missing > 10
    line = AuditLine.objects.get(verb="surveys.opened")
    assert line.area_id == country.east_1.pk and "Mẫu" not in str(line.details)


def test_how_things_stand_is_offered_from_the_register_unless_it_is_asked_anew(country: Country) -> None:
    home = family(
        country.east_1, education_level="upper_secondary", pension="pension", has_health_insurance=True
    )
    offers = {one.box[0]: (one.answer, one.source) for one in offer_last_year(opened(home))}
    assert offers == {
        "education_level": ("upper_secondary", "sổ hộ"),
        "pension": ("pension", "sổ hộ"),
    }


@pytest.mark.parametrize(
    ("form", "day", "told"),
    [
        (FORM, date(2021, 1, 1), "không dùng vào ngày 01/01/2021"),
        (FORM, date(2025, 7, 1), "không có trong sổ"),
        ("form_a_2022_2026", DAY, "chưa có câu hỏi"),
        ("moon", DAY, "Không có phiếu"),
    ],
)
def test_a_form_of_another_day_or_a_household_that_was_not_there_is_refused_in_words(
    country: Country, form: str, day: date, told: str
) -> None:
    with pytest.raises(SurveyError, match=told):
        open_sheet(family(country.east_1), form, OCCASION, day, WHO)


def test_a_household_has_one_sheet_of_a_form_an_occasion(country: Country) -> None:
    home, other = family(country.east_1), family(country.east_1, "Thử")
    opened(home)
    with pytest.raises(SurveyError, match=f"đã mở phiếu cho hộ {home.code}"):
        open_sheets([home, other], FORM, OCCASION, DAY, WHO)
    assert FilledSheet.objects.count() == 1
    open_sheets([home, other], FORM, "khac", DAY, WHO)


def test_a_household_that_left_the_register_opens_no_sheet(country: Country) -> None:
    home = family(country.east_1)
    end_household(home, about(date(2026, 1, 1)), WHO)
    with pytest.raises(SurveyError, match=home.code):
        opened(home)


def test_many_sheets_are_opened_with_as_many_questions_as_few(country: Country) -> None:
    asked = []
    for occasion, count in (("ít", 3), ("nhiều", 30)):
        homes = [family(country.east_1, "Diễn") for _ in range(count)]
        with CaptureQueriesContext(connection) as captured:
            sheets = open_sheets(homes, FORM, occasion, DAY, WHO)
        asked.append(len([one for one in captured if "audit_auditline" not in one["sql"]]))
        assert {one.household_id for one in sheets} == {one.pk for one in homes}
        assert SheetVersion.objects.filter(sheet__in=sheets).count() == count
    assert asked[0] == asked[1]
    assert version(sheets[0]) == 1
