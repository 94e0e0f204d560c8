"""Help given to households, in the browser: the ledger, the needs that wait, one household's own page."""

import csv
import html
import io
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.apps.households.made import WHO, about, home
from tests.apps.support.made import helped
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.households.actions import Decision, Recognised, add_need, recognise_household
from giamngheo.apps.households.models import Household
from giamngheo.apps.support.models import Support
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db
TYPED = {
    "nhu-cau": "livelihood",
    "noi-dung": "Bò giống sinh sản",
    "hinh-thuc": "goods",
    "so-luong": "1,5",
    "don-vi-tinh": "con",
    "gia-tri": "15.000.000",
    "ngay": "01/03/2026",
    "nguon": "programme",
    "don-vi": "UBND xã thử",
}


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def family(country: Country) -> Household:
    return home(country.east_1, "Mẫu Thị Hoà", "Mẫu Văn Con")


def browser(role: str, *areas: object) -> Client:
    client = Client()
    client.force_login(make_person(*((role, area) for area in areas)))  # type: ignore[arg-type]
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.getvalue().decode())


def test_help_is_written_down_and_shown_on_the_household_and_in_the_ledger(
    country: Country, family: Household
) -> None:
    officer = browser("officer", country.east)
    address = f"/so-ho/{family.code}/ho-tro/"
    assert officer.post(address, TYPED).status_code == 302
    row = Support.objects.get()
    assert (row.value, str(row.quantity), row.giver) == (15_000_000, "1.500", "UBND xã thử")
    for told in (page(officer, address), page(officer, "/ho-tro/?nam=2026")):
        assert "Bò giống sinh sản, 1,5 con" in told
        assert "chưa có quyết định" in told
    assert "Bò giống" not in page(officer, "/ho-tro/?nam=2025")
    assert "Bò giống" not in page(officer, "/ho-tro/?nam=2026&nguon=fund")
    assert "Bò giống" in page(officer, "/ho-tro/?nam=2026&nguon=programme&nhu-cau=livelihood")
    assert "Bò giống" not in page(browser("officer", country.west), "/ho-tro/?nam=2026")
    assert "Bò giống" in page(
        browser("health", country.province), f"/ho-tro/?nam=2026&dia-ban={country.east.pk}"
    )


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"nhu-cau": "x"}, "nhu-cau", "Chưa chọn nhu cầu"),
        ({"hinh-thuc": ""}, "hinh-thuc", "Chưa chọn hình thức"),
        ({"nguon": ""}, "nguon", "Chưa chọn nguồn"),
        ({"so-luong": "một"}, "so-luong", "Ghi một số"),
        ({"gia-tri": "1,5"}, "gia-tri", "Ghi số đồng"),
        ({"ngay": "31/2/2026"}, "ngay", "không có trong lịch"),
        ({"ngay": ""}, "ngay", "Chưa có ngày"),
        ({"noi-dung": ""}, "", "chưa ghi hỗ trợ gì"),
        ({"nguoi": "9999999"}, "", "không thuộc hộ"),
    ],
)
def test_a_form_that_cannot_be_keeps_what_was_typed_and_says_the_remedy(
    country: Country, family: Household, typed: dict[str, str], field: str, sentence: str
) -> None:
    answer = browser("officer", country.east).post(f"/so-ho/{family.code}/ho-tro/", TYPED | typed)
    told = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert sentence in told
    assert "UBND xã thử" in told
    assert (f'id="{field}-loi"' in told) is bool(field)
    assert not Support.objects.exists()


def test_a_need_met_before_asks_why_again(country: Country, family: Household) -> None:
    officer, address = browser("officer", country.east), f"/so-ho/{family.code}/ho-tro/"
    helped(family, "livelihood")
    refused = officer.post(address, TYPED)
    told = html.unescape(refused.content.decode())
    assert "đã được hỗ trợ" in told
    assert 'id="vi-sao-them-loi"' in told
    assert officer.post(address, TYPED | {"vi-sao-them": "Bò chết rét"}).status_code == 302
    assert "hỗ trợ thêm vì: Bò chết rét" in page(officer, address)


def test_help_is_taken_back_with_a_reason_where_it_was_given(country: Country, family: Household) -> None:
    row = helped(family)
    address = f"/so-ho/{family.code}/ho-tro/{row.pk}/rut-lai/"
    officer = browser("officer", country.east)
    assert officer.post(address, {"ly-do": " "}).status_code == 422
    assert browser("officer", country.west).post(address, {"ly-do": "x"}).status_code == 404
    assert browser("village_head", country.east_1).post(address, {"ly-do": "x"}).status_code == 403
    assert officer.post(address, {"ly-do": "ghi nhầm hộ"}).status_code == 302
    assert "Đã rút lại: ghi nhầm hộ" in page(officer, f"/so-ho/{family.code}/ho-tro/")
    assert officer.post(address, {"ly-do": "lần nữa"}).status_code == 422


def test_a_page_asks_as_often_whatever_a_household_was_given(country: Country, family: Household) -> None:
    officer, address, asked = browser("officer", country.east), f"/so-ho/{family.code}/ho-tro/", []
    for need in ("housing", "water", "toilet"):
        helped(family, need)
        page(officer, address)
        with CaptureQueriesContext(connection) as captured:
            page(officer, address)
        asked.append(len(captured))
    assert asked[0] == asked[1] == asked[2]


def test_who_may_not_give_sees_without_the_form(country: Country, family: Household) -> None:
    helped(family)
    head = browser("village_head", country.east_1)
    told = page(head, f"/so-ho/{family.code}/ho-tro/")
    assert "Tiền thử" in told
    assert "Ghi một khoản hỗ trợ" not in told
    assert head.post(f"/so-ho/{family.code}/ho-tro/", TYPED).status_code == 404
    assert browser("officer", country.west).get(f"/so-ho/{family.code}/ho-tro/").status_code == 404


def test_needs_wait_until_they_are_met(country: Country, family: Household) -> None:
    officer = browser("officer", country.east)
    add_need(family, "livelihood", "nuôi bò", about(), WHO)
    assert "nuôi bò" in page(officer, "/ho-tro/chua-dap-ung/?nam=2026")
    assert "nuôi bò" not in page(officer, "/ho-tro/chua-dap-ung/?nam=2026&nhu-cau=water")
    assert "nuôi bò" not in page(browser("officer", country.west), "/ho-tro/chua-dap-ung/?nam=2026")
    assert "/ho-tro/chua-dap-ung/?nam=2026&nhu-cau=livelihood" in page(officer, "/ho-tro/?nam=2026") or (
        "/ho-tro/chua-dap-ung/?nhu-cau=livelihood" in page(officer, "/ho-tro/?nam=2026")
    )
    officer.post(f"/so-ho/{family.code}/ho-tro/", TYPED)
    assert "nuôi bò" not in page(officer, "/ho-tro/chua-dap-ung/?nam=2026")


def test_a_lacking_service_is_told_with_what_helps_and_who_waits(country: Country, family: Household) -> None:
    decision = Decision("12/QĐ-UBND", date(2025, 12, 10), "Chủ tịch UBND xã Đông", 2026)
    said = Recognised(family.pk, "poor", deprivations=("housing_quality",))
    recognise_household(family, said, decision, about(date(2025, 12, 10)), WHO)
    officer, address = browser("officer", country.east), "/ho-tro/thieu-hut/?nam=2026"
    assert "Nhà ở: xây mới, sửa chữa" in page(officer, address)
    assert "thieu=housing_quality" in page(officer, address)
    assert "Mẫu Thị Hoà" in page(officer, f"{address}&thieu=housing_quality")
    assert "Mẫu Thị Hoà" not in page(browser("officer", country.west), f"{address}&thieu=housing_quality")
    taken = officer.get("/ho-tro/thieu-hut/danh-sach.csv?nam=2026&thieu=housing_quality")
    assert "Mẫu Thị Hoà" in taken.getvalue().decode("utf-8-sig")
    helped(family)
    assert "Mẫu Thị Hoà" not in page(officer, f"{address}&thieu=housing_quality")


def test_both_lists_are_taken_away_within_the_area_and_the_trail_tells(
    country: Country, family: Household
) -> None:
    helped(family, day=date(2026, 3, 1))
    add_need(family, "water", "", about(), WHO)
    for address, words in (("ho-tro/danh-sach", "Tiền thử"), ("ho-tro/chua-dap-ung/danh-sach", "Nước sạch")):
        for area, is_told in ((country.east, True), (country.west, False)):
            answer = browser("officer", area).get(f"/{address}.csv?nam=2026")
            lines = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
            assert any(words in line for line in lines) is is_told
    assert AuditLine.objects.filter(verb="support.export").count() == 4


def test_a_province_sees_its_units_and_not_their_households(country: Country, family: Household) -> None:
    decision = Decision("12/QĐ-UBND", date(2025, 12, 10), "Chủ tịch UBND xã Đông", 2026)
    said = Recognised(family.pk, "poor", deprivations=("housing_quality",))
    recognise_household(family, said, decision, about(date(2025, 12, 10)), WHO)
    add_need(family, "water", "giếng khoan", about(), WHO)
    helped(family)
    officer = browser("officer", country.province)
    ledger = page(officer, "/ho-tro/?nam=2026")
    assert f"dia-ban={country.east.pk}" in ledger
    assert "1.000.000" in ledger
    assert "Đếm lại" not in ledger
    assert "Mẫu Thị Hoà" not in ledger
    waiting = page(officer, "/ho-tro/chua-dap-ung/?nam=2026&nhu-cau=water")
    assert "giếng khoan" not in waiting
    assert "Xã Đông" in waiting
    assert "Xã Đông" in page(officer, "/ho-tro/thieu-hut/?nam=2026&thieu=housing_quality")
    assert "giếng khoan" in page(officer, f"/ho-tro/chua-dap-ung/?nam=2026&dia-ban={country.east.pk}")
    assert officer.get(f"/ho-tro/?dia-ban={country.other_province.pk}").status_code == 404
    assert officer.get(f"/ho-tro/?dia-ban={country.nation.pk}").status_code == 404
