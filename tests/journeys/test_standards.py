"""«Chuẩn nghèo» in a real browser: on a chosen day, on a phone, on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from giamngheo.law.library import standards

pytestmark = pytest.mark.browser


def test_a_standard_is_chosen_by_its_day_and_read(page: Page, accessible: Callable[[Page], None]) -> None:
    page.goto("/chuan-ngheo/")
    page.get_by_label("Xem chuẩn vào ngày").fill("010117")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Áp dụng vào ngày 01/01/2017")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="2016–2020").click()
    expect(page.get_by_text("Như có hiệu lực ngày 01/01/2017.")).to_be_visible()
    accessible(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="In")).to_be_hidden()
    expect(page.get_by_role("heading", name="Phân loại hộ")).to_be_visible()


@pytest.mark.parametrize("standard", sorted(standards()))
def test_every_standard_is_accessible_on_every_screen(
    page: Page, accessible: Callable[[Page], None], standard: str
) -> None:
    page.goto(f"/chuan-ngheo/{standard}/")
    accessible(page)


def test_a_day_that_is_none_is_told_and_stays(page: Page, accessible: Callable[[Page], None]) -> None:
    page.goto("/chuan-ngheo/")
    page.get_by_label("Xem chuẩn vào ngày").fill("hôm nọ")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    accessible(page)
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Xem chuẩn vào ngày")).to_be_focused()
    expect(page.get_by_label("Xem chuẩn vào ngày")).to_have_value("hôm nọ")
