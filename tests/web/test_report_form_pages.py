"""Pages of forms: loaded, designed, filled in, given as files; what they refuse, and to whom."""

import html
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from tests.apps.report_forms.blank_files import blank
from tests.apps.report_forms.made import form_in_use
from tests.apps.snapshots.test_snapshots import frozen, poor_home
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.report_forms.models import FilledForm, FormVersion
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def signed_in(*held: tuple[str, Area]) -> Client:
    client = Client()
    client.force_login(make_person(*held))
    return client


def said(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return re.sub(r"\s+", " ", html.unescape(answer.content.decode()))


def sent(client: Client, address: str, typed: dict[str, object], status: int = 302) -> str:
    answer = client.post(address, typed)
    assert answer.status_code == status, html.unescape(answer.content.decode())[:3000]
    return answer.headers.get("Location", "") or html.unescape(answer.content.decode())


def file(content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("bieu.xlsx", blank() if content is None else content)


def test_places_of_the_circular_are_there_and_no_layout_is_made_up(country: Country) -> None:
    page = said(signed_in(("health", country.east)), "/bieu-mau/")
    assert page.count("chưa có mẫu, nạp tệp .xlsx của thông tư") == 17
    assert "Biểu số 15" in page and "Mẫu số 02" in page and "/bieu-mau/moi/" not in page


def test_a_form_is_loaded_designed_filled_finished_and_given(country: Country) -> None:
    poor_home(country, "east_1", "Mẫu Một")
    client = signed_in(("officer", country.east))
    typed = {"cho": "bieu_05", "ten": "", "cap": ["3"], "ky": "quarter", "tep": file(), "van-ban": "CV 1"}
    wrong = sent(client, "/bieu-mau/moi/", typed | {"tep": file(b"x"), "cap": []}, 422)
    assert "Chưa chọn cấp nào" in wrong
    assert "không phải .xlsx" in sent(client, "/bieu-mau/moi/", typed | {"tep": file(b"x")}, 422)
    version = sent(client, "/bieu-mau/moi/", typed | {"tep": file()})
    page = said(client, version)
    assert "BIỂU THỬ" in page and "cần đối chiếu công báo" in page and "Đã khai" in page
    deed = f"{version}viec/"
    for field in (
        {"viec": "dau-bieu", "vung": "A1:F4"},
        {"viec": "nguon", "vung": "c5", "nguon": "bieu", "cot": "official_result.poor"},
        {"viec": "nguon", "vung": "D5", "nguon": "chi-so", "chi-so": "khong.co"},
        {"viec": "nguon", "vung": "D5", "nguon": "nhap", "kieu": "number"},
        {"viec": "nguon", "vung": "C6:D6", "nguon": "nhap", "kieu": "number", "don-vi-tinh": "hộ"},
        {
            "viec": "nguon",
            "vung": "F5",
            "nguon": "cong-thuc",
            "kieu": "percent",
            "cong-thuc": "C6 ÷ C5 × 100",
        },
        {"viec": "khop", "vung": "C6", "dau": "khong-qua", "cong-thuc": "C5"},
        {"viec": "khop", "vung": "C6", "dau": "bang", "cong-thuc": "IF(C5)"},
        {"viec": "bo", "muc": "requirements", "so": "7"},
    ):
        bad = field.get("chi-so") == "khong.co" or field.get("cong-thuc") == "IF(C5)" or field["viec"] == "bo"
        sent(client, deed, field, 422 if bad else 302)
    assert "biểu 1, cột 3. Số hộ nghèo" in said(client, version)
    sent(client, deed, {"viec": "xac-nhan", "doi-chieu": "Công báo"}, 403)
    sent(client, deed, {"viec": "dung"})
    leader = signed_in(("leader", country.east))
    sent(leader, deed, {"viec": "dung"}, 403)
    sent(leader, deed, {"viec": "xac-nhan", "doi-chieu": "Công báo 437"})
    form = f"/bieu-mau/{FormVersion.objects.get().form_id}/"
    assert "xác nhận đúng mẫu" in said(client, form)
    assert client.get(f"{version}mau.xlsx").content[:2] == b"PK"
    begin = {"don-vi": country.east.pk, "ngay": "30/9/2026"}
    assert "Chưa có ngày" in sent(client, f"{form}lap/", begin | {"ngay": ""}, 422)
    assert "Chưa chọn đơn vị" in sent(client, f"{form}lap/", begin | {"don-vi": country.west.pk}, 422)
    filled = sent(client, f"{form}lap/", begin)
    assert "quý III năm 2026" in said(client, filled)
    one = frozen(country)
    sent(client, f"{filled}viec/", {"viec": "ban-chot", "ban-chot": one.pk})
    wrong = sent(client, f"{filled}viec/", {"viec": "luu", "o-C6": "nhiều", "o-D6": "2"}, 422)
    assert "«nhiều» không phải con số" in wrong and 'value="nhiều"' in wrong
    sent(client, f"{filled}viec/", {"viec": "luu", "o-C6": "0,5", "o-D6": "", "o-D5": "2"})
    page = said(client, filled)
    assert 'value="0,5"' in page and "ô để trống và vì sao" in page
    opened = re.search(rf'href="(/bao-cao/{one.pk}/official-result/ho/[^"]+)">1</a>', page)
    assert opened and "Mẫu Một" in said(client, opened[1])
    sent(client, f"{filled}viec/", {"viec": "hoan-thanh", "o-C6": "9"}, 422)
    sent(client, f"{filled}viec/", {"viec": "hoan-thanh", "o-C6": "1"})
    assert "Đã hoàn thành" in said(client, filled)
    for ending, begins in (("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("pdf", b"%PDF")):
        assert client.get(f"{filled}bieu.{ending}").content.startswith(begins)
    assert AuditLine.objects.filter(verb="reports.export", sentence__contains="Biểu số 05").count() == 3
    sent(client, f"{filled}viec/", {"viec": "mo-lai", "ly-do": ""}, 422)
    sent(client, f"{filled}viec/", {"viec": "mo-lai", "ly-do": "Nhầm"})
    another = f"{form}phien-ban/"
    assert "Chưa ghi lý do" in sent(client, another, typed | {"tep": file()}, 422)
    assert "Phiên bản 2" in said(client, sent(client, another, typed | {"tep": file(), "ly-do": "Mẫu mới"}))


def test_a_lower_unit_fills_in_what_the_upper_one_made_and_the_upper_one_sums(country: Country) -> None:
    version = form_in_use(country.province)
    form = f"/bieu-mau/{version.form_id}/"
    east, above = signed_in(("statistics", country.east)), signed_in(("officer", country.province))
    assert "Biểu thử vốn vay" in said(east, "/bieu-mau/") and "Phiên bản mới" not in said(east, form)
    assert east.post(f"/bieu-mau/ban/{version.pk}/viec/", {"viec": "dung"}).status_code == 403
    filled = sent(east, f"{form}lap/", {"don-vi": country.east.pk, "ngay": "1/10/2026"})
    sent(east, f"{filled}viec/", {"viec": "hoan-thanh", "o-C6": "1.250", "o-D6": "2"})
    own = sent(above, f"{form}lap/", {"don-vi": country.province.pk, "ngay": "31/12/2026"})
    assert "1/2 đơn vị đã hoàn thành" in said(above, own)
    assert "Còn 1 đơn vị chưa hoàn thành" in sent(above, f"{own}viec/", {"viec": "cong"}, 422)
    sent(above, f"{own}viec/", {"viec": "cong", "con-thieu": "1"})
    assert 'value="1.250"' in said(above, own)
    west = signed_in(("officer", country.west))
    assert west.get(filled).status_code == 404 and west.get(form).status_code == 200
    far = signed_in(("officer", country.far))
    assert [far.get(one).status_code for one in (form, filled, own)] == [404, 404, 404]
    assert FilledForm.objects.count() == 2
