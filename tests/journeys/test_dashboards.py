"""Frozen figures are seen as pictures, opened by unit, taken away and published, in a real browser."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.snapshots.test_snapshots import BETWEEN, frozen, poor_home, recognised
from tests.factories.people import make_person
from tests.factories.places import make_country

pytestmark = pytest.mark.browser


def test_an_officer_sees_takes_and_publishes_figures(
    page: Page,
    context: BrowserContext,
    server: str,
    accessible: Callable[[Page], None],
    screen: str,
) -> None:
    country = make_country()
    first = poor_home(country, "east_1", "Mẫu Văn Thoát")
    second = poor_home(country, "east_2", "Mẫu Văn Ở")
    recognised(first, "near_poor", BETWEEN, ("water",))
    recognised(second, "poor", BETWEEN, ("water", "toilet", "employment"))
    frozen(country)
    client = Client()
    client.force_login(make_person(("officer", country.east)))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])

    page.goto("/tong-quan/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tổng quan xã Đông")
    expect(page.get_by_role("heading", name="1 hộ thoát nghèo; không hộ nào rơi vào nghèo")).to_be_visible()
    shown, other = (
        (".picture-wide", ".picture-narrow") if screen == "laptop" else (".picture-narrow", ".picture-wide")
    )
    expect(page.locator(f"{shown} svg").first).to_be_visible()
    expect(page.locator(f"{other} svg").first).to_be_hidden()
    accessible(page)
    if screen == "laptop":
        with page.expect_download() as download:
            page.get_by_role("link", name="Diễn biến, dien-bien: .svg").click()
        assert download.value.suggested_filename.startswith("dien-bien-")
        page.emulate_media(media="print")
        expect(page.locator(".picture-wide svg").first).to_be_visible()
        expect(page.get_by_role("navigation", name="Danh mục việc")).to_be_hidden()
        page.emulate_media(media="screen")
    page.get_by_role("link", name="Thôn Đông Hai").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tổng quan thôn Đông Hai")
    accessible(page)

    page.get_by_role("link", name="Xã Đông").click()
    page.get_by_role("link", name="Công bố số liệu").click()
    page.get_by_role("button", name="Công bố").click()
    expect(page.get_by_role("alert").first).to_contain_text("Chưa xác nhận")
    accessible(page)
    page.get_by_label("Công bố cho mọi người").check()
    page.get_by_role("button", name="Công bố").click()
    expect(page.get_by_role("heading", name="Đang công bố")).to_be_visible()
    context.clear_cookies()
    page.goto("/so-lieu/")
    accessible(page)
    page.get_by_role("link", name="Xã Đông").click()
    expect(page.get_by_role("row", name="Cộng")).to_contain_text("…")
    accessible(page)
