"""What was gathered with ODK and Kobo comes into sheets in a real browser, and goes out again."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.exchange.submissions.made import submission
from tests.apps.surveys.made import OTHER, family, now, opened
from tests.factories.exports import kobo_xlsx
from tests.factories.people import make_person
from tests.factories.places import make_country
from tests.law.questionnaires.forms import FORM_B

from giamngheo.apps.surveys.actions import save_draft

pytestmark = pytest.mark.browser


def test_a_file_of_kobo_is_looked_at_chosen_written_given_back_and_taken_back(
    page: Page, context: BrowserContext, server: str, accessible: Callable[[Page], None], tmp_path: Path
) -> None:
    country = make_country()
    sheets = [opened(family(country.east_1, name)) for name in ("Mẫu", "Thử", "Ví")]
    save_draft(sheets[1], {("toilet", None): "pour_flush"}, 1, OTHER)
    sent = [
        submission(sheets[0]),
        submission(sheets[1]),
        submission(sheets[2], {("water_source", None): "suối tiên"}),
        submission(sheets[2], None, "again"),
    ]
    file = tmp_path / "phiếu thu.xlsx"
    file.write_bytes(kobo_xlsx(FORM_B, sent, labels=True))
    client = Client()
    client.force_login(make_person(("officer", country.east)))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])

    page.goto("/phieu/")
    page.get_by_role("link", name="Đưa phiếu thu bằng ODK, Kobo vào").click()
    accessible(page)
    page.get_by_label("Tệp phiếu thu").set_input_files(file)
    page.get_by_label("Phiếu của hộ ở đơn vị nào").select_option(label="Xã Đông")
    page.get_by_role("button", name="Đọc và so với phiếu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xem trước khi ghi")
    expect(page.locator("p.sentence")).to_contain_text("4 bản nộp trong tệp. 2 bản không nhận")
    row = page.get_by_role("row", name="Thử Văn Cha")
    expect(row).to_contain_text("Thấm dội nước → Tự hoại, bán tự hoại")
    accessible(page)
    row.get_by_label("Của tệp").check()
    page.get_by_role("button", name="Giữ lựa chọn của trang này").click()
    expect(page.get_by_text("Đã giữ lựa chọn.")).to_be_visible()
    for part in ("Phiếu chưa điền", "Không nhận", "Nhận xét"):
        page.get_by_label("Các phần").get_by_role("link", name=part).click()
        accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải lại tệp của bạn").click()
    download.value.save_as(tmp_path / "nhận xét.xlsx")
    book = openpyxl.load_workbook(tmp_path / "nhận xét.xlsx")
    assert any(cell.comment for sheet in book for line in sheet for cell in line)
    page.get_by_role("button", name="Ghi vào 2 phiếu").click()
    expect(page.locator("p.sentence")).to_contain_text("Đã ghi")
    assert now(sheets[1]).household["toilet"] == "septic"
    page.get_by_text("Hoàn tác cả lần nhận").click()
    page.get_by_label("Lý do").fill("nhầm tệp")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator("p.sentence")).to_contain_text("2 phiếu đã trở lại như trước.")
    accessible(page)
    assert now(sheets[1]).household["toilet"] == "pour_flush"
