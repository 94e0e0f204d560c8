"""A target in a real browser, at both widths: drafted, put in force, counted, given below, explained."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.results.made import two_years
from tests.factories.people import make_person
from tests.factories.places import make_country
from tests.journeys.test_review_year import be

from giamngheo.apps.results.models import PlannedTarget

pytestmark = pytest.mark.browser


def fill(page: Page, **fields: str) -> None:
    for name, said in fields.items():
        page.locator(f"#{name.replace('_', '-')}").fill(said)


def draft(page: Page, area: int, indicator: str, kind: str, **fields: str) -> None:
    page.goto(f"/ket-qua/?don-vi={area}&nam=2026")
    page.get_by_role("link", name="Thêm chỉ tiêu").click()
    page.locator("#chi-so").select_option(indicator)
    page.get_by_role("button", name="Chọn").click()
    page.locator("#loai").select_option(kind)
    page.get_by_role("button", name="Chọn").click()
    fill(page, **fields)
    page.get_by_role("button", name="Lưu dự thảo").click()


def test_a_target_from_draft_to_why_it_is_slow(
    page: Page,
    context: BrowserContext,
    server: str,
    accessible: Callable[[Page], None],
    work_off: Callable[[], None],
) -> None:
    country = make_country()
    homes = two_years(country)
    officer, leader = make_person(("officer", country.east)), make_person(("leader", country.east))

    # The officer copies two targets of the plan; each form asks for what its kind has, no more.
    be(context, server, officer)
    page.goto(f"/ket-qua/?don-vi={country.east.pk}&nam=2026")
    expect(page.get_by_role("heading", name="Chưa có chỉ tiêu nào của năm 2026")).to_be_visible()
    accessible(page)
    draft(page, country.east.pk, "poor_households", "change_count", loi="giảm 2 hộ nghèo", so="hai")
    expect(page.get_by_role("alert")).to_contain_text("«hai» không phải con số")
    accessible(page)
    fill(page, so="2")
    page.get_by_role("button", name="Lưu dự thảo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Số hộ nghèo: giảm 2\u00a0hộ")
    accessible(page)
    draft(
        page,
        country.east.pk,
        "social_protection_received",
        "share",
        loi="100% đối tượng bảo trợ xã hội được hưởng chính sách",
        so="100",
    )
    expect(page.get_by_role("button", name="Cho hiệu lực")).to_have_count(0)

    # The chairman puts both in force.
    be(context, server, leader)
    for row in PlannedTarget.objects.order_by("pk"):
        page.goto(f"/ket-qua/{row.pk}/")
        page.get_by_role("button", name="Cho hiệu lực").click()
        expect(page.get_by_text("Đang có hiệu lực")).to_be_visible()

    # The officer counts one in the register, types the other in with its proof.
    be(context, server, officer)
    page.goto(f"/ket-qua/?don-vi={country.east.pk}&nam=2026")
    page.get_by_role("button", name="Tính lại").click()
    accessible(page)
    work_off()
    expect(page.get_by_role("status").first).to_contain_text("2 số mới hoặc đã đổi")
    expect(page.get_by_text("Đã giảm 0\u00a0hộ, cần từ 2\u00a0hộ trở lên.")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Đối tượng bảo trợ xã hội").click()
    page.get_by_role("link", name="Nhập số thực hiện").click()
    accessible(page)
    fill(page, ngay="30/6/2026", tu_so="8", mau_so="9", chung_minh="Danh sách chi trả 30/6/2026")
    page.get_by_role("button", name="Lưu số thực hiện").click()
    expect(page.get_by_text("Danh sách chi trả 30/6/2026")).to_be_visible()

    # The number opens its households; the target goes to the villages, summed before it is kept.
    page.goto(f"/ket-qua/?don-vi={country.east.pk}&nam=2026")
    page.get_by_role("link", name="Số hộ nghèo").click()
    page.get_by_role("link", name="Xem hộ").first.click()
    expect(page.get_by_role("link", name=homes[0].head_name)).to_be_visible()
    accessible(page)
    page.go_back()
    page.get_by_role("link", name="Giao cho đơn vị trực thuộc").click()
    page.get_by_label("Thôn Đông Một").fill("1")
    page.get_by_role("button", name="Cộng thử").click()
    expect(page.get_by_role("status")).to_contain_text("thiếu 1\u00a0hộ")
    accessible(page)
    page.get_by_label("Thôn Đông Hai").fill("1")
    page.get_by_role("button", name="Lưu dự thảo cho các đơn vị").click()
    expect(page.get_by_text("Cộng 2 đơn vị: 2\u00a0hộ, chỉ tiêu giao 2\u00a0hộ: khớp.")).to_be_visible()
    accessible(page)
    page.goto("/ket-qua/khung/")
    accessible(page)
