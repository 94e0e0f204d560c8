"""Who comes, comes back, marries or is put right, and who in the register may be the same person."""

from datetime import date, timedelta

import pytest
from tests.apps.households.made import START, WHO, about, home, members_on, person, said
from tests.factories.places import Country, make_country

from giamngheo.apps.households.actions import (
    MemberSaid,
    RegisterError,
    correct_person,
    merge_households,
    move_person,
    record_arrival,
    record_birth,
    record_death,
    record_departure,
    record_household,
    record_marriage,
    undo_event,
)
from giamngheo.apps.households.history import history_of, people_in, sources_of, whole_history_of_person
from giamngheo.apps.households.models import Event, FormerNumber, Household, Person

pytestmark = pytest.mark.django_db

LATER = date(2026, 3, 1)
EVE = LATER - timedelta(days=1)
NUMBER, OLD = "999180000001", "999000001"


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def family(country: Country) -> Household:
    return home(country.east_1, "Mẫu Văn Cha", "Mẫu Thị Con", "Mẫu Văn Út")


@pytest.fixture
def other(country: Country) -> Household:
    return home(country.east_2, "Thử Văn Hai", "Thử Thị Ba")


def take_back() -> None:
    undo_event(Event.objects.order_by("-pk")[0], about(LATER, "nhầm"), WHO)


def test_who_comes_is_a_member_since_that_day_with_their_old_number(family: Household) -> None:
    told = MemberSaid("parent", {"full_name": "Mẫu Thị Bà", "sex": "female"}, former_number=OLD)
    came = record_arrival(family, told, about(LATER), WHO)
    assert members_on(family, LATER)["Mẫu Thị Bà"] == "parent"
    assert "Mẫu Thị Bà" not in members_on(family, EVE)
    assert FormerNumber.objects.get(person=came).number == OLD
    with pytest.raises(RegisterError, match="9 chữ số"):
        record_arrival(
            family, MemberSaid("child", {"full_name": "Mẫu"}, former_number="12"), about(LATER), WHO
        )


def test_a_new_household_takes_people_of_the_register_with_it_and_children_since_their_birth(
    family: Household, country: Country
) -> None:
    born = {"full_name": "Mẫu Văn Bé", "birth_date": date(2024, 5, 1), "birth_precision": "day"}
    members = [
        MemberSaid("head", person=person("Mẫu Thị Con")),
        MemberSaid("spouse", {"full_name": "Thử Văn Rể"}),
        MemberSaid("child", born),
    ]
    since = date(2020, 1, 1)
    new = record_household(country.east_2.pk, members, about(LATER), WHO, since=since)
    assert members_on(new, LATER) == {"Mẫu Thị Con": "head", "Thử Văn Rể": "spouse", "Mẫu Văn Bé": "child"}
    assert members_on(new, date(2024, 6, 1)) == {"Thử Văn Rể": "spouse", "Mẫu Văn Bé": "child"}
    assert members_on(new, date(2024, 4, 1)) == {"Thử Văn Rể": "spouse"}
    assert "Mẫu Thị Con" not in members_on(family, LATER)
    take_back()
    assert "Mẫu Thị Con" in members_on(family, LATER)
    new.refresh_from_db()
    assert not new.is_living
    with pytest.raises(RegisterError, match="sau ngày ghi sổ"):
        record_household(country.east_2.pk, members, about(since), WHO, since=LATER)
    with pytest.raises(RegisterError, match="hộ còn người khác"):
        head = [MemberSaid("head", person=person("Mẫu Văn Cha"))]
        record_household(country.east_2.pk, head, about(LATER), WHO)


def test_a_head_does_not_move_away_from_others(family: Household, other: Household) -> None:
    with pytest.raises(RegisterError, match="hộ còn người khác"):
        move_person(person("Mẫu Văn Cha"), other, "parent", about(LATER), WHO)
    with pytest.raises(RegisterError, match="đã thuộc hộ"):
        move_person(person("Thử Thị Ba"), other, "parent", about(LATER), WHO)


def test_who_left_comes_back_and_who_died_does_not(family: Household, other: Household) -> None:
    youngest = person("Mẫu Văn Út")
    record_departure(youngest, about(LATER), WHO)
    with pytest.raises(RegisterError, match=r"rời hộ ngày 01/03/2026, sau ngày 28/02/2026"):
        move_person(youngest, other, "child", about(EVE), WHO)
    back = LATER + timedelta(days=30)
    move_person(youngest, family, "child", about(back), WHO)
    assert "Mẫu Văn Út" not in members_on(family, back - timedelta(days=1))
    assert "Mẫu Văn Út" in members_on(family, back)
    record_death(person("Mẫu Thị Con"), about(LATER), WHO)
    for day in (EVE, back):
        with pytest.raises(RegisterError, match="Sổ đã ghi Mẫu Thị Con chết"):
            move_person(person("Mẫu Thị Con"), other, "child", about(day), WHO)


def test_who_came_later_keeps_a_head_and_a_home(family: Household, other: Household) -> None:
    came = LATER + timedelta(days=9)
    for name in ("Mẫu Thị Con", "Mẫu Văn Út"):
        record_departure(person(name), about(EVE), WHO)
    record_arrival(family, said("grandchild", "Mẫu Văn Cháu"), about(came), WHO)
    with pytest.raises(RegisterError, match="hộ còn người khác"):
        record_death(person("Mẫu Văn Cha"), about(LATER), WHO)
    words = dict.fromkeys(Person.objects.values_list("pk", flat=True), "other_relative")
    with pytest.raises(RegisterError, match=r"từ ngày 10/03/2026"):
        merge_households(family, other, words, about(LATER), WHO)
    entry = Event.objects.get(pk=family.recorded_by_id)
    with pytest.raises(RegisterError, match="Sau việc"):
        undo_event(entry, about(came, "nhầm"), WHO)
    entry = Event.objects.get(pk=other.recorded_by_id)
    record_birth(other, said("child", "Thử Văn Bé"), about(came), WHO)
    with pytest.raises(RegisterError, match="không còn trong sổ mà Thử Văn Bé vẫn thuộc hộ"):
        undo_event(entry, about(came, "nhầm"), WHO)


def test_nobody_comes_back_into_a_household_whose_head_died_since(other: Household) -> None:
    first = record_death(person("Thử Thị Ba"), about(LATER), WHO)
    second = record_death(person("Thử Văn Hai"), about(LATER + timedelta(days=1)), WHO)
    with pytest.raises(RegisterError, match="không có chủ hộ mà Thử Thị Ba vẫn thuộc hộ"):
        undo_event(first, about(LATER, "nhầm"), WHO)
    undo_event(second, about(LATER, "nhầm"), WHO)
    undo_event(first, about(LATER, "nhầm"), WHO)
    assert set(members_on(other, LATER)) == {"Thử Văn Hai", "Thử Thị Ba"}


def test_who_marries_moves_to_the_other_household_and_both_histories_tell_it(
    family: Household, other: Household
) -> None:
    bride, groom = person("Mẫu Thị Con"), person("Thử Văn Hai")
    record_marriage(bride, groom, about(LATER), WHO, moves=bride, to=other, relationship="spouse")
    assert members_on(other, LATER)["Mẫu Thị Con"] == "spouse"
    assert "Mẫu Thị Con" not in members_on(family, LATER)
    for one in (bride, groom):
        assert whole_history_of_person(one).events[0].kind == "marriage"
    for one in (family, other):
        assert history_of(one)[0].kind == "marriage"
    assert {source.event.kind for source in sources_of(groom, LATER).values()} == {"entry"}
    take_back()
    assert "Mẫu Thị Con" in members_on(family, LATER)
    assert "Mẫu Thị Con" not in members_on(other, LATER)


def test_a_spouse_comes_new_or_the_register_has_them_not(family: Household) -> None:
    child = person("Mẫu Thị Con")
    record_marriage(child, said("child_in_law", "Thử Văn Rể"), about(LATER), WHO)
    assert members_on(family, LATER)["Thử Văn Rể"] == "child_in_law"
    take_back()
    assert set(members_on(family, LATER)) == {"Mẫu Văn Cha", "Mẫu Thị Con", "Mẫu Văn Út"}
    before = members_on(family, LATER)
    record_marriage(child, None, about(LATER), WHO)
    assert (members_on(family, LATER), history_of(family)[0].kind) == (before, "marriage")
    take_back()
    record_marriage(child, None, about(LATER), WHO, moves=child)
    assert "Mẫu Thị Con" not in members_on(family, LATER)
    child.refresh_from_db()
    assert not child.is_living


def test_a_marriage_that_cannot_be_is_refused(family: Household, other: Household) -> None:
    father, child = person("Mẫu Văn Cha"), person("Mẫu Thị Con")
    with pytest.raises(RegisterError, match="chính mình"):
        record_marriage(child, child, about(LATER), WHO)
    with pytest.raises(RegisterError, match="đã có chủ hộ"):
        record_marriage(child, None, about(LATER), WHO, moves=child, to=other, relationship="head")
    with pytest.raises(RegisterError, match="hộ còn người khác"):
        record_marriage(father, None, about(LATER), WHO, moves=father, to=other, relationship="spouse")
    with pytest.raises(RegisterError, match="không thuộc hộ nào"):
        record_marriage(child, None, about(START - timedelta(days=9)), WHO)
    with pytest.raises(RegisterError, match="có chữ số"):
        record_marriage(child, said("spouse", "Rể 2"), about(LATER), WHO)
    assert not Event.objects.filter(kind="marriage").exists()


def test_an_event_tells_of_whom_it_is(family: Household, other: Household) -> None:
    record_departure(person("Mẫu Văn Út"), about(LATER), WHO)
    record_marriage(person("Mẫu Thị Con"), person("Thử Thị Ba"), about(LATER), WHO)
    events = history_of(family)
    told = people_in(events)
    assert [told.get(event.pk) for event in events] == [["Mẫu Thị Con", "Thử Thị Ba"], ["Mẫu Văn Út"], None]


def test_a_former_number_and_a_relationship_are_put_right_and_taken_back(family: Household) -> None:
    child = person("Mẫu Thị Con")
    correct_person(child, {}, about(LATER), WHO, former_number=OLD, relationship="niece_nephew")
    assert members_on(family, START)["Mẫu Thị Con"] == "niece_nephew"
    assert history_of(family)[0].kind == "correction"
    correct_person(child, {}, about(LATER), WHO, former_number="999000002")
    standing = FormerNumber.objects.filter(person=child, superseded_by=None)
    assert standing.get().number == "999000002"
    correct_person(child, {}, about(LATER), WHO, former_number="")
    assert not standing.exists()
    take_back()
    assert standing.get().number == "999000002"
    correct_person(child, {}, about(LATER), WHO, since=LATER, relationship="grandchild")
    assert [members_on(family, day)["Mẫu Thị Con"] for day in (EVE, LATER)] == ["niece_nephew", "grandchild"]
    with pytest.raises(RegisterError, match="9 chữ số"):
        correct_person(child, {}, about(LATER), WHO, former_number="123")
    for one, word in ((child, "head"), (person("Mẫu Văn Cha"), "child")):
        with pytest.raises(RegisterError, match="không đổi bằng đính chính"):
            correct_person(one, {}, about(LATER), WHO, relationship=word)
