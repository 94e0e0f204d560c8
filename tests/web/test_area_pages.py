"""The tree of areas on a day, the search, the page of a unit, and their lists as files."""

import csv
import io
from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from tests.factories.people import make_person
from tests.factories.places import MERGER, Country, in_force, make_country

from giamngheo.foundation.areas import search
from giamngheo.foundation.areas.models import Boundary, Change
from giamngheo.foundation.areas.states import Verb
from giamngheo.foundation.audit.models import AuditLine

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


def taken(client: Client, address: str) -> list[list[str]]:
    answer = client.get(f"/dia-ban/{address}")
    assert answer.status_code == 200, address
    return list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))  # type: ignore[arg-type]


def rows(client: Client, address: str) -> list[list[str]]:
    return [line for line in taken(client, address) if line and line[0].isdigit()]


def test_the_units_at_the_top_and_those_found_are_taken_away_as_of_the_day(
    country: Country, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = taken(officer, "danh-sach.csv?ngay=15/11/2026")
    assert [line[1:4] for line in top if line[0].isdigit()] == [
        ["Tỉnh Khác", "tỉnh", "other-province"],
        ["Tỉnh Mẫu", "tỉnh", "province"],
    ]
    assert [line[:2] for line in top[-6:-4]] == [["Thuộc", "Cả nước"], ["Địa bàn vào ngày", "15/11/2026"]]
    assert rows(officer, "danh-sach.csv?ngay=1/1/2019") == []
    monkeypatch.setattr(search, "_AT_ONCE", 1)
    found = rows(officer, "danh-sach.csv?tim=xa+dong&ngay=15/11/2026")
    assert [line[1:] for line in found] == [
        ["Xã Đông", "east", "tỉnh Mẫu", ""],
        ["Xã Đông Cũ", "former-east", "tỉnh Mẫu, xã Đông", "đơn vị cũ, hết ngày 30/06/2025"],
    ]
    (early,) = [line for line in rows(officer, "danh-sach.csv?tim=xa&ngay=1/1/2019") if line[2] == "far"]
    assert early[4] == "lập ngày 01/01/2020"
    assert rows(officer, "danh-sach.csv?tim=khong+co") == []
    said = page(officer, "?tim=xa+dong&ngay=15/11/2026")
    assert "/dia-ban/danh-sach.xlsx?tim=xa+dong&amp;ngay=15%2F11%2F2026" in said
    line = AuditLine.objects.filter(verb="areas.export").order_by("pk")[2]
    assert line.sentence == "Xuất «Đơn vị tìm thấy» của cả nước: 2 dòng, tệp .csv"
    assert line.area_id == country.east.pk and "dong" not in str(line.details)


def test_the_units_under_a_unit_are_taken_away_by_whoever_reads_them(
    country: Country, officer: Client
) -> None:
    rename = Change(verb=Verb.RENAME, code="east-2", name="=Hai")
    in_force(date(2026, 1, 1), [rename])
    address = f"{country.east.pk}/truc-thuoc.csv"
    assert [line[1:4] for line in rows(officer, f"{address}?ngay=1/1/2025")] == [
        ["Thôn Đông Hai", "thôn", "east-2"],
        ["Thôn Đông Một", "thôn", "east-1"],
    ]
    assert "Thôn =Hai" in [line[1] for line in rows(officer, address)]
    assert rows(officer, f"{country.east_1.pk}/truc-thuoc.csv") == []
    # Of a unit that is no more what lay in it on its last day.
    assert rows(officer, f"{country.former_east.pk}/truc-thuoc.csv?ngay=1/1/2026") == []
    link = f"/dia-ban/{country.east.pk}/truc-thuoc.xlsx?ngay=15/11/2026"
    assert link in page(officer, f"{country.east.pk}/?ngay=15/11/2026")
    assert b"".join(officer.get(link))[:2] == b"PK"  # type: ignore[arg-type]
    # A leader of the commune reads what its officer took away, also where it is a list of elsewhere.
    assert len(rows(officer, f"{country.west.pk}/truc-thuoc.csv")) == 1
    line = AuditLine.objects.filter(verb="areas.export").latest("pk")
    assert line.sentence == "Xuất «Đơn vị trực thuộc» của phường Tây: 1 dòng, tệp .csv"
    assert line.area_id == country.east.pk
    officer.force_login(make_person())
    assert len(rows(officer, address)) == 2
    officer.logout()
    assert officer.get(f"/dia-ban/{address}").status_code == 302


def test_a_day_of_signs_that_nobody_sees_is_no_day(officer: Client) -> None:
    assert officer.get("/dia-ban/danh-sach.csv?ngay=%00").status_code == 200


@pytest.mark.parametrize("odd", ["32/1/2026", "x" * 5000, "31/12/9999"])
def test_a_file_of_a_day_that_is_none_leads_to_the_page_that_tells_it(
    country: Country, officer: Client, odd: str
) -> None:
    for address in ("danh-sach.csv", f"{country.east.pk}/truc-thuoc.csv"):
        answer = officer.get(f"/dia-ban/{address}?ngay={odd}")
        assert answer.status_code == 302
        said = officer.get(answer.headers["Location"]).content.decode()
        assert 'id="ngay-loi"' in said and ".xlsx" not in said
    assert not AuditLine.objects.filter(verb="areas.export").exists()
    assert officer.get("/dia-ban/999999/truc-thuoc.csv").status_code == 404
    assert officer.get("/dia-ban/danh-sach.csv?tim=" + odd.replace("/", "%2F")).status_code == 200
