"""Before somebody is written down: who of the register they may be, by linkage and by what always tells."""

from datetime import date
from typing import Any

import pytest
from django.db.models import Q
from tests.apps.households.made import BORN, WHO, about, home, person, twins
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.households.actions import (
    MemberSaid,
    correct_person,
    record_departure,
    record_household,
    undo_event,
)
from giamngheo.apps.households.likely import Likely, likely_same
from giamngheo.apps.households.models import Event, FormerNumber, Household, Membership, Person
from giamngheo.foundation.accounts.acting import acting

pytestmark = pytest.mark.django_db

NUMBER, OLD = "999180000001", "999000001"


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def family(country: Country) -> Household:
    return twins(country.east_1)


def one(told: dict[str, Any], area_id: int) -> list[Likely]:
    (found,) = likely_same([told], area_id, TODAY)
    return found


@pytest.mark.parametrize(
    "typed",
    [
        {"full_name": "Mau Thi Hoa", "head_name": "Mau Van Cha"},
        {"full_name": "Mẫu Thị Hòa", "birth_date": date(1980, 12, 5)},
        {"full_name": "Mẫu Thị Hòa", "birth_date": date(1980, 1, 1), "birth_precision": "year",
         "head_name": "Mẫu Văn Cha"},
        {"full_name": "Mẫu Thị Hòa", "birth_date": None, "birth_precision": "", "personal_number": NUMBER},
        {"full_name": "Mẫu Hòa", "birth_date": None, "birth_precision": "", "former_number": "999 000 001"},
    ],
)  # fmt: skip
def test_who_is_about_to_be_written_down_again_is_told_and_relatives_are_not(
    family: Household, country: Country, typed: dict[str, Any]
) -> None:
    known = person("Mẫu Thị Hoà")
    correct_person(known, {"personal_number": NUMBER}, about(), WHO)
    FormerNumber.objects.create(person=known, number=OLD, valid="[,)", recorded_by=known.recorded_by)
    found = one({"sex": "female", **BORN, **typed}, country.east_1.pk)
    assert [likely.person.full_name for likely in found] == ["Mẫu Thị Hoà"]
    assert found[0].probability > 0.8 and found[0].levels["given"] in {"same", "accents"}


def test_nobody_is_told_of_a_new_person_or_of_nothing(family: Household, country: Country) -> None:
    for typed in ({"full_name": "Ví Mới", **BORN}, {}, {"full_name": "%' _"}):
        assert one(typed, country.east_1.pk) == []
    assert likely_same([], country.east_1.pk, TODAY) == []


def test_a_number_is_looked_for_only_where_one_may_look(family: Household, country: Country) -> None:
    correct_person(person("Mẫu Thị Hoà"), {"personal_number": NUMBER}, about(), WHO)
    typed = {"full_name": "Mẫu Thị Hoà", "sex": "female", "personal_number": NUMBER, **BORN}
    for place, count in ((country.east, 1), (country.west, 0), (country.province, 1)):
        with acting(make_person(("officer", place)).pk, TODAY):
            assert len(one(typed, country.west_1.pk)) == count
    assert likely_same([typed], country.east_1.pk, TODAY, Q(area_id=country.west_1.pk)) == [[]]


def test_the_same_number_and_the_same_name_with_a_birth_that_may_be_the_same_are_always_told(
    country: Country,
) -> None:
    hoa = {"full_name": "Mẫu Thị Hoà", "birth_date": date(1980, 5, 1), "birth_precision": "day"}
    told = MemberSaid("head", {**hoa, "personal_number": NUMBER}, former_number=OLD)
    record_household(country.east_1.pk, [told], about(), WHO)
    kept = Person.objects.get()
    year, month = {"birth_precision": "year"}, {"birth_precision": "month"}
    asked: list[dict[str, Any]] = [
        {"full_name": "Khác Hẳn", "personal_number": NUMBER},
        {"full_name": "Khác Hẳn", "former_number": OLD},
        {"full_name": "mau thi hòa", "birth_date": date(1980, 5, 1), "birth_precision": "day"},
        {"full_name": "Mẫu Thị Hoà", "birth_date": date(1980, 1, 1), **year},
        {"full_name": "Mẫu Thị Hoà", "birth_date": date(1980, 5, 1), **month},
        {"full_name": "Mẫu Thị Hoà", "birth_date": date(1981, 6, 1), **month},
        {"full_name": "Ví Văn Khác", "birth_date": date(1980, 5, 1), "birth_precision": "day"},
        {"full_name": "Mẫu Thị Hoà"},
        {"full_name": "", "personal_number": "", "former_number": ""},
    ]
    found = likely_same(asked, country.east_1.pk, TODAY)
    assert [[likely.person for likely in likes] == [kept] for likes in found] == [True] * 5 + [False] * 4


def test_of_whom_no_birth_is_known_the_same_name_in_the_same_village_is_told(country: Country) -> None:
    record_household(country.east_1.pk, [MemberSaid("head", {"full_name": "Mẫu Thị Hoà"})], about(), WHO)
    typed = {"full_name": "mẫu thị hòa"}
    assert [likely.person for likely in one(typed, country.east_1.pk)] == [Person.objects.get()]
    assert one(typed, country.east_2.pk) == one({**typed, **BORN}, country.east_1.pk) == []


def test_who_left_is_told_and_who_was_written_by_mistake_is_not(family: Household, country: Country) -> None:
    typed = {"full_name": "Mẫu Thị Hoà", "sex": "female", **BORN}
    record_departure(person("Mẫu Thị Hoà"), about(TODAY), WHO)
    assert [likely.person.is_living for likely in one(typed, country.east_1.pk)] == [False]
    for event in Event.objects.filter(undoes=None, undone_by=None).order_by("-pk"):
        undo_event(event, about(reason="nhầm"), WHO)
    assert not Membership.objects.filter(superseded_by=None).exists()
    assert one(typed, country.east_1.pk) == []


def test_a_whole_family_is_looked_for_in_a_handful_of_questions(
    family: Household, country: Country, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        home(country.east_1, f"Mẫu Thị {'Abcdefgh'[number]}oa", "Mẫu Thị Hoà")
    told = [{"full_name": "Mẫu Thị Hoà", **BORN}, {"full_name": "Mẫu Thị Hồng", **BORN}, {"full_name": "Ví"}]
    with django_assert_max_num_queries(8):
        found = likely_same(told, country.east_1.pk, TODAY)
    assert [bool(likes) for likes in found] == [True, True, False]
