"""The database shows sheets to who answers for their unit or for where the household lives now, alone."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.utils import ProgrammingError
from tests.apps.households.made import about
from tests.apps.surveys.made import (
    BEFORE,
    DAY,
    FORM,
    LAST_DAY,
    OCCASION,
    WHO,
    family,
    filled,
    opened,
    sealed,
    version,
)
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.households.actions import move_household
from giamngheo.apps.surveys.actions import correct, open_sheet, save_draft, seal
from giamngheo.apps.surveys.actions.thinning import thin
from giamngheo.apps.surveys.models import FilledSheet, SheetVersion
from giamngheo.apps.surveys.queries import last_year, offer_last_year
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def seen(person: User | None) -> tuple[int, int]:
    with acting(person.pk if person else None, TODAY):
        return FilledSheet.objects.count(), SheetVersion.objects.count()


def test_sheets_and_versions_are_seen_by_who_holds_a_role_in_their_unit(country: Country) -> None:
    filled(opened(family(country.east_1)))
    opened(family(country.west_1))
    assert seen(None) == seen(make_person()) == (0, 0)
    assert seen(make_person(("village_head", country.east_1))) == (1, 2)
    assert seen(make_person(("village_head", country.east_2))) == (0, 0)
    assert seen(make_person(("officer", country.east))) == (1, 2)
    assert seen(make_person(("officer", country.west))) == (1, 1)
    assert seen(make_person(("officer", country.far))) == (0, 0)
    assert seen(make_person(("officer", country.province))) == (2, 3)
    assert seen(make_person(("officer", country.nation))) == (2, 3)
    assert seen(make_person(("officer", country.east), until=TODAY)) == (0, 0)


def test_an_officer_does_all_deeds_at_home_and_none_next_door(country: Country) -> None:
    east, west = family(country.east_1), family(country.west_1)
    other = sealed(west)
    officer = make_person(("officer", country.east))
    with acting(officer.pk, TODAY):
        sheet = open_sheet(east, FORM, OCCASION, DAY, WHO)
        filled(sheet)
        seal(sheet, version(sheet), WHO)
        correct(sheet, {("toilet", None): "none"}, "nhầm", version(sheet), WHO)
        for deed in (
            lambda: save_draft(other, {("toilet", None): "none"}, 1, WHO),
            lambda: seal(other, 1, WHO),
            lambda: correct(other, {("toilet", None): "none"}, "nhầm", 3, WHO),
        ):
            with pytest.raises(FilledSheet.DoesNotExist), transaction.atomic():
                deed()
        assert FilledSheet.objects.filter(pk=other.pk).update(reviewer_name="x") == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            SheetVersion.objects.create(sheet=other, number=9, kind="draft", answers={}, author_name="x")
        with pytest.raises(DatabaseError), transaction.atomic():
            FilledSheet.objects.create(
                household=west,
                household_code=west.code,
                area=country.west_1,
                occasion="x",
                form=FORM,
                day=DAY,
            )
    other.refresh_from_db()
    assert (other.reviewer_name, other.version) == ("", 3)


def test_last_years_sheet_follows_a_household_that_moved_to_be_read_not_written(country: Country) -> None:
    home = family(country.east_1)
    last = sealed(home, BEFORE, LAST_DAY)
    move_household(home, country.west_1.pk, about(date(2026, 1, 1)), WHO)
    with acting(make_person(("officer", country.west)).pk, TODAY):
        sheet = open_sheet(home, FORM, OCCASION, DAY, WHO)
        assert sheet.area_id == country.west_1.pk
        assert last_year(sheet) is not None
        assert any("01/10/2025" in one.source for one in offer_last_year(sheet))
        with pytest.raises(FilledSheet.DoesNotExist), transaction.atomic():
            correct(last, {("toilet", None): "none"}, "nhầm", 3, WHO)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            SheetVersion.objects.create(
                sheet=last, number=9, kind="corrected", reason="x", answers={}, author_name="x"
            )
    with acting(make_person(("officer", country.east)).pk, TODAY):
        assert list(FilledSheet.objects.all()) == [last]
        correct(last, {("toilet", None): "none"}, "nhầm", 3, WHO)


def test_no_page_deletes_a_sheet(country: Country) -> None:
    sheet = opened(family(country.east_1))
    save_draft(sheet, {("toilet", None): "none"}, 1, WHO, by_itself=True)
    with acting(make_person(("administrator", country.nation)).pk, TODAY):
        for table in ("sheetversion", "filledsheet"):
            with pytest.raises(DatabaseError), transaction.atomic():
                connection.cursor().execute(f"DELETE FROM surveys_{table}")
    assert (FilledSheet.objects.count(), SheetVersion.objects.count()) == (1, 2)


def test_who_seals_in_their_unit_thins_there_and_nobody_elsewhere(country: Country) -> None:
    here, there = opened(family(country.east_1)), opened(family(country.west_1))
    for sheet in (here, there):
        for area in (40, 41):
            save_draft(sheet, {("housing_area", None): area}, version(sheet), WHO, by_itself=True)
    with acting(make_person(("reviewer", country.east_1)).pk, TODAY):
        assert (thin(here), thin(there)) == ([2], [])
