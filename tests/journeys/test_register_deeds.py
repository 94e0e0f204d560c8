"""An officer with paper forms in hand: new household, marriage, split, merger, correction, each undone."""

from collections.abc import Callable
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.households.made import WHO, about, home
from tests.factories.people import make_person
from tests.factories.places import make_country

from giamngheo.apps.households.actions import MemberSaid, record_household

pytestmark = pytest.mark.browser


def write(page: Page, day: str = "1/3/2026") -> None:
    page.get_by_label("Ngày xảy ra").fill(day)
    page.get_by_label("Giấy tờ").fill("phiếu số 7")
    page.get_by_role("button", name="Ghi vào sổ").click()


def take_back(page: Page, deed: str) -> None:
    line = page.get_by_role("listitem").filter(has_text=deed).first
    line.locator("summary").click()
    line.get_by_label("Lý do").fill("nhầm")
    line.get_by_role("button", name="Hoàn tác việc này").click()
    expect(page.get_by_role("listitem").filter(has_text="đã hoàn tác").first).to_be_visible()


def test_what_the_paper_says_is_written_household_by_household(
    page: Page, context: BrowserContext, server: str, accessible: Callable[[Page], None]
) -> None:
    country = make_country()
    family = home(country.east_1, "Mẫu Văn Cha", "Mẫu Thị Con", "Mẫu Văn Út")
    born = {"full_name": "Thử Văn Hai", "birth_date": date(1980, 9, 1), "birth_precision": "day"}
    record_household(country.east_2.pk, [MemberSaid("head", born)], about(), WHO)
    client = Client()
    client.force_login(make_person(("officer", country.east)))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])

    # A new household: a row more, a slip, somebody whom the register may have.
    page.goto("/so-ho/")
    page.get_by_role("link", name="Ghi hộ mới").click()
    accessible(page)
    page.get_by_label("Thôn, tổ dân phố").select_option(label="Thôn Đông Hai")
    first, fourth = (page.get_by_role("region", name=f"Người {number}") for number in (1, 4))
    first.get_by_label("Họ và tên").fill("thu van hai")
    first.get_by_label("Ngày sinh").fill("1/9/80")
    page.get_by_role("button", name="Thêm người").click()
    expect(fourth.get_by_label("Họ và tên")).to_be_focused()
    fourth.get_by_label("Họ và tên").fill("Thử Văn Bé")
    fourth.get_by_label("Quan hệ với chủ hộ").select_option(label="Con")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("năm đủ 4 chữ số")
    accessible(page)
    first.get_by_label("Ngày sinh").fill("1980")
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_role("heading", name="Trùng?")).to_be_visible()
    accessible(page)
    page.get_by_label("Là người khác, vẫn ghi mới").check()
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi hộ thu van hai vào sổ")
    expect(page.get_by_role("link", name="Thử Văn Bé")).to_be_visible()
    accessible(page)
    new_home = page.url

    # The daughter of the first household marries into it.
    page.goto(f"/so-ho/{family.code}/viec/?viec=ket-hon")
    accessible(page)
    page.get_by_label("Người của hộ này kết hôn").select_option(label="Mẫu Thị Con (con)")
    page.get_by_label("Vợ, chồng có trong sổ").fill("thu van be")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_label("Thử Văn Bé").check()
    page.get_by_label("Người của hộ này về hộ của vợ, chồng").check()
    page.get_by_label("Người đổi hộ là gì").select_option(label="Con dâu, con rể")
    accessible(page)
    write(page)
    expect(page.get_by_role("status")).to_contain_text("Mẫu Thị Con kết hôn với Thử Văn Bé")
    page.get_by_role("link", name="Mở hộ").click()
    expect(page).to_have_url(new_home)
    expect(page.get_by_role("link", name="Mẫu Thị Con")).to_be_visible()
    take_back(page, "Kết hôn")

    # Who stays is told anew to a new head; then one leaves and is a household of their own, and returns.
    page.goto(f"/so-ho/{family.code}/viec/?viec=chu-ho")
    page.get_by_label("Chủ hộ mới").select_option(label="Mẫu Thị Con (con)")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_label("Mẫu Văn Cha")).to_have_value("parent")
    accessible(page)
    write(page, "2/3/2026")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hộ Mẫu Thị Con")
    page.get_by_role("link", name="Ghi việc").click()
    page.get_by_role("link", name="Tách hộ").click()
    write(page, "3/3/2026")
    expect(page.get_by_role("alert")).to_contain_text("Chưa chọn ai tách")
    accessible(page)
    page.get_by_role("checkbox", name="Mẫu Văn Út").check()
    page.get_by_label("Mẫu Văn Út là gì của chủ hộ mới").select_option(label="Chủ hộ")
    write(page, "3/3/2026")
    expect(page.get_by_role("status")).to_contain_text("Đã tách hộ Mẫu Văn Út")
    accessible(page)
    split_off = page.get_by_role("link", name="Mở hộ")
    split_off.click()
    page.get_by_role("link", name="Ghi việc").click()
    page.get_by_role("link", name="Nhập hộ này vào hộ khác").click()
    page.get_by_label("Nhập vào hộ nào?").fill(family.code)
    page.get_by_role("button", name="Tìm").click()
    page.get_by_label("Hộ Mẫu Thị Con").check()
    page.get_by_label("Mẫu Văn Út").select_option(label="Anh, chị, em")
    accessible(page)
    write(page, "4/3/2026")
    expect(page.get_by_role("link", name="Mẫu Văn Út")).to_be_visible()
    take_back(page, "Nhập hộ")
    expect(page.get_by_role("link", name="Mẫu Văn Út")).to_have_count(0)
    take_back(page, "Tách hộ")
    expect(page.get_by_role("link", name="Mẫu Văn Út")).to_be_visible()

    # A card in hand puts a name and a number right.
    page.get_by_role("link", name="Mẫu Văn Út").click()
    page.get_by_role("link", name="Sửa thông tin").click()
    accessible(page)
    page.get_by_label("Họ và tên").fill("Mẫu Văn Út")
    page.get_by_label("Số định danh cá nhân").fill("999 090 000 001")
    page.get_by_label("Giới tính").select_option(label="Nữ")
    page.get_by_label("Đính chính").check()
    page.get_by_label("Lý do").fill("đối chiếu thẻ căn cước")
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_role("alert")).to_contain_text("chữ số thứ 4 là của nam")
    accessible(page)
    page.get_by_label("Giới tính").select_option(label="Nam")
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_role("link", name="Mẫu Văn Út")).to_be_visible()
    take_back(page, "Đính chính")
    expect(page.get_by_role("link", name="Mẫu Văn Út")).to_be_visible()
    accessible(page)
