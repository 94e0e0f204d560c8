"""The decision behind a list of poor households: asked for once on the page, shown before it is written."""

import csv
import html
import io
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.apps.exchange.register.made import workbook
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.exchange.models import Import
from giamngheo.apps.households.models import Household, Recognition
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db
HEADINGS = ("Số hộ", "Chủ hộ", "Thôn", "Diện hộ")
ROWS = [
    HEADINGS,
    (1, "Mẫu Văn An", "Đông Một", "Hộ nghèo"),
    (2, "Thử Thị Bé", "Đông Một", "Thoát nghèo"),
    (3, "Ví Văn Em", "Đông Một", "Khá giả"),
]
TITLE = "(Kèm theo Quyết định số 45/QĐ-UBND ngày 20 tháng 9 năm 2025 của UBND xã Đông)"


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def officer(country: Country, client: Client) -> Client:
    client.force_login(make_person(("officer", country.east)))
    return client


def compared(client: Client, country: Country, tmp_path: Path, *above: str) -> Import:
    path = workbook(tmp_path / "a.xlsx", {"Hộ": [*([line] for line in above), *ROWS]})
    file = SimpleUploadedFile("ho.xlsx", path.read_bytes())
    told = {"don-vi": country.east.pk, "nguon": "hộ nghèo", "ngay": "1/10/2025", "tep": file}
    answer = client.post("/so-ho/nhap/", told)
    assert client.post(answer.headers["Location"]).status_code == 302
    return Import.objects.latest("created_at")


def page(client: Client, one: Import, part: str = "dien-ho") -> str:
    answer = client.get(f"/so-ho/nhap/{one.pk}/?phan={part}")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_it_is_asked_for_and_may_be_left(country: Country, officer: Client, tmp_path: Path) -> None:
    one = compared(officer, country, tmp_path)
    shown = page(officer, one)
    assert "Danh sách có cột diện hộ; chưa ghi vì chưa có quyết định." in shown
    assert "Quyết định của danh sách" in shown and "Chưa ghi: chưa đủ quyết định" in shown
    assert officer.post(f"/so-ho/nhap/{one.pk}/ghi/").status_code == 302
    assert Household.objects.count() == 3 and not Recognition.objects.exists()
    written = page(officer, one)
    assert "chưa ghi vì chưa có quyết định" in written and "Dùng quyết định này" not in written
    book = openpyxl.load_workbook(io.BytesIO(officer.get(f"/so-ho/nhap/{one.pk}/tep/").getvalue()))
    told = [[cell.value for cell in row] for row in book["Nhận xét khi nhập"].iter_rows()]
    sentence = "Danh sách có cột diện hộ; chưa ghi vì chưa có quyết định."
    assert ["Diện hộ", sentence] in [row[:2] for row in told]


def test_what_is_typed_is_shown_written_and_taken_back(
    country: Country, officer: Client, tmp_path: Path
) -> None:
    one = compared(officer, country, tmp_path)
    address = f"/so-ho/nhap/{one.pk}/quyet-dinh/"

    def refused(said: dict[str, str]) -> str:
        answer = officer.post(address, said)
        assert answer.status_code == 422
        return html.unescape(answer.content.decode())

    told = refused({"so": "12/QĐ", "ngay-quyet-dinh": "40/1/2025", "thoat-ngheo": "\0"})
    assert 'value="12/QĐ"' in told and told.count("form-error") == 2
    assert "chưa tới" in refused({"tu-ngay": "1/1/2099"})
    assert "gõ ngày ký" in refused({"so": "12/QĐ"})
    assert "gõ ít nhất một" in refused({"tu-ngay": "1/9/2025"})
    said = {"so": "12/QĐ", "ngay-quyet-dinh": "5/9/2025", "co-quan": "UBND xã", "thoat-ngheo": "not_poor"}
    assert officer.post(address, said).headers["Location"] == f"/so-ho/nhap/{one.pk}/?phan=dien-ho"
    shown = page(officer, one)
    assert "Diện của 2 hộ sẽ ghi theo quyết định." in shown and 'value="05/09/2025"' in shown
    assert "ký 05/09/2025, UBND xã" in shown and not Recognition.objects.exists()
    answer = officer.get(f"/so-ho/nhap/{one.pk}/danh-sach.csv?phan=dien-ho")
    lines = [line for line in csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))) if len(line) > 9]
    told_first = ["Mẫu Văn An", "số 1", "Hộ nghèo", "05/09/2025", "12/QĐ", "05/09/2025", "UBND xã"]
    assert told_first in [line[1:8] for line in lines]
    assert "không rõ «Khá giả» là diện hộ nào" in page(officer, one, "nhan-xet")
    assert officer.post(f"/so-ho/nhap/{one.pk}/ghi/").status_code == 302
    kept = dict(Household.objects.values_list("head_name", "class_today"))
    assert kept == {"Mẫu Văn An": "poor", "Thử Thị Bé": "not_poor", "Ví Văn Em": ""}
    home = officer.get(f"/so-ho/{Household.objects.get(class_today='poor').code}/")
    assert "12/QĐ" in html.unescape(home.content.decode())
    assert AuditLine.objects.filter(verb="exchange.import_decision").count() == 1
    assert "tải lại trang" in refused(said)
    officer.post(f"/so-ho/nhap/{one.pk}/hoan-tac/", {"ly-do": "nhầm"})
    assert not Recognition.objects.filter(superseded_by=None).exists()


def test_the_title_of_the_list_is_proposed_and_not_written_by_itself(
    country: Country, officer: Client, tmp_path: Path
) -> None:
    one = compared(officer, country, tmp_path, "DANH SÁCH HỘ NGHÈO", TITLE)
    shown = page(officer, one)
    assert 'value="45/QĐ-UBND"' in shown and 'value="20/09/2025"' in shown and 'value="UBND xã Đông"' in shown
    assert one.counts["classes_written"] == 0
    assert one.decision == {}


def test_nobody_else_says_it(country: Country, officer: Client, tmp_path: Path) -> None:
    one = compared(officer, country, tmp_path)
    officer.force_login(make_person(("officer", country.west)))
    assert officer.post(f"/so-ho/nhap/{one.pk}/quyet-dinh/", {"so": "1"}).status_code == 404
    assert officer.get(f"/so-ho/nhap/{one.pk}/quyet-dinh/").status_code == 405
