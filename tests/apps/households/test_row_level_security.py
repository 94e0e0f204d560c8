"""The database shows households and people only to who holds a role where they live, whatever is asked."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError
from tests.apps.households.made import WHO, about, home, said
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.households.actions import (
    RegisterError,
    merge_households,
    move_household,
    record_birth,
    undo_event,
)
from giamngheo.apps.households.models import Household
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.models import User

pytestmark = pytest.mark.django_db

TABLES = ("household", "person", "residence", "membership", "particulars", "event", "tally")


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def homes(country: Country) -> dict[str, Household]:
    heads = {"east_1": "Mẫu Một", "east_2": "Mẫu Hai", "west_1": "Mẫu Ba", "far": "Mẫu Bốn"}
    return {name: home(country.areas[name], head) for name, head in heads.items()}


def rows(person: User | None, day: date = TODAY) -> dict[str, int]:
    found = {}
    with acting(person.pk if person else None, day), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM households_{table}")
            found[table] = cursor.fetchone()[0]
    return found


@pytest.mark.usefixtures("homes")
def test_every_table_shows_what_lies_in_ones_areas(country: Country) -> None:
    seen = {
        None: make_person(),
        1: make_person(("village_head", country.east_1)),
        2: make_person(("officer", country.east)),
        3: make_person(("officer", country.province)),
        4: make_person(("officer", country.nation)),
    }
    for count, person in seen.items():
        assert rows(person) == dict.fromkeys(TABLES, count or 0)
    assert rows(None) == dict.fromkeys(TABLES, 0)
    assert rows(make_person(("officer", country.east), until=TODAY)) == dict.fromkeys(TABLES, 0)
    assert rows(make_person(("officer", country.former_east))) == dict.fromkeys(TABLES, 0)


def test_an_officer_writes_in_the_own_commune_and_nowhere_else(
    country: Country, homes: dict[str, Household]
) -> None:
    officer = make_person(("officer", country.east))
    with acting(officer.pk, TODAY):
        born = record_birth(homes["east_1"], said("child", "Mẫu Văn Bé"), about(), WHO)
        assert born.household_id == homes["east_1"].pk
        home(country.east_2, "Mẫu Mới")
        with pytest.raises(Household.DoesNotExist), transaction.atomic():
            record_birth(homes["west_1"], said("child", "Mẫu Văn Lạ"), about(), WHO)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            home(country.west_1, "Mẫu Lạ")


def test_what_lies_partly_in_another_commune_is_not_half_undone(
    country: Country, homes: dict[str, Household]
) -> None:
    above = make_person(("officer", country.province))
    told = {person.pk: "other_relative" for person in homes["east_1"].people.all()}
    with acting(above.pk, TODAY):
        event = merge_households(homes["east_1"], homes["west_1"], told, about(date(2026, 1, 1)), WHO)
        record_birth(homes["west_1"], said("child", "Mẫu Văn Bé"), about(date(2026, 2, 1)), WHO)
    west = make_person(("officer", country.west))
    with acting(west.pk, TODAY), pytest.raises(RegisterError, match="địa bàn khác"):
        undo_event(event, about(date(2026, 3, 1), "nhầm"), WHO)
    with acting(above.pk, TODAY):
        undo_event(event, about(date(2026, 3, 1), "nhầm"), WHO)
    assert Household.objects.get(pk=homes["east_1"].pk).members == 1
    assert Household.objects.get(pk=homes["west_1"].pk).members == 2


def test_who_moved_away_is_seen_where_they_live_now(country: Country, homes: dict[str, Household]) -> None:
    province = make_person(("officer", country.province))
    with acting(province.pk, TODAY):
        move_household(homes["east_1"], country.west_1.pk, about(date(2026, 1, 1)), WHO)
    assert rows(make_person(("officer", country.west)))["household"] == 2
    assert rows(make_person(("officer", country.east)))["household"] == 1


@pytest.mark.parametrize("table", [one for one in TABLES if one != "tally"])  # numbers, kept by the database
def test_nothing_is_deleted_by_a_page(country: Country, homes: dict[str, Household], table: str) -> None:
    with (
        acting(make_person(("administrator", country.nation)).pk, TODAY),
        pytest.raises(IntegrityError, match="nothing of the register is deleted"),
        transaction.atomic(),
    ):
        connection.cursor().execute(f"DELETE FROM households_{table}")
