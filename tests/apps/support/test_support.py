"""Help given to households: who they were on the day, the guard against helping a need twice, who sees it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from tests.apps.households.made import START, WHO, about, home, person
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.households.actions import (
    Decision,
    Recognised,
    add_need,
    move_household,
    recognise_household,
)
from giamngheo.apps.households.models import Household
from giamngheo.apps.support.actions import SupportError, give, refused, take_back
from giamngheo.apps.support.counts import ALL_NEEDS, Lacking, lack_counts, year_counts
from giamngheo.apps.support.examining import Help
from giamngheo.apps.support.models import Support
from giamngheo.apps.support.queries import lacking, support_of, unmet
from giamngheo.apps.support.states import Form, Source
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db
MARCH, POOR_SINCE = date(2026, 3, 1), date(2025, 12, 10)


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def family(country: Country) -> Household:
    return home(country.east_1, "Mẫu Văn Cha", "Mẫu Thị Con")


def house(one: Household, **more: object) -> Help:
    said = Help(one.pk, "housing", Form.MONEY, "Sửa mái nhà", MARCH, Source.PROGRAMME, value=30_000_000)
    return replace(said, **more)  # type: ignore[arg-type]


def poor(one: Household, day: date = POOR_SINCE, name: str = "poor") -> None:
    decision = Decision("12/QĐ-UBND", day, "Chủ tịch UBND xã Đông", day.year + 1)
    recognise_household(one, Recognised(one.pk, name), decision, about(day), WHO)


def test_help_keeps_what_the_household_was_and_where_it_lived_on_the_day(
    country: Country, family: Household
) -> None:
    poor(family)
    move_household(family, country.west_1.pk, about(date(2026, 4, 1)), WHO)
    poor(family, date(2026, 5, 1), "not_poor")
    before, after = give([house(family), house(family, need="water", given_on=date(2026, 6, 1))], WHO)
    assert (before.area_id, before.class_on_day) == (country.east_1.pk, "poor")
    assert (after.area_id, after.class_on_day) == (country.west_1.pk, "not_poor")
    assert (before.newly_escaped_on_day, after.newly_escaped_on_day) == (False, True)
    assert AuditLine.objects.filter(verb="support.give").count() == 2


def test_who_was_never_decided_on_is_helped_as_of_no_class(family: Household) -> None:
    (row,) = give([house(family)], WHO)
    assert (row.class_on_day, row.newly_escaped_on_day) == ("", False)


def test_a_need_is_not_met_twice_in_a_year_unless_somebody_says_why(family: Household) -> None:
    give([house(family)], WHO, occasion="activity:1")
    again = house(family, given_on=date(2026, 9, 1), source=Source.FUND)
    with pytest.raises(SupportError, match=r"đã được hỗ trợ «Nhà ở.*» ngày 01/03/2026.*Cách xử lý"):
        give([again], WHO, occasion="case:1")
    assert refused([again, house(family, need="water")], "case:1").keys() == {0}
    give([replace(again, again_because="Bão số 5 làm tốc mái lần nữa")], WHO, occasion="case:1")
    give([house(family, given_on=date(2025, 12, 31))], WHO)
    assert support_of(family).count() == 3


def test_help_of_december_and_of_january_after_meets_a_need_twice(family: Household) -> None:
    give([house(family, given_on=date(2025, 12, 20))], WHO, occasion="case:1")
    assert refused([house(family, given_on=date(2026, 1, 15))], "case:2")
    assert not refused([house(family, given_on=date(2026, 1, 15))], "case:1")
    assert not refused([house(family, given_on=date(2026, 3, 1))], "case:2")
    give([house(family, given_on=date(2026, 3, 1))], WHO)
    assert refused([house(family, given_on=date(2026, 2, 20))]), "looked at from both sides"


def test_things_of_one_occasion_meet_a_need_together(family: Household) -> None:
    lines = [house(family, what="Tôn"), house(family, what="Xi măng")]
    give(lines, WHO, occasion="activity:1")
    give(lines[:1], WHO, occasion="activity:1")
    assert support_of(family).count() == 3


def test_two_people_are_helped_each_and_a_household_as_a_whole_is_all_of_them(family: Household) -> None:
    father, child = person("Mẫu Văn Cha").pk, person("Mẫu Thị Con").pk
    trained = house(family, need="vocational_training", form=Form.SERVICE, value=None)
    give([replace(trained, person_id=father)], WHO, occasion="class:1")
    assert not refused([replace(trained, person_id=child)], "class:2")
    assert refused([replace(trained, person_id=father)], "class:2")
    assert refused([trained], "class:2")


def test_other_needs_and_what_was_taken_back_hinder_nobody(family: Household) -> None:
    give([house(family, need="other")], WHO)
    assert not refused([house(family, need="other")])
    (row,) = give([house(family)], WHO)
    assert refused([house(family)])
    take_back([row], "ghi nhầm hộ", WHO)
    assert not refused([house(family)])
    with pytest.raises(SupportError, match="đã được rút lại"):
        take_back([row], "lần nữa", WHO)
    with pytest.raises(SupportError, match="Chưa ghi lý do"):
        take_back(give([house(family)], WHO), " ", WHO)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"given_on": timezone.localdate() + timedelta(days=1)}, "chưa tới"),
        ({"given_on": START - timedelta(days=1)}, "không có trong sổ hộ"),
        ({"household_id": 2**40}, "không có trong sổ hộ"),
        ({"person_id": 2**40}, "không thuộc hộ"),
        ({"need": "gold"}, "chưa chọn nhu cầu"),
        ({"what": ""}, "chưa ghi hỗ trợ gì"),
        ({"what": "x" * 301}, "quá 300 chữ"),
        ({"quantity": Decimal(3)}, "đơn vị tính"),
        ({"quantity": Decimal(0), "unit": "con"}, "lớn hơn 0"),
        ({"value": -1}, "không âm"),
        ({"value": 10**12}, "không hợp lý"),
        ({"value": None}, "chưa ghi số tiền"),
    ],
)
def test_what_cannot_be_is_refused_with_the_remedy_and_the_good_rows_are_told_apart(
    family: Household, more: dict[str, object], sentence: str
) -> None:
    wrong = refused([house(family, need="water"), house(family, **more)])
    assert wrong.keys() == {1}
    assert sentence in wrong[1]
    assert "Cách xử lý" in wrong[1]
    with pytest.raises(SupportError) as refusal:
        give([house(family, need="water"), house(family, **more)], WHO)
    assert refusal.value.by_line.keys() == {1}
    assert not Support.objects.exists()


def test_a_hundred_lines_cost_as_many_questions_as_one(
    country: Country, django_assert_max_num_queries: object
) -> None:
    homes = [home(country.east_1, f"Mẫu Văn {word}") for word in ("Một", "Hai", "Ba", "Bốn", "Năm")]
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        give([house(one, need=need) for one in homes for need in ("housing", "water", "toilet")], WHO)


def test_help_is_seen_where_the_household_lived_then_and_where_it_lives_now(
    country: Country, family: Household
) -> None:
    (row,) = give([house(family)], WHO)

    def seen(user: User) -> int:
        with acting(user.pk, TODAY):
            return Support.objects.count()

    east, west = make_person(("officer", country.east)), make_person(("officer", country.west))
    head = make_person(("village_head", country.east_2))
    assert (seen(east), seen(west), seen(head), seen(make_person())) == (1, 0, 0, 0)
    move_household(family, country.west_1.pk, about(date(2026, 4, 1)), WHO)
    assert (seen(east), seen(west)) == (1, 1)
    with acting(west.pk, TODAY), pytest.raises(SupportError):
        take_back([row], "của xã khác ghi", WHO)
    with acting(west.pk, TODAY), pytest.raises((ProgrammingError, SupportError)), transaction.atomic():
        give([house(family, need="water")], WHO)
    assert Support.objects.count() == 1


def test_what_was_written_down_is_not_rewritten_nor_deleted(family: Household) -> None:
    (row,) = give([house(family)], WHO)
    with pytest.raises(DatabaseError, match="not rewritten"), transaction.atomic():
        Support.objects.filter(pk=row.pk).update(value=1)
    with pytest.raises(DatabaseError, match="not rewritten"), transaction.atomic():
        row.delete()
    take_back([row], "nhầm", WHO)
    with pytest.raises(DatabaseError, match="not rewritten"), transaction.atomic():
        Support.objects.filter(pk=row.pk).update(taken_back_because="khác")


def test_needs_that_nobody_met_are_told_until_help_comes(country: Country, family: Household) -> None:
    other = home(country.west_1, "Mẫu Văn Láng")
    for one in (family, other):
        add_need(one, "housing", "", about(), WHO)
    officer = make_person(("officer", country.east))
    mine = reached(officer.pk, Permission.SEE_HOUSEHOLDS, TODAY, "household__area_id")
    assert [one.household_id for one in unmet(mine, 2026, TODAY)] == [family.pk]
    assert not unmet(mine, 2026, TODAY, "water").exists()
    give([house(family)], WHO)
    assert not unmet(mine, 2026, TODAY).exists()
    assert unmet(mine, 2025, TODAY).exists()


def test_help_and_needs_are_counted_by_need_and_by_unit_below(country: Country, family: Household) -> None:
    other, moved = home(country.west_1, "Mẫu Văn Láng"), home(country.east_2, "Mẫu Văn Dời")
    for one, need in ((family, "housing"), (family, "water"), (other, "water")):
        add_need(one, need, "", about(), WHO)
    give([house(family), house(moved), house(moved, need="credit", form=Form.LOAN, value=5_000_000)], WHO)
    move_household(moved, country.west_1.pk, about(date(2026, 4, 1)), WHO)
    again = house(moved, what="Thêm", given_on=date(2026, 5, 1), again_because="bão")
    give([again], WHO)
    (gone,) = give([house(other)], WHO)
    take_back([gone], "nhầm", WHO)
    below = [country.east.pk, country.west.pk]
    told = year_counts(None, below, "2026", TODAY)
    assert told["needs"]["housing"] == {"households": 2, "times": 3, "value": 90_000_000, "waiting": 0}
    assert told["needs"]["credit"] == {"households": 1, "times": 1, "value": 5_000_000, "waiting": 0}
    assert told["needs"]["water"] == {"households": 0, "times": 0, "value": 0, "waiting": 2}
    east, west = (told["units"][str(one)] for one in below)
    assert (east["housing"]["households"], west["housing"]["households"]) == (2, 1)
    assert (east[ALL_NEEDS]["households"], east[ALL_NEEDS]["times"], east[ALL_NEEDS]["waiting"]) == (2, 3, 1)
    assert (west[ALL_NEEDS]["households"], west[ALL_NEEDS]["times"], west[ALL_NEEDS]["waiting"]) == (1, 1, 1)
    assert year_counts(None, below, "2025", TODAY)["needs"]["housing"]["waiting"] == 1
    only_west = year_counts([country.west.pk, country.west_1.pk], (), "2026", TODAY)
    assert set(only_west["needs"]) == {"housing", "water"}
    assert only_west["units"] == {}
    assert year_counts([], (), "2026", TODAY) == {"needs": {}, "units": {}}


def test_a_lacking_service_waits_until_one_of_its_remedies_is_given(
    country: Country, family: Household
) -> None:
    other, rich = home(country.west_1, "Mẫu Văn Láng"), home(country.east_2, "Mẫu Văn Khá")
    decision = Decision("12/QĐ-UBND", POOR_SINCE, "Chủ tịch UBND xã Đông", 2026)
    for one, name in ((family, "poor"), (other, "near_poor"), (rich, "not_poor")):
        said = Recognised(one.pk, name, deprivations=("water", "housing_quality"))
        recognise_household(one, said, decision, about(POOR_SINCE), WHO)
    east = [country.east_1.pk, country.east_2.pk]

    def counted(areas: list[int] | None, year: str = "2026") -> dict[str, Lacking]:
        return lack_counts(areas, (), year, TODAY)["lacks"]

    def lacks(households: int, helped: int = 0) -> Lacking:
        return Lacking(households=households, helped=helped, waiting=households - helped)

    waits = {"water": lacks(1), "housing_quality": lacks(1)}
    assert counted(east) == waits
    assert counted(None) == {name: lacks(2) for name in waits}
    assert counted([]) == {}
    below = lack_counts(None, [country.east.pk, country.far.pk], "2026", TODAY)["units"]
    assert below == {str(country.east.pk): waits}
    (row,) = give([house(family, need="credit", form=Form.LOAN)], WHO)  # pays for a well
    assert counted(east) == waits | {"water": lacks(1, 1)}
    assert counted(east, "2025") == waits
    here = Q(area_id__in=east)
    assert list(lacking(here, 2026, TODAY, "water")) == []
    assert list(lacking(here, 2026, TODAY, "housing_quality")) == [family]
    assert list(lacking(Q(), 2026, TODAY, "water")) == [other]
    take_back([row], "không vay nữa", WHO)
    assert list(lacking(here, 2026, TODAY, "water")) == [family]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_give_at_once_the_second_sees_the_first() -> None:
    family = home(make_country().east_1, "Mẫu Văn Cha")
    ready, refusals = Barrier(2), []

    def giving(occasion: str) -> None:
        try:
            ready.wait(10)
            give([house(family)], WHO, occasion=occasion)
        except SupportError as error:
            refusals.append(str(error))
        finally:
            connection.close()

    both = [Thread(target=giving, args=(f"case:{one}",)) for one in (1, 2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(refusals) == 1
    assert Support.objects.count() == 1
