"""Targets given to units below: summed, read there once issued, taken over; split over years."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from tests.apps.households.made import home
from tests.apps.programmes.made import OFFICER, fall_of, issued, plan_of, unit_of, with_target
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.households.queries import households_in
from giamngheo.apps.programmes.actions import PlanError, give_shares, make_from, take_over
from giamngheo.apps.programmes.models import PlanTarget, UnitPlan
from giamngheo.apps.programmes.queries import given_to, targets_of
from giamngheo.apps.programmes.sums import Asked, agreement_of, households_meant, sum_given
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.areas.queries import children_of
from giamngheo.law.results.cascade import Sum

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def summed(country: Country, target: PlanTarget, given: Mapping[int, object]) -> Sum:
    units = children_of(country.east.pk, TODAY)
    numbers = {area: None if one is None else Decimal(str(one)) for area, one in given.items()}
    households = households_in([one.area_id for one in units], TODAY)
    return sum_given(Asked(target, 2026, target.value), numbers, units, households)


def test_counts_are_added_and_rates_weighed_by_the_households_of_the_register(country: Country) -> None:
    one, two = country.east_1.pk, country.east_2.pk
    plan = plan_of(country.east, 2026)
    fall = fall_of(plan, 5)
    assert "thiếu 1" in summed(country, fall, {one: 3, two: 1}).sentence
    assert summed(country, fall, {one: 3, two: 2}).holds is True
    assert summed(country, fall, {one: 3}).holds is None
    models = with_target(plan, "2 mô hình", "level", 2, unit="mô hình")
    assert (
        summed(country, models, {one: 1, two: 2}).sentence
        == "Cộng 2 đơn vị: 3 mô hình, kế hoạch ghi 2 mô hình: thừa 1 mô hình."
    )
    rate = with_target(
        plan,
        "Tỷ lệ hộ nghèo dưới 10%",
        "below",
        10,
        unit="%",
        framework="programme_2021_2025",
        indicator="poor_rate",
    )
    assert "Chưa biết số hộ" in summed(country, rate, {one: 5, two: 20}).sentence
    for name in ("An", "Bình", "Chi"):
        home(country.east_1, f"Mẫu Văn {name}")
    home(country.east_2, "Mẫu Văn Hai")
    told = summed(country, rate, {one: 5, two: 20})
    assert (told.holds, "8,75" in told.sentence) == (True, True)
    assert households_meant(rate, Decimal(50), 4) == "ứng với 2/4 hộ"


def test_a_rate_and_a_count_of_one_plan_are_held_against_the_register(country: Country) -> None:
    plan = plan_of(country.east, 2026)
    fall_of(plan, 71)
    told = {"framework": "programme_2021_2025", "indicator": "poor_rate", "unit": "%"}
    with_target(plan, "giảm 0,15%", "change_points", "0.15", **told)
    assert [one.holds for one in agreement_of(targets_of(plan), 47_333)] == [True]
    assert [one.holds for one in agreement_of(targets_of(plan), 400)] == [False]


def given_plan(country: Country) -> tuple[UnitPlan, PlanTarget]:
    plan = plan_of(country.east, 2026)
    target = fall_of(plan, 5)
    give_shares(target, 2026, {country.east_1.pk: Decimal(3), country.east_2.pk: Decimal(1)}, OFFICER)
    give_shares(target, 2026, {country.east_1.pk: Decimal(3), country.east_2.pk: Decimal(2)}, OFFICER)
    return plan, target


def test_what_is_given_is_seen_below_once_issued_and_taken_over(country: Country) -> None:
    plan, target = given_plan(country)
    head = make_person(("village_head", country.east_1))
    with acting(head.pk, TODAY):
        assert given_to(country.east_1.pk, range(2026, 2027), TODAY) == []
    plan = issued(plan)
    with pytest.raises(PlanError, match="bước khác"):
        give_shares(target, 2026, {}, OFFICER)
    with acting(head.pk, TODAY):
        (share,) = given_to(country.east_1.pk, range(2026, 2027), TODAY)
        assert (share.value, share.target.wording) == (3, "Giảm 5 hộ nghèo")
    village = plan_of(country.east_1, 2026)
    assert (take_over(village, OFFICER), take_over(village, OFFICER)) == (1, 0)
    (own,) = targets_of(village)
    assert (own.value, own.given, own.indicator) == (3, share, "poor_households")
    assert own.wording == "Giảm 3 hộ nghèo"


def test_a_plan_made_from_the_one_above_has_its_structure_and_the_shares(country: Country) -> None:
    plan, _ = given_plan(country)
    with_target(plan, "90% hộ dùng nước sạch", "level", 90)
    made = make_from(issued(plan), unit_of(country.east_2), 2026, 2026, OFFICER)
    assert plan_of(country.east_1, 2026).parent_id == made.parent_id
    assert (made.parent_id, made.parent_number, made.issuer) == (plan.pk, "12/KH-UBND", "Thôn Đông Hai")
    fall, water = targets_of(made)
    assert (fall.value, fall.is_carried, fall.given is None) == (2, False, False)
    assert (water.value, water.is_carried) == (None, True)


def test_a_plan_of_several_years_is_split_by_year_and_a_year_is_made_from_it(country: Country) -> None:
    plan = plan_of(country.east, 2024, 2026)
    target = with_target(plan, "Còn 10 hộ nghèo", "level", 10, unit="hộ")
    for year, value in ((2024, 30), (2025, 20), (2026, 10)):
        give_shares(target, year, {country.east.pk: Decimal(value)}, OFFICER)
    with pytest.raises(PlanError, match="giai đoạn 2024–2026"):
        give_shares(target, 2027, {}, OFFICER)
    made = make_from(issued(plan), unit_of(country.east), 2025, 2025, OFFICER)
    assert [(one.value, one.given_id) for one in targets_of(made)] == [(20, None)]
    assert (
        made.title
        == "Thực hiện Chương trình mục tiêu quốc gia giảm nghèo bền vững năm 2025 trên địa bàn xã Đông"
    )
