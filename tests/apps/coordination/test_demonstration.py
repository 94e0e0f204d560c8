"""The demonstration of coordination: a few of everything, made once."""

from pathlib import Path

import pytest
from pytest_django import Settings
from tests.apps.coordination.made import DAY
from tests.apps.households.made import home
from tests.apps.results.made import decided
from tests.factories.people import make_person
from tests.factories.places import LONG_AGO, make_country

from giamngheo.apps.coordination.demonstration import MARK, People, fill_coordination
from giamngheo.apps.coordination.models import Follow, HouseholdPlan, Obstacle
from giamngheo.foundation.audit.actions import Actor

pytestmark = pytest.mark.django_db


def test_it_is_made_once_and_marked(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    country = make_country()
    decided([home(country.east_1, "Mẫu Văn Một")], "poor", LONG_AGO.replace(year=2025))
    roles = (("officer", country.east), ("leader", country.east), ("village_head", country.east_1))
    users = [make_person(one) for one in (*roles, ("leader", country.province))]
    people = People(*(Actor(one.pk, one.full_name) for one in users))
    assert fill_coordination(country.province, country.east, people, DAY)
    assert not fill_coordination(country.province, country.east, people, DAY)
    assert Follow.objects.count() == HouseholdPlan.objects.count() == 1
    assert all(MARK in one.title for one in Obstacle.objects.all())
