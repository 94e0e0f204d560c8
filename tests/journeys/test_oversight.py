"""An inspection in a real browser, from the plan until it is closed; the neighbour sees nothing of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from tests.factories.people import make_person
from tests.factories.places import make_country

from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.text import day as day_text

pytestmark = pytest.mark.browser
PAPER = {"name": "anh.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}


def test_an_inspection_is_closed(
    page: Page, context: BrowserContext, server: str, accessible: Callable[[Page], None]
) -> None:
    country = make_country()
    above, leader = (make_person((role, country.province)) for role in ("officer", "leader"))
    below, neighbour = (make_person(("officer", area)) for area in (country.east, country.west))
    today = timezone.localdate()

    def become(who: User) -> None:
        client = Client()
        client.force_login(who)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])

    def click(name: str) -> None:
        page.get_by_role("button", name=name, exact=True).click()

    def fill(label: str, text: str) -> None:
        page.get_by_label(label, exact=True).fill(text)

    become(above)
    page.goto("/giam-sat/")
    accessible(page)
    page.get_by_role("link", name=f"Lập kế hoạch năm {today.year}").click()
    fill("Mục đích, yêu cầu", "Kiểm tra hỗ trợ đúng đối tượng")
    click("Lập dự thảo")
    page.get_by_label("Đơn vị, thôn được kiểm tra").select_option(label="Xã Đông")
    page.get_by_label("Hình thức").select_option(label="Định kỳ")
    page.get_by_label("Quỹ «Vì người nghèo»").check()
    fill("Từ tháng", "1")
    fill("Đến tháng", "12")
    fill("Đơn vị, người chủ trì", "Ban Chỉ đạo")
    accessible(page)
    click("Thêm dòng")
    click("Trình phê duyệt")
    plan = page.url
    become(leader)
    page.goto(plan)
    fill("Số quyết định phê duyệt", "12/QĐ-UBND")
    fill("Ngày quyết định", day_text(today))
    click("Phê duyệt")

    become(above)
    page.goto(plan)
    page.get_by_role("link", name="Lập đợt kiểm tra").click()
    fill("Tên đợt kiểm tra", "Kiểm tra Quỹ xã Đông")
    fill("Nơi kiểm tra", "Trụ sở xã")
    fill("Từ ngày", day_text(today - timedelta(days=2)))
    fill("Đến ngày", day_text(today))
    accessible(page)
    click("Lập đợt kiểm tra")
    inspection = page.url.partition("#")[0]
    fill("Họ và tên", "Mẫu Văn Đoàn")
    fill("Chức vụ, cơ quan", "Phó Giám đốc Sở")
    page.get_by_label("Vai trò").select_option(label="Trưởng đoàn")
    click("Thêm thành viên")
    accessible(page)
    become(leader)
    page.goto(inspection)
    fill("Số quyết định", "5/QĐ-UBND")
    fill("Ngày quyết định", day_text(today - timedelta(days=2)))
    click("Ban hành quyết định")

    become(above)
    page.goto(inspection)
    for row in page.locator(".checklist-item select").all():
        row.select_option(label="Đạt")
    click("Ghi kết quả đề cương")
    page.get_by_label("Thiếu sót").check()
    fill("Phát hiện", "Phiếu chi số 3 chưa có chữ ký người nhận")
    page.get_by_label("Ảnh, giấy tờ chứng minh").set_input_files(PAPER)
    click("Ghi phát hiện")
    fill("Ngày lập biên bản", day_text(today))
    fill("Phía đơn vị được kiểm tra, mỗi người một dòng", "Chủ tịch xã")
    fill("Nội dung biên bản", "Đã xem sổ thu, chi")
    accessible(page)
    click("Chốt biên bản")
    with page.expect_download() as printed:
        page.get_by_role("link", name="In biên bản (.pdf)").click()
    assert printed.value.suggested_filename.startswith("bien-ban")
    fill("Nội dung báo cáo kết quả", "Sổ sách rõ ràng, thiếu một chữ ký")
    click("Trình báo cáo")
    become(leader)
    page.goto(inspection)
    fill("Kết luận của lãnh đạo", "Xã bổ sung chữ ký")
    fill("Số báo cáo", "8/BC-UBND")
    fill("Ngày báo cáo", day_text(today))
    click("Ban hành báo cáo, kết luận")
    become(above)
    page.goto(inspection)
    fill("Kiến nghị ai (cơ quan, chức danh)", "Ủy ban nhân dân xã Đông")
    fill("Việc phải làm", "Bổ sung chữ ký phiếu chi số 3")
    fill("Hạn thực hiện", day_text(today + timedelta(days=10)))
    click("Kiến nghị")
    page.get_by_role("link", name="Bổ sung chữ ký phiếu chi số 3").click()
    advice = page.url

    become(neighbour)
    for address in (inspection, advice):
        answer = page.goto(address)
        assert answer is not None and answer.status == 404
    become(below)
    page.goto(advice)
    page.get_by_label("Báo đã thực hiện xong", exact=True).check()
    fill("Đã làm gì, hoặc lý do", "Đã lấy chữ ký người nhận")
    page.get_by_label("Minh chứng").set_input_files(PAPER)
    accessible(page)
    click("Ghi")
    expect(page.get_by_text("chờ xác nhận").first).to_be_visible()
    become(above)
    page.goto(advice)
    page.get_by_label("Xác nhận đã thực hiện").check()
    click("Ghi")
    page.goto(inspection)
    click("Kết thúc đợt kiểm tra")
    expect(page.get_by_role("heading", name="Đã kết thúc")).to_be_visible()
    page.goto(plan)
    expect(page.get_by_text("Đã thực hiện 1 / 1 dòng")).to_be_visible()
