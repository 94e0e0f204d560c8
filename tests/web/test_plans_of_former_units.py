"""Plans of districts, of the years in which there were districts: chosen, drafted, printed, read below."""

from datetime import date

import pytest
from django.test import Client
from tests.apps.programmes.made import LEADER, OFFICER, with_target
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, in_force, make_country

from giamngheo.apps.programmes.actions import begin_plan, hand_up, issue_plan
from giamngheo.apps.programmes.models import UnitPlan
from giamngheo.apps.programmes.papers import document_of
from giamngheo.apps.programmes.queries import day_within
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.areas.kinds import Kind
from giamngheo.foundation.areas.models import Area, Change
from giamngheo.foundation.areas.queries import unit_on
from giamngheo.foundation.areas.states import Verb

pytestmark = pytest.mark.django_db
LAST = date(2025, 12, 31)


@pytest.fixture
def country() -> Country:
    """With a district and its commune, which lived from 01/9/2025 to the end of February 2026."""
    made = make_country()
    in_force(
        date(2025, 9, 1),
        [
            Change(
                verb=Verb.CREATE, code="huyen", kind=Kind.RURAL_DISTRICT, name="Núi", parent_code="province"
            ),
            Change(verb=Verb.CREATE, code="trong", kind=Kind.COMMUNE, name="Trong", parent_code="huyen"),
        ],
    )
    in_force(
        date(2026, 3, 1),
        [
            Change(verb=Verb.END, code="trong"),
            Change(verb=Verb.SUCCEED, code="trong", to_code="east", is_whole=True),
            Change(verb=Verb.END, code="huyen"),
            Change(verb=Verb.SUCCEED, code="huyen", to_code="province", is_whole=True),
        ],
    )
    return made


@pytest.fixture
def district(country: Country) -> Area:
    return Area.objects.get(codes__code="huyen")


def plan_of_district(district: Area) -> UnitPlan:
    unit = unit_on(district.pk, LAST)
    assert unit is not None
    return begin_plan(unit, 2025, 2025, OFFICER)


def said(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_a_former_district_is_chosen_in_the_years_in_which_it_lived(country: Country, district: Area) -> None:
    client = Client()
    client.force_login(make_person(("officer", country.province)))
    assert "Huyện Núi" in said(client, "/ke-hoach/?nam=2025")
    assert "Huyện Núi" not in said(client, "/ke-hoach/?nam=2024")
    tree = said(client, f"/ke-hoach/?don-vi={district.pk}&nam=2025")
    assert "<strong>Huyện Núi</strong>" in tree
    assert "Xã Trong" in tree
    said(client, f"/ke-hoach/?don-vi={district.pk}&nam=2024", 404)
    assert "Huyện Núi" in said(client, "/ke-hoach/tep/moi/")
    said(client, f"/ke-hoach/moi/?don-vi={district.pk}&nam=2025")
    answer = client.post(
        "/ke-hoach/moi/", {"don-vi": district.pk, "tu-nam": "2025", "den-nam": "2025", "tu": ""}
    )
    assert answer.status_code == 302
    plan = UnitPlan.objects.get()
    assert (plan.area_id, plan.issuer) == (district.pk, "Ủy ban nhân dân huyện Núi")
    said(client, answer.headers["Location"])
    stranger = Client()
    stranger.force_login(make_person(("officer", country.far)))
    said(stranger, f"/ke-hoach/?don-vi={district.pk}&nam=2025", 404)


def test_its_plan_is_set_as_its_own_paper_and_read_in_what_its_communes_became(
    country: Country, district: Area
) -> None:
    plan = plan_of_district(district)
    with_target(plan, "Giảm 50 hộ nghèo", "change_count", 50)
    document = document_of(plan, TODAY)
    assert document.issuer == "Ủy ban nhân dân huyện Núi"
    assert day_within(district.pk, 2025, TODAY) == LAST
    issue_plan(hand_up(plan, OFFICER, TODAY), "3", date(2025, 12, 1), LEADER)
    for area, count in ((country.east, 1), (country.east_1, 0), (country.far, 0)):
        with acting(make_person(("leader" if area != country.east_1 else "village_head", area)).pk, TODAY):
            assert UnitPlan.objects.count() == count
    client = Client()
    client.force_login(make_person(("leader", country.east)))
    said(client, f"/ke-hoach/{plan.pk}/")
