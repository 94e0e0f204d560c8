"""A commune's workbook into the register in a real browser: looked at, written, given back, taken back."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.exchange.register.made import HEADINGS, workbook
from tests.apps.households.made import home
from tests.factories.people import make_person
from tests.factories.places import make_country

pytestmark = pytest.mark.browser


def test_a_file_is_looked_at_written_given_back_and_taken_back(
    page: Page, context: BrowserContext, server: str, accessible: Callable[[Page], None], tmp_path: Path
) -> None:
    country = make_country()
    kept = home(country.east_1, "Mẫu Thị Hoà", "Mẫu Văn Con")
    client = Client()
    client.force_login(make_person(("officer", country.east)))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])
    file = workbook(
        tmp_path / "sổ hộ.xlsx",
        {
            "Hộ": [
                ["DANH SÁCH HỘ (dữ liệu thử, không phải người thật)"],
                HEADINGS,
                [1, 1, "Đông Một", "Mẫu Thị Hoà", "Chủ hộ", "Nữ", 1970, None, "Kinh"],
                [2, 1, "Đông Một", "Mẫu Văn Con", "Con", "Nam", "2/3/2001", None, "Kinh"],
                [3, 2, "Đông Hai", "Thử Văn Mới", "Chủ hộ", "Nam", "1/1/58", None, "Sao Hoả"],
                [4, 3, "Đông Chín", "Ví Văn Lạc", "Chủ hộ", "Nam", 1970, None, "Kinh"],
            ]
        },
    )

    page.goto("/so-ho/")
    page.get_by_role("link", name="Nhập danh sách").click()
    accessible(page)
    page.get_by_label("Tệp danh sách").set_input_files(file)
    page.get_by_label("Hộ của đơn vị nào").select_option(label="Xã Đông")
    page.get_by_label("Danh sách này là danh sách nào").fill("sổ của xã")
    page.get_by_label("Danh sách đúng tại ngày").fill("1/10/2025")
    page.get_by_role("button", name="Đọc danh sách").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Các cột nhận được")
    accessible(page)
    page.get_by_role("button", name="So với sổ").click()
    expect(page.get_by_role("status")).to_contain_text("Chưa ghi gì. 1 hộ mới, 1 hộ đã có trong sổ")
    expect(page.get_by_text("không có thôn, tổ dân phố «Đông Chín» trong xã Đông")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Có thay đổi").click()
    expect(page.get_by_role("row", name="Mẫu Văn Con")).to_have_count(3)
    accessible(page)
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi")
    accessible(page)

    with page.expect_download() as given:
        page.get_by_role("link", name="Tải lại tệp của bạn").click()
    saved = tmp_path / "lai.xlsx"
    given.value.save_as(saved)
    book = openpyxl.load_workbook(saved)
    assert "Đông Chín" in book["Hộ"]["C6"].comment.text
    assert "Sao Hoả" in book["Hộ"]["I5"].comment.text

    page.goto(f"/so-ho/{kept.code}/")
    expect(page.get_by_text("Nhập danh sách").first).to_be_visible()
    page.goto("/so-ho/?tim=thu+van+moi")
    expect(page.get_by_role("link", name="Thử Văn Mới")).to_be_visible()
    page.goto("/so-ho/nhap/")
    page.get_by_role("link", name="sổ hộ.xlsx").click()
    page.get_by_text("Hoàn tác cả lần nhập").click()
    page.get_by_label("Lý do").fill("nhầm tệp")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_role("status")).to_contain_text("Đã hoàn tác")
