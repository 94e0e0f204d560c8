"""«Kiểm tra văn bản» in a real browser: from the code on paper to whether it holds, on every screen."""

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from playwright.sync_api import Page, expect
from tests.apps.papers.told import DAY, DECISION
from tests.factories.places import make_country

from giamngheo.apps.papers.actions import draw_up, issue, replace
from giamngheo.foundation.audit.actions import Actor

pytestmark = pytest.mark.browser

WHO = Actor(1, "Người ghi thử")
CLERK = Actor(2, "Người giữ sổ thử")
CONTENT = msgspec.structs.replace(DECISION, number="", day=None, check_code="", check_address="")


def test_a_resident_types_the_code_and_finds_the_paper_that_holds(
    page: Page, accessible: Callable[[Page], None]
) -> None:
    east = make_country().east.pk
    old = issue(draw_up(east, "recognition_decision", CONTENT, WHO), "7", DAY, CLERK)
    new = issue(draw_up(east, "recognition_decision", CONTENT, WHO), "9", DAY + timedelta(days=9), CLERK)
    replace(old, new, "Sửa danh sách", WHO)
    page.goto("/kiem-tra/")
    accessible(page)
    page.get_by_label("Mã kiểm tra").fill("1234")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Mã kiểm tra")).to_have_value("1234")
    accessible(page)
    page.get_by_label("Mã kiểm tra").fill(old.check_code.replace("-", ""))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Đã được thay")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Quyết định số 09/QĐ-UBND ngày 14/02/2026").click()
    expect(page.get_by_role("heading", name="Đang có giá trị")).to_be_visible()
    accessible(page)
    page.goto("/kiem-tra/1234-5678-9012-3452/")
    expect(page.get_by_role("heading", name="Không có văn bản nào mang mã này")).to_be_visible()
    accessible(page)
