"""The database itself shows a request only what lies in its person's areas, whatever SQL is asked."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from tests.factories.people import make_person
from tests.factories.places import MERGER, TODAY, Country, make_country

from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.areas.actions import prepare, propose, return_to_draft
from giamngheo.foundation.areas.models import Batch, Change
from giamngheo.foundation.areas.states import Verb
from giamngheo.foundation.audit.actions import SYSTEM, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def sees(country: Country) -> Callable[[User | None, date], set[str]]:
    """The areas of which a person reads a line of the trail, by raw SQL as the role of the pages."""
    for name, area in country.areas.items():
        record(SYSTEM, "tests.say", name, area_id=area.pk)
    record(SYSTEM, "tests.say", "nowhere")

    def seen(person: User | None, day: date = TODAY) -> set[str]:
        with acting(person.pk if person else None, day), connection.cursor() as cursor:
            cursor.execute("SELECT sentence FROM audit_auditline WHERE verb = 'tests.say'")
            return {row[0] for row in cursor.fetchall()}

    return seen


def test_nobody_sees_nothing(sees: Callable[..., set[str]]) -> None:
    assert sees(None) == set()


def test_an_officer_sees_the_commune_its_villages_and_the_unit_that_went_into_it(
    country: Country, sees: Callable[..., set[str]]
) -> None:
    assert sees(make_person(("officer", country.east))) == {"east", "east_1", "east_2", "former_east"}


def test_a_village_head_sees_the_village(country: Country, sees: Callable[..., set[str]]) -> None:
    assert sees(make_person(("village_head", country.east_1))) == {"east_1"}


def test_a_province_sees_its_communes_and_not_the_neighbour(
    country: Country, sees: Callable[..., set[str]]
) -> None:
    seen = sees(make_person(("inspector", country.province)))
    assert {"province", "east", "west", "west_1", "former_east"} <= seen
    assert seen.isdisjoint({"far", "other_province", "nation", "nowhere"})


def test_the_nation_sees_everything(country: Country, sees: Callable[..., set[str]]) -> None:
    assert sees(make_person(("administrator", country.nation))) == {*country.areas, "nowhere"}


def test_an_expired_role_and_a_role_to_come_show_nothing(
    country: Country, sees: Callable[..., set[str]]
) -> None:
    assert sees(make_person(("officer", country.east), until=TODAY)) == set()
    assert sees(make_person(("officer", country.east), since=date(2027, 1, 1))) == set()


def test_a_role_in_a_unit_that_ended_shows_nothing_after_the_merger(
    country: Country, sees: Callable[..., set[str]]
) -> None:
    former = make_person(("officer", country.former_east))
    assert sees(former, date(2025, 6, 30)) == {"former_east"}
    assert sees(former, MERGER) == set()


def test_a_person_reads_own_deeds_and_own_roles_wherever_they_were(country: Country) -> None:
    person = make_person(("officer", country.east), until=TODAY)
    with acting(person.pk, TODAY):
        assert Holding.objects.get().user_id == person.pk


def test_nobody_writes_a_role_in_an_area_outside_their_own(country: Country) -> None:
    person = make_person(("administrator", country.east))
    with acting(person.pk, TODAY):
        write = (
            "INSERT INTO accounts_holding (user_id, role, area_id, valid, ground, end_reason)"
            f" VALUES ({person.pk}, 'officer', %s, '[2026-01-01,)', '', '')"
        )
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(write, [country.east_1.pk])
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            connection.cursor().execute(write, [country.west.pk])


@pytest.mark.parametrize(
    "deed",
    [
        "ALTER TABLE audit_auditline DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE audit_auditline DISABLE TRIGGER ALL",
        "DROP POLICY seen ON audit_auditline",
        "UPDATE audit_auditline SET sentence = ''",
        "DELETE FROM audit_auditline",
        "TRUNCATE audit_auditline",
        "DELETE FROM audit_auditlink",
    ],
)
def test_the_role_of_the_pages_cannot_take_a_guard_off(country: Country, deed: str) -> None:
    person = make_person(("administrator", country.nation))
    with acting(person.pk, TODAY), pytest.raises(ProgrammingError), transaction.atomic():
        connection.cursor().execute(deed)


def test_after_a_request_the_connection_is_as_it_was(country: Country) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        before = cursor.fetchone()
        with acting(make_person(("officer", country.east)).pk, TODAY):
            pass
        cursor.execute("SELECT current_user, current_setting('giamngheo.user')")
        assert cursor.fetchone() == (*before, "")


OF_AREA = {"area": "id", "version": "area_id", "code": "area_id", "succession": "predecessor_id"}


@pytest.mark.parametrize("table", OF_AREA)
def test_areas_are_read_by_all_and_changed_only_by_who_answers_for_their_place(
    country: Country, table: str
) -> None:
    expired = make_person(("administrator", country.east), until=TODAY)
    east = {country.areas[name].pk for name in ("east", "east_1", "east_2", "former_east")}
    for person, changed in (
        (None, set()),
        (expired, set()),
        (make_person(("administrator", country.west)), set()),
        (make_person(("administrator", country.east)), east),
    ):
        with acting(person.pk if person else None, TODAY), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM areas_{table}")
            assert cursor.fetchone()[0] > 0
            cursor.execute(f"UPDATE areas_{table} SET id = id RETURNING {OF_AREA[table]}")
            found = {number for (number,) in cursor.fetchall()} - {country.west.pk, country.west_1.pk}
            assert found == (changed & {country.former_east.pk} if table == "succession" else changed)


def test_no_page_writes_what_lies_within_what(country: Country) -> None:
    person = make_person(("administrator", country.nation))
    add = "INSERT INTO areas_containment (ancestor_id, area_id, valid) VALUES (%s, %s, '[2020-01-01,)')"
    with acting(person.pk, TODAY), connection.cursor() as cursor:
        cursor.execute("DELETE FROM areas_containment")
        assert cursor.rowcount == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            cursor.execute(add, [country.east.pk, country.far.pk])


@pytest.mark.parametrize(
    ("moved", "under"), [("far", "east"), ("east_1", "far"), ("east_1", "west"), ("province", "east")]
)
def test_no_unit_is_moved_into_or_out_of_areas_that_are_not_ones_own(
    country: Country, moved: str, under: str
) -> None:
    person = make_person(("administrator", country.east))
    add = (
        "INSERT INTO areas_version (area_id, name, kind, tier, parent_id, valid, search_key, sort_key,"
        " created_in_id) SELECT area_id, 'Dời', kind, tier, %s, '[2019-01-01,2019-12-31)', '', '',"
        " created_in_id FROM areas_version WHERE area_id = %s"
    )
    with (
        acting(person.pk, TODAY),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        connection.cursor().execute(add, [country.areas[under].pk, country.areas[moved].pk])


def test_temporary_tables_of_a_caller_do_not_stand_in_for_ours(country: Country) -> None:
    person, neighbour = make_person(("officer", country.east)), make_person(("officer", country.west))
    with acting(person.pk, TODAY), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE accounts_holding AS SELECT * FROM public.accounts_holding")
        cursor.execute("UPDATE accounts_holding SET area_id = %s", [country.nation.pk])
        cursor.execute("SELECT sees_all_areas()")
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT holds_elsewhere(%s)", [neighbour.pk])
        assert cursor.fetchone() == (True,)


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE areas_version SET tier = 0 WHERE area_id = {east}",
        "INSERT INTO areas_version (area_id, name, kind, tier, parent_id, valid, search_key, sort_key,"
        " created_in_id) SELECT area_id, name, 'nation', 0, parent_id, '[2019-01-01,2019-12-31)', '', '',"
        " created_in_id FROM areas_version WHERE area_id = {east}",
    ],
)
def test_no_unit_rises_to_be_the_nation_and_shows_everything(country: Country, deed: str) -> None:
    person = make_person(("administrator", country.east))
    with acting(person.pk, TODAY), connection.cursor() as cursor:
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            cursor.execute(deed.format(east=country.east.pk))
        cursor.execute("SELECT sees_all_areas()")
        assert cursor.fetchone() == (False,)
    with acting(make_person(("administrator", country.nation)).pk, TODAY), connection.cursor() as cursor:
        cursor.execute(deed.format(east=country.east.pk))
        assert cursor.rowcount == 1


def test_lines_of_a_batch_that_was_proposed_are_changed_by_no_page(country: Country) -> None:
    batch = Batch(title="Đổi tên", instrument="NQ 1", day=TODAY)
    prepare(batch, SYSTEM, [Change(place=1, verb=Verb.RENAME, code="east-1", name="Đông Nhất")])
    deeds = (
        ("UPDATE areas_change SET name = 'Khác' WHERE batch_id = %s", 1),
        ("DELETE FROM areas_change WHERE batch_id = %s", 1),
    )
    add = (
        "INSERT INTO areas_change (batch_id, place, verb, code, to_code, name, kind, parent_code)"
        " VALUES (%s, 2, 'end', 'west', '', '', '', '')"
    )
    person = make_person(("administrator", country.nation))
    propose(batch, SYSTEM)
    with acting(person.pk, TODAY), connection.cursor() as cursor:
        for deed, _ in deeds:
            cursor.execute(deed, [batch.pk])
            assert cursor.rowcount == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            cursor.execute(add, [batch.pk])
    return_to_draft(batch, SYSTEM)
    with acting(person.pk, TODAY), connection.cursor() as cursor:
        cursor.execute(add, [batch.pk])
        for deed, count in deeds:
            cursor.execute(deed, [batch.pk])
            assert cursor.rowcount >= count


def test_nobody_without_a_role_adds_an_area(country: Country) -> None:
    add = "INSERT INTO areas_area (valid, created_in_id) SELECT valid, created_in_id FROM areas_area LIMIT 1"
    with (
        acting(None, TODAY),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        connection.cursor().execute(add)
