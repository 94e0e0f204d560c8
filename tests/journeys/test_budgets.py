"""Money of a commune in a real browser, at both widths: given, allocated, paid, settled, carried over."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.factories.people import make_person
from tests.factories.places import make_country
from tests.journeys.test_review_year import be

from giamngheo.apps.budgets.models import Decision, Line

pytestmark = pytest.mark.browser


def test_money_from_given_to_carried_over(
    page: Page, context: BrowserContext, server: str, accessible: Callable[[Page], None]
) -> None:
    country = make_country()
    finance, leader = make_person(("finance", country.east)), make_person(("leader", country.east))
    query = f"?don-vi={country.east.pk}&nam=2025"

    def decided(number: str, day: str) -> None:
        """The chairman puts the last draft in force; then the accountant goes on."""
        be(context, server, leader)
        page.goto(f"/kinh-phi/quyet-dinh/{Decision.objects.filter(put_in_force_at=None).latest('pk').pk}/")
        for field, words in (("so", number), ("ngay", day), ("co-quan", "UBND tỉnh Mẫu")):
            page.locator(f"#{field}").fill(words)
        accessible(page)
        page.get_by_role("button", name="Cho hiệu lực và ghi sổ").click()
        expect(page.get_by_text("Có hiệu lực", exact=True)).to_be_visible()
        be(context, server, finance)

    # The accountant has the decision of the province in hand.
    be(context, server, finance)
    page.goto(f"/kinh-phi/{query}")
    accessible(page)
    page.get_by_role("link", name="Nhận giao dự toán").click()
    page.locator("#trich-yeu").fill("Giao dự toán năm 2025")
    page.get_by_label("Dự án, khoản 1").select_option("2")
    page.get_by_label("Tính chất vốn, khoản 1").select_option("recurrent_fund")
    page.get_by_label("Nguồn, khoản 1").select_option("central")
    page.get_by_label("Số tiền, khoản 1").fill("500.000.000")
    accessible(page)
    page.get_by_role("button", name="Lưu dự thảo").click()
    expect(page.get_by_text("lãnh đạo cho hiệu lực")).to_be_visible()
    decided("15/QĐ-UBND", "5/1/2025")

    # It is allocated to a work, of which some is paid; too much is refused with what is missing.
    whole = Line.objects.get()
    page.goto(f"/kinh-phi/dong/{whole.pk}/")
    page.get_by_role("link", name="Phân bổ").click()
    page.locator("#trich-yeu").fill("Phân bổ chi tiết")
    page.get_by_label("Nội dung, khoản 1").fill("Mô hình nuôi dê")
    page.get_by_label("Số tiền, khoản 1").fill("400.000.000")
    accessible(page)
    page.get_by_role("button", name="Lưu dự thảo").click()
    decided("16/QĐ-UBND", "10/1/2025")
    work = Line.objects.get(item="Mô hình nuôi dê")
    page.goto(f"/kinh-phi/dong/{work.pk}/")
    page.get_by_role("link", name="Ghi chứng từ chi").click()
    page.locator("#loai").select_option("pay")
    for field, words in (("so-chung-tu", "7"), ("ngay", "2/6/2025"), ("so-tien", "450.000.000")):
        page.locator(f"#{field}").fill(words)
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_role("alert")).to_contain_text("thiếu 50.000.000 đồng")
    accessible(page)
    page.locator("#so-tien").fill("300.000.000")
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_text("Thanh toán", exact=True).first).to_be_visible()
    accessible(page)
    page.goto(f"/kinh-phi/ty-le/{query}")
    expect(page.get_by_role("status").first).to_contain_text("Đã giải ngân 60,0")
    accessible(page)

    # At the end of the year what was paid is settled, one remainder is carried over, the other cancelled.
    page.goto(f"/kinh-phi/cuoi-nam/{query}")
    accessible(page)
    page.get_by_role("link", name="Soạn quyết định phê duyệt quyết toán").click()
    page.locator("#trich-yeu").fill("Quyết toán năm 2025")
    accessible(page)
    page.get_by_role("button", name="Lưu dự thảo").click()
    decided("17/QĐ-UBND", "15/1/2026")
    page.goto(f"/kinh-phi/cuoi-nam/{query}")
    page.locator(f"[name='{work.pk}-allocated']").select_option("carry")
    page.locator(f"[name='{whole.pk}-unallocated']").select_option("cancel")
    page.get_by_role("button", name="Soạn dự thảo quyết định").click()
    expect(page.get_by_role("link", name="Hủy dự toán kinh phí năm 2025")).to_be_visible()
    for number in ("18/QĐ-UBND", "19/QĐ-UBND"):
        decided(number, "20/1/2026")
    page.goto(f"/kinh-phi/cuoi-nam/{query}")
    expect(page.get_by_text("kinh phí năm 2025 đã khép")).to_be_visible()
    page.goto(f"/kinh-phi/?don-vi={country.east.pk}&nam=2026")
    expect(page.get_by_text("chuyển từ năm 2025").first).to_be_visible()
    accessible(page)
