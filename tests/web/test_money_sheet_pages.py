"""Pages of sheets of allocations and needs: looked at, bad rows taken away, drafted, seen by its own unit."""

import html
import io
import re
from pathlib import Path

import polars as pl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from tests.apps.budgets.made import PROGRAMME, YEAR, given
from tests.apps.budgets.sheets_made import workbook
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.budgets.long_work import TAKE_IN, take_in_in_background
from giamngheo.apps.budgets.models import Decision, Estimate, Loading
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.foundation.tasks.actions import begin
from giamngheo.foundation.tasks.models import Task

pytestmark = pytest.mark.django_db
HEADINGS = ["STT", "Đơn vị", "Dự án", "Nguồn vốn", "Tính chất vốn", "Số tiền"]
OF = ["2", "NSTW", "Vốn sự nghiệp"]
ALLOCATE, NEEDS = "/kinh-phi/quyet-dinh/nap/", "/kinh-phi/nhu-cau/nap/"


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path / "data"
    return make_country()


def signed_in(*held: tuple[str, Area]) -> Client:
    client = Client()
    client.force_login(make_person(*held))
    return client


def sent(client: Client, address: str, fields: dict[str, object], status: int = 200) -> str:
    answer = client.post(address, fields)
    words = re.sub(r"\s+", " ", html.unescape(answer.content.decode()))
    assert answer.status_code == status, words
    return answer.headers.get("Location", "") if status == 302 else words


def ticket_in(page: str) -> str:
    found = re.search(r'name="phieu" value="([^"]+)"', page)
    assert found, page
    return found[1]


def upload(path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile(path.name, path.read_bytes())


def sheet(folder: Path, rows: int = 1) -> Path:
    told: list[list[object]] = [
        ["Kèm theo Quyết định số 9/QĐ-UBND ngày 05/02/2025 của UBND tỉnh Mẫu"],
        HEADINGS,
        [1, "Xã Đông", *OF, 600],
        [2, "Xã Lạ", *OF, 1],
        *([place, "Phường Tây", *OF, place] for place in range(3, rows + 2)),
    ]
    return workbook(folder / "phan-bo.xlsx", told)


def test_a_sheet_of_allocations_is_looked_at_its_bad_rows_taken_away_and_drafted(
    country: Country, tmp_path: Path
) -> None:
    given(country.province, 1_000, "2")
    finance, path = signed_in(("finance", country.province)), sheet(tmp_path)
    of = {"don-vi": country.province.pk, "nam": YEAR}
    page = sent(finance, ALLOCATE, {**of, "decision": "allocate", "tep": upload(path)})
    assert "1 khoản ghi được, cộng 600 đồng; 1 điều cần sửa, trong 2 dòng" in re.sub("<[^>]+>", "", page)
    assert "«Xã Lạ» không phải đơn vị này" in page and "Tải 1 dòng cần sửa" in page
    assert 'value="9/QĐ-UBND"' in page and 'value="5/2/2025"' in page and 'value="UBND tỉnh Mẫu"' in page
    ticket = ticket_in(page)
    file = finance.get("/kinh-phi/nap/dong-can-sua/", {"phieu": ticket})
    rows = pl.read_excel(io.BytesIO(b"".join(file)), engine="calamine", has_header=False)  # type: ignore[call-overload]
    assert (
        "Xã Lạ" in str(rows.rows()) and "Cách xử lý" in str(rows.rows()) and "Xã Đông" not in str(rows.rows())
    )
    for other in (signed_in(("finance", country.east)), signed_in(("finance", country.far))):
        assert other.get("/kinh-phi/nap/dong-can-sua/", {"phieu": ticket}).status_code == 404
    assert finance.get("/kinh-phi/nap/dong-can-sua/", {"phieu": "x"}).status_code == 404
    paper = {"so": "9/QĐ-UBND", "ngay": "5/2/2025", "co-quan": "UBND tỉnh", "trich-yeu": "Giao kinh phí"}
    bad = sent(finance, ALLOCATE, {**of, "phieu": ticket, "ghi": "1", **paper, "ngay": "40/2/2025"}, 422)
    assert "không có trong lịch" in bad and ticket_in(bad) == ticket
    where = sent(finance, ALLOCATE, {**of, "phieu": ticket, "ghi": "1", **paper}, 302)
    made = Decision.objects.latest("pk")
    assert (
        where == f"/kinh-phi/quyet-dinh/{made.pk}/" and made.state == "draft" and made.number == "9/QĐ-UBND"
    )
    page = html.unescape(finance.get(where).content.decode())
    assert "Nạp từ tệp «phan-bo.xlsx»: 1 khoản, 600 đồng." in page and "Để lại 1 dòng cần sửa." in page
    again = sent(finance, ALLOCATE, {**of, "decision": "allocate", "tep": upload(path)})
    assert "Tệp này đã nạp lúc" in again and "Mở dự thảo" in again
    wrong = sent(finance, ALLOCATE, {**of, "phieu": ticket_in(again), "ghi": "1", **paper}, 422)
    assert "Quyết định số 9/QĐ-UBND ngày 05/02/2025 đã có" in wrong
    assert AuditLine.objects.filter(verb="budgets.loaded").count() == 1


def test_a_file_that_is_no_sheet_is_refused_under_the_name_that_its_owner_knows(country: Country) -> None:
    finance, of = signed_in(("finance", country.province)), {"don-vi": country.province.pk, "nam": YEAR}
    for content, words in ((b"\0\1" * 500, "không phải bảng tính"), (b" ", "«Phân bổ.xlsx»")):
        given_file = SimpleUploadedFile("Phân bổ.xlsx", content)
        page = sent(finance, ALLOCATE, {**of, "decision": "allocate", "tep": given_file}, 422)
        assert "Tệp «Phân bổ.xlsx»" in page and words in page


def test_a_long_sheet_of_allocations_is_drafted_in_the_background(
    country: Country, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("giamngheo.web.staff.budgets.taking_in.AT_ONCE", 3)
    given(country.province, 1_000, "2")
    finance = signed_in(("finance", country.province))
    of = {"don-vi": country.province.pk, "nam": YEAR}
    path = sheet(tmp_path, 6)
    page = sent(finance, ALLOCATE, {**of, "decision": "allocate", "tep": upload(path)})
    fields = {**of, "phieu": ticket_in(page), "ghi": "1", "trich-yeu": "Giao", "ngay": "5/2/2025"}
    where = sent(finance, ALLOCATE, fields, 302)
    assert not Loading.objects.exists()
    task = begin(Task.objects.get(kind=TAKE_IN).pk)
    assert task is not None
    take_in_in_background(task)
    page = html.unescape(finance.get(where).content.decode())
    assert "Đã ghi 6 dòng; để lại 1 dòng cần sửa." in page
    made = Decision.objects.latest("pk")
    assert made.title == "Giao" and str(made.day) == "2025-02-05"
    assert sorted(made.lines.values_list("amount", flat=True)) == [25, 600]


def test_a_sheet_of_needs_is_kept_and_taken_back_by_who_keeps_the_money(
    country: Country, tmp_path: Path
) -> None:
    finance = signed_in(("finance", country.east))
    of = {"don-vi": country.east.pk, "nam": YEAR}
    rows = [["STT", "Dự án", "Nội dung", "Số tiền", "Thuyết minh"], [1, "2", "Nuôi dê", 500, "5 con × 100"]]
    path = workbook(tmp_path / "nhu-cau.xlsx", rows)
    page = sent(finance, NEEDS, {**of, "tep": upload(path)})
    assert "chưa chọn tính chất vốn" in page and "chưa chọn nguồn" in page
    chosen = {"nature": "recurrent_fund", "source": "central"}
    page = sent(finance, NEEDS, {**of, **chosen, "tep": upload(path)})
    sent(finance, NEEDS, {**of, "phieu": ticket_in(page), "ghi": "1"}, 302)
    need = Estimate.objects.get()
    assert (need.asked, need.item, need.ground, need.made_by_name) == (
        500, "Nuôi dê", "5 con × 100", need.loading.made_by_name,  # type: ignore[union-attr]
    )  # fmt: skip
    page = sent(finance, NEEDS, {**of, **chosen, "tep": upload(path)})
    assert "Tệp này đã nạp lúc" in page and "1 dòng đã có trong sổ (dòng 2)" in page
    loading = Loading.objects.get()
    undo = f"/kinh-phi/chung-tu/nap/{loading.pk}/hoan-tac/"
    assert sent(finance, undo, {"ly-do": "nhầm"}, 302).startswith(NEEDS)
    assert Estimate.objects.get().state == "withdrawn"
    seeing = signed_in(("front", country.east))
    assert seeing.get(NEEDS).status_code == seeing.get(ALLOCATE).status_code == 403


def test_money_of_a_programme_that_is_over_is_read_for_it(country: Country, tmp_path: Path) -> None:
    finance = signed_in(("finance", country.east))
    of = {"don-vi": country.east.pk, "nam": 2026, "nature": "recurrent_fund", "source": "central"}
    rows = [["STT", "Dự án", "Số tiền", "Thuyết minh"], [1, "3.1", 500, "5 con × 100"]]
    path = workbook(tmp_path / "nhu-cau.xlsx", rows)
    page = sent(finance, NEEDS, {**of, "tep": upload(path)})
    assert "không có dự án «3.1»" in page
    page = sent(finance, NEEDS, {**of, "programme": PROGRAMME, "tep": upload(path)})
    assert f'value="{PROGRAMME}" selected' in page
    sent(finance, NEEDS, {**of, "phieu": ticket_in(page), "ghi": "1"}, 302)
    need = Estimate.objects.get()
    assert (need.programme, need.project, need.year) == (PROGRAMME, "3.1", 2026)
    rows = [["STT", "Nội dung", "Số tiền", "Thuyết minh"], [1, "Nuôi dê", 700, "7 con × 100"]]
    path = workbook(tmp_path / "khac.xlsx", rows)
    page = sent(finance, NEEDS, {**of, "project": f"{PROGRAMME}:2", "tep": upload(path)})
    assert f'value="{PROGRAMME}:2" selected' in page
    sent(finance, NEEDS, {**of, "phieu": ticket_in(page), "ghi": "1"}, 302)
    assert Estimate.objects.filter(programme=PROGRAMME, project="2", item="Nuôi dê").exists()
