"""Coordination in a real browser: assigned, a task given, an obstacle sent up, answered above, all closed."""

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

pytestmark = pytest.mark.browser


def test_work_is_assigned_hindered_answered_above_and_closed(
    page: Page, context: BrowserContext, server: str, accessible: Callable[[Page], None]
) -> None:
    country = make_country()
    officer = make_person(("officer", country.east))
    above = make_person(("leader", country.province))
    due = f"{timezone.localdate() + timedelta(days=20):%d/%m/%Y}"

    def become(who: User) -> None:
        client = Client()
        client.force_login(who)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])

    def click(name: str) -> None:
        page.get_by_role("button", name=name).click()

    become(officer)
    page.goto("/dieu-hanh/phan-cong/?nam=2024")
    page.get_by_label("Dự án, tiểu dự án").select_option(value="2")
    page.get_by_label("Đơn vị, bộ phận").fill("Hội Nông dân xã")
    page.get_by_label("Vai").select_option(label="Chủ trì")
    accessible(page)
    click("Phân công")
    expect(page.get_by_text("Đã phân công.")).to_be_visible()

    page.goto("/dieu-hanh/nhiem-vu/moi/")
    assert page.locator("#danh-ba option").get_attribute("value") == "Hội Nông dân xã"
    page.get_by_label("Giao cho cơ quan").fill("Hội Nông dân xã")
    page.get_by_label("Nhiệm vụ", exact=True).fill("Vận động hội viên góp đất làm mô hình")
    page.get_by_label("Hạn").fill(due)
    accessible(page)
    click("Giao")
    task = page.url

    page.goto("/dieu-hanh/vuong-mac/moi/")
    page.get_by_label("Chủ đề").select_option(index=1)
    page.get_by_label("Vướng mắc, trong một câu").fill("Chưa có giống")
    page.get_by_label("Nội dung cụ thể").fill("Đề nghị cấp giống trước vụ.")
    page.get_by_label("Xã Đông").check()
    page.get_by_label("Cần trả lời trước ngày").fill(due)
    accessible(page)
    click("Gửi")
    obstacle = page.url
    page.get_by_label("Chuyển lên cấp trên").check()
    page.get_by_label("Nội dung trả lời").fill("Xã không có nguồn giống")
    page.get_by_label("Cần trả lời trước ngày").fill(due)
    click("Ghi")
    expect(page.get_by_text("Phải trả lời: tỉnh Mẫu")).to_be_visible()

    become(above)
    page.goto(obstacle)
    page.get_by_label("Trả lời", exact=True).check()
    page.get_by_label("Nội dung trả lời").fill("Tỉnh cấp giống trong tháng")
    accessible(page)
    click("Ghi")
    expect(page.get_by_text("Trả lời: Tỉnh cấp giống trong tháng")).to_be_visible()

    become(officer)
    page.goto(obstacle)
    page.get_by_label("Xác nhận đã gỡ").check()
    page.get_by_label("Nội dung trả lời").fill("Đã nhận giống")
    click("Ghi")
    page.goto(task)
    page.get_by_label("Đã xong").check()
    page.get_by_label("Kết quả, hoặc lý do").fill("Góp được 2 ha")
    click("Ghi")
    expect(page.get_by_text("Kết quả: Góp được 2 ha")).to_be_visible()
    page.goto("/dieu-hanh/danh-ba/")
    accessible(page)
    page.get_by_role("link", name="Hội Nông dân xã").click()
    expect(page.get_by_text("1 dự án, tiểu dự án; 0 nhiệm vụ chưa xong")).to_be_visible()
    accessible(page)
