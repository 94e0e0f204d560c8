"""A report is drawn up, sent, returned by cell, corrected, accepted, locked, adjusted: in a real browser."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.reporting.test_chain import frozen
from tests.apps.snapshots.test_snapshots import poor_home
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

pytestmark = pytest.mark.browser


def as_(context: BrowserContext, server: str, country: Country, role: str, area: str) -> None:
    """Sign in as somebody with a role in an area."""
    client = Client()
    client.force_login(make_person((role, country.areas[area])))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])


def sent_and_locked(page: Page, context: BrowserContext, server: str, country: Country, address: str) -> None:
    """Checked and sent by another person of the unit, accepted and locked above."""
    as_(context, server, country, "administrator", "east")
    page.goto(address)
    page.get_by_role("button", name="Đã kiểm tra, thấy đúng").click()
    page.get_by_label("Số, ngày văn bản báo cáo").fill("BC 13/BC-UBND")
    page.get_by_role("button", name="Ký gửi").click()
    as_(context, server, country, "administrator", "province")
    page.goto(address)
    page.get_by_role("button", name="Nhận báo cáo").click()
    page.get_by_role("button", name="Khóa kỳ báo cáo").click()
    expect(page.get_by_text("Đã khóa").first).to_be_visible()


def test_a_report_goes_up_comes_back_is_locked_and_adjusted(
    page: Page, context: BrowserContext, server: str, accessible: Callable[[Page], None]
) -> None:
    country = make_country()
    poor_home(country, "east_1", "Mẫu Văn Một")
    first = frozen(country.east)
    as_(context, server, country, "officer", "east")
    page.goto("/che-do-bao-cao/?nam=2026")
    accessible(page)
    page.get_by_role("link", name="Báo cáo chính thức kết quả rà soát định kỳ, năm 2026").first.click()
    address = page.url
    accessible(page)
    page.get_by_role("button", name="Lập báo cáo").click()
    expect(page.get_by_role("heading", name="Số liệu", exact=True)).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Viết lời báo cáo").click()
    page.get_by_label("2. Kết quả rà soát").fill("Một hộ nghèo.\nKhông có khiếu nại.")
    accessible(page)
    page.get_by_role("button", name="Lưu lời báo cáo").click()
    expect(page.get_by_text("Không có khiếu nại.")).to_be_visible()
    expect(page.get_by_text("người khác của đơn vị kiểm tra")).to_be_visible()

    as_(context, server, country, "administrator", "east")
    page.goto(address)
    page.get_by_role("button", name="Đã kiểm tra, thấy đúng").click()
    page.get_by_label("Số, ngày văn bản báo cáo").fill("BC 12/BC-UBND ngày 1/11/2026")
    page.get_by_role("button", name="Ký gửi").click()
    expect(page.get_by_text("Đã gửi, chờ nhận").first).to_be_visible()

    as_(context, server, country, "administrator", "province")
    page.goto(address)
    accessible(page)
    page.get_by_role("link", name="1. Tổng hợp kết quả").click()
    accessible(page)
    page.get_by_role("link", name="Không nhận 1, Số hộ nghèo").first.click()
    page.get_by_label("Vì sao không nhận").fill("Sổ trên tỉnh là 2 hộ")
    accessible(page)
    page.get_by_role("button", name="Đánh dấu").click()
    expect(page.get_by_text("Sổ trên tỉnh là 2 hộ").last).to_be_visible()
    page.goto(address)
    page.get_by_label("Vì sao trả lại").fill("Xem lại cột 1")
    page.get_by_role("button", name="Trả lại báo cáo").click()
    expect(page.get_by_text("Bị trả lại").first).to_be_visible()
    as_(context, server, country, "officer", "east")
    page.goto(address)
    expect(page.get_by_label("Vì sao số này đúng")).to_be_visible()
    accessible(page)
    poor_home(country, "east_2", "Mẫu Văn Sót")
    second = frozen(country.east, first)
    page.goto(address)
    page.get_by_role("button", name="Lập lại").click()
    expect(page.get_by_text("đã khác").first).to_be_visible()
    accessible(page)
    sent_and_locked(page, context, server, country, address)

    poor_home(country, "east_2", "Mẫu Văn Ba")
    frozen(country.east, second)
    as_(context, server, country, "administrator", "east")
    page.goto(address)
    page.locator("summary", has_text="Điều chỉnh").click()
    page.get_by_label("Lý do và số, ngày văn bản").fill("Quyết định 15/QĐ-UBND: sót một hộ")
    page.get_by_role("button", name="Mở điều chỉnh").click()
    as_(context, server, country, "officer", "east")
    page.goto(address)
    page.get_by_role("button", name="Lập lại").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa ghi lý do")
    page.get_by_label("Lý do").first.fill("sót một hộ")
    page.get_by_role("button", name="Lập lại").click()
    expect(page.get_by_text("số khác bản đã nhận: vì sót một hộ")).to_be_visible()
    accessible(page)
    sent_and_locked(page, context, server, country, address)
    accessible(page)
    page.goto("/che-do-bao-cao/lich/")
    accessible(page)
    page.goto("/che-do-bao-cao/yeu-cau/")
    accessible(page)
