"""A plan in a real browser, at both widths: file in, a year made from it, given to villages, issued."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.programmes.made import PLAN
from tests.factories.people import make_person
from tests.factories.places import make_country
from tests.journeys.test_review_year import be

from giamngheo.apps.programmes.models import UnitPlan
from giamngheo.apps.programmes.queries import targets_of

pytestmark = pytest.mark.browser


def test_from_the_file_of_a_plan_to_the_plan_of_the_year_as_a_paper(
    page: Page, context: BrowserContext, server: str, accessible: Callable[[Page], None]
) -> None:
    country = make_country()
    officer, leader = make_person(("officer", country.east)), make_person(("leader", country.east))
    head = make_person(("village_head", country.east_1))

    # The plan of the city comes as a file; its policies are corrected beside its text, then it is taken in.
    be(context, server, officer)
    page.goto("/ke-hoach/")
    accessible(page)
    page.get_by_role("link", name="Đọc kế hoạch từ tệp").click()
    page.get_by_role("link", name="Đọc một kế hoạch").click()
    page.locator("#tep").set_input_files(PLAN)
    page.get_by_role("button", name="Đọc kế hoạch").click()
    accessible(page)
    page.get_by_text("Thêm chỉ tiêu").first.click()
    page.locator("#tm0-loi").fill("Vận động 3 nhà hảo tâm")
    page.locator("#tm0-loai").select_option("at_least")
    page.get_by_role("button", name="Lưu chỉ tiêu").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa ghi con số")
    expect(page.locator("#tm0-loi")).to_have_value("Vận động 3 nhà hảo tâm")
    accessible(page)
    page.locator("#tm0-gia-tri").fill("3")
    page.get_by_role("button", name="Lưu chỉ tiêu").click()
    expect(page.get_by_text("Vận động 3 nhà hảo tâm").first).to_be_visible()
    # What is left out of a part waits with the unread and goes into another.
    page.get_by_text("Sửa chỉ tiêu 1").click()
    page.locator("#t0-bo").check()
    page.get_by_role("button", name="Lưu chỉ tiêu").click()
    page.locator("#chua-hieu").get_by_role("checkbox").first.check()
    page.locator("#vao").select_option("muc-tieu")
    page.get_by_role("button", name="Đưa vào phần đã chọn").click()
    expect(page.locator("#chua-hieu")).to_have_count(0)
    page.locator("#csm-ten").fill("Hỗ trợ nhà ở")
    page.get_by_role("button", name="Lưu chính sách").click()
    expect(page.locator("#chinh-sach").get_by_text("Chính sách (", exact=False)).to_be_visible()
    page.locator("#cua").select_option("tren")
    page.get_by_role("button", name="Đưa vào hệ thống").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kế hoạch số 45/KH-UBND (năm 2024)")

    # The ward's plan of the year is made from it: what was copied must be looked at again.
    page.goto(f"/ke-hoach/moi/?don-vi={country.east.pk}&nam=2026")
    page.locator("#tu").select_option(index=1)
    page.get_by_role("button", name="Lập dự thảo").click()
    expect(page.get_by_role("heading", name="Còn phải ghi")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Sửa chỉ tiêu").click()
    plan = UnitPlan.objects.get(first_year=2026)
    rows = targets_of(plan)
    fall = next(one for one in rows if one.kind == "change_count")
    for one in rows:
        if one.pk != fall.pk:
            page.locator(f"#t{one.pk}-bo").check()
    page.locator(f"#t{fall.pk}-gia-tri").fill("5")
    accessible(page)
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("heading", name="Chỉ tiêu (1)")).to_be_visible()

    # The target goes to the villages, summed before it is kept.
    page.get_by_role("link", name="Giao chỉ tiêu 1").click()
    page.get_by_label("Thôn Đông Một").fill("3")
    page.get_by_role("button", name="Cộng thử").click()
    expect(page.get_by_role("status")).to_contain_text("thiếu 2")
    accessible(page)
    page.get_by_label("Thôn Đông Hai").fill("2")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("2 đơn vị")).to_be_visible()
    page.get_by_role("button", name="Trình ban hành").click()
    expect(page.get_by_role("status")).to_contain_text("Đã trình ban hành")

    # The chairman finds it on the first page and issues it under its number; it is a paper now.
    be(context, server, leader)
    page.goto("/")
    page.get_by_role("link", name="chờ ban hành").click()
    page.locator("#so").fill("7")
    page.locator("#ngay").fill("1/3/2026")
    accessible(page)
    page.get_by_role("button", name="Ban hành", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kế hoạch số 07/KH-UBND (năm 2026)")
    for ending in ("pdf", "docx"):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=f"Văn bản .{ending}").click()
        assert waiting.value.suggested_filename == f"ke-hoach-07-kh-ubnd-nam-2026.{ending}"

    # The head of the village reads what the village is to reach.
    be(context, server, head)
    page.goto(f"/ke-hoach/?don-vi={country.east_1.pk}&nam=2026")
    page.get_by_role("link", name="Kế hoạch số 07/KH-UBND").click()
    page.get_by_text("2 đơn vị").click()
    expect(page.get_by_text("thôn Đông Một: 3")).to_be_visible()
