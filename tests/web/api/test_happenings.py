"""Births and deaths by the API: as on the screen, once for each key, where one keeps the register."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests.apps.households.made import home, person
from tests.factories.people import make_person
from tests.factories.places import Country, make_country
from tests.factories.tokens import READING, machine, make_token

from giamngheo.apps.households.models import Event, Household, Person
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.accounts.roles import Permission

pytestmark = pytest.mark.django_db
KEEPING = (*READING, Permission.KEEP_HOUSEHOLDS)
BIRTH = {"day": "2026-01-05", "full_name": "Mẫu Thị Em", "sex": "female", "relationship": "child"}
DEATH = {"day": "2026-01-06"}


@pytest.fixture(autouse=True)
def _counted_anew() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def kept(country: Country) -> Household:
    return home(country.east_1, "Mẫu Văn Cha", "Mẫu Thị Con")


@pytest.fixture
def officer(country: Country) -> User:
    return make_person(("officer", country.east))


@pytest.fixture
def asking(officer: User) -> Client:
    return machine(make_token(officer, KEEPING, "Hộ tịch thử")[1])


def send(asking: Client, address: str, said: dict[str, Any], key: str = "k") -> Any:
    headers = {"idempotency-key": key}
    return asking.post(f"/api/v1/{address}", json.dumps(said), "application/json", headers=headers)


def test_a_child_is_born_once_however_often_it_is_sent(kept: Household, asking: Client) -> None:
    answers = [send(asking, f"households/{kept.code}/births", BIRTH) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {201}
    assert {answer.content for answer in answers} == {answers[0].content}
    born = Person.objects.get(pk=answers[0].json()["person"])
    assert (born.full_name, born.relationship, born.household_id) == ("Mẫu Thị Em", "child", kept.pk)
    assert Person.objects.count() == 3
    event = Event.objects.get(pk=answers[0].json()["event"])
    assert (event.kind, event.source) == ("birth", "qua API")
    assert "Hộ tịch thử" in event.actor_name


def test_who_died_belongs_to_no_household_from_that_day(kept: Household, asking: Client) -> None:
    child = person("Mẫu Thị Con")
    answer = send(asking, f"people/{child.pk}/death", DEATH)
    assert answer.status_code == 201, answer.content.decode()
    child.refresh_from_db()
    assert not child.is_living
    again = send(asking, f"people/{child.pk}/death", DEATH, key="khác")
    assert again.status_code == 422 and again.json()["remedy"]
    assert Event.objects.filter(kind="death").count() == 1


def test_a_head_who_died_is_followed_by_another_first(kept: Household, asking: Client) -> None:
    answer = send(asking, f"people/{person('Mẫu Văn Cha').pk}/death", DEATH)
    assert answer.status_code == 422 and "hủ hộ" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"sex": "x"}, "sex"),
        ({"full_name": "Mẫu 2"}, "full_name"),
        ({"relationship": "head"}, "relationship"),
        ({"relationship": "hang_xom"}, "relationship"),
        ({"ethnicity": "khong_co"}, "ethnicity"),
        ({"personal_number": "999"}, "personal_number"),
        ({"personal_number": "999080000001"}, "personal_number"),  # of a man born in 1980
    ],
)
def test_what_cannot_be_is_told_by_field(
    kept: Household, asking: Client, said: dict[str, str], field: str
) -> None:
    answer = send(asking, f"households/{kept.code}/births", BIRTH | said)
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [field]
    assert Person.objects.count() == 2


def test_what_did_not_happen_yet_is_refused(kept: Household, asking: Client) -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert send(asking, f"households/{kept.code}/births", BIRTH | {"day": tomorrow}).status_code == 422
    child = person("Mẫu Thị Con")
    assert send(asking, f"people/{child.pk}/death", {"day": tomorrow}).status_code == 422


def test_who_does_not_keep_the_register_here_writes_nothing(country: Country, kept: Household) -> None:
    child, held = person("Mẫu Thị Con").pk, Event.objects.count()
    people = {
        "neighbour": (make_person(("officer", country.west)), KEEPING, 404),
        "token for less": (make_person(("officer", country.east)), READING, 403),
        "keeps elsewhere, sees here": (
            make_person(("officer", country.west), ("health", country.east)),
            KEEPING,
            404,
        ),
    }
    for who, (user, permissions, status) in people.items():
        asking = machine(make_token(user, permissions)[1])
        assert send(asking, f"households/{kept.code}/births", BIRTH).status_code == status, who
        assert send(asking, f"people/{child}/death", DEATH).status_code == status, who
    assert Event.objects.count() == held
