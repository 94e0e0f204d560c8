"""Figures are frozen, told by villages, opened down to a household and taken away, in a real browser."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.snapshots.test_snapshots import BETWEEN, poor_home, recognised
from tests.factories.people import make_person
from tests.factories.places import make_country

pytestmark = pytest.mark.browser


@pytest.mark.usefixtures("background_worker")
def test_an_officer_freezes_a_year_and_opens_a_figure(
    page: Page,
    context: BrowserContext,
    server: str,
    accessible: Callable[[Page], None],
    screen: str,
) -> None:
    country = make_country()
    first = poor_home(country, "east_1", "Mẫu Văn Thoát")
    poor_home(country, "east_2", "Mẫu Văn Ở")
    recognised(first, "near_poor", BETWEEN, ("water",))
    client = Client()
    client.force_login(make_person(("officer", country.east)))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])

    page.goto("/bao-cao/")
    accessible(page)
    page.get_by_role("link", name="Chốt số liệu").first.click()
    page.get_by_label("Ngày đầu kỳ").fill("31/12/2025")
    page.get_by_label("Ngày cuối kỳ").fill(f"{timezone.localdate() + timedelta(days=2):%d/%m/%Y}")
    page.get_by_role("button", name="Chốt số liệu").click()
    expect(page.get_by_role("alert")).to_contain_text("chưa đến nên số liệu còn đổi")
    accessible(page)
    page.get_by_label("Ngày cuối kỳ").fill(f"{timezone.localdate():%d/%m/%Y}")
    page.get_by_role("button", name="Chốt số liệu").click()
    expect(page.get_by_role("heading", name="Các biểu")).to_be_visible(timeout=60_000)
    accessible(page)

    page.get_by_role("link", name="2. Diễn biến hộ nghèo").click()
    accessible(page)
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Cộng")).first
    expect(row).to_contain_text("Hộ")
    if screen == "laptop":
        with page.expect_download() as download:
            page.get_by_role("link", name="Biểu 2 (.xlsx)").click()
        assert download.value.suggested_filename.startswith("dien-bien-ho-ngheo-xa-dong-")
    escaped = row.get_by_role("cell").filter(has_text="1").get_by_role("link").first
    escaped.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Các hộ")
    expect(page.get_by_role("link", name="Mẫu Văn Thoát")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Mẫu Văn Thoát").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mẫu Văn Thoát")

    page.goto("/bao-cao/")
    page.get_by_role("link", name=f"Kết quả rà soát năm {timezone.localdate().year}").click()
    page.get_by_role("link", name="Chốt lại").click()
    page.get_by_role("button", name="Chốt lại").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa ghi vì sao chốt lại")
    accessible(page)
    page.get_by_label("Vì sao chốt lại").fill("Quyết định 15/QĐ-UBND sửa sai")
    page.get_by_role("button", name="Chốt lại").click()
    expect(page.get_by_text("không hộ nào khác")).to_be_visible(timeout=60_000)
