"""The database itself: targets and figures of a unit are seen and written by who answers for it alone."""

import pytest
from django.db import DatabaseError, transaction
from tests.apps.results.made import OFFICER, TODAY, fall_of, set_target, two_years
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.results.actions import compute, draw_target, end_target
from giamngheo.apps.results.models import Actual, PlannedTarget
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.audit.actions import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    made = make_country()
    two_years(made)
    compute([set_target(made.east, fall_of(1))], TODAY, OFFICER)
    return made


@pytest.mark.parametrize(
    ("role", "place", "seen"),
    [
        ("officer", "east", (1, 2)),
        ("officer", "province", (1, 2)),
        ("officer", "west", (0, 0)),
        ("officer", "other_province", (0, 0)),
        ("village_head", "east_1", (0, 0)),
        ("administrator", "former_east", (0, 0)),
    ],
)
def test_rows_are_seen_from_their_unit_and_above(
    country: Country, role: str, place: str, seen: tuple[int, int]
) -> None:
    who = make_person((role, getattr(country, place)))
    with acting(who.pk, TODAY):
        assert (PlannedTarget.objects.count(), Actual.objects.count()) == seen


def test_nobody_writes_for_a_unit_of_others(country: Country) -> None:
    who = make_person(("officer", country.west))
    actor = Actor(who.pk, who.full_name)
    row = PlannedTarget.objects.get()
    with acting(who.pk, TODAY):
        with pytest.raises(DatabaseError), transaction.atomic():
            draw_target(country.east, fall_of(5), actor)
        with pytest.raises(PlannedTarget.DoesNotExist), transaction.atomic():
            end_target(row, "thử", actor)
        assert draw_target(country.west, fall_of(5), actor).pk


def test_a_province_counts_all_its_communes_and_a_village_only_itself(country: Country) -> None:
    whole = set_target(country.province, fall_of(1))
    part = set_target(country.east_2, fall_of(1))
    who = make_person(("officer", country.province))
    with acting(who.pk, TODAY):
        compute([whole, part], TODAY, Actor(who.pk, who.full_name))
        counts = {one.area_id: one.numerator for one in Actual.objects.filter(as_of=TODAY)}
    assert counts[country.province.pk] == 2
    assert country.east_2.pk not in counts  # nothing was ever decided there: unknown, not zero
