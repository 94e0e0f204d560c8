"""How the database looks for rows of the register as pages ask for them: by indexes, under its guards."""

import html
import re
from datetime import date

import polars as pl
import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.households import listed
from giamngheo.apps.households.actions import About
from giamngheo.apps.households.bulk import record_many
from giamngheo.apps.households.generated import generate
from giamngheo.apps.households.listed import households_listed
from giamngheo.apps.households.models import Household, Membership, Particulars, Person
from giamngheo.apps.households.queries import (
    counted_in_order,
    found_everywhere,
    found_people,
)
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached
from giamngheo.foundation.audit.actions import SYSTEM
from giamngheo.web.components.acting_person import today

pytestmark = pytest.mark.django_db
DAY = date(2025, 12, 15)


@pytest.fixture
def country() -> Country:
    made = make_country()
    for area, households in ((made.east_1, 20), (made.east_2, 20), (made.far, 800)):
        told = generate(pl.DataFrame({"area_id": [area.pk]}), households, seed=area.pk)
        record_many(told.households, told.people, About(DAY), SYSTEM, told.numbers)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE households_household, households_person, households_formernumber")
    return made


def plan(user: User, rows: QuerySet[Household] | QuerySet[Person]) -> str:
    """How the first page of rows is looked for when this person asks; small tables are not read whole."""
    with acting(user.pk, today()), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        within = reached(user.pk, Permission.SEE_HOUSEHOLDS, today())
        told = rows.filter(within).order_by("sort_key", "pk")[:51].explain()
        cursor.execute("SET LOCAL enable_seqscan = on")
    return told


def some_person() -> Person:
    found = Person.objects.exclude(personal_number="").first()
    assert found is not None
    return found


def test_lists_and_what_is_looked_for_are_found_by_indexes(country: Country) -> None:
    officer = make_person(("officer", country.east))
    one = some_person()
    code = Household.objects.latest("pk").code
    for rows, index in (
        (Household.objects.filter(is_living=True), "households_household_(list|kinds|area)"),
        (found_people("mau thi hoa"), "households_person_list|households_person_area"),
        (found_people(one.personal_number), "households_person_number"),
        (found_people(code), "households_person_home"),
    ):
        told = plan(officer, rows)  # type: ignore[arg-type]
        assert re.search(index, told), told
        assert "Seq Scan" not in told


def test_the_list_of_the_country_is_walked_in_its_order(country: Country) -> None:
    told = plan(make_person(("officer", country.nation)), Household.objects.filter(is_living=True))
    assert "households_household_all" in told and "Sort" not in told


def test_names_in_the_whole_country_are_looked_up_in_the_index(country: Country) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'households_people_called'")
        ((body,),) = cursor.fetchall()
        asked = re.search(r"RETURN QUERY (.*?);", body, re.DOTALL)
        assert asked is not None
        filled = asked[1].replace("most", "50").replace("(asked", "(").replace(", asked", ", '''mau'':*'")
        cursor.execute(f"EXPLAIN {filled}")
        assert "households_person_words" in str(cursor.fetchall())


def test_names_of_an_area_and_numbers_are_looked_up_in_their_indexes(country: Country) -> None:
    values = {"written": ["H12"], "codes": ["X"], "digits": "999180000001", "key": None, "number": None}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM households_person"
            " WHERE households_words_in(area_id, name_key::text) @@ '''1:hoa'':*'::tsquery"
        )
        assert "households_person_words_in" in str(cursor.fetchall())
        cursor.execute(f"EXPLAIN {listed._UNDER_NUMBER.format(within='')}", {**values, "count": 51})
        told = str(cursor.fetchall())
    for index in ("person_number", "former_number", "household_code"):
        assert f"households_{index}" in told, told


def test_who_sees_all_finds_the_same_people_as_row_by_row_and_nobody_else_may_ask(country: Country) -> None:
    nation, officer = make_person(("officer", country.nation)), make_person(("officer", country.east))
    for typed in ("hoa", "mau thi ho", "thi hoa", "mau", "m th", "x y"):
        with acting(nation.pk, today()):
            found = found_everywhere(typed)
            assert found is not None
            by_row = set(found_people(typed).values_list("pk", flat=True))
            *whole, _ = typed.split()
            # Words before the last are whole ones where anybody is called so.
            in_full = {
                one.pk
                for one in Person.objects.filter(pk__in=by_row)
                if set(whole) <= set(one.name_key.split())
            }
            assert set(found.values_list("pk", flat=True)) == (in_full or by_row)
        with acting(officer.pk, today()):
            asked = found_everywhere(typed)
            assert asked is not None and not asked.exists()


def test_too_many_of_a_name_in_the_whole_country_are_told_as_such(
    country: Country, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(make_person(("officer", country.nation)))
    assert "người khớp «thi»" in html.unescape(client.get("/so-ho/?tim=thi").content.decode())
    monkeypatch.setattr("giamngheo.apps.households.queries.MOST_EVERYWHERE", 3)
    said = html.unescape(client.get("/so-ho/?tim=thi").content.decode())
    assert "người trong cả nước khớp «thi»" in said and "Gõ thêm chữ của họ tên" in said
    of_village = client.get(f"/so-ho/?tim=thi&dia-ban={country.east_1.pk}").content.decode()
    assert "trong cả nước" not in html.unescape(of_village)


@pytest.mark.parametrize("address", ["/so-ho/", "/so-ho/?tim=thi", "/so-ho/{code}/", "/"])
def test_a_page_asks_the_database_as_often_whatever_the_size(
    country: Country, client: Client, address: str
) -> None:
    asked = []
    for area in (country.east_1, country.east):
        client.force_login(make_person(("officer", area)))
        code = Household.objects.filter(area=country.east_1).first()
        assert code is not None
        client.get("/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address.format(code=code.code)).status_code == 200
        asked.append(len(captured))
    assert asked[0] == asked[1] <= 18


def test_rows_looked_for_one_by_one_are_counted_with_their_page(country: Country) -> None:
    rows = found_people("thi").filter(area__in=[country.east_1.pk, country.far.pk])
    in_order = list(rows.order_by("sort_key", "pk"))
    seen: list[Person] = []
    after: tuple[str, int] | None = None
    while True:
        page, total = counted_in_order(rows, after, 40)
        assert total == len(in_order) > 100
        if not page:
            break
        seen += page
        after = (page[-1].sort_key, page[-1].pk)
    assert seen == in_order
    assert counted_in_order(found_people("khong ai"), None, 40) == ([], 0)


def test_a_page_far_behind_begins_at_its_place_in_the_index(country: Country) -> None:
    mark = Household.objects.filter(is_living=True).order_by("-sort_key").first()
    assert mark is not None
    with CaptureQueriesContext(connection) as captured:
        for areas in (None, [country.far.pk], [country.far.pk, country.east_1.pk]):
            households_listed(areas, 5, (mark.sort_key, mark.pk))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for one in captured:
            cursor.execute(f"EXPLAIN {one['sql']}")
            told = "\n".join(line for (line,) in cursor.fetchall())
            assert re.search(r"Index Cond: .*sort_key", told), told


def test_the_areas_of_who_asks_are_reckoned_once_a_question_and_not_at_every_fact(country: Country) -> None:
    officer = make_person(("officer", country.far))
    for rows in (
        Membership.objects.filter(household__area=country.far),
        Particulars.objects.filter(person__area=country.far),
    ):
        with acting(officer.pk, today()):
            told = rows.explain(analyze=True)
        walked = [int(loops) for loops in re.findall(r"ProjectSet.*loops=(\d+)", told)]
        assert walked and max(walked) == 1, told
