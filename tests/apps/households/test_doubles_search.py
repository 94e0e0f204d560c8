"""Looking for doubles: before somebody is written down, in a whole area, and what is always told."""

import polars as pl
import pytest
from django.db.models import Q
from tests.apps.households.made import BORN, WHO, about, home, person, said, twins
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.households.actions import correct_person, record_household, start_search
from giamngheo.apps.households.doubles import (
    belonging_twice,
    in_two_households,
    likely_known,
    people_frame,
    sharing_numbers,
    with_one_number,
)
from giamngheo.apps.households.linkage import PEOPLE
from giamngheo.apps.households.models import Household, Membership, Person, Suspicion
from giamngheo.apps.households.searching import search
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.tasks.actions import TaskError, begin
from giamngheo.foundation.tasks.models import Task

pytestmark = pytest.mark.django_db

NUMBER = "999180000001"


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def family(country: Country) -> Household:
    return twins(country.east_1)


def asked_by(user: User, area_id: int) -> Task:
    task = start_search(area_id, Actor(user.pk, user.full_name), "sitting", TODAY)
    begun = begin(task.pk)
    assert begun is not None
    return begun


def test_an_area_is_searched_in_the_background_and_tells_what_it_did(
    family: Household, country: Country
) -> None:
    home(country.east_2, "Mẫu Văn Khác")
    other = record_household(
        country.east_2.pk, [said("head", "MAU THI HOA", sex="female", **BORN)], about(), WHO
    )
    west = record_household(
        country.west_1.pk, [said("head", "Mẫu Thị Hoà", sex="female", **BORN)], about(), WHO
    )
    task = asked_by(make_person(("officer", country.east)), country.east.pk)
    search(task)
    task.refresh_from_db()
    assert (task.state, task.result["people"], task.result["open"]) == ("done", 5, 1)
    assert task.result["parameters"] == "mặc định kèm phần mềm"
    pair = Suspicion.objects.get()
    assert {pair.first.full_name, pair.second.full_name} == {"Mẫu Thị Hoà", "MAU THI HOA"}
    assert pair.second.household == other
    search(asked_by(make_person(("officer", country.province)), country.province.pk))
    assert Suspicion.objects.filter(second__household=west).count() == 2


def test_who_keeps_no_households_there_any_more_is_told(country: Country) -> None:
    task = asked_by(make_person(("finance", country.east)), country.east.pk)
    with pytest.raises(TaskError, match="không còn giữ vai trò"):
        search(task)


def test_a_search_that_runs_is_not_begun_twice(country: Country) -> None:
    officer = make_person(("officer", country.east))
    actor = Actor(officer.pk, officer.full_name)
    first = start_search(country.east.pk, actor, "sitting", TODAY)
    assert start_search(country.east.pk, actor, "sitting", TODAY) == first
    assert start_search(country.east.pk, actor, "another", TODAY) != first


def test_people_with_one_number_and_in_two_households_are_always_told(
    family: Household, country: Country
) -> None:
    first, second = person("Mẫu Thị Hoà"), person("Mẫu Thị Hồng")
    other = home(country.east_2, "Thử Văn Hai")
    home(country.west_1, "Lạ Văn Ba")
    for one in (first, second, person("Lạ Văn Ba")):
        correct_person(one, {"personal_number": "999000000009", "birth_date": None, "birth_precision": "",
                             "sex": ""}, about(), WHO)  # fmt: skip
    Membership.objects.create(
        person=first, household=other, valid="[2025-08-01,)", recorded_by=family.recorded_by
    )
    east = [country.east_1.pk, country.east_2.pk]
    (same,) = with_one_number(Q(area_id__in=east), 50)
    assert same == list(sharing_numbers(Q(area_id__in=east))) == [first, second]
    ((who, homes),) = in_two_households(Q(person__area_id__in=east), TODAY, 50)
    assert (who, {one.household for one in homes}) == (first, {family, other})
    assert homes == list(belonging_twice(Q(person__area_id__in=east), TODAY))
    assert in_two_households(Q(person__area_id=country.west_1.pk), TODAY, 50) == []


def test_a_list_that_comes_in_is_compared_with_who_lives_there(family: Household, country: Country) -> None:
    row = {"id": 7, "full_name": "Mau Thi Hoa", "sex": "female", **BORN, "personal_number": "",
           "former_number": "", "village": country.east_1.pk, "head_name": "Mau Van Cha"}  # fmt: skip
    told = likely_known(pl.DataFrame([row], schema=PEOPLE), [country.east_1.pk]).pairs
    assert told.select("left", "right").rows() == [(7, person("Mẫu Thị Hoà").pk)]
    assert people_frame([country.far.pk]).is_empty()
    assert Person.objects.count() == 3
