"""The made-up plans: issued by two, given below, marked as made up, made once."""

import pytest
from tests.apps.programmes.made import LEADER, OFFICER, unit_of
from tests.factories.places import make_country

from giamngheo.apps.programmes.demonstration import fill_plans
from giamngheo.apps.programmes.models import UnitPlan
from giamngheo.apps.programmes.queries import targets_of
from giamngheo.apps.programmes.states import PlanState

pytestmark = pytest.mark.django_db


def test_a_province_and_a_commune_have_plans_and_a_ward_a_draft() -> None:
    country = make_country()
    units = [unit_of(one) for one in (country.province, country.east, country.west)]
    assert fill_plans(units, (OFFICER, OFFICER), (LEADER, LEADER))
    assert not fill_plans(units, (OFFICER, OFFICER), (LEADER, LEADER))
    plans = {one.area_id: one for one in UnitPlan.objects.all()}
    states = [plans[one.area_id].state for one in units]
    assert states == [PlanState.ISSUED, PlanState.ISSUED, PlanState.DRAFT]
    assert {one.code for one in plans[country.province.pk].projects.all()} == {"2", "3.1", "4.3", "7.2"}
    assert [one.value for one in targets_of(plans[country.east.pk])] == [5, 6.5, 100]
    assert targets_of(plans[country.west.pk])[0].value == 2
