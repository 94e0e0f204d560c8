"""A blank is loaded, told where its figures are from, filled in and taken away, in a real browser."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.report_forms.blank_files import blank
from tests.apps.snapshots.test_snapshots import frozen, poor_home
from tests.factories.people import make_person
from tests.factories.places import make_country

from giamngheo.foundation.files import FileKind

pytestmark = pytest.mark.browser


def test_an_officer_loads_a_blank_designs_it_and_fills_it_in(
    page: Page,
    context: BrowserContext,
    server: str,
    accessible: Callable[[Page], None],
    screen: str,
) -> None:
    country = make_country()
    poor_home(country, "east_1", "Mẫu Văn Nghèo")
    frozen(country)
    client = Client()
    client.force_login(make_person(("officer", country.east)))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])

    page.goto("/bieu-mau/")
    accessible(page)
    page.get_by_role("link", name="Nạp Biểu số 03").click()
    page.get_by_role("button", name="Nạp mẫu").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa chọn cấp nào lập biểu")
    accessible(page)
    page.get_by_label("Tệp mẫu trắng (.xlsx)").set_input_files(
        {"name": "bieu.xlsx", "mimeType": FileKind.XLSX.media_type, "buffer": blank()}
    )
    page.get_by_label("Cấp xã").check()
    page.get_by_label("Kỳ lập biểu").select_option(label="hằng quý")
    page.get_by_role("button", name="Nạp mẫu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Phiên bản 1: Biểu số 03")
    accessible(page)

    source = page.locator("section", has=page.get_by_role("heading", name="Khai nguồn số liệu"))
    page.locator("[data-cell=C5]").click()
    expect(source.get_by_label("Vùng ô")).to_have_value("C5")
    source.get_by_label("Cột của biểu tổng hợp, từ bản chốt").check()
    source.locator("#cot").select_option("official_result.poor")
    source.get_by_role("button", name="Khai nguồn").click()
    page.locator("[data-cell=C6]").click()
    page.locator("[data-cell=D6]").click(modifiers=["Shift"])
    expect(source.get_by_label("Vùng ô")).to_have_value("C6:D6")
    source.get_by_role("button", name="Khai nguồn").click()
    source.get_by_label("Vùng ô").fill("D5")
    source.get_by_role("button", name="Khai nguồn").click()
    expect(page.get_by_text("D5: nhập tay, số")).to_be_visible()
    page.get_by_role("button", name="Đưa vào dùng").click()
    expect(page.get_by_text("Đang dùng. Lập hằng quý.")).to_be_visible()
    accessible(page)

    page.get_by_label("Thuộc").get_by_role("link", name="Biểu số 03").click()
    accessible(page)
    page.get_by_role("button", name="Lập biểu").click()
    page.get_by_label("Rút số từ bản chốt").select_option(index=1)
    page.get_by_role("button", name="Rút số").click()
    expect(page.get_by_role("link", name="1", exact=True)).to_be_visible()
    page.get_by_label("Ô C6: Được vay vốn, Hộ nghèo").fill("nhiều")
    page.get_by_role("button", name="Lưu các ô đã nhập").click()
    expect(page.get_by_role("alert")).to_contain_text("«nhiều» không phải con số")
    accessible(page)
    page.get_by_label("Ô C6: Được vay vốn, Hộ nghèo").fill("1")
    page.get_by_label("Ô D6: Được vay vốn, Hộ cận nghèo").fill("0")
    page.get_by_label("Ô D5: Trong danh sách, Hộ cận nghèo").fill("0")
    page.get_by_role("button", name="Hoàn thành").click()
    expect(page.get_by_text("Đã hoàn thành, phiên bản 1.")).to_be_visible()
    accessible(page)
    if screen == "laptop":
        with page.expect_download() as download:
            page.get_by_role("link", name="Tờ biểu (.xlsx)").click()
        assert download.value.suggested_filename.startswith("bieu-so-03-")
    page.get_by_role("link", name="1", exact=True).first.click()
    expect(page.get_by_role("link", name="Mẫu Văn Nghèo")).to_be_visible()
