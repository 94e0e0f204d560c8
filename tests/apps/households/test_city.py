"""The made-up city: its units through the merger, its register written in bulk, its people who sign in."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db.models import Count
from django.test import Client

from giamngheo.apps.households.city import CITY, TITLE, make_city
from giamngheo.apps.households.generated.calibration import OPENING, flows
from giamngheo.apps.households.models import Event, Household, Membership, Person
from giamngheo.apps.households.statuses import decisions_until
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Version
from giamngheo.foundation.areas.queries import children_of, find, path_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def test_the_city_is_made_once_with_sixteen_units_one_of_them_merged() -> None:
    made = make_city(1_200)
    assert made is not None and made.households == 1_200
    assert make_city(1_200) is None
    city = find(CITY, TODAY)
    assert city is not None
    units = children_of(city.pk, TODAY)
    assert [len(children_of(one.area_id, TODAY)) for one in units] == [8] * 16
    assert len(children_of(city.pk, date(2025, 6, 30))) == 17
    former = Version.objects.filter(
        created_in__title=TITLE, tier=Tier.COMMUNE, valid__endswith=date(2025, 7, 1)
    )
    homes = Household.objects.filter(area__in=former.values("area_id"))
    assert homes.count() == 10
    assert path_of(homes[0].area_id, TODAY)[-1].name == "Ví Đồng"
    assert all(one.code.startswith(f"{CITY}16-") for one in homes)


def test_its_lists_are_those_of_the_plan_at_the_start_and_at_the_end_of_the_year() -> None:
    make_city(1_200)
    told = dict(Household.objects.exclude(class_today="").values_list("class_today").annotate(Count("pk")))
    moves = flows(1_200)
    fewer = moves.poor_to_near + moves.poor_to_none - moves.near_to_poor - moves.newly_poor - moves.relapsed
    assert told["poor"] == moves.poor - fewer
    start = decisions_until(OPENING).values_list("household", "household_class")
    assert sum(name == "poor" for name in dict(start).values()) == moves.poor


def test_children_leave_in_the_middle_of_the_year_and_are_households() -> None:
    made = make_city(1_200)
    assert made is not None and made.splits == 1
    (split,) = Event.objects.filter(kind="split")
    new = Household.objects.get(recorded_by=split)
    assert (split.day, new.members, Household.objects.count()) == (date(2026, 6, 15), 1, 1_201)
    assert (
        Membership.objects.filter(superseded_by=None, valid__contains=TODAY).count() == Person.objects.count()
    )


def test_the_command_tells_who_may_sign_in_and_can_be_run_again(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("demonstration_city", households=200)
    call_command("demonstration_city", households=200)
    said = capsys.readouterr().out
    assert "200 hộ" in said and "đã có hộ: giữ nguyên" in said and "tp.can-bo" in said
    assert User.objects.filter(username__startswith="tp.", is_demonstration=True).count() == 3
    client.force_login(User.objects.get(username="tp.truong-thon"))
    assert "hộ đang trong sổ" in client.get("/so-ho/").content.decode()
