"""The tree of areas on a day, the search, the page of a unit."""

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from tests.factories.people import make_person
from tests.factories.places import MERGER, Country, make_country

from giamngheo.foundation.areas.models import Boundary

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def officer(country: Country, client: Client) -> Client:
    client.force_login(make_person(("officer", country.east)))
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(f"/dia-ban/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_tree_begins_with_the_provinces_of_the_day(officer: Client) -> None:
    said = page(officer, "")
    assert "Tỉnh Mẫu" in said
    assert "Tỉnh Khác" in said
    assert "Chưa có địa bàn nào" in page(officer, "?ngay=1/1/2019")


def test_a_search_without_accents_finds_living_and_former_units(officer: Client) -> None:
    said = page(officer, "?tim=xa+dong&ngay=15/11/2026")
    assert "Xã Đông</a>" in said
    assert "Xã Đông Cũ</a>" in said
    assert "đơn vị cũ, hết ngày 30/06/2025" in said
    assert "Không có đơn vị nào khớp «khong co»" in page(officer, "?tim=khong+co")


def test_a_day_that_is_none_is_told_and_today_is_shown(officer: Client) -> None:
    said = page(officer, "?ngay=32/1/2026")
    assert 'id="ngay-loi"' in said
    assert "Tỉnh Mẫu" in said


def test_a_unit_shows_where_it_lies_what_lies_in_it_and_what_it_came_from(
    country: Country, officer: Client
) -> None:
    said = page(officer, f"{country.east.pk}/?ngay=15/11/2026")
    for word in (
        "Xã Đông",
        "Tỉnh Mẫu",
        "Thôn Đông Một",
        "Hình thành từ",
        "Xã Đông Cũ",
        "toàn bộ",
        "ngày 01/07/2025",
    ):
        assert word in said
    assert "Tổ dân phố Tây Một" not in said


def test_a_former_unit_is_shown_as_it_was_on_its_last_day_with_what_came_after(
    country: Country, officer: Client
) -> None:
    said = page(officer, f"{country.former_east.pk}/?ngay=15/11/2026")
    assert "không còn từ ngày 01/07/2025" in said
    assert "Đơn vị kế thừa" in said


def test_who_works_in_a_unit_is_seen_by_who_may_see_people_there(country: Country, officer: Client) -> None:
    head = make_person(("village_head", country.east_1))
    other = make_person(("officer", country.west))
    assert head.full_name in page(officer, f"{country.east_1.pk}/")
    assert other.full_name not in page(officer, f"{country.west.pk}/")


def test_children_are_drawn_as_tiles_until_outlines_are_loaded_then_as_a_map(
    country: Country, officer: Client
) -> None:
    address = f"{country.province.pk}/?ngay=15/11/2026"
    said = page(officer, address)
    assert "Sơ đồ ô" in said
    assert "<svg viewBox" not in said
    square = [[105.0, 20.0], [105.1, 20.0], [105.1, 20.1], [105.0, 20.1], [105.0, 20.0]]
    Boundary.objects.create(
        area=country.east,
        valid=DateRange(MERGER, None),
        geometry={"type": "Polygon", "coordinates": [square]},
        centroid_lon=105.05,
        centroid_lat=20.05,
        source="Tệp thử",
    )
    said = page(officer, address)
    assert 'd="M0 1000L939 1000L939 0L0 0L0 1000Z"' in said
    assert "Chưa có ranh giới: phường Tây." in said
    assert "Nguồn: Tệp thử." in said
    assert "Sơ đồ ô" in page(officer, f"{country.province.pk}/?ngay=15/11/2024")


def test_a_unit_that_is_none_is_not_found(officer: Client) -> None:
    assert officer.get("/dia-ban/999999/").status_code == 404
