"""«Văn bản» in a real browser: from the list to a decision that everybody can check."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.papers.filled import filled
from tests.factories.people import make_person
from tests.factories.places import make_country

from giamngheo.apps.papers.actions import draw_up
from giamngheo.foundation.audit.actions import SYSTEM

pytestmark = pytest.mark.browser


def test_a_decision_is_found_read_issued_and_checked(
    page: Page, context: BrowserContext, server: str, accessible: Callable[[Page], None]
) -> None:
    country = make_country()
    paper = draw_up(country.east.pk, "recognition_decision", filled("recognition_decision"), SYSTEM)
    draw_up(country.east.pk, "meeting_minutes", filled("meeting_minutes"), SYSTEM)
    client = Client()
    client.force_login(make_person(("leader", country.east)))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])

    page.goto("/van-ban/")
    accessible(page)
    page.get_by_label("Loại").select_option(label="Quyết định công nhận")
    page.get_by_role("button", name="Lọc").click()
    expect(page.get_by_role("status")).to_contain_text("1 văn bản, quyết định công nhận")
    page.get_by_role("link", name="Quyết định", exact=True).click()
    expect(page.get_by_role("heading", name="Dự thảo", exact=True)).to_be_visible()
    accessible(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Tải PDF để in").click()
    assert taken.value.suggested_filename.startswith("du-thao-quyet-dinh")

    page.get_by_label("Số văn bản").fill("bảy")
    page.get_by_role("button", name="Ban hành").click()
    expect(page.get_by_role("alert")).to_contain_text("phải là số văn thư đã cấp")
    expect(page.get_by_label("Số văn bản")).to_have_value("bảy")
    accessible(page)
    page.get_by_label("Số văn bản").fill("7")
    page.get_by_label("Ngày ký").fill("5/2/2026")
    page.get_by_role("button", name="Ban hành").click()
    expect(page.get_by_role("heading", name="Đang có giá trị")).to_be_visible()
    expect(page.get_by_role("heading", name="Quyết định 07/QĐ-UBND ngày 05/02/2026")).to_be_visible()
    accessible(page)

    page.get_by_role("link", name=paper.check_code).click()
    expect(page.get_by_role("heading", name="Đang có giá trị")).to_be_visible()
    expect(page.get_by_text("07/QĐ-UBND")).to_be_visible()
    accessible(page)
