"""The page of the trail: who may see which lines, filters, pages."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.foundation.audit.actions import SYSTEM, Actor, record
from giamngheo.web.staff.trail.page import ON_A_PAGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def page(client: Client, address: str = "") -> str:
    answer = client.get(f"/nhat-ky/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_leader_reads_the_lines_of_the_commune_and_of_the_unit_that_went_into_it(
    country: Country, client: Client
) -> None:
    for name in ("east", "east_1", "former_east", "west", "province"):
        record(SYSTEM, "areas.say", f"Việc ở {name}", area_id=country.areas[name].pk)
    client.force_login(make_person(("leader", country.east)))
    said = page(client)
    assert [f"Việc ở {name}" in said for name in ("east", "east_1", "former_east")] == [True] * 3
    assert [f"Việc ở {name}" in said for name in ("west", "province")] == [False] * 2
    assert "xã Đông Cũ" in said


def test_own_deeds_elsewhere_are_read_too(country: Country, client: Client) -> None:
    leader = make_person(("leader", country.east))
    record(Actor(leader.pk, leader.full_name), "sign_in.done", "Đã vào", area_id=None)
    client.force_login(leader)
    assert "Đã vào" in page(client)


def test_filters_leave_what_fits_and_say_it_as_a_sentence(country: Country, client: Client) -> None:
    record(Actor(1, "Người Một"), "sign_in.done", "Đã đăng nhập", area_id=country.east.pk)
    record(Actor(2, "Người Hai"), "areas.move", "Đã chuyển thôn", area_id=country.east_1.pk)
    client.force_login(make_person(("leader", country.east)))
    by_deed = page(client, "?viec=dang-nhap")
    assert "Đã đăng nhập" in by_deed
    assert "Đã chuyển thôn" not in by_deed
    assert "Đã chuyển thôn" in page(client, "?ai=hai")
    assert "Đã chuyển thôn" not in page(client, f"?dia-ban={country.east.pk}")
    assert "Mọi việc của người có «hai» trong tên" in page(client, "?ai=hai")
    assert "Không có dòng nào" in page(client, "?den=1/1/2020")


def test_a_day_that_is_none_is_told_beside_its_field(country: Country, client: Client) -> None:
    client.force_login(make_person(("leader", country.east)))
    said = page(client, "?tu=32/13/2026")
    assert 'id="tu-loi"' in said
    assert 'value="32/13/2026"' in said


@pytest.mark.parametrize("odd", ["\x00", "%", "'; --", "\u202e🙂", "x" * 5000])
def test_odd_signs_in_a_name_find_nobody_and_break_nothing(
    country: Country, client: Client, odd: str
) -> None:
    client.force_login(make_person(("leader", country.east)))
    assert client.get("/nhat-ky/", {"ai": odd}).status_code == 200


@pytest.mark.parametrize("odd", ["1/1/0001", "31/12/9999"])
def test_a_day_at_the_edge_of_the_calendar_is_told_beside_its_field(
    country: Country, client: Client, odd: str
) -> None:
    client.force_login(make_person(("leader", country.east)))
    for name in ("tu", "den"):
        assert f'id="{name}-loi"' in page(client, f"?{name}={odd}")


def test_older_lines_follow_on_the_next_page_without_gap_or_repetition(
    country: Country, client: Client
) -> None:
    for number in range(ON_A_PAGE + 5):
        record(SYSTEM, "areas.say", f"Việc số {number:03}", area_id=country.east.pk)
    client.force_login(make_person(("leader", country.east)))
    first = page(client)
    before = first.split("truoc=")[1].split('"')[0]
    second = page(client, f"?truoc={before}")
    told = [[f"Việc số {n:03}" in said for n in range(ON_A_PAGE + 5)] for said in (first, second)]
    assert [a != b for a, b in zip(*told, strict=True)] == [True] * (ON_A_PAGE + 5)


def test_moments_are_told_in_the_hour_of_vietnam(country: Country, client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_auditline"
            " (at, actor_name, verb, area_id, subject_kind, subject_id, sentence, details)"
            " VALUES (%s, 'Hệ thống', 'areas.say', %s, '', '', 'Việc đêm', '{}')",
            [datetime(2026, 11, 14, 20, 0, tzinfo=UTC), country.east.pk],
        )
    client.force_login(make_person(("leader", country.east)))
    assert "03:00 ngày 15/11/2026" in page(client)
    assert "Việc đêm" in page(client, "?tu=15/11/2026&den=15/11/2026")
