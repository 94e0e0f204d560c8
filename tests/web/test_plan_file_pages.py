"""Pages of plans: a file handed in, text and structure side by side, corrected, taken in; to whom."""

import html
import json
import re
from pathlib import Path

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from tests.apps.programmes.made import PLAN, handed_in
from tests.apps.programmes.plans.scans import CLOSING, MIDDLE, OPENING, scanned
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.programmes.actions import READ
from giamngheo.apps.programmes.models import PlanFile
from giamngheo.apps.programmes.tasks import read_plan
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.tasks.actions import TaskError, begin
from giamngheo.foundation.tasks.models import Task

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


def fields_of(page: str, part: str) -> dict[str, str]:
    """What a form of the page would send."""
    form = page.partition(f'id="{part}"')[2].partition("</form>")[0]
    fields = dict(
        re.findall(r'<input class="form-control[^"]*" id="([^"]+)" name="[^"]+" value="([^"]*)"', form)
    )
    for name, options in re.findall(r'<select class="form-select" id="([^"]+)"[^>]*>(.*?)</select>', form):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    for name in re.findall(r'type="checkbox" id="([^"]+)"[^>]*checked', form):
        fields[name] = "co"
    return fields | {"viec": part}


def test_a_plan_is_handed_in_looked_through_corrected_and_taken_in(country: Country) -> None:
    client = signed_in(("officer", country.east))
    assert "Chưa có kế hoạch nào" in said(client, "/ke-hoach/tep/")
    file = SimpleUploadedFile("ke-hoach.md", PLAN.read_bytes())
    answer = client.post("/ke-hoach/tep/moi/", {"don-vi": country.east.pk, "tep": file})
    assert answer.status_code == 302
    address = answer.headers["Location"]
    page = said(client, address)
    assert "Kế hoạch số 45/KH-UBND" in page and "Đang soát lại" in page
    assert '<li id="d1" value="1">**ỦY BAN NHÂN DÂN THÀNH PHỐ SÔNG CÁI**</li>' in page
    assert "Công chức Văn hóa - Xã hội" in page and "Dự án 2: Đa dạng hóa sinh kế" in page
    for part, change in (
        ("dau", {"so": "46/KH-UBND"}), ("chi-tieu", {"t1-gia-tri": "26"}), ("du-an", {"p0-chu-tri": "Hội A"}),
    ):  # fmt: skip
        answer = client.post(f"{address}viec/", fields_of(page, part) | change)
        assert answer.status_code == 302, part
        assert answer.headers["Location"] == f"{address}#{part}"
    wrong = client.post(f"{address}viec/", fields_of(page, "chi-tieu") | {"t1-gia-tri": "nhiều"})
    assert wrong.status_code == 422
    assert "«nhiều» không phải con số" in html.unescape(wrong.content.decode())
    assert client.post(f"{address}viec/", {"viec": "dua-vao"}).status_code == 302
    page = said(client, address)
    assert "Đã đưa vào hệ thống" in page and "Lưu chỉ tiêu" not in page
    given = json.loads(client.get(f"{address}ke-hoach.json").content)
    assert (given["number"], given["targets"][1]["value"], given["projects"][0]["lead"]) == (
        "46/KH-UBND", 26.0, ["Hội A"],
    )  # fmt: skip
    plan = PlanFile.objects.get().plan
    assert plan is not None
    assert [one.in_scope for one in plan.projects] == [True, True, True, False, False, False]
    assert client.post(f"{address}viec/", {"viec": "bo", "ly-do": "thay"}).status_code == 302
    assert "Đã thôi dùng: thay" in said(client, address)
    assert "ke-hoach.md" in said(client, "/ke-hoach/tep/")


def test_a_file_that_cannot_be_read_is_refused_on_the_form(country: Country) -> None:
    client = signed_in(("officer", country.east))
    file = SimpleUploadedFile("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    answer = client.post("/ke-hoach/tep/moi/", {"don-vi": country.east.pk, "tep": file})
    assert answer.status_code == 422
    assert "Word đời cũ" in html.unescape(answer.content.decode())


def test_who_only_sees_results_sees_and_does_not_change(country: Country) -> None:
    row = handed_in(country.east)
    seeing = signed_in(("health", country.east))
    page = said(seeing, f"/ke-hoach/tep/{row.pk}/")
    assert "Đưa vào hệ thống" not in page and "Lưu phần đầu" not in page and "disabled" in page
    assert "Đọc một kế hoạch" not in said(seeing, "/ke-hoach/tep/")
    assert seeing.post(f"/ke-hoach/tep/{row.pk}/viec/", {"viec": "dua-vao"}).status_code == 403
    other = signed_in(("officer", country.west))
    assert said(other, f"/ke-hoach/tep/{row.pk}/", 404)
    assert PLAN.name not in said(other, "/ke-hoach/tep/")
    above = signed_in(("officer", country.province))
    assert "Kế hoạch số 45/KH-UBND" in said(above, f"/ke-hoach/tep/{row.pk}/")


def test_a_pdf_is_told_as_running_work_until_it_is_read(country: Country, tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(300, 400)
    document.save(str(tmp_path / "quet.pdf"))
    client = signed_in(("officer", country.east))
    file = SimpleUploadedFile("quet.pdf", (tmp_path / "quet.pdf").read_bytes())
    address = client.post("/ke-hoach/tep/moi/", {"don-vi": country.east.pk, "tep": file}).headers["Location"]
    page = said(client, address)
    assert "Đang đọc" in page and "Đọc kế hoạch" in page and f'hx-get="{address}"' in page
    assert "Đọc một kế hoạch" in said(client, "/viec-dang-chay/")
    part = client.get(address, headers={"HX-Request": "true"})
    assert "long-work" in part.content.decode()
    task = begin(Task.objects.get(kind=READ).pk)
    assert task is not None
    with pytest.raises(TaskError):
        read_plan(task)
    assert client.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "Không đọc được" in said(client, address)


def test_a_page_that_was_not_read_is_told_above_the_text_and_in_its_place(
    country: Country, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = scanned(tmp_path / "lan.pdf", (OPENING, MIDDLE, CLOSING), [2])
    monkeypatch.setenv("PATH", str(tmp_path))  # no Tesseract
    client = signed_in(("officer", country.east))
    file = SimpleUploadedFile("lan.pdf", path.read_bytes())
    address = client.post("/ke-hoach/tep/moi/", {"don-vi": country.east.pk, "tep": file}).headers["Location"]
    task = begin(Task.objects.get(kind=READ).pk)
    assert task is not None
    read_plan(task)
    page = said(client, address)
    assert "Có 1 trang là ảnh chưa đọc được" in page and "Trang 2 là ảnh, chưa được đọc" in page
    text = page.partition('class="plan-lines"')[2].partition("</ol>")[0]
    assert OPENING[-1] in text.partition("[Trang 2 là ảnh, chưa đọc được]")[0]
    assert CLOSING[0] in text.partition("[Trang 2 là ảnh, chưa đọc được]")[2]
    assert client.post(f"{address}viec/", fields_of(page, "dau") | {"so": "8/KH-UBND"}).status_code == 302
    assert "Trang 2 là ảnh, chưa được đọc" in said(client, address)
