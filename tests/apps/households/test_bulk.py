"""What a batch writes is what the deeds write one at a time, and it is taken back as a whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import polars as pl
import pytest
from django.db import connection, transaction
from django.utils import timezone
from tests.apps.households.made import START, WHO, about, home, members_on, person, said
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.households.actions import (
    About,
    RegisterError,
    correct_person,
    record_household,
    undo_event,
)
from giamngheo.apps.households.bulk import Batch, record_many, undo_batch
from giamngheo.apps.households.history import sources_of
from giamngheo.apps.households.models import (
    Event,
    FormerNumber,
    Household,
    HouseholdNumber,
    Membership,
    Particulars,
    Person,
    Residence,
)
from giamngheo.apps.households.queries import found_people, household_on
from giamngheo.apps.households.today import refresh
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db
LATER = date(2025, 10, 1)


@pytest.fixture
def country() -> Country:
    return make_country()


def frames(country: Country) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Two households in two villages, one of them with all that can be said."""
    households = pl.DataFrame(
        {
            "key": [1, 2],
            "area_id": [country.east_1.pk, country.west_1.pk],
            "address": ['số 3, «ngõ» "nhỏ"', None],
            "since": [date(2020, 5, 1), None],
        },
        schema={"key": pl.Int64, "area_id": pl.Int64, "address": pl.String, "since": pl.Date},
    )
    people = pl.DataFrame(
        {
            "key": [10, 11, 20],
            "household": [1, 1, 2],
            "relationship": ["head", "child", "head"],
            "full_name": ["Mẫu Thị Hoà", "Mẫu Văn Bé", 'Thử, "Tám"\nMột'],
            "sex": ["female", "male", None],
            "birth_date": [date(1980, 2, 3), date(2015, 1, 1), None],
            "birth_precision": ["day", "year", None],
            "personal_number": ["999180123456", None, None],
            "former_number": ["999111222", None, ""],
            "social_assistance": [["orphan", "elderly"], [], None],
            "has_health_insurance": [True, False, None],
            "height": [None, 120.5, None],
        },
        schema_overrides={"social_assistance": pl.List(pl.String), "has_health_insurance": pl.Boolean},
    )
    numbers = pl.DataFrame({"household": [1], "scheme": ["danh sách của xã"], "number": ["7"]})
    return households, people, numbers


def facts() -> list[Any]:
    """All that stands, without the numbers of rows."""
    told: list[Any] = []
    for model in (Residence, Membership, Particulars, HouseholdNumber, FormerNumber):
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if field.name
            not in {"id", "household", "person", "recorded_by", "reinstated_by", "superseded_by"}
        ]
        owner = "household__head_name" if hasattr(model, "household") else "person__full_name"
        rows = model._default_manager.filter(superseded_by=None)  # type: ignore[attr-defined]
        told += sorted(rows.values_list(owner, *names), key=str)
    told += sorted(
        Household.objects.values_list("area_id", "is_living", "head_name", "sort_key", "members"), key=str
    )
    names = [
        f.attname for f in Person._meta.concrete_fields if f.name not in {"id", "recorded_by", "household"}
    ]
    return [*told, *sorted(Person.objects.values_list(*names), key=str)]


def test_it_writes_what_the_deeds_write(country: Country) -> None:
    with _taken_back():
        record_many(*frames(country)[:2], about(), WHO, frames(country)[2])
        in_one_go = facts()
        refresh(_numbers(Household), _numbers(Person), timezone.localdate())
        assert facts() == in_one_go
    with _taken_back():
        _one_at_a_time(country)
        assert facts() == in_one_go


@contextmanager
def _taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _numbers(model: type[Household] | type[Person]) -> list[int]:
    return list(model.objects.values_list("pk", flat=True))


def _one_at_a_time(country: Country) -> None:
    record_household(
        country.east_1.pk,
        [
            said(
                "head",
                "Mẫu Thị Hoà",
                sex="female",
                birth_date=date(1980, 2, 3),
                birth_precision="day",
                personal_number="999180123456",
                social_assistance=["orphan", "elderly"],
                has_health_insurance=True,
            ),
            said(
                "child",
                "Mẫu Văn Bé",
                sex="male",
                birth_date=date(2015, 1, 1),
                birth_precision="year",
                social_assistance=[],
                has_health_insurance=False,
                height=120.5,
            ),
        ],
        about(),
        WHO,
        address='số 3, «ngõ» "nhỏ"',
        since=date(2020, 5, 1),
        numbers={"danh sách của xã": "7"},
    )
    record_household(country.west_1.pk, [said("head", 'Thử, "Tám"\nMột')], about(), WHO)
    woman = Person.objects.order_by("-pk").get(full_name="Mẫu Thị Hoà", is_living=True)
    event = Event.objects.order_by("-pk").first()
    assert event is not None
    FormerNumber.objects.create(person=woman, number="999111222", valid="(,)", recorded_by=event)


def test_a_batch_has_one_event_and_one_line_of_the_trail_in_every_unit(country: Country) -> None:
    households, people, numbers = frames(country)
    written = record_many(households, people, About(START, source="«danh sách.xlsx»"), WHO, numbers)
    assert sorted(Event.objects.values_list("area_id", flat=True)) == sorted(
        [country.east_1.pk, country.west_1.pk]
    )
    lines = AuditLine.objects.filter(verb="households.import").values_list("sentence", flat=True)
    assert sorted(lines) == [
        "Nhập 1 hộ mới, 1 người mới từ «danh sách.xlsx»",
        "Nhập 1 hộ mới, 2 người mới từ «danh sách.xlsx»",
    ]
    codes = dict(written.households.select("key", "code").iter_rows())
    assert Household.objects.get(code=codes[1]).area_id == country.east_1.pk
    assert [one.full_name for one in found_people("mau thi hoa")] == ["Mẫu Thị Hoà"]


def test_names_that_came_in_wait_for_no_search(country: Country) -> None:
    keeper = make_person(("officer", country.province))
    households, people, _ = frames(country)
    with acting(keeper.pk, timezone.localdate()):
        record_many(households, people, about(START), WHO)
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('households_person_words_in')")
        assert cursor.fetchall() == [(0,)]


def test_who_keeps_one_village_cannot_write_in_another(country: Country) -> None:
    households, people, _ = frames(country)
    officer = make_person(("officer", country.east))
    with acting(officer.pk, timezone.localdate()), pytest.raises(Exception, match="row-level security"):
        record_many(households, people, about(), WHO)


def test_a_household_needs_one_head(country: Country) -> None:
    households, people, _ = frames(country)
    with pytest.raises(RegisterError, match="đúng một chủ hộ"):
        record_many(households, people.with_columns(relationship=pl.lit("child")), about(), WHO)
    with pytest.raises(RegisterError, match="không phải xã"):
        record_many(households.with_columns(area_id=pl.lit(country.province.pk)), people, about(), WHO)


def change(country: Country, **told: Any) -> Batch:
    """A batch of a later day that tells one person otherwise."""
    one = person("Mẫu Thị Hoà")
    batch = Batch(about(LATER), WHO)
    row = {"person_id": [one.pk], "area_id": [country.east_1.pk]} | {k: [v] for k, v in told.items()}
    batch.change_particulars(pl.DataFrame(row))
    batch.close()
    return batch


def test_birth_is_put_right_for_all_days_and_work_from_the_day_on(country: Country) -> None:
    households, people, numbers = frames(country)
    record_many(households, people, about(), WHO, numbers)
    batch = change(country, birth_date=date(1981, 2, 3), birth_precision="day", phone="0", sex=None)
    one = person("Mẫu Thị Hoà")
    was = Particulars.objects.get(person=one, superseded_by=None, valid__contains=START)
    now = Particulars.objects.get(person=one, superseded_by=None, valid__contains=LATER)
    assert (was.birth_date, was.phone) == (date(1981, 2, 3), "")
    assert (now.birth_date, now.phone, now.sex, now.personal_number) == (
        date(1981, 2, 3),
        "0",
        "female",
        "999180123456",
    )
    assert one.birth_date == date(1981, 2, 3)
    assert sources_of(one, LATER)["phone"].event.batch == batch.key
    undo_batch(batch.key, about(LATER, reason="sai tệp"), WHO)
    again = Particulars.objects.get(person=one, superseded_by=None)
    assert (again.birth_date, again.phone) == (date(1980, 2, 3), "")


def test_what_was_written_of_later_days_is_not_overwritten(country: Country) -> None:
    households, people, numbers = frames(country)
    record_many(households, people, about(), WHO, numbers)
    correct_person(
        person("Mẫu Thị Hoà"), {"phone": "1"}, about(date(2025, 11, 1)), WHO, since=date(2025, 11, 1)
    )
    with pytest.raises(RegisterError, match="Sổ đã ghi việc từ ngày 01/11/2025 cho 1"):
        change(country, phone="2")


def test_heads_change_places_and_households_move(country: Country) -> None:
    kept = home(country.east_1, "Mẫu Một", "Mẫu Hai")
    one, two = person("Mẫu Một"), person("Mẫu Hai")
    batch = Batch(about(LATER), WHO)
    batch.change_memberships(
        pl.DataFrame(
            {
                "household_id": [kept.pk, kept.pk],
                "person_id": [one.pk, two.pk],
                "area_id": [country.east_1.pk] * 2,
                "relationship": ["parent", "head"],
            }
        )
    )
    batch.change_residences(
        pl.DataFrame(
            {"household_id": [kept.pk], "area_id": [country.east_2.pk], "address": [None]},
            schema_overrides={"address": pl.String},
        )
    )
    batch.add_people(
        pl.DataFrame(
            {
                "key": [5],
                "household_id": [kept.pk],
                "area_id": [country.east_2.pk],
                "relationship": ["child"],
                "full_name": ["Mẫu Ba"],
            }
        )
    )
    batch.close()
    kept.refresh_from_db()
    assert members_on(kept, START) == {"Mẫu Một": "head", "Mẫu Hai": "child"}
    assert members_on(kept, LATER) == {"Mẫu Một": "parent", "Mẫu Hai": "head", "Mẫu Ba": "child"}
    assert (kept.head_name, kept.members, kept.area_id) == ("Mẫu Hai", 3, country.east_2.pk)
    assert person("Mẫu Ba").area_id == country.east_2.pk
    residence = household_on(kept, START).residence
    assert residence is not None and residence.area_id == country.east_1.pk
    undo_batch(batch.key, about(LATER, reason="sai"), WHO)
    kept.refresh_from_db()
    assert (kept.head_name, kept.members, kept.area_id) == ("Mẫu Một", 2, country.east_1.pk)
    assert not person("Mẫu Ba").is_living


def test_one_event_of_a_batch_is_not_undone_alone(country: Country) -> None:
    households, people, numbers = frames(country)
    record_many(households, people, about(), WHO, numbers)
    event = Event.objects.exclude(batch=None).first()
    assert event is not None
    with pytest.raises(RegisterError, match="một lần nhập danh sách"):
        undo_event(event, about(reason="thử"), WHO)
    correct_person(person("Mẫu Thị Hoà"), {"phone": "1"}, about(LATER), WHO)
    assert event.batch is not None
    with pytest.raises(RegisterError, match="Sau việc «nhập danh sách» đã ghi thêm"):
        undo_batch(event.batch, about(reason="thử"), WHO)
