"""What happens to households: who belongs to which on any day, and nothing is ever lost."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.apps.households.made import START, WHO, about, home, members_on, person, said
from tests.factories.places import Country, make_country

from giamngheo.apps.households.actions import (
    RegisterError,
    change_head,
    correct_person,
    end_household,
    merge_households,
    move_household,
    move_person,
    record_birth,
    record_death,
    record_departure,
    record_household,
    split_household,
    undo_event,
)
from giamngheo.apps.households.models import Event, Household, Membership, Particulars, Person, Residence
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db

LATER = date(2026, 3, 1)
EVE = LATER - timedelta(days=1)


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def family(country: Country) -> Household:
    return home(country.east_1, "Mẫu Văn Cha", "Mẫu Thị Con", "Mẫu Văn Út")


def everything() -> list[list[tuple[object, ...]]]:
    """What stands of all facts, without the numbers of rows and of events."""
    names = {
        Residence: ("household_id", "area_id", "address", "valid"),
        Membership: ("household_id", "person_id", "relationship", "valid"),
        Particulars: ("person_id", "full_name", "birth_date", "valid"),
    }
    return [
        sorted(model.objects.filter(superseded_by=None).values_list(*columns), key=str)
        for model, columns in names.items()
    ]


def carried() -> list[tuple[object, ...]]:
    """What households and people carry of today."""
    of_homes = Household.objects.values_list("code", "area_id", "is_living", "head_name", "members")
    of_people = Person.objects.values_list("pk", "full_name", "household_id", "is_living", "relationship")
    return [*of_homes.order_by("pk"), *of_people.order_by("pk")]


def test_a_household_has_a_code_for_ever_and_carries_its_head_and_number(
    family: Household, country: Country
) -> None:
    assert family.code.startswith("east-000001-")
    assert (family.head_name, family.members, family.is_living) == ("Mẫu Văn Cha", 3, True)
    assert family.area_id == country.east_1.pk
    second = home(country.east_2, "Thử Văn Một")
    assert second.code.startswith("east-000002-")


def test_people_are_found_by_the_plain_form_and_sorted_by_the_given_name(family: Household) -> None:
    assert person("Mẫu Thị Con").name_key == "mau thi con"
    assert list(Person.objects.order_by("sort_key").values_list("full_name", flat=True)) == [
        "Mẫu Văn Cha",
        "Mẫu Thị Con",
        "Mẫu Văn Út",
    ]


def test_a_birth_and_a_death_change_who_belongs_from_their_day_on(family: Household) -> None:
    born = record_birth(family, said("grandchild", "Mẫu Văn Bé"), about(LATER), WHO)
    assert (born.birth_date, born.birth_precision, born.household_id) == (LATER, "day", family.pk)
    record_death(person("Mẫu Văn Út"), about(LATER), WHO)
    assert set(members_on(family, EVE)) == {"Mẫu Văn Cha", "Mẫu Thị Con", "Mẫu Văn Út"}
    assert set(members_on(family, LATER)) == {"Mẫu Văn Cha", "Mẫu Thị Con", "Mẫu Văn Bé"}
    dead = person("Mẫu Văn Út")
    assert (dead.is_living, dead.household_id) == (False, family.pk)


def test_a_head_does_not_leave_a_household_without_one(family: Household) -> None:
    with pytest.raises(RegisterError, match="đổi chủ hộ trước"):
        record_death(person("Mẫu Văn Cha"), about(LATER), WHO)
    child = person("Mẫu Thị Con")
    youngest = person("Mẫu Văn Út")
    change_head(family, child, {youngest.pk: "sibling"}, about(LATER), WHO)
    assert members_on(family, LATER) == {"Mẫu Văn Cha": "", "Mẫu Thị Con": "head", "Mẫu Văn Út": "sibling"}
    assert members_on(family, EVE)["Mẫu Văn Cha"] == "head"
    record_death(person("Mẫu Văn Cha"), about(LATER + timedelta(days=1)), WHO)
    family.refresh_from_db()
    assert (family.head_name, family.members) == ("Mẫu Thị Con", 2)


def test_the_last_of_a_household_leaves_and_the_household_with_them(country: Country) -> None:
    alone = home(country.east_1, "Thử Một Mình")
    record_departure(person("Thử Một Mình"), about(LATER), WHO)
    alone.refresh_from_db()
    assert (alone.is_living, alone.members) == (False, 0)
    with pytest.raises(RegisterError, match="không còn trong sổ"):
        record_birth(alone, said("child", "Thử Văn Bé"), about(LATER), WHO)


def test_a_household_moves_and_its_past_stays_where_it_was(family: Household, country: Country) -> None:
    move_household(family, country.west_1.pk, about(LATER), WHO, address="số 5")
    family.refresh_from_db()
    assert family.area_id == country.west_1.pk
    assert person("Mẫu Thị Con").area_id == country.west_1.pk
    was = Residence.objects.get(household=family, superseded_by=None, valid__contains=EVE)
    assert was.area_id == country.east_1.pk
    assert family.code.startswith("east-")


def test_a_split_makes_a_household_of_those_who_leave(family: Household, country: Country) -> None:
    child, youngest = person("Mẫu Thị Con"), person("Mẫu Văn Út")
    people = {child.pk: "head", youngest.pk: "sibling"}
    new = split_household(family, people, about(LATER), WHO, area_id=country.east_2.pk)
    assert members_on(new, LATER) == {"Mẫu Thị Con": "head", "Mẫu Văn Út": "sibling"}
    assert members_on(new, EVE) == {}
    assert set(members_on(family, LATER)) == {"Mẫu Văn Cha"}
    assert (new.members, new.head_name) == (2, "Mẫu Thị Con")


def test_a_merger_takes_all_and_needs_a_word_for_each(family: Household, country: Country) -> None:
    other = home(country.east_2, "Thử Văn Hai", "Thử Thị Ba")
    numbers = {name: person(name).pk for name in ("Thử Văn Hai", "Thử Thị Ba")}
    with pytest.raises(RegisterError, match="Thử Thị Ba"):
        merge_households(other, family, {numbers["Thử Văn Hai"]: "sibling"}, about(LATER), WHO)
    words = dict.fromkeys(numbers.values(), "other_relative")
    merge_households(other, family, words, about(LATER), WHO)
    other.refresh_from_db()
    family.refresh_from_db()
    assert (other.is_living, family.members) == (False, 5)
    assert len(members_on(other, EVE)) == 2


def test_who_marries_belongs_to_the_other_household(family: Household, country: Country) -> None:
    other = home(country.east_2, "Thử Văn Hai")
    move_person(person("Mẫu Thị Con"), other, "spouse", about(LATER), WHO)
    assert set(members_on(family, LATER)) == {"Mẫu Văn Cha", "Mẫu Văn Út"}
    assert members_on(other, LATER)["Mẫu Thị Con"] == "spouse"
    assert person("Mẫu Thị Con").household_id == other.pk


def test_a_correction_is_of_always_or_from_a_day_and_the_former_word_is_kept(family: Household) -> None:
    child = person("Mẫu Thị Con")
    fixed = {"full_name": "Mẫu Thị Còn", "birth_date": date(1980, 1, 1), "birth_precision": "year"}
    correct_person(child, fixed, about(LATER), WHO)
    correct_person(child, {"phone": "không có"}, about(LATER), WHO, since=LATER)
    child.refresh_from_db()
    assert (child.full_name, child.name_key) == ("Mẫu Thị Còn", "mau thi con")
    rows = Particulars.objects.filter(person=child, superseded_by=None).order_by("valid")
    assert [(row.phone, row.valid.lower, row.valid.upper) for row in rows] == [
        ("", None, LATER),
        ("không có", LATER, None),
    ]
    first = Particulars.objects.filter(person=child).order_by("pk").first()
    assert first is not None and first.full_name == "Mẫu Thị Con"


def test_every_deed_is_undone_to_what_was_and_both_are_told(family: Household, country: Country) -> None:
    other = home(country.east_2, "Thử Văn Hai", "Thử Thị Ba")
    child, youngest = person("Mẫu Thị Con"), person("Mẫu Văn Út")
    third, second = person("Thử Thị Ba"), person("Thử Văn Hai")
    deeds = [
        lambda: record_birth(family, said("grandchild", "Mẫu Văn Bé"), about(LATER), WHO),
        lambda: record_death(youngest, about(LATER), WHO),
        lambda: change_head(family, child, {}, about(LATER), WHO),
        lambda: move_household(family, country.west_1.pk, about(LATER), WHO),
        lambda: split_household(family, {child.pk: "head"}, about(LATER), WHO),
        lambda: merge_households(other, family, {third.pk: "child", second.pk: "sibling"}, about(LATER), WHO),
        lambda: move_person(child, other, "spouse", about(LATER), WHO),
        lambda: correct_person(child, {"sex": "female"}, about(LATER), WHO, since=LATER),
        lambda: end_household(other, about(LATER), WHO),
    ]
    for deed in deeds:
        before, carried_before = everything(), carried()
        deed()
        event = Event.objects.order_by("-pk")[0]
        assert everything() != before
        undo_event(event, about(LATER, "nhầm"), WHO)
        assert everything() == before
        assert [row for row in carried() if row in carried_before] == carried_before
        with pytest.raises(RegisterError, match="đã được hoàn tác"):
            undo_event(event, about(LATER, "nhầm"), WHO)
    assert AuditLine.objects.filter(verb="households.undoing").count() == len(deeds)


def test_a_deed_on_which_a_later_one_rests_is_undone_after_it(family: Household) -> None:
    child = person("Mẫu Thị Con")
    change_head(family, child, {}, about(LATER), WHO)
    first = Event.objects.order_by("-pk")[0]
    second = record_death(person("Mẫu Văn Cha"), about(LATER + timedelta(days=5)), WHO)
    with pytest.raises(RegisterError, match=r"chết ngày 06/03/2026"):
        undo_event(first, about(LATER, "nhầm"), WHO)
    undo_event(second, about(LATER, "nhầm"), WHO)
    undo_event(first, about(LATER, "nhầm"), WHO)
    assert members_on(family, LATER)["Mẫu Văn Cha"] == "head"


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ([], "chưa có người nào"),
        ([said("child", "Mẫu Thị Con")], "0 chủ hộ"),
        ([said("head", "Mẫu Một"), said("head", "Mẫu Hai")], "2 chủ hộ"),
        ([said("head", "")], "chưa ghi tên"),
        ([said("head", "Mẫu 1")], "có chữ số"),
        ([said("head", "Mẫu", sex="nam")], "không có lựa chọn «nam»"),
        ([said("head", "Mẫu", birth_date=date(2030, 1, 1), birth_precision="day")], "sau ngày ghi"),
        ([said("head", "Mẫu", birth_date=date(1980, 1, 1))], "chưa rõ biết đủ ngày"),
        ([said("head", "Mẫu", personal_number="12345678901")], "mất số 0"),
        ([said("head", "Mẫu"), said("chị gái", "Mẫu Chị")], "Quan hệ với chủ hộ"),
    ],
)
def test_what_cannot_be_is_refused_with_who_why_and_what_to_do(
    country: Country, members: list[object], told: str
) -> None:
    with pytest.raises(RegisterError, match=told):
        record_household(country.east_1.pk, members, about(), WHO)  # type: ignore[arg-type]
    assert not Household.objects.exists()
    assert not Event.objects.exists()


def test_what_did_not_happen_yet_and_a_place_above_communes_are_refused(country: Country) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(RegisterError, match="chưa tới"):
        home(country.east_1, "Mẫu Một", day=tomorrow)
    with pytest.raises(RegisterError, match="không phải xã"):
        home(country.province, "Mẫu Một")
    assert not Event.objects.exists()


def test_before_a_household_came_nothing_happens_to_it(family: Household, country: Country) -> None:
    with pytest.raises(RegisterError, match=r"đã ghi việc từ ngày 01/08/2025"):
        record_death(person("Mẫu Văn Út"), about(START - timedelta(days=30)), WHO)
    record_death(person("Mẫu Văn Út"), about(LATER), WHO)
    with pytest.raises(RegisterError, match="không thuộc hộ nào"):
        record_departure(person("Mẫu Văn Út"), about(LATER), WHO)
    with pytest.raises(RegisterError, match=r"đã ghi việc từ ngày 01/08/2025"):
        move_household(family, country.east_2.pk, about(START - timedelta(days=30)), WHO)
