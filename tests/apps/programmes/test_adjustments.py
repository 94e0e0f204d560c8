"""What an issued plan gives below is adjusted by a decision of two people; the plan stays as it was."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from tests.apps.programmes.made import LEADER, OFFICER, fall_of, issued, plan_of
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.programmes.actions import (
    PlanError,
    adjust_shares,
    draw_adjustment,
    drop_adjustment,
    give_shares,
    put_adjustment_in_force,
    take_over,
)
from giamngheo.apps.programmes.models import PlanAdjustment, PlanShare, PlanTarget, UnitPlan
from giamngheo.apps.programmes.queries import given_to, shares_of, targets_of
from giamngheo.foundation.accounts.acting import acting

pytestmark = pytest.mark.django_db
DAY = date(2026, 8, 1)


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def plan(country: Country) -> UnitPlan:
    """An issued plan of the province that gives 60 of 100 households to Đông and 40 to Tây."""
    draft = plan_of(country.province, 2026)
    target = fall_of(draft, 100)
    give_shares(target, 2026, {country.east.pk: Decimal(60), country.west.pk: Decimal(40)}, OFFICER)
    return issued(draft)


def drawn(plan: UnitPlan, number: str = "20/QĐ-UBND") -> PlanAdjustment:
    return draw_adjustment(plan, number, DAY, "bão", OFFICER)


def held(plan: UnitPlan) -> list[Decimal | None]:
    return [one.value for one in shares_of(plan)]


def test_an_adjustment_holds_when_another_puts_it_in_force_and_the_plan_stays(
    country: Country, plan: UnitPlan
) -> None:
    (target,) = targets_of(plan)
    adjustment = drawn(plan)
    new = {country.east.pk: Decimal(50), country.west.pk: Decimal(40)}
    assert adjust_shares(adjustment, target, 2026, new, OFFICER) == 1
    assert held(plan) == [60, 40]
    with pytest.raises(PlanError, match="không tự cho hiệu lực"):
        put_adjustment_in_force(adjustment, OFFICER)
    assert put_adjustment_in_force(adjustment, LEADER) == 1
    assert held(plan) == [50, 40]
    assert [one.value for one in shares_of(plan, as_issued=True)] == [60, 40]
    second = draw_adjustment(plan, "25/QĐ-UBND", DAY, "đề nghị của xã", OFFICER)
    adjust_shares(second, target, 2026, {**new, country.east.pk: Decimal(45)}, OFFICER)
    put_adjustment_in_force(second, LEADER)
    assert held(plan) == [45, 40]
    for share in PlanShare.objects.all():
        with pytest.raises(DatabaseError), transaction.atomic():
            PlanShare.objects.filter(pk=share.pk).update(value=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        PlanAdjustment.objects.filter(pk=second.pk).update(state="draft")


def test_what_cannot_be_adjusted_is_refused_with_a_remedy(country: Country, plan: UnitPlan) -> None:
    (target,) = targets_of(plan)
    for number, day, why, field in (
        ("", DAY, "bão", "so-dieu-chinh"),
        ("1", DAY, " ", "ly-do-dieu-chinh"),
        ("1", None, "bão", "ngay-dieu-chinh"),
        ("1", date(2026, 1, 1), "bão", "ngay-dieu-chinh"),
    ):
        with pytest.raises(PlanError) as refused:
            draw_adjustment(plan, number, day, why, OFFICER)
        assert field in refused.value.wrong
    adjustment = drawn(plan)
    with pytest.raises(PlanError, match="đang có một điều chỉnh"):
        drawn(plan, "21/QĐ-UBND")
    with pytest.raises(PlanError, match="chưa đổi chỉ tiêu nào"):
        put_adjustment_in_force(adjustment, LEADER)
    with pytest.raises(PlanError) as refused:
        adjust_shares(adjustment, target, 2026, {country.east.pk: Decimal(1)}, OFFICER)
    assert set(refused.value.wrong) == {f"so-{country.west.pk}"}
    with pytest.raises(PlanError, match="chọn năm"):
        adjust_shares(adjustment, target, 2027, {}, OFFICER)
    drop_adjustment(adjustment, "không cần", OFFICER)
    with pytest.raises(PlanError, match="bước khác"):
        put_adjustment_in_force(adjustment, LEADER)
    assert held(plan) == [60, 40]
    with pytest.raises(PlanError):
        draw_adjustment(plan_of(country.west, 2026), "1", DAY, "bão", OFFICER)


def test_a_unit_below_reads_it_once_in_force_and_takes_the_new_number_over(
    country: Country, plan: UnitPlan
) -> None:
    (target,) = targets_of(plan)
    draft = plan_of(country.east, 2026)
    assert take_over(draft, OFFICER) == 1
    adjustment = drawn(plan)
    adjust_shares(
        adjustment, target, 2026, {country.east.pk: Decimal(50), country.west.pk: Decimal(40)}, OFFICER
    )
    leader = make_person(("leader", country.east))
    with acting(leader.pk, TODAY):
        assert PlanAdjustment.objects.count() == 0
        assert {one.value for one in PlanShare.objects.all()} == {60, 40}
    put_adjustment_in_force(adjustment, LEADER)
    with acting(leader.pk, TODAY):
        assert PlanAdjustment.objects.count() == 1
        (share,) = given_to(country.east.pk, range(2026, 2027), TODAY)
    assert (share.value, share.adjustment) == (50, adjustment)
    assert take_over(draft, OFFICER) == 1
    own = PlanTarget.objects.get(plan=draft)
    assert (own.value, own.given_id, own.wording) == (50, share.pk, "Giảm 50 hộ nghèo")
    assert take_over(draft, OFFICER) == 0
