"""Who sees and writes reviews, asked of the database itself; that nothing that happened can be changed."""

import pytest
from django.db import DatabaseError, connection, transaction
from tests.apps.reviews.made import (
    LEADER,
    OFFICER,
    SIGNED,
    ready,
    without_opinion,
)
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.reviews.actions import decide, publish, save_plan
from giamngheo.apps.reviews.models import Attachment, Entry, Happening, RoundTable
from giamngheo.apps.reviews.papers.certificates import draw
from giamngheo.apps.reviews.planned import Planned
from giamngheo.foundation.accounts.acting import acting

pytestmark = pytest.mark.django_db
TABLES = (
    "reviews_round",
    "reviews_case",
    "reviews_entry",
    "reviews_happening",
    "reviews_householdvote",
    "reviews_proposal",
    "reviews_decision",
    "reviews_plan",
    "reviews_attachment",
    "reviews_roundtable",
    "reviews_certificate",
    "reviews_publication",
)


@pytest.fixture
def country() -> Country:
    country = make_country()
    without_opinion(country)
    one, case, _home = ready(country)
    decision = decide(one, [case], SIGNED, LEADER)
    RoundTable.objects.create(round=one, name="thu", residence="rural", content={}, taken_by_name="Thử")
    draw(decision, list(Entry.objects.filter(case=case)), OFFICER)
    publish(decision, OFFICER)
    save_plan(one, Planned(cost_source="Ngân sách xã"), 0, OFFICER)
    Attachment.objects.create(
        happening=Happening.objects.get(case=case, verb="posted"),
        stored="aa/thu.pdf",
        kind="pdf",
        title="Biên bản thử",
        size=1,
        actor_name="Thử",
    )
    return country


def counted(user_id: int | None) -> dict[str, int]:
    with acting(user_id, TODAY), connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            (found[table],) = cursor.fetchone()
        return found


def test_a_neighbour_a_stranger_and_nobody_see_nothing(country: Country) -> None:
    for person in (make_person(("officer", country.west)), make_person()):
        assert set(counted(person.pk).values()) == {0}
    assert set(counted(None).values()) == {0}


def test_the_commune_and_the_province_see_all_and_a_village_head_the_village(country: Country) -> None:
    commune, province = (make_person(("officer", area)) for area in (country.east, country.province))
    assert counted(commune.pk) == counted(province.pk)
    assert all(counted(commune.pk).values())
    head = make_person(("village_head", country.east_1))
    of_the_other = {"reviews_case": 1, "reviews_happening": 1}  # that it was opened
    seen = counted(commune.pk)
    assert counted(head.pk) == {table: count - of_the_other.get(table, 0) for table, count in seen.items()}
    other = counted(make_person(("village_head", country.east_2)).pk)
    assert (other["reviews_entry"], other["reviews_householdvote"], other["reviews_proposal"]) == (0, 0, 0)
    assert (other["reviews_attachment"], other["reviews_certificate"]) == (0, 0)
    assert (other["reviews_round"], other["reviews_case"], other["reviews_plan"]) == (1, 1, 1)


def test_a_village_plans_nothing_and_attaches_nothing_to_another(country: Country) -> None:
    for area, sql in (
        (
            country.east_1,
            "INSERT INTO reviews_plan (round_id, number, said, actor_name, recorded_at)"
            " SELECT id, 9, '{}', 'x', now() FROM reviews_round",
        ),
        (
            country.east_1,
            "INSERT INTO reviews_roundtable (round_id, name, residence, region, content, taken_by_name,"
            " taken_at) SELECT id, 'x', 'rural', '', '{}', 'x', now() FROM reviews_round",
        ),
        (
            country.east_1,
            "INSERT INTO reviews_publication (decision_id, code, unit, title, rows, published_by_name,"
            " published_at, taken_back_at, taken_back_why, taken_back_by)"
            " SELECT id, 'x', 'x', 'x', '[]', 'x', now(), now(), 'x', 'x' FROM reviews_decision",
        ),
        (
            country.west,
            "INSERT INTO reviews_attachment (happening_id, stored, kind, title, size, sha256, actor_name,"
            " recorded_at, aside_why, aside_by)"
            f" VALUES ({Happening.objects.latest('pk').pk}, 'x', 'pdf', 'x', 1, '', 'x', now(), '', '')",
        ),
    ):
        person = make_person(("village_head" if area == country.east_1 else "officer", area))
        with (
            pytest.raises(DatabaseError, match="row-level security"),
            acting(person.pk, TODAY),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


def test_nobody_writes_into_the_review_of_others(country: Country) -> None:
    neighbour = make_person(("officer", country.west))
    for sql in (
        "INSERT INTO reviews_case (round_id, area_id) SELECT %s, %s",
        "INSERT INTO reviews_proceduresetting (area_id, kind, point, value, since, source, set_by_name,"
        " set_at) SELECT %s, 'periodic_review', 'posting_days', '1', '2026-01-01', 'x', 'x', now()"
        " WHERE %s > 0",
    ):
        with (
            pytest.raises(DatabaseError, match="row-level security"),
            acting(neighbour.pk, TODAY),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql, [country.east.pk, country.east_2.pk])


@pytest.mark.parametrize("table", TABLES)
def test_even_the_owner_of_the_tables_changes_and_deletes_nothing(country: Country, table: str) -> None:
    changes = {
        "reviews_round": "year = 2030",
        "reviews_case": "area_id = 1",
        "reviews_entry": "household_code = 'x'",
        "reviews_happening": "day = '2020-01-01'",
        "reviews_householdvote": "votes_for = 0",
        "reviews_proposal": "household_class = 'not_poor'",
        "reviews_decision": "number = '1'",
        "reviews_plan": "number = 7",
        "reviews_attachment": "title = 'x'",
        "reviews_roundtable": "name = 'x'",
        "reviews_certificate": "ordinal = 9",
        "reviews_publication": "rows = '[]'",
    }
    for sql in (f"UPDATE {table} SET {changes[table]}", f"DELETE FROM {table}"):
        with (
            pytest.raises(DatabaseError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
