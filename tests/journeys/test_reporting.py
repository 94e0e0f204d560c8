"""A report is drawn up, written, sent, returned by cell, answered, accepted and locked, in a real browser."""

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


def test_a_report_goes_up_comes_back_and_is_locked(
    page: Page, context: BrowserContext, server: str, accessible: Callable[[Page], None]
) -> None:
    country = make_country()
    poor_home(country, "east_1", "Mẫu Văn Một")
    frozen(country.east)
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
    page.get_by_label("Vì sao số này đúng").fill("Đã đối chiếu quyết định 12")
    page.get_by_role("button", name="Lưu trả lời").click()
    accessible(page)
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
    accessible(page)
    page.goto("/che-do-bao-cao/lich/")
    accessible(page)
    page.goto("/che-do-bao-cao/yeu-cau/")
    accessible(page)
