"""Lists of people: in the order of Vietnamese given names, found without accents, read by index."""

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from tests.factories.people import make_person
from tests.factories.places import LONG_AGO, TODAY, Country, make_country

from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.accounts.name_keys import name_search_key, name_sort_key
from giamngheo.foundation.accounts.people import count_people, page_of_people
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached

pytestmark = pytest.mark.django_db
IN_ORDER = [
    "Trần Văn An", "Lê Ân", "Nguyễn Thị Bình", "Trần Thị Bình", "Cao Chi", "Nguyễn Đạo", "Hồ Đức",
    "Lê Thị Hoà", "Nguyễn Văn Hoà", "Lê Hoài", "Đỗ Ơn", "Bùi Út", "Ngô Ý",
]  # fmt: skip


@pytest.fixture
def country() -> Country:
    return make_country()


def call(person: User, full_name: str) -> None:
    person.full_name = full_name
    person.save()


def named(people: list[User]) -> list[str]:
    return [one.full_name for one in people]


def everybody(words: str = "", *, after: int | None = None, most: int = 100) -> list[User]:
    held = Holding.objects.all()
    total = count_people(held, words)
    walked = page_of_people(held, words, after=after, total=10_000, most=most)
    sorted_ = page_of_people(held, words, after=after, total=0, most=most)
    assert list(walked) == list(sorted_)
    assert len(sorted_) <= total
    return list(sorted_)


def test_people_stand_in_the_order_of_their_given_names(country: Country) -> None:
    names = sorted(IN_ORDER, key=lambda name: name[::-1])
    User.objects.bulk_create(User(username=f"u{place}", full_name=name) for place, name in enumerate(names))
    for person in User.objects.all():
        Holding.objects.create(
            user=person, role="officer", area=country.east, valid=DateRange(LONG_AGO, None)
        )
    assert named(everybody()) == IN_ORDER
    pages, last = [], None
    while page := everybody(after=last, most=4):
        pages += named(page)
        last = page[-1].pk
    assert pages == IN_ORDER


def test_people_of_one_name_stand_on_one_page_each(country: Country) -> None:
    people = [make_person(("officer", country.east), ("officer", country.east_1)) for _ in range(3)]
    for person in people:
        call(person, "Nguyễn Văn An")
    assert everybody(after=people[0].pk) == people[1:]
    assert everybody(after=0) == people
    assert count_people(Holding.objects.all()) == 3


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("huong", True),
        ("Hường", True),
        ("le thi", True),
        ("thị lê", True),
        ("Hươ", True),
        ("can-bo", True),
        ("ường", False),
        ("lan", False),
        ("' & !", True),  # nothing is asked for
        ("hường:*|lan", False),
    ],
)
def test_somebody_is_found_by_beginnings_of_words_without_accents(
    country: Country, words: str, found: bool
) -> None:
    person = make_person(("officer", country.east))
    person.username = "can-bo.dong"
    call(person, "Lê Thị Hường")
    assert (person in everybody(words)) is found


def test_a_name_without_words_has_its_keys() -> None:
    assert name_sort_key(" ") == ""
    assert name_search_key("", "lan.nguyen") == "lan nguyen"


_MANY = """
INSERT INTO accounts_user (username, full_name, password, email, is_active, is_demonstration, created_at,
        sort_key, search_key)
    SELECT 'made-' || n, 'Người ' || n, '', '', true, false, now(), md5(n::text), 'nguoi ' || md5(n::text)
    FROM generate_series(1, 60000) AS n;
INSERT INTO accounts_holding (user_id, role, area_id, valid, ground, end_reason)
    SELECT id, 'officer', (ARRAY[{here}, {here}, {here}, {here}, {here}, {there}])[1 + id % 6],
        '[2020-01-01,)', '', ''
    FROM accounts_user WHERE username LIKE 'made-%';
ANALYZE;
"""


def test_a_page_of_fifty_thousand_people_of_a_province_reads_the_indexes(country: Country) -> None:
    administrator = make_person(("administrator", country.province))
    with connection.cursor() as cursor:
        cursor.execute(_MANY.format(here=country.east_1.pk, there=country.far.pk))
    with acting(administrator.pk, TODAY):
        held = Holding.objects.in_force_on(TODAY).filter(
            reached(administrator.pk, Permission.SEE_PEOPLE, TODAY)
        )
        held = held.filter(area__valid__contains=TODAY)
        total = count_people(held)
        assert total == 50_001
        page = list(page_of_people(held, total=total, most=50))
        for after in (None, page[-1].pk):
            plan = page_of_people(held, after=after, total=total, most=51).explain()
            assert "accounts_user_by_given_name" in plan
            assert "Sort" not in plan
        one = page[7]
        assert count_people(held, one.search_key) == 1
        found = page_of_people(held, one.search_key, total=1, most=51)
        assert list(found) == [one]
        assert "accounts_user_words" in found.explain()
        few = held.filter(area=country.province)
        assert "Seq Scan on accounts_" not in page_of_people(few, total=1, most=51).explain()
