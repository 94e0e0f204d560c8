"""A month of the two procedures that ask one condition, in a real browser, at both widths."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.reviews.asked import fill_income, member, monthly
from tests.apps.reviews.made import listed_family
from tests.factories.people import make_person
from tests.factories.places import make_country
from tests.journeys.test_review_year import be, write

from giamngheo.apps.households.models import Household, WorkerRecognition
from giamngheo.apps.reviews.models import Case, Entry, Round
from giamngheo.law.vocabulary.procedures import ProcedureKind

pytestmark = pytest.mark.browser
LIST = "Danh sách đề nghị"


def open_month(page: Page, kind: ProcedureKind) -> Case:
    """Open the month of a procedure and come to its one list."""
    page.goto("/ra-soat/moi/")
    page.locator(f"#loai-{kind.value}").check()
    page.locator("#ngay").fill("15/7/2026")
    page.get_by_role("button", name="Mở đợt").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("tháng 7/2026")
    case = Case.objects.select_related("round").get(round=Round.objects.get(kind=kind.value))
    page.goto(f"/ra-soat/thon/{case.pk}/")
    return case


def decided_by(page: Page, number: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="chờ ghi quyết định").click()
    page.locator("#so").fill(number)
    page.locator("#ngay").fill("27/7/2026")
    page.locator("#nguoi-ky").fill("Chủ tịch (thử)")
    page.get_by_role("button", name="Ghi quyết định").click()
    expect(page.get_by_role("heading", name="Quyết định", exact=True)).to_be_visible()


def test_a_month_of_farm_households(
    page: Page, context: BrowserContext, server: str, accessible: Callable[[Page], None]
) -> None:
    country = make_country()
    officer, leader = make_person(("officer", country.east)), make_person(("leader", country.east))
    yes, no = listed_family(country, "Mẫu", ""), listed_family(country, "Thử", "", country.east_2)

    # The officer opens the month, takes in two applications; what is out of order says by which clause.
    be(context, server, officer)
    case = open_month(page, ProcedureKind.AVERAGE_LIVING_STANDARD_REVIEW)
    accessible(page)
    page.get_by_text("Ghi niêm yết: chưa được, vì sao?").click()
    expect(page.get_by_text("QĐ 24/2021/QĐ-TTg, Điều 6").first).to_be_visible()
    write(page, "Tiếp nhận Giấy đề nghị", LIST, ho=yes.code, giay="Giấy của chủ hộ", ngay="6/7/2026")
    write(page, "Tiếp nhận Giấy đề nghị", LIST, ho=no.code, giay="Giấy của chủ hộ", ngay="15/7/2026")
    expect(page.get_by_text("nhận 06/07/2026").first).to_be_visible()
    fill_income(case.round, yes, monthly(2_000_000))
    fill_income(case.round, no, monthly(4_000_000))
    write(page, "Ghi xác định thu nhập xong", LIST, ngay="16/7/2026")
    places = {"noi_niem_yet": "Trụ sở Ủy ban nhân dân xã", "nguoi_niem_yet": officer.full_name}
    write(page, "Ghi niêm yết", LIST, ngay="17/7/2026", **places)
    accessible(page)

    # The chairman decides; the officer refuses the other in writing and draws the confirmation up.
    be(context, server, leader)
    decided_by(page, "31/QĐ-UBND")
    assert Household.objects.get(pk=yes.pk).class_today == "average_living_standard"
    assert Household.objects.get(pk=no.pk).class_today == ""
    be(context, server, officer)
    page.goto(f"/ra-soat/thon/{case.pk}/")
    page.get_by_role("link", name="Ghi không công nhận").first.click()
    accessible(page)
    page.locator(f"#ho-{no.pk}").check()
    for field, said in {"ngay": "28/7/2026", "van-ban": "TB 3", "ly-do": "Thu nhập trên mức"}.items():
        page.locator(f"#{field}").fill(said)
    page.get_by_role("button", name="Ghi không công nhận").click()
    expect(page.get_by_text("Lý do: Thu nhập trên mức")).to_be_visible()
    page.goto(f"/ra-soat/ho/{Entry.objects.get(household=yes).pk}/")
    expect(page.get_by_text("2.000.000 đồng/người/tháng")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Giấy xác nhận").click()
    expect(page.get_by_role("heading", name="Nội dung")).to_be_visible()


def test_a_month_of_workers(
    page: Page, context: BrowserContext, server: str, accessible: Callable[[Page], None]
) -> None:
    country = make_country()
    officer, leader = make_person(("officer", country.east)), make_person(("leader", country.east))
    home = listed_family(country, "Mẫu", "")
    child = member(home, "child")
    be(context, server, officer)
    case = open_month(page, ProcedureKind.LOW_INCOME_WORKER_REVIEW)
    page.get_by_role("link", name="Tiếp nhận Giấy đề nghị").first.click()
    accessible(page)
    page.get_by_label("Mã hộ của người đề nghị").fill(home.code)
    page.get_by_role("button", name="Xem thành viên của hộ").click()
    accessible(page)
    page.get_by_label(child.full_name).check()
    page.locator("#ngay").fill("10/7/2026")
    page.locator("#giay").fill("Giấy của người con")
    page.get_by_role("button", name="Tiếp nhận Giấy đề nghị").click()
    expect(page.locator("#danh-sach").get_by_text(f"{child.full_name}, nhận 10/07/2026")).to_be_visible()
    fill_income(case.round, home, monthly(1_000_000))
    write(page, "Ghi xác định thu nhập xong", LIST, ngay="16/7/2026")
    write(page, "Ghi niêm yết", LIST, ngay="17/7/2026", noi_niem_yet="Trụ sở", nguoi_niem_yet="Thử")
    be(context, server, leader)
    decided_by(page, "32/QĐ-UBND")
    assert WorkerRecognition.objects.get().person == child
    page.goto(f"/so-ho/nguoi/{child.pk}/")
    expect(page.get_by_role("main")).to_contain_text("32/QĐ-UBND")
