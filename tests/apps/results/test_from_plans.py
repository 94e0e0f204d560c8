"""Targets of an issued plan followed in results: drafted together, put in force, tied to those above."""

from decimal import Decimal

import pytest
from tests.apps.programmes.made import LEADER, OFFICER, fall_of, issued, plan_of, unit_of, with_target
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.programmes.actions import begin_edition, edit, give_shares, make_from
from giamngheo.apps.programmes.queries import targets_of
from giamngheo.apps.results.actions import ResultsError, draw_from_plan, put_plan_in_force
from giamngheo.apps.results.models import PlannedTarget
from giamngheo.apps.results.queries import followed_from, given_below, sum_below
from giamngheo.apps.results.states import TargetState
from giamngheo.foundation.accounts.acting import acting
from giamngheo.law.results.library import indicator_of

pytestmark = pytest.mark.django_db
TRAINED = {"framework": "programme_2021_2025", "indicator": "officers_trained", "unit": "%"}


@pytest.fixture
def country() -> Country:
    return make_country()


def test_what_has_an_indicator_is_followed_and_the_rest_is_told(country: Country) -> None:
    plan = plan_of(country.east, 2026)
    fall_of(plan, 5)
    fall_of(plan, 5)
    with_target(plan, "100% cán bộ được tập huấn", "share", 100, **TRAINED)
    with_target(plan, "2 mô hình", "level", 2, unit="mô hình")
    with pytest.raises(ResultsError, match="chưa ban hành"):
        draw_from_plan(plan, OFFICER)
    plan = issued(plan)
    drawn = draw_from_plan(plan, OFFICER)
    assert [one.indicator for one in drawn.rows] == ["poor_households", "officers_trained"]
    assert [why.partition(":")[0] for _, why in drawn.left] == [
        "trùng chỉ số, loại và kỳ với chỉ tiêu khác của kế hoạch",
        "không có chỉ số trong khung kết quả",
    ]
    assert drawn.rows[0].target.source == "Kế hoạch số 12/KH-UBND ngày 01/03/2026 của Ủy ban nhân dân xã Đông"
    with pytest.raises(ResultsError, match="không tự cho hiệu lực"):
        put_plan_in_force(plan, OFFICER)
    assert put_plan_in_force(plan, LEADER) == 2
    assert draw_from_plan(plan, OFFICER).rows == ()
    with pytest.raises(ResultsError, match="Không có chỉ tiêu nào"):
        put_plan_in_force(plan, LEADER)


def test_the_plan_that_replaces_another_replaces_its_targets(country: Country) -> None:
    plan = plan_of(country.east, 2026)
    fall_of(plan, 5)
    plan = issued(plan)
    draw_from_plan(plan, OFFICER)
    put_plan_in_force(plan, LEADER)
    edition = begin_edition(plan, OFFICER)
    (row,) = targets_of(edition)
    fields = {"loi": "Giảm 7 hộ nghèo", "loai": "change_count", "gia-tri": "7", "don-vi": "hộ"}
    fields |= {"chi-so": "poor_households"}
    edit(edition, "chi-tieu", {f"t{row.pk}-{name}": said for name, said in fields.items()}, OFFICER)
    edition = issued(edition, "20")
    draw_from_plan(edition, OFFICER)
    put_plan_in_force(edition, LEADER)
    rows = PlannedTarget.objects.order_by("pk")
    assert [(one.state, one.target.value) for one in rows] == [
        (TargetState.ENDED, 5),
        (TargetState.IN_FORCE, 7),
    ]


def test_what_was_given_is_tied_to_the_target_above_and_summed_there(country: Country) -> None:
    plan = plan_of(country.east, 2026)
    target = fall_of(plan, 5)
    give_shares(target, 2026, {country.east_1.pk: Decimal(3), country.east_2.pk: Decimal(2)}, OFFICER)
    plan = issued(plan)
    draw_from_plan(plan, OFFICER)
    put_plan_in_force(plan, LEADER)
    above = followed_from(plan)[target.pk]
    officer = make_person(("officer", country.east))
    with acting(officer.pk, TODAY):
        for place, village in enumerate((country.east_1, country.east_2)):
            own = issued(make_from(plan, unit_of(village), 2026, 2026, OFFICER), str(20 + place))
            (row,) = draw_from_plan(own, OFFICER).rows
            assert (row.parent_id, row.given_by_id) == (above.pk, country.east.pk)
        indicator = indicator_of(above.framework, above.indicator)
        assert indicator is not None
        assert sum_below(above, indicator, given_below(above, TODAY)).holds is True
