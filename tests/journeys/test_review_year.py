"""One commune's review of a year in a real browser, by everybody who has a part in it, at both widths."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.reviews.made import LACKS, RICH, fill, listed_family
from tests.factories.people import make_person
from tests.factories.places import make_country

from giamngheo.apps.households.models import Household
from giamngheo.apps.reviews.models import Case, Round
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.foundation.accounts.models import User

pytestmark = pytest.mark.browser


def be(context: BrowserContext, server: str, who: User) -> None:
    """Sit down at the machine as somebody else."""
    client = Client()
    client.force_login(who)
    context.clear_cookies()
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])


def write(page: Page, deed: str, listed: str = "Danh sách rà soát", **typed: str) -> None:
    """Open the form of a deed from the village, fill it in, send it, and be back at the village."""
    page.get_by_role("link", name=deed, exact=True).first.click()
    for label, said in typed.items():
        page.locator(f"#{label.replace('_', '-')}").fill(said)
    page.get_by_role("button", name=deed, exact=True).click()
    expect(page.get_by_role("heading", name=listed)).to_be_visible()


def test_a_year_of_a_commune(
    page: Page, context: BrowserContext, server: str, accessible: Callable[[Page], None]
) -> None:
    country = make_country()
    officer, reviewer = make_person(("officer", country.east)), make_person(("reviewer", country.east))
    head, leader = make_person(("village_head", country.east_1)), make_person(("leader", country.east))
    colleague, province = make_person(("officer", country.west)), make_person(("officer", country.province))
    stays, leaves = listed_family(country, "Mẫu"), listed_family(country, "Thử")
    asks = listed_family(country, "Ví", "")

    # The officer opens the review, adds who applied, closes the list and gives the sheets to the reviewer.
    be(context, server, officer)
    page.goto("/ra-soat/")
    accessible(page)
    page.get_by_role("link", name="Mở đợt rà soát").click()
    accessible(page)
    page.locator("#ngay").fill("1/9/2026")
    page.get_by_role("button", name="Mở đợt").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("năm 2026")
    accessible(page)
    one = Round.objects.get()
    case = Case.objects.select_related("round").get(round=one, area=country.east_1)
    page.get_by_role("link", name="Đặt ngay").click()
    accessible(page)
    page.get_by_label("Đặt là").select_option("nobody")
    page.get_by_label("Áp dụng từ ngày").fill("1/1/2026")
    page.get_by_label("Căn cứ").fill("Công văn thử 1/UBND")
    page.get_by_role("button", name="Đặt", exact=True).click()
    page.goto(f"/ra-soat/thon/{case.pk}/")
    accessible(page)
    write(page, "Thêm hộ vào danh sách", ho=asks.code, ly_do="Giấy đề nghị 2/9", ngay="2/9/2026")
    write(page, "Chốt danh sách cần rà soát", ngay="7/9/2026")
    page.get_by_role("link", name="Phiếu của thôn, giao phiếu").click()
    for box in page.locator("input[name=phieu]").all():
        box.check()
    page.locator("select[name=cho]").select_option(str(reviewer.pk))
    page.get_by_role("button", name="Giao").click()
    page.wait_for_url("**xong=giao**")
    assert set(FilledSheet.objects.values_list("reviewer_id", flat=True)) == {reviewer.pk}

    # The reviewer finds the sheets; filling in by keyboard has a journey of its own.
    be(context, server, reviewer)
    page.goto("/")
    expect(page.get_by_role("main")).to_contain_text("3 phiếu")
    for home, answers in ((stays, LACKS), (leaves, RICH), (asks, RICH)):
        fill(one, home, answers)

    # The village meets; one household is under one half, is looked at again and met on again.
    be(context, server, officer)
    page.goto(f"/ra-soat/thon/{case.pk}/")
    write(page, "Ghi rà soát xong", ngay="28/9/2026")
    page.get_by_role("link", name="Ghi họp dân", exact=True).first.click()
    accessible(page)
    minutes = {"noi-hop": "Nhà văn hoá", "chu-tri": "Trưởng thôn", "thu-ky": "Thư ký", "so-nguoi-du": "40"}
    for field, said in {**minutes, "ngay": "5/10/2026", "tat-ca": "38", f"ho-{leaves.pk}": "12"}.items():
        page.locator(f"#{field}").fill(said)
    page.get_by_role("button", name="Ghi họp dân").click()
    expect(page.locator("#danh-sach").get_by_text("rà soát lại")).to_be_visible()
    page.get_by_role("link", name="Ghi rà soát xong", exact=True).first.click()
    page.locator("#ngay").fill("6/10/2026")
    page.locator(f"#ho-{leaves.pk}").check()
    page.locator("#ly-do").fill("Đã hỏi lại, hộ có lương hưu")
    page.get_by_role("button", name="Ghi rà soát xong").click()
    write(
        page,
        "Ghi họp dân",
        ngay="7/10/2026",
        tat_ca="36",
        **{k.replace("-", "_"): v for k, v in minutes.items()},
    )
    places = {"noi_niem_yet": "Nhà văn hoá thôn", "nguoi_niem_yet": officer.full_name}
    write(page, "Ghi niêm yết", ngay="8/10/2026", **places)

    # The list to hang out is a paper; the neighbour sees nothing of all that, the province sees it.
    page.get_by_role("button", name="Danh sách niêm yết").click()
    expect(page.get_by_role("heading", name="Nội dung")).to_be_visible()
    accessible(page)
    be(context, server, head)
    page.goto(f"/ra-soat/thon/{case.pk}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thôn Đông Một")
    assert page.get_by_role("button", name="Danh sách niêm yết").count() == 0
    accessible(page)
    be(context, server, colleague)
    assert page.goto(f"/ra-soat/{one.pk}/").status == 404  # type: ignore[union-attr]
    page.goto("/ra-soat/")
    expect(page.get_by_text("Chưa có đợt rà soát nào")).to_be_visible()

    # The chairman decides: statuses hold; a household has its «Vì sao?».
    be(context, server, leader)
    page.goto("/")
    page.get_by_role("link", name="chờ ghi quyết định").click()
    accessible(page)
    page.locator("#so").fill("12/QĐ-UBND")
    page.locator("#ngay").fill("20/10/2026")
    page.locator("#nguoi-ky").fill("Chủ tịch (thử)")
    page.get_by_role("button", name="Ghi quyết định").click()
    expect(page.get_by_role("heading", name="Quyết định", exact=True)).to_be_visible()
    accessible(page)
    classes = dict(Household.objects.values_list("pk", "class_today"))
    assert [classes[home.pk] for home in (stays, leaves, asks)] == ["poor", "not_poor", ""]
    be(context, server, province)
    page.goto(f"/ra-soat/thon/{case.pk}/?loc=ngheo")
    page.locator("#danh-sach").get_by_role("link", name=stays.head_name).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vì sao?")
    accessible(page)
