"""What pages of sheets ask the database: so many questions, however many sheets, people or units."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.apps.households.made import about, said
from tests.apps.surveys.made import (
    BEFORE,
    DAY,
    FORM,
    LAST_DAY,
    OCCASION,
    OTHER,
    family,
    opened,
    sealed,
    version,
)
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.households.actions import record_household
from giamngheo.apps.surveys.actions import open_sheets
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.audit.actions import Actor

pytestmark = pytest.mark.django_db

SHEET, SAVED, LOOKED_AT, LIST = 13, 16, 13, 15
"""The most that each asks; about seven of them are of every page: who asks, as whom, with what rights."""
NAMES = ("Mẫu", "Thử", "Trình", "Diễn", "Ví", "Dụ")


@pytest.fixture
def country() -> Country:
    return make_country()


def large_family(country: Country) -> FilledSheet:
    """A sheet of thirteen people with one of last year."""
    members = [said("head", "Thử Văn Cả", sex="male")]
    child = {"sex": "female", "birth_date": date(2010, 1, 1), "birth_precision": "year"}
    names = [f"Thử Thị {first} {last}" for first in ("An", "Bích", "Chi", "Hoa") for last in ("Lan", "Nga")]
    members += [said("child", name, **child) for name in names]
    return opened(record_household(country.east_1.pk, members, about(date(2025, 8, 1)), OTHER))


def asked_by(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def asked_when_typed(client: Client, sheet: FilledSheet, deed: str) -> int:
    sent = {"lam": deed, "ban": version(sheet), "o-toilet": "septic"}
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(f"/phieu/{sheet.pk}/", sent, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    return len(asked)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_sheet_asks_the_same_of_any_household_by_whoever_answers_for_a_village_or_a_commune(
    country: Country,
) -> None:
    home = family(country.east_1)
    sealed(home, BEFORE, LAST_DAY)
    before = [opened(home), large_family(country), opened(family(country.east_1, "Ví"))]
    for area in (country.east_1, country.east):
        client = signed_in(make_person(("reviewer", area)))
        for sheet in before:
            assert asked_by(client, f"/phieu/{sheet.pk}/") <= SHEET
            assert asked_when_typed(client, sheet, "xem") <= LOOKED_AT
        assert asked_when_typed(client, before.pop(), "ghi") <= SAVED


def test_the_list_asks_the_same_for_a_village_and_a_commune_of_few_or_many_sheets(country: Country) -> None:
    people = [make_person((role, country.east)) for role in ("officer", "reviewer")]
    people.append(make_person(("reviewer", country.east_1)))
    clients = [signed_in(one) for one in people]
    counts = []
    for number in (1, 6):
        for place, area in enumerate((country.east_1, country.east_2)):
            homes = [family(area, name) for name in NAMES[:number]]
            reviewer = Actor(people[place].pk, people[place].full_name)
            open_sheets(homes, FORM, OCCASION, DAY, OTHER, reviewer=reviewer)
        counts.append(
            [
                asked_by(client, f"/phieu/{narrowed}")
                for client in clients
                for narrowed in ("", "?nguoi=tat-ca", "?nguoi=toi&trang-thai=chua-dien")
            ]
        )
    few, many = counts
    assert few == many
    assert max(many) <= LIST
