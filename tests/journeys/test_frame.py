"""The frame of the pages in a real browser, on a laptop and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_the_first_page_leads_to_the_work_and_is_accessible(
    page: Page, accessible: Callable[[Page], None]
) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Phân loại hộ")
    strong = page.locator("main .btn-primary")
    expect(strong).to_have_count(1)
    expect(strong).to_have_attribute("href", "/phan-loai/")
    accessible(page)


def test_a_page_of_error_is_accessible_and_leads_home(page: Page, accessible: Callable[[Page], None]) -> None:
    page.goto("/khong-co/")
    accessible(page)
    page.get_by_role("link", name="Về trang đầu").click()
    expect(page).to_have_url(page.url.split("/khong")[0])


def test_the_navigation_is_always_there_on_a_laptop_and_one_touch_away_on_a_phone(
    page: Page, screen: str
) -> None:
    page.goto("/")
    entry = page.get_by_role("navigation").get_by_role("link", name="Phân loại danh sách")
    if screen == "phone":
        expect(entry).to_be_hidden()
        page.get_by_role("button", name="Mở danh mục việc").click()
    expect(entry).to_be_visible()
    if screen == "phone":
        page.keyboard.press("Escape")
        expect(entry).to_be_hidden()


def test_the_keyboard_reaches_the_content_first_and_shows_where_it_is(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Đến nội dung chính")
    expect(skip).to_be_focused()
    assert skip.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_targets_are_large_enough_for_a_thumb(page: Page) -> None:
    page.goto("/")
    targets = page.locator("main a, main button, header a, header button").filter(visible=True)
    heights = targets.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert heights
    assert min(heights) >= 44


def test_paper_shows_the_content_without_menus(page: Page) -> None:
    page.goto("/")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.locator(".topbar")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
