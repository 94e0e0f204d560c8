"""The demonstration: one person for each role of two communes and a province, none of them real."""

from datetime import date

import pytest

from giamngheo.foundation.accounts.demonstration import PASSWORD, close_demonstration, open_demonstration
from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.accounts.roles import ROLES
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Area

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 15)


def test_every_role_of_a_province_and_two_communes_has_one_person_and_all_are_marked() -> None:
    open_demonstration(TODAY)
    for tier, places in ((Tier.PROVINCE, 1), (Tier.COMMUNE, 2)):
        held = Holding.objects.filter(area__versions__tier=tier).values_list("role", flat=True)
        assert sorted(held) == sorted([role.id for role in ROLES.values() if tier in role.tiers] * places)
    assert Holding.objects.filter(role="village_head").count() == 2
    assert set(User.objects.values_list("is_demonstration", flat=True)) == {True}
    assert all(name.startswith("Trình diễn – ") for name in User.objects.values_list("full_name", flat=True))


def test_a_second_time_changes_nothing() -> None:
    open_demonstration(TODAY)
    before = (Area.objects.count(), User.objects.count(), Holding.objects.count())
    open_demonstration(TODAY)
    assert (Area.objects.count(), User.objects.count(), Holding.objects.count()) == before


def test_closed_its_people_sign_in_no_more_until_it_is_opened_again() -> None:
    open_demonstration(TODAY)
    user = User.objects.get(username="dong.can-bo")
    assert user.check_password(PASSWORD)
    close_demonstration()
    user.refresh_from_db()
    assert not user.is_active
    open_demonstration(TODAY)
    user.refresh_from_db()
    assert user.is_active
