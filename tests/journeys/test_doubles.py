"""Doubles in a real browser: an area searched by the worker, a pair merged and taken back, accessible."""

from collections.abc import Callable
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.households.made import WHO, about, said
from tests.factories.people import make_person
from tests.factories.places import make_country

from giamngheo.apps.households.actions import record_household

pytestmark = pytest.mark.browser

BORN = {"birth_date": date(1980, 5, 12), "birth_precision": "day", "sex": "female"}


def test_an_area_is_searched_and_a_pair_merged_and_taken_back(
    page: Page,
    context: BrowserContext,
    server: str,
    work_off: Callable[[], None],
    accessible: Callable[[Page], None],
) -> None:
    country = make_country()
    for area, head, name in (
        (country.east_1, "Mẫu Văn Chồng", "Thu Thi Hoa"),
        (country.east_2, "Thử Văn Cha", "Thử Thị Hoà"),
    ):
        record_household(area.pk, [said("head", head), said("child", name, **BORN)], about(), WHO)
    client = Client()
    client.force_login(make_person(("officer", country.east)))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])

    page.goto("/so-ho/")
    page.get_by_role("link", name="Người trùng").click()
    accessible(page)
    page.get_by_role("button", name="Tìm người trùng").click()
    expect(page.get_by_role("status")).to_contain_text("Đang chờ")
    accessible(page)
    work_off()
    expect(page.get_by_role("heading", name="1 cặp chờ xem")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Xem các cặp").click()
    accessible(page)
    page.get_by_role("link", name="Thu Thi Hoa").click()
    accessible(page)

    page.get_by_role("button", name="Cùng một người – gộp").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa chọn hộ")
    accessible(page)
    page.get_by_role("radio", name="chủ hộ Mẫu Văn Chồng").check()
    page.get_by_role("button", name="Cùng một người – gộp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hai bản ghi của một người")
    accessible(page)
    page.get_by_label("Lý do hoàn tác").fill("nhầm người")
    page.get_by_role("button", name="Hoàn tác việc gộp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Có phải một người?")
    page.get_by_role("button", name="Hai người khác nhau").click()
    expect(page.get_by_text("xác nhận hai người khác nhau")).to_be_visible()
    accessible(page)
    page.goto("/so-ho/trung/luon-bao/")
    accessible(page)
