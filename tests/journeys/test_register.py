"""The register in a real browser: found, read on a day, accessible and no wider than a phone."""

from collections.abc import Callable
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.households.made import WHO, about, home, person, said
from tests.factories.people import make_person
from tests.factories.places import make_country

from giamngheo.apps.households.actions import correct_person, record_birth

pytestmark = pytest.mark.browser


def test_a_household_is_found_by_a_name_without_accents_and_read_on_a_past_day(
    page: Page, context: BrowserContext, server: str, accessible: Callable[[Page], None]
) -> None:
    country = make_country()
    family = home(country.east_1, "Mẫu Thị Hoà", "Mẫu Văn Con")
    correct_person(person("Mẫu Thị Hoà"), {"ethnicity": "tay", "sex": "female"}, about(), WHO)
    record_birth(family, said("grandchild", "Mẫu Văn Bé"), about(date(2026, 3, 1)), WHO)
    client = Client()
    client.force_login(make_person(("officer", country.east)))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])

    page.goto("/")
    _search_from_any_page(page)
    page.goto("/so-ho/")
    accessible(page)
    page.get_by_label("Tên, số định danh, mã hộ, số hộ").fill("mau hoa")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 người khớp «mau hoa»")
    accessible(page)
    page.get_by_role("link", name="Mẫu Thị Hoà").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mẫu Thị Hoà")
    expect(page.get_by_text("Tày")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name=family.code).first.click()
    expect(page.get_by_role("link", name="Mẫu Văn Bé")).to_be_visible()
    accessible(page)
    page.get_by_label("Xem vào ngày").fill("1/9/2025")
    page.get_by_role("button", name="Xem").click()
    expect(page.get_by_role("heading", name="Thành viên ngày 01/09/2025 (2)")).to_be_visible()
    expect(page.get_by_role("link", name="Mẫu Văn Bé")).to_have_count(0)
    accessible(page)

    page.get_by_role("link", name="Ghi việc").click()
    accessible(page)
    page.get_by_role("link", name="Chết").click()
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa chọn người")
    accessible(page)
    page.get_by_label("Người").select_option(label="Mẫu Văn Con (con)")
    page.get_by_label("Ngày xảy ra").fill("1/4/2026")
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_role("link", name="Mẫu Văn Con")).to_have_count(0)
    death = page.get_by_role("listitem").filter(has_text="Chết ngày 01/04/2026")
    death.locator("summary").click()
    accessible(page)
    death.get_by_label("Lý do").fill("nhầm người")
    death.get_by_role("button", name="Hoàn tác việc này").click()
    expect(page.get_by_role("link", name="Mẫu Văn Con")).to_be_visible()


def _search_from_any_page(page: Page) -> None:
    """By the key on a wide screen; on a narrow one a link leads to the search."""
    top = page.get_by_role("searchbox", name="Tìm nhanh")
    if not top.is_visible():
        page.get_by_role("link", name="Tìm nhanh").click()
        expect(page.get_by_label("Tên, số định danh, mã hộ, số hộ")).to_be_visible()
        return
    page.keyboard.press("/")
    expect(top).to_be_focused()
    page.keyboard.type("ho 1/2")  # while one types it is a sign like any other
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("0 người khớp «ho 1/2»")
