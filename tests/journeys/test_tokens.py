"""Issuing a token in a real browser, using it, and withdrawing it; the document of the API beside it."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from tests.apps.households.made import home
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

pytestmark = pytest.mark.browser


@pytest.fixture
def country(server: str) -> Country:
    return make_country()


def test_a_token_is_issued_used_and_withdrawn(
    country: Country, page: Page, server: str, accessible: Callable[[Page], None]
) -> None:
    home(country.east_1, "Mẫu Văn Một")
    officer = make_person(("officer", country.east))
    client = Client()
    client.force_login(officer)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])
    page.goto("/tai-khoan/")
    accessible(page)
    page.get_by_role("link", name="Xem mã truy cập").click()
    expect(page.get_by_text("Chưa có mã nào")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Tạo mã").click()
    page.locator("input[name=password]").fill("mat-khau-thu-nghiem")  # the sitting alone makes no token
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tạo mã truy cập")
    page.get_by_role("button", name="Tạo mã").click()
    expect(page.get_by_role("alert")).to_contain_text("chưa có tên")
    accessible(page)
    page.get_by_label("Tên phần mềm sẽ dùng mã").fill("Đồng bộ kho dữ liệu tỉnh")
    expect(page.get_by_label("Xem sổ hộ, rà soát, quyết định")).to_be_checked()
    page.get_by_label("Ghi lần thăm, ghi chú của hộ").check()
    page.get_by_role("button", name="Tạo mã").click()
    secret = page.get_by_label("Mã truy cập").input_value()
    accessible(page)

    told = page.request.get("/api/v1/households", headers={"Authorization": f"Bearer {secret}"})
    assert [one["head"] for one in told.json()["items"]] == ["Mẫu Văn Một"]
    assert page.request.get("/api/v1/households").status == 401  # the sitting alone opens nothing

    page.get_by_role("link", name="Về danh sách mã").click()
    accessible(page)
    page.get_by_role("button", name="Thu hồi mã Đồng bộ kho dữ liệu tỉnh").click()
    expect(page.get_by_role("status")).to_contain_text("Đã thu hồi mã truy cập")
    accessible(page)
    told = page.request.get("/api/v1/households", headers={"Authorization": f"Bearer {secret}"})
    assert told.status == 401

    page.get_by_role("link", name="Tài liệu API").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tài liệu API")
    page.get_by_role("link", name="Danh sách hộ").click()
    expect(page.get_by_role("heading", name="Danh sách hộ")).to_be_in_viewport()
    accessible(page)
