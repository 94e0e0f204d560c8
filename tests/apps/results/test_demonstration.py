"""The made-up targets: every kind is there, some stand in every state, and a second start changes nothing."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from tests.apps.results.made import LEADER, OFFICER, TODAY, two_years
from tests.factories.places import Country, make_country

from giamngheo.apps.results.demonstration import People, fill_results
from giamngheo.apps.results.models import Actual, PlannedTarget
from giamngheo.apps.results.queries import followed, given_below, sum_below
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.results.standing import State
from giamngheo.law.vocabulary.targets import TargetKind

pytestmark = pytest.mark.django_db
PEOPLE = People(OFFICER, LEADER, Actor(900_023, "Thử Cán Bộ Tỉnh"), Actor(900_024, "Thử Lãnh Đạo Tỉnh"))


@pytest.fixture
def country(settings: LazySettings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    made = make_country()
    two_years(made)
    assert fill_results(made.province, made.east, made.west, PEOPLE, TODAY)
    return made


def test_every_kind_is_there_and_all_is_marked_as_made_up(country: Country) -> None:
    rows = list(PlannedTarget.objects.all())
    assert set(TargetKind) - {one.target.kind for one in rows} == {TargetKind.RANGE}
    assert all("(trình diễn)" in one.target.wording for one in rows)
    assert all("không có thật" in one.target.source for one in rows)
    states = {one.standing.state for one in followed(rows, TODAY)}
    assert {State.REACHED, State.ON_TRACK, State.SLOW, State.NO_FIGURES, State.WATCHED} <= states


def test_the_province_has_given_less_than_it_must(country: Country) -> None:
    row = PlannedTarget.objects.get(area=country.province)
    found = sum_below(row, followed([row], TODAY)[0].indicator, given_below(row, TODAY))
    assert (found.holds, found.value) == (False, 7)


def test_a_second_start_changes_nothing(country: Country) -> None:
    before = PlannedTarget.objects.count(), Actual.objects.count()
    assert not fill_results(country.province, country.east, country.west, PEOPLE, TODAY)
    assert (PlannedTarget.objects.count(), Actual.objects.count()) == before
