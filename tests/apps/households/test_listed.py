"""The lists of pages: what the ORM gives row by row, page after page, and nothing of what lies elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from tests.apps.households.made import WHO, about, home, person, said
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.households import listed
from giamngheo.apps.households.actions import correct_person, move_household, record_household
from giamngheo.apps.households.listed import (
    ListedPerson,
    households_listed,
    people_listed,
    people_under,
    place_of,
)
from giamngheo.apps.households.models import Household, Person
from giamngheo.apps.households.queries import found_people
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.models import User

pytestmark = pytest.mark.django_db

EAST = ("Nguyễn Thị Hoà", "Mẫu Văn Hoá", "Mẫu Hoàng Nguyên", "Thử Thị Thìn", "Mẫu Thị Hoà")
WEST = ("Nguyễn Văn Tây", "Mẫu Thị Hoà", "Thử Hoàng")


@pytest.fixture
def country() -> Country:
    made = make_country()
    for name in EAST:
        home(made.east_1, name, f"{name} Con")
    home(made.east_2, "Nguyễn Hoàng Hoà")
    for name in WEST:
        home(made.west_1, name)
    numbers = {"sổ của xã": "H12"}
    members = [said("head", "Mẫu Văn An", personal_number="999180000001"), said("child", "Mẫu Bé")]
    record_household(made.east_2.pk, members, about(), WHO, numbers=numbers)
    members = [said("head", "Mẫu Văn Xa", personal_number="999180000001")]
    record_household(made.west_1.pk, members, about(), WHO, numbers=numbers)
    return made


def areas_of(country: Country, *names: str) -> list[int]:
    return [country.areas[name].pk for name in names]


def all_pages(ask: Callable[[tuple[str, int] | None], tuple[list[Any], int]]) -> tuple[list[int], int]:
    """The numbers of the rows of all pages, and how many are told on the first."""
    rows, total = ask(None)
    seen = list(rows)
    while rows:
        rows, again = ask((seen[-1].sort_key, seen[-1].pk))
        assert again == total
        seen += rows
    return [one.pk for one in seen], total


@pytest.mark.parametrize(
    "typed", ["hoa", "thi", "Nguyễn", "mau hoa", "h t", "con", "khong ai", "' | x", "", "x:*"]
)
def test_people_of_a_name_are_those_found_row_by_row(country: Country, typed: str) -> None:
    officer = make_person(("officer", country.east))
    areas = areas_of(country, "east", "east_1", "east_2")
    with acting(officer.pk, TODAY):
        told = found_people(typed).filter(area_id__in=areas).order_by("sort_key", "pk")
        expected = list(told.values_list("pk", flat=True))
        numbers, total = all_pages(lambda after: people_listed(typed, areas, 2, after))
    assert numbers == expected
    assert total == len(expected)


@pytest.mark.parametrize(
    "typed", ["h12", "H12 ", "999180000001", "999 180 000-001", "999180000002", "code", "1"]
)
@pytest.mark.parametrize("is_everywhere", [False, True])
def test_people_of_a_number_are_those_found_row_by_row(
    country: Country, typed: str, *, is_everywhere: bool
) -> None:
    typed = person("Mẫu Bé").household.code if typed == "code" else typed  # type: ignore[union-attr]
    who = make_person(("officer", country.nation if is_everywhere else country.east))
    areas = None if is_everywhere else areas_of(country, "east_1", "east_2")
    with acting(who.pk, TODAY):
        within = Q() if areas is None else Q(area_id__in=areas)
        told = found_people(typed).filter(within).order_by("sort_key", "pk")
        numbers, total = all_pages(lambda after: people_under(typed, areas, 1, after))
        assert numbers == list(told.values_list("pk", flat=True))
    assert total == len(numbers)


def test_people_are_told_with_the_code_of_their_household(country: Country) -> None:
    with acting(make_person(("officer", country.east)).pk, TODAY):
        rows, total = people_listed("an", areas_of(country, "east_2"), 5)
    one = person("Mẫu Văn An")
    code = one.household.code  # type: ignore[union-attr]
    assert (rows, total) == (
        [ListedPerson(one.pk, one.area_id, one.sort_key, "Mẫu Văn An", None, True, code)],
        1,
    )


@contextmanager
def asking(user: User | None, day: date = TODAY) -> Iterator[None]:
    with acting(user.pk if user else None, day):
        yield


def counted(areas: list[int], *words: str) -> int:
    """What the function of the database says itself, whatever it is asked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT people, number FROM households_people_named(%s::bigint[], %s::text[], NULL, NULL, 100)",
            [areas, list(words)],
        )
        rows = cursor.fetchall()
    assert rows[0][0] == sum(number is not None for _, number in rows)
    return int(rows[0][0])


def test_the_index_of_names_answers_in_ones_own_areas_alone(country: Country) -> None:
    everything = [area.pk for area in country.areas.values()]
    everybody = Person.objects.filter(name_key__contains="hoa").count()
    own = Person.objects.filter(name_key__contains="hoa", area=country.east_1).count()
    assert 0 < own < everybody
    head = make_person(("village_head", country.east_1))
    for who, found in (
        (make_person(("officer", country.nation)), everybody),
        (head, own),
        (make_person(("village_head", country.east_1), until=TODAY), 0),
        (make_person(), 0),
        (None, 0),
    ):
        with asking(who):
            assert counted(everything, "hoa") == found
            assert counted([], "hoa") == counted(everything) == 0
            if found == 0:
                assert people_listed("hoa", everything, 10) == ([], 0)
    with asking(head, date(2019, 1, 1)):
        assert counted(everything, "hoa") == 0
    assert counted(everything, "hoa") == 0, "nobody asks: not even as the owner of the tables"


def test_no_word_reaches_into_another_area_however_it_is_written(country: Country) -> None:
    west = country.west_1.pk
    with asking(make_person(("officer", country.east))):
        for word in (
            f"x' | '{west}:mau",
            f"x':* | '{west}:mau':*",
            f"\\' | '{west}:mau",
            f"{west}:mau",
            "'",
            "\\",
        ):
            assert counted([country.east_1.pk, west], word) == 0, word
        assert counted([west], "mau") == 0
        assert people_listed("mau", [west], 10) == ([], 0)
        assert people_under("H12", [west], 10) == ([], 0)
        rows, total = people_under("999180000001", None, 10)  # as though the whole country were asked
        assert ([one.full_name for one in rows], total) == (["Mẫu Văn An"], 1)
        assert households_listed([west], 10) == []
        assert {one.area_id for one in households_listed(None, 50)} == set(
            areas_of(country, "east_1", "east_2")
        )


def test_who_moved_or_was_written_otherwise_is_found_where_and_as_they_are_now(country: Country) -> None:
    east, west = areas_of(country, "east_1"), areas_of(country, "west_1")
    moved = Household.objects.get(head_name="Thử Thị Thìn")
    move_household(moved, country.west_1.pk, about(date(2026, 1, 1)), WHO)
    correct_person(person("Nguyễn Thị Hoà"), {"full_name": "Nguyễn Thị Quế"}, about(), WHO)
    with asking(make_person(("officer", country.province))):
        assert people_listed("thin", east, 10) == ([], 0)
        assert people_listed("thin", west, 10)[1] == 2
        assert [one.full_name for one in people_listed("que", east, 10)[0]] == ["Nguyễn Thị Quế"]
        assert not [one for one in people_listed("hoa", east, 10)[0] if one.full_name == "Nguyễn Thị Hoà"]


@pytest.mark.parametrize(
    "names", [("east_1",), ("east_1", "east_2"), ("east", "east_1", "east_2", "west_1", "west"), None]
)
@pytest.mark.parametrize("few", [2, 400])
def test_households_are_those_of_the_areas_and_kind_page_after_page(
    country: Country, names: tuple[str, ...] | None, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "_FEW_AREAS", few)
    poor, left = Household.objects.order_by("pk")[:2]
    Household.objects.filter(pk=poor.pk).update(class_today="poor")
    Household.objects.filter(pk=left.pk).update(class_today="not_poor", escaped_on=TODAY)
    Household.objects.filter(head_name="Mẫu Thị Hoà").update(is_living=False)
    areas = None if names is None else areas_of(country, *names)
    kinds: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({}, {}),
        ({"of_class": "poor"}, {"class_today": "poor"}),
        ({"of_class": ""}, {"class_today": ""}),
        ({"escaped": (TODAY, TODAY)}, {"escaped_on": TODAY}),
        ({"escaped": (TODAY + timedelta(days=1), date.max)}, {"escaped_on": date.max}),
    ]
    with asking(make_person(("officer", country.nation))):
        for asked, same in kinds:
            rows = Household.objects.filter(is_living=True, **same)
            if areas is not None:
                rows = rows.filter(area_id__in=areas)
            told = list(rows.order_by("sort_key", "pk"))
            numbers, _ = all_pages(
                lambda after, asked=asked: (households_listed(areas, 2, after, **asked), 0)  # type: ignore[misc]
            )
            assert numbers == [one.pk for one in told], asked
            for one in households_listed(areas, 50, **asked):
                assert all(
                    getattr(one, name) == getattr(told[numbers.index(one.pk)], name) for name in one._fields
                )


def test_a_place_in_the_order_is_told_of_what_is_seen(country: Country) -> None:
    kept = Household.objects.get(head_name="Nguyễn Văn Tây")
    one = person("Nguyễn Văn Tây")
    for area, seen in ((country.west, True), (country.east, False)):
        with asking(make_person(("officer", area))):
            assert place_of(Household, kept.pk) == ((kept.sort_key, kept.pk) if seen else None)
            assert place_of(Person, one.pk) == ((one.sort_key, one.pk) if seen else None)
            assert place_of(Person, 0) is None
