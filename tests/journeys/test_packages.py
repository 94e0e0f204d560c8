"""A package is made and sent, taken in above, a cell is remarked, it comes back, in a real browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.packages.made import frozen
from tests.factories.people import make_person
from tests.factories.places import make_country

from giamngheo.apps.packages.actions import make_package
from giamngheo.apps.packages.keys import fingerprint_of, make_own_key
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.audit.actions import SYSTEM

pytestmark = pytest.mark.browser


def come_in(context: BrowserContext, server: str, person: User) -> None:
    client = Client()
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])


def test_the_province_returns_a_cell_and_the_commune_reads_why(
    page: Page,
    context: BrowserContext,
    server: str,
    accessible: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    country = make_country()
    snapshot = frozen(country, "Mẫu Một", "Mẫu Hai")
    key = make_own_key(Path(settings.DATA))
    content = make_package(snapshot, SYSTEM).path.read_bytes()
    sent, answer = tmp_path / "goi.zip", tmp_path / "phieu.zip"
    sent.write_bytes(content)

    come_in(context, server, make_person(("officer", country.province)))
    page.goto("/goi-bao-cao/")
    accessible(page)
    page.get_by_role("link", name="Nhận gói, phiếu trả lời").first.click()
    page.get_by_label("Tệp .zip").set_input_files(sent)
    page.get_by_role("button", name="Kiểm và nhận").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa biết bên ký")
    accessible(page)
    page.get_by_role("link", name="Khóa ký", exact=True).click()
    page.get_by_label("Khóa này ký gì").select_option(label="Ký gói báo cáo của xã Đông")
    page.get_by_label("Khóa công khai").fill(key.public)
    page.get_by_label("Dấu vân tay nghe qua điện thoại").fill(fingerprint_of(key.public))
    page.get_by_role("button", name="Đăng ký khóa").click()
    expect(page.get_by_role("status")).to_contain_text("Đã đăng ký khóa")
    accessible(page)
    page.goto("/goi-bao-cao/nhan/")
    page.get_by_label("Tệp .zip").set_input_files(sent)
    page.get_by_role("button", name="Kiểm và nhận").click()
    expect(page.get_by_role("status")).to_contain_text("chữ ký đúng")
    accessible(page)
    page.get_by_role("link", name="1. Tổng hợp kết quả chính thức").click()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Thôn Đông Một"))
    row.get_by_role("link", name="1", exact=True).nth(2).click()
    accessible(page)
    page.get_by_label("Vì sao chưa chấp nhận ô này").fill("Danh sách của thôn có 3 hộ")
    page.get_by_role("button", name="Lưu nhận xét").click()
    accessible(page)
    page.get_by_role("link", name="Xã Đông, lần 1").click()
    page.get_by_role("button", name="Trả lại gói").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải phiếu trả lời (.zip)").click()
    download.value.save_as(answer)

    come_in(context, server, make_person(("officer", country.east)))
    page.goto("/goi-bao-cao/khoa/")
    page.get_by_label("Khóa này ký gì").select_option(label="Ký phiếu trả lời cho xã Đông")
    page.get_by_label("Khóa công khai").fill(key.public)
    page.get_by_label("Dấu vân tay nghe qua điện thoại").fill(fingerprint_of(key.public))
    page.get_by_role("button", name="Đăng ký khóa").click()
    page.goto("/goi-bao-cao/nhan/")
    page.get_by_label("Tệp .zip").set_input_files(answer)
    page.get_by_role("button", name="Kiểm và nhận").click()
    expect(page.get_by_role("heading", name="Đã trả lại")).to_be_visible()
    expect(page.get_by_text("Danh sách của thôn có 3 hộ")).to_be_visible()
    accessible(page)
