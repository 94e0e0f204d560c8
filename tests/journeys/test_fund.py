"""The fund in a real browser, from a campaign to what was handed over; a stranger reads of it."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.households.made import home
from tests.factories.people import make_person
from tests.factories.places import make_country

from giamngheo.foundation.accounts.models import User

pytestmark = pytest.mark.browser


def test_the_fund_goes_through_a_campaign(
    page: Page, context: BrowserContext, server: str, accessible: Callable[[Page], None]
) -> None:
    country = make_country()
    family = home(country.east_1, "Mẫu Văn Nghèo")
    front, leader = make_person(("front", country.east)), make_person(("leader", country.east))

    def become(who: User) -> None:
        client = Client()
        client.force_login(who)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])

    def click(name: str) -> None:
        page.get_by_role("button", name=name).click()

    become(front)
    page.goto("/quy/")
    accessible(page)
    page.get_by_role("link", name="Mở cuộc vận động").click()
    page.get_by_role("link", name="Tháng cao điểm «Vì người nghèo»").click()
    page.get_by_label("Mức phấn đấu").fill("50.000.000")
    accessible(page)
    click("Mở cuộc vận động")
    page.goto("/quy/nguoi-ung-ho/")
    page.get_by_label("Là ai").select_option(label="Doanh nghiệp, hợp tác xã")
    page.get_by_label("Tên cá nhân hoặc tổ chức").fill("Công ty Nêu Tên")
    page.get_by_label("Đồng ý nêu tên khi công khai").check()
    click("Ghi")
    page.goto("/quy/cam-ket/")
    page.get_by_label("Người ủng hộ").select_option(label="Công ty Nêu Tên")
    page.get_by_label("Số tiền, đồng").fill("9.000.000")
    page.get_by_label("Hạn thực hiện").fill(page.get_by_label("Ngày cam kết").input_value())
    click("Ghi cam kết")
    page.get_by_role("link", name="Lập phiếu thu").click()
    expect(page.get_by_label("Số tiền, đồng")).to_have_value("9.000.000")
    accessible(page)
    click("Lập phiếu thu")
    expect(page.get_by_role("heading", name="Phiếu thu số 1/")).to_be_visible()
    with page.expect_download() as printed:
        page.get_by_role("link", name="In phiếu thu").click()
    assert printed.value.suggested_filename.startswith("phieu-thu")

    become(make_person(("village_head", country.east_1)))
    page.goto(f"/ho-so-quy/moi/?ho={family.code}")
    accessible(page)
    page.get_by_label("Đề nghị Quỹ nào").select_option(label="Quỹ xã Đông")
    page.get_by_label("Nội dung hỗ trợ").select_option(label="Nhà ở: làm mới, sửa chữa")
    page.get_by_label("Hỗ trợ gì").fill("Sửa mái nhà")
    page.get_by_label("Mức đề nghị").fill("5.000.000")
    page.get_by_label("Hoàn cảnh").fill("Mái dột")
    page.get_by_label("Ai đề nghị").fill("Ban Công tác Mặt trận thôn")
    click("Đề nghị")
    case = page.url

    become(front)
    page.goto("/quy/hop/moi/")
    page.get_by_label("Nơi họp").fill("Trụ sở xã")
    page.get_by_label("Người chủ trì").fill("Mẫu Văn Chủ")
    page.get_by_label("Người dự họp").fill("Mẫu Văn Chủ\nMẫu Thị Ghi")
    page.get_by_label("Kết quả", exact=True).select_option(label="Duyệt")
    accessible(page)
    click("Lập biên bản")
    meeting = page.url
    become(leader)
    page.goto(meeting)
    click("Xác nhận kết quả họp")
    expect(page.get_by_role("link", name="In biên bản")).to_be_visible()

    become(front)
    page.goto(case)
    accessible(page)
    page.get_by_label("Chi từ").select_option(label="Tiền mặt")
    click("Trao và lập phiếu chi")
    page.get_by_role("link", name="PC 1/").click()
    page.get_by_label("Ảnh hoặc bản quét").set_input_files(
        {"name": "phieu.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    )
    click("Gắn")
    accessible(page)
    page.goto("/quy/bao-cao/")
    click("Lập báo cáo")
    report = page.url
    become(leader)
    page.goto(report)
    click("Công khai")
    public = page.get_by_role("link", name="/quy-vi-nguoi-ngheo/").get_attribute("href")
    context.clear_cookies()
    page.goto(public or "")
    expect(page.get_by_text("Công ty Nêu Tên")).to_be_visible()
    expect(page.get_by_text("Mẫu Văn Nghèo")).to_have_count(0)
    expect(page.get_by_text("9.000.000 đồng")).to_be_visible()
    accessible(page)
