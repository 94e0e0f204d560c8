"""What the register answers: who is found, who lived where on a day, what happened, who said what."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from tests.apps.households.made import START, WHO, about, home, person, said
from tests.factories.places import Country, make_country

from giamngheo.apps.households.actions import (
    About,
    correct_person,
    move_household,
    record_birth,
    record_death,
    record_household,
    undo_event,
)
from giamngheo.apps.households.history import history_of, sources_of, whole_history_of_person
from giamngheo.apps.households.models import Event, Household, Particulars
from giamngheo.apps.households.queries import found_everywhere, found_people, household_on

pytestmark = pytest.mark.django_db

LATER = date(2026, 3, 1)


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def family(country: Country) -> Household:
    return home(country.east_1, "Nguyễn Thị Hoà", "Mẫu Văn Hoá", "Mẫu Hoàng Nguyên")


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Nguyen thi hoa", ["Nguyễn Thị Hoà"]),
        ("NGUYỄN THỊ HÒA", ["Nguyễn Thị Hoà"]),
        ("hoa", ["Mẫu Hoàng Nguyên", "Mẫu Văn Hoá", "Nguyễn Thị Hoà"]),
        ("hoá mẫu", ["Mẫu Hoàng Nguyên", "Mẫu Văn Hoá"]),
        ("nguyen", ["Mẫu Hoàng Nguyên", "Nguyễn Thị Hoà"]),
        ("999180000001", ["Nguyễn Thị Hoà"]),
        ("999 180 000 001", ["Nguyễn Thị Hoà"]),
        ("999.180.000-001", ["Nguyễn Thị Hoà"]),
        ("999180000002", []),
        ("' | x", []),
        ("chữ" * 2000, []),
        ("  ", []),
    ],
)
def test_people_are_found_in_every_spelling_and_by_number(
    family: Household, typed: str, names: list[str]
) -> None:
    correct_person(person("Nguyễn Thị Hoà"), {"personal_number": "999180000001"}, about(), WHO)
    assert sorted(one.full_name for one in found_people(typed)) == names


def test_the_people_of_a_household_are_found_by_its_code(family: Household) -> None:
    commune, number, digit = family.code.split("-")
    for typed in (
        family.code,
        f"{commune} {number} {digit}",
        f"{commune}{number}{digit}",
        f" {commune}–{number}-{digit}",
    ):
        assert found_people(typed).count() == 3, typed


@pytest.mark.parametrize(
    "typed", ["ĐÔNG-000036-9", "A-²²²²²²-1", "Đ-000036-٩", "٠٠٠٠٣٦", "-000036-9", "²" * 12]
)
def test_what_only_looks_like_a_number_or_a_code_finds_nobody(family: Household, typed: str) -> None:
    assert not found_people(typed)


def test_a_household_is_told_as_it_stood_on_any_day(family: Household, country: Country) -> None:
    move_household(family, country.west_1.pk, about(LATER), WHO)
    record_birth(family, said("grandchild", "Mẫu Văn Bé"), about(LATER), WHO)
    record_death(person("Mẫu Văn Hoá"), about(LATER + timedelta(days=9)), WHO)
    assert household_on(family, START - timedelta(days=1)).residence is None
    before, after = household_on(family, START), household_on(family, LATER)
    assert (before.residence.area_id, after.residence.area_id) == (  # type: ignore[union-attr]
        country.east_1.pk,
        country.west_1.pk,
    )
    assert before.members[0].said.full_name == "Nguyễn Thị Hoà"
    assert {one.said.full_name for one in after.members} - {one.said.full_name for one in before.members} == {
        "Mẫu Văn Bé"
    }
    assert len(household_on(family, LATER + timedelta(days=9)).members) == 3


def test_all_that_happened_is_told_newest_first_also_what_was_undone(family: Household) -> None:
    event = record_death(person("Mẫu Văn Hoá"), about(LATER), WHO)
    undo_event(event, about(LATER, "nhầm người"), WHO)
    assert [one.kind for one in history_of(family)] == ["undoing", "death", "entry"]
    assert [one.kind for one in whole_history_of_person(person("Mẫu Hoàng Nguyên")).events] == ["entry"]


def test_every_value_has_who_said_it_first_without_another_word_since(family: Household) -> None:
    child = person("Mẫu Văn Hoá")
    list_of_year = About(date(2025, 9, 1), source="Danh sách năm 2025")
    card = About(LATER, paper="Thẻ căn cước")
    correct_person(child, {"sex": "male", "phone": "x"}, list_of_year, WHO)
    second = correct_person(child, {"sex": "female"}, card, WHO)
    told = sources_of(child, LATER)
    assert told["full_name"].event.kind == "entry"
    assert (told["sex"].value, told["sex"].event.paper) == ("female", "Thẻ căn cước")
    assert (told["phone"].value, told["phone"].event.source) == ("x", "Danh sách năm 2025")
    assert "ethnicity" not in told
    undo_event(second, about(LATER, "nhầm"), WHO)
    again = sources_of(child, LATER)
    assert (again["sex"].value, again["sex"].event.source) == ("male", "Danh sách năm 2025")


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE households_particulars SET full_name = 'Khác'",
        "UPDATE households_membership SET valid = daterange(NULL, NULL)",
        "UPDATE households_residence SET superseded_by_id = NULL",
        "DELETE FROM households_particulars",
        "DELETE FROM households_household",
        "DELETE FROM households_event",
    ],
)
def test_not_even_the_owner_of_the_tables_rewrites_what_was_said(family: Household, deed: str) -> None:
    with pytest.raises(IntegrityError, match="register"), transaction.atomic():
        connection.cursor().execute(deed)
    assert Particulars.objects.filter(full_name="Nguyễn Thị Hoà").exists()
    assert Event.objects.exists()


def test_a_household_is_found_by_the_number_of_the_communes_own_list() -> None:
    country = make_country()
    members = [said("head", "Mẫu Văn An"), said("child", "Mẫu Bé")]
    record_household(country.east_1.pk, members, about(), WHO, numbers={"sổ của xã": "H12"})
    record_household(country.east_2.pk, [said("head", "Thử Ba")], about(), WHO, numbers={"sổ của xã": "127"})
    assert [one.full_name for one in found_people("h12")] == ["Mẫu Văn An"]
    assert [one.full_name for one in found_people(" 127 ")] == ["Thử Ba"]
    assert not found_people("128")
    everywhere = found_everywhere("H12")
    assert everywhere is not None and everywhere.count() == 1
