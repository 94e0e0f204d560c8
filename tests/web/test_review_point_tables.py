"""The pages of a round say by which table of points it reckons; who leads the review takes it over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from tests.apps.reviews.made import LACKS, LISTED, OFFICER, case_of, fill, listed_family, opened, sheet_of
from tests.apps.reviews.test_point_tables import MADE
from tests.apps.surveys.made import version
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.reviews.actions import close_list, score
from giamngheo.apps.reviews.models import Entry, RoundTable
from giamngheo.law.point_tables import store

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    before = settings.DATA
    settings.DATA = tmp_path
    yield tmp_path
    settings.DATA = before


def signed_in(*held: tuple[str, object]) -> Client:
    client = Client()
    client.force_login(make_person(*held))  # type: ignore[arg-type]
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_loaded_table_is_shown_and_taken_over(country: Country, folder: Path) -> None:
    listed_family(country)
    one = opened(country)
    officer = signed_in(("officer", country.east))
    address = f"/ra-soat/{one.pk}/bang-diem/"
    assert "lấy số ghi trên phiếu" in text(officer, f"/ra-soat/{one.pk}/")
    assert "Chưa nạp bảng điểm B1" in text(officer, address)
    store(MADE, folder)
    page = text(officer, address)
    assert MADE.source in page
    assert "đến 4 người" in page
    assert "từ 30 m² trở lên" in page
    assert signed_in(("reviewer", country.east)).post(address).status_code == 403
    assert signed_in(("officer", country.west)).get(address).status_code == 404
    assert officer.post(address).headers["Location"] == f"{address}?xong=1"
    assert RoundTable.objects.get().taken_by_name
    assert "Đợt đang dùng" in text(officer, f"{address}?xong=1")
    assert MADE.source in text(officer, f"/ra-soat/{one.pk}/")


def test_the_sheet_and_the_why_show_each_item_and_a_sum_that_differs(country: Country, folder: Path) -> None:
    store(MADE, folder)
    home = listed_family(country)
    one = opened(country)
    close_list(case_of(one, country.east_1), LISTED, OFFICER)
    officer = signed_in(("officer", country.east))
    sheet = sheet_of(one, home)
    page = text(officer, f"/phieu/{sheet.pk}/")
    assert "Điểm B1 theo bảng đã nạp" in page
    assert "còn phải hỏi" in page
    sent = {"lam": "xem", "ban": version(sheet), "has_motorbike": "co"}
    told = officer.post(f"/phieu/{sheet.pk}/", sent, headers={"Accept": "application/json"}).json()
    assert "Xe máy, xe điện" in told["points"]
    fill(one, home, {**LACKS, "income_points": 54, "has_motorbike": True})
    page = text(officer, f"/phieu/{sheet.pk}/")
    assert "khác 53 điểm tính theo bảng" in page
    score(one, OFFICER)
    page = text(officer, f"/ra-soat/ho/{Entry.objects.get().pk}/")
    assert "Điểm B1 ghi trên phiếu là 54, tính theo bảng là 53" in page
    assert "Hộ có: Xe máy, xe điện" in page


def test_a_table_changed_on_the_disk_is_told_on_the_page(country: Country, folder: Path) -> None:
    one = opened(country)
    path = store(MADE, folder)
    path.write_text(path.read_text("utf-8").replace("31", "41"), "utf-8")
    officer = signed_in(("officer", country.east))
    assert "đã bị sửa sau khi nạp" in text(officer, f"/ra-soat/{one.pk}/bang-diem/")
    assert officer.post(f"/ra-soat/{one.pk}/bang-diem/").status_code == 422
