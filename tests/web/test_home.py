"""The first page by role: what is to be done, or an empty state that helps."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.foundation.areas.actions import prepare, propose
from giamngheo.foundation.areas.models import Batch, Change
from giamngheo.foundation.areas.states import Verb
from giamngheo.foundation.audit.actions import Actor
from giamngheo.web.staff.home import LOOKED_AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def home(client: Client) -> str:
    return client.get("/").content.decode()


def test_without_signing_in_the_page_tells_where_to_start(client: Client) -> None:
    assert "Phân loại hộ theo chuẩn nghèo đa chiều" in home(client)


def test_the_way_home_leads_the_navigation_of_who_holds_a_role(country: Country, client: Client) -> None:
    assert 'href="/" aria-current="page"' not in home(client)
    client.force_login(make_person(("village_head", country.east_1)))
    assert 'href="/" aria-current="page"' in home(client)
    assert 'href="/" aria-current' not in client.get("/dia-ban/").content.decode()


def test_who_has_nothing_to_do_is_told_so_and_sees_the_own_roles(country: Country, client: Client) -> None:
    client.force_login(make_person(("village_head", country.east_1)))
    said = home(client)
    assert "Hôm nay không có việc nào chờ bạn" in said
    assert "thôn Đông Một" in said
    assert "Mời người" not in said


def test_who_holds_nothing_is_told_whom_to_ask(country: Country, client: Client) -> None:
    client.force_login(make_person())
    assert "Nhờ người quản trị của đơn vị giao vai trò" in home(client)


def test_a_change_of_units_waits_for_a_second_person_of_its_area(country: Country, client: Client) -> None:
    author = make_person(("administrator", country.east))
    rename = Change(place=1, verb=Verb.RENAME, code="east-1", name="Đông Nhất")
    batch = Batch(title="Đổi tên thôn", instrument="NQ 1/2026", day=date(2026, 1, 1))
    propose(prepare(batch, Actor(author.pk, author.full_name), [rename]), Actor(author.pk, author.full_name))
    seen = []
    for person in (author, make_person(("leader", country.east)), make_person(("leader", country.west))):
        client.force_login(person)
        seen.append("«Đổi tên thôn» chờ người thứ hai" in home(client))
    assert seen == [False, True, False]


def test_a_change_of_the_own_area_is_not_lost_behind_those_of_others(
    country: Country, client: Client
) -> None:
    """So many batches of others that are older wait, as there are looked at."""
    for code, count in (("west-1", LOOKED_AT), ("east-1", 1)):
        for number in range(count):
            rename = Change(place=1, verb=Verb.RENAME, code=code, name="Mới")
            batch = Batch(title=f"Đổi tên {code} {number}", instrument="NQ 1/2026", day=date(2026, 1, 1))
            propose(prepare(batch, Actor(1, "Người thử"), [rename]), Actor(1, "Người thử"))
    client.force_login(make_person(("leader", country.east)))
    said = home(client)
    assert "«Đổi tên east-1 0» chờ người thứ hai" in said
    assert "«Đổi tên west-1 0»" not in said


def test_roles_that_end_soon_wait_for_their_holder_and_for_the_administrator(
    country: Country, client: Client
) -> None:
    soon = timezone.localdate() + timedelta(days=10)
    ending = make_person(("officer", country.east), until=soon)
    neighbour = make_person(("officer", country.west), until=soon)
    client.force_login(ending)
    assert "của bạn ở xã Đông sắp hết" in home(client)
    client.force_login(make_person(("administrator", country.east)))
    said = home(client)
    assert f"{ending.full_name} sắp hết vai trò" in said
    assert neighbour.full_name not in said
