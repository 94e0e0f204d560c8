"""A decision, the notebook and a photo in a real browser: accessible, no wider than a phone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.households.made import WHO, about, home
from tests.factories.people import make_person
from tests.factories.places import make_country

from giamngheo.apps.households.actions import CauseSaid, Decision, Recognised, recognise_household, set_causes

pytestmark = pytest.mark.browser


def test_what_a_household_is_by_date_is_written_and_read(
    page: Page, context: BrowserContext, server: str, accessible: Callable[[Page], None], tmp_path: Path
) -> None:
    country = make_country()
    family = home(country.east_1, "Mẫu Thị Hoà", "Mẫu Văn Con")
    poor = Recognised(family.pk, "poor", ["employment", "water", "toilet"])
    recognise_household(family, poor, Decision("1/QĐ-UBND"), about(date(2024, 12, 10)), WHO)
    set_causes(family, [CauseSaid("capital"), CauseSaid("labour")], about(), WHO)
    client = Client()
    client.force_login(make_person(("officer", country.east)))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])

    page.goto(f"/so-ho/{family.code}/")
    accessible(page)
    page.get_by_role("link", name="Ghi quyết định").click()
    accessible(page)
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa chọn loại hộ")
    accessible(page)
    page.get_by_label("Hộ không nghèo").check()
    page.get_by_label("Có hiệu lực từ ngày").fill("10/12/2025")
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_text("mới thoát nghèo đến hết 10/12/2028")).to_be_visible()
    accessible(page)

    page.goto("/so-ho/")
    accessible(page)
    page.get_by_role("link", name="Hộ mới thoát nghèo, cận nghèo (1)").click()
    expect(page.get_by_role("status")).to_contain_text("1 hộ đang trong sổ")
    accessible(page)

    for address in ("nguyen-nhan/", "nhu-cau/"):
        page.goto(f"/so-ho/{family.code}/{address}")
        accessible(page)

    page.goto("/so-tay/")
    accessible(page)
    page.get_by_role("link", name="Ghi về hộ Mẫu Thị Hoà").click()
    accessible(page)
    page.get_by_label("Đã thấy, đã nghe gì").fill("Mái bếp dột")
    page.get_by_role("button", name="Ghi vào sổ tay").click()
    expect(page.get_by_text("Mái bếp dột")).to_be_visible()
    accessible(page)

    page.get_by_role("link", name="Thêm ảnh").click()
    accessible(page)
    paper = tmp_path / "giay.pdf"
    paper.write_bytes(b"%PDF-1.7 made up")
    page.get_by_label("Ảnh hoặc giấy tờ").set_input_files(paper)
    page.get_by_label("Đó là gì").fill("Giấy ra viện")
    page.get_by_role("button", name="Lưu vào hộ").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Giấy ra viện").click()
    assert download.value.suggested_filename == "Giấy ra viện.pdf"
    accessible(page)
