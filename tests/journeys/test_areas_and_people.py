"""Areas and people in a real browser: accessible, nothing wider than a phone, every step told."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.foundation.accounts.models import User

pytestmark = pytest.mark.browser


@pytest.fixture
def country(server: str) -> Country:
    return make_country()


@pytest.fixture
def administrator(country: Country) -> User:
    return make_person(("administrator", country.east))


@pytest.fixture
def as_administrator(administrator: User, context: BrowserContext, server: str) -> None:
    client = Client()
    client.force_login(administrator)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])


@pytest.mark.usefixtures("as_administrator")
def test_a_unit_is_found_without_accents_and_its_people_are_invited_from_there(
    page: Page, accessible: Callable[[Page], None]
) -> None:
    page.goto("/dia-ban/")
    accessible(page)
    page.get_by_label("Tên hoặc mã đơn vị").fill("dong mot")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("đơn vị khớp «dong mot»")
    accessible(page)
    page.get_by_role("link", name="Thôn Đông Một").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thôn Đông Một")
    accessible(page)
    page.get_by_role("link", name="Mời người vào đơn vị này").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mời người vào thôn Đông Một")
    accessible(page)
    page.get_by_label("Họ và tên").fill("Người Được Mời")
    page.get_by_label("Vai trò").select_option(label="Trưởng thôn, tổ trưởng dân phố")
    page.get_by_role("button", name="Tạo lời mời").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đã tạo lời mời cho Người Được Mời")
    accessible(page)
    page.get_by_role("link", name="Về danh sách người dùng").click()
    expect(page.get_by_role("heading", name="Lời mời chưa nhận")).to_be_visible()
    accessible(page)


@pytest.mark.usefixtures("as_administrator")
def test_a_role_is_ended_with_its_reason_and_the_trail_tells_it(
    country: Country, page: Page, accessible: Callable[[Page], None]
) -> None:
    person = make_person(("health", country.east))
    page.goto(f"/nguoi-dung/{person.pk}/")
    accessible(page)
    page.get_by_text("Kết thúc vai trò này").click()
    page.get_by_role("button", name="Kết thúc từ hôm nay").click()
    expect(page.get_by_role("alert")).to_contain_text("chưa có lý do")
    accessible(page)
    page.get_by_label("Lý do").fill("Chuyển công tác")
    page.get_by_role("button", name="Kết thúc từ hôm nay").click()
    expect(page.get_by_text("kết thúc vì Chuyển công tác")).to_be_visible()
    page.goto("/nhat-ky/")
    expect(page.get_by_text("Chuyển công tác")).to_be_visible()
    accessible(page)
